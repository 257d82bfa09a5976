"""What this room brings to the tests of the whole house: a request, talk beside a dossier, and their defects."""

from collections.abc import Callable
from typing import Any

from saoque.dossiers.actions.consents import ask_consent
from saoque.dossiers.actions.talking import open_thread, reply
from saoque.dossiers.models import Comment, Consent, Dossier, DossierState, Thread
from saoque.people.models import Membership

ASKED = "Em xin giúp chụp giấy tờ (trình diễn)."
QUESTION = "Cơ quan cần bản gốc hay bản sao? (trình diễn)"


def prepare(cast: Any) -> None:
    """The helper of the city asks the owner; the owner asks the agency that has the dossier before the council."""
    dossier = _before_council()
    ask_consent(dossier.producer, ASKED, cast.actor("helper"))
    open_thread(dossier, "criterion", "1.1", QUESTION, cast.actor("dau"))


def things() -> dict[str, object]:
    return {
        "consent.asked": Consent.objects.get(note=ASKED).pk,
        "thread": Thread.objects.get(comments__text=QUESTION).pk,
        "helper.membership": Membership.objects.filter(unit__kind="youth_commune", unit__commune__code="31255")
        .latest("pk")
        .pk,
    }


def carry_probe(cast: Any, probe: str) -> dict[str, object]:
    """Type the probe into a request and into both sides of a thread of the dossier before the council."""
    dossier = _before_council()
    thread = open_thread(dossier, "criterion", "1.2", probe, cast.actor("dau"))
    reply(thread, probe, cast.actor("clerk"))
    Consent.objects.filter(note=ASKED).update(note=probe)
    return {}


def _before_council() -> Dossier:
    return Dossier.objects.filter(state=DossierState.ASSESSING).order_by("pk")[0]


SHOWS = {
    "dossiers:threads", "dossiers:accept_consent", "dossiers:helpers", "dossiers:helping", "dossiers:ask_list",
    "dossiers:find_helper", "dossiers:ask_consent",
}  # fmt: skip


def _share() -> None:
    Thread.objects.filter(dossier__state=DossierState.DRAFT).update(private=False)


def _give_another() -> None:
    strange = Dossier.objects.filter(state=DossierState.COMMUNE_RETURNED)[0]
    Consent.objects.filter(dossier__isnull=False).update(dossier=strange)


DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "talk of a draft shown": (_share, "but offices see it"),
    "an empty thread": (lambda: Comment.objects.all().delete(), "nothing was said in it"),
    "a consent for another's dossier": (_give_another, "names a dossier of another producer"),
}
