"""What lies before this register: the line of units, and cases of former units entered afterwards."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.producers.models import Producer, Product
from saoque.support.actions.checks import needed, not_in_future
from saoque.support.events import CaseClosed
from saoque.support.kinds import OBSTACLE, is_kind
from saoque.support.lineage import former_ids
from saoque.support.models import SupportCase, UnitSuccession
from saoque.support.rules import rules

YOUTH_KINDS = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_DISTRICT, UnitKind.YOUTH_COMMUNE)


@transaction.atomic
def record_succession(
    old: Unit, successors: Iterable[Unit], *, since: date, source: str, actor: Actor
) -> list[UnitSuccession]:
    """Say which units came after `old` from `since` on; `old` ends the day before, if it has not ended yet."""
    acting = rules.require(actor, "record_succession")
    heirs = list(dict.fromkeys(successors))
    told = needed(source, "source", _("Hãy ghi nguồn: số quyết định hoặc văn bản."), 300)
    if not heirs:
        raise DomainError(_("Hãy chọn ít nhất một đơn vị kế tục."), field="successors")
    held = Unit.objects.select_for_update().get(pk=old.pk)
    _check_line(held, heirs, since)
    if held.until is None:
        compare_and_set(held, acting, "end_unit", to_state="ended", until=since - timedelta(days=1))
    made = []
    for heir in heirs:
        row, new = UnitSuccession.objects.get_or_create(
            old=held, new=heir, defaults={"since": since, "source": told, "recorded_by": acting.user}
        )
        if not new:
            raise DomainError(_("%(name)s đã được ghi là đơn vị kế tục rồi.") % {"name": heir.name}, field="successors")
        audit.record(row, "record_succession", acting, to_state="held", data={"old": held.pk, "new": heir.pk})
        made.append(row)
    return made


def _check_line(old: Unit, heirs: list[Unit], since: date) -> None:
    if old.kind not in YOUTH_KINDS or any(heir.kind not in YOUTH_KINDS for heir in heirs):
        raise DomainError(_("Chỉ ghi dòng kế tục của các đơn vị Đoàn."), field="old")
    if old in heirs or old.pk in former_ids([heir.pk for heir in heirs]) & {old.pk}:
        raise DomainError(_("Đơn vị cũ không thể kế tục chính mình, và mỗi cặp chỉ ghi một lần."), field="successors")
    if {heir.pk for heir in heirs} & former_ids([old.pk]):
        raise DomainError(_("Đơn vị được chọn lại có trước đơn vị cũ. Hãy xem lại chiều kế tục."), field="successors")
    if any(heir.until is not None and heir.until < since for heir in heirs):
        raise DomainError(_("Đơn vị kế tục đã thôi hoạt động trước ngày này."), field="successors")
    if old.until is not None and old.until >= since:
        raise DomainError(_("Đơn vị cũ hoạt động tới ngày này hoặc sau đó. Hãy xem lại ngày."), field="since")
    if since > today() and old.until is None:
        raise DomainError(_("Ngày kế tục chưa tới nên chưa kết thúc đơn vị cũ được."), field="since")


@transaction.atomic
def enter_past_case(
    producer: Producer,
    kind: str,
    *,
    unit: Unit,
    title: str,
    words: str,
    asked_on: date,
    closed_on: date,
    result: str,
    actor: Actor,
    product: Product | None = None,
) -> SupportCase:
    """Enter a case that a unit finished before this register; it is marked as entered afterwards."""
    acting = rules.require(actor, "enter_past", producer)
    if not is_kind(kind) or kind == OBSTACLE:
        raise DomainError(_("Hãy chọn đã giúp việc gì."), field="kind")
    unit = Unit.objects.get(pk=unit.pk)  # its last day as it is stored now
    if unit.pk != acting.unit_id and unit.pk not in former_ids([acting.unit_id or 0]):
        raise DomainError(_("Chỉ ghi được việc cũ của đơn vị mình, hoặc của đơn vị mà mình kế tục."), field="unit")
    if product is not None and product.producer_id != producer.pk:
        raise DomainError(_("Sản phẩm này không phải của chủ thể. Hãy chọn lại."), field="product")
    if not_in_future(closed_on, "closed_on") < asked_on:
        raise DomainError(_("Ngày xong phải sau ngày hỏi."), field="closed_on")
    if unit.until is not None and asked_on > unit.until:
        raise DomainError(_("Lúc ấy đơn vị này đã thôi hoạt động."), field="asked_on")
    case = SupportCase(
        producer=producer,
        product=product,
        kind=kind,
        title=needed(title, "title", _("Hãy đặt tên cho việc đã giúp."), 160),
        words=needed(words, "words", _("Hãy kể vài chữ lúc ấy bà con cần gì.")),
        result=needed(result, "result", _("Hãy ghi bà con được gì.")),
        asked_on=asked_on,
        asked_by=acting.user,
        on_behalf=True,
        asked_in_id=acting.unit_id,
        unit=unit,
        state=SupportCase.State.DONE,
        closed_on=closed_on,
        is_past=True,
    )
    case.save()
    audit.record(case, "enter_past_case", acting, to_state=case.state, data={"unit": unit.pk})
    emit(CaseClosed(case=case))
    return case
