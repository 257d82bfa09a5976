"""What stands where: for the producer and for who helps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.channels import actions
from saoque.channels.forms import ClosingForm, ListingForm, LookForm
from saoque.channels.models import Channel, Listing, ListingCheck, PointOfSale
from saoque.channels.queries import channels as queries
from saoque.channels.queries import listings as listing_queries
from saoque.channels.queries.channels import Wish
from saoque.channels.rules import KEEPERS, rules
from saoque.channels.views.common import TEXT_LIMIT, desk_crumb, form_page, product_crumb
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Product

PER_PAGE = 30
CHOICES_SHOWN = 20


def _asked(request: HttpRequest) -> dict[str, str]:
    return {
        "text": request.GET.get("q", "").strip()[:TEXT_LIMIT],
        "kind": request.GET.get("loai", ""),
        "state": request.GET.get("tinh-trang", ""),
    }


def _for_members(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.has(Role.PRODUCER, *KEEPERS):
        raise NotFound()
    return actor


@login_required
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    """Everything on sale that the person may read, what nobody has looked at for longest first."""
    actor, asked = _for_members(request), _asked(request)
    page = Paginator(listing_queries.list_listings(actor, **asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        **asked,
        "kinds": Channel.Kind.choices,
        "states": [("", _("Đang bán")), ("stale", _("Lâu chưa xem lại")), ("missing", _("Có người không thấy")), ("ended", _("Đã thôi"))],
        "products": list(Product.objects.filter(producer__unit__in=actor.unit_ids(Role.PRODUCER)).order_by("sort")),
    }  # fmt: skip
    return render(request, "channels/listings.html", context)


@login_required
@require_safe
def listings_csv(request: HttpRequest) -> HttpResponseBase:
    actor = _for_members(request)
    head = [
        _("Sản phẩm"), _("Chủ thể"), _("Kênh bán"), _("Loại"), _("Điểm bán"), _("Xã, phường"), _("Giá"), _("Từ ngày"),
        _("Xem lại lần cuối"), _("Không thấy ngày"), _("Thôi bán ngày"), _("Đường dẫn"),
    ]  # fmt: skip
    rows = (
        (
            one.product.name, one.product.producer.name, one.channel.name, one.channel.get_kind_display(),
            one.point.name if one.point else "", one.point.commune.full_name if one.point else "", one.price, one.since,
            one.checked_on, one.missing_on, one.until, one.url,
        )
        for one in listing_queries.list_listings(actor, **_asked(request))
    )  # fmt: skip
    return stream_csv(f"hang-dang-ban-{today():%Y-%m-%d}", head, rows)


def _product(actor: Actor, pk: int) -> Product:
    found = Product.objects.select_related("producer__unit", "producer__commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_listings", found):
        raise NotFound()
    return found


@login_required
@require_safe
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one product stands: price, since when, last look, and how prices differ."""
    actor = actor_of(request)
    found = _product(actor, pk)
    rows = list(listing_queries.listings_of(found))
    spread = listing_queries.spread_of(rows)
    for one in rows:
        one.above = one.price - spread.lowest if spread and one.price else 0  # type: ignore[attr-defined]
    context = {
        "product": found,
        "standing": [one for one in rows if one.until is None],
        "ended": [one for one in rows if one.until is not None],
        "spread": spread,
        "distribution": listing_queries.distribution_of(found),
        "may_put": rules.may(actor, "put_on_sale", found),
    }
    return render(request, "channels/product.html", context)


