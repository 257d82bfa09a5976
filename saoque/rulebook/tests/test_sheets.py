"""The decision and its scorecards are read as they are printed, lazily and by folder."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import saoque.rulebook as rulebook
from saoque.rulebook.older import older_frame
from saoque.rulebook.source import DATA, read

ALL = [s.code for s in rulebook.product_sets()]


def test_decision_in_force_by_day() -> None:
    expected = {
        date(2020, 1, 1): "qd1048",
        date(2023, 2, 23): "qd1048",
        date(2023, 2, 24): "qd148",
        date(2026, 5, 21): "qd148",
        date(2026, 5, 22): "qd26",
        date(2030, 1, 1): "qd26",
    }
    assert {day: rulebook.decision_on(day).code for day in expected} == expected


def test_no_decision_before_the_first() -> None:
    with pytest.raises(rulebook.RulebookError, match="01/01/2015"):
        rulebook.decision_on(date(2015, 1, 1))


def test_decision_tells_bands_months_and_evidence() -> None:
    found = rulebook.decision("qd26")
    assert (found.number, found.certificate_months, found.archive) == ("26/2026/QĐ-TTg", 36, False)
    assert [(b.star, b.minimum, b.recognised) for b in found.star_bands] == [
        (1, Decimal(0), False),
        (2, Decimal(30), False),
        (3, Decimal(50), True),
        (4, Decimal(70), True),
        (5, Decimal(90), True),
    ]
    assert [c for c in found.evidence_codes if c.startswith("E")] == [f"E{n:02d}" for n in range(1, 16)]


def test_a_new_decision_is_a_new_folder(tmp_path: Path) -> None:
    root = tmp_path / "data"
    shutil.copytree(DATA, root)
    shutil.copytree(root / "qd26", root / "qd29")
    head = root / "qd29" / "decision.yaml"
    text = head.read_text(encoding="utf-8").replace("code: qd26", "code: qd29").replace("prefix: QD26", "prefix: QD29")
    head.write_text(text.replace("effective_from: '2026-05-22'", "effective_from: '2029-01-01'"), encoding="utf-8")
    assert rulebook.decision_on(date(2029, 1, 1), root=root).code == "qd29"
    assert rulebook.decision_on(date(2028, 12, 31), root=root).code == "qd26"
    (root / "qd29" / "scorecards" / "qd26-08.yaml").rename(root / "qd29" / "scorecards" / "qd29-08.yaml")
    assert rulebook.scorecard("QD29-08", root=root).decision == "qd29"


def test_sheet_eight_as_printed() -> None:
    sheet = rulebook.scorecard("QD26-08")
    assert (sheet.decision, sheet.set_no, sheet.sector, sheet.samples_required, sheet.max) == ("qd26", 8, "I", 5, 100)
    assert [(p.code, p.max) for p in sheet.parts] == [("A", 40), ("B", 25), ("C", 35)]
    first = rulebook.criterion(sheet, "1.1")
    assert (first.name, first.max, first.commune_report, first.zero_implied) == ("Nguồn nguyên liệu", 3, True, True)
    assert [(o.id, o.points, o.min_for_star) for o in first.options] == [("a", 1, 3), ("b", 2, None), ("c", 3, None)]
    assert rulebook.criterion(sheet, "7").direct
    assert len(sheet.criteria) == 32


def test_headings_stand_between_group_and_criterion() -> None:
    sheet = rulebook.scorecard("QD26-11")
    headings = {c.code: c.heading for c in sheet.criteria if c.heading}
    assert headings["6.1.1"] == "6.1 Ngoại hình (tối đa 4)"
    assert headings["6.2.3"] == "6.2 Nước pha (tối đa 11)"


def test_tourism_has_criteria_with_two_cases() -> None:
    sheet = rulebook.scorecard("QD26-26")
    assert [c.code for c in sheet.criteria if c.cases] == ["8", "9", "15"]
    line = rulebook.criterion(sheet, "8")
    assert (line.cases, [o.id for o in line.ladder(1)], [o.id for o in line.ladder(2)]) == (
        (1, 2),
        ["a", "b"],
        ["c", "d"],
    )
    assert (sheet.samples_required, sheet.disqualified_when) == (0, ())


def test_totals_of_the_whole_decision() -> None:
    sheets = [rulebook.scorecard(code) for code in ALL]
    assert len(sheets) == 26
    assert sum(len(s.criteria) for s in sheets) == 787
    assert sum(len(c.options) for s in sheets for c in s.criteria) == 2579
    assert sum(len(s.marks) for s in sheets) == 575


@pytest.mark.parametrize(
    "code", ["QD26-27", "QD26-8", "qd26-08", "QD99-01", "QD148-01", "", "../x", "QD26-08\n", "x" * 500]
)
def test_unknown_scorecard_is_named_on_one_line(code: str) -> None:
    with pytest.raises(rulebook.RulebookError) as raised:
        rulebook.scorecard(code)
    assert "\n" not in raised.value.message
    assert code.strip()[:40] in raised.value.message


def test_one_scorecard_opens_one_scorecard_file() -> None:
    read.cache_clear()
    rulebook.scorecard.cache_clear()
    rulebook.scorecard("QD26-08")
    decision_files = {"names.yaml", "options.yaml"}
    assert read.cache_info().currsize == 1 + len(decision_files)


def test_the_index_opens_no_scorecard() -> None:
    read.cache_clear()
    rulebook.sectors.cache_clear()
    rulebook.product_sets()
    assert read.cache_info().currsize == 3  # index, names, examples


def test_sectors_groups_and_sets() -> None:
    found = rulebook.sectors()
    assert [(s.code, len(s.groups), len(s.sets)) for s in found] == [
        ("I", 6, 13),
        ("II", 2, 4),
        ("III", 3, 3),
        ("IV", 2, 2),
        ("V", 3, 3),
        ("VI", 1, 1),
    ]
    eight = rulebook.product_set("QD26-08")
    assert (eight.group, eight.criteria, eight.marks) == ("Thực phẩm chế biến", 32, {3: 8, 4: 14, 5: 6})
    assert "lạp xưởng" in eight.examples
    assert rulebook.product_set("QD26-13").subgroup is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mắm cá linh", "QD26-08"),
        ("mam ca", "QD26-08"),
        ("nước mắm", "QD26-09"),
        ("Giỏ lục bình", "QD26-21"),
        ("xoài sấy dẻo", "QD26-07"),
        ("homestay", "QD26-26"),
        ("GẠO ST25", "QD26-03"),
        ("tiêu", "QD26-10"),
        ("kẹo dừa", "QD26-07"),
    ],
)
def test_everyday_words_find_the_set(text: str, code: str) -> None:
    assert rulebook.find_sets(text)[0].code == code


def test_words_that_fit_nothing_find_nothing() -> None:
    assert rulebook.find_sets("  ") == ()
    assert rulebook.find_sets("xyzzy") == ()


def test_notices_for_a_set_and_for_a_criterion() -> None:
    sheet = rulebook.scorecard("QD26-23")
    assert [n.key for n in rulebook.notices(sheet, "6.2")] == ["two_options_one_point_23"]
    assert [n.key for n in rulebook.notices(sheet, "3.3")] == ["labour_75_twice", "labour_below_25"]
    assert rulebook.notices(sheet, "6.1") == ()
    assert {"instructions_4_1_23", "two_options_one_point_23", "labour_75_twice"} <= {
        n.key for n in rulebook.notices(sheet)
    }
    whole = [n for n in rulebook.notices(rulebook.scorecard("QD26-26")) if not n.criteria]
    assert [(n.key, n.kind, n.corrected) for n in whole] == [("part_a_35_26", "misprint", True)]
    with pytest.raises(rulebook.RulebookError, match="99"):
        rulebook.notices(sheet, "99")


def test_every_name_and_option_has_english() -> None:
    for code in ALL:
        sheet = rulebook.scorecard(code)
        assert sheet.name_en
        assert all(g.name_en for p in sheet.parts for g in p.groups)
        assert all(c.name_en for c in sheet.criteria)
        assert all(n.text_en for n in rulebook.notices(sheet))
        assert [o.label for c in sheet.criteria for o in c.options if not o.label_en] == []


def test_old_frames_can_be_read_but_not_scored() -> None:
    frame = older_frame("qd1048")
    assert (len(frame.sets), sum(s.sums_ok for s in frame.sets), dict(frame.parts)) == (
        26,
        22,
        {"A": 35, "B": 25, "C": 40},
    )
    assert frame.sets[0].criteria[0].points == (1, 2, 3)
    assert older_frame("qd148").sets == ()
    with pytest.raises(rulebook.RulebookError, match="qd26"):
        older_frame("qd26")
