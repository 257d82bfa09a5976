"""Whether a place lies in the area of a council that may have been merged away since. Pure.

A council is named by its code and a day on which it sat, because official codes are used again: 24 was Bắc Giang, and
is Bắc Ninh since 1 July 2025.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from .register import Register, get_register
from .units import Key, Unit


class Area(NamedTuple):
    """The area of a council. `until` is its last day, None while it stands; `after` who came in its place."""

    name: str
    until: dt.date | None
    after: tuple[str, ...]


def area(code: str, sat_on: dt.date, on: dt.date) -> Area | None:
    """Return what became of a council by the day `on`; None when no record of the code is known on `sat_on`."""
    register = get_register()
    unit = _standing(register, code, sat_on, on)
    if unit is None:
        return None
    if unit.in_force(on):
        return Area(unit.full_name, None, ())
    after = register.resolve(unit.code, unit.since, on)
    # A province follows its own records; a district has no successor of its level, so the provinces above stand for it.
    names = {(register.above(one.unit) or [one.unit])[-1].full_name for one in after}
    return Area(unit.full_name, unit.until, tuple(sorted(names)))


def inside(place: str, code: str, sat_on: dt.date, on: dt.date) -> bool | None:
    """Tell whether the unit `place` (a code in force on `on`, or an old one) lies in that council's area.

    None where nobody can say from the code: it is unknown, or only a part of the place came from the area.
    """
    register = get_register()
    council = _standing(register, code, sat_on, on)
    records = register.records(place)
    if council is None or not records:
        return None
    here = register.at(place, on) or records[-1]
    if council.in_force(on):
        mine = [one.unit for one in register.resolve(here.code, here.since, on)]
    else:
        mine = _before(register, here, council.until or on)
    day = on if council.in_force(on) else council.until or on
    found = {council.key in _chain(register, unit, day) for unit in mine}
    return found.pop() if len(found) == 1 else None


def _standing(register: Register, code: str, sat_on: dt.date, on: dt.date) -> Unit | None:
    """The record of the council on the day it sat, or the newer record of the very same area."""
    unit = register.at(code, sat_on)
    while unit is not None and not unit.in_force(on) and on >= unit.since:
        following = register.next_of(unit)
        if len(following) != 1:
            return unit
        new = register.get(*following[0].new)
        same = new is not None and (new.code, new.name) == (unit.code, unit.name)
        if new is None or not same or len(_sources(register)[new.key]) != 1:
            return unit
        unit = new
    return unit


def _chain(register: Register, unit: Unit, day: dt.date) -> set[Key]:
    """The records of a unit and of all above it as they stood on a day."""
    found, at = set(), unit
    while True:
        found.add(at.key)
        above = register.at(at.parent, day) if at.parent else None
        if above is None:
            return found
        at = above


def _before(register: Register, unit: Unit, day: dt.date) -> list[Unit]:
    """Return the records in force on an earlier day that lead to a unit; the unit itself when it was in force."""
    found: dict[Key, Unit] = {}
    waiting = [unit]
    while waiting:
        at = waiting.pop()
        if at.in_force(day):
            found[at.key] = at
        elif at.since > day:
            olds = (register.get(*key) for key in _sources(register)[at.key])
            waiting.extend(old for old in olds if old is not None)
    return list(found.values())


@cache
def _sources(register: Register) -> dict[Key, list[Key]]:
    """The steps of the register read backwards."""
    back: dict[Key, list[Key]] = defaultdict(list)
    for arrow in register.arrows():
        back[arrow.new].append(arrow.old)
    return back
