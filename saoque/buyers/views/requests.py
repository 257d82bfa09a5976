"""The buyer's pages: the list, one request with its matches, writing and moving it; and what producers see of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.buyers.actions import inquiries, meetings
from saoque.buyers.actions import requests as actions
from saoque.buyers.actions.matching import rematch_on_demand
from saoque.buyers.advice import advice_for, selling_page
from saoque.buyers.forms import QuoteForm, RequestForm, SlotForm, initial_of
from saoque.buyers.models import BuyingRequest, Inquiry, KeptMatch
from saoque.buyers.queries import requests as queries
from saoque.buyers.queries.threads import waiting_for
from saoque.buyers.rules import rules
from saoque.buyers.supply import paper_name
from saoque.buyers.terms import patience
from saoque.buyers.views.common import asked_text, filled, page_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Product
from saoque.producers.sets import card_of

_SHOWN = {"hop": True, "chua": False}
_MOVED = {
    "open_request": lambda: _("Đã mở. Bà con có hàng hợp đều thấy nhu cầu này."),
    "close_request": lambda: _("Đã khép, không nhận chào hàng mới."),
    "fulfil_request": lambda: _("Chúc mừng, đã ghi là mua được."),
    "cancel_request": lambda: _("Đã hủy nhu cầu."),
}


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The buyer's own requests; a producer's wanted list; the figures for offices."""
    actor = actor_of(request)
    if rules.may(actor, "list_wanted") and not rules.may(actor, "state_request"):
        return redirect("buyers:wanted")
    if rules.may(actor, "see_silences") and not rules.may(actor, "state_request"):
        return redirect("buyers:silences")
    if not rules.may(actor, "state_request"):
        raise NotFound()
    state, order = request.GET.get("state", ""), request.GET.get("order", "moi")
    found = queries.my_requests(actor, asked_text(request), state, order)
    context = {
        "page": page_of(request, found),
        "text": asked_text(request),
        "state": state,
        "order": order,
        "states": [("", _("Tất cả")), *BuyingRequest.State.choices],
        "orders": [("moi", _("Mới nhất")), ("han", _("Sắp hết hạn")), ("ten", _("Theo tên"))],
        "waiting": waiting_for(actor)[:5],
    }
    return render(request, "buyers/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "state_request"):
        raise NotFound()
    form = RequestForm(request.POST or None)
    made: list[BuyingRequest] = []

    def act() -> None:
        made.append(actions.state_request(form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã lưu bản nháp. Xem lại rồi mở để tìm nơi bán."))
        return redirect("buyers:request", made[0].pk)
    return render(request, "buyers/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_request(actor, pk)
    form = RequestForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_request(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("buyers:request", pk)
    return render(request, "buyers/edit.html", {"form": form, "found": found}, status=422 if form.errors else 200)


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wanted, the pool, every yes and every no, meeting slots."""
    actor = actor_of(request)
    found = queries.get_request(actor, pk)
    tab = request.GET.get("xem", "hop")
    kept, fits = getattr(found, "kept_match", None), _SHOWN.get(tab, True)
    context = {
        **_told(found),
        "agreed": found.per_month - kept.wanted if kept else 0,
        "pool": queries.pool_of(found),
        "tab": tab,
        "page": page_of(request, queries.verdicts_of(found, fits=fits), 20, count=_known(kept, fits)),
        "kept": kept,
        "today": today(),
        "patience": patience(),
        "slots": queries.slots_of(found),
        "slot_form": SlotForm(auto_id="slot_%s"),
        "threads": Inquiry.objects.filter(request=found).count(),
    }
    return render(request, "buyers/request.html", context)


def _known(kept: KeptMatch | None, fits: bool) -> int:
    if kept is None:
        return 0
    return kept.yes if fits else kept.no


def _told(found: BuyingRequest) -> dict[str, Any]:
    return {
        "found": found,
        "sets": [card_of(one.scorecard).name for one in found.sets.all()],
        "papers": [paper_name(code) for code in found.papers],
    }


@login_required
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_request(actor, pk)
    if act not in _MOVED:
        raise NotFound()
    found.version = seen_version(request)
    return attempt(request, lambda: actions.move_request(found, act, actor=actor), _MOVED[act](), "buyers:request", pk)


@login_required
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of an old request and go on writing it."""
    actor = actor_of(request)
    made = actions.copy_request(queries.get_request(actor, pk), actor=actor)
    messages.success(request, _("Đã chép thành bản nháp mới. Sửa hạn nhận chào hàng rồi mở."))
    return redirect("buyers:change", made.pk)


@login_required
@require_POST
def rematch(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_request(actor, pk)
    return attempt(
        request, lambda: rematch_on_demand(found, actor=actor),
        _("Đã tính lại. Nhiều sản phẩm quá thì máy làm trong ít phút; tải lại trang để xem."), "buyers:request", pk,
    )  # fmt: skip


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the chosen producers for a price: boxes `product`, and an `amount_<id>` beside each."""
    actor = actor_of(request)
    found = queries.get_request(actor, pk)
    chosen = {
        int(told) for told in request.POST.getlist("product") if told.isascii() and told.isdigit() and len(told) < 10
    }
    products = queries.asked_products(found, sorted(chosen)[: inquiries.MOST_ASKED + 1])
    amounts = [(one, _amount(request, one, found)) for one in products]
    words = request.POST.get("words", "")
    return attempt(
        request, lambda: inquiries.ask_for_quotes(found, amounts, words, actor=actor),
        _("Đã hỏi giá. Bà con được báo ngay và có việc chờ trả lời."), "buyers:request", pk,
    )  # fmt: skip


def _amount(request: HttpRequest, product: Product, found: BuyingRequest) -> int:
    told = request.POST.get(f"amount_{product.pk}", "").replace(".", "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else found.per_month


@login_required
@require_POST
def add_slot(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), SlotForm(request.POST)
    found = queries.get_request(actor, pk)

    def act() -> None:
        meetings.offer_slot(found, filled(form).told(), actor=actor)  # type: ignore[attr-defined]

    return attempt(request, act, _("Đã thêm giờ gặp. Bà con đang trao đổi chọn được ngay."), "buyers:request", pk)


@login_required
@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    """What buyers look for, for a producer: what concerns one's own products first."""
    actor = actor_of(request)
    if not rules.may(actor, "list_wanted"):
        raise NotFound()
    everything = request.GET.get("xem") == "tat-ca"
    found = queries.wanted_list(actor, asked_text(request), mine=not everything)
    context = {
        "page": page_of(request, found), "text": asked_text(request), "everything": everything, "today": today(),
        "waiting": waiting_for(actor)[:5],
    }  # fmt: skip
    return render(request, "buyers/wanted.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wanted_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request as a producer sees it: what fits, why something does not and what to do; and offering."""
    actor = actor_of(request)
    found = queries.get_wanted(actor, pk)
    form = QuoteForm(request.POST or None)
    if request.method == "POST":
        product = _own_product(actor, request.POST.get("product", ""))
        made: list[Inquiry] = []

        def act() -> None:
            made.append(inquiries.offer(found, product, form.told(), actor=actor))

        if form.is_valid() and carry_out(form, act):
            messages.success(request, _("Đã chào hàng. Người mua có hạn trả lời, quá hạn thì được nhắc."))
            return redirect("buyers:thread", made[0].pk)
    answers = queries.own_answers(actor, found)
    rows = [
        (one, advice_for(one.product, one.verdict.reasons) if one.verdict else [], selling_page(one.product))
        for one in answers
    ]
    context = {
        **_told(found), "rows": rows, "form": form, "patience": patience(),
        "offering": [one.product for one in answers if one.may_offer],
    }  # fmt: skip
    return render(request, "buyers/wanted_one.html", context, status=422 if form.errors else 200)


def _own_product(actor: Actor, told: str) -> Product:
    known = queries.own_products(actor).select_related("producer__unit", "producer__commune", "selling")
    product = known.filter(pk=int(told)).first() if told.isascii() and told.isdigit() and len(told) < 10 else None
    if product is None:
        raise NotFound()
    return product
