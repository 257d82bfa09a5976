"""Sums of one book: by product, channel, place, month, quarter, Tết; growth; and of an area, with the small ones withheld."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.indicators import Span, find_indicator
from saoque.ledger.actions import name_revenue, strike_sale
from saoque.ledger.models import Sale
from saoque.ledger.queries.area import AreaLine, AreaSums, area_of, table_rows
from saoque.ledger.queries.area import area_sums as weighed_sums
from saoque.ledger.queries.sums import sums_of
from saoque.ledger.reckoning import Area, finished
from saoque.ledger.seasons import Season, growth, same_day_before, tet
from saoque.ledger.tests import factories
from saoque.people.roles import Role
from saoque.places.models import AdminUnit
from saoque.producers.models import Product
from saoque.producers.tests.factories import office

LAST_YEAR = 2025
db = pytest.mark.django_db


def pairs(lines: list[Any]) -> list[tuple[str, int, int]]:
    return [(one.name, one.now, one.before) for one in lines if one.now or one.before]


@db
def test_sums_are_those_of_the_lines_by_every_side() -> None:
    actor, jam = factories.book("Mứt dâu")
    wine = factories.another(actor, jam.producer, "Rượu dâu")
    shop, here, far = factories.channel("Chợ Thử", "market"), jam.producer.commune, factories.province()
    factories.sold(jam, actor, 100, date(2025, 1, 5), place=here)
    factories.sold(jam, actor, 40, date(2025, 12, 31), kind="channel", channel=shop, place=far)
    factories.sold(wine, actor, 60, date(2025, 4, 1), kind="fair")
    factories.sold(jam, actor, 50, date(2024, 1, 5))
    factories.sold(jam, actor, 9_999, date(2023, 6, 1))
    strike_sale(factories.sold(jam, actor, 777, date(2025, 4, 2)), "Ghi nhầm", actor=actor)
    told = sums_of(jam.producer, 2025)
    assert (told.whole.now, told.whole.before, told.whole.growth, told.count) == (200, 50, 3000, 3)
    assert pairs(told.products) == [("Mứt dâu", 140, 50), ("Rượu dâu", 60, 0)]
    assert pairs(told.channels) == [("Bán trực tiếp", 100, 50), ("Tại hội chợ", 60, 0), ("Chợ Thử", 40, 0)]
    province = here.parent
    assert province is not None
    assert pairs(told.places) == [
        (f"{here.full_name}, {province.full_name}", 100, 0), ("Không ghi nơi bán", 60, 50), (far.full_name, 40, 0),
    ]  # fmt: skip
    assert pairs(told.months) == [("1", 100, 50), ("4", 60, 0), ("12", 40, 0)]
    assert pairs(told.quarters) == [("Quý 1", 100, 50), ("Quý 2", 60, 0), ("Quý 4", 40, 0)]
    assert told.tet is not None
    assert (told.tet.now, told.tet.before) == (100, 50)
    assert told.years == list(range(today().year, 2022, -1))


@db
def test_a_running_year_is_compared_day_for_day() -> None:
    actor, jam = factories.book()
    edge = same_day_before(today())
    factories.sold(jam, actor, 300)
    factories.sold(jam, actor, 200, edge)
    factories.sold(jam, actor, 555, edge + timedelta(days=1))
    told = sums_of(jam.producer, today().year)
    same_year = (edge + timedelta(days=1)).year == edge.year
    assert (told.to_date.now, told.to_date.before, told.to_date.growth) == (300, 200, 500)
    assert told.whole.before == (755 if same_year else 200)


@db
def test_a_book_that_began_within_the_year_before_says_no_growth() -> None:
    actor, jam = factories.book()
    factories.sold(jam, actor, 10, date(2024, 6, 1))
    factories.sold(jam, actor, 90, date(2025, 6, 1))
    told = sums_of(jam.producer, 2025)
    assert (told.began, told.growth, told.to_date.growth) == (date(2024, 6, 1), None, 8000)
    factories.sold(jam, actor, 10, date(2024, 1, 20))
    assert (sums_of(jam.producer, 2025).began, sums_of(jam.producer, 2025).growth) == (None, 3500)


@db
def test_the_sums_take_the_same_queries_for_one_and_many_lines(django_assert_num_queries: Any) -> None:
    actor, jam = factories.book()
    factories.sold(jam, actor, 1)
    with django_assert_num_queries(6):
        sums_of(jam.producer, today().year)
    for number in range(8):
        other = factories.another(actor, jam.producer, f"Món {number}")
        factories.sold(other, actor, number + 1, today() - timedelta(days=40 * number))
    with django_assert_num_queries(6):
        sums_of(jam.producer, today().year)


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_growth_is_the_change_over_the_year_before_in_tenths_of_a_percent(now: int, before: int) -> None:
    told = growth(now, before)
    assert told is not None
    assert abs(told * before - (now - before) * 1000) * 2 <= before
    assert (growth(now, 0), growth(before, before)) == (None, 0)


@given(st.dates(date(2001, 1, 1), date(2040, 12, 31)))
def test_the_same_day_of_the_year_before(day: date) -> None:
    before = same_day_before(day)
    assert (before.year, before.month) == (day.year - 1, day.month)
    assert day.day - before.day in ((1,) if (day.month, day.day) == (2, 29) else (0,))


def test_the_season_of_tet_moves_with_the_lunar_year_and_is_not_invented() -> None:
    assert tet(2026) == Season(date(2026, 1, 3), date(2026, 2, 23))
    assert tet(2026).within(date(2026, 2, 17)) and not tet(2026).within(date(2026, 2, 24))  # type: ignore[union-attr]
    assert tet(1990) is None


def neighbours(amounts: dict[str, list[int]], commune: AdminUnit | None = None) -> list[tuple[Actor, Product]]:
    """Producers of one commune: set → what each of them sold, in March of last year."""
    made = []
    for scorecard, sold in amounts.items():
        for amount in sold:
            more = {"commune": commune, "old_place": None} if commune else {}
            actor, product = factories.book(f"Món {amount}", scorecard, **more)
            factories.sold(product, actor, amount, date(LAST_YEAR, 3, 10))
            made.append((actor, product))
    return made


def area_sums(area: Area, year: int) -> AreaSums:
    """The sums of an area small enough to be weighed at once."""
    told = weighed_sums(area, year)
    assert told is not None
    return told


def shown(lines: list[AreaLine]) -> dict[str, int | None]:
    return {one.name: one.now for one in lines}


@db
def test_an_area_shows_sums_of_three_and_withholds_what_would_give_one_away() -> None:
    _actor, product = neighbours({"QD26-08": [10, 20, 40], "QD26-07": [100, 200, 400], "QD26-04": [9]})[0]
    told = area_sums(Area(commune=product.producer.commune.code), LAST_YEAR)
    assert (told.total.now, told.total.producers) == (779, 7)
    by_set = sorted(shown(told.sets).values(), key=lambda value: (value is None, value))
    assert by_set in ([70, None, None], [700, None, None])
    assert shown(told.quarters) == {"Quý 1": 779}
    cells = [cell for row in table_rows(told) for cell in row]
    assert (9 in cells, cells.count("không nêu") >= 2) == (False, True)


@db
def test_two_producers_are_never_summed_and_a_third_opens_the_sum() -> None:
    (_actor, product), _other = neighbours({"QD26-08": [10, 20]})
    here = Area(commune=product.producer.commune.code)
    assert area_sums(here, LAST_YEAR).total == AreaLine("Cả địa bàn", None, None, None)
    neighbours({"QD26-08": [40]})
    assert area_sums(here, LAST_YEAR).total.now == 70
    with override_settings(LEDGER_LEAST_PRODUCERS=4):
        assert area_sums(here, LAST_YEAR).total.now is None


@db
def test_sums_stop_at_the_last_whole_month_so_that_no_single_sale_shows_by_waiting() -> None:
    made = neighbours({"QD26-08": [10, 20, 40]})
    for actor, product in made:
        factories.sold(product, actor, 5_000)
    here = Area(commune=made[0][1].producer.commune.code)
    assert finished(today().year) == today().replace(day=1) - timedelta(days=1)
    if today().month > 1:
        assert area_sums(here, today().year).total.now is None
    assert finished(LAST_YEAR) == date(LAST_YEAR, 12, 31)


@db
def test_who_agreed_to_be_named_hides_nobody_and_is_not_hidden() -> None:
    made = neighbours({"QD26-08": [10, 20, 40]})
    here = Area(commune=made[0][1].producer.commune.code)
    name_revenue(made[0][1].producer, agreed=True, actor=made[0][0])
    assert area_sums(here, LAST_YEAR).total.now is None
    for actor, product in made[1:]:
        name_revenue(product.producer, agreed=True, actor=actor)
    assert area_sums(here, LAST_YEAR).total.now == 70


@db
def test_a_unit_reads_its_own_area_and_nobody_else_any() -> None:
    _actor, product = factories.book()
    commune = product.producer.commune
    assert area_of(office(Role.COMMUNE_OFFICER, commune)) == Area(commune=commune.code)
    assert area_of(office(Role.YOUTH_HELPER, commune)) == Area(commune=commune.code)
    assert area_of(office(Role.AGENCY_CLERK, commune.parent)) == Area(province="92")
    for stranger in (_actor, office(Role.SIGNER, commune.parent)):
        with pytest.raises(NotFound):
            area_of(stranger)


@db
def test_the_area_takes_the_same_queries_for_few_and_many(django_assert_num_queries: Any) -> None:
    made = neighbours({"QD26-08": [10, 20, 40]})
    here = Area(commune=made[0][1].producer.commune.code)
    with django_assert_num_queries(5):
        area_sums(here, LAST_YEAR)
    neighbours({"QD26-07": [1, 2, 3, 4]})
    with django_assert_num_queries(5):
        area_sums(here, LAST_YEAR)


@db
def test_the_reported_revenue_is_of_who_agreed_one_row_a_producer() -> None:
    made = neighbours({"QD26-08": [10, 20]})
    for actor, product in made:
        factories.sold(product, actor, 5, date(LAST_YEAR, 4, 1))
        strike_sale(factories.sold(product, actor, 1_000, date(LAST_YEAR, 4, 2)), "Ghi nhầm", actor=actor)
    actor, product = made[0]
    name_revenue(product.producer, agreed=True, actor=actor)
    figure, year = find_indicator("revenue"), Span(date(LAST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    assert figure is not None
    assert figure.by_commune("92", year) == {product.producer.commune.code: 15}
    assert [(figure.row(one).what, figure.row(one).amount) for one in figure.records("92", year)] == [
        (product.producer.name, 15)
    ]
    assert figure.by_commune("92", Span(date(2020, 1, 1), date(2020, 12, 31))) == {}
    assert Sale.objects.count() == 6
