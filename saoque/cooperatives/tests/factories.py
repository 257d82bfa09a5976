"""Invented people and a founding made by the room's own actions."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date

from saoque.cooperatives.actions import capital, filing, meetings, members, opening, telling
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative, Filing, Meeting, Member
from saoque.cooperatives.queries.access import get_cooperative, meeting_of, member_of
from saoque.cooperatives.queries.picture import Picture, picture_of
from saoque.cooperatives.records import charter_record
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.text import fold, sort_key
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit

_count = itertools.count(1)
NAMES = ("Lê Văn Dâu", "Trần Thị Tằm", "Nguyễn Hữu Phù Sa", "Phạm Ngọc Mía", "Đỗ Thị Ổi", "Võ Văn Xoài")
SHARES = (30, 20, 20, 15, 15)  # million đồng


def user(name: str = "Người Thử", phone: str = "") -> User:
    return User.objects.create_user(
        email=f"c{next(_count)}@example.vn", phone=phone, full_name=name, password="mat-khau-thu-nghiem"
    )


def place(code: str = "31255", name: str = "Xã Trung Hưng", province: str = "92") -> AdminUnit:
    above = _place(province, "province", f"Thành phố {province}", None)
    return _place(code, "commune", name, above)


def _place(code: str, level: str, name: str, parent: AdminUnit | None) -> AdminUnit:
    return AdminUnit.objects.filter(code=code).first() or AdminUnit.objects.create(
        code=code,
        since=date(2025, 7, 1),
        level=level,
        kind="city" if level == "province" else "commune",
        name=name,
        full_name=name,
        folded=fold(name),
        sort=sort_key(name),
        parent=parent,
        source="test",
        confidence="O",
    )


def worker(role: str, kind: str, where: AdminUnit, name: str = "Cán Bộ") -> Actor:
    """Somebody with a role in a new unit of a place."""
    commune = where if where.level == "commune" else None
    unit = Unit.objects.create(
        kind=kind, name=f"Đơn vị {next(_count)}", commune=commune, province=None if commune else where
    )
    person = user(name)
    Membership.objects.create(user=person, unit=unit, role=role, since=date(2026, 1, 1))
    return actor_for(person)


def helper(where: AdminUnit | None = None, role: str = Role.YOUTH_HELPER) -> Actor:
    return worker(role, UnitKind.YOUTH_COMMUNE, where or place(), "Cán Bộ Đoàn")


def officer(where: AdminUnit | None = None, role: str = Role.COMMUNE_OFFICER) -> Actor:
    return worker(role, UnitKind.COMMUNE_COMMITTEE, where or place(), "Cán Bộ Xã")


@dataclass
class Founding:
    """A founding and the person who keeps it; everything is read anew each time, as a page would."""

    pk: int
    keeper: Actor
    people: list[int] = field(default_factory=list)

    @property
    def one(self) -> Cooperative:
        return get_cooperative(self.keeper, self.pk)

    @property
    def seen(self) -> Picture:
        return picture_of(self.one)

    def member(self, number: int) -> Member:
        return member_of(self.one, self.people[number])

    @property
    def meeting(self) -> Meeting:
        found = self.one.meetings.filter(occasion="founding")[0]
        return meeting_of(self.one, found.pk)

    @property
    def filing(self) -> Filing:
        one = self.one
        last = one.filings.first()
        assert last is not None
        last.cooperative = one
        return last

    # the way, station by station

    def tell(self) -> Founding:
        telling.save_survey(self.one, {"product": "Dâu tằm", "need": "Bán chung"}, actor=self.keeper)
        telling.save_choice(self.one, self.one.kind, {"five": "yes"}, "Sáu hộ bàn ngày 1/10.", actor=self.keeper)
        return self

    def gather(self, count: int = 5) -> Founding:
        self.people = [self.one.members.all()[0].pk]
        for name in NAMES[1:count]:
            made = members.add_member(self.one, {"name": name}, actor=self.keeper)
            self.people.append(made.pk)
        for number in range(count):
            told = {
                "born_on": date(1995, 3, 1 + number),
                "id_number": f"09209500000{number}",
                "home": f"Ấp Thạnh Lộc {number}",
                "full_capacity": True,
                "uses_services": True,
                "represents": number == 0,
            }
            members.change_member(self.member(number), told, actor=self.keeper)
        return self

    def pledge(self, *millions: int) -> Founding:
        for number, amount in enumerate(millions or SHARES[: len(self.people)]):
            capital.pledge(self.member(number), amount * 1_000_000, form="money", due_on=today(), actor=self.keeper)
        return self

    def name(self) -> Founding:
        begins = "Tổ hợp tác" if self.one.is_group else "Hợp tác xã"
        telling.save_name(self.one, f"{begins} Dâu tằm Trung Hưng", "", "Ấp Thạnh Lộc", actor=self.keeper)
        telling.add_line(self.one, "Trồng cây dâu tằm", "", actor=self.keeper)
        blocks = charter_record(self.one).facts["blocks"]
        chosen = {block["key"]: {"option": block["options"][0]["id"]} for block in blocks if block.get("options")}
        telling.save_charter(self.one, chosen, None, actor=self.keeper)
        return self

    def meet(self) -> Founding:
        meetings.plan_meeting(self.one, "founding", today(), place="Nhà văn hóa ấp", actor=self.keeper)
        first, second = self.people[:2]
        meetings.open_meeting(self.meeting, self.people, chair=first, secretary=second, actor=self.keeper)
        turns = itertools.cycle(self.people)
        for item in self.meeting.agenda.all():
            elected = next(turns) if item.elects else None
            meetings.count(self.meeting, item.pk, len(self.people), 0, 0, elected=elected, actor=self.keeper)
        meetings.close_meeting(self.meeting, "Mọi người tán thành.", actor=self.keeper)
        return self

    def ready(self) -> Founding:
        """Everything up to the filing."""
        self.tell().gather(2 if self.one.is_group else 5)
        return self.pledge().name().meet()

    def file(self) -> Founding:
        filing.file_founding(self.seen, "in_person", self.people[0], actor=self.keeper)
        return self

    def register(self) -> Founding:
        filing.note_registration(self.filing, "92-0001", today(), actor=self.keeper)
        return self


def founding(kind: str = Kind.COOPERATIVE, where: AdminUnit | None = None) -> Founding:
    keeper = actor_for(user(NAMES[0]))
    made = opening.open_founding(actor=keeper, name="Nhóm dâu tằm", commune=where or place(), kind=kind)
    return Founding(made.pk, keeper)
