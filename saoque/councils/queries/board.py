"""Rounds as a board, and dossiers that wait to be put before a council."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from saoque.councils.models import Council, Round, Session
from saoque.councils.queries.access import visible_rounds
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today


@dataclass
class BoardColumn:
    """One round with the sessions that the reader may see."""

    round: Round
    sessions: list[Session] = field(default_factory=list)

    @property
    def is_open_for_dossiers(self) -> bool:
        return not self.round.is_closed and today() < self.round.submit_before


def rounds_board(actor: Actor, councils: list[Council], limit: int = 8) -> list[BoardColumn]:
    """The latest rounds with the sessions of `councils`, the newest round first. Three queries."""
    sessions = Prefetch(
        "sessions",
        Session.objects.filter(council__in=councils).select_related("council__unit").order_by("held_on", "pk"),
    )
    rounds = visible_rounds(actor).prefetch_related(sessions).order_by("-year", "-number")[:limit]
    return [BoardColumn(one, list(one.sessions.all())) for one in rounds]


def waiting_dossiers(session: Session) -> QuerySet[Dossier]:
    """Dossiers that the agency has received at this level and that no council has yet, the longest waiting first."""
    council = session.council
    waiting = Dossier.objects.filter(state=DossierState.AGENCY_RECEIVED, level=council.level)
    if council.province_id:
        waiting = waiting.filter(province=council.province_id)
    return waiting.select_related("product__producer").order_by("state_since", "pk")[:100]
