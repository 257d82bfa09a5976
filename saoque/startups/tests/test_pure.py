"""Places, who goes on, and who fits the entry rules: pure, for any scores and any birthday."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.startups.eligibility import EntryRules, Person, age_on, misfits
from saoque.startups.placing import above, best, places_of

MEANS = st.dictionaries(st.integers(1, 50), st.integers(0, 400).map(lambda n: Decimal(n) / 4), min_size=1, max_size=12)
RULES = EntryRules(18, 35, 3, 1)
DAY = date(2026, 11, 25)


@given(MEANS)
def test_a_place_is_one_more_than_how_many_are_better(means: dict[int, Decimal]) -> None:
    assert places_of(means) == {one: 1 + sum(other > mean for other in means.values()) for one, mean in means.items()}


@given(MEANS, st.integers(1, 12))
def test_the_best_go_on_and_a_tie_at_the_bound_is_named_whole(means: dict[int, Decimal], count: int) -> None:
    going = best(means, count)
    assert len(going.on) <= count
    assert not going.on & going.tied
    if going.tied:
        assert len(going.on) < count < len(going.on) + len(going.tied)
        assert len({means[one] for one in going.tied}) == 1
    else:
        assert len(going.on) == min(count, len(means))
    out = means.keys() - going.on - going.tied
    assert all(means[one] > means[other] for one in going.on | going.tied for other in out)


@given(MEANS, st.integers(0, 100))
def test_above_takes_the_bound_itself(means: dict[int, Decimal], bound: int) -> None:
    assert above(means, bound).on == {one for one, mean in means.items() if mean >= bound}


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2008, 11, 25), 18), (date(2008, 11, 26), 17), (date(1990, 11, 26), 35), (date(1990, 11, 25), 36)],
)
def test_age_in_full_years(born: date, age: int) -> None:
    assert age_on(born, DAY) == age


def test_a_team_that_fits_has_no_sentence() -> None:
    assert misfits([Person("Lan", date(2000, 1, 1)), Person("Tú", date(2008, 11, 25))], RULES, DAY) == []


def test_each_thing_that_does_not_fit_is_said() -> None:
    team = [
        Person("An", None), Person("Bình", date(1980, 1, 1)), Person("Cúc", date(2000, 1, 1), 1),
        Person("Dũng", date(2000, 1, 1)),
    ]  # fmt: skip
    assert misfits(team, RULES, DAY) == [
        "Nhóm có 4 người, thể lệ cho nhiều nhất 3 người.",
        "An chưa ghi ngày sinh nên chưa biết có đúng tuổi không.",
        "Bình 46 tuổi vào ngày hết hạn, thể lệ nhận từ 18 đến 35 tuổi.",
        "Cúc đã có tên trong 1 dự án dự thi, thể lệ cho nhiều nhất 1.",
    ]
