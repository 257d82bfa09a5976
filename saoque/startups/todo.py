"""What waits on the first screen: invitations to answer, milestones that are due, sheets to hand in."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.startups import queries
from saoque.startups.models import Candidate, Conflict, Juror, Member, Mentorship, Milestone, Sheet

LIMIT = 5
SOON = timedelta(days=14)


@todo_source
def invitations_for(actor: Actor) -> Iterable[Todo]:
    """Invitations into a team, to walk beside one, and into a jury. Three queries."""
    if not actor.signed_in:
        return
    home = reverse("startups:home")
    for member in queries.invitations(actor)[:LIMIT]:
        yield Todo(
            title=_("Lời mời vào nhóm «%(name)s»") % {"name": member.project.name},
            detail=_("%(who)s mời bạn cùng làm.") % {"who": member.project.opened_by.full_name},
            url=home, button=_("Xem lời mời"), key=f"member-{member.pk}",
        )  # fmt: skip
    for one in queries.mentorships(actor).filter(state=Mentorship.State.ASKED)[:LIMIT]:
        yield Todo(
            title=_("Dự án «%(name)s» mời bạn cố vấn") % {"name": one.project.name},
            detail=_("Xem nhóm mong được giúp điều gì rồi trả lời."),
            url=reverse("startups:mentorship", args=[one.pk]), button=_("Xem lời mời"),
        )  # fmt: skip
    for seat in queries.seats(actor).filter(state=Juror.State.ASKED)[:LIMIT]:
        yield Todo(
            title=_("Lời mời chấm «%(name)s»") % {"name": seat.contest.name},
            detail=_("Nhận lời thì xem được các dự án dự thi."),
            url=home, button=_("Xem lời mời"), key=f"juror-{seat.pk}",
        )  # fmt: skip


@todo_source
def work_for(actor: Actor) -> Iterable[Todo]:
    """Milestones of one's own projects within two weeks or late, and contests with sheets left. Two queries."""
    if not actor.signed_in:
        return
    mine = Member.objects.filter(project=OuterRef("project"), user=actor.user_id, state=Member.State.ACCEPTED)
    due = Milestone.objects.filter(Exists(mine), done_on__isnull=True, due_on__lte=today() + SOON)
    for one in due.exclude(project__state="stopped").select_related("project").order_by("due_on", "pk")[:LIMIT]:
        yield Todo(
            title=_("Mốc «%(title)s»") % {"title": one.title},
            detail=one.project.name, url=reverse("startups:project", args=[one.project_id]), button=_("Mở dự án"),
            due_on=one.due_on, key=f"milestone-{one.pk}",
        )  # fmt: skip
    seat = Juror.objects.filter(contest=OuterRef("round__contest"), user=actor.user_id, state=Juror.State.ACCEPTED)
    barred = Conflict.objects.filter(entry=OuterRef("entry"), juror__user=actor.user_id)
    handed = Sheet.objects.filter(candidate=OuterRef("pk"), juror__user=actor.user_id, state=Sheet.State.HANDED_IN)
    left = Candidate.objects.filter(Exists(seat), ~Exists(barred), ~Exists(handed), round__state="scoring")
    for pk, name in (
        left.values_list("round__contest", "round__contest__name").distinct().order_by("round__contest")[:LIMIT]
    ):
        yield Todo(
            title=_("Chấm «%(name)s»") % {"name": name}, detail=_("Còn phiếu chưa nộp."),
            url=reverse("startups:judge", args=[pk]), button=_("Chấm điểm"),
        )  # fmt: skip
