"""Who may do what with a dossier. Rights follow from the role, the unit's place, the state, and the producer's consent.

What a consented helper may is written where it stands: filling in, never filing, withdrawing, consenting or signing.
"""

from typing import Any

from saoque.dossiers.consents import helps, in_area
from saoque.dossiers.flow import OPEN_TO_PRODUCER
from saoque.dossiers.models import Consent, Dossier, DossierState
from saoque.kernel.access import SIGNED_IN, Actor, Condition, Rules, Standing
from saoque.people.roles import Level, Role

_HIDDEN_FROM_OFFICES = frozenset({DossierState.DRAFT})
_WITH_COMMUNE = frozenset({DossierState.FILED, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED})


def owns(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    return standing is not None and dossier.producer.unit_id == standing.unit_id


def owns_open(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    return owns(actor, standing, dossier) and dossier.state in OPEN_TO_PRODUCER


def in_commune(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """Filed in the commune of the officer's unit. The same commune may have several dated records: the code decides."""
    filed = dossier.state not in _HIDDEN_FROM_OFFICES and dossier.filed_at is not None
    return standing is not None and filed and bool(standing.commune) and dossier.commune.code == standing.commune


def at_agency(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """Proposed to the level of the unit: an agency with a province sees its province, one without sees the nation's."""
    if standing is None or dossier.filed_at is None or dossier.state in _HIDDEN_FROM_OFFICES | _WITH_COMMUNE:
        return False
    if standing.province:
        return dossier.province.code == standing.province
    return dossier.level == Level.MINISTRY


def has_it_now(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """The agency of the very level that has the dossier now."""
    if not at_agency(actor, standing, dossier) or standing is None:
        return False
    return (dossier.level == Level.PROVINCE) == bool(standing.province)


def in_youth_area(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """A Youth Union helper sees how far the dossiers of the unit's area are, once they are filed."""
    if standing is None or dossier.filed_at is None:
        return False
    return in_area(standing, dossier.commune.code, dossier.province.code)


def with_commune(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """In the officer's commune, and not yet handed on."""
    return in_commune(actor, standing, dossier) and dossier.state in _WITH_COMMUNE


def helps_open(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    """Under the producer's consent, while the dossier is open to the producer."""
    return dossier.state in OPEN_TO_PRODUCER and helps(actor, standing, dossier)


def in_area_or_helps(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    return in_youth_area(actor, standing, dossier) or helps(actor, standing, dossier)


def in_commune_or_helps(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    return in_commune(actor, standing, dossier) or helps(actor, standing, dossier)


def with_commune_or_helps(actor: Actor, standing: Standing | None, dossier: Dossier) -> bool:
    return with_commune(actor, standing, dossier) or helps(actor, standing, dossier)


def owns_producer(actor: Actor, standing: Standing | None, producer: Any) -> bool:
    return standing is not None and producer.unit_id == standing.unit_id


def near_producer(actor: Actor, standing: Standing | None, producer: Any) -> bool:
    """The unit works for the producer's commune, and the person is not one of the producer's own people."""
    place = producer.commune
    province = place.parent.code if place.parent else place.code
    own = producer.unit_id in actor.unit_ids(Role.PRODUCER)
    return standing is not None and not own and in_area(standing, place.code, province)


def owns_consent(actor: Actor, standing: Standing | None, consent: Consent) -> bool:
    return standing is not None and consent.producer.unit_id == standing.unit_id


def is_named(actor: Actor, standing: Standing | None, consent: Consent) -> bool:
    """The helper whom the consent names may lay it down."""
    return actor.user_id == consent.helper_id


def own_unit(actor: Actor, standing: Standing | None, unit_id: int) -> bool:
    return standing is not None and standing.unit_id == unit_id


def owns_product(actor: Actor, standing: Standing | None, product: Any) -> bool:
    return standing is not None and product.producer.unit_id == standing.unit_id


_HELPERS: dict[str, Condition] = {
    Role.YOUTH_HELPER: helps,
    Role.YOUTH_LEADER: helps,
    Role.COMMUNE_OFFICER: helps,
}
_HELPERS_OPEN: dict[str, Condition] = dict.fromkeys(_HELPERS, helps_open)

rules = Rules(
    "dossiers",
    {
        "begin": {Role.PRODUCER: owns_product},
        "read": {
            Role.PRODUCER: owns,
            Role.YOUTH_HELPER: helps,
            Role.YOUTH_LEADER: helps,
            Role.COMMUNE_OFFICER: in_commune_or_helps,
            Role.COMMUNE_LEADER: in_commune,
            Role.AGENCY_CLERK: at_agency,
            Role.AGENCY_HEAD: at_agency,
            Role.SIGNER: at_agency,
            Role.INSPECTOR: at_agency,
        },
        "follow": {Role.PRODUCER: owns, Role.YOUTH_HELPER: in_area_or_helps, Role.YOUTH_LEADER: in_area_or_helps},
        # The producer's own pages of a dossier, drafts included, and the talk that offices never see.
        "open_pages": {Role.PRODUCER: owns, **_HELPERS},
        "write": {Role.PRODUCER: owns_open, **_HELPERS_OPEN},
        # Cam đoan và ký tên: the producer's own words and name.
        "sign": {Role.PRODUCER: owns_open},
        "look_over": {Role.PRODUCER: owns},
        "talk": {
            Role.PRODUCER: owns,
            Role.YOUTH_HELPER: helps,
            Role.YOUTH_LEADER: helps,
            Role.COMMUNE_OFFICER: with_commune_or_helps,
            Role.COMMUNE_LEADER: with_commune,
            Role.AGENCY_CLERK: has_it_now,
            Role.AGENCY_HEAD: has_it_now,
        },
        # subject: the producer
        "give_consent": {Role.PRODUCER: owns_producer},
        "ask_consent": {
            Role.YOUTH_HELPER: near_producer,
            Role.YOUTH_LEADER: near_producer,
            Role.COMMUNE_OFFICER: near_producer,
        },
        # subject: the consent
        "answer_consent": {Role.PRODUCER: owns_consent},
        "end_consent": {Role.PRODUCER: owns_consent, SIGNED_IN: is_named},
        "file": {Role.PRODUCER: owns_open},
        "withdraw": {Role.PRODUCER: owns},
        "receive_at_commune": {Role.COMMUNE_OFFICER: in_commune},
        "return_from_commune": {Role.COMMUNE_OFFICER: in_commune},
        "judge_return_item": {
            Role.COMMUNE_OFFICER: with_commune,
            Role.AGENCY_CLERK: has_it_now,
        },
        "check_parts": {Role.COMMUNE_OFFICER: with_commune, Role.AGENCY_CLERK: has_it_now},
        "write_report": {Role.COMMUNE_OFFICER: in_commune, Role.COMMUNE_LEADER: in_commune},
        "propose": {Role.COMMUNE_LEADER: in_commune},
        "receive_at_agency": {Role.AGENCY_CLERK: has_it_now},
        "return_from_agency": {Role.AGENCY_CLERK: has_it_now},
        # The offices' own page of a dossier, and the personal data on it.
        "read_in_office": {
            Role.COMMUNE_OFFICER: in_commune,
            Role.COMMUNE_LEADER: in_commune,
            Role.AGENCY_CLERK: at_agency,
            Role.AGENCY_HEAD: at_agency,
            Role.SIGNER: at_agency,
            Role.INSPECTOR: at_agency,
        },
        "see_personal": {
            Role.COMMUNE_OFFICER: in_commune,
            Role.COMMUNE_LEADER: in_commune,
            Role.AGENCY_CLERK: at_agency,
            Role.AGENCY_HEAD: at_agency,
        },
        # The official papers name sex, people, residence and phone: the owner, and the offices that see these anyway.
        "take_papers": {
            Role.PRODUCER: owns,
            Role.COMMUNE_OFFICER: in_commune,
            Role.COMMUNE_LEADER: in_commune,
            Role.AGENCY_CLERK: at_agency,
            Role.AGENCY_HEAD: at_agency,
        },
        "set_wording": {Role.AGENCY_HEAD: lambda a, s, d: True},
        # A commune gives no points and no star (article 7 clause 2), so its pages show none.
        "see_points": {
            Role.AGENCY_CLERK: at_agency,
            Role.AGENCY_HEAD: at_agency,
            Role.SIGNER: at_agency,
            Role.INSPECTOR: at_agency,
        },
        "set_intake_rules": {Role.COMMUNE_LEADER: own_unit, Role.AGENCY_HEAD: own_unit},
        "export": {Role.AGENCY_CLERK: lambda a, s, d: True, Role.AGENCY_HEAD: lambda a, s, d: True},
    },
)
