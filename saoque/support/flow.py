"""What can happen to a case, and to one unit's part in a directive, as tables."""

from saoque.kernel.flow import Flow
from saoque.support.models import Assignment, Directive, SupportCase

_C, _D, _A = SupportCase.State, Directive.State, Assignment.State
OPEN = (_C.ASKED, _C.ACCEPTED, _C.DOING, _C.WAITING)
CLOSED = (_C.DONE, _C.DROPPED)

case_flow = Flow(
    [
        # action, from, to
        ("accept", [_C.ASKED], _C.ACCEPTED),
        ("start", [_C.ACCEPTED], _C.DOING),
        ("wait", [_C.DOING], _C.WAITING),
        ("resume", [_C.WAITING], _C.DOING),
        ("close", [_C.DOING, _C.WAITING], _C.DONE),
        ("drop", OPEN, _C.DROPPED),
        ("withdraw_need", [_C.ASKED], _C.DROPPED),
        ("reopen", CLOSED, _C.DOING),
        ("pass_on", OPEN, _C.ASKED),
    ]
)
directive_flow = Flow(
    [
        ("send", [_D.DRAFT], _D.SENT),
        ("close_directive", [_D.SENT], _D.CLOSED),
        ("withdraw_directive", [_D.DRAFT, _D.SENT], _D.WITHDRAWN),
    ]
)
assignment_flow = Flow(
    [
        ("accept_directive", [_A.SENT, _A.REFUSED], _A.ACCEPTED),
        ("refuse_directive", [_A.SENT], _A.REFUSED),
        ("send_report", [_A.ACCEPTED, _A.RETURNED, _A.CONFIRMED], _A.REPORTED),
        ("confirm_report", [_A.REPORTED], _A.CONFIRMED),
        ("return_report", [_A.REPORTED], _A.RETURNED),
    ]
)
