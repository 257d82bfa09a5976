"""What every page knows."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saoque.kernel.access import NOBODY
from saoque.reminders.queries import unread_count
from saoque.site.navigation import account_items, foot_items, nav_items
from saoque.site.offline import user_key

# The rooms whose looks stand in `rooms.css`; the way of a dossier and the public pages do without it.
_AROUND = frozenset(
    {
        "buyers",
        "capital",
        "channels",
        "cooperatives",
        "councils",
        "fairs",
        "feeds",
        "figures",
        "gifts",
        "ledger",
        "people",
        "selling",
        "sources",
        "startups",
        "support",
        "technology",
    }
)


def site(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", NOBODY)
    return {
        "account_items": account_items(actor),
        "actor": actor,
        "demo_mode": settings.DEMO_MODE,
        "foot_items": foot_items(),
        "nav_items": nav_items(actor, request.path),
        # Asked by the header, so that pages without one ask nothing, and once a page.
        "unread_count": cache(lambda: unread_count(actor.user_id) if actor.user_id else 0),
        "room_styles": bool(request.resolver_match and _AROUND & set(request.resolver_match.namespaces)),
        "site_name": "Sao Quê",
        "site_url": settings.SITE_URL,
        "user_key": user_key(actor.user),
    }
