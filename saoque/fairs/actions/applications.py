"""Who wants to come: producers of Sao Quê by their products, guests written in by the organiser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.fairs.flow import exhibitor_flow
from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text, sort_key
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product

MOST_GUESTS, MOST_GOODS, MOST_WANTED = 1000, 3000, 10
MOST_DAILY, MOST_WATTS, MOST_PRICE = 10**6, 10**5, 10**12


@dataclass(frozen=True)
class Line:
    """One product to bring: `daily` units of goods a day, `price` VND a unit at the fair."""

    product: Product
    daily: int
    unit: str
    price: int | None = None


@dataclass(frozen=True)
class Application:
    """What a producer asks for: booths, electric power in watts, and the goods."""

    lines: Sequence[Line]
    booths: int = 1
    watts: int = 0
    note: str = ""


@dataclass(frozen=True)
class GuestGoods:
    """A guest's product as the guest tells it; nothing here vouches for the star."""

    name: str
    star: int = 0
    star_until: date | None = None
    sector: str = ""
    daily: int = 0
    unit: str = ""
    price: int | None = None


@dataclass(frozen=True)
class Visitor:
    """An exhibitor from elsewhere, who has no account here."""

    name: str
    goods: Sequence[GuestGoods]
    province: AdminUnit | None = None
    contact: str = ""
    phone: str = ""
    booths: int = 1
    watts: int = 0
    note: str = ""
    key: str = field(default="", compare=False)


