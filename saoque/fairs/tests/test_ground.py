"""Drawing the ground and seating people on it."""

from hypothesis import given
from hypothesis import strategies as st

from saoque.fairs.ground import Guest, Place, ZoneAsked, draw, seat

ZONES = st.lists(st.builds(ZoneAsked, st.just("Khu"), st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=8)


@given(ZONES, st.integers(1, 4))
def test_no_two_booths_share_a_square_and_none_shares_its_code(zones: list[ZoneAsked], across: int) -> None:
    drawn = draw(zones, across=across)
    booths = [one for zone in drawn for one in zone.booths]
    assert len(booths) == sum(one.rows * one.columns for one in zones)
    assert len({(one.column, one.row) for one in booths}) == len({one.code for one in booths}) == len(booths)
    assert all(
        zone.column <= one.column < zone.column + zone.columns and zone.row <= one.row < zone.row + zone.rows
        for zone in drawn
        for one in zone.booths
    )


@given(ZONES)
def test_no_more_than_two_rows_stand_without_an_aisle(zones: list[ZoneAsked]) -> None:
    for zone in draw(zones, across=1):
        rows = {one.row for one in zone.booths}
        assert not any({row, row + 1, row + 2} <= rows for row in rows)


def places(count: int, **more: object) -> list[Place]:
    return [Place(number, number, 0, **more) for number in range(count)]  # type: ignore[arg-type]


GUESTS = st.lists(
    st.builds(Guest, st.integers(), st.integers(1, 3), st.integers(0, 5), st.just(frozenset({"I"}))), max_size=12,
    unique_by=lambda one: one.key,
)  # fmt: skip


@given(GUESTS, st.integers(0, 20), st.integers(0, 5), st.sampled_from(["", "I", "II"]))
def test_nobody_gets_more_than_asked_nor_a_zone_kept_for_others(
    guests: list[Guest], count: int, star: int, sector: str
) -> None:
    seated = list(seat(guests, places(count, least_star=star, sector=sector)).values())
    for one in guests:
        assert seated.count(one.key) <= one.booths
        assert one.key not in seated or (one.star >= star and sector != "II")


def test_several_booths_stand_side_by_side_and_own_goods_come_first() -> None:
    common = [Place(10 + column, column, 5, zone=2) for column in range(3)]
    own = [Place(column, column, 0, "I", zone=1) for column in (0, 2, 3)]
    pair, single = Guest(7, 2, 3, frozenset({"I"})), Guest(8, 1, 3, frozenset({"I"}))
    other = Guest(9, 1, 3, frozenset({"IV"}))
    assert seat([pair, single, other], [*common, *own]) == {2: 7, 3: 7, 0: 8, 10: 9}


def test_who_has_a_booth_already_gets_the_others_beside_it() -> None:
    def free(*squares: tuple[int, int]) -> list[Place]:
        return [Place(10 * row + column, column, row, zone=1) for column, row in squares]

    assert seat([Guest(7, 2, held=frozenset({(1, 0, 2)}))], free((0, 1), (1, 0), (3, 0), (4, 0))) == {3: 7, 4: 7}
    assert seat([Guest(7, 2, held=frozenset({(1, 1, 5)}))], free((0, 0), (4, 1), (2, 1))) == {14: 7, 0: 7}
