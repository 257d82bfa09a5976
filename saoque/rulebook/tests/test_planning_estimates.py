"""What a change takes, which round can be made, and the contract of ``saoque plan``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import saoque.rulebook as rulebook
from saoque.rulebook.planning import estimate, first_round, plan, with_estimates
from saoque.rulebook.planning.cli import main_plan
from saoque.rulebook.planning.estimates import estimate_from
from saoque.rulebook.shapes import Option
from saoque.rulebook.tests.small_sheets import line_of, step_of


def test_rungs_are_added_up_one_after_the_other() -> None:
    sheet = rulebook.scorecard("QD26-08")
    line = sheet.by_code["3.5"]
    steps = {s.options[0]: s for s in rulebook.guidance("QD26-08", "3.5").raise_steps}
    found = estimate(sheet, line, line.find("a"), line.options[-1])
    climbed = [steps["b"], steps["c"]]
    assert found.time_days == tuple(sum(s.time_days[n] for s in climbed) for n in (0, 1))
    assert found.money_vnd == tuple(sum(s.money_vnd[n] for s in climbed) for n in (0, 1))
    assert (found.c, found.verify, found.estimated, found.unknown) == ("B", True, True, 0)
    assert found.sources == ("B; trademark-barcode-label-traceability#trademark", "B")
    assert found.steps == tuple(climbed)


def test_a_rung_without_a_step_is_unknown_and_the_ground_is_not() -> None:
    points = {"a": 0, "b": 1, "c": 1, "d": 2, "e": 3}
    line = line_of("1", [Option(name, "", worth) for name, worth in points.items()])
    found = estimate_from([step_of("e", 30, 2)], line, None, line.options[4])
    assert (found.unknown, found.time_days, found.money_vnd) == (2, (15, 30), (1_000_000, 2_000_000))
    alone = estimate_from([], line, line.options[1], line.options[2])
    assert (alone.unknown, alone.c, alone.sources) == (1, None, ())


def test_set_26_has_one_step_for_both_cases() -> None:
    sheet = rulebook.scorecard("QD26-26")
    line = sheet.by_code["8"]
    one, two = (estimate(sheet, line, line.find(a), line.find(b) or line.options[0]) for a, b in ("ab", "cd"))
    assert one == two
    assert (one.time_days, one.money_vnd, one.unknown) == ((60, 240), (2_000_000, 100_000_000), 0)


def test_money_and_time_bring_estimates_and_criteria_on_wish() -> None:
    sheet = rulebook.scorecard("QD26-08")
    cheap = plan(sheet, {}, 4, "money")
    assert all(c.estimate and c.estimate.estimated for c in cheap.changes)
    few = plan(sheet, {}, 4)
    assert all(c.estimate is None for c in few.changes)
    filled = with_estimates(few, sheet, {})
    assert cheap.money_vnd[1] <= filled.money_vnd[1]
    assert plan(sheet, {}, 4, "time").time_days[1] <= filled.time_days[1]
    assert len(few.changes) <= len(cheap.changes)


def skip_weekends(day: date, days: int) -> date:
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("today", "lead", "expected"),
    [
        # 15 working days before 29 October 2026 (Thursday) begin after 8 October
        (date(2026, 10, 8), 0, (2026, 2, date(2026, 10, 8))),
        (date(2026, 10, 9), 0, (2027, 1, date(2027, 4, 8))),
        (date(2026, 6, 1), 30, (2026, 2, date(2026, 10, 8))),
        (date(2026, 6, 1), 200, (2027, 1, date(2027, 4, 8))),
    ],
)
def test_the_first_round_leaves_the_commune_its_term(today: date, lead: int, expected: tuple[int, int, date]) -> None:
    found = first_round(today, lead, add_working_days=skip_weekends)
    assert (found.round.year, found.round.number, found.file_by) == expected
    assert found.ready_on == today + timedelta(days=lead)
    assert found.via is None


def test_a_central_round_comes_after_one_of_the_province() -> None:
    found = first_round(date(2026, 6, 1), 30, "central", add_working_days=skip_weekends)
    assert found.via is not None
    assert (found.via.level, found.via.year, found.via.number) == ("province", 2026, 2)
    assert (found.round.year, found.round.number, found.round.submit_before) == (2026, 2, date(2027, 1, 30))
    with pytest.raises(rulebook.RulebookError, match="huyện"):
        first_round(date(2026, 6, 1), 30, "huyện", add_working_days=skip_weekends)


@given(st.dates(date(2026, 6, 1), date(2030, 1, 1)), st.integers(0, 500))
def test_filing_a_day_after_the_last_is_too_late(today: date, lead: int) -> None:
    found = first_round(today, lead, add_working_days=skip_weekends)
    assert found.ready_on <= found.file_by
    assert skip_weekends(found.file_by, 15) <= found.round.last_submit_day
    assert skip_weekends(found.file_by + timedelta(days=1), 15) > found.round.last_submit_day


def run(text: str, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main_plan(argv or ("-",), io.StringIO(text), out, err)
    return status, out.getvalue(), err.getvalue()


def ask(code: object, answers: object, star: object) -> str:
    return json.dumps({"scorecard": code, "answers": answers, "star": star})


def almost(**changed: str | None) -> dict[str, str | None]:
    best = rulebook.best_answers(rulebook.scorecard("QD26-08"))
    return {**best, **{k[1:].replace("_", "."): v for k, v in changed.items()}}


def test_one_object_gives_one_plan() -> None:
    answers = almost(c7="c", c9=None, c1_1="b", c4_3="a")
    status, out, err = run(ask("QD26-08", answers, 5))
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "reachable": True,
        "changes": [
            {"criterion": "7", "from": "c", "to": "d", "gain": 2, "mark": 5},
            {"criterion": "9", "from": None, "to": "b", "gain": 3, "mark": 3},
        ],
        "total": 92,
        "stars": 5,
    }


def test_a_list_gives_a_list_and_a_reached_star_no_change(tmp_path: Path) -> None:
    path = tmp_path / "ask.json"
    path.write_text(f"[{ask('QD26-08', almost(), 4)}, {ask('QD26-08', {}, 6)}]", encoding="utf-8")
    assert json.loads(run("", str(path))[1]) == [
        {"reachable": True, "changes": [], "total": 100, "stars": 5},
        {"reachable": False, "changes": [], "total": 0, "stars": 1},
    ]
    assert run("[]") == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ask("QD26-99", {}, 3), "QD26-99"),
        (ask("QD26-08", {"77.7": "a"}, 3), "77.7"),
        (ask("QD26-08", {"1.1": "q"}, 3), "“q”"),
        (ask("QD26-08", {"1.1": "q"}, 6), "“q”"),
        (ask("QD26-08", {"1.1": 3}, 3), "1.1"),
        (ask("QD26-08", None, 3), "answers"),
        (ask(8, {}, 3), "scorecard"),
        (ask("QD26-08", {}, "4"), "star"),
        (ask("QD26-08", {}, None), "star"),
        (ask("QD26-08", {}, True), "star"),
        (ask("QD26-08", {}, 3.5), "star"),
        ('{"scorecard": "QD26-08", "answers": {}}', "star"),
        ('{"scorecard": "QD26-08", "answers": {"1.1": "a", "1.1": "b"}, "star": 3}', "1.1"),
        (f"[{ask('QD26-08', {}, 3)}, 5]", "mục 2"),
        ("null", "star"),
        ("{", "JSON"),
    ],
)
def test_bad_input_is_named_on_one_line(text: str, named: str) -> None:
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert named in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("argv", [["a", "b"], ["/no/such/file.json"], ["bad\0name"], ["."]])
def test_unreadable_files_and_wrong_arguments(argv: list[str]) -> None:
    status, out, err = run("", *argv)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_planning_needs_no_framework() -> None:
    code = "import sys, saoque.rulebook.planning.cli; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
