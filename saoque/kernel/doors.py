"""Links to pages of rooms that stand beside or above: a link appears once its room is there, and none breaks without it.

A page says `door("support:ask", kind="label", product=12)` and shows the link only when the answer is not empty.
That keeps the order of the rooms: nothing is imported, only the name of an address is known.
"""

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def door(name: str, *args: Any, **query: Any) -> str:
    """Return the address called `name` with `query` behind it; an empty word while no room offers it."""
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    asked = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{address}?{urlencode(asked)}" if asked else address
