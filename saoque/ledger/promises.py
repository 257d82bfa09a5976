"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import F, Q

from saoque.kernel.calendar import today
from saoque.kernel.invariants import invariant
from saoque.ledger.actions.sales import MOST_MONEY
from saoque.ledger.models import ImportRow, Sale, SaleImport

_LIMIT = 50


@invariant
def sales_are_possible() -> Iterator[str]:
    """Amounts, quantities and days are ones that could have been told; what is struck out says why."""
    odd = Q(quantity__lte=0) | Q(amount__gt=MOST_MONEY) | Q(unit="")
    for pk in Sale.objects.filter(odd).values_list("pk", flat=True)[:_LIMIT]:
        yield f"sale {pk}: amount, quantity or unit cannot be"
    for pk in Sale.objects.filter(sold_on__gt=today()).values_list("pk", flat=True)[:_LIMIT]:
        yield f"sale {pk}: sold on a day to come"
    for pk in Sale.objects.filter(struck_at__isnull=False, struck_reason="").values_list("pk", flat=True)[:_LIMIT]:
        yield f"sale {pk}: struck out without a reason"


@invariant
def sales_belong_to_the_producer_of_the_product() -> Iterator[str]:
    strange = Sale.objects.exclude(producer=F("product__producer"))
    for pk in strange.values_list("pk", flat=True)[:_LIMIT]:
        yield f"sale {pk}: its product is another producer's"


@invariant
def sales_through_a_channel_name_it() -> Iterator[str]:
    wrong = Q(kind=Sale.Kind.CHANNEL, channel__isnull=True) | (~Q(kind=Sale.Kind.CHANNEL) & Q(channel__isnull=False))
    for pk in Sale.objects.filter(wrong).values_list("pk", flat=True)[:_LIMIT]:
        yield f"sale {pk}: way of selling and channel do not fit"


@invariant
def imports_wrote_what_they_say() -> Iterator[str]:
    """A line's sale is of the table's producer and product; nothing is written of a table that was not confirmed."""
    rows = ImportRow.objects.filter(sale__isnull=False)
    for pk in rows.exclude(sale__producer=F("batch__producer")).values_list("pk", flat=True)[:_LIMIT]:
        yield f"import row {pk}: its sale is another producer's"
    written = [SaleImport.State.WRITTEN, SaleImport.State.UNDONE]
    for pk in rows.exclude(batch__state__in=written).values_list("pk", flat=True)[:_LIMIT]:
        yield f"import row {pk}: written before it was confirmed"
    left = rows.filter(batch__state=SaleImport.State.UNDONE, sale__struck_at__isnull=True)
    for pk in left.values_list("pk", flat=True)[:_LIMIT]:
        yield f"import row {pk}: its table was taken back, its sale was not"
