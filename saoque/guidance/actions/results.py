"""What the participants did afterwards."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.guidance.flow import follow_up_flow
from saoque.guidance.models import FollowUp
from saoque.guidance.queries.results import done_since
from saoque.guidance.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError


@transaction.atomic
def write_follow_up(follow_up: FollowUp, words: str, *, actor: Actor) -> None:
    """Keep what the records say today and what the helper heard. Where the records say nothing, words are needed."""
    acting = rules.require(actor, "hold_class", follow_up.registration.training)
    found = done_since([follow_up.registration])[follow_up.registration_id]
    if not any(found.values()) and not words.strip():
        raise DomainError(
            _("Sổ của Sao Quê chưa thấy việc mới. Hãy hỏi người học rồi ghi vài chữ, kể cả khi chưa làm gì."),
            field="words",
        )
    follow_up_flow.apply(
        follow_up, "write_follow_up", acting,
        found=found, words=words.strip()[:1000], done_by=acting.user, done_at=timezone.now(),
    )  # fmt: skip