@transaction.atomic
def apply(fair: Fair, producer: Producer, told: Application, *, actor: Actor) -> Exhibitor:
    """Apply with products, while applications are taken. Raises `DomainError` for a second application."""
    acting = rules.require(actor, "apply", producer)
    _taking(fair)
    _check(producer, told)
    try:
        with transaction.atomic():
            made = Exhibitor.objects.create(
                fair=fair, producer=producer, name=producer.name, province=producer.commune.parent,
                contact=producer.representative_name, phone=producer.phone, booths_wanted=told.booths,
                watts=told.watts, note=told.note.strip()[:300], applied_on=today(), applied_by=acting.user,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(_("Cơ sở đã đăng ký hội chợ này rồi. Mở đăng ký để sửa.")) from None
    _put_goods(made, told.lines)
    audit.record(made, "apply", acting, to_state=made.state, data={"fair": fair.pk, "booths": told.booths})
    return made


@transaction.atomic
def change_application(exhibitor: Exhibitor, told: Application, *, actor: Actor) -> None:
    """Say it anew while applications are taken; the place in the order of application stays."""
    if exhibitor.producer is None:
        raise NotFound()
    acting = rules.require(actor, "apply", exhibitor.producer)
    _taking(exhibitor.fair)
    if exhibitor.state != Exhibitor.State.APPLIED:
        raise DomainError(_("Đăng ký này đã rút."))
    _check(exhibitor.producer, told)
    compare_and_set(
        exhibitor, acting, "change_application", booths_wanted=told.booths, watts=told.watts,
        note=told.note.strip()[:300],
    )  # fmt: skip
    exhibitor.exhibits.all().delete()
    _put_goods(exhibitor, told.lines)


@transaction.atomic
def withdraw(exhibitor: Exhibitor, *, actor: Actor) -> None:
    """Give notice of not coming, until the fair begins. Booths become free; no absence is counted."""
    acting = rules.require(actor, "withdraw", exhibitor)
    if exhibitor.fair.state in (Fair.State.RUNNING, Fair.State.ENDED, Fair.State.REPORTED):
        raise DomainError(_("Hội chợ đã khai mạc. Hãy báo thẳng cho ban tổ chức."))
    exhibitor_flow.apply(exhibitor, "withdraw", acting, proposed="", rank=None)
    for booth in Booth.objects.filter(exhibitor=exhibitor):
        compare_and_set(booth, acting, "free_booth", data={"exhibitor": exhibitor.pk}, exhibitor=None)


@transaction.atomic
def take_guests(fair: Fair, guests: Sequence[Visitor], *, actor: Actor) -> list[Exhibitor]:
    """Write in guests from elsewhere, all of them or none, until the list is published. One record for the whole act."""
    acting = rules.require(actor, "organise", fair)
    if not guests or len(guests) > MOST_GUESTS or sum(len(one.goods) for one in guests) > MOST_GOODS:
        raise DomainError(_("Mỗi lần ghi được từ 1 đến 1.000 đơn vị, nhiều nhất 3.000 sản phẩm."))
    open_to_guests = Fair.objects.select_for_update().filter(pk=fair.pk, state__in=("called", "choosing"))
    if not open_to_guests.filter(chosen_on=None).exists():
        raise DomainError(_("Chỉ ghi thêm khách được khi chưa công bố danh sách."))
    known = set(fair.exhibitors.filter(producer=None).exclude(state="withdrawn").values_list("search", flat=True))
    for one in guests:
        _check_guest(one, known)
    made = Exhibitor.objects.bulk_create([_guest(fair, one, acting) for one in guests], batch_size=500)
    Exhibit.objects.bulk_create(
        [_guest_exhibit(row, goods) for row, one in zip(made, guests, strict=True) for goods in one.goods],
        batch_size=500,
    )
    compare_and_set(fair, acting, "take_guests", data={"guests": len(made), "first": made[0].pk})
    return made


def mark_attendance(exhibitor: Exhibitor, *, came: bool, actor: Actor) -> None:
    """Write down whether a chosen exhibitor came; an absence without notice counts at the next fair."""
    acting = rules.require(actor, "organise", exhibitor.fair)
    if exhibitor.fair.state not in (Fair.State.RUNNING, Fair.State.ENDED):
        raise DomainError(_("Chỉ ghi có mặt, vắng mặt khi hội chợ đã khai mạc."))
    exhibitor_flow.apply(exhibitor, "come" if came else "miss", acting)


def _taking(fair: Fair) -> None:
    """Hold the fair while it takes applications, so that closing them and applying cannot cross."""
    held = Fair.objects.select_for_update().filter(pk=fair.pk, state=Fair.State.CALLED).first()
    if held is None or today() > held.apply_until:
        raise DomainError(_("Hội chợ không còn nhận đăng ký."))


def _check(producer: Producer, told: Application) -> None:
    if not told.lines:
        raise DomainError(_("Hãy chọn ít nhất một sản phẩm."))
    _check_numbers(told.booths, told.watts)
    for line in told.lines:
        if line.product.producer_id != producer.pk:
            raise NotFound()
        if not 0 < line.daily <= MOST_DAILY or not line.unit.strip():
            raise DomainError(
                _("«%(name)s»: hãy ghi một ngày bán được bao nhiêu, tính theo gì.") % {"name": line.product.name}
            )
        if line.price is not None and not 0 < line.price <= MOST_PRICE:
            raise DomainError(_("«%(name)s»: giá bán phải lớn hơn 0.") % {"name": line.product.name})


def _check_numbers(booths: int, watts: int) -> None:
    if not 1 <= booths <= MOST_WANTED:
        raise DomainError(_("Xin được từ 1 đến 10 gian."), field="booths")
    if not 0 <= watts <= MOST_WATTS:
        raise DomainError(_("Công suất điện từ 0 đến 100.000 W."), field="watts")


def _put_goods(exhibitor: Exhibitor, lines: Iterable[Line]) -> None:
    Exhibit.objects.bulk_create(
        Exhibit(
            exhibitor=exhibitor, product=line.product, name=line.product.name, star=line.product.star,
            star_until=line.product.star_until, sector=rulebook.product_set(line.product.scorecard).sector,
            daily=line.daily, unit=line.unit.strip()[:20], price=line.price,
        )
        for line in lines
    )  # fmt: skip


def _check_guest(one: Visitor, known: set[str]) -> None:
    name = search_text(one.name)[:260]
    if not one.name.strip() or not one.goods:
        raise DomainError(_("Mỗi đơn vị cần tên và ít nhất một sản phẩm."))
    if name in known:
        raise DomainError(_("«%(name)s» đã có trong hội chợ này.") % {"name": one.name})
    known.add(name)
    _check_numbers(one.booths, one.watts)


def _guest(fair: Fair, one: Visitor, acting: Actor) -> Exhibitor:
    return Exhibitor(
        fair=fair, name=one.name.strip()[:200], province=one.province, contact=one.contact.strip()[:120],
        phone=one.phone.strip()[:20], booths_wanted=one.booths, watts=one.watts, note=one.note.strip()[:300],
        applied_on=today(), applied_by=acting.user, search=search_text(one.name)[:260], sort=sort_key(one.name)[:600],
    )  # fmt: skip


def _guest_exhibit(row: Exhibitor, one: GuestGoods) -> Exhibit:
    return Exhibit(
        exhibitor=row, name=one.name.strip()[:200], star=one.star, star_until=one.star_until, sector=one.sector,
        daily=one.daily, unit=one.unit.strip()[:20], price=one.price,
    )  # fmt: skip
