"""The digital check: every question has four rungs, scores are whole percents, better answers never lower a score."""

from typing import Any

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from saoque.technology import digital

IDS = [question.id for question in digital.questions().all]
ANSWERS = st.fixed_dictionaries({name: st.integers(0, digital.MOST) for name in IDS})


def test_fifteen_questions_with_four_rungs_each() -> None:
    asked = digital.questions().all
    assert (len(asked), len(set(IDS)), {len(one.rungs) for one in asked}) == (15, 15, {4})
    said = [text for one in asked for text in (one.ask, one.next_step, *one.rungs)]
    said += [area.name for area in digital.questions().areas]
    assert [text for text in said if not text.vi or not text.en or text.vi == text.en] == []
    assert all(reverse(one.address) for one in asked if one.address)


@given(ANSWERS)
def test_complete_answers_have_a_score_between_none_and_all(answers: dict[str, int]) -> None:
    assert digital.faults_of(answers) == []
    assert 0 <= digital.percent(answers) <= 100
    assert digital.percent(answers) == 100 if set(answers.values()) == {3} else digital.percent(answers) < 100


@given(ANSWERS, st.sampled_from(IDS))
def test_a_better_answer_never_lowers_a_score(answers: dict[str, int], name: str) -> None:
    better = {**answers, name: min(digital.MOST, answers[name] + 1)}
    assert digital.percent(better) >= digital.percent(answers)
    pairs = zip(digital.by_area(better), digital.by_area(answers), strict=True)
    assert all(after.percent >= before.percent for after, before in pairs)


@given(ANSWERS)
def test_next_steps_are_the_lowest_rungs(answers: dict[str, int]) -> None:
    steps = [answers[one.id] for one in digital.next_steps(answers)]
    rest = sorted(value for value in answers.values() if value < digital.MOST)
    assert steps == rest[:5]


def test_what_is_no_answer_is_named() -> None:
    good: dict[str, Any] = dict.fromkeys(IDS, 1)
    assert digital.faults_of({**good, "orders": 4}) == ["orders"]
    assert digital.faults_of({**good, "orders": True}) == ["orders"]
    assert digital.faults_of({**good, "khac": 1}) == ["khac"]
    assert digital.faults_of({}) == sorted(IDS)
