from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque import rulebook
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.producers import actions, guidance, queries, sets
from saoque.producers.forms import NewProductForm, ProductForm, SetForm, StoryForm
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Product
from saoque.producers.rules import rules


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    producer = queries.get_producer(actor, pk)
    actor = rules.require(actor, "add_product", producer)
    # Without script, «Tìm» sends the whole form and nothing typed is lost.
    searching = "find" in request.POST
    form = NewProductForm(None if searching else request.POST or None, initial=request.POST.dict())
    made: list[Product] = []
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        data = actions.ProductData(name=told["name"], summary=told["summary"])
        if carry_out(form, lambda: made.append(actions.add_product(actor, producer, told["scorecard"], data))):
            messages.success(request, _("Đã thêm %(name)s. Giờ thêm ảnh và câu chuyện.") % {"name": made[0].name})
            return redirect("producers:product", made[0].pk)
    context = {"form": form, "producer": producer, **_picker(request, form["scorecard"].value() or "")}
    return render(request, "producers/add_product.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    context = {
        "product": product,
        "producer": product.producer,
        "card": sets.card_of(product.scorecard),
        "is_owner": rules.may(actor, "edit_product", product),
        "missing": _missing(product),
        "ready": bool(product.summary or product.story),
    }
    return render(request, "producers/product.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor, product = _own(request, pk)
    form = ProductForm(request.POST or None, initial=_shown(product, "version", "name", "summary"))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        product.version = told["version"]
        data = actions.ProductData(name=told["name"], summary=told["summary"])
        if carry_out(form, lambda: actions.update_product(actor, product, data)):
            messages.success(request, _("Đã lưu sản phẩm."))
            return redirect("producers:product", product.pk)
    context = {"form": form, "product": product}
    return render(request, "producers/edit_product.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def choose_set(request: HttpRequest, pk: int) -> HttpResponse:
    actor, product = _own(request, pk)
    searching = "find" in request.POST
    form = SetForm(None if searching else request.POST or None, initial={"scorecard": product.scorecard})
    if form.is_bound and form.is_valid():
        code = form.cleaned_data["scorecard"]
        if carry_out(form, lambda: actions.choose_set(actor, product, code)):
            messages.success(request, _("Sản phẩm nay thuộc bộ: %(name)s.") % {"name": sets.card_of(code).name})
            return redirect("producers:product", product.pk)
    context = {
        "form": form,
        "product": product,
        "now": sets.card_of(product.scorecard),
        **_picker(request, form["scorecard"].value() or ""),
    }
    return render(request, "producers/choose_set.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def story(request: HttpRequest, pk: int) -> HttpResponse:
    actor, product = _own(request, pk)
    form = StoryForm(request.POST or None, initial=_shown(product, "version", "story"))
    if form.is_bound and form.is_valid():
        product.version = form.cleaned_data["version"]
        data = actions.ProductData(story=form.cleaned_data["story"])
        if carry_out(form, lambda: actions.update_product(actor, product, data)):
            messages.success(request, _("Đã lưu câu chuyện."))
            return redirect("producers:product", product.pk)
    context = {"form": form, "product": product, "advice": guidance.story_advice(product.scorecard)}
    return render(request, "producers/story.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the product into the public catalogue, or take it out (`take=down`)."""
    actor, product = _own(request, pk)
    try:
        if request.POST.get("take") == "down":
            actions.unpublish_product(actor, product)
            messages.success(request, _("Đã rút sản phẩm khỏi trang chung. Chỉ mình bà con còn thấy."))
        else:
            actions.publish_product(actor, product)
            messages.success(request, _("Sản phẩm đã lên trang chung, ai cũng xem được."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("producers:product", product.pk)


@login_required
@require_safe
def find_sets(request: HttpRequest) -> HttpResponse:
    """Show the sets that everyday words (`?q=`) may mean: radio buttons for the picker."""
    text = request.GET.get("q", "")
    context = {"text": text, "found": sets.suggest(text), "chosen": request.GET.get("scorecard", "")}
    return render(request, "producers/_sets_found.html", context)


@login_required
@require_safe
def set_card(request: HttpRequest, code: str) -> HttpResponse:
    """What the scorecard of a set asks for: a part for the picker, or a page."""
    try:
        facts = sets.facts(code)
    except rulebook.RulebookError:
        raise NotFound() from None
    part = request.headers.get("HX-Request") == "true"
    return render(request, "producers/_sheet.html" if part else "producers/sheet.html", {"facts": facts})


def _own(request: HttpRequest, pk: int) -> tuple[Actor, Product]:
    """Return the actor in the standing of an owner, and the product."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    return rules.require(actor, "edit_product", product), product


def _missing(product: Product) -> list[tuple[str, str]]:
    """Return what the product still lacks: (verb, address)."""
    wanted = [
        (product.shown_photos, _("Thêm ảnh"), "producers:photos"),  # type: ignore[attr-defined]
        (product.story, _("Viết câu chuyện"), "producers:story"),
        (product.summary, _("Viết mô tả, quy cách"), "producers:edit_product"),
    ]
    return [(text, reverse(name, args=[product.pk])) for there, text, name in wanted if not there]


def _shown(product: Product, *names: str) -> dict[str, object]:
    return {name: getattr(product, name) for name in names}


def _picker(request: HttpRequest, chosen: str) -> dict[str, object]:
    """Return what the set picker needs."""
    text = request.POST.get("q", "")
    found = sets.suggest(text)
    outside = chosen not in {card.code for card in found}
    return {"text": text, "found": found, "chosen": chosen, "sectors": sets.browse(chosen if outside else "")}
