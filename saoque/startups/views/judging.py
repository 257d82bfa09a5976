"""The jury: invitation, what there is to score, one sheet, an interest declared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.startups import queries
from saoque.startups.actions import contests as seating
from saoque.startups.actions import judging as actions
from saoque.startups.forms import InviteForm, SheetForm
from saoque.startups.models import Contest, Juror, Sheet
from saoque.startups.rules import rules
from saoque.startups.views.common import with_form


@login_required
@require_POST
def ask_juror(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), InviteForm(request.POST)
    found = queries.get_contest(actor, pk)
    if not rules.may(actor, "organise", found):
        raise NotFound()
    return with_form(
        request, form, lambda: seating.ask_juror(found, form.cleaned_data["name"], actor=actor),
        _("Đã mời giám khảo."), "startups:contest", pk,
    )  # fmt: skip


@login_required
@require_POST
def answer_juror(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    juror = get_object_or_404(Juror.objects.select_related("contest"), pk=pk, user=actor.user_id)
    juror.version, accepted = seen_version(request), request.POST.get("answer") == "yes"
    done = _("Cảm ơn bạn đã nhận lời chấm.") if accepted else _("Đã trả lời ban tổ chức.")
    return attempt(request, lambda: seating.answer_juror(juror, accepted=accepted, actor=actor), done, "startups:home")


@login_required
@require_POST
def end_juror(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    juror = get_object_or_404(Juror.objects.select_related("contest"), pk=pk)
    if not rules.may(actor, "organise", juror.contest):
        raise NotFound()
    juror.version = seen_version(request)
    return attempt(
        request, lambda: seating.end_juror(juror, actor=actor), _("Người này thôi chấm."), "startups:contest",
        juror.contest_id,
    )  # fmt: skip


def _seat(request: HttpRequest, contest: Contest) -> Juror:
    """The person's own seat, once accepted; for everybody else there is no such page."""
    return get_object_or_404(Juror, contest=contest, user=actor_of(request).user_id, state=Juror.State.ACCEPTED)


@login_required
@require_safe
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """What the juror scores now; before a round is open, the entries, so that an interest can be declared early."""
    actor = actor_of(request)
    contest = queries.get_contest(actor, pk)
    _seat(request, contest)
    candidates = queries.candidates_for(actor, contest)
    context = {
        "contest": contest,
        "candidates": [(one, one.mine[0] if one.mine else None) for one in candidates],  # type: ignore[attr-defined]
        "handed": sum(bool(one.mine) and one.mine[0].state == Sheet.State.HANDED_IN for one in candidates),  # type: ignore[attr-defined]
        "entries": queries.entries_for(actor, contest) if contest.state == Contest.State.OPEN else [],
    }
    return render(request, "startups/judge.html", context)


@login_required
@require_POST
def declare(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Declare an interest; the entry is then gone for this juror."""
    actor = actor_of(request)
    contest = queries.get_contest(actor, pk)
    juror = _seat(request, contest)
    entry = get_object_or_404(queries.entries_for(actor, contest), pk=entry_pk)
    done = _("Đã ghi. Dự án này không còn hiện với bạn.")
    return attempt(
        request, lambda: seating.declare_conflict(juror, entry, request.POST.get("reason", ""), actor=actor), done,
        "startups:judge", pk,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One candidate beside its sheet. «Lưu» keeps what is there, «Nộp phiếu» keeps it and seals."""
    actor = actor_of(request)
    candidate = queries.get_candidate(actor, pk)
    mine = Sheet.objects.filter(candidate=candidate, juror__user=actor.user_id).prefetch_related("marks").first()
    criteria = list(candidate.round.contest.criteria.all())
    form = SheetForm(criteria, request.POST or None, initial=_kept(mine))

    def act() -> None:
        told = form.cleaned_data
        kept = actions.write_sheet(candidate, form.points(), told["opinion"], version=told["version"], actor=actor)
        if "hand_in" in request.POST:
            actions.hand_in(kept, actor=actor)

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        sealed = "hand_in" in request.POST
        messages.success(request, _("Đã nộp và niêm phong phiếu.") if sealed else _("Đã lưu phiếu, nộp sau cũng được."))
        return redirect("startups:judge", candidate.round.contest_id) if sealed else redirect("startups:sheet", pk)
    context = {
        "candidate": candidate,
        "project": candidate.entry.project,
        "milestones": candidate.entry.project.milestones.select_related("evidence"),
        "form": form,
        "rows": [form[f"points_{one.pk}"] for one in criteria],
        "sheet": mine,
        "sealed": (mine is not None and mine.state == Sheet.State.HANDED_IN) or candidate.round.state != "scoring",
        "total": sum(one.most for one in criteria),
    }
    return render(request, "startups/sheet.html", context, status=422 if form.errors else 200)


def _kept(mine: Sheet | None) -> dict[str, object]:
    if mine is None:
        return {"version": 0}
    marks = {f"points_{one.criterion_id}": one.points for one in mine.marks.all()}
    return {"version": mine.version, "opinion": mine.opinion, **marks}


@login_required
@require_safe
def entry_deck(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The slides of a candidate, for a juror without an interest."""
    project = queries.get_candidate(actor_of(request), pk).entry.project
    if project.deck is None:
        raise NotFound()
    return serve(project.deck, request.user)


@login_required
@require_safe
def entry_evidence(request: HttpRequest, pk: int, milestone_pk: int) -> HttpResponseBase:
    """What shows that a milestone of a candidate was reached, for a juror without an interest."""
    project = queries.get_candidate(actor_of(request), pk).entry.project
    milestone = get_object_or_404(project.milestones.select_related("evidence"), pk=milestone_pk)
    if milestone.evidence is None:
        raise NotFound()
    return serve(milestone.evidence, request.user)
