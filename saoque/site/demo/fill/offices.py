"""The home province's offices: every commune's committee, the agency, the committee that signs, and the councils."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from saoque.councils.defaults import default_source
from saoque.councils.models import Attendance, Council, CouncilRules, Round, Session
from saoque.kernel.audit.models import AuditRecord
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Level, Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.rulebook import procedure
from saoque.site.demo.fill.bulk import store
from saoque.site.demo.fill.chain import Act, By, chained
from saoque.site.demo.fill.draw import Draw
from saoque.site.demo.fill.people import membership, person, unit

_SIZE = 6.25  # voters of a council on average
_CHIEF = "Chức vụ thử, cơ quan thử"


@dataclass
class Bench:
    """One council with those who vote (the chair first), its secretary, its rules and its sessions, the open one last."""

    council: Council
    rules: CouncilRules
    voters: list[User]
    secretary: By
    chair: By
    sessions: list[Session] = field(default_factory=list)


@dataclass
class Offices:
    """Who acts for whom in the home province."""

    officers: dict[int, By]
    leaders: dict[int, By]
    clerk: By
    signer: By
    benches: list[Bench]


def make_offices(draw: Draw, home: AdminUnit, communes: list[AdminUnit], members: int, dossiers: int) -> Offices:
    """Store the offices, and councils with `members` voters in all; sessions enough for about fifty dossiers each."""
    since = draw.first - dt.timedelta(days=300)
    committees = store(
        Unit, (unit(UnitKind.COMMUNE_COMMITTEE, f"UBND {c.full_name} (thử)", c, since) for c in communes)
    )
    officers = _staff(draw, committees, Role.COMMUNE_OFFICER, since)
    leaders = _staff(draw, committees, Role.COMMUNE_LEADER, since)
    agency, seal = store(
        Unit,
        [
            unit(UnitKind.OCOP_AGENCY, f"Cơ quan tham mưu OCOP {home.full_name} (thử)", home, since),
            unit(UnitKind.PROVINCE_COMMITTEE, f"UBND {home.full_name} (thử)", home, since),
        ],
    )
    clerk = _staff(draw, [agency], Role.AGENCY_CLERK, since)[0]
    head = _staff(draw, [agency], Role.AGENCY_HEAD, since)[0]
    signer = _staff(draw, [seal], Role.SIGNER, since)[0]
    rounds = _rounds(draw, home)
    benches = [_bench(draw, home, number, size) for number, size in enumerate(_sizes(members), start=1)]
    for bench in benches:
        _sessions(draw, bench, rounds, max(1, round(dossiers * 0.7 / len(benches) / 50)), head)
    return Offices(
        {c.pk: by for c, by in zip(communes, officers, strict=True)},
        {c.pk: by for c, by in zip(communes, leaders, strict=True)},
        clerk,
        signer,
        benches,
    )


def _staff(draw: Draw, units: list[Unit], role: str, since: dt.date) -> list[By]:
    """One new person with `role` in each unit."""
    users = store(User, (person(draw) for _unit in units))
    store(Membership, (membership(u, of, role, since, _CHIEF) for u, of in zip(users, units, strict=True)))
    return [By(u.pk, of.pk) for u, of in zip(users, units, strict=True)]


def _sizes(members: int) -> list[int]:
    """Share `members` out into councils of nearly equal size, none below three where that can be."""
    count = max(1, round(members / _SIZE))
    return [members // count + (place < members % count) for place in range(count)]


def _rounds(draw: Draw, home: AdminUnit) -> list[Round]:
    """Every round of the years concerned, oldest first; those that stand already are used."""
    for year in range(draw.first.year, draw.last.year + 1):
        for dates in procedure.rounds_of(year, "province"):
            Round.objects.get_or_create(
                level=Level.PROVINCE,
                province=home,
                year=year,
                number=dates.number,
                defaults={"submit_before": dates.submit_before, "evaluate_before": dates.evaluate_before},
            )
    found = Round.objects.filter(level=Level.PROVINCE, province=home, year__gte=draw.first.year)
    return list(found.order_by("year", "number"))


def _bench(draw: Draw, home: AdminUnit, number: int, size: int) -> Bench:
    since = draw.first
    people = store(User, (person(draw) for _n in range(size + 1)))
    (of,) = store(Unit, [unit(UnitKind.COUNCIL, f"Hội đồng OCOP {home.full_name} số {number} (thử)", home, since)])
    roles = [Role.COUNCIL_CHAIR, *[Role.COUNCIL_MEMBER] * (size - 1), Role.COUNCIL_SECRETARY]
    store(Membership, (membership(u, of, role, since, _CHIEF) for u, role in zip(people, roles, strict=True)))
    council = Council.objects.create(
        unit=of, level=Level.PROVINCE, province=home, decision_number=f"{number}/QĐ-THU", decided_on=since
    )
    rules = CouncilRules.objects.create(council=council, number=1, source=default_source())
    return Bench(council, rules, people[:size], By(people[size].pk, of.pk), By(people[0].pk, of.pk))


def _sessions(draw: Draw, bench: Bench, rounds: list[Round], closed: int, head: By) -> None:
    """Closed sessions spread over the time, then one that is open today; everybody is present."""
    span = (draw.last - draw.first).days
    days = [draw.first + dt.timedelta(days=45 + (span - 60) * n // closed) for n in range(closed)]
    days.append(draw.last - dt.timedelta(days=1))
    states = [Session.State.CLOSED] * closed + [Session.State.OPEN]
    for day, state in zip(days, states, strict=True):
        opened, is_open = draw.moment(day), state == Session.State.OPEN
        bench.sessions.append(
            Session(
                council=bench.council,
                round=next((r for r in rounds if not r.is_closed and day < r.evaluate_before), rounds[-1]),
                rules=bench.rules,
                held_on=day,
                place="Phòng họp thử",
                state=state,
                opened_at=opened,
                closed_at=None if is_open else opened + dt.timedelta(hours=8),
                version=2 if is_open else 3,
            )
        )
    store(Session, bench.sessions)
    store(Attendance, (line for session in bench.sessions for line in _roll(bench, session)))
    formed = Act("form_council", head, draw.moment(draw.first), data={"decision": bench.council.decision_number})
    records = chained(bench.council, [formed])
    for session in bench.sessions:
        records += chained(session, _life(session, bench))
    store(AuditRecord, records)


def _roll(bench: Bench, session: Session) -> list[Attendance]:
    seats = [*(voter.pk for voter in bench.voters), bench.secretary.user]
    roles = [Role.COUNCIL_CHAIR, *[Role.COUNCIL_MEMBER] * (len(seats) - 2), Role.COUNCIL_SECRETARY]
    return [
        Attendance(session=session, member_id=pk, role=role, title=_CHIEF, present=True, position=place)
        for place, (pk, role) in enumerate(zip(seats, roles, strict=True), start=1)
    ]


def opened_at(session: Session) -> dt.datetime:
    """When it was opened: every session of the crowd was."""
    assert session.opened_at is not None  # noqa: S101 - see above
    return session.opened_at


def _life(session: Session, bench: Bench) -> list[Act]:
    opened, planned, is_open = opened_at(session), Session.State.PLANNED, Session.State.OPEN
    acts = [
        Act("plan_session", bench.secretary, opened - dt.timedelta(days=5), after=planned),
        Act("open_session", bench.chair, opened, planned, is_open),
    ]
    if session.closed_at is not None:
        acts.append(Act("close_session", bench.chair, session.closed_at, Session.State.OPEN, Session.State.CLOSED))
    return acts
