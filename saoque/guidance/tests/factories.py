"""Invented people, places and classes for the tests of this room; everything made through actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from saoque.guidance import actions
from saoque.guidance.areas import Area
from saoque.guidance.models import Question, TrainingClass
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import make_member, make_place, make_province, make_unit
from saoque.places.models import AdminUnit

AREA = Area("31261", "92")


@dataclass
class Scene:
    """A city with its offices, one commune with its Youth Union and a producer, and a clerk of another province."""

    province: AdminUnit
    commune: AdminUnit
    city: Unit
    youth_commune: Unit
    people: dict[str, Actor]

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    def plan(self, *, hours: int = 48, seats: int = 2, by: str = "helper", **told: Any) -> TrainingClass:
        """Announce a class that begins in `hours` and lasts three."""
        starts = timezone.now() + timedelta(hours=hours)
        given = {"title": "Chụp giấy bằng điện thoại", "trainer": "Cô Bảy", "place": "Nhà văn hóa", "seats": seats}
        data = actions.ClassData(**{**given, "starts_at": starts, "ends_at": starts + timedelta(hours=3), **told})
        unit = self.youth_commune if by == "commune_helper" else self.city
        return actions.plan_class(unit.pk, data, actor=self[by])

    def held(self, *who: str) -> TrainingClass:
        """A class that began 100 days ago, to which `who` came."""
        training = self.plan(hours=-2400, seats=20)
        for name in who:
            place = actions.enrol(training, self[name].user, actor=self["helper"])
            actions.mark(place, True, actor=self["helper"])
        actions.close_class(training, actor=self["helper"])
        return training

    def ask(self, text: str = "Mắm làm ở nhà có cần giấy không?", **told: Any) -> Question:
        return actions.ask(text, actor=self["producer"], area=AREA, **{"may_publish": True, **told})


def scene() -> Scene:
    province = make_province("92")
    commune = make_place("31261", "Xã Trường Xuân", parent=province)
    elsewhere = make_province("91")
    city = make_unit(UnitKind.YOUTH_CITY, province=province)
    youth = make_unit(UnitKind.YOUTH_COMMUNE, province=province, commune=commune, parent=city)
    agency = make_unit(UnitKind.OCOP_AGENCY, province=province)
    office = make_unit(UnitKind.COMMUNE_COMMITTEE, province=province, commune=commune)
    strange = make_unit(UnitKind.OCOP_AGENCY, province=elsewhere)
    roles = {
        "helper": (Role.YOUTH_HELPER, city),
        "leader": (Role.YOUTH_LEADER, city),
        "commune_helper": (Role.YOUTH_HELPER, youth),
        "clerk": (Role.AGENCY_CLERK, agency),
        "head": (Role.AGENCY_HEAD, agency),
        "officer": (Role.COMMUNE_OFFICER, office),
        "stranger": (Role.AGENCY_CLERK, strange),
        "producer": (Role.PRODUCER, make_unit(UnitKind.PRODUCER, province=province, commune=commune)),
        "neighbour": (Role.PRODUCER, make_unit(UnitKind.PRODUCER, province=province, commune=commune)),
        "third": (Role.PRODUCER, make_unit(UnitKind.PRODUCER, province=province, commune=commune)),
        "admin": (Role.ADMIN, make_unit(UnitKind.PLATFORM, province=province)),
    }
    people = {name: make_member(role, unit)[1] for name, (role, unit) in roles.items()}
    return Scene(province, commune, city, youth, people)


def words(**told: Any) -> actions.PageText:
    given = {"title": "Phí kiểm nghiệm ở Cần Thơ", "lead": "", "body": "Hỏi phòng thử.", "source": "Công văn 12"}
    return actions.PageText(**{**given, "checked_on": today(), **told})
