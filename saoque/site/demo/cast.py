"""Units and people of the demonstration."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.kernel.access import NOBODY, Actor
from saoque.people.actions import appoint, create_account, create_unit
from saoque.people.actors import actor_for
from saoque.people.models import Unit, User
from saoque.places.models import AdminUnit
from saoque.places.queries import unit_by_code

_DATA = Path(__file__).parent / "data" / "story.yaml"


@lru_cache(maxsize=1)
def story() -> dict[str, Any]:
    """Return the whole story as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


@dataclass
class Cast:
    """Everybody who acts, by key. An actor is read anew each time, because roles are given on the way."""

    users: dict[str, User] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        return actor_for(self.users[key])


def place(code: str) -> AdminUnit:
    found = unit_by_code(code)
    if found is None:
        raise LookupError(f"no administrative unit {code} in force: load places first")
    return found


def address(key: str) -> str:
    """Return the email under which a person of the story signs in."""
    return f"{key.replace('_', '-')}@{story()['domain']}"


def person(key: str, name: str) -> User:
    return create_account(full_name=name, email=address(key), is_demo=True)


def recast() -> Cast:
    """Return everybody as they were assembled earlier, for chapters that are told later."""
    tale = story()
    keys = [*tale["people"], *tale["council"]["members"], *tale["producers"]]
    found = {user.email: user for user in User.objects.filter(is_demo=True)}
    users = {key: found[address(key)] for key in keys if address(key) in found}
    units = {key: Unit.objects.get(kind=row["kind"], name=row["name"]) for key, row in tale["units"].items()}
    return Cast(users, units)


def assemble() -> Cast:
    """Found the offices and give everybody a role. The machine itself acts, as on a new installation."""
    cast = Cast()
    for key, row in story()["units"].items():
        cast.units[key] = create_unit(
            row["kind"],
            row["name"],
            actor=NOBODY,
            commune=place(row["commune"]) if "commune" in row else None,
            province=place(row["province"]) if "province" in row else None,
            parent=cast.units.get(row.get("parent", "")),
        )
    for key, row in story()["people"].items():
        cast.users[key] = person(key, row["name"])
        appoint(cast.users[key], cast.units[row["unit"]], row["role"], actor=NOBODY, title=row["title"])
    for key, row in story()["council"]["members"].items():
        cast.users[key] = person(key, row["name"])
    return cast
