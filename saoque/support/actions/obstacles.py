"""The office that blocks, or the helper who asked it, answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.support.actions.checks import needed
from saoque.support.events import ObstacleAnswered
from saoque.support.models import Obstacle
from saoque.support.rules import rules


@transaction.atomic
def answer_obstacle(obstacle: Obstacle, answer: str, *, actor: Actor) -> None:
    """Store what the office says. A later answer replaces the words; the first day stays the day of the answer."""
    acting = rules.require(actor, "answer_obstacle", obstacle)
    if obstacle.closed_on is not None:
        raise DomainError(_("Vướng mắc này đã khép."))
    told = needed(answer, "answer", _("Hãy ghi cơ quan trả lời thế nào."))
    day = obstacle.answered_on or today()
    compare_and_set(
        obstacle, acting, "answer_obstacle", data={"answer": told},
        answer=told, answered_on=day, answered_by=acting.user, answered_in_id=acting.unit_id,
        days_to_answer=max(0, (day - obstacle.opened_on).days),
    )  # fmt: skip
    emit(ObstacleAnswered(obstacle=obstacle))
