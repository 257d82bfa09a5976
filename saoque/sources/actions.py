"""Putting an officer's value beside a base record."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.knowledge import KnowledgeError, record
from saoque.sources.models import OfficersValue
from saoque.sources.rules import rules
from saoque.sources.shapes import misfit, stored


@transaction.atomic
def correct(
    key: str,
    *,
    actor: Actor,
    province: str,
    facts: dict[str, Any],
    source: str,
    confidence: str,
    checked_on: date,
    since: date | None = None,
    until: date | None = None,
    verify: bool = False,
    note: str = "",
) -> OfficersValue:
    """Store what an officer found. `facts` may only name facts that the base has, with values of the same shape.

    Raises `DomainError` naming the field; `NotAllowed` for another place than the officer's.
    """
    acting = rules.require(actor, "correct", province)
    try:
        base = record(key)
    except KnowledgeError as error:
        raise DomainError(error.message, field="key") from None
    if not source.strip():
        raise DomainError(_("Hãy ghi nguồn: số văn bản, hoặc địa chỉ trang đã xem."), field="source")
    if confidence not in OfficersValue.Confidence.values:
        raise DomainError(_("Hãy chọn độ tin của nguồn."), field="confidence")
    if checked_on > today():
        raise DomainError(_("Ngày xem nguồn không thể ở tương lai."), field="checked_on")
    if since and until and until < since:
        raise DomainError(_("Ngày cuối phải sau ngày đầu."), field="until")
    strange = sorted(set(facts) - set(base.facts))
    if strange:
        raise DomainError(_("Số liệu này không có mục «%(name)s».") % {"name": strange[0]}, field="facts")
    for name, fact in facts.items():
        wrong = misfit(base.facts[name], fact, name)
        if wrong is not None:
            raise DomainError(_("Mục «%(name)s» không cùng dạng với số liệu gốc.") % {"name": wrong}, field="facts")
    if since is None and until is not None and base.since is not None and until < base.since:
        raise DomainError(_("Ngày cuối phải sau ngày đầu."), field="until")
    facts = stored(facts)
    value = OfficersValue.objects.create(
        key=key, province=province, facts=facts, since=since, until=until, source=source.strip()[:400],
        confidence=confidence, verify=verify, checked_on=checked_on, note=note.strip(),
        entered_by=acting.user, entered_in_id=acting.unit_id,
    )  # fmt: skip
    audit.record(value, "correct", acting, to_state="held", data={"key": key, "province": province, "facts": facts})
    return value
