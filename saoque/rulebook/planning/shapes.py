"""What a plan looks like: plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from saoque.rulebook.shapes import RaiseStep, Unmet


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one change takes, added up over the rungs climbed. Always an estimate, never a promise.

    ``time_days`` calendar days and ``money_vnd`` what the producer may spend without support, both from-to;
    ``c`` the least sure confidence among the steps (O, S, B), ``verify`` whether an officer must confirm
    any of them, ``sources`` where they come from. ``unknown`` counts rungs that the guidance does not
    estimate: they add nothing to the sums and must be named beside them.
    """

    time_days: tuple[int, int]
    money_vnd: tuple[int, int]
    c: str | None
    verify: bool
    sources: tuple[str, ...]
    steps: tuple[RaiseStep, ...]
    unknown: int
    estimated: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion raised: from an option (None: not chosen) to another, worth ``gain`` points more.

    ``mark`` is the lowest missed star whose mark this change fulfils, or None when it only brings points.
    """

    criterion: str
    from_option: str | None
    to_option: str
    gain: int
    mark: int | None
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The greatest total that raises can bring, and the highest star."""

    total: int
    stars: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes in printed order, and the total and star that the scorer gives once they are made.

    ``needed`` is the least total of the star, None for an unknown one. When not ``reachable`` nothing changes,
    ``total`` and ``stars`` are today's, ``reach`` says what raises alone can bring, and ``blocked`` names the
    marks that no raise from these answers meets.
    """

    star: int
    by: str
    reachable: bool
    changes: tuple[Change, ...]
    total: int
    stars: int
    needed: int | None
    reach: Reach | None = None
    blocked: tuple[Unmet, ...] = ()

    @property
    def money_vnd(self) -> tuple[int, int]:
        """What all changes with an estimate cost together, from-to."""
        known = [c.estimate.money_vnd for c in self.changes if c.estimate]
        return sum(low for low, _ in known), sum(high for _, high in known)

    @property
    def time_days(self) -> tuple[int, int]:
        """The longest of the changes, from-to: they run side by side, the rungs of one criterion one by one."""
        known = [c.estimate.time_days for c in self.changes if c.estimate]
        return max((low for low, _ in known), default=0), max((high for _, high in known), default=0)

    @property
    def unknown(self) -> int:
        """How many rungs have no estimate."""
        return sum(c.estimate.unknown for c in self.changes if c.estimate)
