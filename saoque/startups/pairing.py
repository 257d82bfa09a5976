"""How well what a project seeks and what a partner offers go together: reasons for and against, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Range:
    """VND, both ends included; None is open."""

    least: int | None = None
    most: int | None = None

    def meets(self, other: "Range") -> bool:
        """Tell whether some amount lies in both. Symmetric."""
        return _under(self.least, other.most) and _under(other.least, self.most)


def _under(least: int | None, most: int | None) -> bool:
    return least is None or most is None or least <= most


@dataclass(frozen=True)
class Sought:
    """`kinds` and `field` as (key, words); `until` is the last day."""

    kinds: Sequence[tuple[str, str]]
    money: Range
    field: tuple[str, str]
    province: str
    until: date


@dataclass(frozen=True)
class Offered:
    """`fields` empty: every field; `province` empty: the whole country."""

    kinds: Sequence[tuple[str, str]]
    money: Range
    fields: Sequence[str]
    province: str


@dataclass(frozen=True)
class Pairing:
    """`fits`: worth a suggestion. `shared` counts the kinds in common; more of it and less against come first."""

    fits: bool
    shared: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int]:
        return (len(self.against), -self.shared)


def pair(sought: Sought, offered: Offered, today: date) -> Pairing:
    """Say what speaks for and against. It fits when a kind is shared, the area and the field are right and the day has not passed.

    Sums that do not meet speak against it but do not rule it out where something else is shared: people may agree on less.
    """
    known = dict(offered.kinds)
    shared = [(key, words) for key, words in sought.kinds if key in known]
    reasons, against = [], []
    if shared:
        names = ", ".join(words for _key, words in shared)
        reasons.append(_("Cùng một việc: %(kinds)s.") % {"kinds": names})
    else:
        against.append(_("Điều dự án tìm không có trong điều đối tác giúp được."))
    money = _money(sought, offered, any(key == "money" for key, _words in shared))
    field = not offered.fields or sought.field[0] in offered.fields
    near = not offered.province or offered.province == sought.province
    if money is not None:
        (reasons if money else against).append(
            _("Số vốn hai bên nêu gặp nhau.") if money else _("Số vốn hai bên nêu chưa gặp nhau.")
        )
    (reasons if field else against).append(
        _("Đối tác nhận lĩnh vực %(field)s.") % {"field": sought.field[1].lower()}
        if field
        else _("Đối tác không nhận lĩnh vực %(field)s.") % {"field": sought.field[1].lower()}
    )
    (reasons if near else against).append(
        _("Đối tác giúp được ở địa bàn này.") if near else _("Đối tác không làm ở địa bàn này.")
    )
    late = sought.until < today
    if late:
        against.append(_("Hạn tìm của dự án đã qua."))
    only_money = money is False and len(shared) == 1
    return Pairing(
        bool(shared) and field and near and not late and not only_money, len(shared), tuple(reasons), tuple(against)
    )


def _money(sought: Sought, offered: Offered, shared: bool) -> bool | None:
    """Whether the sums meet; None where money is not what both mean, or nobody names a sum."""
    named = (sought.money.least, sought.money.most), (offered.money.least, offered.money.most)
    if not shared or any(one == (None, None) for one in named):
        return None
    return sought.money.meets(offered.money)
