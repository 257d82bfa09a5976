"""A stored record as plain values."""

from saoque.selling.models import SellingRecord
from saoque.selling.told import PARTS, Month, Told

COLUMNS = tuple(name for name in Told.__dataclass_fields__ if name not in PARTS)


def told_of(record: SellingRecord) -> Told:
    """Return all that the record tells. No query when its parts were fetched before, three otherwise."""
    return Told(
        **{name: getattr(record, name) for name in COLUMNS},
        months={one.month: Month(one.amount, one.promised) for one in record.months.all()},
        tiers=tuple((one.least, one.price) for one in record.tiers.all()),
        areas=frozenset(one.province_id for one in record.areas.all()),
    )
