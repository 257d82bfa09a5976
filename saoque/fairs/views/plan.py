"""The booth plan on screen, on paper, and what opens behind each booth's QR code."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import plan as actions
from saoque.fairs.drawing import draw_plan
from saoque.fairs.forms import ZoneForms, sectors, zones_told
from saoque.fairs.jobs import KIND, start_cards
from saoque.fairs.models import Booth, Exhibitor, Fair
from saoque.fairs.queries.fairs import get_fair, get_own_fair
from saoque.fairs.queries.plan import OPEN_STATES, booths_of, get_booth, goods_at, listed_by_name, unseated
from saoque.fairs.rules import rules
from saoque.fairs.views.common import TEXT_LIMIT, number
from saoque.fairs.views.days_tools import answer_json, wants_json
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import serve
from saoque.kernel.jobs.models import Job
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of

_UNDER_WAY = {Job.State.WAITING, Job.State.RUNNING}
MOST_LISTED = 40


def _readable(actor: Actor, slug: str) -> tuple[Fair, bool]:
    """The fair, and whether the actor may plan; everybody else reads the plan once it is settled."""
    fair = get_fair(actor, slug)
    organises = rules.may(actor, "organise", fair)
    if not organises and fair.state not in OPEN_STATES:
        raise NotFound()
    return fair, organises


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The ground; the unit picks an exhibitor and a booth, everybody else opens a booth's page."""
    fair, organises = _readable(actor_of(request), slug)
    booths, picked, code = list(booths_of(fair)), number(request.GET.get("don-vi", "")), request.GET.get("gian", "")
    editing = organises and fair.state in ("called", "choosing", "planned")
    waiting = list(unseated(fair, request.GET.get("q", "")[:TEXT_LIMIT])[: MOST_LISTED + 1]) if editing else []
    link = _link(fair, picked if editing else 0, editing)
    context = {
        "fair": fair,
        "organises": organises,
        "editing": editing,
        "drawing": draw_plan(fair.zones.all(), booths, link, chosen=code, movable=editing),
        "booths": booths,
        "free": sum(one.exhibitor_id is None for one in booths),
        "booth": next((one for one in booths if one.code == code), None) if editing else None,
        "picked": next((one for one in waiting if one.pk == picked), None),
        "waiting": waiting[:MOST_LISTED],
        "more": len(waiting) > MOST_LISTED,
        "text": request.GET.get("q", "")[:TEXT_LIMIT],
        "printable": organises or fair.state in OPEN_STATES,
    }
    return render(request, "fairs/plan.html", context)


def _link(fair: Fair, picked: int, editing: bool) -> "_Link":
    return _Link(
        reverse("fairs:plan", args=[fair.slug]), reverse("fairs:booth", args=[fair.slug, "0"])[:-2], picked, editing
    )


class _Link:
    """Where a booth on the plan leads: to itself on the planning page, or to its products."""

    def __init__(self, plan: str, booths: str, picked: int, editing: bool) -> None:
        self.plan, self.booths, self.editing = plan, booths, editing
        self.more = f"&don-vi={picked}" if picked else ""

    def __call__(self, booth: Booth) -> str:
        if self.editing:
            return f"{self.plan}?gian={booth.code}{self.more}#gian"
        return f"{self.booths}{booth.code}/"


@require_safe
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan for A4 or A3 paper with the list by name."""
    fair, _organises = _readable(actor_of(request), slug)
    large = request.GET.get("kho") == "a3"
    drawing = draw_plan(fair.zones.all(), booths_of(fair), _link(fair, 0, False), shrink=True)
    context = {"fair": fair, "drawing": drawing, "rows": listed_by_name(fair), "large": large}
    return render(request, "fairs/plan_print.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """The ground by zones: rows and booths a row, what goods and whom each is kept for."""
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    shown = fair.zones.annotate(lines=Count("booths__row", distinct=True)) if request.method != "POST" else ()
    forms = ZoneForms(request.POST or None, initial=[_zone(one) for one in shown] or None)
    across = number(request.POST.get("across", "2")) or 2
    fault = ""
    if request.method == "POST" and forms.is_valid():
        try:
            fair.version = seen_version(request)
            actions.draw_plan(fair, zones_told(forms), across=across, actor=actor)
            return redirect("fairs:plan", slug)
        except DomainError as error:
            fault = str(error)
    context = {"fair": fair, "forms": forms, "fault": fault, "across": across}
    return render(request, "fairs/draw.html", context, status=422 if fault or any(forms.errors) else 200)


def _zone(one: Any) -> dict[str, object]:
    """A zone as its form shows it."""
    names = {"name": one.name, "sector": one.sector, "least_star": one.least_star}
    return {**names, "rows": one.lines, "columns": one.columns}


@login_required
@require_POST
def place(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One act on one booth: put somebody in, make it free, change with another, move it to another square.

    A booth that was dragged asks for JSON: {version} when it was done, {error} with the words of a refusal.
    """
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    booth = get_booth(fair, code)
    booth.version = seen_version(request)
    act = {"xep": _assign, "bo": _free, "doi": _swap, "doi-cho": _move}.get(request.POST.get("act", ""))
    back = f"{reverse('fairs:plan', args=[slug])}?{urlencode({'gian': code})}#gian"

    def do() -> None:
        if act is None:
            raise DomainError(_("Hãy chọn việc muốn làm với gian này."))
        act(booth, request, actor)

    if wants_json(request):
        return answer_json(do, lambda: {"version": booth.version})
    return attempt(request, do, _("Đã ghi lên sơ đồ."), back)


