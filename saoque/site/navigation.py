"""The main places of the house, as each role needs them; the order is that of a day's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.access import Actor
from saoque.people.roles import YOUTH_ROLES, Role

_OFFICES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.INSPECTOR)
_COUNCILS = (
    Role.AGENCY_CLERK,
    Role.AGENCY_HEAD,
    Role.ADVISER,
    Role.COUNCIL_CHAIR,
    Role.COUNCIL_MEMBER,
    Role.COUNCIL_SECRETARY,
)


@dataclass(frozen=True)
class Place:
    """One entry. `roles` empty: for everybody; `signed_in`: only after signing in; `note`: what one does there, in a line."""

    name: str
    text: Any
    icon: str
    roles: tuple[Role, ...] = ()
    signed_in: bool = False
    note: Any = ""


PLACES = (
    Place("today", _("Hôm nay"), "home", signed_in=True),
    Place("dossiers:list", _("Hồ sơ"), "folder", (Role.PRODUCER, *_OFFICES, Role.SIGNER)),
    Place("producers:home", _("Sản phẩm của tôi"), "basket", (Role.PRODUCER,)),
    Place("producers:home", _("Chủ thể"), "basket", YOUTH_ROLES),
    Place("help", _("Hỗ trợ"), "users", (Role.PRODUCER, Role.PARTNER, *YOUTH_ROLES, *_OFFICES)),
    Place("councils:home", _("Hội đồng"), "users", _COUNCILS),
    Place("certificates:sign_list", _("Chờ ký"), "edit", (Role.SIGNER,)),
    Place("people:units", _("Đơn vị"), "users", (Role.ADMIN,)),
    Place("catalogue", _("Sản phẩm"), "basket"),
    Place("verify", _("Xác minh"), "qr"),
)


# What stands on the page «Hỗ trợ», in this order: everything beside the dossier that helps a young producer on.
HELP: tuple[Place, ...] = (
    Place(
        "cooperatives:home",
        _("Lập tổ hợp tác, hợp tác xã"),
        "users",
        note=_("Cùng nhau đi từ ý tưởng đến giấy chứng nhận, rồi giữ sổ thành viên và vốn."),
    ),
)


def places_for(actor: Actor, places: tuple[Place, ...] = PLACES) -> Iterator[Place]:
    for place in places:
        if place.signed_in and not actor.signed_in:
            continue
        if not place.roles or actor.has(*place.roles):
            yield place


def nav_items(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Return the entries for the page frame; the one whose address begins `path` is the current one."""
    items = []
    for place in places_for(actor):
        url = reverse(place.name)
        items.append({"url": url, "text": place.text, "icon": place.icon, "current": path.startswith(url)})
    return items


def account_items(actor: Actor) -> list[dict[str, Any]]:
    """Return what stands in the menu under the person's name."""
    if not actor.signed_in:
        return []
    return [
        {"url": reverse("people:account"), "text": _("Tài khoản của tôi"), "icon": "user"},
        {"url": reverse("people:units"), "text": _("Đơn vị của tôi"), "icon": "users"},
    ]
