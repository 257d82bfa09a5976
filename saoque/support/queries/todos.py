"""What needs a person today because of a need, an obstacle or a directive."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.support.flow import OPEN
from saoque.support.models import Assignment, CaseStep, Directive, Measure, Obstacle, SupportCase
from saoque.support.queries.access import soonest, visible_cases
from saoque.support.rules import OFFICES

_LIMIT = 20
SOON = timedelta(days=7)
# A case rises to the leader of its unit this long after its deadline: the owner has had these days to act.
TO_THE_LEADER = timedelta(days=3)
S, A = SupportCase.State, Assignment.State


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """Cases, results to ask for, obstacles and directives. A fixed number of queries for each role."""
    found: list[Todo] = []
    if actor.has(*YOUTH_ROLES):
        found += [*_new(actor), *_own(actor), *_steps(actor), *_measures(actor), *_parts(actor)]
    if actor.has(Role.YOUTH_LEADER):
        found += [*_overdue_of_unit(actor), *_reports(actor)]
    if actor.has(Role.PRODUCER, Role.PARTNER):
        found += _waited_for(actor)
    if actor.has(*OFFICES):
        found += _obstacles(actor)
    return found


def _case(one: SupportCase, title: str, button: str) -> Todo:
    return Todo(
        title=title % {"title": one.title},
        detail=f"{one.producer.name} · {one.get_state_display()}",
        url=reverse("support:case", args=[one.pk]),
        button=button,
        due_on=one.due_on,
    )


def _new(actor: Actor) -> Iterator[Todo]:
    """Needs that nobody has taken on, the longest waiting first."""
    waiting = SupportCase.objects.filter(unit__in=actor.unit_ids(*YOUTH_ROLES), state=S.ASKED)
    for one in waiting.select_related("producer").order_by("asked_on", "pk")[:_LIMIT]:
        yield _case(one, _("Nhận việc: %(title)s"), _("Xem rồi nhận"))


def _own(actor: Actor) -> Iterator[Todo]:
    """The actor's own cases that are over or near their deadline."""
    mine = SupportCase.objects.filter(owner=actor.user_id, state__in=OPEN, due_on__lte=today() + SOON)
    for one in mine.select_related("producer").order_by(*soonest())[:_LIMIT]:
        yield _case(one, "%(title)s", _("Mở vụ việc"))


def _steps(actor: Actor) -> Iterator[Todo]:
    """Steps near their day in cases that are not near theirs."""
    near = today() + SOON
    steps = CaseStep.objects.filter(
        Q(case__due_on__gt=near), case__owner=actor.user_id, case__state__in=OPEN,
        removed_at=None, done_on=None, due_on__lte=near,
    )  # fmt: skip
    for one in steps.select_related("case__producer").order_by("due_on", "pk")[:_LIMIT]:
        yield Todo(
            title=one.what,
            detail=f"{one.case.title} · {one.case.producer.name}",
            url=reverse("support:case", args=[one.case_id]),
            button=_("Mở vụ việc"),
            due_on=one.due_on,
        )


def _overdue_of_unit(actor: Actor) -> Iterator[Todo]:
    """Cases of the leader's unit that have been overdue for some days with somebody else."""
    late = SupportCase.objects.filter(
        unit__in=actor.unit_ids(Role.YOUTH_LEADER), state__in=OPEN, due_on__lt=today() - TO_THE_LEADER
    ).exclude(owner=actor.user_id)
    for one in late.select_related("producer", "owner").order_by(*soonest())[:_LIMIT]:
        who = one.owner.full_name if one.owner else _("chưa có người phụ trách")
        yield Todo(
            title=_("Vụ việc quá hạn: %(title)s") % {"title": one.title},
            detail=f"{one.producer.name} · {who}",
            url=reverse("support:case", args=[one.pk]),
            button=_("Xem, giao lại"),
            due_on=one.due_on,
        )


def _measures(actor: Actor) -> Iterator[Todo]:
    """Results to be asked for again. Who owned the case asks; for one who has left, the leader of the unit sees it."""
    mine = Q(case__owner=actor.user_id)
    leads = actor.unit_ids(Role.YOUTH_LEADER)
    if leads:
        mine |= Q(case__unit__in=leads, due_on__lt=today() - TO_THE_LEADER)
    due = Measure.objects.filter(mine, taken_on=None, due_on__lte=today() + SOON, case__state=S.DONE)
    for one in due.select_related("case__producer").order_by("due_on", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Hỏi lại kết quả: %(title)s") % {"title": one.case.title},
            detail=f"{one.case.producer.name} · {one.get_moment_display()}",
            url=reverse("support:measure", args=[one.case_id, one.moment]),
            button=_("Ghi kết quả"),
            due_on=one.due_on,
        )


