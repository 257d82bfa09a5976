"""The board of a fair's days: what each exhibitor wrote, and who came."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.fairs.actions import attendance
from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.outcome_flow import LOGGING, MARKED
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.results import day_sums, missing_on
from saoque.fairs.views.common import asked_text, page_of
from saoque.kernel.calendar import today
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.text import fold
from saoque.people.actors import actor_of


@login_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The sums of each day as they come in, who has not logged today, and who came."""
    fair = get_own_fair(actor_of(request), slug)
    now = min(today(), fair.last_day)
    missing = missing_on(fair, now) if fair.first_day <= now else fair.exhibitors.none()
    who = fair.exhibitors.filter(state__in=MARKED)
    text = asked_text(request)
    for word in fold(text).split():
        who = who.filter(search__contains=word)
    context = {
        "fair": fair,
        "now": now,
        "sums": day_sums(fair, now),
        "missing": missing[:12],
        "missing_count": missing.count(),
        "page": page_of(request, who.order_by("sort", "pk")),
        "text": text,
        "logging": fair.state in LOGGING,
    }
    return render(request, "fairs/days_board.html", context)


@login_required
@require_POST
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    found = get_object_or_404(fair.exhibitors.select_related("fair").filter(state__in=MARKED), pk=pk)
    found.version = seen_version(request)
    came = request.POST.get("came") == "1"
    return attempt(
        request, lambda: mark_attendance(found, came=came, actor=actor),
        _("Đã ghi có dự.") if came else _("Đã ghi vắng không báo."), "fairs:board", slug,
    )  # fmt: skip


@login_required
@require_POST
def mark_logged(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    return attempt(
        request, lambda: attendance.mark_those_who_logged(fair, actor=actor),
        _("Ai có nhật ký đã được ghi là có dự."), "fairs:board", slug,
    )  # fmt: skip
