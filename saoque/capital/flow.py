"""What can happen to a claim and to a loan, as tables."""

from saoque.capital.models import Claim, Loan, SavingsGroup
from saoque.kernel.flow import Flow

_C, _L, _G = Claim.State, Loan.State, SavingsGroup.State

claim_flow = Flow(
    [
        # action, from, to
        ("hand_over", [_C.DRAFT], _C.HANDED_OVER),
        ("withdraw", [_C.DRAFT, _C.HANDED_OVER], _C.WITHDRAWN),
        ("promise", [_C.HANDED_OVER], _C.PROMISED),
        ("refuse", [_C.HANDED_OVER, _C.PROMISED], _C.REFUSED),
        ("pay_in_part", [_C.PROMISED], _C.PROMISED),
        ("pay_in_full", [_C.PROMISED], _C.PAID),
        ("close", [_C.PROMISED, _C.PAID], _C.CLOSED),
    ]
)
loan_flow = Flow(
    [
        ("hand_over", [_L.DRAFT], _L.HANDED_OVER),
        ("withdraw", [_L.DRAFT, _L.HANDED_OVER], _L.WITHDRAWN),
        ("refuse", [_L.HANDED_OVER], _L.REFUSED),
        ("disburse", [_L.HANDED_OVER], _L.DISBURSED),
        ("repay", [_L.DISBURSED], _L.DISBURSED),
        ("repay_last", [_L.DISBURSED], _L.REPAID),
    ]
)
group_flow = Flow([("end_group", [_G.ACTIVE], _G.ENDED)])
