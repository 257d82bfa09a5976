"""What needs a person of the council or its agency today."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.councils.models import AdvisoryReport, Assessment, Attendance, ScoreSheet, Session
from saoque.councils.queries.access import visible_to
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Level, Role

_LIMIT = 20


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """Sheets to fill, reports to write, sessions to open, conclude and close, dossiers to put. A fixed number of queries."""
    found: list[Todo] = []
    if actor.has(Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER):
        found += _sheets(actor)
    if actor.has(Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY):
        found += _sessions(actor)
    if actor.has(Role.ADVISER):
        found += _reports(actor)
    if actor.has(Role.AGENCY_CLERK):
        found += _dossiers(actor)
    return found


def _sheets(actor: Actor) -> Iterator[Todo]:
    units = actor.unit_ids(Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER)
    handed = ScoreSheet.objects.filter(
        assessment=OuterRef("pk"), member=actor.user_id, turn=OuterRef("turn"), state=ScoreSheet.State.HANDED_IN
    )
    here = Attendance.objects.filter(
        Q(role=Role.COUNCIL_MEMBER) | Q(role=Role.COUNCIL_CHAIR, session__rules__chair_scores=True),
        session=OuterRef("session"),
        member=actor.user_id,
        present=True,
    )
    waiting = (
        visible_to(actor)
        .filter(session__council__unit__in=units, session__state=Session.State.OPEN, state=Assessment.State.SCORING)
        .filter(~Exists(handed), Exists(here), session__round__is_closed=False)
        .select_related("dossier__product", "session__round")
        .order_by("session", "pk")[:_LIMIT]
    )
    for one in waiting:
        yield Todo(
            title=_("Chấm %(product)s") % {"product": one.dossier.product.name},
            detail=_("Hội đồng chấm lại lần %(turn)d.") % {"turn": one.turn} if one.turn > 1 else _("Phiên đang chấm."),
            url=reverse("councils:sheet", args=[one.pk]),
            button=_("Chấm tiếp"),
            due_on=one.session.held_on,
        )


def _sessions(actor: Actor) -> Iterator[Todo]:
    """One line per session: open it, or go on with what is left. Counts leave out what the reader may not see."""
    units = actor.unit_ids(Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY)
    mine = Q(assessments__in=visible_to(actor).values("pk"))
    sessions = (
        Session.objects.filter(council__unit__in=units)
        .exclude(state=Session.State.CLOSED)
        .select_related("council__unit")
        .annotate(left=Count("assessments", filter=mine & Q(assessments__state=Assessment.State.SCORING)))
        .order_by("held_on", "pk")[:_LIMIT]
    )
    chairs = set(actor.unit_ids(Role.COUNCIL_CHAIR))
    for one in sessions:
        left = ngettext("Còn %(count)d hồ sơ chưa kết luận.", "Còn %(count)d hồ sơ chưa kết luận.", one.left) % {
            "count": one.left
        }
        if one.state == Session.State.PLANNED:
            title = _("Chuẩn bị phiên họp Hội đồng")
        else:
            title = _("Điều hành phiên đang chấm") if one.left else _("Đóng phiên họp Hội đồng")
        if one.state == Session.State.OPEN and not one.left and one.council.unit_id not in chairs:
            continue
        yield Todo(title, left, reverse("councils:session", args=[one.pk]), _("Mở bảng chấm"), one.held_on)


def _reports(actor: Actor) -> Iterator[Todo]:
    written = AdvisoryReport.objects.filter(assessment=OuterRef("pk"))
    waiting = (
        visible_to(actor)
        .filter(session__council__unit__in=actor.unit_ids(Role.ADVISER), state=Assessment.State.SCORING)
        .filter(~Exists(written))
        .select_related("dossier__product", "session")
        .order_by("pk")[:_LIMIT]
    )
    for one in waiting:
        yield Todo(
            title=_("Viết báo cáo Tổ tư vấn: %(product)s") % {"product": one.dossier.product.name},
            detail=_("Hội đồng chờ ý kiến của Tổ tư vấn trước khi kết luận."),
            url=reverse("councils:advice", args=[one.pk]),
            button=_("Viết báo cáo"),
            due_on=one.session.held_on,
        )


def _dossiers(actor: Actor) -> Iterator[Todo]:
    """Received dossiers that no session has, as one line for each seat of the clerk."""
    seats = Q(pk__in=[])
    for standing in actor.having(Role.AGENCY_CLERK):
        province = Q(level=Level.PROVINCE, province__code=standing.province)
        seats |= province if standing.province else Q(level=Level.MINISTRY)
    rows = (
        Dossier.objects.filter(seats, state=DossierState.AGENCY_RECEIVED)
        .order_by()
        .values(seat=F("level"))
        .annotate(count=Count("pk"))
    )
    for row in rows:
        yield Todo(
            title=_("Đưa hồ sơ vào phiên họp Hội đồng"),
            detail=ngettext(
                "%(count)d hồ sơ đã nhận, chưa vào phiên nào.",
                "%(count)d hồ sơ đã nhận, chưa vào phiên nào.",
                row["count"],
            )
            % {"count": row["count"]},
            url=reverse("councils:home"),
            button=_("Chọn phiên"),
        )
