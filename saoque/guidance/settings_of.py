"""What holds in a province: its own setting, else the nation's, else the default that comes with the product."""

from dataclasses import dataclass

from saoque.guidance import base
from saoque.guidance.models import HandbookRules


@dataclass(frozen=True)
class Held:
    """Terms in working days and months, and where they come from. `version` 0 when nobody has set them here."""

    answer_days: int
    check_months: int
    source: str
    version: int = 0


def held_in(province: str) -> Held:
    """Return the settings that hold in a province (code). One query."""
    rows = {row.province: row for row in HandbookRules.objects.filter(province__in={"", province})}
    row = rows.get(province) or rows.get("")
    if row is None:
        known = base.defaults()
        return Held(known["answer_days"].value, known["check_months"].value, known["answer_days"].source)
    return Held(row.answer_days, row.check_months, row.source, row.version if row.province == province else 0)
