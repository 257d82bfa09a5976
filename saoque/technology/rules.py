"""Who may do what with techniques, transfers and digital checks. The subject is the producer."""

from saoque.kernel.access import Condition, Rules
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.rules import in_youth_area, owns

_HELPERS: dict[str, Condition] = dict.fromkeys(YOUTH_ROLES, in_youth_area)

rules = Rules(
    "technology",
    {
        "read_transfer": {Role.PRODUCER: owns, **_HELPERS},
        "lead_transfer": dict(_HELPERS),
        # Whoever stands beside the machine writes down what it does: the producer too.
        "measure": {Role.PRODUCER: owns, **_HELPERS},
        "read_check": {Role.PRODUCER: owns, **_HELPERS},
        "answer_check": {Role.PRODUCER: owns, **_HELPERS},
    },
)
