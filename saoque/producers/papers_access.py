"""Who may open a paper or a photo. The room above that files papers adds its own door here."""

from collections.abc import Callable

from saoque.kernel.access import Actor
from saoque.producers.models import Paper, ProductPhoto
from saoque.producers.rules import rules

Door = Callable[[Actor, Paper], bool]
_doors: list[Door] = []


def paper_door(door: Door) -> Door:
    """Register a condition that also opens a paper, for example: a filed dossier that the actor may read cites it."""
    if door not in _doors:
        _doors.append(door)
    return door


def may_open_paper(actor: Actor, paper: Paper) -> bool:
    """Tell whether the actor may open the file: the producer's own people, or whoever a registered door lets in."""
    return rules.may(actor, "read_drawer", paper) or through_a_door(actor, paper)


def through_a_door(actor: Actor, paper: Paper) -> bool:
    return any(door(actor, paper) for door in _doors)


def may_see_photo(actor: Actor, photo: ProductPhoto) -> bool:
    """A photo is public with its product; before that, and once removed, only the producer's people see it."""
    if photo.removed_at is None and photo.product.is_public:
        return True
    return rules.may(actor, "edit_product", photo)
