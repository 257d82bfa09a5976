"""Members and mentors: asked, answered, ended; and the list of an area for the Youth Union."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.startups import queries
from saoque.startups.actions import people as actions
from saoque.startups.forms import InviteForm, MentorForm
from saoque.startups.models import Member, Mentorship, Project
from saoque.startups.rules import rules
from saoque.startups.views.common import PER_PAGE, TEXT_LIMIT, with_form
from saoque.startups.views.projects import read_day


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), InviteForm(request.POST)
    found = queries.get_project(actor, pk)
    return with_form(
        request, form, lambda: actions.invite(found, **form.cleaned_data, actor=actor),
        _("Đã mời. Bạn ấy thấy lời mời khi đăng nhập."), "startups:project", pk,
    )  # fmt: skip


@login_required
@require_POST
def answer_invitation(request: HttpRequest, member_pk: int) -> HttpResponse:
    """Join or decline; only the person asked."""
    actor = actor_of(request)
    member = Member.objects.select_related("project").filter(pk=member_pk, user=actor.user_id).first()
    if member is None:
        raise NotFound()
    member.version = seen_version(request)
    if request.POST.get("answer") == "no":
        done = _("Đã từ chối lời mời.")
        return attempt(request, lambda: actions.decline_membership(member, actor=actor), done, "startups:home")

    def act() -> None:
        actions.accept_membership(member, actor=actor, born_on=read_day(request.POST.get("born_on", "")))

    return attempt(request, act, _("Chào mừng bạn vào nhóm."), "startups:home")


@login_required
@require_POST
def birthday(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    member = get_object_or_404(found.members, user=actor.user_id, state=Member.State.ACCEPTED)
    member.version = seen_version(request)

    def act() -> None:
        day = read_day(request.POST.get("born_on", ""))
        if day is None:
            raise DomainError(_("Hãy ghi ngày sinh."))
        actions.state_birthday(member, day, actor=actor)

    return attempt(request, act, _("Đã ghi ngày sinh."), "startups:project", pk)


@login_required
@require_POST
def part_with(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    member = get_object_or_404(found.members, pk=member_pk)
    member.version, member.project = seen_version(request), found
    back = ("startups:home",) if member.user_id == actor.user_id and not member.leads else ("startups:project", pk)
    return attempt(request, lambda: actions.part_with(member, actor=actor), _("Đã rời nhóm."), *back)  # type: ignore[arg-type]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_mentor(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_project(actor, pk)
    rules.require(actor, "lead", found)
    form = MentorForm(found, request.POST or None)

    def act() -> None:
        mentor = form.people[form.cleaned_data["mentor"]]
        actions.ask_mentor(found, mentor, form.cleaned_data["message"], actor=actor)

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã gửi lời mời. Người ấy nhận lời thì mới xem được bên trong dự án."))
        return redirect("startups:project", pk)
    context = {"form": form, "project": found}
    return render(request, "startups/ask_mentor.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, pk: int) -> Mentorship:
    """The mentorship, for the mentor or for who leads the project."""
    actor = actor_of(request)
    found = Mentorship.objects.select_related("project__commune__parent", "project__opened_by", "unit", "mentor")
    one = found.filter(pk=pk).first()
    if one is None or not (rules.may(actor, "answer_mentor", one) or rules.may(actor, "lead", one.project)):
        raise NotFound()
    return one


@login_required
@require_safe
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team asks, for the mentor to answer."""
    one = _mine(request, pk)
    asked = one.state == Mentorship.State.ASKED and rules.may(actor_of(request), "answer_mentor", one)
    return render(request, "startups/mentorship.html", {"mentorship": one, "asked": asked})


@login_required
@require_POST
def answer_mentor(request: HttpRequest, pk: int) -> HttpResponse:
    actor, one = actor_of(request), _mine(request, pk)
    one.version = seen_version(request)
    accepted, said = request.POST.get("answer") == "yes", request.POST.get("words", "")
    done = _("Cảm ơn bạn đã nhận lời.") if accepted else _("Đã trả lời nhóm.")
    return attempt(
        request, lambda: actions.answer_mentor(one, accepted=accepted, answer=said, actor=actor), done,
        "startups:mentorship", pk,
    )  # fmt: skip


@login_required
@require_POST
def end_mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    actor, one = actor_of(request), _mine(request, pk)
    one.version = seen_version(request)
    return attempt(
        request, lambda: actions.end_mentorship(one, actor=actor), _("Đã thôi đồng hành."), "startups:mentorship", pk
    )


def _asked(request: HttpRequest) -> tuple[str, str, bool]:
    return request.GET.get("q", "")[:TEXT_LIMIT], request.GET.get("state", ""), request.GET.get("innovative") == "1"


@login_required
@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """The projects of the area. A row leads inside only when the team has agreed."""
    actor = actor_of(request)
    text, state, innovative = _asked(request)
    found = queries.list_area(actor, text=text, state=state, innovative=innovative)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, queries.may_open(actor, one)) for one in page.object_list],
        "text": text,
        "state": state,
        "innovative": innovative,
        "states": Project.State.choices,
    }
    return render(request, "startups/area.html", context)


@login_required
@require_safe
def area_csv(request: HttpRequest) -> HttpResponseBase:
    text, state, innovative = _asked(request)
    found = queries.list_area(actor_of(request), text=text, state=state, innovative=innovative)
    head = [
        _("Dự án"), _("Lĩnh vực"), _("Đổi mới sáng tạo"), _("Xã, phường"), _("Giai đoạn"), _("Từ ngày"),
        _("Trưởng nhóm"), _("Số người"),
    ]  # fmt: skip
    rows = (
        (
            one.name, one.get_field_display(), _("có") if one.innovative else _("không"), one.commune.full_name,
            one.get_state_display(), one.state_since, one.opened_by.full_name, one.team,  # type: ignore[attr-defined]
        )
        for one in found
    )  # fmt: skip
    return stream_csv(f"du-an-khoi-nghiep-{today():%Y-%m-%d}", head, rows)
