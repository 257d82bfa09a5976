"""What stands where: put on sale, looked at, ended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.channels.actions.keeping import web_address
from saoque.channels.models import Channel, Listing, ListingCheck, PointOfSale
from saoque.channels.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep
from saoque.kernel.flow import compare_and_set
from saoque.producers.models import Product

MOST_PRICE = 10**10  # VND


@dataclass(frozen=True)
class ListingTold:
    """What is told of a product on a shelf. `price` VND per unit, None when not known; `url` of its page there."""

    since: date
    price: int | None = None
    url: str = ""

    def fields(self, channel: Channel) -> dict[str, Any]:
        """Return the columns. Raises `DomainError` naming the field that is wrong."""
        if self.since > today():
            raise DomainError(_("Ngày bắt đầu bán còn ở tương lai. Hãy ghi khi hàng đã lên kệ."), field="since")
        _price(self.price)
        url = web_address(self.url, "url")
        if channel.kind == Channel.Kind.PLATFORM and not url:
            raise DomainError(_("Bán trên sàn thì cần đường dẫn tới gian hàng hoặc sản phẩm."), field="url")
        return {"since": self.since, "price": self.price, "url": url}


@transaction.atomic
def put_on_sale(
    product: Product, channel: Channel, told: ListingTold, *, actor: Actor, point: PointOfSale | None = None
) -> Listing:
    """Say that a product stands in a channel: at one point, or everywhere in it. Once at a time."""
    acting = rules.require(actor, "put_on_sale", product)
    locked = Channel.objects.select_for_update().get(pk=channel.pk)
    if locked.closed_on is not None or (point is not None and _is_closed(point)):
        raise DomainError(_("Nơi bán này đã đóng. Hãy chọn nơi khác."))
    if point is not None and point.channel_id != channel.pk:
        raise DomainError(_("Điểm bán này không thuộc kênh đã chọn."))
    fields = told.fields(locked)
    try:
        with transaction.atomic():
            listing = Listing.objects.create(
                product=product, channel=channel, point=point, added_by=acting.user, **fields
            )
    except IntegrityError:
        raise DomainError(_("Sản phẩm đang bán ở nơi này rồi. Hãy mở dòng đó để sửa giá.")) from None
    data = {"product": product.pk, "channel": channel.pk, "point": point.pk if point else None, "price": told.price}
    audit.record(listing, "put_on_sale", acting, data=data)
    return listing


def change_listing(listing: Listing, told: ListingTold, *, actor: Actor) -> None:
    """Correct price, day or link of what stands there."""
    acting = rules.require(actor, "put_on_sale", listing)
    _standing(listing)
    fields = told.fields(listing.channel)
    compare_and_set(listing, acting, "change_listing", data={"price": told.price}, **fields)


def end_listing(listing: Listing, on: date, reason: str, *, actor: Actor) -> None:
    """The product no longer stands there after `on`, its last day."""
    acting = rules.require(actor, "end_listing", listing)
    _standing(listing)
    if on > today():
        raise DomainError(_("Ngày thôi bán còn ở tương lai. Hãy ghi khi đã thôi."), field="on")
    if on < listing.since:
        raise DomainError(_("Ngày thôi bán không thể trước ngày bắt đầu."), field="on")
    said = " ".join(reason.split())[:200]
    compare_and_set(listing, acting, "end_listing", data={"reason": said}, until=on, end_reason=said)


@transaction.atomic
def look(
    listing: Listing,
    *,
    actor: Actor,
    seen: bool = True,
    price: int | None = None,
    note: str = "",
    photo: UploadedFile | None = None,
) -> ListingCheck:
    """Keep that somebody looked today: it stood there, at what price, or it did not. A price seen becomes the price."""
    acting = rules.require(actor, "look", listing)
    _standing(listing)
    _price(price)
    day = today()
    kept = keep(photo, acting.user, pictures_only=True) if photo else None
    check = ListingCheck.objects.create(
        listing=listing, seen=seen, price=price, photo=kept, note=" ".join(note.split())[:300], checked_on=day,
        checked_by=acting.user, checked_in_id=acting.unit_id,
    )  # fmt: skip
    changes: dict[str, Any] = {"checked_on": day, "missing_on": None} if seen else {"missing_on": day}
    if seen and price is not None:
        changes["price"] = price
    compare_and_set(listing, acting, "look", data={"check": check.pk, "seen": seen, "price": price}, **changes)
    return check


def _is_closed(point: PointOfSale) -> bool:
    """Held until the listing stands, so that whoever closes the point meanwhile ends it too."""
    return PointOfSale.objects.select_for_update().get(pk=point.pk).closed_on is not None


def _standing(listing: Listing) -> None:
    if listing.until is not None:
        raise DomainError(_("Sản phẩm đã thôi bán ở nơi này. Hãy đưa lên bán lại nếu hàng đã trở lại kệ."))


def _price(price: int | None) -> None:
    if price is not None and not 0 < price <= MOST_PRICE:
        raise DomainError(_("Giá bán phải lớn hơn 0 và không quá 10 tỷ đồng."), field="price")
