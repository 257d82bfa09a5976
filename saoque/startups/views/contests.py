"""Contests: the list, the page of one, how its unit builds it, entries and published results."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.knowledge import KnowledgeError, Record
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.sources.queries import place_of, record_of, records_of
from saoque.startups import queries
from saoque.startups.actions import contests as actions
from saoque.startups.actions import judging
from saoque.startups.forms import ContestForm, CriterionForm, InviteForm, RoundForm, SendOnForm
from saoque.startups.models import Contest, ContestRound, Entry, Nomination
from saoque.startups.queries import nominations
from saoque.startups.rules import rules
from saoque.startups.views.common import PER_PAGE, with_form


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest that was called, for anybody; a unit sees its drafts too."""
    actor, state = actor_of(request), request.GET.get("state", "")
    page = Paginator(queries.list_contests(actor, state), PER_PAGE).get_page(request.GET.get("page"))
    states = [one for one in Contest.State.choices if one[0] != Contest.State.DRAFT or rules.may(actor, "open_contest")]
    context = {"page": page, "state": state, "states": states, "may_open": rules.may(actor, "open_contest")}
    return render(request, "startups/contests.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_contest(request: HttpRequest) -> HttpResponse:
    """A new contest; `?theo=` takes the entry rules over from a record."""
    actor = actor_of(request)
    if not rules.may(actor, "open_contest"):
        raise NotFound()
    known = records_of("contest", province=place_of(actor))
    chosen = next((one for one in known if one.key == request.GET.get("theo", "")), None)
    form = ContestForm(request.POST or None, initial=_from_record(chosen) if chosen else None)
    made: list[Contest] = []

    def act() -> None:
        made.append(actions.open_contest(form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã mở cuộc thi. Giờ ghi tiêu chí, các vòng và mời giám khảo."))
        return redirect("startups:contest", made[0].pk)
    context = {"form": form, "known": known, "chosen": chosen}
    return render(request, "startups/contest_edit.html", context, status=422 if form.errors else 200)


def _from_record(one: Record) -> dict[str, Any]:
    """The entry rules that a record names; what it does not name stays for people to fill in."""
    said = one.facts.get("eligibility", {})
    least, most = said.get("age", (None, None))
    return {
        "name": one.name, "record": one.key, "age_least": least, "age_most": most, "team_most": said.get("group_max"),
        "entries_most": said.get("entries_per_person"),
    }  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_contest(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _organised(actor, pk)
    form = ContestForm(request.POST or None, initial={name: getattr(found, name) for name in ContestForm.base_fields})
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_contest(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("startups:contest", pk)
    return render(
        request, "startups/contest_edit.html", {"form": form, "contest": found}, status=422 if form.errors else 200
    )


def _organised(actor: Actor, pk: int) -> Contest:
    """The contest of the actor's own unit; for everybody else there is no such page."""
    found = queries.get_contest(actor, pk)
    if not rules.may(actor, "organise", found):
        raise NotFound()
    return found


@require_safe
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules with their source, criteria, rounds; for the unit also what is to be done next."""
    actor = actor_of(request)
    found = queries.get_contest(actor, pk)
    seat = next((one for one in found.jury.all() if one.user_id == actor.user_id), None) if actor.signed_in else None
    organises = rules.may(actor, "organise", found)
    reads = rules.may(actor, "read_results", found)
    context = {
        "contest": found,
        "record": _record_of(actor, found.record),
        "total": sum(one.most for one in found.criteria.all()),
        "seat": seat if seat and seat.state in ("asked", "accepted") else None,
        "organises": organises,
        "entries": queries.entries_of(found) if reads else None,
        "origins": nominations.came_from(found) if reads else {},
        **(_going_on(found) if organises else {}),
        "board": [_round_row(one, seen) for one, seen in queries.board_of(found)] if reads else None,
        "criterion_form": CriterionForm(auto_id="criterion_%s"),
        "round_form": RoundForm(auto_id="round_%s"),
        "juror_form": InviteForm(auto_id="juror_%s"),
        "ties": ContestRound.Tie.choices,
    }
    return render(request, "startups/contest.html", context)


def _going_on(found: Contest) -> dict[str, Any]:
    """Whom a published contest has sent on, and where it may send more."""
    if found.state != Contest.State.PUBLISHED:
        return {}
    above = nominations.contests_above(found)
    return {"sent": nominations.sent_on(found), "send_form": SendOnForm(above, auto_id="send_%s") if above else None}


def _round_row(one: ContestRound, candidates: list[Any]) -> dict[str, Any]:
    """A round with its list, and while it is scored whose sheets are still out: sums stay sealed until it is closed."""
    scoring = one.state == ContestRound.State.SCORING
    return {"round": one, "candidates": candidates, "missing": judging.missing_sheets(one) if scoring else []}


def _record_of(actor: Actor, key: str) -> Record | None:
    try:
        return record_of(key, province=place_of(actor)) if key else None
    except KnowledgeError:
        return None


@login_required
@require_POST
def add_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), CriterionForm(request.POST)
    found = _organised(actor, pk)
    return with_form(
        request, form, lambda: actions.add_criterion(found, **form.cleaned_data, actor=actor), _("Đã thêm tiêu chí."),
        "startups:contest", pk,
    )  # fmt: skip


@login_required
@require_POST
def add_round(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), RoundForm(request.POST)
    found = _organised(actor, pk)

    def act() -> None:
        told = form.cleaned_data
        actions.add_round(found, told["name"], told["passing"], told["bound"] or 0, actor=actor)

    return with_form(request, form, act, _("Đã thêm vòng."), "startups:contest", pk)


@login_required
@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _organised(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.call(found, actor=actor), _("Đã nhận dự án dự thi."), "startups:contest", pk
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one of the projects that one leads; what does not fit is said before anything is sent."""
    actor = actor_of(request)
    found = queries.get_contest(actor, pk)
    mine = list(queries.led_projects(actor)[:20])
    if request.method == "POST":
        project = next((one for one in mine if str(one.pk) == request.POST.get("project", "")), None)

        def act() -> None:
            if project is None:
                raise DomainError(_("Hãy chọn một dự án bạn làm trưởng nhóm."))
            actions.enter(found, project, actor=actor)

        return attempt(request, act, _("Dự án đã dự thi. Chúc nhóm may mắn!"), "startups:contest", pk)
    entered = {one.project_id: one for one in Entry.objects.filter(contest=found, project__in=mine, state="entered")}
    rows = [(one, actions.what_does_not_fit(found, one), entered.get(one.pk)) for one in mine]
    return render(request, "startups/enter.html", {"contest": found, "rows": rows})


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    entry = get_object_or_404(Entry.objects.select_related("contest", "project"), pk=pk)
    if not rules.may(actor, "lead", entry.project):
        raise NotFound()
    entry.version = seen_version(request)
    return attempt(
        request, lambda: actions.withdraw(entry, actor=actor), _("Đã rút dự án khỏi cuộc thi."), "startups:contest",
        entry.contest_id,
    )  # fmt: skip


@login_required
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """A project as the organising unit reads it: by entering, the team agreed to that."""
    found = queries.get_entry(actor_of(request), pk)
    milestones = found.project.milestones.all()
    return render(request, "startups/entry.html", {"entry": found, "project": found.project, "milestones": milestones})


@login_required
@require_POST
def open_round(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    actor = actor_of(request)
    round_ = _round(actor, pk, round_pk, seen_version(request))
    return attempt(
        request, lambda: judging.open_round(round_, actor=actor), _("Vòng đã mở, giám khảo chấm được."),
        "startups:contest", pk,
    )  # fmt: skip


@login_required
@require_POST
def close_round(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    actor, tie = actor_of(request), request.POST.get("tie", "")
    round_ = _round(actor, pk, round_pk, seen_version(request))
    return attempt(
        request, lambda: judging.close_round(round_, tie=tie, actor=actor), _("Đã chốt kết quả vòng."),
        "startups:contest", pk,
    )  # fmt: skip


def _round(actor: Actor, pk: int, round_pk: int, seen: int) -> ContestRound:
    found = get_object_or_404(ContestRound, pk=round_pk, contest=_organised(actor, pk))
    found.version = seen
    return found


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _organised(actor, pk)
    found.version = seen_version(request)
    return attempt(request, lambda: judging.publish(found, actor=actor), _("Đã công bố."), "startups:results", pk)


def _published(request: HttpRequest, pk: int) -> Contest:
    found = queries.get_contest(actor_of(request), pk)
    if found.state != Contest.State.PUBLISHED:
        raise NotFound()
    return found


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The published lists of every round, the last one first."""
    found = _published(request, pk)
    context = {
        "contest": found,
        "board": list(queries.board_of(found))[::-1],
        "gone": nominations.sent_on(found).filter(state=Nomination.State.ACCEPTED),
        "origins": nominations.came_from(found),
    }
    return render(request, "startups/results.html", context)


@require_safe
def results_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _published(request, pk)
    head = [_("Vòng"), _("Hạng"), _("Dự án"), _("Xã, phường"), _("Điểm"), _("Số phiếu"), _("Vào vòng sau")]
    rows = (
        (
            one.name, row.place, row.entry.project.name, row.entry.project.commune.full_name, row.mean, row.sheets,
            _("có") if row.passes else "",
        )
        for one, candidates in queries.board_of(found)
        for row in candidates
    )  # fmt: skip
    return stream_csv(f"ket-qua-{pk}", head, rows)
