"""Who may make a channel's file of a product, and who reads what was made."""

from collections.abc import Mapping
from typing import Any

from saoque.feeds.models import Dispatch
from saoque.kernel.access import SIGNED_IN, Actor, Condition, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Producer, Product
from saoque.producers.rules import helps, in_youth_area, owns


def own_public(actor: Actor, standing: Standing | None, product: Product) -> bool:
    """What channels are told anybody can look up: a product is public before a file tells of it."""
    return product.is_public and owns(actor, standing, product)


def helped_public(actor: Actor, standing: Standing | None, product: Product) -> bool:
    return product.is_public and helps(actor, standing, product)


def agreed(actor: Actor, standing: Standing | None, product: Product) -> bool:
    """A product of the Youth Union's area whose producer has agreed that buyers see it; or help by consent."""
    if helped_public(actor, standing, product):
        return True
    record = getattr(product, "selling", None)
    shown = product.is_public and record is not None and record.shown_at is not None
    return shown and in_youth_area(actor, standing, product)


def of_unit(actor: Actor, standing: Standing | None, dispatch: Dispatch) -> bool:
    return standing is not None and standing.unit_id == dispatch.unit_id


def of_helped(actor: Actor, standing: Standing | None, dispatch: Dispatch) -> bool:
    """The unit's own, and those of a producer whom the person helps."""
    if of_unit(actor, standing, dispatch):
        return True
    producer: Producer | None = getattr(dispatch.unit, "producer", None)
    return producer is not None and helps(actor, standing, producer)


_MAKERS: Mapping[str, Condition] = {
    Role.PRODUCER: own_public,
    Role.COMMUNE_OFFICER: helped_public,
    **dict.fromkeys(YOUTH_ROLES, agreed),
}
_OF_THE_MAKER: Mapping[str, Condition] = {
    Role.PRODUCER: of_unit,
    Role.COMMUNE_OFFICER: of_helped,
    **dict.fromkeys(YOUTH_ROLES, of_helped),
}
_WORKERS: Mapping[str, Condition] = dict.fromkeys((Role.PRODUCER, Role.COMMUNE_OFFICER, *YOUTH_ROLES), always)

rules = Rules(
    "feeds",
    {
        # subject: a product, with its producer's place and its selling record
        "send": _MAKERS,
        "work": _WORKERS,
        # subject: a dispatch
        "read": _OF_THE_MAKER,
        "see_layouts": {SIGNED_IN: always},
        # A folder of the server is something for those who work with whoever runs it.
        "put_in_outbox": dict[str, Any].fromkeys(YOUTH_ROLES, always),
    },
)
