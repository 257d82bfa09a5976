"""Who composes gift sets: the Youth Union and the OCOP agency, each unit its own."""

from typing import Any

from saoque.gifts.models import GiftSet
from saoque.kernel.access import Actor, Rules, Standing, always
from saoque.people.roles import YOUTH_ROLES, Role

COMPOSERS = (*YOUTH_ROLES, Role.AGENCY_CLERK, Role.AGENCY_HEAD)


def its_unit(actor: Actor, standing: Standing | None, gift: GiftSet) -> bool:
    return standing is not None and standing.unit_id == gift.unit_id


def _composers(condition: Any) -> dict[str, Any]:
    return dict.fromkeys(COMPOSERS, condition)


rules = Rules("gifts", {"compose": _composers(always), "edit": _composers(its_unit)})
