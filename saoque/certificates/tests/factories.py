"""A dossier with a closed council result, written straight into the tables of the rooms below."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from saoque.councils.defaults import default_source
from saoque.councils.models import Assessment, Council, CouncilRules, Round, Session
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import Actor
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product

_serial = count(1)


def place(code: str, name: str, parent: AdminUnit | None = None) -> AdminUnit:
    found, _made = AdminUnit.objects.get_or_create(
        code=code,
        since=date(2025, 7, 1),
        defaults={
            "level": "commune" if parent else "province",
            "kind": "xa" if parent else "thanh_pho",
            "name": name,
            "full_name": name,
            "folded": name.lower(),
            "sort": name.lower(),
            "parent": parent,
            "source": "test",
            "confidence": "B",
        },
    )
    return found


def city() -> AdminUnit:
    return place("92", "Thành phố Cần Thơ")


def commune() -> AdminUnit:
    return place("31294", "Xã Trường Xuân", city())


def person(role: str, kind: str, province: AdminUnit | None = None, commune: AdminUnit | None = None) -> Actor:
    n = next(_serial)
    user = User.objects.create_user(email=f"p{n}@thu.vn", full_name=f"Người thử {n}", password="x")
    unit = Unit.objects.create(kind=kind, name=f"Đơn vị {n}", province=province, commune=commune)
    Membership.objects.create(user=user, unit=unit, role=role, since=date(2026, 1, 1))
    return actor_for(user)


def province_signer(province: AdminUnit | None = None) -> Actor:
    return person(Role.SIGNER, UnitKind.PROVINCE_COMMITTEE, province or city())


def ministry_signer() -> Actor:
    return person(Role.SIGNER, UnitKind.MINISTRY)


def product(name: str = "Mắm cá Bà Đầm") -> Product:
    n = next(_serial)
    unit = Unit.objects.create(kind=UnitKind.PRODUCER, name=f"Hộ {n}", province=city(), commune=commune())
    producer = Producer.objects.create(
        unit=unit, name=f"Hộ kinh doanh {n}", legal_form="registered_household", commune=commune(),
        representative_name="Người đại diện", slug=f"ho-{n}",
    )  # fmt: skip
    return Product.objects.create(producer=producer, name=name, slug=f"sp-{n}", scorecard="QD26-08", is_public=True)


def assessed(
    mean: str = "72.1",
    stars: int = 4,
    by_points: int | None = None,
    level: str = Level.PROVINCE,
    of: Product | None = None,
) -> Dossier:
    """Return a dossier whose council has closed with this result."""
    goods, n = of or product(), next(_serial)
    dossier = Dossier.objects.create(
        product=goods, producer=goods.producer, commune=commune(), province=city(), kind="first", scorecard="QD26-08",
        state=DossierState.ASSESSED, level=level, year=2026, filed_at=timezone.now(), product_code=f"92-31294-{n:02d}-2026",
    )  # fmt: skip
    unit = Unit.objects.create(kind=UnitKind.COUNCIL, name=f"Hội đồng {n}", province=city())
    council = Council.objects.create(
        unit=unit, level=level, province=city(), decision_number="1", decided_on=date(2026, 1, 1)
    )
    rules = CouncilRules.objects.create(council=council, number=1, source=default_source())
    meeting = Round.objects.create(
        level=level,
        province=city(),
        year=2026,
        number=n,
        submit_before=date(2026, 10, 30),
        evaluate_before=date(2026, 12, 30),
    )
    session = Session.objects.create(council=council, round=meeting, rules=rules, held_on=date(2026, 11, 20))
    result: dict[str, Any] = {"mean": Decimal(mean), "spread": Decimal("2"), "sheets": 9}
    Assessment.objects.create(
        session=session, dossier=dossier, state=Assessment.State.CLOSED, stars=stars,
        stars_by_points=by_points or stars, closed_at=timezone.now(), **result,
    )  # fmt: skip
    return dossier
