"""What the room promises about its data: notices that can be told and lead to this site, deadlines at their right step."""

from collections.abc import Iterator

from django.utils import translation

from saoque.kernel.invariants import invariant
from saoque.reminders.addresses import neutral, stays_here
from saoque.reminders.models import DUE, Notice
from saoque.reminders.steps import LATE, STEPS


@invariant
def notices_can_be_told() -> Iterator[str]:
    """Every piece of news has words that its values fill, and every notice an address of this site."""
    with translation.override("vi"):
        for notice in Notice.objects.order_by("pk").iterator(chunk_size=2000):
            if not stays_here(notice.url) or neutral(notice.url) != notice.url:
                yield f"notice {notice.pk}: {notice.url} is no neutral address of this site"
            if notice.kind != DUE and not _has_words(notice):
                yield f"notice {notice.pk}: its values do not fill its words"


@invariant
def deadlines_have_a_step() -> Iterator[str]:
    for pk, step in (
        Notice.objects.filter(step__isnull=False).exclude(step__in=[*STEPS, LATE]).values_list("pk", "step")
    ):
        yield f"notice {pk}: {step} is no step before a deadline"


def _has_words(notice: Notice) -> bool:
    try:
        return bool(notice.words.strip()) and "%(" not in notice.words
    except (KeyError, TypeError, ValueError):
        return False
