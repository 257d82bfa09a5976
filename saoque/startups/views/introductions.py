"""One introduction: the answer, what is open after both agreed, the log of meetings, the money taken over."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.startups import queries
from saoque.startups.actions import partners as actions
from saoque.startups.forms_partners import MeetingForm
from saoque.startups.models import Introduction
from saoque.startups.queries import partners as found_in
from saoque.startups.rules import rules
from saoque.startups.views.common import with_form


@login_required
@require_safe
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides' page. Idea, slides, budget and contacts only while both agree; the log stays readable to both."""
    actor = actor_of(request)
    one = found_in.get_introduction(actor, pk)
    details = rules.may(actor, "see_details", one)
    promised, received = actions.money_of(one)
    context = {
        "introduction": one,
        "project": one.project,
        "seeking": getattr(one.project, "seeking", None),
        "team_side": rules.may(actor, "edit", one.project),
        "asked": one.state == Introduction.State.KNOCKED and rules.may(actor, "answer_knock", one),
        "taken_back": one.state == Introduction.State.KNOCKED and rules.may(actor, "take_back", one),
        "belongs": rules.may(actor, "belong", one),
        "details": details,
        "lines": one.project.budget.all() if details else [],
        "money": queries.money_of(one.project) if details else None,
        "lead": next((each.user for each in one.project.members.all() if each.leads), None) if details else None,
        "meetings": one.meetings.select_related("written_by"),
        "promised": promised,
        "received": received,
        "planned": max(promised, received),
        "form": MeetingForm(initial={"met_on": today(), "promised": 0, "received": 0}),
    }
    return render(request, "startups/introduction.html", context)


@login_required
@require_safe
def introduction_deck(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The project's slides, for the partner, while both agree."""
    actor = actor_of(request)
    one = found_in.get_introduction(actor, pk)
    if one.project.deck is None or not rules.may(actor, "see_details", one):
        raise NotFound()
    return serve(one.project.deck, request.user)


def _act(request: HttpRequest, pk: int, act: Callable[[Introduction], object], done: str) -> HttpResponse:
    one = found_in.get_introduction(actor_of(request), pk)
    one.version = seen_version(request)
    return attempt(request, lambda: act(one), done, "startups:introduction", pk)


@login_required
@require_POST
def answer_knock(request: HttpRequest, pk: int) -> HttpResponse:
    actor, agreed = actor_of(request), request.POST.get("answer") == "yes"
    reason = request.POST.get("reason", "")
    done = _("Hai bên đã đồng ý. Liên lạc và dự án hiện ở dưới.") if agreed else _("Đã trả lời.")
    return _act(request, pk, lambda one: actions.answer(one, agreed=agreed, reason=reason, actor=actor), done)


@login_required
@require_POST
def end_introduction(request: HttpRequest, pk: int) -> HttpResponse:
    actor, reason = actor_of(request), request.POST.get("reason", "")
    done = _("Đã thôi. Thông tin của hai bên đã khép lại.")
    return _act(request, pk, lambda one: actions.end(one, reason=reason, actor=actor), done)


@login_required
@require_POST
def write_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), MeetingForm(request.POST)
    one = found_in.get_introduction(actor, pk)
    one.version = seen_version(request)
    return with_form(
        request, form, lambda: actions.write_meeting(one, form.told(), actor=actor), _("Đã ghi buổi gặp."),
        "startups:introduction", pk,
    )  # fmt: skip


@login_required
@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _act(request, pk, lambda one: actions.take_over(one, actor=actor), _("Đã đưa vào dự tính của dự án."))
