"""An exhibitor's own pages of a fair: all days, one day on a phone, who asked for more."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import days as actions
from saoque.fairs.forms_days import DayForm, DealForm, LeadForm, LoadForm, SaleForm
from saoque.fairs.models import DayLog, Exhibitor
from saoque.fairs.months import due_on
from saoque.fairs.outcome_flow import AT_FAIR, LOGGING, MOVING
from saoque.fairs.queries.outcomes import due_months, get_lead, get_standing, leads_with_contact
from saoque.fairs.queries.policies import fair_policies
from saoque.fairs.queries.results import sales_of, struck_of
from saoque.fairs.rules import rules
from saoque.fairs.views.days_tools import answer_entry, clock, day_of, entry_of, say
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.pages import attempt, first_fault, seen_version
from saoque.ledger.models import Sale
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


@login_required
@require_safe
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one exhibitor at one fair: days, papers signed, goods on the way, costs, what came later."""
    actor = actor_of(request)
    found = get_standing(actor, pk)
    fair, now = found.fair, today()
    logs = {one.day: one for one in found.days.all()}
    sold: dict[Any, int] = {}
    if found.producer_id:
        for day, amount in sales_of(fair).filter(producer=found.producer_id).values_list("sold_on", "amount"):
            sold[day] = sold.get(day, 0) + amount
    open_days = [day for day in _days_of(found) if day <= now]
    told = {one.months: one for one in found.followups.all()}
    lines = list(found.costs.all())
    known = {one.key: one for one in fair_policies()} if any(one.record for one in lines) else {}
    context = {
        "fair": fair,
        "exhibitor": found,
        "organises": rules.may(actor, "organise", fair),
        "days": [(day, logs.get(day), sold.get(day, 0)) for day in open_days],
        "today": now,
        "logging": fair.state in LOGGING and found.state in AT_FAIR,
        "moving": fair.state in MOVING and found.state in AT_FAIR,
        "leads": leads_with_contact(
            actor, list(found.lead_rows.select_related("exhibitor__fair", "exhibitor__producer")[:200])
        ),
        "may_share": found.producer_id is not None and not rules.may(actor, "organise", fair),
        "deals": found.deals.select_related("file"),
        "deal_form": DealForm(auto_id="deal_%s", initial={"signed_on": now}),
        "loads": found.transport.all(),
        "load_form": LoadForm(auto_id="load_%s"),
        "costs": [(one, known.get(one.record)) for one in lines],
        "cost_sums": (sum(one.planned for one in lines), sum(one.spent for one in lines)),
        "later": [(months, due_on(fair.last_day, months), told.get(months)) for months in due_months(fair)],
    }
    return render(request, "fairs/days.html", context)


