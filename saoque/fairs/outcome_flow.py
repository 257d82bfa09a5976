"""The states of a deal, and when each part of a fair's outcome may still be written."""

from saoque.fairs.models import Deal, Exhibitor, Fair
from saoque.kernel.flow import Flow

_D = Deal.State

deal_flow = Flow(
    [
        ("deliver_deal", [_D.SIGNED], _D.DELIVERED),
        ("strike_deal", [_D.SIGNED, _D.DELIVERED], _D.STRUCK),
    ]
)
# Who stands at the fair: chosen, or marked as having come.
AT_FAIR = (Exhibitor.State.CHOSEN, Exhibitor.State.CAME)
MARKED = (Exhibitor.State.CHOSEN, Exhibitor.State.CAME, Exhibitor.State.ABSENT)
LOGGING = (Fair.State.RUNNING, Fair.State.ENDED)
MOVING = (Fair.State.CHOOSING, Fair.State.PLANNED, Fair.State.RUNNING)
COSTING = (Fair.State.CALLED, Fair.State.CHOOSING, Fair.State.PLANNED, Fair.State.RUNNING, Fair.State.ENDED)
AFTER = (Fair.State.ENDED, Fair.State.REPORTED)
