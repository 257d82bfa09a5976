"""Small scorecards drawn at random, for comparing the planner with plain counting."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from saoque.rulebook.shapes import Criterion, Group, Option, Part, RaiseStep, Scorecard

IDS = "abcdef"
SHARE = 100  # the bands of the decision reach to 100, so all sheets share out at most that


def sheet_of(criteria: list[Criterion]) -> Scorecard:
    """A scorecard of one part with these criteria, under the decision in force."""
    group = Group("1", "Mục thử", sum(c.max for c in criteria), tuple(criteria))
    return Scorecard(
        code="QD26-99",
        decision="qd26",
        set_no=99,
        name="Bộ thử",
        sector="I",
        sector_name="Ngành thử",
        group="Nhóm thử",
        subgroup=None,
        managing_authorities=(),
        basis="thử",
        effective_from=date(2026, 5, 22),
        samples_required=0,
        disqualified_when=(),
        parts=(Part("A", "Phần thử", group.max, (group,)),),
        confidence={},
        source="thử",
        transcription_notes=(),
    )


def line_of(code: str, options: list[Option]) -> Criterion:
    """A criterion with these options."""
    return Criterion(code, f"Tiêu chí {code}", max(o.points for o in options), "A", "1", tuple(options))


@st.composite
def ladders(draw: st.DrawFn, code: str, most: int) -> Criterion:
    """One criterion: an uneven ladder, sometimes not rising, sometimes with marks, sometimes with two cases."""
    cases = draw(st.sampled_from([(None,), (None,), (1, 2)]))
    length = draw(st.integers(1, 3))
    points = draw(st.lists(st.integers(0, most), min_size=length, max_size=length))
    if draw(st.integers(0, 3)):
        points.sort()
    options = []
    for n, (case, worth) in enumerate((case, worth) for case in cases for worth in points):
        mark = draw(st.sampled_from([None, None, None, 3, 4, 5])) if case is None else None
        options.append(Option(IDS[n], f"mức {IDS[n]}", worth, mark, case=case))
    return line_of(code, options)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Scorecard, dict[str, str | None], int]:
    """A small scorecard, answers to it and a star."""
    count = draw(st.integers(1, 5))
    criteria = [draw(ladders(f"{n}", SHARE // count)) for n in range(1, count + 1)]
    answers = {c.code: draw(st.sampled_from([None, *(o.id for o in c.options)])) for c in criteria}
    return sheet_of(criteria), answers, draw(st.integers(1, 5))


@st.composite
def raise_steps(draw: st.DrawFn, sheet: Scorecard) -> dict[str, tuple[RaiseStep, ...]]:
    """Steps of a few round figures for most options, none for the rest."""
    found = {}
    for line in sheet.criteria:
        estimated = [o for o in line.options if draw(st.integers(0, 3))]
        found[line.code] = tuple(
            step_of(o.id, draw(st.sampled_from([10, 30, 60])), draw(st.sampled_from([0, 1, 2, 5]))) for o in estimated
        )
    return found


def step_of(option: str, days: int, millions: int) -> RaiseStep:
    """A step to one option that takes up to so many days and millions."""
    return RaiseStep(
        to=f"mức {option}",
        options=(option,),
        how=(),
        who_helps=(),
        time_days=(days // 2, days),
        money_vnd=(millions * 500_000, millions * 1_000_000),
        c="B",
        source="B",
        verify=False,
    )
