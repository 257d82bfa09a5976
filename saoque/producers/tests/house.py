"""What this room adds to the tests of the whole house: the words of a label, and a paper of no kind."""

from typing import Any

from saoque.people.roles import Role
from saoque.producers.actions import keep_label
from saoque.producers.models import Paper, Product

SHOWS = {"producers:label"}
DEFECTS = {"a paper of no kind": (lambda: Paper.objects.update(kind="lạ"), "there is no kind lạ")}


def carry_probe(cast: Any, probe: str) -> dict[str, Any]:
    """Type it as the label of every product of a producer of the demonstration; `cast` is its `Cast`."""
    actor = cast.actor("dau")
    for product in Product.objects.filter(producer__unit__in=actor.unit_ids(Role.PRODUCER)):
        keep_label(actor, product, f"{probe}\nKhối lượng tịnh: 400 g", "food")
    return {}
