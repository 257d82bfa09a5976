"""Goods on the way to the fair: what, from where, with whom, loaded, arrived."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.actions.checks import at_the_fair, in_time, whole, words
from saoque.fairs.models import Exhibitor, TransportItem
from saoque.fairs.outcome_flow import MOVING
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import now
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set

MOST_ITEMS = 50
EARLIEST = timedelta(days=14)  # before the first day


@dataclass(frozen=True)
class Load:
    """Goods to be picked up at a place on a day; the time as people say it."""

    goods: str
    boxes: int
    kilograms: int
    pick_up_at: str
    pick_up_on: date
    pick_up_time: str = ""
    cold: bool = False


@transaction.atomic
def add_load(exhibitor: Exhibitor, told: Load, *, actor: Actor) -> TransportItem:
    acting = rules.require(actor, "log", exhibitor)
    at_the_fair(exhibitor)
    in_time(exhibitor.fair, MOVING)
    fair = exhibitor.fair
    if not fair.first_day - EARLIEST <= told.pick_up_on <= fair.last_day:
        raise DomainError(_("Ngày lấy hàng trong vòng 14 ngày trước khai mạc đến ngày bế mạc."), field="pick_up_on")
    if exhibitor.transport.count() >= MOST_ITEMS:
        raise DomainError(_("Một đơn vị ghi nhiều nhất 50 chuyến hàng."), field="goods")
    item = TransportItem.objects.create(
        exhibitor=exhibitor,
        goods=words(told.goods, 2, 200, _("Hãy ghi chở hàng gì."), "goods"),
        boxes=whole(told.boxes, 10_000, "boxes"),
        kilograms=whole(told.kilograms, 100_000, "kilograms"),
        cold=told.cold,
        pick_up_at=words(told.pick_up_at, 2, 200, _("Hãy ghi lấy hàng ở đâu."), "pick_up_at"),
        pick_up_on=told.pick_up_on,
        pick_up_time=words(told.pick_up_time, 0, 20, "", "pick_up_time"),
    )
    audit.record(item, "add_load", acting, data={"boxes": item.boxes, "kilograms": item.kilograms})
    return item


def name_driver(item: TransportItem, driver: str, plate: str, *, actor: Actor) -> None:
    """Say who drives and in which car."""
    acting = rules.require(actor, "organise", item.exhibitor.fair)
    in_time(item.exhibitor.fair, MOVING)
    named = words(driver, 2, 120, _("Hãy ghi tên tài xế."), "driver")
    on = words(plate, 4, 20, _("Hãy ghi biển số xe."), "plate").upper()
    compare_and_set(item, acting, "name_driver", data={"plate": on}, driver=named, plate=on)


def tick(item: TransportItem, step: str, *, actor: Actor) -> None:
    """Note that goods were `loaded` or have `arrived`; ticking again changes nothing."""
    acting = rules.require(actor, "log", item.exhibitor)
    in_time(item.exhibitor.fair, MOVING)
    if step == "loaded":
        if item.loaded_at is None:
            compare_and_set(item, acting, "load_goods", loaded_at=now())
    elif step == "arrived":
        if item.loaded_at is None:
            raise DomainError(_("Hàng chưa lên xe. Hãy đánh dấu đã lên xe trước."))
        if item.arrived_at is None:
            compare_and_set(item, acting, "unload_goods", arrived_at=now())
    else:
        raise DomainError(_("Chuyến hàng không có bước này."))
