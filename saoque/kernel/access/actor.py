"""The person behind a request, with every role held in a unit today."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Standing:
    """One role held in one unit. `commune` and `province` are the codes of the unit's place, empty for the nation."""

    role: str
    unit_id: int
    unit_kind: str
    commune: str = ""
    province: str = ""


@dataclass(frozen=True)
class Actor:
    """`user` is None for a visitor. `standing` is the role being used for the act at hand, once a rule has chosen it."""

    user: Any = None
    standings: tuple[Standing, ...] = ()
    standing: Standing | None = field(default=None)

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def unit_id(self) -> int | None:
        return self.standing.unit_id if self.standing else None

    @property
    def signed_in(self) -> bool:
        return self.user is not None

    def having(self, *roles: str) -> Iterator[Standing]:
        """Yield the standings with one of `roles`."""
        return (standing for standing in self.standings if standing.role in roles)

    def has(self, *roles: str) -> bool:
        return any(self.having(*roles))

    def unit_ids(self, *roles: str) -> list[int]:
        return [standing.unit_id for standing in self.having(*roles)]

    def acting(self, standing: Standing | None) -> "Actor":
        return replace(self, standing=standing)


NOBODY = Actor()
