"""Units, people and producers of a small city for the tests of this room; cases are made through actions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.actions import appoint
from saoque.people.actors import actor_for
from saoque.people.models import Unit, User
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import make_place
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product
from saoque.support import actions
from saoque.support.kinds import obstacle_kinds
from saoque.support.models import Directive, SupportCase, Target

_numbers = count(1)
BEFORE, AFTER = (
    actions.Figures(revenue=10_000_000, jobs_regular=2, channels=1),
    actions.Figures(revenue=15_000_000, jobs_regular=3, channels=2),
)


def user(name: str = "") -> User:
    number = next(_numbers)
    return User.objects.create_user(email=f"nguoi{number}@thu.vn", full_name=name or f"Người {number}", password="x")


def member(role: str, unit: Unit, name: str = "") -> Actor:
    """Return a person who holds `role` in `unit`."""
    person = user(name)
    appoint(person, unit, role, actor=Actor())
    return actor_for(person)


@dataclass
class City:
    """One city with two communes, a unit of the Youth Union in each and above, offices, a partner, two producers."""

    province: AdminUnit
    here: AdminUnit
    there: AdminUnit
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    producers: dict[str, Producer] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]


def city(code: str = "92", first: str = "31255") -> City:
    province = make_place(code, f"Thành phố {code}", "province")
    here, there = (
        make_place(first, f"Xã {first}", parent=province),
        make_place(str(int(first) + 1), f"Xã {int(first) + 1}", parent=province),
    )
    made = City(province, here, there)
    kinds = UnitKind
    for name, kind, commune in (
        ("city", kinds.YOUTH_CITY, None), ("here", kinds.YOUTH_COMMUNE, here), ("there", kinds.YOUTH_COMMUNE, there),
        ("office", kinds.COMMUNE_COMMITTEE, here), ("other_office", kinds.COMMUNE_COMMITTEE, there),
        ("partner", kinds.PARTNER, None), ("agency", kinds.OCOP_AGENCY, None),
    ):  # fmt: skip
        made.units[name] = Unit.objects.create(kind=kind, name=f"{name} {code}", commune=commune, province=province)
    for name, role, unit in (
        ("city_leader", Role.YOUTH_LEADER, "city"), ("city_helper", Role.YOUTH_HELPER, "city"),
        ("leader", Role.YOUTH_LEADER, "here"), ("helper", Role.YOUTH_HELPER, "here"),
        ("other_leader", Role.YOUTH_LEADER, "there"), ("other_helper", Role.YOUTH_HELPER, "there"),
        ("officer", Role.COMMUNE_OFFICER, "office"), ("chief", Role.COMMUNE_LEADER, "office"),
        ("other_officer", Role.COMMUNE_OFFICER, "other_office"),
        ("partner", Role.PARTNER, "partner"), ("colleague", Role.PARTNER, "partner"),
        ("clerk", Role.AGENCY_CLERK, "agency"),
    ):  # fmt: skip
        made.people[name] = member(role, made.units[unit], f"{name} {code}")
    for name, commune in (("owner", here), ("neighbour", there)):
        made.producers[name] = producer(f"Cơ sở {name} {code}", commune)
        made.people[name] = member(Role.PRODUCER, made.producers[name].unit, f"{name} {code}")
    return made


def producer(name: str, commune: AdminUnit) -> Producer:
    unit = Unit.objects.create(kind=UnitKind.PRODUCER, name=name, commune=commune, province=commune.parent)
    return Producer.objects.create(
        unit=unit, name=name, legal_form="cooperative", commune=commune, representative_name="Người đại diện",
        slug=f"chu-the-{next(_numbers)}",
    )  # fmt: skip


def product(of: Producer, name: str = "Mắm cá", **more: Any) -> Product:
    return Product.objects.create(
        producer=of, name=name, slug=f"san-pham-{next(_numbers)}", scorecard="QD26-08", **more
    )


def asked(
    c: City, who: str = "owner", kind: str = "technology", words: str = "Cần người chỉ cách giữ màu."
) -> SupportCase:
    of = c.producers["neighbour" if who == "neighbour" else "owner"]
    return fresh(actions.ask(of, kind, words, actor=c[who]))


def blocked(c: City, *, office: str = "office", step: str = "commune_intake", kind: int = 0) -> SupportCase:
    told = actions.NewObstacle(step, obstacle_kinds()[kind], c.units[office] if office else None, "Cơ quan khác")
    return fresh(
        actions.ask(c.producers["owner"], "obstacle", "Hỏi mãi chưa trả lời.", obstacle=told, actor=c["owner"])
    )


def soon(days: int = 20) -> date:
    return today() + timedelta(days=days)


def doing(c: City, **more: Any) -> SupportCase:
    """A case of the owner that the helper works on."""
    case = asked(c, **more)
    return begin(c, case)


def begin(c: City, case: SupportCase) -> SupportCase:
    actions.accept(case, due_on=soon(), actor=c["helper"])
    actions.set_plan(case, plan="Mời kỹ sư xuống xem.", due_on=soon(), partner=c.units["partner"], actor=c["helper"])
    actions.start(case, actor=c["helper"])
    return fresh(case)


def done(c: City, **more: Any) -> SupportCase:
    case = doing(c, **more)
    actions.close(case, result="Giữ được màu.", before=BEFORE, closing=AFTER, actor=c["helper"])
    return fresh(case)


def fresh(case: SupportCase) -> SupportCase:
    related = SupportCase.objects.select_related(
        "producer__commune__parent", "producer__unit", "unit", "owner", "partner", "obstacle"
    )
    return related.get(pk=case.pk)


def told(**more: Any) -> actions.DirectiveData:
    facts: dict[str, Any] = {
        "title": "Mỗi xã một sản phẩm", "text": "Giúp bạn trẻ nộp hồ sơ.", "period_from": today(), "period_to": soon(60),
        "answer_by": soon(5), "indicators": [actions.NewIndicator("sản phẩm", Decimal(2), soon(30), "sản phẩm")], **more,
    }  # fmt: skip
    return actions.DirectiveData(**facts)


def directive(c: City, *, sent: bool = True, **more: Any) -> Directive:
    """A directive of the city to both communes."""
    made = actions.draft_directive(
        c.units["city"], [c.units["here"], c.units["there"]], told(**more), actor=c["city_leader"]
    )
    if sent:
        actions.send_directive(made, actor=c["city_leader"])
    return Directive.objects.get(pk=made.pk)


def part_of(made: Directive, unit: Unit) -> Any:
    return made.assignments.select_related("directive__sender", "unit").get(unit=unit)


def values(part: Any, *numbers: int) -> dict[int, Decimal]:
    targets = Target.objects.filter(assignment=part).order_by("indicator__position")
    return {one.pk: Decimal(number) for one, number in zip(targets, numbers, strict=True)}
