"""What people are told at once of cases and directives; what is due is in `queries.todos` and is not told here."""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.kernel.events import subscribe
from saoque.people.queries import people_in
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.support.events import CaseChanged, CaseClosed, DirectiveSent, MessageWritten, ReportJudged
from saoque.support.models import Assignment, Report, SupportCase
from saoque.support.queries.access import visible_cases
from saoque.support.rules import rules

_MOVED = {
    "accept": gettext_noop("%(unit)s đã nhận giúp «%(case)s»."),
    "pass_on": gettext_noop("«%(case)s» đã chuyển sang %(unit)s."),
    "reopen": gettext_noop("%(unit)s mở lại «%(case)s»."),
}


def readable(actor: Actor, subjects: Collection[str]) -> set[str]:
    return {str(pk) for pk in visible_cases(actor).filter(pk__in=subjects).values_list("pk", flat=True)}


def waiting_for_producer(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Those that still wait for the producer and that the actor may read."""
    waiting = visible_cases(actor).filter(
        pk__in=subjects, state=SupportCase.State.WAITING, waiting_on=SupportCase.Waiting.PRODUCER
    )
    return {str(pk) for pk in waiting.values_list("pk", flat=True)}


def _parts(actor: Actor, subjects: Collection[str], *states: str) -> set[str]:
    parts = Assignment.objects.select_related("directive", "unit").filter(pk__in=subjects, state__in=states)
    return {str(one.pk) for one in parts if rules.may(actor, "answer_directive", one)}


def still_asked(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Parts that the actor's unit has not answered yet, of directives that run. One query."""
    return _parts(actor, subjects, Assignment.State.SENT)


def still_returned(actor: Actor, subjects: Collection[str]) -> set[str]:
    return _parts(actor, subjects, Assignment.State.RETURNED)


CASE = news.kind("support.case", _("Vụ việc được nhận, chuyển, khép"), sees=readable)
WAITS = news.kind("support.waits", _("Vụ việc đang chờ chủ thể"), sees=waiting_for_producer)
MESSAGE = news.kind("support.message", _("Tin nhắn trong vụ việc"), sees=readable)
DIRECTIVE = news.kind("support.directive", _("Chỉ đạo, đề nghị mới"), sees=still_asked)
RETURNED = news.kind("support.returned", _("Báo cáo bị trả lại"), sees=still_returned)


@subscribe(CaseChanged)
def tell_changed(event: CaseChanged) -> None:
    """The producer's people; when it waits for them, urgently. Whatever moves it on takes «waits» back."""
    case = event.case
    if event.action == "wait" and case.waiting_on == SupportCase.Waiting.PRODUCER:
        text = gettext_noop("«%(case)s» đang chờ bà con: %(note)s")
        _tell(WAITS, _owners(case), case, text, {"note": case.waiting_note}, urgent=True)
        return
    news.settle(WAITS, subject=case.pk)
    if event.action in _MOVED:
        _tell(CASE, _owners(case), case, _MOVED[event.action], {"unit": case.unit.name})


@subscribe(CaseClosed)
def tell_closed(event: CaseClosed) -> None:
    case = event.case
    news.settle(WAITS, subject=case.pk)
    _tell(CASE, _owners(case), case, gettext_noop("«%(case)s» đã khép. Mời bà con xem kết quả."), {})


@subscribe(MessageWritten)
def tell_message(event: MessageWritten) -> None:
    """Everybody of the case but the writer: the producer, whoever carries it (else the unit), the partner."""
    case, by = event.message.case, event.message.by
    units = people_in(case.unit_id, *YOUTH_ROLES) if case.owner_id is None else [case.owner_id]
    people = [*_owners(case), *units, *_partners(case)]
    text = gettext_noop("%(who)s nhắn trong «%(case)s».")
    others = [one for one in people if one != by.pk]
    _tell(MESSAGE, others, case, text, {"who": by.full_name}, key=f"{case.pk}:{event.message.pk}")


@subscribe(DirectiveSent)
def tell_directive(event: DirectiveSent) -> None:
    directive = event.directive
    for part in directive.assignments.select_related("unit"):
        news.tell(
            DIRECTIVE,
            people_in(part.unit_id, *YOUTH_ROLES),
            subject=part.pk,
            text=gettext_noop("%(unit)s gửi: %(title)s"),
            values={"unit": directive.sender.name, "title": directive.title},
            url=reverse("support:part", args=[part.pk]),
            urgent=True,
            due_on=directive.answer_by,
        )


@subscribe(ReportJudged)
def tell_judged(event: ReportJudged) -> None:
    """Only what came back: a confirmed report asks nothing of anybody."""
    report, part = event.report, event.report.assignment
    if report.verdict != Report.Verdict.RETURNED:
        return
    news.tell(
        RETURNED,
        people_in(part.unit_id, *YOUTH_ROLES),
        subject=part.pk,
        text=gettext_noop("Báo cáo «%(title)s» được trả lại: %(why)s"),
        values={"title": part.directive.title, "why": report.said},
        url=reverse("support:part", args=[part.pk]),
        urgent=True,
    )


def _tell(
    kind: news.Kind, people: Iterable[int], case: SupportCase, text: str, values: dict[str, Any], **more: Any
) -> None:
    news.tell(
        kind,
        people,
        subject=case.pk,
        text=text,
        values={"case": case.title, **values},
        url=reverse("support:case", args=[case.pk]),
        **more,
    )


def _owners(case: SupportCase) -> list[int]:
    return people_in(case.producer.unit_id, Role.PRODUCER)


def _partners(case: SupportCase) -> list[int]:
    if case.partner_id is None:
        return []
    return people_in(case.partner_id, Role.PARTNER) if case.partner_person_id is None else [case.partner_person_id]
