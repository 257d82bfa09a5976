"""Who may reach the people who left their contact at a booth: the exhibitor, and the organiser once they agreed."""

from saoque.fairs.models import Lead
from saoque.fairs.rules import ORGANISERS, of_its_unit, own
from saoque.kernel.access import Actor, Rules, Standing
from saoque.people.roles import Role


def own_lead(actor: Actor, standing: Standing | None, lead: Lead) -> bool:
    return own(actor, standing, lead.exhibitor)


def told_lead(actor: Actor, standing: Standing | None, lead: Lead) -> bool:
    """Shared with the organiser; a guest's are written by the organiser anyway."""
    return of_its_unit(actor, standing, lead.exhibitor) and (lead.shared or lead.exhibitor.producer_id is None)


day_rules = Rules(
    "fair_days",
    {
        "read_contact": {Role.PRODUCER: own_lead, **dict.fromkeys(ORGANISERS, told_lead)},
        "share_contact": {Role.PRODUCER: own_lead},
    },
)
