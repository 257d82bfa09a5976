"""The founding as a whole: what is there, what is missing, and the road. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.cooperatives.eligibility import Candidate, lacks
from saoque.cooperatives.kinds import MemberKind, Standing
from saoque.cooperatives.models import BusinessLine, Cooperative, Filing, Meeting, Member
from saoque.cooperatives.queries.capital import CapitalTable, capital_on
from saoque.cooperatives.queries.voted import changed_since
from saoque.cooperatives.records import charter_record, founding_record, least_members, record_for
from saoque.cooperatives.rules import present_members
from saoque.cooperatives.shares import percent_words
from saoque.cooperatives.words import LACKING
from saoque.kernel.calendar import today
from saoque.knowledge import Record


@dataclass(frozen=True)
class Picture:
    """What the stations judge by. `faults` maps members' ids to codes of `words.LACKING`."""

    cooperative: Cooperative
    process: Record
    people: list[Member]
    capital: CapitalTable
    faults: dict[int, list[str]]
    lines: list[BusinessLine]
    blocks: list[dict[str, Any]]
    meeting: Meeting | None
    filing: Filing | None

    @property
    def officials(self) -> list[Member]:
        return [one for one in self.people if one.standing == Standing.OFFICIAL]

    @property
    def least(self) -> int:
        return least_members(self.process)


@dataclass(frozen=True)
class Station:
    """One stop of the road; `gaps` in words, empty when done."""

    key: str
    name: str
    address: str
    gaps: list[str]


def picture_of(cooperative: Cooperative) -> Picture:
    """Ten queries on what `get_cooperative` gave."""
    people = present_members(cooperative)
    capital = capital_on(cooperative)
    facts = record_for(cooperative.commune, "coop_members").facts
    pledged = {row.member.pk: row.pledged for row in capital.rows}
    day, group = today(), cooperative.is_group
    found = {one.pk: lacks(candidate(one, pledged.get(one.pk, 0)), facts, day, group=group) for one in people}
    meetings = cooperative.meetings.filter(occasion=Meeting.Occasion.FOUNDING).prefetch_related(
        "agenda__elected", "roll__member"
    )
    filings = list(cooperative.filings.all())
    return Picture(
        cooperative=cooperative,
        process=founding_record(cooperative),
        people=people,
        capital=capital,
        faults=found,
        lines=list(cooperative.lines.all()),
        blocks=charter_record(cooperative).facts["blocks"],
        meeting=meetings.first(),
        filing=filings[0] if filings else None,
    )


def candidate(member: Member, pledged: int) -> Candidate:
    return Candidate(
        kind=member.kind,
        born_on=member.born_on,
        full_capacity=member.full_capacity,
        id_number=member.id_number,
        representative=member.representative,
        certificate=member.investment_certificate,
        official=member.standing == Standing.OFFICIAL,
        uses_services=member.uses_services,
        gives_labour=member.gives_labour,
        pledged=pledged,
    )


def _survey(seen: Picture) -> list[str]:
    told = seen.cooperative.survey
    return [] if told.get("product") and told.get("need") else [_("Ghi sản phẩm và khó khăn chung của nhóm.")]


def _choice(seen: Picture) -> list[str]:
    return [] if seen.cooperative.choice.get("minutes") else [_("Bàn và ghi biên bản chọn hình thức.")]


def _founders(seen: Picture) -> list[str]:
    found = []
    short = seen.least - len(seen.officials)
    if short > 0:
        found.append(
            ngettext("Cần thêm %(count)d sáng lập viên.", "Cần thêm %(count)d sáng lập viên.", short) % {"count": short}
        )
    for one in seen.people:
        words = [str(LACKING[code]) for code in seen.faults[one.pk] if code != "capital"]
        if words:
            found.append(f"{one.name}: {', '.join(words)}.")
    return found


def _capital(seen: Picture) -> list[str]:
    found = [f"{one.name}: {LACKING['capital']}." for one in seen.people if "capital" in seen.faults[one.pk]]
    found += [
        _("%(name)s giữ %(share)s %%, quá mức %(limit)s %%.")
        % {"name": row.member.name, "share": percent_words(row.share), "limit": seen.capital.limit}
        for row in seen.capital.over
    ]
    return found or ([] if seen.capital.rows else [_("Chưa có ai cam kết góp vốn.")])


def _name(seen: Picture) -> list[str]:
    found = [] if seen.cooperative.name_checked_on else [_("Soát tên và ghi địa chỉ trụ sở.")]
    if not seen.cooperative.address_line:
        found.append(_("Ghi địa chỉ trụ sở."))
    return found + ([] if seen.lines else [_("Ghi ít nhất một ngành nghề.")])


