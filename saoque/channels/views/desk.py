"""Channels and their points."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.channels import actions
from saoque.channels.chart import draw_map
from saoque.channels.forms import ChannelForm, ClosingForm, PointForm
from saoque.channels.map import Mark, frame_of
from saoque.channels.models import Channel, PointCheck, PointOfSale
from saoque.channels.queries import channels as queries
from saoque.channels.queries import points as point_queries
from saoque.channels.queries.public import place_names, shown_listings
from saoque.channels.rules import KEEPERS, rules
from saoque.channels.views.common import channel_crumb, desk_crumb, filters, form_page, point_crumb, wish_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv, write_xlsx
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.places.queries import Choice
from saoque.producers.forms.base import carry_out

PER_PAGE = 30
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def channel_list(request: HttpRequest) -> HttpResponse:
    wish = wish_of(request)
    page = Paginator(queries.find_channels(wish), PER_PAGE).get_page(request.GET.get("page"))
    actor = actor_of(request)
    context = {"page": page, "wish": wish, "may_add": rules.may(actor, "add_channel"), **filters()}
    context["reads_listings"] = actor.has(Role.PRODUCER, *KEEPERS)
    return render(request, "channels/list.html", context)


@login_required
@require_safe
def table_csv(request: HttpRequest) -> HttpResponseBase:
    return stream_csv(f"kenh-ban-{today():%Y-%m-%d}", _head(), _table(request))


@login_required
@require_safe
def table_xlsx(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(write_xlsx(_head(), _table(request)), content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="kenh-ban-{today():%Y-%m-%d}.xlsx"'
    return response


def _head() -> list[str]:
    return [
        _("Kênh bán"), _("Loại"), _("Điểm bán"), _("Số nhà, ấp, đường"), _("Xã, phường"), _("Tỉnh, thành phố"),
        _("Vĩ độ"), _("Kinh độ"), _("Trang web"), _("Đơn vị giữ"), _("Sản phẩm đang bán"), _("Đóng ngày"),
    ]  # fmt: skip


def _table(request: HttpRequest) -> Iterator[tuple[Any, ...]]:
    kinds = {key: str(words) for key, words in Channel.Kind.choices}
    for name, kind, *more in queries.all_points(wish_of(request)).iterator(chunk_size=500):
        yield (name, kinds[kind], *more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_channel(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rules.require(actor, "add_channel")
    form = ChannelForm(request.POST or None, own=_only_own(actor), initial={"kind": Channel.Kind.OCOP_POINT})
    made: list[Channel] = []

    def act() -> None:
        made.append(actions.add_channel(form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã thêm nơi bán. Giờ ghi các điểm bán của nó."))
        return redirect("channels:channel", made[0].pk)
    title = _("Thêm nơi bán của tôi") if _only_own(actor) else _("Thêm kênh bán")
    return form_page(request, form, title=title, crumbs=[desk_crumb()], button=_("Thêm"), back=reverse("channels:list"))


def _only_own(actor: Actor) -> bool:
    return not actor.has(*KEEPERS)


@require_safe
def channel(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.get_channel(pk)
    actor = actor_of(request)
    context = {
        "channel": found,
        "points": list(queries.points_of(found)),
        "goods": shown_listings().filter(channel=found, point=None).select_related("product").order_by("product__sort"),
        "keeps": found.closed_on is None and rules.may(actor, "keep_channel", found),
        "reopens": found.closed_on is not None and rules.may(actor, "keep_channel", found),
        "platform": found.kind == Channel.Kind.PLATFORM,
    }
    return render(request, "channels/channel.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_channel(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_channel(pk)
    rules.require(actor, "keep_channel", found)
    initial = {"name": found.name, "kind": found.kind, "website": found.website, "version": found.version}
    form = ChannelForm(request.POST or None, own=_only_own(actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_channel(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("channels:channel", pk)
    crumbs, back = [desk_crumb(), channel_crumb(found)], reverse("channels:channel", args=[pk])
    return form_page(request, form, title=_("Sửa kênh bán"), crumbs=crumbs, button=_("Lưu"), back=back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_channel(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_channel(pk)
    rules.require(actor, "keep_channel", found)
    form = ClosingForm(request.POST or None, initial={"on": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        found.version, told = seen_version(request), form.cleaned_data
        if carry_out(form, lambda: actions.close_channel(found, told["on"], told["reason"], actor=actor)):
            messages.success(request, _("Đã đóng kênh bán, cùng các điểm bán và hàng đang bán ở đó."))
            return redirect("channels:channel", pk)
    return form_page(
        request, form, title=_("Đóng kênh bán"), crumbs=[desk_crumb(), channel_crumb(found)], button=_("Đóng"),
        back=reverse("channels:channel", args=[pk]), lead=_("Mọi điểm bán và hàng đang bán ở đó cũng kết thúc."),
    )  # fmt: skip


@login_required
@require_POST
def reopen_channel(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_channel(pk)
    rules.require(actor, "keep_channel", found)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.reopen_channel(found, actor=actor),
        _("Đã mở lại kênh bán, cùng các điểm bán đóng chung lần ấy. Hàng trên kệ thì chủ thể đưa lên lại."),
        "channels:channel", pk,
    )  # fmt: skip


@login_required
@require_POST
def reopen_point(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_point(pk)
    rules.require(actor, "keep_channel", found)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.reopen_point(found, actor=actor),
        _("Đã mở lại điểm bán. Hàng trên kệ thì chủ thể đưa lên lại."), "channels:point", pk,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_point(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_channel(pk)
    rules.require(actor, "keep_channel", found)
    form = PointForm(request.POST or None, initial={"name": found.name})
    made: list[PointOfSale] = []

    def act() -> None:
        made.append(actions.add_point(found, form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã thêm điểm bán."))
        return redirect("channels:point", made[0].pk)
    crumbs, back = [desk_crumb(), channel_crumb(found)], reverse("channels:channel", args=[pk])
    return form_page(request, form, title=_("Thêm điểm bán"), crumbs=crumbs, button=_("Thêm"), back=back, locate=True)


@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """One point: for everybody where it is and what stands there; for officers the checks too."""
    found = queries.get_point(pk)
    actor = actor_of(request)
    reads = point_queries.may_read_checks(actor, found)
    checks = list(point_queries.checks_of(found)[:20]) if reads or found.channel.kind == "ocop_point" else []
    context = {
        "point": found,
        "channel": found.channel,
        "map": _map_of(found),
        "goods": list(point_queries.goods_of(found).filter(product__is_public=True)),
        "share": point_queries.star_share(found),
        "checks": checks if reads else [],
        "passed": next((one for one in checks[:1] if _passed(one)), None),
        "reads": reads,
        "keeps": found.closed_on is None and rules.may(actor, "keep_channel", found),
        "reopens": found.closed_on is not None
        and found.channel.closed_on is None
        and rules.may(actor, "keep_channel", found),
        "may_check": found.closed_on is None and rules.may(actor, "check_point", found),
        "today": today(),
    }
    return render(request, "channels/point.html", context)


def _passed(check: PointCheck) -> bool:
    """Whether everybody may read that the point meets the criteria: only as long as the decision they come from holds."""
    return check.result == PointCheck.Result.MET and (check.valid_until is None or check.valid_until >= today())


def _map_of(found: PointOfSale) -> str:
    if found.latitude is None or found.longitude is None:
        return ""
    mark = Mark(found.pk, found.name, float(found.latitude), float(found.longitude))
    here = f"geo:{found.latitude},{found.longitude}"
    return draw_map([mark], place_names(frame_of([mark])), lambda _spot: here)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_point(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_point(pk)
    rules.require(actor, "keep_channel", found)
    initial = {
        "name": found.name, "place": Choice(found.commune), "address_line": found.address_line,
        "latitude": found.latitude, "longitude": found.longitude, "opened_on": found.opened_on,
        "version": found.version,
    }  # fmt: skip
    form = PointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, lambda: actions.change_point(found, form.told(), actor=actor)):
            messages.success(request, _("Đã lưu."))
            return redirect("channels:point", pk)
    crumbs = [desk_crumb(), channel_crumb(found.channel), point_crumb(found)]
    back = reverse("channels:point", args=[pk])
    return form_page(request, form, title=_("Sửa điểm bán"), crumbs=crumbs, button=_("Lưu"), back=back, locate=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_point(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.get_point(pk)
    rules.require(actor, "keep_channel", found)
    form = ClosingForm(request.POST or None, initial={"on": today(), "version": found.version})
    if request.method == "POST" and form.is_valid():
        found.version, told = seen_version(request), form.cleaned_data
        if carry_out(form, lambda: actions.close_point(found, told["on"], told["reason"], actor=actor)):
            messages.success(request, _("Đã đóng điểm bán, cùng hàng đang bán ở đó."))
            return redirect("channels:point", pk)
    return form_page(
        request, form, title=_("Đóng điểm bán"), crumbs=[desk_crumb(), channel_crumb(found.channel), point_crumb(found)],
        button=_("Đóng"), back=reverse("channels:point", args=[pk]), lead=_("Hàng đang bán ở đó cũng kết thúc."),
    )  # fmt: skip
