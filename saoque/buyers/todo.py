"""What waits on the first screen: answers that are owed, and silence in one's area."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.buyers.models import Inquiry
from saoque.buyers.queries.figures import silences
from saoque.buyers.queries.threads import waiting_for
from saoque.kernel.access import Actor
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES, Role

LIMIT = 5
RAISED = 2


@todo_source
def answers_for(actor: Actor) -> Iterable[Todo]:
    """Threads in which the actor's side owes an answer. One query."""
    if not actor.has(Role.BUYER, Role.PRODUCER):
        return
    for one in waiting_for(actor)[:LIMIT]:
        asked = one.state == Inquiry.State.ASKED
        title = _("Báo giá %(product)s") if asked else _("Trả lời về %(product)s")
        yield Todo(
            title=title % {"product": one.product.name},
            detail=_("«%(request)s» của %(buyer)s") % {"request": one.request.title, "buyer": one.request.buyer.name},
            url=reverse("buyers:thread", args=[one.pk]), button=_("Mở trao đổi"), due_on=one.answer_by,
        )  # fmt: skip


@todo_source
def silence_for(actor: Actor) -> Iterable[Todo]:
    """Silence that a reminder has not ended, for the Youth Union of the area. One query."""
    if not actor.has(*YOUTH_ROLES):
        return
    for one in silences(actor).filter(silence_step=RAISED)[:LIMIT]:
        yield Todo(
            title=_("Hỏi giúp: %(product)s chưa được trả lời") % {"product": one.product.name},
            detail=_("«%(request)s», đang chờ %(side)s")
            % {"request": one.request.title, "side": one.get_waiting_on_display()},
            url=reverse("buyers:silences"), button=_("Xem ai chưa trả lời"), due_on=one.step_on, key=f"silence-{one.pk}",
        )  # fmt: skip
