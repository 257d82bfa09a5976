"""The states of a fair and of whoever applied, as tables."""

from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.flow import Flow

_F, _E = Fair.State, Exhibitor.State

fair_flow = Flow(
    [
        ("call", [_F.DRAFT], _F.CALLED),
        ("choose", [_F.CALLED], _F.CHOOSING),
        ("call_again", [_F.CHOOSING], _F.CALLED),
        ("settle", [_F.CHOOSING], _F.PLANNED),
        ("begin", [_F.PLANNED], _F.RUNNING),
        ("end", [_F.RUNNING], _F.ENDED),
        ("report", [_F.ENDED], _F.REPORTED),
        ("cancel", [_F.DRAFT, _F.CALLED, _F.CHOOSING, _F.PLANNED], _F.CANCELLED),
    ]
)
exhibitor_flow = Flow(
    [
        ("withdraw", [_E.APPLIED, _E.CHOSEN, _E.WAITING], _E.WITHDRAWN),
        ("move_up", [_E.WAITING], _E.CHOSEN),
        ("come", [_E.CHOSEN, _E.ABSENT], _E.CAME),
        ("miss", [_E.CHOSEN, _E.CAME], _E.ABSENT),
    ]
)
