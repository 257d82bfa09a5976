"""A unit drafts a directive, sets the numbers of each unit, sends it, and ends it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.support.actions.checks import keep_file, limited, needed
from saoque.support.events import DirectiveSent
from saoque.support.flow import directive_flow
from saoque.support.models import Assignment, Directive, DirectiveFile, Indicator, Target
from saoque.support.rules import rules

MOST_INDICATORS, MOST_FILES = 12, 10
MOST_NUMBER = Decimal(10) ** 13


@dataclass(frozen=True)
class NewIndicator:
    """What is to be counted, in what, how many (at first the same for every unit), by when."""

    name: str
    number: Decimal
    due_on: date
    measure: str = ""


@dataclass(frozen=True)
class DirectiveData:
    title: str
    text: str
    period_from: date
    period_to: date
    answer_by: date
    basis: str = ""
    indicators: Sequence[NewIndicator] = ()


@transaction.atomic
def draft_directive(
    sender: Unit, units: Iterable[Unit], data: DirectiveData, *, actor: Actor, files: Iterable[Any] = ()
) -> Directive:
    """Write a draft: the city to communes of its province, or a commune's unit to its city as a request."""
    acting = rules.require(actor, "send_directive", sender)
    receivers = list(dict.fromkeys(units))
    upwards = sender.kind == UnitKind.YOUTH_COMMUNE
    _check_receivers(sender, receivers)
    _check_data(data, upwards)
    directive = Directive.objects.create(
        sender=sender,
        upwards=upwards,
        title=needed(data.title, "title", _("Hãy đặt tên cho chỉ đạo."), 200),
        text=needed(data.text, "text", _("Hãy ghi nội dung cần làm.")),
        basis=limited(data.basis, "basis", 400),
        period_from=data.period_from,
        period_to=data.period_to,
        answer_by=data.answer_by,
        written_by=acting.user,
    )
    parts = Assignment.objects.bulk_create(Assignment(directive=directive, unit=unit) for unit in receivers)
    for place, told in enumerate(data.indicators, start=1):
        indicator = Indicator.objects.create(
            directive=directive,
            position=place,
            name=told.name.strip(),
            measure=told.measure.strip(),
            due_on=told.due_on,
        )
        Target.objects.bulk_create(Target(assignment=one, indicator=indicator, number=told.number) for one in parts)
    _attach(directive, files, acting)
    audit.record(directive, "draft_directive", acting, to_state=directive.state, data={"units": len(parts)})
    return directive


def _check_receivers(sender: Unit, receivers: list[Unit]) -> None:
    if not receivers:
        raise DomainError(_("Hãy chọn ít nhất một đơn vị."), field="units")
    wanted = UnitKind.YOUTH_CITY if sender.kind == UnitKind.YOUTH_COMMUNE else UnitKind.YOUTH_COMMUNE
    strange = [
        one for one in receivers if one.kind != wanted or one.until is not None or one.province_id != sender.province_id
    ]
    if strange:
        raise DomainError(_("%(name)s không nhận được chỉ đạo này.") % {"name": strange[0].name}, field="units")
    if wanted == UnitKind.YOUTH_CITY and len(receivers) > 1:
        raise DomainError(_("Một đề nghị chỉ gửi tới một đơn vị cấp trên."), field="units")


def _check_data(data: DirectiveData, upwards: bool) -> None:
    if data.period_to < data.period_from:
        raise DomainError(_("Ngày cuối phải sau ngày đầu."), field="period_to")
    if data.answer_by < today():
        raise DomainError(_("Hạn nhận việc phải từ hôm nay trở đi."), field="answer_by")
    if not upwards and not data.indicators:
        raise DomainError(_("Hãy ghi ít nhất một chỉ tiêu, để biết khi nào là xong."), field="indicators")
    if len(data.indicators) > MOST_INDICATORS:
        raise DomainError(_("Nhiều nhất %(most)d chỉ tiêu.") % {"most": MOST_INDICATORS}, field="indicators")
    for told in data.indicators:
        needed(told.name, "indicators", _("Mỗi chỉ tiêu cần có tên."), 160)
        limited(told.measure, "indicators", 40)
        _check_number(told.number)
        if told.due_on < data.period_from:
            raise DomainError(_("Hạn của chỉ tiêu phải nằm sau ngày đầu của kỳ."), field="indicators")


def _check_number(number: Decimal) -> None:
    if not 0 <= number <= MOST_NUMBER:
        raise DomainError(_("Chỉ tiêu phải là một số từ 0 trở lên."), field="indicators")


def _attach(directive: Directive, files: Iterable[Any], actor: Actor) -> None:
    uploads = [one for one in files if one]
    if len(uploads) > MOST_FILES:
        raise DomainError(_("Nhiều nhất %(most)d tệp.") % {"most": MOST_FILES}, field="attached")
    kept = [keep_file(one, actor.user) for one in uploads]
    DirectiveFile.objects.bulk_create(DirectiveFile(directive=directive, file=one) for one in kept)


@transaction.atomic
def set_targets(directive: Directive, numbers: Mapping[int, Decimal], *, actor: Actor) -> None:
    """Change numbers of single units (target → number) while the directive is a draft."""
    acting = rules.require(actor, "edit_directive", directive)
    held = Directive.objects.select_for_update().get(pk=directive.pk)
    if held.state != Directive.State.DRAFT or held.version != directive.version:
        raise Stale()
    targets = {one.pk: one for one in Target.objects.filter(assignment__directive=directive, pk__in=list(numbers))}
    if set(targets) != set(numbers):
        raise DomainError(_("Có chỉ tiêu không thuộc chỉ đạo này."), field="indicators")
    for pk, number in numbers.items():
        _check_number(number)
        targets[pk].number = number
    Target.objects.bulk_update(targets.values(), ["number"])
    audit.record(directive, "set_targets", acting, data={str(pk): str(number) for pk, number in numbers.items()})


@transaction.atomic
def send_directive(directive: Directive, *, actor: Actor) -> None:
    """Let the units see it."""
    acting = rules.require(actor, "edit_directive", directive)
    now = timezone.now()
    directive_flow.apply(directive, "send", acting, sent_at=now)
    Assignment.objects.filter(directive=directive).update(state_since=now)
    emit(DirectiveSent(directive=directive))


@transaction.atomic
def close_directive(directive: Directive, *, note: str = "", actor: Actor) -> None:
    """End it; nobody reports to it any more. What is not reached stays visible as not reached."""
    acting = rules.require(actor, "edit_directive", directive)
    directive_flow.apply(directive, "close_directive", acting, end_note=limited(note, "note", 500))


@transaction.atomic
def withdraw_directive(directive: Directive, *, reason: str, actor: Actor) -> None:
    """Take it back, with the reason; a draft as well as one that was sent."""
    acting = rules.require(actor, "edit_directive", directive)
    told = needed(reason, "reason", _("Hãy ghi vì sao rút lại."), 500)
    directive_flow.apply(directive, "withdraw_directive", acting, end_note=told)
