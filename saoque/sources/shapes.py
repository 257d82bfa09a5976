"""The shape of a record's facts: its leaves, each with the kind of value that it takes. Pure.

A value that an officer enters must fit where it goes: the same keys, the same kinds. Nothing known fits everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

Path = tuple[str | int, ...]

# How sure a figure is, and what machines go by; people correct the first with the whole record, the second never.
_ABOUT = frozenset({"c", "verify"})
_MACHINE = frozenset({"if_any", "must", "common"}) | frozenset(
    {"n", "id", "kind", "aliases", "code", "sat_on", "place", "council", "who", "raise_rule", "ended", "versions"}
)
_CHOICES = frozenset({"trigger", "measure", "per"})
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_MONEY = frozenset(
    {"cap", "cap_subject", "amount", "fee", "fees", "max", "ceiling", "by_star", "security_required_above", "amounts"}
)
_LEAST_MONEY = 5000  # VND; a whole number from here on is money, below it days, months, people, years


class Nth(int):
    """A place in a list, from 0; a name of a map may be a number too (three stars), and is none of these."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value. `kind`: money, percent, count, number, text, date, flag or choice; `fixed`: not for people to change."""

    path: Path
    kind: str
    value: Any
    fixed: bool

    @property
    def name(self) -> str:
        """The last name on the way to it."""
        return next(str(step) for step in reversed(self.path) if not isinstance(step, Nth))


def leaves(facts: Mapping[Any, Any]) -> list[Leaf]:
    """Return every value in the facts, in their order, without how sure they are."""
    return list(_walk(facts, ()))


def _walk(value: Any, path: Path) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _ABOUT:
                yield from _walk(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _walk(inner, (*path, Nth(place)))
    else:
        yield Leaf(path, _kind(value, path), value, _fixed(value, path))


def _fixed(value: Any, path: Path) -> bool:
    if path[-1] in _CHOICES:
        return False
    return bool(_MACHINE & set(path)) or (isinstance(value, str) and bool(_CODE.fullmatch(value)))


def _kind(value: Any, path: Path) -> str:
    name = str(path[-1])
    if name in _CHOICES:
        return "choice"
    if isinstance(value, bool) or name == "once":
        return "flag"
    if isinstance(value, date):
        return "date"
    if "pct" in name or "percent" in name:
        return "percent"
    if isinstance(value, float):
        return "number"
    if isinstance(value, int):
        return "money" if _MONEY & set(path) or value >= _LEAST_MONEY else "count"
    if value is None and _MONEY & set(path):
        return "money"
    counted = value is None and any(unit in str(step) for step in path for unit in ("months", "days", "years", "area"))
    return "count" if counted else "text"


def at(facts: Any, path: Path) -> Any:
    """Return the value at the end of a path."""
    for step in path:
        facts = facts[step]
    return facts


def with_values(facts: Mapping[Any, Any], values: Mapping[Path, Any], confidence: str, verify: bool) -> dict[str, Any]:
    """Return the top facts in which something changes, whole, and with how sure the changed parts now are."""
    changed: dict[str, Any] = {}
    for path, value in values.items():
        top = path[0]
        fresh = changed.setdefault(str(top), deepcopy(facts[top]))
        if len(path) == 1:
            changed[str(top)] = value
            continue
        holder = at(fresh, path[1:-1])
        holder[path[-1]] = value
        if isinstance(holder, dict):
            holder.update({name: told for name, told in (("c", confidence), ("verify", verify)) if name in holder})
    return changed


def misfit(base: Any, value: Any, name: str = "?") -> str | None:
    """Return the name of the first part of `value` that does not fit the base's shape; None when all of it fits."""
    found = next(_misfits(base, value, (name,)), None)
    return None if found is None else str(next(step for step in reversed(found) if not isinstance(step, Nth)))


def _misfits(base: Any, value: Any, path: Path) -> Iterator[Path]:
    if isinstance(base, Mapping) and value is not None:
        yield from _misfits_map(base, value, path)
    elif isinstance(base, list) and value is not None:
        yield from _misfits_list(base, value, path)
    elif not _fits(base, value, path):
        yield path


def _fits(base: Any, value: Any, path: Path) -> bool:
    """A single value; nothing known fits everywhere, and where the base knows nothing its name says what fits."""
    if value is None:
        return True
    if base is None:
        wanted = _kind(None, path)
        if wanted == "flag":
            return isinstance(value, bool)
        return isinstance(value, str) if wanted in ("text", "choice") else _is_number(value)
    if isinstance(base, bool) or isinstance(value, bool):
        return isinstance(base, bool) and isinstance(value, bool)
    if isinstance(base, int | float):
        return _is_number(value)
    if isinstance(base, date):
        return isinstance(value, date) or _is_day(value)
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _misfits_map(base: Mapping[Any, Any], value: Any, path: Path) -> Iterator[Path]:
    known = {str(name): inner for name, inner in base.items()}
    if not isinstance(value, Mapping) or set(known) != {str(name) for name in value}:
        yield path
        return
    for name, inner in value.items():
        yield from _misfits(known[str(name)], inner, (*path, str(name)))


def _misfits_list(base: Sequence[Any], value: Any, path: Path) -> Iterator[Path]:
    """A list may grow and shrink; each of its items fits the one of its place, or the first of the base."""
    if not isinstance(value, list):
        yield path
        return
    for place, inner in enumerate(value):
        model = base[place] if place < len(base) else base[0] if base else None
        yield from _misfits(model, inner, (*path, Nth(place)))


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def revived(base: Any, value: Any) -> Any:
    """Return a value that went through JSON as the base would have it: dates as dates, numbers as keys."""
    if isinstance(base, Mapping) and isinstance(value, Mapping):
        names = {str(name): name for name in base}
        return {names.get(name, name): revived(base.get(names.get(name, name)), inner) for name, inner in value.items()}
    if isinstance(base, list) and isinstance(value, list):
        model = base[0] if base else None
        return [revived(base[n] if n < len(base) else model, inner) for n, inner in enumerate(value)]
    if isinstance(base, date) and isinstance(value, str) and _is_day(value):
        return date.fromisoformat(value)
    return value


def stored(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, Mapping):
        return {str(name): stored(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [stored(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
