"""What several pages share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.channels.queries.channels import Wish
from saoque.places.queries import provinces

TEXT_LIMIT = 120
Crumb = tuple[str, str]


def wish_of(request: HttpRequest) -> Wish:
    """Read the address; what does not fit is left out."""
    asked = request.GET
    kind, province, commune = asked.get("loai", ""), asked.get("tinh", ""), asked.get("xa", "")
    return Wish(
        text=asked.get("q", "").strip()[:TEXT_LIMIT],
        kind=kind if kind in Channel.Kind.values else "",
        province=province if _code(province) else "",
        commune=commune if _code(commune) else "",
        closed=asked.get("dong") == "1",
    )


def _code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def filters() -> dict[str, Any]:
    """Return what the filters offer. One query."""
    return {"kinds": Channel.Kind.choices, "provinces": list(provinces().values_list("code", "full_name"))}


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, crumbs: Sequence[Crumb], button: str, back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": crumbs, "button": button, "back": back, **more}
    return render(request, "channels/form.html", context, status=422 if form.errors else 200)


def desk_crumb() -> Crumb:
    return _("Kênh bán"), reverse("channels:list")


def channel_crumb(channel: Channel) -> Crumb:
    return channel.name, reverse("channels:channel", args=[channel.pk])


def point_crumb(point: PointOfSale) -> Crumb:
    return point.name, reverse("channels:point", args=[point.pk])


def product_crumb(listing: Listing) -> Crumb:
    return listing.product.name, reverse("channels:product", args=[listing.product_id])