def _days_of(exhibitor: Exhibitor) -> list[Any]:
    first = exhibitor.fair.first_day
    count = (exhibitor.fair.last_day - first).days + 1
    return [first.fromordinal(first.toordinal() + number) for number in range(count)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def day(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """One day on a phone. Fields save themselves; without script the button sends them."""
    actor = actor_of(request)
    found, when = get_standing(actor, pk), day_of(on)
    if when not in _days_of(found):
        raise NotFound()
    log = DayLog.objects.filter(exhibitor=found, day=when).first() or DayLog(exhibitor=found, day=when)
    initial = {name: getattr(log, name) or "" for name in actions.FIELDS}
    form = DayForm(found, request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, lambda: actions.write_day(found, when, form.told(), version=seen_version(request), actor=actor)
        )
    ):
        return redirect("fairs:day", pk, on)
    sales = _sales(found, when)
    context = {
        "fair": found.fair,
        "exhibitor": found,
        "day": when,
        "log": log,
        "form": form,
        "open": found.fair.state in LOGGING and found.state in AT_FAIR and when <= today(),
        "sale_form": SaleForm(found, auto_id="sale_%s") if found.producer_id else None,
        "lead_form": LeadForm(auto_id="lead_%s"),
        "sales": sales,
        "sold": sum(one.amount for one in sales),
        "struck": _sales(found, when, struck=True),
        "leads": leads_with_contact(
            actor, list(found.lead_rows.filter(day=when).select_related("exhibitor__fair", "exhibitor__producer"))
        ),
        "sale_key": uuid4(),
        "lead_key": uuid4(),
        "page": reverse("fairs:day", args=[pk, on]),
    }
    return render(request, "fairs/days_day.html", context, status=422 if form.errors else 200)


def _sales(exhibitor: Exhibitor, day: date, *, struck: bool = False) -> list[Sale]:
    """What the exhibitor sold that day at this fair, or what of it was struck out; a guest has nothing in the ledger."""
    if exhibitor.producer_id is None:
        return []
    told = struck_of(exhibitor.fair) if struck else sales_of(exhibitor.fair)
    found = told.filter(producer=exhibitor.producer_id, sold_on=day)
    return list(found.select_related("product").order_by("-pk"))


@login_required
@require_POST
def save_day(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """One field of the day, as the phone's queue sends it: 200, 409 with what is stored, 422 with why not."""
    actor, when = actor_of(request), day_of(on)
    found, name = get_standing(actor, pk), request.POST.get("field", "")
    form = DayForm(found, {name: request.POST.get("value", "")})
    try:
        if name not in form.fields:
            raise DomainError(_("Nhật ký không có ô này."))
        if not form.is_valid():
            raise DomainError(first_fault(form))
        told = {name: form.told()[name]}
        log = actions.write_day(found, when, told, version=seen_version(request), actor=actor)
    except Stale:
        kept = DayLog.objects.select_related("entered_by").get(exhibitor=found, day=when)
        by = kept.entered_by.full_name if kept.entered_by else ""
        current = getattr(kept, name)
        return say({"version": kept.version, "current": current or "", "by": by}, 409)
    except DomainError as error:
        return say({"error": str(error)}, error.status)
    return say({"version": log.version, "saved_at": clock()})


@login_required
@require_POST
def sell(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """One sale, from the queue or the plain form."""
    actor, when = actor_of(request), day_of(on)
    found = get_standing(actor, pk)

    def act() -> None:
        key, told = entry_of(request, "sale", ("exhibit", "quantity", "amount"))
        form = SaleForm(found, told)
        if not form.is_valid():
            raise DomainError(first_fault(form))
        exhibit, quantity = form.goods[form.cleaned_data["exhibit"]], form.cleaned_data["quantity"]
        exhibit.exhibitor = found
        amount = form.cleaned_data["amount"]
        if amount is None:
            if exhibit.price is None:
                raise DomainError(_("Món này chưa có giá tại hội chợ. Hãy ghi số tiền thu được."))
            amount = round(exhibit.price * quantity)
        actions.sell(exhibit, when, quantity, amount, key=key, actor=actor)

    return answer_entry(request, act, _("Đã ghi lần bán."), lambda: redirect("fairs:day", pk, on))


@login_required
@require_POST
def unsell(request: HttpRequest, pk: int, sale_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_standing(actor, pk)
    sale = get_object_or_404(
        sales_of(found.fair).filter(producer=found.producer_id).select_related("product"), pk=sale_pk
    )
    reason = request.POST.get("reason", "")
    return attempt(
        request, lambda: actions.unsell(found, sale, reason, actor=actor), _("Đã gạch dòng bán."),
        "fairs:day", pk, sale.sold_on.isoformat(),
    )  # fmt: skip


@login_required
@require_POST
def lead(request: HttpRequest, pk: int, on: str) -> HttpResponse:
    """Somebody who asked for more, from the queue or the plain form."""
    actor, when = actor_of(request), day_of(on)
    found = get_standing(actor, pk)

    def act() -> None:
        key, told = entry_of(request, "lead", ("who", "wants", "contact", "shared"))
        form = LeadForm(told)
        if not form.is_valid():
            raise DomainError(first_fault(form))
        actions.write_lead(found, when, actions.Asked(**form.cleaned_data), key=key, actor=actor)

    return answer_entry(request, act, _("Đã ghi người hỏi mua."), lambda: redirect("fairs:day", pk, on))


@login_required
@require_POST
def share_lead(request: HttpRequest, lead_pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_lead(actor, lead_pk)
    found.version = seen_version(request)
    shared = request.POST.get("shared") == "1"
    done = _("Ban tổ chức xem được cách liên lạc này.") if shared else _("Chỉ đơn vị mình còn xem được.")
    return attempt(
        request, lambda: actions.share_contact(found, shared=shared, actor=actor), done,
        "fairs:days", found.exhibitor_id,
    )  # fmt: skip


@login_required
@require_safe
def carry(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages that a phone needs at a booth without a line: {"pages": […]}."""
    found = get_standing(actor_of(request), pk)
    pages = [reverse("fairs:days", args=[pk])]
    pages += [reverse("fairs:day", args=[pk, one.isoformat()]) for one in _days_of(found)]
    return say({"pages": pages})
