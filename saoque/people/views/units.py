"""Units and their people."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saoque.kernel.errors import DomainError
from saoque.people import actions, queries
from saoque.people.actors import actor_of
from saoque.people.forms import AppointForm, UnitForm, show_refusal
from saoque.people.models import Membership, Unit
from saoque.people.recent import recently_signed_in
from saoque.people.rules import rules

PAGE = 30


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """My units; an administrator searches all of them."""
    actor = actor_of(request)
    may_search = rules.may(actor, "search_units")
    text = request.GET.get("q", "").strip() if may_search else ""
    found = queries.search_units(text) if may_search else queries.units_in_care(actor)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": text, "may_search": may_search, "may_create": rules.may(actor, "create_unit")}
    return render(request, "people/units.html", context)


@login_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of one unit."""
    actor = actor_of(request)
    found = queries.get_unit(actor, pk)
    return _render_unit(request, found, AppointForm(found))


def _render_unit(request: HttpRequest, found: Unit, form: AppointForm) -> HttpResponse:
    actor = actor_of(request)
    members = list(queries.members_of(found))
    for membership in members:
        # The unit is at hand already; asking the rule must not fetch it again for every row.
        membership.unit = found
    context = {
        "unit": found,
        "members": [{"held": one, "may_end": rules.may(actor, "end_membership", one)} for one in members],
        "former": queries.former_members_of(found),
        "form": form,
        "may_help": rules.may(actor, "help_reset"),
        "may_appoint": rules.may(actor, "appoint", Membership(unit=found)),
    }
    return render(request, "people/unit.html", context, status=422 if form.errors else 200)


@recently_signed_in
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":  # somebody came back here by hand after repeating the password
        return redirect("people:unit", pk=pk)
    found = queries.get_unit(actor_of(request), pk)
    actor = rules.require(actor_of(request), "appoint", Membership(unit=found))
    form = AppointForm(found, request.POST)
    if form.is_valid():
        try:
            user = _find_person(request, form.cleaned_data["name"])
            given = form.cleaned_data
            actions.appoint(user, found, given["role"], title=given["title"], actor=actor)
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Đã giao vai trò cho %(name)s.") % {"name": user.full_name})
            return redirect("people:unit", pk=found.pk)
    return _render_unit(request, found, form)


def _find_person(request: HttpRequest, name: str) -> Any:
    """Return the account. Asked seldom enough that nobody can try out a list of numbers."""
    if not ratelimit.consume(request, action="find_person", user=request.user):
        raise DomainError(_("Bạn tìm người hơi nhiều. Hãy chờ một giờ rồi thêm tiếp."), field="name")
    user = queries.find_account(name)
    if user is None:
        raise DomainError(
            _("Chưa có tài khoản nào dùng số hay thư này. Hãy nhờ người đó đăng ký trước, rồi quay lại thêm."),
            field="name",
        )
    return user


@recently_signed_in
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    held = queries.get_membership(actor_of(request), pk)
    if request.method != "POST":
        return redirect("people:units")
    actor = rules.require(actor_of(request), "end_membership", held)
    actions.end_membership(held, actor=actor)
    messages.success(request, _("%(name)s thôi vai trò này từ hôm nay.") % {"name": held.user.full_name})
    if held.user_id == actor.user_id and not rules.may(actor, "see_members", held.unit):
        return redirect("people:account")
    return redirect("people:unit", pk=held.unit_id)


@recently_signed_in
def create_unit(request: HttpRequest) -> HttpResponse:
    actor = rules.require(actor_of(request), "create_unit")
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        commune = given["commune"].unit if given["commune"] else None
        try:
            made = actions.create_unit(
                given["kind"], given["name"], commune=commune, province=given["province"], actor=actor
            )
        except DomainError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Đã lập đơn vị. Bây giờ hãy giao vai trò cho người của đơn vị."))
            return redirect("people:unit", pk=made.pk)
    return render(request, "people/unit_new.html", {"form": form}, status=422 if form.errors else 200)


@recently_signed_in
def help_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a link for setting a new password, once: it is handed over in person and is not stored."""
    held = queries.get_membership(actor_of(request), pk)
    actor = rules.require(actor_of(request), "help_reset", held.user)
    if request.method != "POST":
        return redirect("people:unit", pk=held.unit_id)
    link = actions.make_reset_link(held.user, actor=actor)
    response = render(request, "people/reset_link.html", {"link": link, "held": held})
    response["Cache-Control"] = "no-store"
    return response
