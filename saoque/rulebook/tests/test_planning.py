"""The planner finds the smallest set of changes: the same as counting all of them, and as integer programming."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

import saoque.rulebook as rulebook
from saoque.rulebook.planning import Plan, Reach, plan
from saoque.rulebook.planning.estimates import estimate_from
from saoque.rulebook.shapes import Option, RaiseStep, Scorecard, Unmet
from saoque.rulebook.tests.small_sheets import line_of, questions, raise_steps, sheet_of

ALL = [s.code for s in rulebook.product_sets()]
THOROUGH = settings(max_examples=300, deadline=None)
MINIMUM = {1: 0, 2: 30, 3: 50, 4: 70, 5: 90}

Steps = Mapping[str, Sequence[RaiseStep]]
Answers = dict[str, str | None]


def every_way(sheet: Scorecard, answers: Answers, star: int) -> Iterator[dict[str, Option]]:
    """All sets of changes by raises that reach the star, by trying every combination."""
    choices = []
    for line in sheet.criteria:
        now = line.find(answers[line.code] or "")
        points = now.points if now else 0
        free = [o for o in line.options if o != now and o.points >= points and (now is None or o.case == now.case)]
        choices.append([None, *free])
    for picked in itertools.product(*choices):
        changes = {c.code: o for c, o in zip(sheet.criteria, picked, strict=True) if o is not None}
        if rulebook.score(sheet, {**answers, **{k: o.id for k, o in changes.items()}}).stars >= star:
            yield changes


def takes(sheet: Scorecard, answers: Answers, changes: Mapping[str, Option], steps: Steps, by: str) -> tuple[int, ...]:
    """What the promise of ``by`` compares, place by place."""
    total = rulebook.score(sheet, {**answers, **{k: o.id for k, o in changes.items()}}).total
    excess = total
    if by == "criteria":
        return len(changes), excess
    found = [
        estimate_from(steps[code], sheet.by_code[code], sheet.by_code[code].find(answers[code] or ""), option)
        for code, option in changes.items()
    ]
    unknown = sum(e.unknown for e in found)
    if by == "money":
        return sum(e.money_vnd[1] for e in found), unknown, len(changes), excess
    return max((e.time_days[1] for e in found), default=0), len(changes), unknown, excess


def changed(sheet: Scorecard, found: Plan) -> dict[str, Option]:
    """The options that a plan leads to."""
    to = {c.criterion: sheet.by_code[c.criterion].find(c.to_option) for c in found.changes}
    return {code: option for code, option in to.items() if option is not None}


@THOROUGH
@given(questions(), st.sampled_from(["criteria", "money", "time"]), st.data())
def test_no_set_of_changes_is_smaller(question: tuple[Scorecard, Answers, int], by: str, data: st.DataObject) -> None:
    sheet, answers, star = question
    steps = data.draw(raise_steps(sheet))
    found = plan(sheet, answers, star, by, steps=lambda line: steps[line.code])
    ways = [takes(sheet, answers, way, steps, by) for way in every_way(sheet, answers, star)]
    assert found.reachable == bool(ways)
    if ways:
        assert takes(sheet, answers, changed(sheet, found), steps, by) == min(ways)


@THOROUGH
@given(questions())
def test_what_cannot_be_reached_says_what_can(question: tuple[Scorecard, Answers, int]) -> None:
    sheet, answers, star = question
    found = plan(sheet, answers, star)
    now = rulebook.score(sheet, answers)
    if found.reachable:
        assert found.reach is None
        return
    assert (found.changes, found.total, found.stars) == ((), now.total, now.stars)
    assert found.needed == MINIMUM[star]
    reachable = [s for s in MINIMUM if next(every_way(sheet, answers, s), None) is not None]
    most = max(
        sum(o.points for o in picked)
        for picked in itertools.product(*(_allowed(sheet, answers, code) for code in answers))
    )
    assert found.reach == Reach(most, max(reachable))


def _allowed(sheet: Scorecard, answers: Answers, code: str) -> list[Option]:
    line = sheet.by_code[code]
    now = line.find(answers[code] or "")
    return [o for o in line.options if now is None or (o.points >= now.points and o.case == now.case)]


@THOROUGH
@given(questions())
def test_a_change_never_lowers_and_says_what_it_is(question: tuple[Scorecard, Answers, int]) -> None:
    sheet, answers, star = question
    found = plan(sheet, answers, star)
    missed = rulebook.gap_to(sheet, answers, star).missing_marks
    for change in found.changes:
        line = sheet.by_code[change.criterion]
        now, to = line.find(answers[line.code] or ""), line.find(change.to_option)
        assert to is not None
        assert change.from_option == answers[line.code]
        assert change.gain == to.points - (now.points if now else 0) >= 0
        assert now is None or to.case == now.case
        assert change.mark == min((m.for_star for m in missed if m.criterion == line.code), default=None)
    assert [c.criterion for c in found.changes] == sorted(c.criterion for c in found.changes)
    result = rulebook.score(sheet, {**answers, **{c.criterion: c.to_option for c in found.changes}})
    assert (found.total, found.stars) == (result.total, result.stars)


def answers_at_random(sheet: Scorecard, seed: int) -> Answers:
    """Answers from empty to nearly full, the same for the same seed."""
    dice = random.Random(f"{sheet.code}-{seed}")
    weight = dice.random()
    return {c.code: dice.choice(c.options).id if dice.random() < weight else None for c in sheet.criteria}


def programme(sheet: Scorecard, answers: Answers, star: int, money: bool) -> float | None:
    """The least objective by integer programming: 1000 a criterion plus the points gained, or the money in VND."""
    columns: list[tuple[int, int, float]] = []  # place of the criterion, gain, cost
    for place, line in enumerate(sheet.criteria):
        now = line.find(answers[line.code] or "")
        have = now.points if now else 0
        marks = [m for m in sheet.marks if m.star <= star and m.criterion == line.code]
        if all(rulebook.mark_holds(sheet, m, now.id if now else None) for m in marks):
            columns.append((place, 0, 0))
        for to in line.options:
            fits = to.points >= have and (now is None or to.case == now.case) and to != now
            if not fits or not all(rulebook.mark_holds(sheet, m, to.id) for m in marks):
                continue
            gain = to.points - have
            steps = rulebook.guidance(sheet.code, line.code).raise_steps
            cost = estimate_from(steps, line, now, to).money_vnd[1] / 10_000 if money else 1000 + gain
            columns.append((place, gain, cost))
    one_each = np.zeros((len(sheet.criteria), len(columns)))
    for n, (place, _, _) in enumerate(columns):
        one_each[place, n] = 1
    need = MINIMUM[star] - rulebook.score(sheet, answers).total
    solved = milp(
        np.array([cost for _, _, cost in columns]),
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(one_each, 1, 1),
            LinearConstraint(np.array([[gain for _, gain, _ in columns]]), need, np.inf),
        ],
        options={"mip_rel_gap": 0},
    )
    return round(float(solved.fun)) if solved.success else None


@pytest.mark.parametrize("star", [3, 4, 5])
@pytest.mark.parametrize("code", ALL)
def test_real_scorecards_agree_with_integer_programming(code: str, star: int) -> None:
    sheet = rulebook.scorecard(code)
    for seed in range(3):
        answers = answers_at_random(sheet, seed)
        found = plan(sheet, answers, star)
        assert found.reachable
        gained = sum(c.gain for c in found.changes)
        assert 1000 * len(found.changes) + gained == programme(sheet, answers, star, money=False)
    cheap = plan(sheet, answers, star, "money")
    assert cheap.money_vnd[1] / 10_000 == programme(sheet, answers, star, money=True)


@pytest.mark.parametrize("code", ALL)
def test_a_full_sheet_is_reached_without_changes(code: str) -> None:
    sheet = rulebook.scorecard(code)
    found = plan(sheet, rulebook.best_answers(sheet), 5)
    assert (found.reachable, found.changes, found.total, found.stars) == (True, (), 100, 5)


def test_an_unknown_star_is_not_reachable_and_says_so() -> None:
    sheet = rulebook.scorecard("QD26-08")
    found = plan(sheet, {"1.1": "c"}, 6)
    assert (found.reachable, found.changes, found.total, found.stars) == (False, (), 3, 1)
    assert (found.needed, found.reach) == (None, Reach(100, 5))


def test_a_mark_that_raises_cannot_meet_is_named() -> None:
    ladder = [Option("a", "", 10, 3), Option("b", "", 20, case=None)]
    stuck = line_of("2", [Option("c", "", 30), Option("d", "", 5, 3)])
    sheet = sheet_of([line_of("1", ladder), stuck, line_of("3", [Option("a", "", 40)])])
    found = plan(sheet, {"1": None, "2": "c", "3": None}, 3)
    assert (found.reachable, found.blocked) == (False, (Unmet("2", "d", 3),))
    assert found.reach == Reach(90, 2)


def test_the_marked_rung_is_climbed_even_for_no_points() -> None:
    """Set 23, 6.2: two rungs of one point; and a mark may lie on the further of two equal rungs."""
    sheet = sheet_of([line_of("1", [Option("a", "", 60), Option("b", "", 60, 3)])])
    found = plan(sheet, {"1": "a"}, 3)
    assert [(c.to_option, c.gain, c.mark) for c in found.changes] == [("b", 0, 3)]


def test_a_case_once_chosen_is_kept() -> None:
    sheet = rulebook.scorecard("QD26-26")
    full = plan(sheet, {**rulebook.best_answers(sheet), "8": "c", **dict.fromkeys(("15", "1.2", "2.1"), None)}, 5)
    assert {c.criterion: c.to_option for c in full.changes} == {"1.2": "c"}
    assert plan(sheet, {"8": "c"}, 5).changes[-1].criterion == "16"
    raised = {c.criterion: c.to_option for c in plan(sheet, {"8": "c", "15": "a"}, 5).changes}
    assert raised["8"] == "d"
    assert raised["15"] == "b"


def test_equals_are_settled_by_the_printed_order() -> None:
    same = [line_of(code, [Option("a", "", 25), Option("b", "", 25)]) for code in "1234"]
    found = plan(sheet_of(same), dict.fromkeys("1234"), 3)
    assert [(c.criterion, c.to_option) for c in found.changes] == [("1", "a"), ("2", "a")]


def test_an_unknown_way_of_choosing_is_refused() -> None:
    with pytest.raises(rulebook.RulebookError, match="effort"):
        plan(rulebook.scorecard("QD26-08"), {}, 3, "effort")
