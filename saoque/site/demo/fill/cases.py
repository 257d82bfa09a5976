"""One dossier's whole story, thought out before anything is stored: answers, sheets, result, state, acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from saoque import rulebook
from saoque.councils.actions.closing import terms_of
from saoque.councils.models import Session
from saoque.councils.results import Result, combine
from saoque.dossiers.models import Dossier, DossierState
from saoque.people.roles import Level
from saoque.rulebook.shapes import ScoreResult
from saoque.site.demo.fill.answering import as_member, choose, lines_of, options_at
from saoque.site.demo.fill.chain import Act
from saoque.site.demo.fill.course import Staff, way
from saoque.site.demo.fill.draw import Draw
from saoque.site.demo.fill.makers import Owned
from saoque.site.demo.fill.offices import Bench, Offices, opened_at

S = DossierState
_STARS, _STAR_WEIGHTS = (2, 3, 4, 5), (13, 47, 34, 6)
_MINISTRY_STAR, _FIRST_STAR = 5, 3
_SEALED, _BEGUN = 0.6, 0.85  # shares of the sheets of an open session: handed in, then begun, then none


@dataclass
class Sheet:
    """One member's sheet: the options in the order of the scorecard, as many as are marked; points as the scorer gives."""

    member: int
    options: dict[str, str | None]
    result: ScoreResult
    sealed: bool


@dataclass
class Case:
    """A dossier to be. `result` and `signed` only where the council concluded and a signer decided."""

    owned: Owned
    state: DossierState
    answers: dict[str, str | None]
    own: ScoreResult
    acts: list[Act]
    bench: Bench
    session: Session | None = None
    sheets: list[Sheet] = field(default_factory=list)
    result: Result | None = None
    signed: dt.date | None = None
    level: Level = Level.PROVINCE
    dossier: Dossier | None = None

    @property
    def stored(self) -> Dossier:
        """The row, once there is one."""
        assert self.dossier is not None  # noqa: S101 - the rows of a dossier are stored after the dossier
        return self.dossier


def make_case(draw: Draw, owned: Owned, state: DossierState, bench: Bench, offices: Offices, staff: Staff) -> Case:
    """Think out one dossier that has come as far as `state`."""
    code = owned.product.scorecard
    card = rulebook.scorecard(code)
    star = draw.random.choices(_STARS, _STAR_WEIGHTS)[0]
    places = choose(draw, code, star)
    hoped = options_at(
        code, choose(draw, code, min(star + 1, _MINISTRY_STAR)) if draw.random.random() < 0.3 else places
    )
    if state == S.DRAFT:
        hoped = dict(list(hoped.items())[: draw.whole(0, len(hoped))])
    session, until = None, draw.last - dt.timedelta(days=draw.whole(0, 25))
    if state in (S.ASSESSING, S.ASSESSED):
        session = bench.sessions[-1] if state == S.ASSESSING else draw.one(bench.sessions[:-1])
        until = session.held_on - dt.timedelta(days=1)
    case = Case(owned, state, hoped, rulebook.score(card, hoped), way(draw, state, staff, until), bench, session)
    if session is not None:
        case.sheets = _sheets(draw, case, star, places)
    if session is not None and state == S.ASSESSED:
        _conclude(draw, case, session, offices)
    return case


def _sheets(draw: Draw, case: Case, star: int, places: Sequence[int]) -> list[Sheet]:
    code = case.owned.product.scorecard
    card, found = rulebook.scorecard(code), []
    for voter in case.bench.voters:
        luck = 0.0 if case.state == S.ASSESSED else draw.random.random()
        if luck > _BEGUN:
            continue
        options = options_at(code, as_member(draw, code, star, list(places)))
        sealed = luck <= _SEALED
        if not sealed:
            options = dict(list(options.items())[: draw.whole(1, len(lines_of(code)))])
        found.append(Sheet(voter.pk, options, rulebook.score(card, options), sealed))
    return found


def _conclude(draw: Draw, case: Case, session: Session, offices: Offices) -> None:
    """Reckon the council's result and let the signer act on it, or leave it waiting."""
    card = rulebook.scorecard(case.owned.product.scorecard)
    sheets = case.sheets
    case.result = combine(card, [s.result.total for s in sheets], [s.options for s in sheets], terms_of(session.rules))
    closed = (session.closed_at or opened_at(session)) - dt.timedelta(minutes=30)
    case.acts.append(Act("conclude", case.bench.chair, closed, S.ASSESSING, S.ASSESSED))
    signed = session.held_on + dt.timedelta(days=7)
    action, state, waits = _outcome(case.result)
    if signed >= draw.last or draw.random.random() < waits:
        return
    case.signed, case.state = signed, state
    if state == S.PROPOSED:
        case.level = Level.MINISTRY
    case.acts.append(Act(action, offices.signer, draw.moment(signed), S.ASSESSED, state))


def _outcome(result: Result) -> tuple[str, DossierState, float]:
    """Return the signer's act, the state after it, and the share that still waits for it."""
    if result.stars >= _MINISTRY_STAR:
        return "send_to_ministry", S.PROPOSED, 0.4
    if result.stars >= _FIRST_STAR:
        return "recognise", S.RECOGNISED, 0.08
    return "refuse", S.NOT_RECOGNISED, 0.2
