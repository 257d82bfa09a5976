"""What can happen to a founding, to one filing and to one meeting, as tables."""

from saoque.cooperatives.models import Cooperative, Filing, Meeting
from saoque.kernel.flow import Flow

_C, _F, _M = Cooperative.State, Filing.State, Meeting.State

cooperative_flow = Flow(
    [
        ("file", [_C.FOUNDING, _C.RETURNED], _C.FILED),
        ("return", [_C.FILED], _C.RETURNED),
        ("register", [_C.FILED], _C.REGISTERED),
        ("stop", [_C.FOUNDING, _C.RETURNED], _C.STOPPED),
        ("take_up", [_C.STOPPED], _C.FOUNDING),
    ]
)
filing_flow = Flow(
    [
        ("receive", [_F.FILED], _F.RECEIVED),
        ("return", [_F.FILED, _F.RECEIVED], _F.RETURNED),
        ("register", [_F.FILED, _F.RECEIVED], _F.REGISTERED),
    ]
)
meeting_flow = Flow([("open", [_M.PLANNED], _M.OPEN), ("close", [_M.OPEN], _M.CLOSED)])
