"""A fair, its exhibitors and its plan for the tests of this room; everything through actions."""

from datetime import date, timedelta
from typing import Any

from saoque.fairs.actions import applications, choosing, fairs, plan
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.models import Booth, Exhibitor, Fair
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.roles import Role
from saoque.places.models import AdminUnit
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, owned_product, places


def here() -> AdminUnit:
    return places()[0]


def plan_of(**more: Any) -> fairs.Plan:
    now = today()
    told: dict[str, Any] = {
        "name": "Hội chợ quê", "commune": here(), "venue": "Sân xã", "first_day": now + timedelta(days=10),
        "last_day": now + timedelta(days=12), "apply_until": now, "booths_planned": 3,
    }  # fmt: skip
    return fairs.Plan(**{**told, **more})


def boss() -> Actor:
    return office(Role.YOUTH_LEADER, here().parent)


def called(who: Actor | None = None, **more: Any) -> tuple[Actor, Fair]:
    """A fair that takes applications until tonight."""
    chief = who or boss()
    fair = fairs.open_fair(plan_of(**more), actor=chief)
    fairs.call(fair, actor=chief)
    return chief, fair


def again(fair: Fair) -> Fair:
    return Fair.objects.select_related("unit", "commune__parent").get(pk=fair.pk)


def exhibitor(pk: int) -> Exhibitor:
    return Exhibitor.objects.select_related("fair", "producer").get(pk=pk)


def starred(product: Product, star: int = 4, until: date | None = None) -> Product:
    """The product with a star, as the certificates room would keep it."""
    product.star, product.star_until = star, until or today() + timedelta(days=500)
    product.save(update_fields=["star", "star_until"])
    return product


def applied(
    fair: Fair, name: str = "Mắm cá", star: int = 4, daily: int = 50, booths: int = 1
) -> tuple[Actor, Exhibitor]:
    actor, product = owned_product(name)
    starred(product, star)
    told = applications.Application([applications.Line(product, daily, "hũ", 80_000)], booths)
    return actor, applications.apply(fair, product.producer, told, actor=actor)


def guest(name: str = "Khách Vĩnh Long", **more: Any) -> applications.Visitor:
    goods = applications.GuestGoods("Kẹo dừa", 4, today() + timedelta(days=500), "I", 80, "hộp", 45_000)
    return applications.Visitor(name, [goods], **more)


def published(chief: Actor, fair: Fair) -> Fair:
    """The choice as the rule makes it, published."""
    fairs.close_applications(again(fair), actor=chief)
    choosing.propose_choice(again(fair), actor=chief)
    choosing.publish_choice(again(fair), actor=chief)
    return again(fair)


def drawn(chief: Actor, fair: Fair, rows: int = 1, columns: int = 3) -> list[Booth]:
    plan.draw_plan(again(fair), [ZoneAsked("Khu A", rows, columns)], actor=chief)
    return list(Booth.objects.select_related("fair", "exhibitor").filter(fair=fair).order_by("code"))
