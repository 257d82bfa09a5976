"""How far each dossier has come, and when every step on its way was taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from saoque.dossiers.models import DossierState
from saoque.site.demo.fill.chain import Act, By
from saoque.site.demo.fill.draw import Draw

S = DossierState
# Out of a hundred. Those concluded become assessed, recognised or not, or go to the ministry, as their points want.
SHARES = {
    S.DRAFT: 2, S.FILED: 2, S.COMMUNE_RECEIVED: 4, S.COMMUNE_RETURNED: 2, S.PROPOSED: 2, S.AGENCY_RECEIVED: 3,
    S.AGENCY_RETURNED: 2, S.WITHDRAWN: 1, S.ASSESSING: 11, S.ASSESSED: 71,
}  # fmt: skip
_WAY = (S.DRAFT, S.FILED, S.COMMUNE_RECEIVED, S.PROPOSED, S.AGENCY_RECEIVED, S.ASSESSING, S.ASSESSED)
_ENDS = {
    S.DRAFT: S.DRAFT,
    S.WITHDRAWN: S.FILED,
    S.COMMUNE_RETURNED: S.COMMUNE_RECEIVED,
    S.AGENCY_RETURNED: S.AGENCY_RECEIVED,
}
_STEPS = {
    S.FILED: "file",
    S.COMMUNE_RECEIVED: "receive_at_commune",
    S.PROPOSED: "propose",
    S.AGENCY_RECEIVED: "receive_at_agency",
    S.ASSESSING: "put_before_council",
}
_TURNS = {
    S.WITHDRAWN: ("withdraw", S.FILED),
    S.COMMUNE_RETURNED: ("return_from_commune", S.COMMUNE_RECEIVED),
    S.AGENCY_RETURNED: ("return_from_agency", S.AGENCY_RECEIVED),
}
NO_DEADLINE = frozenset({S.DRAFT, S.FILED, S.WITHDRAWN, S.ASSESSING, S.ASSESSED})


@dataclass(frozen=True)
class Staff:
    """Who acts at the stations of one dossier's way."""

    producer: By
    officer: By
    leader: By
    clerk: By
    secretary: By

    def of(self, action: str) -> By:
        named = {
            "receive_at_commune": self.officer,
            "return_from_commune": self.officer,
            "propose": self.leader,
            "receive_at_agency": self.clerk,
            "return_from_agency": self.clerk,
            "put_before_council": self.secretary,
        }
        return named.get(action, self.producer)


def states(draw: Draw, count: int) -> list[DossierState]:
    """Return `count` states in the shares above, every state at least once where there is room, in an order of chance."""
    total = sum(SHARES.values())
    found = [state for state, share in SHARES.items() for _n in range(max(1, count * share // total))]
    found = (found + [S.ASSESSED] * count)[:count] if len(found) <= count else found[-count:]
    draw.random.shuffle(found)
    return found


def way(draw: Draw, state: DossierState, staff: Staff, until: dt.date) -> list[Act]:
    """Return what happened before the council's conclusion, oldest first. `until` is the last day for it."""
    end = _ENDS.get(state, state)
    reached = [s for s in _WAY[1 : _WAY.index(end) + 1] if s in _STEPS]
    days = _days(draw, len(reached) + (state in _TURNS) + 1, until)
    acts = [Act("begin", staff.producer, draw.moment(days[0]), after=S.DRAFT, data={"kind": "first"})]
    before: str = S.DRAFT
    for day, target in zip(days[1:], reached, strict=False):
        action = _STEPS[target]
        acts.append(Act(action, staff.of(action), draw.moment(day), before, target))
        before = target
    if state in _TURNS:
        action, source = _TURNS[state]
        acts.append(Act(action, staff.of(action), draw.moment(days[-1]), source, state))
    return acts


def _days(draw: Draw, count: int, until: dt.date) -> list[dt.date]:
    """Return rising days; the steps are two to nine days apart."""
    days = [until - dt.timedelta(days=draw.whole(0, 3))]
    while len(days) < count:
        days.append(days[-1] - dt.timedelta(days=draw.whole(2, 9)))
    return days[::-1]
