"""How often somebody may do something, counted in the cache; a forgotten count does no harm."""

from django.core.cache import cache


def within_limit(key: str, *, limit: int, seconds: int) -> bool:
    """Count one use of `key` and return whether it is within `limit` uses per `seconds`."""
    if cache.add(key, 1, timeout=seconds):
        return limit >= 1
    try:
        return int(cache.incr(key)) <= limit
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, timeout=seconds)
        return limit >= 1
