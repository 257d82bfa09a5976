"""What waits on the first screen: sets that the public no longer sees because a star in them is gone."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.gifts.queries import sets_that_fell
from saoque.gifts.rules import COMPOSERS
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source

LIMIT = 5


@todo_source
def fallen_sets(actor: Actor) -> Iterable[Todo]:
    """One query, for those who compose."""
    if not actor.has(*COMPOSERS):
        return
    for gift in sets_that_fell(actor)[:LIMIT]:
        yield Todo(
            title=_("Bộ quà «%(name)s» không còn hiện") % {"name": gift.name},
            detail=_("Có món không còn sao hoặc không còn bán. Hãy thay món khác."),
            url=reverse("gifts:edit", args=[gift.pk]), button=_("Sửa bộ quà"),
        )  # fmt: skip