def _assign(booth: Booth, request: HttpRequest, actor: Actor) -> None:
    found = Exhibitor.objects.filter(fair=booth.fair, pk=number(request.POST.get("exhibitor", ""))).first()
    if found is None:
        raise DomainError(_("Hãy chọn đơn vị muốn xếp."))
    actions.assign_booth(booth, found, actor=actor)


def _free(booth: Booth, request: HttpRequest, actor: Actor) -> None:
    actions.free_booth(booth, actor=actor)


def _swap(booth: Booth, request: HttpRequest, actor: Actor) -> None:
    try:
        other = get_booth(booth.fair, request.POST.get("other", "").strip().upper()[:10])
    except NotFound:
        raise DomainError(_("Không có gian mang số này.")) from None
    if other.pk == booth.pk:
        raise DomainError(_("Hãy ghi số của gian khác."))
    actions.swap_booths(booth, other, actor=actor)


def _move(booth: Booth, request: HttpRequest, actor: Actor) -> None:
    steps = {"trai": (-1, 0), "phai": (1, 0), "len": (0, -1), "xuong": (0, 1)}
    if request.POST.get("step") in steps:
        right, down = steps[request.POST["step"]]
        actions.move_booth(booth, booth.column + right, booth.row + down, actor=actor)
        return
    actions.move_booth(
        booth, number(request.POST.get("column", "")) - 1, number(request.POST.get("row", "")) - 1, actor=actor
    )


@login_required
@require_POST
def seat_all(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    fair.version = seen_version(request)
    return attempt(
        request,
        lambda: actions.assign_all(fair, actor=actor),
        _("Đã xếp tự động. Xem lại trên sơ đồ."),
        "fairs:plan",
        slug,
    )


@require_safe
def booth(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What opens behind the QR code at a booth: who stands there, and with what."""
    fair, _organises = _readable(actor_of(request), slug)
    found = get_booth(fair, code)
    goods = list(goods_at(found.exhibitor)) if found.exhibitor else []
    context = {"fair": fair, "booth": found, "goods": goods, "today": today(), "sectors": dict(sectors())}
    return render(request, "fairs/booth.html", context)


@login_required
@require_POST
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Queue the sheets of QR cards."""
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    if not fair.booths.filter(exhibitor__isnull=False).exists():
        return attempt(request, _nobody, "", "fairs:plan", slug)
    return redirect("fairs:cards_state", slug, start_cards(fair, actor=actor).pk)


def _nobody() -> None:
    raise DomainError(_("Chưa gian nào có người nên chưa có mã để in."))


@login_required
@require_safe
def cards_state(request: HttpRequest, slug: str, job_id: uuid.UUID) -> HttpResponse:
    """How far the sheets are; the page asks again by itself until they are done."""
    job = _own_job(request, job_id)
    template = "fairs/_cards_state.html" if request.headers.get("HX-Request") else "fairs/cards.html"
    context = {"job": job, "waiting": job.state in _UNDER_WAY, "fair": get_own_fair(actor_of(request), slug)}
    return render(request, template, context)


@login_required
@require_safe
def cards_file(request: HttpRequest, slug: str, job_id: uuid.UUID) -> HttpResponseBase:
    job = _own_job(request, job_id)
    if job.result is None:
        raise NotFound()
    return serve(job.result, request.user, inline=False)


def _own_job(request: HttpRequest, job_id: uuid.UUID) -> Job:
    """Return the job; that of another person looks as if it were not there."""
    job = Job.objects.filter(pk=job_id, kind=KIND, owner_id=request.user.pk).select_related("result").first()
    if job is None:
        raise NotFound()
    return job
