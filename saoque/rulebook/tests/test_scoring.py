"""What scoring promises, for every sheet and any answers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import saoque.rulebook as rulebook
from saoque.rulebook.shapes import Scorecard, Unmet

ALL = [s.code for s in rulebook.product_sets()]
MODEST = settings(max_examples=60, deadline=None)


@st.composite
def sheets_with_answers(draw: st.DrawFn) -> tuple[Scorecard, dict[str, str | None]]:
    sheet = rulebook.scorecard(draw(st.sampled_from(ALL)))
    generous = draw(st.booleans())
    answers: dict[str, str | None] = {}
    for line in sheet.criteria:
        ids: list[str | None] = [o.id for o in line.options]
        answers[line.code] = draw(st.sampled_from(ids[-2:] if generous else [None, *ids]))
    return sheet, answers


def best(code: str, **changed: str | None) -> tuple[Scorecard, dict[str, str | None]]:
    sheet = rulebook.scorecard(code)
    return sheet, {**rulebook.best_answers(sheet), **{k[1:].replace("_", "."): v for k, v in changed.items()}}


@MODEST
@given(sheets_with_answers())
def test_points_never_exceed_a_maximum(case: tuple[Scorecard, dict[str, str | None]]) -> None:
    sheet, answers = case
    result = rulebook.score(sheet, answers)
    assert all(0 <= result.parts[p.code] <= p.max for p in sheet.parts)
    assert result.total == sum(result.parts.values()) <= 100


@MODEST
@given(sheets_with_answers(), st.data())
def test_a_better_answer_never_lowers_points_or_star(
    case: tuple[Scorecard, dict[str, str | None]], data: st.DataObject
) -> None:
    sheet, answers = case
    line = data.draw(st.sampled_from(sheet.criteria))
    now = line.find(answers[line.code] or "")
    ladder = line.ladder(now.case) if now else line.options
    better = [o for o in ladder if now is None or ladder.index(o) >= ladder.index(now)]
    before = rulebook.score(sheet, answers)
    after = rulebook.score(sheet, {**answers, line.code: data.draw(st.sampled_from(better)).id})
    assert after.total >= before.total
    assert after.stars >= before.stars


@MODEST
@given(sheets_with_answers())
def test_unmet_is_empty_exactly_when_the_points_give_the_star(case: tuple[Scorecard, dict[str, str | None]]) -> None:
    sheet, answers = case
    result = rulebook.score(sheet, answers)
    assert (result.unmet == ()) == (result.stars == result.stars_by_points)
    assert all(3 <= u.for_star <= result.stars_by_points for u in result.unmet)
    order = [c.code for c in sheet.criteria]
    assert list(result.unmet) == sorted(result.unmet, key=lambda u: (u.for_star, order.index(u.criterion)))
    if result.unmet:
        assert result.stars == result.unmet[0].for_star - 1


@MODEST
@given(sheets_with_answers(), st.sampled_from([3, 4, 5]))
def test_a_closed_gap_is_the_star(case: tuple[Scorecard, dict[str, str | None]], star: int) -> None:
    sheet, answers = case
    gap = rulebook.gap_to(sheet, answers, star)
    assert gap.reached == (rulebook.score(sheet, answers).stars >= star)
    raised = dict(answers)
    for mark in gap.missing_marks:
        raised[mark.criterion] = mark.needs
    assert rulebook.score(sheet, raised).total >= rulebook.score(sheet, answers).total
    assert rulebook.gap_to(sheet, raised, star).missing_marks == ()


@MODEST
@given(st.decimals(min_value=0, max_value=100, places=2), st.sampled_from(ALL))
def test_bands_of_means_have_no_hole(total: Decimal, code: str) -> None:
    sheet = rulebook.scorecard(code)
    result = rulebook.stars_for(sheet, total, sheet.marks)
    expected = 1 + sum(total >= least for least in (30, 50, 70, 90))
    assert (result.stars_by_points, result.stars, result.unmet) == (expected, expected, ())


@pytest.mark.parametrize("code", ALL)
def test_best_answers_give_everything(code: str) -> None:
    sheet = rulebook.scorecard(code)
    answers = rulebook.best_answers(sheet)
    result = rulebook.score(sheet, answers)
    assert (dict(result.parts), result.total) == ({"A": 40, "B": 25, "C": 35}, 100)
    assert (result.stars_by_points, result.stars, result.unmet) == (5, 5, ())
    assert rulebook.answered_count(sheet, answers) == len(sheet.criteria)


@pytest.mark.parametrize("code", ALL)
def test_nothing_chosen_is_one_star_without_points(code: str) -> None:
    sheet = rulebook.scorecard(code)
    result = rulebook.score(sheet, {})
    assert (result.total, result.stars_by_points, result.stars, result.unmet) == (0, 1, 1, ())
    assert rulebook.answered_count(sheet, {"1.1": None}) == 0


@pytest.mark.parametrize("code", ALL)
def test_every_single_mark_holds_its_star_back(code: str) -> None:
    sheet = rulebook.scorecard(code)
    for mark in sheet.marks:
        line = sheet.by_code[mark.criterion]
        marked = next(o for o in line.options if o.id == mark.option)
        for position, option in enumerate(line.options):
            further = position >= line.options.index(marked) and option.points >= marked.points
            assert rulebook.mark_holds(sheet, mark, option.id) == further
        assert not rulebook.mark_holds(sheet, mark, None)
        others = [m for m in sheet.marks if m != mark]
        result = rulebook.stars_for(sheet, 100, others)
        assert (result.stars, result.unmet) == (mark.star - 1, (Unmet(mark.criterion, mark.option, mark.star),))


def test_a_missed_mark_falls_to_the_highest_star_that_holds() -> None:
    sheet, answers = best("QD26-08", c3_5=None)
    result = rulebook.score(sheet, answers)
    assert (result.total, result.stars_by_points, result.stars) == (97, 5, 2)
    assert result.unmet == (Unmet("3.5", "a", 3), Unmet("3.5", "b", 4))
    sheet, answers = best("QD26-08", c7="c")
    assert (rulebook.score(sheet, answers).stars, rulebook.score(sheet, answers).unmet) == (4, (Unmet("7", "d", 5),))


def test_points_without_the_marked_rung_do_not_meet_the_mark() -> None:
    """Set 23, 6.2: two rungs of one point; the mark is met from the marked rung on, not by equal points before it."""
    sheet = rulebook.scorecard("QD26-23")
    marked = [m for m in sheet.marks if m.criterion == "6.2"]
    assert [(m.option, m.star) for m in marked] == [("c", 4), ("d", 5)]
    assert [rulebook.mark_holds(sheet, marked[0], o) for o in "abcd"] == [False, False, True, True]


def test_either_case_of_tourism_can_reach_the_maximum() -> None:
    sheet, answers = best("QD26-26", c8="d", c9="d", c15="d")
    assert rulebook.score(sheet, answers).total == 100
    assert rulebook.cases_chosen(sheet, answers) == {"8": 2, "9": 2, "15": 2}
    assert rulebook.cases_chosen(sheet, rulebook.best_answers(sheet)) == {"8": 1, "9": 1, "15": 1}


@pytest.mark.parametrize(
    ("total", "stars"),
    [
        ("0", 1),
        ("29.99", 1),
        ("30", 2),
        ("49.99", 2),
        ("50", 3),
        ("69.999", 3),
        ("70", 4),
        ("89.99", 4),
        ("90", 5),
        ("100", 5),
    ],
)
def test_edges_of_the_bands(total: str, stars: int) -> None:
    assert rulebook.stars_by_points("qd26", Decimal(total)) == stars


@pytest.mark.parametrize("total", [Decimal("-0.01"), Decimal("100.01")])
def test_totals_outside_all_bands_are_refused(total: Decimal) -> None:
    with pytest.raises(rulebook.RulebookError, match="khung hạng"):
        rulebook.stars_by_points("qd26", total)


def test_stars_of_a_mean_take_a_test_for_marks() -> None:
    sheet = rulebook.scorecard("QD26-08")
    result = rulebook.stars_for(sheet, Decimal("91.25"), lambda mark: mark.star < 5)
    assert (result.stars_by_points, result.stars, {u.for_star for u in result.unmet}) == (5, 4, {5})


def test_gap_names_points_and_marks() -> None:
    sheet, answers = best("QD26-08", c3_5=None, c7="b", c8=None, c9="a", c4_1="a")
    gap = rulebook.gap_to(sheet, answers, 4)
    total = rulebook.score(sheet, answers).total
    assert (total, gap.missing_points) == (100 - 3 - 4 - 5 - 4 - 4, 0)
    assert gap.missing_marks == (
        Unmet("3.5", "a", 3),
        Unmet("4.1", "b", 3),
        Unmet("8", "a", 3),
        Unmet("3.5", "b", 4),
        Unmet("4.1", "c", 4),
        Unmet("7", "c", 4),
        Unmet("9", "b", 4),
    )
    assert gap.marks_bring == 2 + 2 + 2 + 2 + 2
    five = rulebook.gap_to(sheet, answers, 5)
    assert (five.missing_points, five.marks_bring, five.points_beyond_marks) == (10, 2 + 4 + 4 + 2 + 2, 0)
    with pytest.raises(rulebook.RulebookError, match="6 sao"):
        rulebook.gap_to(sheet, answers, 6)


def test_options_chosen_in_printed_order() -> None:
    sheet = rulebook.scorecard("QD26-08")
    chosen = rulebook.options_chosen(sheet, {"9": "b", "1.1": "c"})
    assert list(chosen) == [c.code for c in sheet.criteria]
    assert {code: o.id for code, o in chosen.items() if o} == {"1.1": "c", "9": "b"}


@pytest.mark.parametrize(("answers", "named"), [({"9.9": "a"}, "9.9"), ({"9.9": None}, "9.9"), ({"1.1": "z"}, "z")])
def test_unknown_answers_are_refused_by_name(answers: dict[str, str | None], named: str) -> None:
    with pytest.raises(rulebook.RulebookError, match=f"“{named}”"):
        rulebook.score(rulebook.scorecard("QD26-08"), answers)
