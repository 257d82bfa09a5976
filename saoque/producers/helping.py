"""Who may put papers into a producer's drawer while helping with a dossier. The room above, which keeps consents, says so."""

from collections.abc import Callable

from saoque.kernel.access import Actor, Standing
from saoque.producers.models import Producer

Door = Callable[[Actor, Standing, Producer], bool]
_doors: list[Door] = []


def helper_door(door: Door) -> Door:
    """Register a condition under which somebody helps a producer."""
    if door not in _doors:
        _doors.append(door)
    return door


def is_helper_of(actor: Actor, standing: Standing | None, producer: Producer) -> bool:
    return standing is not None and any(door(actor, standing, producer) for door in _doors)
