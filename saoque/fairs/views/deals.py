"""Memoranda and contracts: the organiser's list, signing, states, the signed copy."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from saoque.fairs.actions import deals
from saoque.fairs.forms_days import DealForm
from saoque.fairs.models import Deal
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import (
    deals_for,
    get_deal,
    get_standing,
)
from saoque.fairs.queries.results import deals_of, result_of
from saoque.fairs.views.common import asked_text, page_of
from saoque.fairs.views.days_tools import as_xlsx, with_form
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of


@login_required
@require_safe
def deal_list(request: HttpRequest, slug: str) -> HttpResponse:
    fair, kind, text = get_own_fair(actor_of(request), slug), request.GET.get("kind", ""), asked_text(request)
    context = {
        "fair": fair,
        "page": page_of(request, deals_for(fair, kind, text)),
        "kinds": Deal.Kind.choices,
        "kind": kind,
        "text": text,
        "result": result_of(fair),
        "value": deals_of(fair).aggregate(sum=Sum("value"))["sum"] or 0,
    }
    return render(request, "fairs/days_deals.html", context)


@login_required
@require_safe
def deals_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    fair = get_own_fair(actor_of(request), slug)
    head = [
        pgettext("fair", "Đơn vị"),
        _("Loại"),
        _("Ký với"),
        _("Về việc"),
        _("Giá trị (đồng)"),
        _("Ngày ký"),
        _("Trạng thái"),
    ]
    rows: list[list[Any]] = [
        [one.exhibitor.name, str(one.get_kind_display()), one.partner, one.about, one.value, one.signed_on, str(one.get_state_display())]
        for one in deals_for(fair)
    ]  # fmt: skip
    return as_xlsx(f"hop-dong-{slug}", head, rows)


@login_required
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), DealForm(request.POST, request.FILES)
    found = get_standing(actor, pk)
    return with_form(
        request, form, lambda: deals.sign(found, form.told(), actor=actor, file=form.cleaned_data["file"]),
        _("Đã ghi bản ký."), "fairs:days", pk,
    )  # fmt: skip


@login_required
@require_POST
def move_deal(request: HttpRequest, deal_pk: int) -> HttpResponse:
    """Delivered, or struck out with a reason."""
    actor = actor_of(request)
    found = get_deal(actor, deal_pk)
    found.version = seen_version(request)
    if request.POST.get("act") == "deliver":
        return attempt(
            request, lambda: deals.deliver(found, actor=actor), _("Đã ghi giao hàng."), "fairs:days", found.exhibitor_id
        )
    reason = request.POST.get("reason", "")
    return attempt(
        request,
        lambda: deals.strike(found, reason, actor=actor),
        _("Đã gạch bản ký."),
        "fairs:days",
        found.exhibitor_id,
    )


@login_required
@require_safe
def deal_file(request: HttpRequest, deal_pk: int) -> HttpResponseBase:
    found = get_deal(actor_of(request), deal_pk)
    if found.file is None:
        raise NotFound()
    return serve(found.file, request.user)
