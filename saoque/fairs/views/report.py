"""The result of a fair: the page with the rows behind, the files, and handing it in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs import result_jobs
from saoque.fairs.actions.report import report as hand_in
from saoque.fairs.outcome_flow import AFTER, LOGGING
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import due_months
from saoque.fairs.queries.results import day_sums, later_of, result_of, rows_of
from saoque.fairs.result_papers import lines_of
from saoque.fairs.views.days_tools import as_file
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.sources.queries import record_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    if request.method == "POST":
        fair.version = seen_version(request)
        return attempt(request, lambda: hand_in(fair, actor=actor), _("Đã báo cáo kết quả."), "fairs:report", slug)
    result = result_of(fair)
    context = {
        "fair": fair,
        "result": result,
        "lines": lines_of(fair, result),
        "days": day_sums(fair, today()),
        "rows": rows_of(fair),
        "later": [later_of(fair, months) for months in due_months(fair)],
        "jobs": result_jobs.made_for(fair, actor),
        "record": record_of("markets-and-organisation#trade_event"),
        "may_report": fair.state == fair.State.ENDED,
        "shown": fair.state in (*LOGGING, *AFTER),
    }
    return render(request, "fairs/days_report.html", context)


@login_required
@require_POST
def report_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Word or Excel: at once for a small fair, by a job for a large one."""
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    if kind not in result_jobs.TYPES:
        raise NotFound()
    if result_jobs.is_light(fair):
        return as_file(result_jobs.draw(fair, kind), f"bao-cao-{slug}.{kind}", result_jobs.TYPES[kind])
    result_jobs.start(fair, kind, actor)
    messages.success(request, _("Đang dựng tệp. Lát nữa mở lại trang này để tải."))
    return redirect("fairs:report", slug)


@login_required
@require_safe
def report_made(request: HttpRequest, slug: str, job: UUID) -> HttpResponseBase:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    found = next((one for one in result_jobs.made_for(fair, actor) if one.pk == job), None)
    if found is None or found.result is None:
        raise NotFound()
    return serve(found.result, request.user, inline=False)
