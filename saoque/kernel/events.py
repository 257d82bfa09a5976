"""News that travels upwards: a lower room emits, higher rooms subscribe; delivered inside the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all domain events; fields are plain values or model instances."""


E = TypeVar("E", bound=Event)
_subscribers: dict[type[Event], list[Callable[..., None]]] = defaultdict(list)


def subscribe(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function for events of `kind`. Call it from the room's `AppConfig.ready` imports."""

    def register(receive: Callable[[E], None]) -> Callable[[E], None]:
        if receive not in _subscribers[kind]:
            _subscribers[kind].append(receive)
        return receive

    return register


def emit(event: Event) -> None:
    """Hand `event` to every subscriber, in the caller's transaction: if one fails, the act fails whole."""
    for receive in _subscribers[type(event)]:
        receive(event)
