"""Limits are counted in the cache and a page leaves its language behind: every test begins with neither, and ends consistent."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def promises_kept(consistent_room: None) -> None:
    """Whatever a test of this room stored is consistent."""


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()
    translation.deactivate()
