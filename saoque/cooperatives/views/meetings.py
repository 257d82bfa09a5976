"""Meetings: agenda, roll, votes, minutes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.cooperatives.actions import meetings as acts
from saoque.cooperatives.forms import CloseForm, ItemForm, MeetingForm
from saoque.cooperatives.forms.base import Versioned
from saoque.cooperatives.models import Cooperative, Meeting
from saoque.cooperatives.papers import invitation_paper, minutes_paper
from saoque.cooperatives.queries.access import get_founding, meeting_of
from saoque.cooperatives.records import record_for
from saoque.cooperatives.rules import present_members, rules
from saoque.cooperatives.views.papers import as_file
from saoque.cooperatives.views.tools import attempt, chosen_ids, origin, sent, status_of
from saoque.cooperatives.voting import votes_needed
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.people.actors import actor_of

_PAPERS = {"giay-moi": invitation_paper, "bien-ban": minutes_paper}


@login_required
@require_http_methods(["GET", "POST"])
def meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """All meetings, and planning the next."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    held = list(found.meetings.all())
    founding = found.state != Cooperative.State.REGISTERED
    done = founding and acts.is_settled(found)
    may = rules.may(actor, "write", found) and not done
    form = MeetingForm(sent(request), founding=founding)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            made = acts.plan_meeting(
                found, told["occasion"], told["held_on"], hour=told["hour"], place=told["place"], actor=actor
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã chuẩn bị cuộc họp. In giấy mời ở bên dưới."))
            return redirect("cooperatives:meeting", pk, made.pk)
    context = {"one": found, "meetings": held, "form": form, "may": may}
    return render(request, "cooperatives/meetings.html", context, status=status_of(form))


@login_required
@require_safe
def meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """One meeting: roll, questions with votes and what each needed, minutes."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    held = meeting_of(found, meeting)
    roll = list(held.roll.all())
    here = sum(line.present for line in roll)
    voters = sum(line.present and line.votes for line in roll)
    items: list[dict[str, Any]] = [
        {"item": item, "needed": votes_needed(item.majority, voters) if voters else None} for item in held.agenda.all()
    ]
    manages = rules.may(actor, "found", found)
    closed = held.state == Meeting.State.CLOSED
    context = {
        "one": found,
        "meeting": held,
        "roll": roll,
        "here": here,
        "voters": voters,
        "items": items,
        "people": present_members(found),
        "manages": manages and not closed,
        "counts": manages and held.state == Meeting.State.OPEN,
        "ready": items and all(row["item"].passed is not None for row in items),
        "item_form": ItemForm(version=held.version, auto_id="item_%s")
        if rules.may(actor, "write", found) and not closed
        else None,
        "close_form": CloseForm(version=held.version, auto_id="close_%s", initial={"minutes": held.minutes}),
        **origin(request, record_for(found.commune, "coop_voting")),
    }
    return render(request, "cooperatives/meeting.html", context)


@login_required
@require_POST
def add_item(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "write", found)
    held = meeting_of(found, meeting)
    form = ItemForm(request.POST)

    def act() -> None:
        acts.add_item(held, form.cleaned_data["title"], form.cleaned_data["majority"], actor=actor)

    return attempt(request, form, act, _("Đã thêm vào chương trình."), "cooperatives:meeting", pk, meeting, held=[held])


@login_required
@require_POST
def roll(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    held = meeting_of(found, meeting)
    form = Versioned(request.POST)
    present, chair, secretary = (chosen_ids(request, name) for name in ("present", "chair", "secretary"))

    def act() -> None:
        acts.open_meeting(held, present, chair=next(iter(chair), 0), secretary=next(iter(secretary), 0), actor=actor)

    said = _("Đã điểm danh. Giờ ghi phiếu từng mục.")
    return attempt(request, form, act, said, "cooperatives:meeting", pk, meeting, held=[held])


@login_required
@require_POST
def count(request: HttpRequest, pk: int, meeting: int, item: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    held = meeting_of(found, meeting)
    form = Versioned(request.POST)

    def number(name: str) -> int:
        given: Any = request.POST.get(name, "").strip() or "0"
        if not (given.isascii() and given.isdigit() and len(given) < 5):
            raise DomainError(_("Số phiếu là số nguyên từ 0 trở lên."))
        return int(given)

    def act() -> None:
        votes = [number(name) for name in ("votes_for", "against", "abstained")]
        elected = next(iter(chosen_ids(request, "elected")), None)
        acts.count(held, item, *votes, elected=elected, actor=actor)

    return attempt(request, form, act, _("Đã ghi phiếu."), "cooperatives:meeting", pk, meeting, held=[held])


@login_required
@require_POST
def close(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    held = meeting_of(found, meeting)
    form = CloseForm(request.POST)

    def act() -> None:
        acts.close_meeting(held, form.cleaned_data["minutes"], actor=actor)

    return attempt(request, form, act, _("Đã chốt biên bản."), "cooperatives:meeting", pk, meeting, held=[held])


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, meeting: int, code: str, kind: str) -> HttpResponse:
    """The invitation (giay-moi) or the minutes (bien-ban), as docx or pdf."""
    found = get_founding(actor_of(request), pk)
    held = meeting_of(found, meeting)
    if code not in _PAPERS:
        raise NotFound()
    return as_file(_PAPERS[code](held), f"{code}-{held.held_on:%Y-%m-%d}", kind)
