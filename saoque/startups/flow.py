"""The states of the room's subjects, as tables. A contest's sheet is sealed by the councils' own `sheet_flow`."""

from saoque.kernel.flow import Flow
from saoque.startups.models import (
    Contest,
    ContestRound,
    Entry,
    Introduction,
    Juror,
    Member,
    Mentorship,
    Nomination,
    Project,
)

_P, _M, _T, _C, _R, _E, _J = (
    Project.State, Member.State, Mentorship.State, Contest.State, ContestRound.State, Entry.State, Juror.State,
)  # fmt: skip

project_flow = Flow(
    [
        ("prepare", [_P.IDEA], _P.PREPARING),
        ("run", [_P.PREPARING], _P.RUNNING),
        ("stand", [_P.RUNNING], _P.STANDING),
        ("stop", [_P.IDEA, _P.PREPARING, _P.RUNNING, _P.STANDING], _P.STOPPED),
        ("take_up", [_P.STOPPED], _P.PREPARING),
    ]
)
member_flow = Flow(
    [
        ("accept", [_M.ASKED], _M.ACCEPTED),
        ("decline", [_M.ASKED], _M.DECLINED),
        ("leave", [_M.ASKED, _M.ACCEPTED], _M.LEFT),
    ]
)
mentor_flow = Flow(
    [
        ("accept", [_T.ASKED], _T.ACCEPTED),
        ("decline", [_T.ASKED], _T.DECLINED),
        ("end", [_T.ASKED, _T.ACCEPTED], _T.ENDED),
    ]
)
contest_flow = Flow(
    [
        ("call", [_C.DRAFT], _C.OPEN),
        ("judge", [_C.OPEN], _C.JUDGING),
        ("publish", [_C.JUDGING], _C.PUBLISHED),
    ]
)
round_flow = Flow([("open_round", [_R.PLANNED], _R.SCORING), ("close_round", [_R.SCORING], _R.CLOSED)])
entry_flow = Flow([("withdraw", [_E.ENTERED], _E.WITHDRAWN)])
juror_flow = Flow(
    [
        ("accept", [_J.ASKED], _J.ACCEPTED),
        ("decline", [_J.ASKED], _J.DECLINED),
        ("end", [_J.ASKED, _J.ACCEPTED], _J.ENDED),
    ]
)
nomination_flow = Flow(
    [
        ("accept", [Nomination.State.ASKED], Nomination.State.ACCEPTED),
        ("decline", [Nomination.State.ASKED], Nomination.State.DECLINED),
    ]
)
_I = Introduction.State
introduction_flow = Flow(
    [
        ("agree", [_I.KNOCKED], _I.AGREED),
        ("decline", [_I.KNOCKED], _I.DECLINED),
        ("end", [_I.KNOCKED, _I.AGREED], _I.ENDED),
    ]
)
