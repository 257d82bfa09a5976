"""Loading special days from the dated data file; days that an office has corrected are left as they are."""

import csv
from datetime import date
from pathlib import Path

from saoque.kernel.calendar.models import SpecialDay

DATA = Path(__file__).parent / "data" / "special_days.csv"


def load_special_days(path: Path = DATA) -> int:
    """Add the days of `path` that are not stored yet; return how many were added."""
    known = set(SpecialDay.objects.values_list("day", flat=True))
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [SpecialDay(**{**row, "day": date.fromisoformat(row["day"])}) for row in csv.DictReader(lines)]
    fresh = [row for row in rows if row.day not in known]
    SpecialDay.objects.bulk_create(fresh)
    return len(fresh)
