"""The list of products, one product's selling record, writing it, showing it to buyers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Product
from saoque.producers.queries import label_of
from saoque.selling import actions, queries
from saoque.selling.chart import capacity_chart
from saoque.selling.forms import RecordForm, initial_of
from saoque.selling.gathering import delivers_to, readiness_of
from saoque.selling.models import SellingRecord
from saoque.selling.papers.words import valid_certificate
from saoque.selling.rules import rules
from saoque.selling.told import Month
from saoque.sources.queries import place_of

PER_PAGE = 20
TEXT_LIMIT = 120
EXPORTED = 5000


def _asked(request: HttpRequest) -> tuple[Actor, str, str]:
    actor = actor_of(request)
    if not queries.is_concerned(actor):
        raise NotFound()
    state = request.GET.get("tinh-trang", "")
    return actor, request.GET.get("q", "")[:TEXT_LIMIT], state if state in queries.STATES else ""


def states() -> list[tuple[str, str]]:
    """Return the ways to narrow the list, with their words."""
    return [("untold", _("Chưa khai")), ("hidden", _("Đã khai, chưa cho xem")), ("shown", _("Người mua đang xem"))]


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Products with what is told of their sale and how much each type of buyer still misses."""
    actor, text, state = _asked(request)
    page = Paginator(queries.list_products(actor, text=text, state=state), PER_PAGE).get_page(request.GET.get("page"))
    full = actor.has(*queries.READERS)
    products: list[Any] = list(page.object_list)
    if full:
        answers = readiness_of(products, place_of(actor))
        for product in products:
            product.answers = answers[product.pk]
    page.object_list = products
    context = {"page": page, "text": text, "state": state, "states": states(), "full": full,
               "own": actor.has(Role.PRODUCER)}  # fmt: skip
    return render(request, "selling/index.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The list as filtered, for a spreadsheet."""
    actor, text, state = _asked(request)
    if not actor.has(*queries.READERS):
        raise NotFound()
    found = list(queries.list_products(actor, text=text, state=state)[:EXPORTED])
    records = queries.records_of(product.pk for product in found)
    head = [_("Sản phẩm"), _("Chủ thể"), _("Xã, phường"), _("Bán theo"), _("Giá bán lẻ (đồng)"), _("Mã vạch"),
            _("Cả năm làm được"), _("Cả năm còn nhận"), _("Giao hàng"), _("Người mua đang xem")]  # fmt: skip
    rows = (_row(product, records.get(product.pk)) for product in found)
    return stream_csv("so-ban-hang", head, rows)


def _row(product: Product, record: SellingRecord | None) -> list[Any]:
    begun = [product.name, product.producer.name, product.producer.commune.full_name]
    if record is None:
        return [*begun, "", "", "", "", "", "", _("không")]
    total = sum(one.amount for one in record.months.all())
    left = sum(queries.capacity_left(record).values())
    shown = _("có") if record.shown_at else _("không")
    return [*begun, record.unit, record.price, record.gtin, total, left, delivers_to(record), shown]


@login_required
@require_safe
def detail(request: HttpRequest, product_pk: int) -> HttpResponse:
    """All of it for the producer and the offices; for buyers what the producer wanted them to see."""
    actor = actor_of(request)
    product, record = queries.get_offer(actor, product_pk)
    full = rules.may(actor, "read", product)
    context = {
        "product": product, "producer": product.producer, "record": record, "full": full,
        "may_change": rules.may(actor, "change", product), "may_show": rules.may(actor, "show", product),
        "may_file": rules.may(actor, "make_file", product), "certificate": valid_certificate(product),
        "answers": readiness_of([product], _province(product))[product.pk] if full else [],
        **(_shown(record, full) if record else {}),
    }  # fmt: skip
    return render(request, "selling/detail.html", context)


def _shown(record: SellingRecord, full: bool) -> dict[str, Any]:
    """Months, chart and sums; buyers see what is left and not what others were promised."""
    months = {one.month: Month(one.amount, one.promised) for one in record.months.all()}
    if not full:
        months = {number: Month(one.amount - one.promised) for number, one in months.items()}
    rows = [{"number": n, "month": months.get(n), "left": months[n].amount - months[n].promised if n in months else None}
            for n in range(1, 13)]  # fmt: skip
    total, promised = sum(one.amount for one in months.values()), sum(one.promised for one in months.values())
    return {
        "months": rows if months else [], "total": total, "promised": promised, "left": total - promised,
        "chart": capacity_chart(months), "tiers": list(record.tiers.all()), "delivers": delivers_to(record),
        "areas": [one.province.name for one in record.areas.all()],
    }  # fmt: skip


def _province(product: Product) -> str:
    parent = product.producer.commune.parent
    return parent.code if parent else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, product_pk: int) -> HttpResponse:
    """One question at a time on a phone."""
    actor = actor_of(request)
    product = queries.get_product(actor, product_pk)
    rules.require(actor, "change", product)
    record = queries.record_of(product)
    form = RecordForm(request.POST or None, initial=initial_of(record, label_of(product)))
    if form.is_bound and form.is_valid() and carry_out(form, lambda: _write(form, product, actor)):
        messages.success(request, _("Đã lưu hồ sơ bán hàng."))
        return redirect("selling:detail", product.pk)
    context = {"form": form, "product": product, "record": record}
    return render(request, "selling/edit.html", context, status=422 if form.errors else 200)


def _write(form: RecordForm, product: Product, actor: Actor) -> None:
    """Write what was typed; a fault is put to the row in which it was typed."""
    try:
        actions.write_record(product, form.told(), seen=form.cleaned_data["version"], actor=actor)
    except DomainError as error:
        error.field = form.field_of(error.field)
        raise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Say what buyers will see, then ask for the agreement."""
    actor = actor_of(request)
    product = queries.get_product(actor, product_pk)
    rules.require(actor, "show", product)
    record = queries.record_of(product)
    if record is None:
        messages.error(request, _("Hãy khai hồ sơ bán hàng trước, rồi mới cho người mua xem."))
        return redirect("selling:edit", product.pk)
    if request.method == "POST":
        return _done(request, lambda: actions.show_to_buyers(record, actor=actor),
                     _("Người mua đang xem được sản phẩm này. Bà con thôi lúc nào cũng được."), product)  # fmt: skip
    return render(request, "selling/show.html", {"product": product, "record": record, **_shown(record, False)})


@login_required
@require_POST
def hide(request: HttpRequest, product_pk: int) -> HttpResponse:
    actor = actor_of(request)
    record = queries.get_record(actor, product_pk, "read")
    rules.require(actor, "show", record)
    return _done(request, lambda: actions.hide_from_buyers(record, actor=actor),
                 _("Đã thôi. Người mua không còn thấy sản phẩm này."), record.product)  # fmt: skip


def _done(request: HttpRequest, act: Any, said: str, product: Product) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("selling:detail", product.pk)
