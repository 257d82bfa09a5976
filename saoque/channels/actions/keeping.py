"""Channels and their points: added, changed, closed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from saoque.channels.models import Channel, Listing, PointOfSale
from saoque.channels.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text, sort_key
from saoque.people.roles import Role
from saoque.places.models import AdminUnit, Level

# A box around the country with its islands, degrees (WGS 84): what lies outside was mistyped.
SOUTH, NORTH, WEST, EAST = Decimal(6), Decimal(24), Decimal(102), Decimal(118)
_FIVE = Decimal("0.00001")
_web = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class ChannelTold:
    """What is told of a channel. `kind`: `Channel.Kind`; a producer's own outlet is always `own`."""

    name: str
    kind: str = Channel.Kind.OWN
    website: str = ""

    def fields(self, acting: Actor) -> dict[str, Any]:
        """Return the columns. Raises `DomainError` naming the field that is wrong."""
        name = _name(self.name)
        kind = Channel.Kind.OWN if acting.standing and acting.standing.role == Role.PRODUCER else self.kind
        if kind not in Channel.Kind.values:
            raise DomainError(_("Hãy chọn loại nơi bán."), field="kind")
        website = web_address(self.website, "website")
        if kind == Channel.Kind.PLATFORM and not website:
            raise DomainError(_("Sàn thương mại điện tử thì cần địa chỉ trang web."), field="website")
        return {
            "name": name, "kind": kind, "website": website,
            "search": search_text(name), "sort": sort_key(name)[:600],
        }  # fmt: skip


@dataclass(frozen=True)
class PointTold:
    """What is told of a point. Degrees WGS 84, both or neither."""

    name: str
    commune: AdminUnit
    address_line: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    opened_on: date | None = None

    def fields(self) -> dict[str, Any]:
        """Return the columns. Raises `DomainError` naming the field that is wrong."""
        name, line = _name(self.name), " ".join(self.address_line.split())[:200]
        if self.commune.level != Level.COMMUNE:
            raise DomainError(_("Hãy chọn xã, phường."), field="place")
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise DomainError(_("Ghi cả vĩ độ và kinh độ, hoặc để trống cả hai."), field=missing)
        if self.latitude is not None and not SOUTH <= self.latitude <= NORTH:
            raise DomainError(_("Vĩ độ của Việt Nam từ 6 đến 24."), field="latitude")
        if self.longitude is not None and not WEST <= self.longitude <= EAST:
            raise DomainError(_("Kinh độ của Việt Nam từ 102 đến 118."), field="longitude")
        if self.opened_on and self.opened_on > today():
            raise DomainError(_("Ngày mở cửa còn ở tương lai."), field="opened_on")
        return {
            "name": name, "commune": self.commune, "address_line": line, "opened_on": self.opened_on,
            "latitude": None if self.latitude is None else self.latitude.quantize(_FIVE),
            "longitude": None if self.longitude is None else self.longitude.quantize(_FIVE),
            "search": search_text(name, line)[:600],
        }  # fmt: skip


@transaction.atomic
def add_channel(told: ChannelTold, *, actor: Actor) -> Channel:
    """Add a channel; the unit in which the person acts keeps it. A producer adds outlets of its own."""
    acting = rules.require(actor, "add_channel")
    channel = Channel.objects.create(unit_id=acting.unit_id, added_by=acting.user, **told.fields(acting))
    audit.record(channel, "add_channel", acting, data={"name": channel.name, "kind": channel.kind})
    return channel


def change_channel(channel: Channel, told: ChannelTold, *, actor: Actor) -> None:
    acting = rules.require(actor, "keep_channel", channel)
    _open(channel.closed_on)
    fields = told.fields(acting)
    compare_and_set(channel, acting, "change_channel", data={"name": fields["name"], "kind": fields["kind"]}, **fields)


@transaction.atomic
def close_channel(channel: Channel, on: date, reason: str, *, actor: Actor) -> None:
    """Close a channel with all its points; what stands there ends with it."""
    acting = rules.require(actor, "keep_channel", channel)
    said = _closing(channel.closed_on, on, reason)
    compare_and_set(channel, acting, "close_channel", data={"reason": said}, closed_on=on, closed_reason=said)
    for point in PointOfSale.objects.filter(channel=channel, closed_on=None):
        compare_and_set(point, acting, "close_point", data={"reason": said}, closed_on=on, closed_reason=said)
    _end(Listing.objects.filter(channel=channel), on, said, acting)


