"""Who signs and who revokes: the signer of the level that is competent for the star (article 4 clause 1, article 8)."""

from saoque.certificates.models import Certificate
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import ANYONE, Actor, Rules, Standing, always
from saoque.people.roles import Level, Role

MINISTRY_STAR = 5


def signs_for(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """The signer whose level has the dossier; a ministry result below five stars goes back to the province's signer."""
    if standing is None or dossier.state != DossierState.ASSESSED:
        return False
    if standing.province:
        return dossier.province.code == standing.province
    return dossier.level == Level.MINISTRY


def signed_for(actor: Actor, standing: Standing | None, certificate: Certificate) -> bool:
    """The authority that recognised the star may revoke it."""
    if standing is None:
        return False
    if standing.province:
        return certificate.star < MINISTRY_STAR and certificate.dossier.province.code == standing.province
    return certificate.star == MINISTRY_STAR


rules = Rules(
    "certificates",
    {
        "verify": {ANYONE: always},
        "sign_list": {Role.SIGNER: always},
        "sign": {Role.SIGNER: signs_for},
        "revoke": {Role.SIGNER: signed_for},
    },
)
