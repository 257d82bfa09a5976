"""What the room asks of people today. A fixed number of queries, a limit, nothing for whoever has no part in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.guidance.areas import provinces_of
from saoque.guidance.models import Question, Registration, TrainingClass
from saoque.guidance.queries.pages import overtaken_pages, stale_pages
from saoque.guidance.queries.questions import in_area_of
from saoque.guidance.queries.results import follow_ups_for
from saoque.guidance.rules import OFFICER_ROLES, rules
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES

_LIMIT = 10


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    found: list[Todo] = []
    if not actor.signed_in:
        return found
    found += _coming(actor)
    if actor.has(*OFFICER_ROLES):
        found += _waiting(actor)
    if actor.has(*YOUTH_ROLES):
        found += [*_unclosed(actor), *_follow_ups(actor)]
    if rules.may(actor, "see_upkeep"):
        found += _upkeep(actor)
    return found


def _waiting(actor: Actor) -> Iterator[Todo]:
    rows = in_area_of(actor).filter(state=Question.State.WAITING).order_by("due_on", "pk")[:_LIMIT]
    for one in rows:
        yield Todo(
            title=_("Trả lời: %(question)s") % {"question": one.text},
            detail=_("Bà con hỏi qua cẩm nang."),
            url=reverse("guidance:question", args=[one.pk]),
            button=_("Trả lời"),
            due_on=one.due_on,
        )


def _coming(actor: Actor) -> Iterator[Todo]:
    rows = Registration.objects.filter(
        user=actor.user_id,
        state=Registration.State.PLACED,
        training__state=TrainingClass.State.PLANNED,
        training__ends_at__gt=timezone.now(),
    ).select_related("training")
    for one in rows.order_by("training__starts_at", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Đi học: %(title)s") % {"title": one.training.title},
            detail=one.training.place,
            url=reverse("guidance:class", args=[one.training_id]),
            button=_("Xem lớp"),
            due_on=timezone.localdate(one.training.starts_at),
        )


def _unclosed(actor: Actor) -> Iterator[Todo]:
    units = actor.unit_ids(*YOUTH_ROLES)
    rows = TrainingClass.objects.filter(unit__in=units, state=TrainingClass.State.PLANNED)
    for one in rows.filter(ends_at__lt=timezone.now()).order_by("starts_at", "pk")[:_LIMIT]:
        yield Todo(
            title=_("Kết thúc lớp: %(title)s") % {"title": one.title},
            detail=_("Ghi ai có mặt rồi kết thúc lớp, để người học nhận giấy chứng nhận."),
            url=reverse("guidance:roster", args=[one.pk]),
            button=_("Mở danh sách"),
            due_on=timezone.localdate(one.ends_at),
        )


def _follow_ups(actor: Actor) -> Iterator[Todo]:
    told = follow_ups_for(actor, due_only=True).order_by().aggregate(count=Count("pk"), first=Min("due_on"))
    if told["count"]:
        yield Todo(
            title=_("Hỏi lại người đã học"),
            detail=ngettext(
                "%(n)d người tới hạn hỏi lại sau lớp học.", "%(n)d người tới hạn hỏi lại sau lớp học.", told["count"]
            )
            % {"n": told["count"]},
            url=reverse("guidance:follow_ups"),
            button=_("Xem danh sách"),
            due_on=told["first"],
        )


def _upkeep(actor: Actor) -> Iterator[Todo]:
    province = next(iter(provinces_of(actor)), "")
    count = stale_pages(province).count()
    if rules.may(actor, "write_page", ""):
        count += overtaken_pages().count()
    if count:
        yield Todo(
            title=_("Xem lại bài cẩm nang"),
            detail=ngettext("%(n)d bài cần xem lại.", "%(n)d bài cần xem lại.", count) % {"n": count},
            url=reverse("guidance:upkeep"),
            button=_("Mở danh sách"),
        )
