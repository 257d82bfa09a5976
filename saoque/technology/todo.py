"""What waits on the first screen."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role
from saoque.technology.models import Transfer

LIMIT = 5


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Figures that a producer still has to write down while a transfer runs. One query."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return
    waiting = Transfer.objects.filter(
        producer__unit__in=units, state=Transfer.State.RUNNING, measures__after__isnull=True, measures__isnull=False
    ).distinct()
    for transfer in waiting.order_by("started_on", "pk")[:LIMIT]:
        yield Todo(
            title=_("Ghi số đo: %(title)s") % {"title": transfer.title},
            detail=_("Ghi số trước và sau để biết cách làm mới có ích không."),
            url=reverse("technology:transfer", args=[transfer.pk]),
            button=_("Ghi số đo"),
        )
