"""Nobody reads a single producer out of an area's sums: tried by exact linear algebra on every small town."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from saoque.ledger.privacy import TOTAL, Cell, Profile, cells_of, shown_cells

Town = Mapping[str, frozenset[Profile]]
_PROFILES = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("123"))
TOWNS = st.dictionaries(
    st.sampled_from("ABCDEFGH"), st.frozensets(_PROFILES, min_size=1, max_size=3), min_size=1, max_size=8
)


def rank(rows: list[list[int]]) -> int:
    """Exact rank, by fractions; nothing of the code under test."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((at for at in range(found, len(left)) if left[at][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for at in range(found + 1, len(left)):
            factor = left[at][column] / left[found][column]
            left[at] = [a - factor * b for a, b in zip(left[at], left[found], strict=True)]
        found += 1
    return found


def given_away(town: Town, shown: frozenset[Cell], few: frozenset[str]) -> bool:
    """Whether adding and subtracting shown sums gives something that is only of the producers in `few`."""
    cells = sorted(shown)

    def matrix(names: list[str]) -> list[list[int]]:
        return [[int(cell in cells_of(p)) for cell in cells] for name in names for p in sorted(town[name])]

    return rank(matrix(sorted(town))) > rank(matrix(sorted(set(town) - few)))


@settings(max_examples=150)
@given(TOWNS, st.integers(2, 3), st.frozensets(st.sampled_from("ABC"), max_size=2))
def test_no_sum_and_no_difference_of_sums_is_of_fewer_than_the_least(
    town: Town, least: int, named: frozenset[str]
) -> None:
    shown = shown_cells(town, least, named)
    hidden = {name: profiles for name, profiles in town.items() if name not in named}
    for cell in shown:
        assert sum(any(cell in cells_of(p) for p in profiles) for profiles in town.values()) >= least
        private = sum(any(cell in cells_of(p) for p in profiles) for profiles in hidden.values())
        assert private == 0 or private >= least
    for size in range(1, least):
        for few in combinations(sorted(hidden), size):
            assert not given_away(hidden, shown, frozenset(few))


def town(**sold: str) -> Town:
    """A="a1 b2": producer A sold set a in quarter 1 and set b in quarter 2."""
    return {name: frozenset((one[0], one[1]) for one in told.split()) for name, told in sold.items()}


def test_sums_of_enough_producers_are_shown() -> None:
    busy = town(A="a1 b1", B="a1 b1", C="a1 b1", D="a1", E="b1", F="b1")
    assert shown_cells(busy, 3) == {TOTAL, (0, "a"), (0, "b"), (1, "1")}


def test_a_small_sum_is_withheld_and_so_is_what_would_give_it_by_subtraction() -> None:
    """Set b is of one producer; total less set a would be it, so one of the two goes too."""
    assert shown_cells(town(A="a1", B="a1", C="a1", D="b1"), 3) == {TOTAL, (1, "1")}


def test_a_difference_across_two_tables_is_withheld_too() -> None:
    """Set a is of A, B, C, who all sold in quarter 1; quarter 1 less set a would be D alone."""
    shown = shown_cells(town(A="a1", B="a1", C="a1", D="b1", E="b2", F="b2", G="b2"), 3)
    assert not {(0, "a"), (1, "1")} <= shown


def test_fewer_producers_than_the_least_show_nothing_at_all() -> None:
    assert shown_cells(town(A="a1", B="a2"), 3) == frozenset()
    assert shown_cells({}, 3) == frozenset()


def test_who_is_read_by_name_hides_nobody_else() -> None:
    """A and B agreed to be named: with their totals known, a sum of three is C's."""
    assert shown_cells(town(A="a1", B="a1", C="a1"), 3, {"A", "B"}) == frozenset()
    assert TOTAL in shown_cells(town(A="a1", B="a1", C="a1"), 3, {"A", "B", "C"})
