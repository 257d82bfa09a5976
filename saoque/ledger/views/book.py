"""One producer's book: writing a sale in seconds, the lines, striking out, taking back."""

import json
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.pages import first_fault
from saoque.kernel.papers import stream_csv, write_xlsx
from saoque.ledger import tables
from saoque.ledger.actions import UNDO_WITHIN, name_revenue, record_sale, strike_sale, undo_sale
from saoque.ledger.forms import LinesForm, SaleForm, StrikeForm, first_choice
from saoque.ledger.models import Sale
from saoque.ledger.queries import books
from saoque.ledger.rules import rules
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Producer

PER_PAGE = 30
RECENT = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The book of the person's first producer; an officer is led to the sums of the area."""
    actor = actor_of(request)
    mine = books.my_books(actor)
    if mine:
        return _entry(request, actor, mine[0], mine)
    if rules.may(actor, "read_area"):
        return redirect("ledger:area")
    return render(request, "ledger/no_book.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a sale into the book of one producer."""
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    if request.method != "POST":
        return _entry(request, actor, producer, books.my_books(actor))
    form = SaleForm(producer, request.POST)
    made: list[Sale] = []
    if form.is_valid() and carry_out(
        form, lambda: made.append(record_sale(form.told_product, form.told(), actor=actor))
    ):
        messages.success(request, _("Đã ghi vào sổ: %(what)s.") % {"what": tables.said(made[0])})
        return redirect("ledger:book", pk)
    return _entry(request, actor, producer, books.my_books(actor), form)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sale that waited on a device: `value` holds pairs name=value, `version` is its key. Sent twice, it is there once."""
    actor = actor_of(request)
    try:
        producer = books.get_book(actor, pk)
        sent = QueryDict(mutable=True)
        for pair in request.POST.getlist("value")[:20]:
            name, _sign, value = pair.partition("=")
            sent[name] = value
        sent["key"] = request.POST.get("version", "")
        form = SaleForm(producer, sent)
        if not form.is_valid():
            raise DomainError(first_fault(form))
        sale = record_sale(form.told_product, form.told(), actor=actor)
    except DomainError as error:
        return _json({"error": str(error)}, error.status)
    html = render_to_string("ledger/_recent.html", {"recent": _recent(actor, producer)}, request)
    saved = timezone.localtime().strftime("%H:%M")
    return _json({"saved_at": saved, "sale": sale.pk, "said": tables.said(sale), "html": {"#recent": html}})


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def _entry(
    request: HttpRequest, actor: Actor, producer: Producer, mine: list[Producer], form: SaleForm | None = None
) -> HttpResponse:
    blank = SaleForm(producer)
    if form is None:
        last = books.last_sale(actor, producer)
        form = SaleForm(producer, initial=first_choice(producer, last, list(blank.products.values()), uuid4()))
    records = {pk: getattr(one, "selling", None) for pk, one in form.products.items()}
    context = {
        "producer": producer,
        "books": mine,
        "form": form,
        "prices_json": json.dumps({pk: {"unit": one.unit, "price": one.price} for pk, one in records.items() if one}),
        "recent": _recent(actor, producer),
        "owns": rules.may(actor, "strike_sale", producer),
        "area": rules.may(actor, "read_area"),
        "named": books.is_named(producer),
    }
    return render(request, "ledger/book.html", context, status=422 if form.is_bound else 200)


def _recent(actor: Actor, producer: Producer) -> list[dict[str, Any]]:
    """Return the last few lines, with whether this person may still take each back."""
    edge = timezone.now() - UNDO_WITHIN
    found = Sale.objects.filter(producer=producer, struck_at__isnull=True).select_related("product", "channel", "place")
    return [
        {"sale": one, "undo": one.entered_by_id == actor.user_id and one.entered_at > edge}
        for one in found.order_by("-entered_at", "-pk")[:RECENT]
    ]


@login_required
@require_safe
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    products = list(books.products_for(producer))
    form = LinesForm(products, request.GET)
    found = books.lines_of(producer, form.asked(), form.chosen_order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "producer": producer,
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "filtered": any(value for name, value in query.items() if name != "order"),
        "owns": rules.may(actor, "strike_sale", producer),
    }
    return render(request, "ledger/lines.html", context)


@login_required
@require_safe
def lines_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    head, rows = _table(request, pk)
    return stream_csv(f"so-ban-hang-{today():%Y-%m-%d}", head, rows)


@login_required
@require_safe
def lines_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    head, rows = _table(request, pk)
    answer = HttpResponse(write_xlsx(head, rows, sheet=_("Sổ bán hàng")), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="so-ban-hang-{today():%Y-%m-%d}.xlsx"'
    return answer


def _table(request: HttpRequest, pk: int) -> tuple[list[str], list[list[Any]]]:
    producer = books.get_book(actor_of(request), pk)
    form = LinesForm(list(books.products_for(producer)), request.GET)
    return tables.table(books.lines_of(producer, form.asked(), form.chosen_order))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then strike the line out."""
    actor = actor_of(request)
    sale = books.get_sale(actor, pk)
    if not rules.may(actor, "strike_sale", sale.producer):
        raise NotFound()
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = request.POST.get("version", "")
        sale.version = int(told) if told.isdecimal() and len(told) < 9 else sale.version
        if carry_out(form, lambda: strike_sale(sale, form.cleaned_data["reason"], actor=actor)):
            messages.success(request, _("Đã gạch dòng này. Nó vẫn đọc được, nhưng không tính vào đâu nữa."))
            return redirect("ledger:lines", sale.producer_id)
    context = {"sale": sale, "form": form, "said": tables.said(sale)}
    return render(request, "ledger/strike.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    sale = books.get_sale(actor, pk)
    try:
        undo_sale(sale, actor=actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã bỏ dòng vừa ghi."))
    return redirect("ledger:book", sale.producer_id)


@login_required
@require_POST
def named(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree that units read the total by name, or take that back."""
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    if not rules.may(actor, "name_revenue", producer):
        raise NotFound()
    agreed = request.POST.get("agreed") == "1"
    name_revenue(producer, agreed=agreed, actor=actor)
    told = _("Đoàn và cơ quan OCOP giờ đọc được tổng doanh thu của cơ sở.")
    messages.success(request, told if agreed else _("Từ nay tổng của cơ sở chỉ nằm trong số cộng của nhiều cơ sở."))
    return redirect("ledger:sums", pk)
