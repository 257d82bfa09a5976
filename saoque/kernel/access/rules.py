"""One table per room: action → role → condition. Everything not in the table is forbidden."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from saoque.kernel.access.actor import Actor, Standing
from saoque.kernel.errors import NotAllowed

Condition = Callable[[Actor, Standing | None, Any], bool]
ANYONE = "anyone"
SIGNED_IN = "signed_in"


def always(actor: Actor, standing: Standing | None, subject: Any) -> bool:
    """The condition of a right that the role alone gives."""
    return True


class Rules:
    """The rights of one room. `known` lists every room's table, so that tests can walk all of them."""

    known: list["Rules"] = []

    def __init__(self, room: str, table: Mapping[str, Mapping[str, Condition]]) -> None:
        self.room = room
        self.table = table
        Rules.known.append(self)

    def find_standing(self, actor: Actor, action: str, subject: Any = None) -> tuple[bool, Standing | None]:
        """Return whether the actor may, and the standing that gives the right (None for rights of everybody)."""
        rights = self.table[action]
        for standing in actor.standings:
            condition = rights.get(standing.role)
            if condition is not None and condition(actor, standing, subject):
                return True, standing
        for everybody, applies in ((SIGNED_IN, actor.signed_in), (ANYONE, True)):
            condition = rights.get(everybody)
            if applies and condition is not None and condition(actor, None, subject):
                return True, None
        return False, None

    def may(self, actor: Actor, action: str, subject: Any = None) -> bool:
        return self.find_standing(actor, action, subject)[0]

    def require(self, actor: Actor, action: str, subject: Any = None) -> Actor:
        """Return the actor in the standing that gives the right, for the audit record. Raises `NotAllowed`."""
        allowed, standing = self.find_standing(actor, action, subject)
        if not allowed:
            raise NotAllowed(_("Bạn không có quyền làm việc này. Nếu cần, hãy nhờ người phụ trách đơn vị của bạn."))
        return actor.acting(standing)
