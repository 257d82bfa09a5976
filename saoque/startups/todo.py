"""What waits on the first screen: invitations to answer, milestones that are due, sheets to hand in."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.startups import queries
from saoque.startups.models import Candidate, Conflict, Introduction, Juror, Member, Mentorship, Milestone, Sheet
from saoque.startups.queries import nominations, partners
from saoque.startups.rules import rules

LIMIT = 5
SOON = timedelta(days=14)
SILENCE = timedelta(days=7)  # a knock is answered within
QUIET = timedelta(days=30)  # two sides that agreed meet, or write down that they did, within


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


@todo_source
def talks_for(actor: Actor) -> Iterable[Todo]:
    """Knocks to answer, silences of the other side that are overdue, and talks that nobody has written of. Two queries."""
    if not actor.signed_in:
        return
    quiet = Q(state="agreed", answered_on__lte=today() - QUIET, meetings__isnull=True)
    found = partners.mine(actor).filter(Q(state="knocked") | quiet).prefetch_related("project__members")
    for one in found.order_by("knocked_on", "pk")[: LIMIT * 3]:
        said = _talk(actor, one)
        if said is not None:
            title, detail, button, day = said
            yield Todo(
                title=title, detail=detail, url=reverse("startups:introduction", args=[one.pk]), button=button,
                due_on=day,
            )  # fmt: skip


def _talk(actor: Actor, one: Introduction) -> tuple[str, str, str, date] | None:
    """Title, detail, button and day; None while the other side still has time to answer."""
    names = {"project": one.project.name, "partner": one.unit.name}
    pair = _("%(project)s và %(partner)s") % names
    if one.state == Introduction.State.AGREED:
        due = (one.answered_on or one.knocked_on) + QUIET
        return _("Hai bên đã gặp nhau chưa?"), pair, _("Ghi buổi gặp"), due
    due = one.knocked_on + SILENCE
    if rules.may(actor, "answer_knock", one):
        who = one.project.name if one.by_project else one.unit.name
        return _("«%(who)s» ngỏ lời") % {"who": who}, pair, _("Xem lời ngỏ"), due
    if due >= today():
        return None
    who = one.unit.name if one.by_project else one.project.name
    return _("«%(who)s» chưa trả lời") % {"who": who}, _("Chờ thêm, hoặc rút lời ngỏ."), _("Mở lời ngỏ"), due


@todo_source
def nominations_for(actor: Actor) -> Iterable[Todo]:
    """Contests of the next level that the actor's project may go on to. One query."""
    if not actor.signed_in:
        return
    for one in nominations.asked_of(actor)[:LIMIT]:
        yield Todo(
            title=_("«%(name)s» được giới thiệu đi tiếp") % {"name": one.source.project.name},
            detail=one.contest.name, url=reverse("startups:project", args=[one.source.project_id]),
            button=_("Trả lời"), due_on=one.contest.closes_on, key=f"nomination-{one.pk}",
        )  # fmt: skip
