"""The states of the room's subjects, as tables."""

from saoque.buyers.models import Agreement, BuyingRequest, Inquiry, MeetingSlot, Sample
from saoque.kernel.flow import Flow

_R, _I, _S, _M, _A = BuyingRequest.State, Inquiry.State, Sample.State, MeetingSlot.State, Agreement.State

request_flow = Flow(
    [
        ("open_request", [_R.DRAFT, _R.CLOSED], _R.OPEN),
        ("close_request", [_R.OPEN], _R.CLOSED),
        ("fulfil_request", [_R.OPEN, _R.CLOSED], _R.FULFILLED),
        ("cancel_request", [_R.DRAFT, _R.OPEN, _R.CLOSED], _R.CANCELLED),
    ]
)
# Requests that are over: nothing is offered for them any more.
OVER = (_R.FULFILLED, _R.CANCELLED)
# A late answer is better than none: what ended in silence can still be quoted.
inquiry_flow = Flow(
    [
        ("quote", [_I.ASKED, _I.QUOTED, _I.SILENT], _I.QUOTED),
        ("decline_quote", [_I.ASKED, _I.QUOTED], _I.DECLINED),
        ("turn_down", [_I.QUOTED], _I.TURNED_DOWN),
        ("withdraw_inquiry", [_I.ASKED, _I.QUOTED], _I.WITHDRAWN),
        ("close_silent", [_I.ASKED, _I.QUOTED], _I.SILENT),
        ("agree", [_I.QUOTED], _I.AGREED),
    ]
)
sample_flow = Flow(
    [
        ("send_sample", [_S.ASKED], _S.SENT),
        ("receive_sample", [_S.SENT], _S.RECEIVED),
        ("judge_sample", [_S.RECEIVED], _S.JUDGED),
    ]
)
slot_flow = Flow(
    [
        ("take_slot", [_M.FREE], _M.TAKEN),
        ("give_back_slot", [_M.TAKEN], _M.FREE),
        ("cancel_slot", [_M.FREE, _M.TAKEN], _M.CANCELLED),
    ]
)
agreement_flow = Flow(
    [
        ("confirm_agreement", [_A.PROPOSED], _A.STANDING),
        ("drop_agreement", [_A.PROPOSED], _A.DROPPED),
        ("end_agreement", [_A.STANDING], _A.ENDED),
    ]
)