@login_required
@require_safe
def choose_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the channel or point where the product stands; a place that is not known yet is added first."""
    actor = actor_of(request)
    found = _product(actor, pk)
    rules.require(actor, "put_on_sale", found)
    text = request.GET.get("q", "").strip()[:TEXT_LIMIT]
    channels = list(queries.find_channels(Wish(text=text))[:CHOICES_SHOWN])
    points = PointOfSale.objects.filter(channel__in=channels, closed_on=None).select_related("commune__parent")
    by_channel: dict[int, list[PointOfSale]] = {}
    for one in points.order_by("search", "pk")[:200]:
        by_channel.setdefault(one.channel_id, []).append(one)
    context = {"product": found, "text": text, "rows": [(one, by_channel.get(one.pk, [])) for one in channels]}
    return render(request, "channels/choose.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put_on_sale(request: HttpRequest, pk: int, channel_pk: int, point_pk: int = 0) -> HttpResponse:
    actor = actor_of(request)
    found = _product(actor, pk)
    rules.require(actor, "put_on_sale", found)
    point = queries.get_point(point_pk) if point_pk else None
    channel = queries.get_channel(channel_pk)
    form = ListingForm(request.POST or None, initial={"since": today()})

    def act() -> None:
        actions.put_on_sale(found, channel, form.told(), actor=actor, point=point)

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi nơi bán này."))
        return redirect("channels:product", pk)
    place = f"{point.name}, {point.commune.full_name}" if point else channel.name
    return form_page(
        request, form, title=_("Đưa %(product)s lên bán") % {"product": found.name}, lead=place, button=_("Ghi nơi bán"),
        crumbs=[desk_crumb(), (found.name, reverse("channels:product", args=[pk]))],
        back=reverse("channels:choose", args=[pk]),
    )  # fmt: skip


@login_required
@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, queries.get_listing(actor_of(request), pk))


def _page(request: HttpRequest, found: Listing, form: LookForm | None = None) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "listing": found,
        "checks": list(listing_queries.checks_of(found)[:50]),
        "form": form or LookForm(initial={"version": found.version}),
        "may_look": found.until is None and rules.may(actor, "look", found),
        "may_end": found.until is None and rules.may(actor, "end_listing", found),
    }
    return render(request, "channels/listing.html", context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, or with price and photo; `missing` when it does not stand there. `to` says from which page it was tapped."""
    actor = actor_of(request)
    found = queries.get_listing(actor, pk)
    rules.require(actor, "look", found)
    form = LookForm(request.POST, request.FILES)
    seen = "missing" not in request.POST
    if not form.is_valid():
        return _page(request, found, form)
    found.version, told = seen_version(request), form.cleaned_data
    done = _("Cảm ơn. Đã ghi còn bán hôm nay.") if seen else _("Đã ghi hôm nay không thấy hàng.")
    pages = {"list": reverse("channels:listings"), "product": reverse("channels:product", args=[found.product_id])}
    to = pages.get(request.POST.get("to", ""), reverse("channels:listing", args=[pk]))

    def act() -> None:
        actions.look(found, actor=actor, seen=seen, price=told["price"], note=told["note"], photo=told["photo"])

    return attempt(request, act, done, to)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_listing(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_listing(actor, pk)
    rules.require(actor, "put_on_sale", found)
    initial = {"price": found.price, "since": found.since, "url": found.url, "version": found.version}
    form = ListingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_listing(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("channels:listing", pk)
    crumbs, back = [desk_crumb(), product_crumb(found)], reverse("channels:listing", args=[pk])
    return form_page(request, form, title=_("Sửa giá, đường dẫn"), crumbs=crumbs, button=_("Lưu"), back=back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_listing(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_listing(actor, pk)
    rules.require(actor, "end_listing", found)
    form = ClosingForm(request.POST or None, initial={"on": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        found.version, told = seen_version(request), form.cleaned_data
        if carry_out(form, lambda: actions.end_listing(found, told["on"], told["reason"], actor=actor)):
            messages.success(request, _("Đã ghi thôi bán ở đó."))
            return redirect("channels:product", found.product_id)
    crumbs, back = [desk_crumb(), product_crumb(found)], reverse("channels:listing", args=[pk])
    return form_page(request, form, title=_("Thôi bán ở đó"), crumbs=crumbs, button=_("Ghi thôi bán"), back=back)


@login_required
@require_safe
def check_photo(request: HttpRequest, pk: int, check_pk: int) -> HttpResponseBase:
    found = queries.get_listing(actor_of(request), pk)
    check = ListingCheck.objects.select_related("photo").filter(listing=found, pk=check_pk).first()
    if check is None or check.photo is None:
        raise NotFound()
    return serve(check.photo, request.user)
