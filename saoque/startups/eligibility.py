"""Whether a team fits a contest's entry rules, from what its people state. Pure: sentences, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Person:
    """A member as stated: `entries` counts the person's other entries in the same contest."""

    name: str
    born_on: date | None
    entries: int = 0


@dataclass(frozen=True)
class EntryRules:
    """Ages in full years on the last day to enter, both ends included; people in a team; entries of one person."""

    age_least: int
    age_most: int
    team_most: int
    entries_most: int


def age_on(born_on: date, day: date) -> int:
    """Return full years; who is born on 29 February is a year older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def misfits(team: Sequence[Person], rules: EntryRules, day: date) -> list[str]:
    """Return one sentence for each thing that does not fit; an empty list when the team may enter."""
    found = []
    if len(team) > rules.team_most:
        found.append(
            _("Nhóm có %(count)d người, thể lệ cho nhiều nhất %(most)d người.")
            % {"count": len(team), "most": rules.team_most}
        )
    for one in team:
        if one.born_on is None:
            found.append(_("%(name)s chưa ghi ngày sinh nên chưa biết có đúng tuổi không.") % {"name": one.name})
            continue
        age = age_on(one.born_on, day)
        if not rules.age_least <= age <= rules.age_most:
            found.append(
                _("%(name)s %(age)d tuổi vào ngày hết hạn, thể lệ nhận từ %(least)d đến %(most)d tuổi.")
                % {"name": one.name, "age": age, "least": rules.age_least, "most": rules.age_most}
            )
    for one in team:
        if one.entries >= rules.entries_most:
            found.append(
                _("%(name)s đã có tên trong %(count)d dự án dự thi, thể lệ cho nhiều nhất %(most)d.")
                % {"name": one.name, "count": one.entries, "most": rules.entries_most}
            )
    return found
