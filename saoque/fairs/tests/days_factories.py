"""A fair that is running, with a producer of Sao Quê and a guest, for the tests of its days and outcome."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.models import Unit
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, owned_product, places


@dataclass
class Ground:
    """Whoever acts at the fair: its organiser, a producer's owner with one product, and a guest."""

    boss: Actor
    fair: Fair
    owner: Actor
    exhibitor: Exhibitor
    exhibit: Exhibit
    guest: Exhibitor

    def state(self, state: str, **days: date) -> None:
        """Put the fair into a state without walking there."""
        Fair.objects.filter(pk=self.fair.pk).update(state=state, **days)
        self.fair.refresh_from_db()
        for one in (self.exhibitor, self.guest):
            one.refresh_from_db()


def running(name: str = "Hội chợ OCOP", **more: Any) -> Ground:
    """Return a fair of five days whose third is today."""
    boss = office(Role.YOUTH_LEADER, places()[0].parent)
    now = today()
    fair = Fair.objects.create(
        **{
            "name": name, "slug": f"hoi-cho-{Fair.objects.count()}-{now.year}", "kind": "fair", "unit": _unit(boss), "commune": places()[0],
            "venue": "Bến Ninh Kiều", "first_day": now - timedelta(days=2), "last_day": now + timedelta(days=2),
            "apply_until": now - timedelta(days=20), "booths_planned": 4, "state": Fair.State.RUNNING,
            "called_on": now - timedelta(days=60), "opened_by": boss.user, **more,
        }
    )  # fmt: skip
    owner, product = owned_product()
    exhibitor, exhibit = joined(fair, product)
    guest = Exhibitor.objects.create(
        fair=fair, name="Cơ sở Mít sấy Vĩnh Long", state="chosen", applied_on=now, province=places()[0].parent
    )
    Exhibit.objects.create(exhibitor=guest, name="Mít sấy", star=4, star_until=now + timedelta(days=400))
    for number, one in enumerate((exhibitor, guest), start=1):
        Booth.objects.create(fair=fair, code=f"A0{number}", column=number, row=1, exhibitor=one)
    return Ground(boss, fair, owner, exhibitor, exhibit, guest)


def joined(fair: Fair, product: Product) -> tuple[Exhibitor, Exhibit]:
    exhibitor = Exhibitor.objects.create(
        fair=fair, producer=product.producer, name=product.producer.name, state="chosen", applied_on=today()
    )
    exhibit = Exhibit.objects.create(
        exhibitor=exhibitor, product=product, name=product.name, unit="hũ", price=85_000, daily=40
    )
    return exhibitor, exhibit


def one_more(ground: Ground) -> Exhibitor:
    _owner, product = owned_product("Mật ong hoa nhãn")
    exhibitor, _exhibit = joined(ground.fair, product)
    return exhibitor


def _unit(actor: Actor) -> Unit:
    return Unit.objects.get(pk=actor.standings[0].unit_id)
