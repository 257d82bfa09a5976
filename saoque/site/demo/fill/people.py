"""Accounts that are plainly artificial: «Người thử 00001», +84000000001. Nobody can sign in with a password."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from saoque.kernel.text import search_text, sort_key
from saoque.people.models import Membership, Unit, User
from saoque.places.models import AdminUnit
from saoque.site.demo.fill.draw import Draw

FIRST_PHONE = "+84000000001"


def person(draw: Draw) -> User:
    """Return the next account, not stored yet."""
    draw.people += 1
    return User(
        full_name=f"Người thử {draw.people:05d}",
        phone=f"+84{draw.people:09d}",
        password=UNUSABLE_PASSWORD_PREFIX,
    )


def unit(kind: str, name: str, place: AdminUnit | None, since: dt.date) -> Unit:
    """Return a unit at a commune or province, not stored yet."""
    is_commune = place is not None and place.level == "commune"
    return Unit(
        kind=kind,
        name=name[:200],
        commune=place if is_commune else None,
        province=place.parent if place is not None and is_commune else place,
        since=since,
        search=search_text(name)[:260],
        sort=sort_key(name)[:600],
    )


def membership(user: User, of: Unit, role: str, since: dt.date, title: str = "") -> Membership:
    return Membership(user_id=user.pk, unit_id=of.pk, role=role, since=since, title=title)
