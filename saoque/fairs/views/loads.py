"""Goods on the way: what goes with which car, ticked when it is loaded and when it arrives."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from saoque.fairs.actions import transport
from saoque.fairs.forms_days import DriverForm, LoadForm
from saoque.fairs.outcome_flow import MOVING
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import (
    get_load,
    get_standing,
    loads_for,
)
from saoque.fairs.rules import rules
from saoque.fairs.views.common import asked_text, page_of
from saoque.fairs.views.days_tools import as_xlsx, with_form
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of


@login_required
@require_safe
def load_list(request: HttpRequest, slug: str) -> HttpResponse:
    fair, text = get_own_fair(actor_of(request), slug), asked_text(request)
    open_only = request.GET.get("open") == "1"
    sums = loads_for(fair).order_by().aggregate(boxes=Sum("boxes"), weight=Sum("kilograms"))
    context = {
        "fair": fair,
        "page": page_of(request, loads_for(fair, text, open_only)),
        "text": text,
        "open_only": open_only,
        "boxes": sums["boxes"] or 0,
        "weight": sums["weight"] or 0,
        "moving": fair.state in MOVING,
        "driver_form": DriverForm(),
    }
    return render(request, "fairs/days_loads.html", context)


@login_required
@require_safe
def loads_print(request: HttpRequest, slug: str) -> HttpResponse:
    fair = get_own_fair(actor_of(request), slug)
    return render(request, "fairs/days_loads_print.html", {"fair": fair, "loads": loads_for(fair)[:2000]})


@login_required
@require_safe
def loads_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    fair = get_own_fair(actor_of(request), slug)
    head = [
        _("Ngày lấy"), _("Giờ"), _("Nơi lấy"), pgettext("fair", "Đơn vị"), _("Hàng"), _("Thùng"), _("Kg"), _("Giữ lạnh"),
        _("Tài xế"), _("Biển số"), _("Lên xe"), _("Tới nơi"),
    ]  # fmt: skip
    rows: list[list[Any]] = [
        [one.pick_up_on, one.pick_up_time, one.pick_up_at, one.exhibitor.name, one.goods, one.boxes, one.kilograms,
         _("có") if one.cold else "", one.driver, one.plate, _("rồi") if one.loaded_at else "", _("rồi") if one.arrived_at else ""]
        for one in loads_for(fair)
    ]  # fmt: skip
    return as_xlsx(f"chuyen-hang-{slug}", head, rows)


@login_required
@require_POST
def add_load(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), LoadForm(request.POST)
    found = get_standing(actor, pk)
    return with_form(
        request,
        form,
        lambda: transport.add_load(found, form.told(), actor=actor),
        _("Đã ghi chuyến hàng."),
        "fairs:days",
        pk,
    )


@login_required
@require_POST
def tick_load(request: HttpRequest, load_pk: int) -> HttpResponse:
    """Loaded or arrived; the organiser goes back to the list, the exhibitor to the own page."""
    actor, step = actor_of(request), request.POST.get("step", "")
    found = get_load(actor, load_pk)
    found.version = seen_version(request)
    organises = rules.may(actor, "organise", found.exhibitor.fair)
    back = ("fairs:loads", found.exhibitor.fair.slug) if organises else ("fairs:days", found.exhibitor_id)
    return attempt(request, lambda: transport.tick(found, step, actor=actor), _("Đã đánh dấu."), *back)


@login_required
@require_POST
def name_driver(request: HttpRequest, load_pk: int) -> HttpResponse:
    actor, form = actor_of(request), DriverForm(request.POST)
    found = get_load(actor, load_pk)
    rules.require(actor, "organise", found.exhibitor.fair)
    found.version = seen_version(request)
    return with_form(
        request, form, lambda: transport.name_driver(found, **form.cleaned_data, actor=actor), _("Đã ghi xe."),
        "fairs:loads", found.exhibitor.fair.slug,
    )  # fmt: skip
