"""What must always hold in the stored data. Each room says its own; `saoque check_data` asks them all."""

from collections.abc import Callable, Iterator

Invariant = Callable[[], Iterator[str]]
_known: dict[str, Invariant] = {}


def invariant(check: Invariant) -> Invariant:
    """Register a function that yields one line per fault. It reads only, with a number of queries that does not grow."""
    _known[f"{check.__module__}.{check.__qualname__}"] = check
    return check


def faults() -> Iterator[str]:
    """Yield every fault of the stored data, room by room."""
    for name in sorted(_known):
        yield from _known[name]()
