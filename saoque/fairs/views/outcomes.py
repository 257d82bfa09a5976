"""Deals, costs, goods on the way and follow-ups: lists of the organiser, entries of both sides."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import attendance, costs, deals, followups, transport
from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.forms_days import CostForm, DealForm, DriverForm, FollowUpForm, LoadForm
from saoque.fairs.models import CostLine, Deal, FollowUp
from saoque.fairs.months import AFTER_MONTHS, due_on
from saoque.fairs.outcome_flow import COSTING, LOGGING, MARKED, MOVING
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import (
    deals_for,
    due_months,
    followups_for,
    get_cost,
    get_deal,
    get_load,
    get_standing,
    loads_for,
)
from saoque.fairs.queries.policies import fair_policies, share_of
from saoque.fairs.queries.results import day_sums, deals_of, later_of, missing_on, result_of
from saoque.fairs.rules import rules
from saoque.fairs.views.common import PER_PAGE, TEXT_LIMIT, number
from saoque.fairs.views.days_tools import as_xlsx, with_form
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.fields import MoneyField
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.text import fold
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:TEXT_LIMIT]


# The board of the days


@login_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The sums of each day as they come in, who has not logged today, and who came."""
    fair = get_own_fair(actor_of(request), slug)
    now = min(today(), fair.last_day)
    missing = missing_on(fair, now) if fair.first_day <= now else fair.exhibitors.none()
    who = fair.exhibitors.filter(state__in=MARKED)
    text = _text(request)
    for word in fold(text).split():
        who = who.filter(search__contains=word)
    context = {
        "fair": fair,
        "now": now,
        "sums": day_sums(fair, now),
        "missing": missing[:12],
        "missing_count": missing.count(),
        "page": _page(request, who.order_by("sort", "pk")),
        "text": text,
        "logging": fair.state in LOGGING,
    }
    return render(request, "fairs/days_board.html", context)


@login_required
@require_POST
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    found = get_object_or_404(fair.exhibitors.select_related("fair").filter(state__in=MARKED), pk=pk)
    found.version = seen_version(request)
    came = request.POST.get("came") == "1"
    return attempt(
        request, lambda: mark_attendance(found, came=came, actor=actor),
        _("Đã ghi có dự.") if came else _("Đã ghi vắng không báo."), "fairs:board", slug,
    )  # fmt: skip


@login_required
@require_POST
def mark_logged(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    return attempt(
        request, lambda: attendance.mark_those_who_logged(fair, actor=actor),
        _("Ai có nhật ký đã được ghi là có dự."), "fairs:board", slug,
    )  # fmt: skip


# Memoranda and contracts


@login_required
@require_safe
def deal_list(request: HttpRequest, slug: str) -> HttpResponse:
    fair, kind, text = get_own_fair(actor_of(request), slug), request.GET.get("kind", ""), _text(request)
    context = {
        "fair": fair,
        "page": _page(request, deals_for(fair, kind, text)),
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


# Costs and help


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_list(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    form = CostForm(fair, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, lambda: costs.add_cost(fair, form.told(), actor=actor))
    ):
        return redirect("fairs:costs", slug)
    known = {one.key: one for one in fair_policies()}
    page = _page(request, fair.costs.select_related("exhibitor").order_by("exhibitor__sort", "pk"))
    payers = fair.costs.order_by("payer").values_list("payer").annotate(due=Sum("planned"), paid=Sum("spent"))
    names = dict(CostLine.Payer.choices)
    context = {
        "fair": fair,
        "form": form,
        "page": page,
        "lines": [(one, known.get(one.record)) for one in page.object_list],
        "payers": [(names[payer], due, paid) for payer, due, paid in payers],
        "policies": [(one, share_of(one)) for one in known.values()],
        "result": result_of(fair),
        "open": fair.state in COSTING,
    }
    return render(request, "fairs/days_costs.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def write_spent(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    line = get_cost(actor, slug, pk)
    line.version = seen_version(request)

    def act() -> None:
        try:
            spent = MoneyField().clean(request.POST.get("spent", ""))
        except ValidationError as error:
            raise DomainError(error.messages[0]) from None
        costs.write_spent(line, spent, actor=actor)

    return attempt(request, act, _("Đã ghi tiền đã chi."), "fairs:costs", slug)


@login_required
@require_safe
def costs_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    fair = get_own_fair(actor_of(request), slug)
    head = [
        pgettext("fair", "Đơn vị"),
        _("Việc"),
        _("Ai trả"),
        _("Chính sách"),
        _("Dự tính (đồng)"),
        _("Đã chi (đồng)"),
    ]
    known = {one.key: one.name for one in fair_policies()}
    rows: list[list[Any]] = [
        [
            one.exhibitor.name if one.exhibitor else "", one.what, str(one.get_payer_display()),
            known.get(one.record, ""), one.planned, one.spent,
        ]
        for one in fair.costs.select_related("exhibitor").order_by("exhibitor__sort", "pk")
    ]  # fmt: skip
    return as_xlsx(f"chi-phi-{slug}", head, rows)


# Goods on the way


@login_required
@require_safe
def load_list(request: HttpRequest, slug: str) -> HttpResponse:
    fair, text = get_own_fair(actor_of(request), slug), _text(request)
    open_only = request.GET.get("open") == "1"
    sums = loads_for(fair).order_by().aggregate(boxes=Sum("boxes"), weight=Sum("kilograms"))
    context = {
        "fair": fair,
        "page": _page(request, loads_for(fair, text, open_only)),
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


# Three and twelve months later


@login_required
@require_safe
def later(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has answered and who has not, and what it came to against the cost."""
    fair = get_own_fair(actor_of(request), slug)
    due = due_months(fair)
    months = number(request.GET.get("months", ""))
    months = months if months in due else (due[-1] if due else AFTER_MONTHS[0])
    page = _page(request, followups_for(fair, months)) if due else None
    context = {
        "fair": fair,
        "due": due,
        "months": months,
        "first_due": due_on(fair.last_day, AFTER_MONTHS[0]),
        "page": page,
        "rows": [(one, next((told for told in one.followups.all() if told.months == months), None)) for one in page]
        if page
        else [],
        "sums": [later_of(fair, one) for one in due],
        "result": result_of(fair),
    }
    return render(request, "fairs/days_later.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell_later(request: HttpRequest, pk: int, months: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_standing(actor, pk)
    if months not in due_months(found.fair):
        raise NotFound()
    kept = FollowUp.objects.filter(exhibitor=found, months=months).first()
    form = FollowUpForm(
        request.POST or None,
        initial={"orders": kept.orders, "value": kept.value, "words": kept.words} if kept else None,
    )

    def act() -> None:
        told = form.cleaned_data
        followups.tell_later(
            found, months, told["orders"], told["value"] or 0, told["words"], actor=actor, version=seen_version(request)
        )

    if request.method == "POST" and request.POST.get("nothing"):
        followups.tell_later(found, months, 0, 0, "", actor=actor, version=seen_version(request))
        return redirect("fairs:days", pk)
    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        return redirect("fairs:days", pk)
    context = {"fair": found.fair, "exhibitor": found, "months": months, "form": form, "kept": kept}
    return render(request, "fairs/days_tell_later.html", context, status=422 if form.errors else 200)