def _waited_for(actor: Actor) -> Iterator[Todo]:
    """Cases that wait for the producer, or for the partner."""
    waiting = Q(pk__in=[])
    if actor.has(Role.PRODUCER):
        waiting |= Q(waiting_on=SupportCase.Waiting.PRODUCER, producer__unit__in=actor.unit_ids(Role.PRODUCER))
    if actor.has(Role.PARTNER):
        waiting |= Q(waiting_on=SupportCase.Waiting.PARTNER, partner__in=actor.unit_ids(Role.PARTNER))
    cases = visible_cases(actor).filter(waiting, state=S.WAITING).select_related("producer")
    for one in cases.order_by(*soonest())[:_LIMIT]:
        yield Todo(
            title=one.waiting_note,
            detail=one.title,
            url=reverse("support:case", args=[one.pk]),
            button=_("Trả lời"),
            due_on=one.due_on,
        )


def _obstacles(actor: Actor) -> Iterator[Todo]:
    """Obstacles that name the actor's office and have no answer."""
    asked = Obstacle.objects.filter(office__in=actor.unit_ids(*OFFICES), answered_on=None, closed_on=None)
    for one in asked.select_related("case__producer").order_by("opened_on", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Trả lời vướng mắc: %(title)s") % {"title": one.case.title},
            detail=one.case.producer.name,
            url=reverse("support:obstacle", args=[one.pk]),
            button=_("Trả lời"),
        )


def _parts(actor: Actor) -> Iterator[Todo]:
    """Directives to answer, reports that came back, reports near the day of their last target."""
    mine = Assignment.objects.filter(
        unit__in=actor.unit_ids(*YOUTH_ROLES), directive__state=Directive.State.SENT
    ).annotate(last=Max("targets__indicator__due_on"))
    due = mine.filter(
        Q(state__in=[A.SENT, A.RETURNED])
        | Q(state=A.ACCEPTED, last__lte=today() + SOON)
        | Q(state=A.ACCEPTED, last=None, directive__period_to__lte=today() + SOON)
    )
    words = {
        A.SENT: (_("Nhận chỉ đạo: %(title)s"), _("Xem rồi nhận")),
        A.RETURNED: (_("Bổ sung báo cáo: %(title)s"), _("Báo cáo lại")),
        A.ACCEPTED: (_("Báo cáo: %(title)s"), _("Viết báo cáo")),
    }
    for one in due.select_related("directive__sender").order_by("directive__answer_by", "pk")[:_LIMIT]:
        title, button = words[A(one.state)]
        yield Todo(
            title=title % {"title": one.directive.title},
            detail=one.reason or one.directive.sender.name,
            url=reverse("support:part", args=[one.pk]),
            button=button,
            due_on=one.directive.answer_by if one.state == A.SENT else one.last or one.directive.period_to,  # type: ignore[attr-defined]
        )


def _reports(actor: Actor) -> Iterator[Todo]:
    """For senders: reports to look at, and directives whose units have let the day of answering pass."""
    sent = Directive.objects.filter(sender__in=actor.unit_ids(Role.YOUTH_LEADER), state=Directive.State.SENT)
    parts = Assignment.objects.filter(directive__in=sent, state=A.REPORTED).select_related("directive", "unit")
    for one in parts.order_by("state_since", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Xem báo cáo của %(unit)s") % {"unit": one.unit.name},
            detail=one.directive.title,
            url=reverse("support:part", args=[one.pk]),
            button=_("Xem báo cáo"),
        )
    silent = sent.filter(answer_by__lt=today()).annotate(
        silent=Count("assignments", filter=Q(assignments__state=A.SENT))
    )
    for directive in silent.filter(silent__gt=0).order_by("answer_by", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Đơn vị chưa trả lời: %(title)s") % {"title": directive.title},
            detail=_("%(count)d đơn vị quá hạn nhận việc") % {"count": directive.silent},
            url=reverse("support:board", args=[directive.pk]),
            button=_("Xem bảng"),
            due_on=directive.answer_by,
        )
