"""People, units and places for tests, made through actions where there is one."""

from datetime import date
from itertools import count
from typing import Any

from saoque.kernel.access import Actor
from saoque.people import actions
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import UnitKind
from saoque.places.models import AdminUnit

PASSWORD = "con trau di truoc"
_numbers = count(1)


def make_place(code: str, name: str, level: str = "commune", parent: AdminUnit | None = None) -> AdminUnit:
    made, _created = AdminUnit.objects.get_or_create(
        code=code,
        since=date(2025, 7, 1),
        defaults={
            "level": level, "kind": "xa", "name": name, "full_name": name, "folded": name.lower(), "sort": name.lower(),
            "parent": parent, "source": "test", "confidence": "B",
        },
    )  # fmt: skip
    return made


def make_province(code: str = "92") -> AdminUnit:
    return make_place(code, f"Tỉnh {code}", "province")


def make_user(**fields: Any) -> User:
    """Return a new account that signs in by phone, and by email when one is given."""
    number = next(_numbers)
    given = {"full_name": f"Người {number}", "phone": f"09{number:08d}", "password": PASSWORD, **fields}
    return actions.create_account(**given)


def make_unit(kind: str, name: str = "", **fields: Any) -> Unit:
    province = fields.pop("province", None) or make_province()
    if kind in (UnitKind.COMMUNE_COMMITTEE, UnitKind.YOUTH_COMMUNE) and "commune" not in fields:
        fields["commune"] = make_place("31261", "Xã Trường Xuân", parent=province)
    return actions.create_unit(kind, name or f"Đơn vị {next(_numbers)}", province=province, actor=Actor(), **fields)


def give_role(user: User, unit: Unit, role: str, **fields: Any) -> Membership:
    return actions.appoint(user, unit, role, actor=Actor(), **fields)


def make_member(role: str, unit: Unit) -> tuple[User, Actor]:
    """Return somebody who holds `role` in `unit`, and the actor of their next request."""
    user = make_user()
    give_role(user, unit, role)
    return user, actor_for(user)
