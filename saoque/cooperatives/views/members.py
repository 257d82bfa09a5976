"""Founders and members, invitations, and the Youth Union unit that helps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.cooperatives.actions import members as acts
from saoque.cooperatives.forms import FirstForm, InviteForm, LeaveForm, MemberForm, OwnForm
from saoque.cooperatives.forms.base import Versioned
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries.access import get_founding, member_of
from saoque.cooperatives.queries.picture import picture_of
from saoque.cooperatives.records import record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.views.tools import attempt, carry_out, chosen_ids, origin, sent, status_of
from saoque.cooperatives.words import LACKING
from saoque.kernel.errors import DomainError, NotFound
from saoque.people.actors import actor_of


@login_required
@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who founds, what each still lacks, and who may be asked for help. No personal data stands here."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    seen = picture_of(found)
    manages = rules.may(actor, "found", found)
    rows = [
        {
            "member": one,
            "lacks": [LACKING[code] for code in seen.faults[one.pk]],
            "mine": one.user_id == actor.user_id,
        }
        for one in seen.people
    ]
    asked = {one.unit_id for one in found.helps.all()}
    context = {
        "one": found,
        "seen": seen,
        "rows": rows,
        "manages": manages,
        "helps": list(found.helps.all()),
        "units": [unit for unit in acts.youth_units_for(found) if unit.pk not in asked] if manages else [],
        **origin(request, record_for(found.commune, "coop_members"), seen.process),
    }
    return render(request, "cooperatives/members.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = MemberForm(sent(request), version=found.version)

    def act() -> None:
        told = form.told()
        acts.add_member(found, told, joined_on=told.pop("joined_on"), actor=actor)

    if carry_out(form, act, found):
        messages.success(request, _("Đã ghi %(name)s vào sổ.") % {"name": form.cleaned_data["name"]})
        return redirect("cooperatives:members", pk)
    return render(
        request, "cooperatives/member.html", {"one": found, "form": form, "keeps": True}, status=status_of(form)
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """For whoever keeps the book, and for the member's own line."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    line = member_of(found, member)
    keeps = rules.may(actor, "found", found)
    if not keeps and not rules.may(actor, "edit_own", line):
        raise NotFound()
    kind = MemberForm if keeps else OwnForm
    initial = {name: getattr(line, name) for name in kind.base_fields if name != "version"}
    form = kind(sent(request), version=line.version, initial=initial)
    if keeps:
        del form.fields["joined_on"]
    if carry_out(form, lambda: acts.change_member(line, form.told(), actor=actor), line):
        messages.success(request, _("Đã lưu."))
        return redirect("cooperatives:members", pk)
    invitation = line.invitations.filter(state="open").order_by("-pk").first() if keeps else None
    link = reverse("cooperatives:invitation", args=[invitation.token]) if invitation else ""
    context = {
        "one": found,
        "line": line,
        "form": form,
        "keeps": keeps,
        "invitation": invitation,
        "link": request.build_absolute_uri(link) if link else "",
        "invite_form": InviteForm(version=line.version, auto_id="invite_%s")
        if keeps and line.user_id is None
        else None,
        "leave_form": LeaveForm(version=line.version, auto_id="leave_%s") if keeps and line.left_on is None else None,
    }
    return render(request, "cooperatives/member.html", context, status=status_of(form))


@login_required
@require_POST
def invite(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    line = member_of(found, member)
    form = InviteForm(request.POST)

    def act() -> None:
        acts.invite(line, form.cleaned_data["phone"], manages=form.cleaned_data["manages"], actor=actor)

    said = _("Đã tạo lời mời. Gửi đường dẫn bên dưới cho người ấy.")
    return attempt(request, form, act, said, "cooperatives:member", pk, member, held=[line])


@login_required
@require_POST
def first(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit that opened the founding hands it over."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "invite", found)
    form = FirstForm(request.POST)
    if form.is_valid():
        try:
            made = acts.invite_first(found, form.cleaned_data["name"], form.cleaned_data["phone"], actor=actor)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            link = request.build_absolute_uri(reverse("cooperatives:invitation", args=[made.token]))
            messages.success(request, _("Gửi đường dẫn này cho người ấy: %(link)s") % {"link": link})
    else:
        messages.error(request, _("Hãy ghi tên sáng lập viên đầu tiên."))
    return redirect("cooperatives:road", pk)


@login_required
@require_POST
def leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    line = member_of(found, member)
    form = LeaveForm(request.POST)

    def act() -> None:
        acts.leave(line, form.cleaned_data["left_on"], form.cleaned_data["why"], actor=actor)

    return attempt(request, form, act, _("Đã ghi thành viên ra."), "cooperatives:members", pk, held=[line])


@login_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and the consent."""
    actor = actor_of(request)
    found = acts.find_invitation(actor, token)
    if request.method == "POST" and request.POST.get("consent") == "yes":
        try:
            joined: Cooperative = acts.take_invitation(token, actor=actor)
        except NotFound:
            raise
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Đã vào nhóm. Hãy ghi thông tin của mình."))
            return redirect("cooperatives:member", joined.pk, found.member_id)
    return render(request, "cooperatives/invitation.html", {"invitation": found})


@login_required
@require_POST
def ask_help(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    unit = next(iter(chosen_ids(request, "unit")), 0)
    form = Versioned(request.POST)
    return attempt(
        request,
        form,
        lambda: acts.ask_help(found, unit, actor=actor),
        _("Đã mời Đoàn cùng giúp."),
        "cooperatives:members",
        pk,
        held=[found],
    )


@login_required
@require_POST
def end_help(request: HttpRequest, pk: int, help: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = Versioned(request.POST)
    return attempt(
        request,
        form,
        lambda: acts.end_help(found, help, actor=actor),
        _("Đã thôi nhờ đơn vị này."),
        "cooperatives:members",
        pk,
        held=[found],
    )
