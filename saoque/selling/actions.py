"""Everything that can happen to a selling record."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.places.queries import provinces
from saoque.producers.models import Product
from saoque.selling.events import RecordChanged, RecordShown
from saoque.selling.models import DeliveryArea, MonthCapacity, PriceTier, SellingRecord
from saoque.selling.queries import record_of
from saoque.selling.reading import told_of
from saoque.selling.rules import rules
from saoque.selling.told import Month, Told, changes, columns_of, months_of, tiers_of


@transaction.atomic
def write_record(product: Product, told: Told, *, seen: int, actor: Actor) -> SellingRecord:
    """Keep what is told of the product's sale; telling the same again changes nothing.

    `seen` is the version that the person began from, 0 for a product without a record. Raises `Stale` when somebody
    else has written meanwhile, `DomainError` naming the field at fault.
    """
    acting = rules.require(actor, "change", product)
    columns, months, tiers = columns_of(told), months_of(told), tiers_of(told)
    areas = frozenset() if told.everywhere else _checked_areas(told.areas)
    told = Told(**columns, months=months, tiers=tuple(tiers), areas=areas)
    record = record_of(product)
    if (record.version if record else 0) != seen:
        raise Stale()
    before = told_of(record) if record else None
    changed = tuple(sorted(changes(before, told)))
    if record is not None and not changed:
        return record
    data = {"product": product.pk, "fields": list(changed), "price": told.price}
    if record is None:
        record = _begin(product, columns, acting)
        audit.record(record, "tell_sale", acting, data=data)
    else:
        compare_and_set(
            record, acting, "change_sale", data=data, changed_by=acting.user, changed_at=timezone.now(), **columns
        )
    _write_parts(record, months, tiers, areas)
    emit(RecordChanged(record=record, fields=changed))
    return record


@transaction.atomic
def show_to_buyers(record: SellingRecord, *, actor: Actor) -> None:
    """The producer agrees that buyers see the record: price, amounts, terms, names of papers; never a phone number."""
    acting = rules.require(actor, "show", record)
    if record.shown_at is not None:
        raise DomainError(_("Người mua đang xem được sản phẩm này rồi."))
    compare_and_set(record, acting, "show_to_buyers", shown_at=timezone.now(), data={"product": record.product_id})
    emit(RecordShown(record=record, shown=True))


@transaction.atomic
def hide_from_buyers(record: SellingRecord, *, actor: Actor) -> None:
    """The producer takes the agreement back; from now on buyers find nothing."""
    acting = rules.require(actor, "show", record)
    if record.shown_at is None:
        raise DomainError(_("Người mua vốn không xem được sản phẩm này."))
    compare_and_set(record, acting, "hide_from_buyers", shown_at=None, data={"product": record.product_id})
    emit(RecordShown(record=record, shown=False))


def _begin(product: Product, columns: dict[str, object], acting: Actor) -> SellingRecord:
    try:
        with transaction.atomic():
            return SellingRecord.objects.create(product=product, changed_by=acting.user, **columns)
    except IntegrityError:
        raise Stale() from None


def _checked_areas(ids: frozenset[int]) -> frozenset[int]:
    known = set(provinces().values_list("pk", flat=True))
    if not ids <= known:
        raise DomainError(_("Có nơi giao không còn là tỉnh, thành phố. Hãy chọn lại."), field="areas")
    return ids


def _write_parts(
    record: SellingRecord, months: dict[int, Month], tiers: list[tuple[int, int]], areas: frozenset[int]
) -> None:
    """Write months, tiers and areas anew; they are few and have no life of their own."""
    record.months.all().delete()
    record.tiers.all().delete()
    record.areas.all().delete()
    MonthCapacity.objects.bulk_create(
        MonthCapacity(record=record, month=number, amount=one.amount, promised=one.promised)
        for number, one in months.items()
    )
    PriceTier.objects.bulk_create(PriceTier(record=record, least=least, price=price) for least, price in tiers)
    DeliveryArea.objects.bulk_create(DeliveryArea(record=record, province_id=pk) for pk in sorted(areas))
    record._prefetched_objects_cache = {}  # type: ignore[attr-defined]
