from saoque.gifts.models import GiftSet
from saoque.kernel.flow import Flow

_S = GiftSet.State
gift_flow = Flow([("show_gift", [_S.DRAFT, _S.HIDDEN], _S.SHOWN), ("hide_gift", [_S.DRAFT, _S.SHOWN], _S.HIDDEN)])
