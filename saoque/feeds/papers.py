"""Papers that a seller must have at hand in a livestream, from the dated record of outside figures."""

from datetime import date

from saoque.feeds.layouts import Layout
from saoque.sources.queries import record_of

RECORD = "markets-and-organisation#ecommerce_ready"
_FORMS = {"sheet_word", "sheet_pdf"}


def papers_at_hand(layout: Layout) -> tuple[str, ...]:
    """Return what the record asks for, each with the day from which it holds; nothing for other files. One query."""
    if not _FORMS & set(layout.forms):
        return ()
    found = record_of(RECORD)
    said = [f"{rule['item']}{_since(rule.get('from'))}" for rule in found.facts["rules"]]
    sources = ", ".join(found.sources)
    return (*said, f"Nguồn: {sources}. Hãy kiểm lại trước buổi bán.")


def _since(day: date | None) -> str:
    return f" (từ {day.day:02d}/{day.month:02d}/{day.year})" if day else ""
