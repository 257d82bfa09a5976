"""Which sums of an area may be shown, so that nobody reads a single producer's figures from them, not even by subtraction.

An area's sales are shown as totals along several dimensions (product set, way of selling, commune, quarter) and as one
grand total. Every one of these is a sum over *profiles*, (set, way, commune, quarter) of one producer. Whoever adds and
subtracts shown sums gets exactly the linear combinations of their rows; a combination that leaves fewer than `least`
producers gives figures away. There is none when the profiles can be divided into `least` groups of whole producers, each
of which alone has the full rank of all of them: leaving out fewer than `least` producers then leaves one group whole, and
a combination that is nothing on it is nothing everywhere. Cells are withheld, those of the fewest producers first, until
that holds. Nothing here looks at an amount, so that what is withheld tells nothing either.
"""

from collections.abc import Collection, Hashable, Mapping

Profile = tuple[str, ...]
Cell = tuple[int, str]
TOTAL: Cell = (-1, "")
_PRIME = 2**61 - 1
_Row = dict[int, int]


def cells_of(profile: Profile) -> list[Cell]:
    """Return the sums that a profile is part of."""
    return [TOTAL, *enumerate(profile)]


def shown_cells(
    parts: Mapping[Hashable, Collection[Profile]], least: int, named: Collection[Hashable] = frozenset()
) -> frozenset[Cell]:
    """Return the sums that may be shown. `parts`: the profiles of each producer that sold.

    A shown sum holds at least `least` producers, and of those who did not agree to be read by name (`named`) none or at
    least `least`, also after any adding and subtracting of what is shown.
    """
    everybody, private = _holders(parts), _holders({who: p for who, p in parts.items() if who not in named})
    cells = [
        cell
        for cell, holders in everybody.items()
        if len(holders) >= least and (cell not in private or len(private[cell]) >= least)
    ]
    free = [cell for cell in cells if cell not in private]
    order = sorted((cell for cell in cells if cell in private), key=lambda c: (-len(private[c]), c))
    hidden = {who: profiles for who, profiles in parts.items() if who not in named}
    while order:
        weakest = _weakest(order, hidden, least)
        if weakest is None:
            break
        order.remove(weakest)
    return frozenset([*free, *order])


def _holders(parts: Mapping[Hashable, Collection[Profile]]) -> dict[Cell, set[Hashable]]:
    found: dict[Cell, set[Hashable]] = {}
    for who, profiles in parts.items():
        for profile in profiles:
            for cell in cells_of(profile):
                found.setdefault(cell, set()).add(who)
    return found


def _weakest(order: list[Cell], parts: Mapping[Hashable, Collection[Profile]], least: int) -> Cell | None:
    """Return the cell to withhold next, None when what is shown is safe."""
    at = {cell: place for place, cell in enumerate(order)}
    rows = {who: sorted({tuple(sorted(_row(p, at))) for p in profiles}) for who, profiles in parts.items()}
    whole = Span()
    for row in sorted({row for mine in rows.values() for row in mine}):
        whole.add(row)
    groups = [Span() for _number in range(least)]
    rare = sorted(rows, key=lambda who: (-max((r[-1] for r in rows[who] if r), default=-1), len(rows[who]), str(who)))
    for who in rare:
        wanting = [group for group in groups if group.rank < whole.rank]
        if not wanting:
            return None
        gains = [group.gain(rows[who]) for group in wanting]
        best = max(range(len(wanting)), key=lambda at: (gains[at], -wanting[at].rank))
        for row in rows[who] if gains[best] else ():
            wanting[best].add(row)
    for group in groups:
        lacking = set(whole.rows) - set(group.rows)
        if group.rank < whole.rank:
            return order[max(lacking)]
    return None


def _row(profile: Profile, at: Mapping[Cell, int]) -> list[int]:
    return [at[cell] for cell in cells_of(profile) if cell in at]


class Span:
    """What rows of zeros and ones span, modulo a large prime. A row is given by its places of ones.

    Kept fully reduced: `rows[lead]` says what the row that leads at `lead` has at places where no row leads, so that
    taking in one more row costs as many steps as it has ones.
    """

    def __init__(self) -> None:
        self.rows: dict[int, _Row] = {}

    @property
    def rank(self) -> int:
        return len(self.rows)

    def rest(self, ones: Collection[int]) -> _Row:
        """Return what is left of a row once the known ones are taken away; nothing when it is no news."""
        left: _Row = {}
        for place in ones:
            known = self.rows.get(place)
            if known is None:
                left[place] = left.get(place, 0) + 1
                continue
            for at, value in known.items():
                left[at] = left.get(at, 0) - value
        return {at: value for at, summed in left.items() if (value := summed % _PRIME)}

    def gain(self, rows: Collection[tuple[int, ...]]) -> int:
        """Return by how much the rank would grow."""
        trial = Span()
        for row in rows:
            if left := self.rest(row):
                trial.take(left)
        return trial.rank

    def add(self, ones: Collection[int]) -> None:
        """Take a row in."""
        if left := self.rest(ones):
            self.take(left)

    def take(self, row: _Row) -> None:
        """Take in a row with any values, already freed of what leads here where it comes from `rest`."""
        left: _Row = {}
        for place, factor in row.items():
            known = self.rows.get(place)
            if known is None:
                left[place] = (left.get(place, 0) + factor) % _PRIME
                continue
            for at, value in known.items():
                left[at] = (left.get(at, 0) - factor * value) % _PRIME
        left = {at: value for at, value in left.items() if value}
        if not left:
            return
        lead = min(left)
        turn = pow(left.pop(lead), -1, _PRIME)
        fresh = {at: value * turn % _PRIME for at, value in left.items()}
        for other in self.rows.values():
            factor = other.pop(lead, 0)
            for at, value in fresh.items() if factor else ():
                kept = (other.get(at, 0) - factor * value) % _PRIME
                if kept:
                    other[at] = kept
                else:
                    other.pop(at, None)
        self.rows[lead] = fresh
