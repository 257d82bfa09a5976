"""What a founding meeting voted on, and whether the founders have changed it since: then it needs a new vote."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.models import Cooperative, Meeting
from saoque.cooperatives.queries.capital import CapitalTable

# Items of the agenda record (`coop_agenda`) → what is before the founders when they vote on it. A group votes once, on
# its contract, in which the shares stand too.
_BEFORE: dict[str, tuple[str, ...]] = {
    "charter": ("charter",),
    "contract": ("charter", "capital"),
    "capital": ("capital",),
    "lines": ("lines",),
}
_NAMES: dict[str, str | Promise] = {
    "charter": _("điều lệ, hợp đồng"),
    "capital": _("vốn góp"),
    "lines": _("tên, ngành nghề"),
}


def _as_it_stands(cooperative: Cooperative, capital: CapitalTable, part: str) -> Any:
    if part == "charter":
        return {"blocks": cooperative.charter, "limit": cooperative.max_share_percent}
    if part == "capital":
        return {str(row.member.pk): row.pledged for row in capital.rows if row.pledged}
    return {"name": cooperative.name, "lines": sorted(line.name for line in cooperative.lines.all())}


def put_to_the_vote(cooperative: Cooperative, capital: CapitalTable, key: str) -> dict[str, Any]:
    """Return what the agenda item of that key decides on, as it stands now; empty for elections and own items."""
    return {part: _as_it_stands(cooperative, capital, part) for part in _BEFORE.get(key, ())}


def changed_since(meeting: Meeting, cooperative: Cooperative, capital: CapitalTable) -> list[str]:
    """Return in words what is no longer as the meeting voted it. Nothing for meetings before this was kept."""
    return [
        str(_NAMES[part]) for part, voted in meeting.voted.items() if voted != _as_it_stands(cooperative, capital, part)
    ]
