"""Signposts between rooms: a room below names what its reader may want to read, a room above says where that stands."""

from collections.abc import Callable

Pointer = Callable[..., str]
_known: dict[str, Pointer] = {}


def pointer_source(kind: str) -> Callable[[Pointer], Pointer]:
    """Register who knows the addresses of a kind. The function takes plain names and returns an address, or "" for none."""

    def register(find: Pointer) -> Pointer:
        _known[kind] = find
        return find

    return register


def address_of(kind: str, *names: str) -> str:
    """Return where something is explained, "" when no room knows. It costs no database query."""
    find = _known.get(kind)
    return find(*names) if find else ""
