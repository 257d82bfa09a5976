"""Mean, spread, marks and star of a council, by worked numbers and by properties."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saoque.councils.results import (
    Leaning,
    Terms,
    disagreements,
    enough,
    leanings,
    mean_of,
    quorum_needed,
    reckon,
    spread_of,
)
from saoque.councils.tests.factories import answers_worth
from saoque.rulebook import best_answers, product_sets, score, scorecard

PLAIN = Terms("mean", 2, "half_up", "majority")
CODES = [found.code for found in product_sets()]


@pytest.mark.parametrize(
    ("totals", "terms", "mean"),
    [
        ([70, 71, 71], PLAIN, "70.67"),
        ([70, 71, 71], Terms("mean", 2, "down", "majority"), "70.66"),
        ([70, 71, 71], Terms("mean", 0, "half_up", "majority"), "71"),
        ([70, 71, 71], Terms("mean", 0, "down", "majority"), "70"),
        ([89, 90, 90, 90, 90, 90, 90, 90], Terms("mean", 3, "half_up", "majority"), "89.875"),
        ([89, 90, 90, 90, 90, 90, 90, 90], Terms("mean", 1, "half_up", "majority"), "89.9"),
        ([60, 70, 80, 100], Terms("trimmed", 2, "half_up", "majority"), "75.00"),
        ([60, 70], Terms("trimmed", 2, "half_up", "majority"), "65.00"),
        ([60, 70, 100], Terms("trimmed", 2, "half_up", "majority"), "70.00"),
        ([60, 71, 100], Terms("median", 2, "half_up", "majority"), "71.00"),
        ([60, 71, 74, 100], Terms("median", 2, "half_up", "majority"), "72.50"),
        ([60, 71, 74, 100], Terms("median", 0, "half_up", "majority"), "73"),
        ([0], PLAIN, "0.00"),
    ],
)
def test_mean_by_worked_numbers(totals: list[int], terms: Terms, mean: str) -> None:
    assert str(mean_of(totals, terms)) == mean


def test_no_sheets_is_an_error() -> None:
    with pytest.raises(ValueError, match="no totals"):
        mean_of([], PLAIN)


@pytest.mark.parametrize(
    ("votes", "sheets", "rule", "held"),
    [
        (2, 3, "majority", True), (1, 2, "majority", False), (2, 4, "majority", False), (3, 4, "majority", True),
        (2, 3, "two_thirds", True), (3, 5, "two_thirds", False), (4, 6, "two_thirds", True),
        (5, 9, "two_thirds", False), (6, 9, "two_thirds", True),
        (3, 3, "all", True), (2, 3, "all", False),
    ],
)  # fmt: skip
def test_when_a_mark_holds(votes: int, sheets: int, rule: str, held: bool) -> None:
    assert enough(votes, sheets, rule) is held


@pytest.mark.parametrize(
    ("members", "percent", "needed"),
    [(9, 75, 7), (8, 75, 6), (4, 75, 3), (3, 75, 3), (2, 50, 1), (0, 75, 1), (5, 100, 5), (3, 67, 3), (3, 66, 2)],
)
def test_quorum_is_the_least_whole_number(members: int, percent: int, needed: int) -> None:
    assert quorum_needed(members, percent) == needed


def test_points_of_four_stars_without_a_mark_stay_below() -> None:
    card = scorecard("QD26-08")
    best: dict[str, str | None] = dict(best_answers(card))
    mark = next(one for one in card.marks if one.star == 4)
    missed = {**best, mark.criterion: None}
    two_of_three = [best, missed, missed]
    result = reckon(card, two_of_three, PLAIN)
    assert result.stars == 3
    assert (mark.criterion, mark.option, 4) in [(one.criterion, one.needs, one.for_star) for one in result.unmet]
    assert reckon(card, [best, best, missed], PLAIN).unmet == ()


def draw_sheets(data: st.DataObject, code: str) -> list[dict[str, Any]]:
    card = scorecard(code)
    one = st.fixed_dictionaries(
        {line.code: st.sampled_from([None, *[option.id for option in line.options]]) for line in card.criteria}
    )
    return data.draw(st.lists(one, min_size=1, max_size=9))


ALL_TERMS = st.builds(
    Terms,
    st.sampled_from(["mean", "trimmed", "median"]),
    st.integers(0, 3),
    st.sampled_from(["half_up", "down"]),
    st.sampled_from(["majority", "two_thirds", "all"]),
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(CODES), ALL_TERMS, st.randoms())
def test_the_order_of_sheets_does_not_matter(data: st.DataObject, code: str, terms: Terms, chance: Any) -> None:
    sheets = draw_sheets(data, code)
    mixed = list(sheets)
    chance.shuffle(mixed)
    assert reckon(scorecard(code), mixed, terms) == reckon(scorecard(code), sheets, terms)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(CODES), ALL_TERMS)
def test_the_mean_lies_between_least_and_greatest(data: st.DataObject, code: str, terms: Terms) -> None:
    sheets = draw_sheets(data, code)
    totals = [score(scorecard(code), one).total for one in sheets]
    result = reckon(scorecard(code), sheets, terms)
    assert min(totals) <= result.mean <= max(totals)
    assert result.spread == max(totals) - min(totals)
    assert result.stars <= result.stars_by_points


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(CODES), ALL_TERMS, st.integers(1, 7))
def test_identical_sheets_give_that_sheets_own_score(data: st.DataObject, code: str, terms: Terms, copies: int) -> None:
    one = draw_sheets(data, code)[0]
    own = score(scorecard(code), one)
    result = reckon(scorecard(code), [one] * copies, terms)
    assert (result.mean, result.spread, result.stars, result.stars_by_points, result.unmet) == (
        Decimal(own.total), 0, own.stars, own.stars_by_points, own.unmet
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(CODES), ALL_TERMS)
def test_a_better_answer_never_lowers_mean_or_star(data: st.DataObject, code: str, terms: Terms) -> None:
    card = scorecard(code)
    sheets = draw_sheets(data, code)
    which = data.draw(st.integers(0, len(sheets) - 1))
    criterion = data.draw(st.sampled_from([line.code for line in card.criteria]))
    better = [dict(one) for one in sheets]
    better[which][criterion] = best_answers(card)[criterion]
    before, after = reckon(card, sheets, terms), reckon(card, better, terms)
    assert after.mean >= before.mean
    if not card.by_code[criterion].cases:
        assert after.stars >= before.stars


def test_where_sheets_differ_the_widest_gap_comes_first() -> None:
    card = scorecard("QD26-08")
    first, second = card.criteria[0].code, card.criteria[1].code
    found = disagreements(card, {first: [1, 2, 2], second: [0, 3, 3], card.criteria[2].code: [1, 1, 1]})
    assert [(one.criterion, one.gap, one.counts) for one in found] == [
        (second, 3, ((3, 2), (0, 1))),
        (first, 1, ((2, 2), (1, 1))),
    ]


def test_only_a_member_on_one_side_everywhere_is_hinted_at() -> None:
    totals = {
        1: {1: 80, 2: 80, 3: 70},
        2: {1: 70, 2: 72, 3: 62},
        3: {1: 60, 2: 55, 3: 54},
    }
    assert leanings(totals, Decimal(5)) == [Leaning(3, Decimal("-6.3"), 3)]
    assert leanings({1: totals[1], 2: totals[2]}, Decimal(5)) == []


def test_spread_counts_every_sheet() -> None:
    assert spread_of([60, 70, 100]) == 40


def test_the_factory_makes_the_totals_it_says() -> None:
    card = scorecard("QD26-08")
    assert [score(card, answers_worth(total)).total for total in (0, 50, 70, 85)] == [0, 50, 70, 85]
