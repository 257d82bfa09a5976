"""The states of a transfer."""

from saoque.kernel.flow import Flow
from saoque.technology.models import Transfer

_S = Transfer.State
transfer_flow = Flow(
    [
        ("begin", [_S.PLANNED], _S.RUNNING),
        ("finish", [_S.RUNNING], _S.DONE),
        ("drop", [_S.PLANNED, _S.RUNNING], _S.DROPPED),
        ("resume", [_S.DROPPED, _S.DONE], _S.RUNNING),
    ]
)
