"""The moon against published days, the seasons, and the exact picking against trying everything."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saoque.gifts.lunar import solar
from saoque.gifts.picking import MOST_KINDS, MOST_UNITS, STEP, Choice, fill, order_of
from saoque.gifts.seasons import Season, occasion, occasions

# 1985, 2007 and 2030 are years in which Vietnam's Tết is not the day of China's new year.
TET = {
    1985: date(1985, 1, 21), 2007: date(2007, 2, 17), 2023: date(2023, 1, 22), 2024: date(2024, 2, 10),
    2025: date(2025, 1, 29), 2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26),
    2029: date(2029, 2, 13), 2030: date(2030, 2, 2), 2031: date(2031, 1, 23),
}  # fmt: skip
TRUNG_THU = {
    2023: date(2023, 9, 29), 2024: date(2024, 9, 17), 2025: date(2025, 10, 6), 2026: date(2026, 9, 25),
    2027: date(2027, 9, 15),
}  # fmt: skip


@pytest.mark.parametrize("year", sorted(TET))
def test_tet_is_on_its_day(year: int) -> None:
    assert solar(year, 1, 1) == TET[year]


@pytest.mark.parametrize("year", sorted(TRUNG_THU))
def test_mid_autumn_is_on_its_day(year: int) -> None:
    assert solar(year, 8, 15) == TRUNG_THU[year]


@given(st.integers(1950, 2090))
def test_lunar_years_follow_one_another(year: int) -> None:
    days = (solar(year + 1, 1, 1) - solar(year, 1, 1)).days
    assert days in (353, 354, 355, 383, 384, 385)
    assert date(year, 1, 20) <= solar(year, 1, 1) <= date(year, 2, 21)


def test_seasons_come_in_order_and_carry_their_source() -> None:
    found = occasions(date(2026, 11, 25))
    assert [(one.season.value, one.day) for one in found] == [
        ("weddings", date(2026, 11, 25)), ("tet", date(2027, 2, 6)), ("women_day", date(2027, 3, 8)),
        ("trung_thu", date(2027, 9, 15)), ("vn_women_day", date(2027, 10, 20)), ("teachers_day", date(2027, 11, 20)),
    ]  # fmt: skip
    assert all(one.source and one.confidence in "OSB" for one in found)
    assert occasion("tet", date(2027, 2, 6)).day == date(2027, 2, 6)
    assert occasion("weddings", date(2026, 5, 2)).day == date(2026, 10, 1)
    assert {one.season for one in found} == set(Season)


def test_a_budget_is_filled_with_variety_first() -> None:
    prices = {1: 100_000, 2: 60_000, 3: 40_000, 4: 250_000}
    choices = [Choice(key, lambda units, price=price: units * price) for key, price in prices.items()]
    found = fill(choices, 250_000)
    assert found is not None
    assert (found.units, found.spent) == ({1: 1, 2: 1, 3: 2}, 240_000)
    assert fill(choices, 39_999) is None


def test_the_price_of_an_amount_counts() -> None:
    found = fill([Choice(1, lambda units: 90_000 if units == 1 else 120_000)], 130_000)
    assert found is not None
    assert (found.units, found.spent) == ({1: 2}, 120_000)


@settings(max_examples=150)
@given(st.lists(st.integers(1, 40), max_size=5), st.integers(0, 120))
def test_picking_is_exact(prices: list[int], budget: int) -> None:
    """Against every combination there is."""
    choices = [Choice(key, lambda units, price=price: units * price * STEP) for key, price in enumerate(prices)]
    found = fill(choices, budget * STEP)
    every = []
    for units in product(range(MOST_UNITS + 1), repeat=len(prices)):
        steps = sum(count * price for count, price in zip(units, prices, strict=True))
        kinds = sum(count > 0 for count in units)
        if 0 < kinds <= MOST_KINDS and steps <= budget:
            every.append(order_of(kinds, steps))
    assert (order_of(found.kinds, found.spent // STEP) if found else None) == max(every, default=None)
    if found:
        assert found.spent == sum(prices[key] * count * STEP for key, count in found.units.items()) <= budget * STEP
