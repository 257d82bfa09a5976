"""Who may write into and read a producer's ledger. The subject is the producer."""

from saoque.kernel.access import Rules
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.rules import helps, owns

rules = Rules(
    "ledger",
    {
        "record_sale": {Role.PRODUCER: owns, **dict.fromkeys(YOUTH_ROLES, helps)},
        "strike_sale": {Role.PRODUCER: owns},
        "read_sales": {Role.PRODUCER: owns, **dict.fromkeys(YOUTH_ROLES, helps)},
    },
)
