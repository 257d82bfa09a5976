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
        if all(group.rank == whole.rank for group in groups):
            return None
        best = max(groups, key=lambda group: (group.gain(rows[who]), -group.rank))
        for row in rows[who]:
            best.add(row)
    for group in groups:
        lacking = set(whole.rows) - set(group.rows)
        if group.rank < whole.rank:
            return order[max(lacking)]
    return None


def _row(profile: Profile, at: Mapping[Cell, int]) -> list[int]:
    return [at[cell] for cell in cells_of(profile) if cell in at]


class Span:
    """What rows of zeros and ones span, modulo a large prime, in echelon form. A row is given by its places of ones."""

    def __init__(self) -> None:
        self.rows: dict[int, _Row] = {}

    @property
    def rank(self) -> int:
        return len(self.rows)

    def gain(self, rows: Collection[tuple[int, ...]]) -> int:
        """Return by how much the rank would grow."""
        trial = Span()
        trial.rows = dict(self.rows)
        for row in rows:
            trial.add(row)
        return trial.rank - self.rank

    def add(self, ones: tuple[int, ...]) -> bool:
        """Take a row in; return whether it was new."""
        row: _Row = dict.fromkeys(ones, 1)
        while row:
            lead = min(row)
            known = self.rows.get(lead)
            if known is None:
                turn = pow(row[lead], -1, _PRIME)
                self.rows[lead] = {place: value * turn % _PRIME for place, value in row.items()}
                return True
            factor = row[lead]
            for place, value in known.items():
                left = (row.get(place, 0) - factor * value) % _PRIME
                if left:
                    row[place] = left
                else:
                    row.pop(place, None)
        return False
