"""A person's projects: the first page, the project itself, its milestones, money and slides."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.fields import DayField, MoneyField
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.places.queries import Choice
from saoque.producers.forms.base import carry_out
from saoque.startups import queries
from saoque.startups.actions import projects as actions
from saoque.startups.forms import BudgetForm, IdeaForm, InviteForm, MilestoneForm
from saoque.startups.models import Contest, Juror, Project
from saoque.startups.queries import nominations
from saoque.startups.road import next_step, road_of
from saoque.startups.rules import rules
from saoque.startups.views.common import with_form


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the person has a hand in: own projects, what waits for an answer, seats, contests that take entries."""
    actor = actor_of(request)
    seats = list(queries.seats(actor)[:20])
    context = {
        "projects": queries.my_projects(actor)[:50],
        "invitations": queries.invitations(actor)[:20],
        "mentorships": queries.mentorships(actor)[:50],
        "asked_seats": [one for one in seats if one.state == Juror.State.ASKED],
        "seats": [one for one in seats if one.state == Juror.State.ACCEPTED],
        "contests": queries.list_contests(actor, Contest.State.OPEN)[:5],
        "youth": rules.may(actor, "list_projects"),
        "partner": actor.has(Role.PARTNER),
        "nominations": nominations.asked_of(actor)[:10],
    }
    return render(request, "startups/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = IdeaForm(actor, request.POST or None)
    made: list[Project] = []

    def act() -> None:
        made.append(actions.open_project(form.told(), actor=actor, born_on=form.cleaned_data["born_on"]))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi ý tưởng. Giờ mời bạn cùng làm và đặt vài mốc nhé."))
        return redirect("startups:project", made[0].pk)
    return render(request, "startups/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    rules.require(actor, "edit", found)
    names = ("name", "problem", "solution", "field", "innovative", "producer", "product")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names}
    form = IdeaForm(actor, request.POST or None, kept=found, initial={**initial, "place": Choice(found.commune, None)})
    del form.fields["born_on"]
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_project(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("startups:project", pk)
    return render(request, "startups/edit.html", {"form": form, "project": found}, status=422 if form.errors else 200)


@login_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    edits, leads = rules.may(actor, "edit", found), rules.may(actor, "lead", found)
    people = list(found.members.all())
    context = {
        "project": found,
        "road": road_of(found),
        "next": next_step(found),
        "edits": edits,
        "leads": leads,
        "people": [one for one in people if one.state in ("asked", "accepted")],
        "me": next((one for one in people if one.user_id == actor.user_id and one.state == "accepted"), None),
        "mentorships": [one for one in found.mentorships.all() if edits or one.state in ("accepted", "ended")],
        "milestones": found.milestones.select_related("evidence"),
        "lines": found.budget.all(),
        "money": queries.money_of(found),
        "entries": queries.entries_by(found) if edits else [],
        "contests": queries.contests_open_for(found)[:5] if leads else [],
        "nominations": nominations.nominations_of(found) if edits else [],
        "milestone_form": MilestoneForm(auto_id="milestone_%s"),
        "budget_form": BudgetForm(auto_id="budget_%s"),
        "invite_form": InviteForm(auto_id="invite_%s"),
        "today": today(),
    }
    return render(request, "startups/project.html", context)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.move(found, act, actor=actor), _("Đã ghi giai đoạn mới."), "startups:project", pk
    )


@login_required
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    actor, shared = actor_of(request), request.POST.get("shared") == "1"
    found = queries.get_project(actor, pk)
    found.version = seen_version(request)
    done = (
        _("Cán bộ Đoàn trong địa bàn xem được dự án.") if shared else _("Chỉ nhóm và người cố vấn còn xem được dự án.")
    )
    return attempt(request, lambda: actions.share(found, shared=shared, actor=actor), done, "startups:project", pk)


@login_required
@require_POST
def put_deck(request: HttpRequest, pk: int) -> HttpResponse:
    actor, upload = actor_of(request), request.FILES.get("file")
    found = queries.get_project(actor, pk)
    found.version = seen_version(request)

    def act() -> None:
        if upload is None:
            raise DomainError(_("Hãy chọn một tệp PDF."))
        actions.put_deck(found, upload, actor=actor)

    return attempt(request, act, _("Đã nhận bản trình bày."), "startups:project", pk)


@login_required
@require_safe
def deck(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.get_project(actor_of(request), pk)
    if found.deck is None:
        raise NotFound()
    return serve(found.deck, request.user)


@login_required
@require_POST
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), MilestoneForm(request.POST)
    found = queries.get_project(actor, pk)
    return with_form(
        request, form,
        lambda: actions.add_milestone(found, form.cleaned_data["title"], form.cleaned_data["due_on"], actor=actor),
        _("Đã thêm mốc."), "startups:project", pk,
    )  # fmt: skip


@login_required
@require_POST
def finish_milestone(request: HttpRequest, pk: int, milestone_pk: int) -> HttpResponse:
    """The day stands ready as today; a photo or PDF may come along."""
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    milestone = get_object_or_404(found.milestones.select_related("project"), pk=milestone_pk)
    milestone.version = seen_version(request)

    def act() -> None:
        day = read_day(request.POST.get("done_on", ""))
        actions.finish_milestone(milestone, actor=actor, on=day, evidence=request.FILES.get("file"))

    milestone.project = found
    return attempt(request, act, _("Đã ghi mốc đạt được."), "startups:project", pk)


@login_required
@require_POST
def reopen_milestone(request: HttpRequest, pk: int, milestone_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    milestone = get_object_or_404(found.milestones, pk=milestone_pk)
    milestone.version, milestone.project = seen_version(request), found
    return attempt(
        request, lambda: actions.reopen_milestone(milestone, actor=actor), _("Đã mở lại mốc."), "startups:project", pk
    )


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int, milestone_pk: int) -> HttpResponseBase:
    found = queries.get_project(actor_of(request), pk)
    milestone = get_object_or_404(found.milestones.select_related("evidence"), pk=milestone_pk)
    if milestone.evidence is None:
        raise NotFound()
    return serve(milestone.evidence, request.user)


@login_required
@require_POST
def add_budget(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), BudgetForm(request.POST)
    found = queries.get_project(actor, pk)
    return with_form(
        request, form, lambda: actions.add_budget(found, **form.cleaned_data, actor=actor), _("Đã thêm dòng tiền."),
        "startups:project", pk,
    )  # fmt: skip


@login_required
@require_POST
def write_spent(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    line = get_object_or_404(found.budget, pk=line_pk)
    line.version, line.project = seen_version(request), found

    def act() -> None:
        actions.write_spent(line, _money(request.POST.get("spent", "")), actor=actor)

    return attempt(request, act, _("Đã ghi tiền đã chi."), "startups:project", pk)


def read_day(text: str) -> date | None:
    """Read a day as people type it; None for nothing. Raises `DomainError`."""
    return _read(DayField(required=False), text)  # type: ignore[no-any-return]


def _money(text: str) -> int:
    return int(_read(MoneyField(), text))


def _read(field: Any, text: str) -> Any:
    try:
        return field.clean(text)
    except ValidationError as error:
        raise DomainError(error.messages[0]) from None
