"""The ground as a grid of squares, and who stands where. Pure.

Booths stand in double rows, back to back, with an aisle after each double row and around every zone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
AISLE = 1  # squares


@dataclass(frozen=True)
class ZoneAsked:
    """A zone as it is asked for: `rows` of `columns` booths; `sector` empty: any goods."""

    name: str
    rows: int
    columns: int
    sector: str = ""
    least_star: int = 0


@dataclass(frozen=True)
class Square:
    code: str
    column: int
    row: int


@dataclass(frozen=True)
class ZoneDrawn:
    """A zone with its corner, its size in squares with the aisles inside, and its booths."""

    asked: ZoneAsked
    column: int
    row: int
    columns: int
    rows: int
    booths: tuple[Square, ...]


def draw(zones: Sequence[ZoneAsked], *, across: int = 2) -> list[ZoneDrawn]:
    """Lay zones out, `across` of them beside one another, then the next line. Codes are A01, A02, …, B01, …"""
    drawn: list[ZoneDrawn] = []
    top, left, lowest = 0, 0, 0
    for number, zone in enumerate(zones):
        if number % across == 0:
            top, left = lowest + (AISLE if number else 0), 0
        tall = zone.rows + (zone.rows - 1) // 2 * AISLE
        drawn.append(ZoneDrawn(zone, left, top, zone.columns, tall, tuple(_booths(zone, LETTERS[number], left, top))))
        left += zone.columns + AISLE
        lowest = max(lowest, top + tall)
    return drawn


def _booths(zone: ZoneAsked, letter: str, left: int, top: int) -> Iterable[Square]:
    for row in range(zone.rows):
        for column in range(zone.columns):
            code = f"{letter}{row * zone.columns + column + 1:02d}"
            yield Square(code, left + column, top + row + row // 2 * AISLE)


@dataclass(frozen=True)
class Guest:
    """Who is to stand somewhere: `booths` more, side by side, goods of `sectors`, highest `star`.

    `held`: the squares (zone, row, column) of booths that they have already.
    """

    key: int
    booths: int
    star: int = 0
    sectors: frozenset[str] = frozenset()
    held: frozenset[tuple[int, int, int]] = frozenset()


@dataclass
class Place:
    """A free booth, and what its zone is kept for."""

    key: int
    column: int
    row: int
    sector: str = ""
    least_star: int = 0
    zone: int = 0
    taken: bool = field(default=False, compare=False)


def seat(guests: Iterable[Guest], places: Iterable[Place]) -> dict[int, int]:
    """Return {place: guest}. In the order of `guests`: a zone of their goods before a common one, side by side if it can be.

    Who has booths already gets the next ones beside them, as long as there are free ones. Nobody gets a booth in a zone
    kept for more stars or for other goods; who fits nowhere is left for a person.
    """
    free = sorted(places, key=lambda one: (one.zone, one.row, one.column))
    seated: dict[int, int] = {}
    for guest in guests:
        open_to = [one for one in free if not one.taken and _may(guest, one)]
        beside = _beside(guest, open_to)
        rest = replace(guest, booths=guest.booths - len(beside))
        for place in [*beside, *_for(rest, [one for one in open_to if one not in beside])]:
            place.taken = True
            seated[place.key] = guest.key
    return seated


def _beside(guest: Guest, free: list[Place]) -> list[Place]:
    """The free booths that lengthen the row in which the guest stands already, one after another."""
    by_square = {(one.zone, one.row, one.column): one for one in free}
    squares, found = set(guest.held), list[Place]()
    while len(found) < guest.booths:
        ends = sorted(((zone, row, column + step) for zone, row, column in squares for step in (1, -1)), reverse=True)
        end = next((one for one in ends if one in by_square and one not in squares), None)
        if end is None:
            break
        squares.add(end)
        found.append(by_square[end])
    return found


def _may(guest: Guest, place: Place) -> bool:
    return place.least_star <= guest.star and (not place.sector or place.sector in guest.sectors)


def _for(guest: Guest, free: list[Place]) -> list[Place]:
    """The best run of booths: own goods first, then the zone kept for most stars; apart when no run is long enough."""
    best = sorted(free, key=lambda one: (not one.sector, -one.least_star))
    if guest.booths == 1 or len(best) < guest.booths:
        return best[: guest.booths]
    by_square = {(one.zone, one.row, one.column): one for one in free}
    for start in best:
        squares = [(start.zone, start.row, start.column + step) for step in range(guest.booths)]
        if all(square in by_square for square in squares):
            return [by_square[square] for square in squares]
    return best[: guest.booths]
