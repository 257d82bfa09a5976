"""Setting what a unit is to reach."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.figures.models import Target
from saoque.figures.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.kernel.indicators import Span, find_indicator
from saoque.people.models import Unit

MOST = 10**15


def set_target(
    unit: Unit, indicator: str, span: Span, amount: int, *, actor: Actor, version: int, basis: str = ""
) -> Target:
    """Set or change the target of a unit; `version` is the one that the page showed, 0 when it showed none.

    Raises `DomainError` naming the field, `Stale` when somebody else has set it meanwhile.
    """
    acting = rules.require(actor, "set_target", unit)
    if find_indicator(indicator) is None:
        raise DomainError(_("Không có chỉ tiêu này."), field="indicator")
    if not 0 <= amount <= MOST:
        raise DomainError(_("Chỉ tiêu cần là số từ 0 trở lên, tối đa 15 chữ số."), field="amount")
    basis = " ".join(basis.split())[:300]
    data = {"indicator": indicator, "first": span.first.isoformat(), "last": span.last.isoformat(), "amount": amount}
    kept = Target.objects.filter(unit=unit, indicator=indicator, first=span.first, last=span.last).first()
    if kept is None:
        if version:
            raise Stale()
        return _first(unit, indicator, span, amount, basis, acting, data)
    kept.version = version
    compare_and_set(kept, acting, "set_target", amount=amount, basis=basis, set_by=acting.user, data=data)
    return kept


def _first(
    unit: Unit, indicator: str, span: Span, amount: int, basis: str, acting: Actor, data: dict[str, object]
) -> Target:
    try:
        with transaction.atomic():
            target = Target.objects.create(
                unit=unit, indicator=indicator, first=span.first, last=span.last, amount=amount, basis=basis,
                set_by=acting.user,
            )  # fmt: skip
            audit.record(target, "set_target", acting, to_state="held", data=data)
    except IntegrityError:
        raise Stale() from None
    return target
