"""News of a dossier for the rooms above and for the producer's letter box."""

from dataclasses import dataclass

from saoque.dossiers.models import Dossier
from saoque.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DossierReceived(Event):
    """An office has taken the dossier in. `office`: commune, province or ministry; `number`: of its receipt."""

    dossier: Dossier
    office: str
    number: str


@dataclass(frozen=True, kw_only=True)
class DossierReturned(Event):
    """An office asks for things to be mended; `items` is how many are open."""

    dossier: Dossier
    office: str
    items: int


@dataclass(frozen=True, kw_only=True)
class DossierProposed(Event):
    """The commune has proposed the dossier to the province with its report of form 03."""

    dossier: Dossier
    number: str
