"""Every figure is computed from records, and can be opened down to the rows behind it."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.certificates.models import Certificate
from saoque.figures import queries
from saoque.figures.periods import containing, period
from saoque.kernel.calendar import today
from saoque.kernel.indicators import indicators
from saoque.people.actors import actor_for
from saoque.site.tests.house import House

pytestmark = pytest.mark.xdist_group("house")


def _table(house: House, persona: str = "youth_leader") -> dict[str, queries.Line]:
    unit = queries.get_unit(actor_for(house.users[persona]), None)
    groups = queries.table(unit, containing("year", today()))
    return {line.indicator.key: line for group in groups for line in group.lines}


def test_every_number_is_the_sum_of_its_rows(in_house: House) -> None:
    span = containing("year", today()).span
    for one in indicators():
        by_commune = one.by_commune("92", span)
        rows = {code: sum(one.row(r).amount for r in one.records("92", span, code)) for code in by_commune}
        assert (one.key, rows) == (one.key, by_commune)
        total = sum(one.row(record).amount for record in one.records("92", span))
        assert (one.key, total) == (one.key, sum(by_commune.values()))


def test_stars_are_counted_from_certificates(in_house: House) -> None:
    table = _table(in_house)
    counted = [Certificate.objects.filter(star=star, state="valid").count() for star in (3, 4, 5)]
    assert [table[f"ocop_{star}_star"].now for star in (3, 4, 5)] == counted == [1, 1, 0]
    assert (table["recognised"].now, table["communes_with_product"].now, table["recognised"].before) == (2, 2, 0)
    assert (table["ocop_3_star"].target.amount, table["ocop_3_star"].percent) == (3, 33)  # type: ignore[union-attr]


def test_a_commune_counts_its_own(in_house: House) -> None:
    table = _table(in_house, "commune_youth")
    assert (table["ocop_3_star"].now, table["ocop_4_star"].now) == (1, 0)


def test_what_was_before_is_not_counted_as_standing(in_house: House) -> None:
    one = next(one for one in indicators() if one.key == "ocop_3_star")
    assert one.by_commune("92", period("year", 2025, 1).span) == {}
    assert one.by_commune("91", period("year", 2026, 1).span) == {}


def test_units_add_up_to_the_city(in_house: House) -> None:
    city = queries.get_unit(actor_for(in_house.users["youth_leader"]), None)
    year = containing("year", today())
    for one in indicators():
        lines = queries.by_units(city, one, year)
        assert sum(line.now for line in lines) == _table(in_house)[one.key].now


def test_the_number_of_queries_is_fixed(in_house: House) -> None:
    city = queries.get_unit(actor_for(in_house.users["youth_leader"]), None)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        queries.table(city, containing("year", today()))
    assert len(seen) == 2 * len(list(indicators())) + 1


def test_the_excel_table_tells_the_same(in_house: House) -> None:
    answer = in_house.client("youth_leader").get(reverse("figures:xlsx"))
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    strings = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "Sản phẩm OCOP 3 sao" in strings


def test_every_row_that_has_an_address_leads_to_a_page(in_house: House) -> None:
    span, client = containing("year", today()).span, in_house.client("youth_leader")
    rows = [(one.key, one.row(record)) for one in indicators() for record in one.records("92", span)[:1]]
    answers = {key: client.get(row.url).status_code for key, row in rows if row.url}
    assert len(answers) > 3
    assert {key: status for key, status in answers.items() if status != 200} == {}