def _charter(seen: Picture) -> list[str]:
    kept = seen.cooperative.charter
    asked = [block["title"] for block in seen.blocks if block.get("options")]
    open_blocks = [
        block["title"]
        for block in seen.blocks
        if block.get("options")
        and not (kept.get(block["key"], {}).get("option") or kept.get(block["key"], {}).get("more"))
    ]
    if not asked or not open_blocks:
        return []
    return [_("Còn phần chưa chọn: %(parts)s.") % {"parts": "; ".join(open_blocks)}]


def _meeting(seen: Picture) -> list[str]:
    if seen.meeting is None or seen.meeting.state != Meeting.State.CLOSED:
        return [_("Họp hội nghị thành lập và chốt biên bản.")]
    failed = [item.title for item in seen.meeting.agenda.all() if not item.passed]
    if failed:
        return [_("Hội nghị chưa thông qua: %(items)s.") % {"items": "; ".join(failed)}]
    if seen.cooperative.state not in (Cooperative.State.FOUNDING, Cooperative.State.RETURNED):
        return []
    changed = changed_since(seen.meeting, seen.cooperative, seen.capital)
    return (
        [_("Đã sửa sau hội nghị: %(what)s. Hãy họp để biểu quyết lại.") % {"what": ", ".join(changed)}]
        if changed
        else []
    )


def _papers(seen: Picture) -> list[str]:
    if any(one.represents for one in seen.people):
        return []
    return [_("Chưa đánh dấu ai là người đại diện.")]


def _filing(seen: Picture) -> list[str]:
    done = seen.cooperative.state in (Cooperative.State.FILED, Cooperative.State.REGISTERED)
    return [] if done else [_("Nộp hồ sơ ở xã.")]


def _answer(seen: Picture) -> list[str]:
    return [] if seen.cooperative.state == Cooperative.State.REGISTERED else [_("Chờ xã cấp giấy chứng nhận.")]


_STATIONS: tuple[tuple[str, Any, str, Callable[[Picture], list[str]]], ...] = (
    ("survey", lambda: _("Khảo sát"), "survey", _survey),
    ("choice", lambda: _("Chọn hình thức"), "choice", _choice),
    ("founders", lambda: _("Sáng lập viên"), "members", _founders),
    ("capital", lambda: _("Vốn góp"), "capital", _capital),
    ("name", lambda: _("Tên, ngành nghề"), "name", _name),
    ("charter", lambda: _("Điều lệ"), "charter", _charter),
    ("meeting", lambda: _("Hội nghị thành lập"), "meetings", _meeting),
    ("papers", lambda: _("Bộ giấy tờ"), "papers", _papers),
    ("filing", lambda: _("Nộp hồ sơ"), "filing", _filing),
    ("answer", lambda: _("Cấp giấy"), "filing", _answer),
)


def stations_of(seen: Picture) -> list[Station]:
    """The stops in their order. A group signs a contract where a co-operative has its charter."""
    found = []
    for key, title, address, judge in _STATIONS:
        name = _("Hợp đồng hợp tác") if key == "charter" and seen.cooperative.is_group else title()
        found.append(Station(key, name, reverse(f"cooperatives:{address}", args=[seen.cooperative.pk]), judge(seen)))
    return found


def road_of(seen: Picture, stations: list[Station]) -> list[dict[str, Any]]:
    """The same for the drawn road: the first unfinished stop is where the founders are."""
    here = next((one.key for one in stations if one.gaps), "")
    late = seen.filing is not None and _is_late(seen.filing)
    until = seen.filing.due_on if seen.filing and seen.cooperative.state == Cooperative.State.FILED else None
    if seen.filing and seen.cooperative.state == Cooperative.State.RETURNED:
        until = seen.filing.repair_due_on
    return [
        {
            "name": one.name,
            "url": one.address,
            "state": "done" if not one.gaps else "now" if one.key == here else "next",
            "until": until if one.key == here else None,
            "late": late,
        }
        for one in stations
    ]


def _is_late(filing: Filing) -> bool:
    due = filing.repair_due_on if filing.state == Filing.State.RETURNED else filing.due_on
    return due is not None and due < today() and filing.state != Filing.State.REGISTERED


def gaps_before_filing(seen: Picture) -> list[str]:
    """Everything in words that must be settled before the papers can be handed in."""
    return [gap for one in stations_of(seen) if one.key not in ("filing", "answer") for gap in one.gaps]


def has_foreigner(people: list[Member]) -> bool:
    return any(one.kind == MemberKind.FOREIGN_INVESTOR for one in people)
