import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Nobody has asked anything today yet; people of earlier tests had the same numbers."""
    cache.clear()
