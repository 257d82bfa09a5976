"""The pure rules: shares, limit, age, votes, names, scores."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.cooperatives.eligibility import Candidate, age_on, lacks
from saoque.cooperatives.kinds import Majority
from saoque.cooperatives.naming import likeness, name_faults
from saoque.cooperatives.queries.health import next_steps, score_check
from saoque.cooperatives.shares import most_allowed, over_limit, percentages
from saoque.cooperatives.voting import counts_hold, is_passed, votes_needed
from saoque.knowledge import record

AMOUNTS = st.lists(st.integers(0, 10**13), max_size=40).map(lambda found: dict(enumerate(found)))
FACTS: Any = record("cooperatives#coop_members").facts
KINDS, WEAK = ["Hợp tác xã", "Tổ hợp tác"], record("cooperatives#coop_name").facts["weak_words"]["value"]
TODAY = date(2026, 11, 25)


@given(AMOUNTS)
def test_shares_sum_to_exactly_one_hundred(amounts: dict[int, int]) -> None:
    shares = percentages(amounts)
    assert sum(shares.values()) == (100 if sum(amounts.values()) else 0)
    total = sum(amounts.values())
    assert all(
        abs(share - Decimal(100) * amounts[key] / (total or 1)) < Decimal("0.01") for key, share in shares.items()
    )


@given(AMOUNTS, st.integers(1, 99))
def test_a_printed_share_never_passes_the_limit_that_the_exact_one_keeps(amounts: dict[int, int], limit: int) -> None:
    over, shares = set(over_limit(amounts, limit)), percentages(amounts)
    assert {key for key, share in shares.items() if share > limit} <= over


@given(st.integers(0, 10**13), st.integers(1, 99))
def test_the_most_allowed_keeps_the_limit_and_one_dong_more_does_not(others: int, limit: int) -> None:
    most = most_allowed(others, limit)
    assert over_limit({"own": most, "others": others}, limit).count("own") == 0
    assert over_limit({"own": most + 1, "others": others}, limit).count("own") == 1


@pytest.mark.parametrize(
    ("amounts", "shares"),
    [
        ((1, 1, 1), ("33.34", "33.33", "33.33")),
        ((30, 20, 20, 15, 15), ("30.00", "20.00", "20.00", "15.00", "15.00")),
        ((0, 0), ("0.00", "0.00")),
        ((7,), ("100.00",)),
    ],
)
def test_shares_of_worked_examples(amounts: tuple[int, ...], shares: tuple[str, ...]) -> None:
    assert tuple(str(one) for one in percentages(dict(enumerate(amounts))).values()) == shares


def test_a_negative_amount_and_a_limit_of_the_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        percentages({1: -1})
    with pytest.raises(ValueError, match="no limit"):
        most_allowed(1, 100)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 25), TODAY, 18),
        (date(2008, 11, 26), TODAY, 17),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
    ],
)
def test_age_in_full_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


WHOLE = Candidate("citizen", date(1995, 1, 1), True, "092", official=True, uses_services=True, pledged=1)


@pytest.mark.parametrize(
    ("one", "group", "missing"),
    [
        (WHOLE, False, []),
        (Candidate("citizen"), False, ["born", "capacity", "id", "capital", "part"]),
        (Candidate("citizen", date(2010, 1, 1), True, "1", uses_services=True, pledged=1), False, ["young"]),
        (Candidate("household", id_number="1", uses_services=True, pledged=1), False, ["representative"]),
        (Candidate("household", id_number="1", representative="A", uses_services=True, pledged=1), True, ["kind"]),
        (Candidate("foreign_investor", id_number="1", official=False, pledged=1), False, ["certificate"]),
        (Candidate("citizen", date(1990, 1, 1), True, "1", gives_labour=True), True, []),
        (Candidate("citizen", date(1990, 1, 1), True, "1", gives_labour=True), False, ["capital"]),
    ],
)
def test_what_a_founder_lacks(one: Candidate, group: bool, missing: list[str]) -> None:
    assert lacks(one, FACTS, TODAY, group=group) == missing


@given(st.sampled_from(Majority.values), st.integers(0, 500), st.integers(0, 500))
def test_a_majority_is_reached_by_what_it_needs_and_never_above_everybody(
    majority: str, present: int, votes: int
) -> None:
    needed = votes_needed(majority, present)
    assert 1 <= needed <= max(present, 1)
    assert is_passed(majority, present, votes) == (votes >= needed)


@pytest.mark.parametrize(
    ("majority", "present", "needed"),
    [("over_half", 4, 3), ("over_half", 5, 3), ("two_thirds", 6, 4), ("three_quarters", 5, 4), ("all", 5, 5)],
)
def test_votes_needed_in_worked_examples(majority: str, present: int, needed: int) -> None:
    assert votes_needed(majority, present) == needed


@given(st.integers(0, 50), *[st.integers(-1, 50)] * 3)
def test_a_count_that_holds_never_exceeds_attendance(present: int, a: int, b: int, c: int) -> None:
    assert counts_hold(present, a, b, c) == (min(a, b, c) >= 0 and a + b + c <= present)


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("Hợp tác xã Dâu tằm Trung Hưng", []),
        ("hop tac xa Dâu tằm", []),
        ("Dâu tằm Trung Hưng", ["start"]),
        ("Hợp tác xã", ["own"]),
        ("Hợp tác xã Dâu ★", ["letters"]),
    ],
)
def test_the_form_of_a_name(name: str, faults: list[str]) -> None:
    assert name_faults(name, "Hợp tác xã") == faults


@pytest.mark.parametrize(
    ("name", "other", "kind"),
    [
        ("Hợp tác xã Dâu tằm", "hợp tác xã  dâu tằm", "same"),
        ("Hợp tác xã Dâu tằm", "Hợp tác xã Dau tam", "confusing"),
        ("Hợp tác xã Dâu tằm 2", "Hợp tác xã Dâu tằm", "confusing"),
        ("Hợp tác xã Dâu tằm mới", "Tổ hợp tác Dâu tằm", "confusing"),
        ("Hợp tác xã Dâu tằm Trung Hưng", "Hợp tác xã Vú sữa Trường Long", ""),
    ],
)
def test_likeness_of_names(name: str, other: str, kind: str) -> None:
    assert likeness(name, other, KINDS, WEAK) == kind


HEALTH: Any = record("cooperatives#coop_health").facts
QUESTIONS = [question["key"] for area in HEALTH["areas"] for question in area["questions"]]


@given(st.fixed_dictionaries({key: st.sampled_from(["yes", "partly", "no"]) for key in QUESTIONS}))
def test_scores_lie_within_the_hundred_and_open_answers_lead_to_steps(marks: dict[str, str]) -> None:
    scores, score = score_check(HEALTH, marks)
    assert all(0 <= one <= 100 for one in (*scores.values(), score))
    steps = next_steps(HEALTH, {key: {"mark": mark} for key, mark in marks.items()})
    assert len(steps) == sum(mark != "yes" for mark in marks.values())
    assert (score == 100) == (steps == [])
