"""Three and twelve months later: what came of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.actions.checks import MOST_MONEY, in_time, whole, words
from saoque.fairs.models import Exhibitor, FollowUp
from saoque.fairs.months import AFTER_MONTHS, due_on
from saoque.fairs.outcome_flow import AFTER, AT_FAIR
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set


@transaction.atomic
def tell_later(
    exhibitor: Exhibitor, months: int, orders: int, value: int, words_: str, *, actor: Actor, version: int = 0
) -> FollowUp:
    """Say how many orders came of the fair since then, and their value in VND; nothing is an answer too.

    `version` is that of the answer being changed, 0 for the first one.
    """
    acting = rules.require(actor, "log", exhibitor)
    in_time(exhibitor.fair, AFTER)
    if exhibitor.state not in AT_FAIR:
        raise DomainError(_("Đơn vị này không có tên trong danh sách dự hội chợ."))
    if months not in AFTER_MONTHS:
        raise DomainError(_("Chỉ hỏi sau 3 tháng và sau 12 tháng."))
    if today() < due_on(exhibitor.fair.last_day, months):
        raise DomainError(_("Chưa tới lúc hỏi. Hãy chờ đủ %(months)d tháng.") % {"months": months})
    if orders == 0 and value:
        raise DomainError(_("Có tiền thì có đơn: hãy ghi số đơn."), field="orders")
    changes = {
        "orders": whole(orders, 100_000, "orders"),
        "value": whole(value, MOST_MONEY, "value"),
        "words": words(words_, 0, 500, "", "words"),
        "answered_on": today(),
        "answered_by": acting.user,
    }
    found, made = FollowUp.objects.get_or_create(exhibitor=exhibitor, months=months, defaults=changes)
    if made:
        audit.record(found, "tell_later", acting, data={"months": months, "orders": orders, "value": value})
        return found
    found.version = version
    compare_and_set(found, acting, "tell_later", data={"orders": orders, "value": value}, **changes)
    return found
