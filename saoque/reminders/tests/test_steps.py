"""The two tables: when a deadline is told anew, and what is urgent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.reminders.steps import LATE, STEPS, URGENT, Facts, is_urgent, step_of

NOW = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (91, None),
        (90, 90),
        (31, 90),
        (30, 30),
        (8, 30),
        (7, 7),
        (4, 7),
        (3, 3),
        (2, 3),
        (1, 1),
        (0, 0),
        (-1, LATE),
        (-400, LATE),
    ],
)
def test_a_deadline_reaches_its_steps_on_their_days(days: int, step: int | None) -> None:
    assert step_of(NOW + timedelta(days=days), NOW) == step


@given(days=st.integers(-1000, 1000))
def test_a_step_never_goes_back_as_days_pass(days: int) -> None:
    due = NOW + timedelta(days=days)
    before, after = step_of(due, NOW), step_of(due, NOW + timedelta(days=1))
    far = STEPS[0] + 1
    assert (far if after is None else after) <= (far if before is None else before)


@pytest.mark.parametrize(
    ("facts", "urgent"),
    [
        (Facts(), False),
        (Facts(told_urgent=True), True),
        (Facts(working_days=4), False),
        (Facts(working_days=3), True),
        (Facts(working_days=0), True),
        (Facts(working_days=-1), False),
        (Facts(step=90), False),
        (Facts(step=7), False),
        (Facts(step=3), False),
        (Facts(step=1), True),
        (Facts(step=0), True),
        (Facts(step=LATE), False),
    ],
)
def test_what_is_urgent(facts: Facts, urgent: bool) -> None:
    assert is_urgent(facts) is urgent


def test_each_line_of_the_table_makes_urgent_by_itself() -> None:
    alone = [Facts(told_urgent=True), Facts(working_days=2), Facts(step=0)]
    assert [[line.applies(facts) for line in URGENT] for facts in alone] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
