"""Buyers, producers with selling records, requests and threads for the tests of this room."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from saoque.buyers.actions import inquiries, requests
from saoque.buyers.models import BuyingRequest, Inquiry
from saoque.buyers.queries.requests import get_request
from saoque.buyers.queries.threads import get_inquiry
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers import actions as producing
from saoque.producers.models import Product
from saoque.producers.tests.factories import owner, person, places
from saoque.selling.models import DeliveryArea, MonthCapacity, SellingRecord

SET = "QD26-07"
_serial = count(1)


def here() -> AdminUnit:
    """The province in which everything happens."""
    province = places()[0].parent
    assert province is not None
    return province


def shop() -> Actor:
    return person(Role.BUYER, UnitKind.BUYER, here())


def soon(days: int = 10) -> date:
    return today() + timedelta(days=days)


def told(**more: Any) -> requests.Wanted:
    wanted: dict[str, Any] = {
        "title": "Mứt cho hộp quà Tết", "sets": (SET,), "per_month": 100, "unit": "hũ", "answer_until": soon(),
        "province": here(), **more,
    }  # fmt: skip
    return requests.Wanted(**wanted)


def opened(buyer: Actor, **more: Any) -> BuyingRequest:
    request = requests.state_request(told(**more), actor=buyer)
    requests.move_request(request, "open_request", actor=buyer)
    return get_request(buyer, request.pk)


def seller(
    free: int = 60, price: int = 45_000, unit: str = "hũ", star: int = 3, *, shown: bool = True, everywhere: bool = True
) -> tuple[Actor, Product]:
    """A producer with one product that can be sold: `free` units in every month."""
    number = next(_serial)
    actor, producer = owner(name=f"Cơ sở Thử {number}", phone=f"0912 345 {number % 1000:03}")
    product = producing.add_product(actor, producer, SET, producing.ProductData(name=f"Mứt thử {number}"))  # type: ignore[typeddict-item]
    Product.objects.filter(pk=product.pk).update(star=star, star_until=soon(400))
    record = SellingRecord.objects.create(
        product=product, unit=unit, price=price, everywhere=everywhere, shown_at=timezone.now() if shown else None
    )
    MonthCapacity.objects.bulk_create(
        [MonthCapacity(record=record, month=month, amount=free) for month in range(1, 13)]
    )
    return actor, fresh_product(product.pk)


def fresh_product(pk: int) -> Product:
    return Product.objects.select_related("producer__unit", "producer__commune__parent", "selling").get(pk=pk)


def delivers_to(product: Product, province: AdminUnit) -> None:
    DeliveryArea.objects.create(record=product.selling, province=province)


def asked(buyer: Actor, product: Product, amount: int = 50, request: BuyingRequest | None = None) -> Inquiry:
    request = request or opened(buyer)
    [inquiry] = inquiries.ask_for_quotes(request, [(product, amount)], "Cho xin giá.", actor=buyer)
    return fresh(buyer, inquiry)


def fresh(actor: Actor, inquiry: Inquiry) -> Inquiry:
    return get_inquiry(actor, inquiry.pk)


def quote(price: int = 44_000, per_month: int = 50, **more: Any) -> inquiries.Quote:
    return inquiries.Quote(price, per_month, soon(5), soon(200), soon(30), **more)


def quoted(buyer: Actor, owner: Actor, product: Product, amount: int = 50) -> Inquiry:
    inquiry = asked(buyer, product, amount)
    inquiries.quote(fresh(owner, inquiry), quote(per_month=amount), actor=owner)
    return fresh(buyer, inquiry)
