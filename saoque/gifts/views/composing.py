"""How a unit composes its gift sets."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.gifts import actions, queries
from saoque.gifts.forms import ItemForm, WordsForm
from saoque.gifts.models import GiftItem, GiftSet
from saoque.gifts.rules import rules
from saoque.gifts.seasons import occasions
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out

PER_PAGE = 30


@login_required
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """The unit's own sets, and where the days of the seasons come from."""
    page = Paginator(queries.own_sets(actor_of(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "gifts/sets.html", {"page": page, "occasions": occasions(today())})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "compose"):
        raise NotFound()
    form, made = WordsForm(None, request.POST or None), list[GiftSet]()
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, lambda: made.append(actions.compose(form.words(), actor=actor)))
    ):
        messages.success(request, _("Đã mở bộ quà. Giờ thêm các món."))
        return redirect("gifts:edit", made[0].pk)
    return render(request, "gifts/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Words, things inside with today's price, and whether the public sees it, with the reason when it does not."""
    actor = actor_of(request)
    gift = queries.get_own(actor, pk)
    form = WordsForm(gift, request.POST or None)
    if request.method == "POST" and form.is_valid():
        gift.version = seen_version(request)
        if carry_out(form, lambda: actions.change_words(gift, form.words(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("gifts:edit", pk)
    context = {
        "gift": gift,
        "form": form,
        "items": gift.items.select_related("product"),
        "away": queries.gone(gift),
        "told": queries.find_set(pk),
        "item_form": ItemForm(auto_id="item_%s"),
    }
    return render(request, "gifts/edit.html", context, status=422 if form.errors else 200)


def _act(request: HttpRequest, pk: int, act: Callable[[GiftSet], object], done: str) -> HttpResponse:
    gift = queries.get_own(actor_of(request), pk)
    gift.version = seen_version(request)
    return attempt(request, lambda: act(gift), done, "gifts:edit", pk)


@login_required
@require_POST
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), ItemForm(request.POST)

    def act(gift: GiftSet) -> None:
        if not form.is_valid():
            raise DomainError(_("Hãy chọn món và số lượng từ 1 đến 20."))
        actions.put_in(gift, form.cleaned_data["product"], form.cleaned_data["amount"], actor=actor)

    return _act(request, pk, act, _("Đã thêm món."))


@login_required
@require_POST
def take_out(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    actor = actor_of(request)

    def act(gift: GiftSet) -> None:
        item = get_object_or_404(GiftItem, pk=item_pk, gift=gift)
        item.gift = gift
        actions.take_out(item, actor=actor)

    return _act(request, pk, act, _("Đã bỏ món."))


@login_required
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _act(request, pk, lambda gift: actions.show(gift, actor=actor), _("Mọi người đã thấy bộ quà."))


@login_required
@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    return _act(request, pk, lambda gift: actions.hide(gift, actor=actor), _("Đã cất bộ quà."))
