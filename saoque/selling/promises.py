"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import F

from saoque.kernel.invariants import invariant
from saoque.knowledge.labels.gtin import is_valid
from saoque.selling.models import DeliveryArea, MonthCapacity, PriceTier, SellingRecord


@invariant
def records_have_a_unit_and_a_price() -> Iterator[str]:
    for pk in SellingRecord.objects.filter(unit="").values_list("pk", flat=True):
        yield f"selling record {pk}: no unit"
    for pk in SellingRecord.objects.filter(price=0).values_list("pk", flat=True):
        yield f"selling record {pk}: no price"


@invariant
def barcodes_check() -> Iterator[str]:
    for pk, gtin in SellingRecord.objects.exclude(gtin="").values_list("pk", "gtin").iterator():
        if not is_valid(gtin):
            yield f"selling record {pk}: barcode {gtin} does not check"


@invariant
def months_promise_no_more_than_they_hold() -> Iterator[str]:
    for one in MonthCapacity.objects.filter(promised__gt=F("amount")):
        yield f"selling record {one.record_id}: month {one.month} promises {one.promised} of {one.amount}"


@invariant
def more_costs_less() -> Iterator[str]:
    before: tuple[int, int] = (0, 0)
    for record, price, retail in PriceTier.objects.order_by("record", "least").values_list(
        "record", "price", "record__price"
    ):
        lowest = before[1] if before[0] == record else retail
        if price >= lowest:
            yield f"selling record {record}: a tier of {price} is no lower than {lowest}"
        before = (record, price)


@invariant
def goods_are_delivered_to_provinces() -> Iterator[str]:
    wrong = DeliveryArea.objects.exclude(province__level="province")
    for record in wrong.values_list("record", flat=True):
        yield f"selling record {record}: delivers to what is no province"
