"""Papers that a seller must have at hand in a livestream, from the dated record of outside figures."""

from datetime import date

from saoque.feeds.layouts import Layout
from saoque.sources.queries import record_of

RECORD = "markets-and-organisation#ecommerce_ready"
_FORMS = {"sheet_word", "sheet_pdf"}


def papers_at_hand(layout: Layout) -> tuple[tuple[str, ...], str]:
    """Return what the record asks for, each with the day from which it holds, and where that is known from.

    Nothing for files that are no run sheet. One query.
    """
    if not _FORMS & set(layout.forms):
        return (), ""
    found = record_of(RECORD)
    said = tuple(f"{rule['item']}{_since(rule.get('from'))}" for rule in found.facts["rules"])
    return said, f"Nguồn: {', '.join(found.sources)}. Hãy kiểm lại trước buổi bán."


def _since(day: date | None) -> str:
    return f" (từ {day.day:02d}/{day.month:02d}/{day.year})" if day else ""
