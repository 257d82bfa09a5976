"""Rounds as a board, the council with its people and rules."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saoque.councils import actions
from saoque.councils.actions.forming import current_members
from saoque.councils.defaults import defaults
from saoque.councils.forms import (
    CouncilForm,
    ExtraRoundForm,
    MemberForm,
    MemberFormSet,
    RulesForm,
    SessionForm,
    YearForm,
)
from saoque.councils.models import Council, Round
from saoque.councils.queries import get_council, get_round, rounds_board, visible_councils, visible_to
from saoque.councils.queries.access import seats_of
from saoque.councils.rules import COUNCIL_ROLES, OFFICE_ROLES, Seat, rules
from saoque.councils.views.tools import seat_choices, seat_of
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.pages import attempt
from saoque.people.actors import actor_of
from saoque.people.models import Membership
from saoque.people.roles import Role
from saoque.rulebook import procedure


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The councils of the reader and the board of rounds."""
    actor = actor_of(request)
    councils = list(visible_councils(actor).order_by("-is_active", "-decided_on", "pk"))
    seats = seats_of(actor)
    if not actor.has(*COUNCIL_ROLES, *OFFICE_ROLES):
        raise NotFound()
    context = {
        "councils": councils,
        "board": rounds_board(actor, councils),
        "seats": seats,
        "year_form": YearForm(seats=seat_choices(seats)) if seats else None,
        "extra_form": ExtraRoundForm(seats=seat_choices(seats), auto_id="extra_%s") if seats else None,
    }
    return render(request, "councils/home.html", context)


def _own_seats(actor: Actor) -> list[Seat]:
    """The seats that the actor sets up; for everybody else the page does not exist. Raises `NotFound`."""
    seats = seats_of(actor)
    if not seats:
        raise NotFound()
    return seats


@login_required
@require_POST
def open_rounds(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    seats = _own_seats(actor)
    form = YearForm(request.POST, seats=seat_choices(seats))
    if not form.is_valid():
        messages.error(request, _("Hãy chọn năm và cấp."))
        return redirect("councils:home")
    seat = seat_of(seats, form.cleaned_data["seat"])
    return attempt(
        request,
        lambda: actions.open_rounds(form.cleaned_data["year"], seat.level, seat.province, actor=actor),
        _("Đã mở các đợt của năm theo quyết định."),
        "councils:home",
    )


@login_required
@require_POST
def extra_round(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    seats = _own_seats(actor)
    form = ExtraRoundForm(request.POST, seats=seat_choices(seats))
    if not form.is_valid():
        messages.error(request, _("Đợt thêm cần năm, hai hạn ngày và số kế hoạch."))
        return redirect("councils:home")
    sent = dict(form.cleaned_data)
    seat = seat_of(seats, sent.pop("seat"))
    return attempt(
        request,
        lambda: actions.open_extra_round(sent.pop("year"), seat.level, seat.province, actor=actor, **sent),
        _("Đã mở đợt thêm."),
        "councils:home",
    )


@login_required
@require_POST
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_round(actor, pk)
    rules.require(actor, "close_round", found)
    return attempt(
        request,
        lambda: actions.close_round(found, actor=actor),
        _("Đã đóng đợt. Đợt này không nhận thêm hồ sơ và điểm chấm."),
        "councils:home",
    )


@login_required
def form_council(request: HttpRequest) -> HttpResponse:
    """Set up a council from its decision: head on top, one line for each person."""
    actor = actor_of(request)
    seats = _own_seats(actor)
    sent = request.POST if request.method == "POST" else None
    form = CouncilForm(sent, seats=seat_choices(seats))
    roles = [Role.COUNCIL_CHAIR, *[Role.COUNCIL_MEMBER] * 5, Role.COUNCIL_SECRETARY, Role.ADVISER, Role.ADVISER]
    people = MemberFormSet(sent, prefix="member", initial=[{"role": role} for role in roles])
    if sent is not None and form.is_valid() and people.is_valid():
        head = dict(form.cleaned_data)
        seat = seat_of(seats, head.pop("seat"))
        members = [
            actions.NewMember(line["person"], line["role"], line["title"])
            for line in people.cleaned_data
            if line.get("person")
        ]
        try:
            made = actions.form_council(seat.level, seat.province, members=members, actor=actor, **head)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã lập Hội đồng. Hãy xem lại quy chế trước phiên đầu."))
            return redirect("councils:council", made.pk)
    status = 422 if sent is not None else 200
    return render(request, "councils/form_council.html", {"form": form, "people": people}, status=status)


@login_required
def council(request: HttpRequest, pk: int) -> HttpResponse:
    """People, rules with their source, sessions."""
    actor = actor_of(request)
    found = get_council(actor, pk)
    current = found.rules.order_by("-number").first()
    sessions = list(found.sessions.select_related("round").order_by("-held_on", "-pk"))
    counts: dict[int, int] = {}
    for session_id in visible_to(actor).filter(session__council=found).values_list("session", flat=True):
        counts[session_id] = counts.get(session_id, 0) + 1
    context = {
        "council": found,
        "members": current_members(found),
        "rules": current,
        "sessions": [(session, counts.get(session.pk, 0)) for session in sessions],
        "may_plan": rules.may(actor, "plan_session", found) and found.is_active,
        "may_rule": rules.may(actor, "set_rules", found),
        "may_change": rules.may(actor, "change_members", found) and found.is_active,
        "session_form": SessionForm(rounds=open_rounds_of(found)),
        "member_form": MemberForm(auto_id="new_%s"),
    }
    return render(request, "councils/council.html", context)


@login_required
def set_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of the council's rules, beside what was seen elsewhere and where each suggestion comes from."""
    actor = actor_of(request)
    found = get_council(actor, pk)
    rules.require(actor, "set_rules", found)
    current = found.rules.order_by("-number").first()
    sent = request.POST if request.method == "POST" else None
    form = RulesForm(sent, instance=current if sent is None else None)
    if sent is not None and form.is_valid():
        try:
            actions.set_rules(found, actor=actor, **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã ghi quy chế mới. Phiên đã lập vẫn theo quy chế cũ."))
            return redirect("councils:council", found.pk)
    seen = procedure.procedure().facts.get("local_rules_seen", [])
    context = {"council": found, "form": form, "defaults": defaults(), "seen": seen, "current": current}
    return render(request, "councils/rules.html", context, status=422 if sent is not None else 200)


@login_required
@require_POST
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_council(actor, pk)
    rules.require(actor, "change_members", found)
    form = MemberForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("councils:council", pk)
    sent = form.cleaned_data
    return attempt(
        request,
        lambda: actions.add_member(found, actions.NewMember(sent["person"], sent["role"], sent["title"]), actor=actor),
        _("Đã thêm người vào Hội đồng."),
        "councils:council",
        pk,
    )


@login_required
@require_POST
def end_member(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_council(actor, pk)
    rules.require(actor, "change_members", found)
    held = get_object_or_404(Membership, pk=membership, unit=found.unit_id)
    return attempt(
        request,
        lambda: actions.end_member(found, held, actor=actor),
        _("Đã kết thúc vai của người này."),
        "councils:council",
        pk,
    )


def open_rounds_of(found: Council) -> QuerySet[Round]:
    """The rounds in which the council may still meet."""
    level, province = found.level, found.province_id
    return Round.objects.filter(level=level, province=province, is_closed=False).order_by("-year", "-number")
