"""What the Youth Union reports (record `report_indicators`) against what the records here can tell."""

from saoque.sources.queries import record_of
from saoque.support.counted import figures_for

RECORD = "markets-and-organisation#report_indicators"


def missing(province: str = "") -> list[str]:
    """Return the items that nothing here counts, in the words and the order of the record as it holds there. One query."""
    return [one for one in record_of(RECORD, province=province).facts["items"] if not figures_for(one)]
