"""News of this room for those above."""

from dataclasses import dataclass

from saoque.councils.models import Assessment
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AssessmentClosed(Event):
    """The chair closed one dossier; its result stands and its dossier waits for the signer."""

    assessment: Assessment
