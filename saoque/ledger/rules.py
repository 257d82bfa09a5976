"""Who may write into and read a producer's ledger, and who sees sums of an area. The subject is the producer.

Sums of an area have no subject: the unit's place says which area it is. Offices have no right to a single producer's.
"""

from collections.abc import Mapping

from saoque.kernel.access import Condition, Rules, always
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.rules import helps, owns

_WRITERS: Mapping[str, Condition] = {Role.PRODUCER: owns, **dict.fromkeys(YOUTH_ROLES, helps)}
AREA_ROLES = (*YOUTH_ROLES, Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.AGENCY_CLERK, Role.AGENCY_HEAD)

rules = Rules(
    "ledger",
    {
        "record_sale": _WRITERS,
        "undo_sale": _WRITERS,
        "strike_sale": {Role.PRODUCER: owns},
        "read_sales": _WRITERS,
        "import_sales": {Role.PRODUCER: owns},
        "make_statement": _WRITERS,
        "name_revenue": {Role.PRODUCER: owns},
        "read_area": dict.fromkeys(AREA_ROLES, always),
    },
)
