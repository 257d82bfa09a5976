"""A schematic map drawn by the server: a frame of degrees, names of provinces, a mark for each place. Pure.

There are no borders in it, because the house has none from a source; one known point of each commune or province gives
its name.
East–west is shortened by the cosine of the middle latitude, which is true enough for the width of Việt Nam.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, EDGE = 400, 16  # units of the drawing
LEAST_SPAN = 0.06  # degrees: a single place still shows its surroundings
CELL = 30  # units: marks nearer than that become one with a number
# The country with its islands, degrees (WGS 84).
COUNTRY = (6.0, 102.0, 23.6, 117.5)
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_TALLEST = 1.5


@dataclass(frozen=True)
class Mark:
    """A place: degrees north and east. `exact` False: it stands at its commune, because nobody measured it.

    `commune` and `province` are the codes of where it lies.
    """

    pk: int
    name: str
    north: float
    east: float
    exact: bool = True
    commune: str = ""
    province: str = ""


@dataclass(frozen=True)
class Spot:
    """One or several marks on the drawing."""

    x: float
    y: float
    marks: tuple[Mark, ...]

    @property
    def exact(self) -> bool:
        return all(one.exact for one in self.marks)

    @property
    def commune(self) -> str:
        """The code of the commune in which all of them lie; empty when they lie apart."""
        return _common({one.commune for one in self.marks})

    @property
    def province(self) -> str:
        return _common({one.province for one in self.marks})


def _common(codes: set[str]) -> str:
    return codes.pop() if len(codes) == 1 else ""


@dataclass(frozen=True)
class Frame:
    """What part of the earth the drawing shows, and how large it is."""

    south: float
    west: float
    north: float
    east: float
    width: float
    height: float

    @property
    def is_near(self) -> bool:
        """Whether it is small enough for the names of communes."""
        return self.north - self.south < 1

    def place(self, north: float, east: float) -> tuple[float, float]:
        """Return x and y in units of the drawing, y downwards."""
        x = (east - self.west) / (self.east - self.west) * self.width
        y = (self.north - north) / (self.north - self.south) * self.height
        return round(x, 1), round(y, 1)

    def holds(self, north: float, east: float) -> bool:
        return self.south <= north <= self.north and self.west <= east <= self.east


def frame_of(marks: Sequence[Mark]) -> Frame:
    """Return the frame around the marks with some room; the whole country when there is none."""
    if not marks:
        return _fit(*COUNTRY)
    souths, wests = [one.north for one in marks], [one.east for one in marks]
    room = max(max(souths) - min(souths), max(wests) - min(wests), LEAST_SPAN) * 0.15
    return _fit(min(souths) - room, min(wests) - room, max(souths) + room, max(wests) + room)


def _fit(south: float, west: float, north: float, east: float) -> Frame:
    """Widen the narrower side until the drawing is between two thirds and three halves as tall as it is wide."""
    squeeze = math.cos(math.radians((south + north) / 2))
    tall, wide = max(north - south, LEAST_SPAN), max((east - west) * squeeze, LEAST_SPAN)
    tall, wide = max(tall, wide / _TALLEST), max(wide, tall / _TALLEST)
    middle_north, middle_east = (south + north) / 2, (west + east) / 2
    half = wide / squeeze / 2
    return Frame(
        middle_north - tall / 2, middle_east - half, middle_north + tall / 2, middle_east + half,
        float(WIDTH), round(WIDTH * tall / wide, 1),
    )  # fmt: skip


def lines_of(low: float, high: float, most: int = 6) -> list[float]:
    """Return the round degrees between two, at most `most` of them."""
    step = next((one for one in _STEPS if (high - low) / one <= most), _STEPS[-1])
    first = math.ceil(low / step)
    return [round(number * step, 2) for number in range(first, math.floor(high / step) + 1)]


def spots_of(marks: Iterable[Mark], frame: Frame) -> list[Spot]:
    """Put marks that fall into one cell of the drawing together; a spot stands in the middle of its marks."""
    cells: dict[tuple[int, int], list[tuple[float, float, Mark]]] = {}
    for one in marks:
        x, y = frame.place(one.north, one.east)
        cells.setdefault((int(x // CELL), int(y // CELL)), []).append((x, y, one))
    return [
        Spot(
            round(sum(x for x, _y, _mark in held) / len(held), 1),
            round(sum(y for _x, y, _mark in held) / len(held), 1),
            tuple(mark for _x, _y, mark in held),
        )
        for held in cells.values()
    ]
