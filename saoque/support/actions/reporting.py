"""A unit answers a directive and reports to it; the sender confirms or returns the report."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.support.actions.checks import keep_file, needed
from saoque.support.actions.directives import MOST_FILES, MOST_NUMBER
from saoque.support.events import DirectiveAnswered, ReportJudged, ReportSent
from saoque.support.flow import assignment_flow
from saoque.support.models import Assignment, Directive, Report, ReportFile, ReportLine, SupportCase, Target
from saoque.support.queries.access import visible_cases
from saoque.support.rules import rules


def _running(part: Assignment) -> None:
    state = Directive.objects.select_for_update().values_list("state", flat=True).get(pk=part.directive_id)
    if state != Directive.State.SENT:
        raise DomainError(_("Chỉ đạo này đã kết thúc hoặc đã rút lại."))


def _move(part: Assignment, action: str, actor: Actor, data: dict[str, Any] | None = None, **changes: Any) -> None:
    assignment_flow.apply(part, action, actor, data=data, state_since=timezone.now(), **changes)


@transaction.atomic
def accept_directive(part: Assignment, *, actor: Actor) -> None:
    acting = rules.require(actor, "answer_directive", part)
    _running(part)
    _move(part, "accept_directive", acting, reason="")
    emit(DirectiveAnswered(assignment=part))


@transaction.atomic
def refuse_directive(part: Assignment, *, reason: str, actor: Actor) -> None:
    """Say why the unit cannot take it on; it may still accept later."""
    acting = rules.require(actor, "answer_directive", part)
    _running(part)
    told = needed(reason, "reason", _("Hãy ghi vì sao đơn vị chưa nhận được."), 500)
    _move(part, "refuse_directive", acting, {"reason": told}, reason=told)
    emit(DirectiveAnswered(assignment=part))


@transaction.atomic
def send_report(
    part: Assignment,
    *,
    text: str,
    values: Mapping[int, Decimal],
    actor: Actor,
    files: Iterable[Any] = (),
    cases: Iterable[SupportCase] = (),
) -> Report:
    """Report numbers against the targets (target → value reached so far), with files and cases that show them."""
    acting = rules.require(actor, "answer_directive", part)
    _running(part)
    text = needed(text, "text", _("Hãy kể đơn vị đã làm được gì."))
    targets = {one.pk: one for one in Target.objects.filter(assignment=part)}
    if set(values) != set(targets):
        raise DomainError(_("Hãy ghi số đạt được của mọi chỉ tiêu; chưa có thì ghi 0."), field="values")
    if any(not 0 <= value <= MOST_NUMBER for value in values.values()):
        raise DomainError(_("Số đạt được phải từ 0 trở lên."), field="values")
    shown = _own_cases(part, cases, acting)
    uploads = [one for one in files if one]
    if len(uploads) > MOST_FILES:
        raise DomainError(_("Nhiều nhất %(most)d tệp.") % {"most": MOST_FILES}, field="attached")
    kept = [keep_file(one, acting.user) for one in uploads]
    _move(part, "send_report", acting, {"values": {str(pk): str(value) for pk, value in values.items()}}, reason="")
    report = Report.objects.create(assignment=part, text=text, by=acting.user)
    ReportLine.objects.bulk_create(ReportLine(report=report, target=targets[pk], value=v) for pk, v in values.items())
    ReportFile.objects.bulk_create(ReportFile(report=report, file=one) for one in kept)
    report.cases.set(shown)
    emit(ReportSent(report=report))
    return report


def _own_cases(part: Assignment, cases: Iterable[SupportCase], actor: Actor) -> list[SupportCase]:
    """Cases that show the work: held by the very unit, so that a report opens nothing of anybody else."""
    told = {case.pk for case in cases}
    found = list(visible_cases(actor).filter(pk__in=told, unit=part.unit_id))
    if len(found) != len(told):
        raise DomainError(_("Chỉ dẫn được vụ việc của chính đơn vị."), field="cases")
    return found


@transaction.atomic
def confirm_report(report: Report, *, actor: Actor) -> None:
    """Take the numbers of a report as reached."""
    part = report.assignment
    acting = rules.require(actor, "judge_report", part)
    _running(part)
    _move(part, "confirm_report", acting, {"report": report.pk}, reason="")
    _judge(report, Report.Verdict.CONFIRMED, "", acting)
    day = timezone.localdate(report.at)
    for line in report.lines.all():
        Target.objects.filter(pk=line.target_id).update(reached=line.value, reached_on=day)
    emit(ReportJudged(report=report))


@transaction.atomic
def return_report(report: Report, *, reason: str, actor: Actor) -> None:
    """Send a report back with the reason."""
    part = report.assignment
    acting = rules.require(actor, "judge_report", part)
    _running(part)
    told = needed(reason, "reason", _("Hãy ghi cần bổ sung gì."), 500)
    _move(part, "return_report", acting, {"report": report.pk, "reason": told}, reason=told)
    _judge(report, Report.Verdict.RETURNED, told, acting)
    emit(ReportJudged(report=report))


def _judge(report: Report, verdict: str, said: str, actor: Actor) -> None:
    now = timezone.now()
    won = Report.objects.filter(pk=report.pk, verdict=Report.Verdict.OPEN).update(
        verdict=verdict, said=said, said_by=actor.user, said_at=now
    )
    if won != 1:
        raise Stale()
    report.verdict, report.said, report.said_at = verdict, said, now