@transaction.atomic
def reopen_channel(channel: Channel, *, actor: Actor) -> int:
    """Open a closed channel again, with the points that were closed together with it; returns how many these are.

    What stood there stays ended: whether it is on the shelf again is for its producer to say.
    """
    acting = rules.require(actor, "keep_channel", channel)
    if channel.closed_on is None:
        raise DomainError(_("Nơi bán này đang mở."))
    was = {"closed_on": channel.closed_on, "closed_reason": channel.closed_reason}
    compare_and_set(channel, acting, "reopen_channel", data=_said(was), closed_on=None, closed_reason="")
    points = PointOfSale.objects.filter(channel=channel, **was)
    for point in points:
        compare_and_set(point, acting, "reopen_point", data=_said(was), closed_on=None, closed_reason="")
    return len(points)


@transaction.atomic
def reopen_point(point: PointOfSale, *, actor: Actor) -> None:
    """Open a closed point of an open channel again; what stood there stays ended."""
    acting = rules.require(actor, "keep_channel", point)
    if point.closed_on is None:
        raise DomainError(_("Nơi bán này đang mở."))
    if Channel.objects.select_for_update().get(pk=point.channel_id).closed_on is not None:
        raise DomainError(_("Kênh bán này đang đóng. Hãy mở lại cả kênh trước."))
    was = {"closed_on": point.closed_on, "closed_reason": point.closed_reason}
    compare_and_set(point, acting, "reopen_point", data=_said(was), closed_on=None, closed_reason="")


def _said(was: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in was.items()}


@transaction.atomic
def add_point(channel: Channel, told: PointTold, *, actor: Actor) -> PointOfSale:
    """Add a place of the channel. A platform has none."""
    acting = rules.require(actor, "keep_channel", channel)
    locked = Channel.objects.select_for_update().get(pk=channel.pk)
    _open(locked.closed_on)
    if locked.kind == Channel.Kind.PLATFORM:
        raise DomainError(_("Sàn thương mại điện tử không có điểm bán; hàng được đưa thẳng lên sàn."))
    point = PointOfSale.objects.create(channel=channel, added_by=acting.user, **told.fields())
    audit.record(point, "add_point", acting, data={"channel": channel.pk, "name": point.name})
    return point


def change_point(point: PointOfSale, told: PointTold, *, actor: Actor) -> None:
    acting = rules.require(actor, "keep_channel", point)
    _open(point.closed_on)
    fields = told.fields()
    compare_and_set(point, acting, "change_point", data={"name": fields["name"]}, **fields)


@transaction.atomic
def close_point(point: PointOfSale, on: date, reason: str, *, actor: Actor) -> None:
    """Close a point; what stands there ends with it."""
    acting = rules.require(actor, "keep_channel", point)
    said = _closing(point.closed_on, on, reason)
    if point.opened_on and on < point.opened_on:
        raise DomainError(_("Ngày đóng không thể trước ngày mở."), field="on")
    compare_and_set(point, acting, "close_point", data={"reason": said}, closed_on=on, closed_reason=said)
    _end(Listing.objects.filter(point=point), on, said, acting)


def web_address(text: str, field: str) -> str:
    """Return an address on the web, "" for none. Raises `DomainError` for anything else."""
    address = text.strip()
    if address:
        try:
            _web(address)
        except ValidationError:
            raise DomainError(_("Đường dẫn cần bắt đầu bằng https:// và đúng địa chỉ."), field=field) from None
    return address


def _end(listings: QuerySet[Listing], on: date, reason: str, acting: Actor) -> None:
    """End what still stands there; nothing ends before it began."""
    ending = list(listings.filter(until=None).select_for_update())
    rows = Listing.objects.filter(pk__in=[one.pk for one in ending])
    rows.update(until=Greatest(F("since"), Value(on)), end_reason=reason, version=F("version") + 1)
    for one in ending:
        audit.record(one, "end_listing", acting, data={"reason": reason})


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 2 <= len(name) <= 160:
        raise DomainError(_("Hãy ghi tên, từ 2 đến 160 chữ."), field="name")
    return name


def _open(closed_on: date | None) -> None:
    if closed_on is not None:
        raise DomainError(_("Nơi bán này đã đóng."))


def _closing(closed_on: date | None, on: date, reason: str) -> str:
    _open(closed_on)
    if on > today():
        raise DomainError(_("Ngày đóng còn ở tương lai. Hãy ghi khi đã đóng."), field="on")
    said = " ".join(reason.split())[:200]
    if len(said) < 3:
        raise DomainError(_("Hãy ghi vì sao đóng."), field="reason")
    return said
