"""The check is clean on the data that ships and finds each kind of defect once it is seeded."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from saoque.rulebook.check import check
from saoque.rulebook.source import DATA


def test_the_data_that_ships_is_sound() -> None:
    assert check() == []


def test_no_data_is_a_defect(tmp_path: Path) -> None:
    assert check(tmp_path) == ["không có quyết định nào"]


SEEDS = [
    ("decision.yaml", "{star: 3, min: 50,", "{star: 3, min: 51,", "khung 2 sao và 3 sao không liền nhau"),
    ("decision.yaml", "max_inclusive: 100", "max_inclusive: 99", "khung cao nhất không gồm 100"),
    ("decision.yaml", "score_structure: {A: 40,", "score_structure: {A: 41,", "ba phần cộng lại 101"),
    ("decision.yaml", "  code: qd26", "  code: qd27", "khác tên thư mục"),
    ("decision.yaml", "  E15:", "  E16:", "mã minh chứng E15"),
    ("scorecards/qd26-08.yaml", "points: 1, min_for_star: 3}", "points: 1, min_for_star: 4}", "dấu 3 sao ở 1.1a"),
    (
        "scorecards/qd26-08.yaml",
        "75 – 100%, points: 3}",
        "75 – 100%, points: 4}",
        "tiêu chí 1.1: mức cao nhất 4, ghi tối đa 3",
    ),
    ("scorecards/qd26-08.yaml", "    max: 18\n", "    max: 19\n", "mục 1: các tiêu chí cộng được 18, ghi 19"),
    ("scorecards/qd26-08.yaml", "  max: 25\n", "  max: 26\n", "phần B: các mục cộng được 25, ghi 26"),
    ("scorecards/qd26-08.yaml", "evidence: [E03, E14]", "evidence: [E03, E99]", "mã minh chứng E99"),
    ("scorecards/qd26-08.yaml", "- code: '1.2'", "- code: '1.1'", "tiêu chí 1.1 có 2 lần"),
    ("scorecards/qd26-08.yaml", "{id: b, label: Quy mô", "{id: a, label: Quy mô", "mã mức trùng nhau"),
    (
        "scorecards/qd26-08.yaml",
        "label: Chế biến, points: 2}",
        "label: Chế biến, points: 0}",
        "thang điểm đi xuống: [1, 0, 3]",
    ),
    (
        "scorecards/qd26-08.yaml",
        "label: Chế biến đơn giản, points: 1}",
        "label: Chế biến đơn giản, points: 0}",
        "zero_implied",
    ),
    ("scorecards/qd26-08.yaml", "set_no: 8", "set_no: 9", "không ứng với tên tệp"),
    ("scorecards/qd26-08.yaml", "effective_from: '2026-05-22'", "effective_from: '2026-05-23'", "ngày hiệu lực khác"),
    ("scorecards/qd26-08.yaml", "kind: depends", "kind: perhaps", "loại quy tắc perhaps"),
    ("scorecards/qd26-08.yaml", "      direct: true\n", "", "direct không khớp"),
    ("scorecards/qd26-08.yaml", "group: Thực phẩm chế biến", "group: Gia vị", "QD26-08: nhóm trên phiếu Gia vị"),
    ("scorecards/qd26-08.yaml", "parts:\n", "pieces:\n", "sai hình dạng (KeyError"),
    ("scorecards/qd26-08.yaml", "code: QD26-08", "code: [", "không phải YAML đúng"),
    ("scorecards/qd26-11.yaml", "parent: 6.1 Ngoại hình (tối đa 4)", "parent: 6.1 Ngoại hình (tối đa 5)", "đầu mục"),
    (
        "scorecards/qd26-26.yaml",
        "points: 3, case: 2}",
        "points: 2, case: 2}",
        "tiêu chí 8: mức cao nhất 2, ghi tối đa 3",
    ),
    (
        "index.yaml",
        "criteria: 32, marks_3: 8, marks_4: 14",
        "criteria: 31, marks_3: 8, marks_4: 14",
        "số tiêu chí trên phiếu 32",
    ),
    ("index.yaml", "marks_3: 7, marks_4: 12", "marks_3: 6, marks_4: 12", "số dấu sao"),
    (
        "index.yaml",
        "code: I, name: Thực phẩm, sets: 13",
        "code: I, name: Thực phẩm, sets: 12",
        "ngành I có 13 bộ, ghi 12",
    ),
    ("notices.yaml", "applies: {'6.2': [23]}", "applies: {'6.9': [23]}", "bộ 23 không có tiêu chí 6.9"),
    ("notices.yaml", "hai mức đầu cùng 1 điểm", "hai mức đầu", "không có trong notices.yaml"),
    ("notices.yaml", "key: labour_below_25", "key: labour_75_twice", "labour_75_twice có 2 lần"),
    (
        "guidance/a1-materials.yaml",
        "applies: {'1.1': [1, 2, 3,",
        "applies: {'1.1': [2, 3,",
        "bộ 1 tiêu chí 1.1 có 0 hướng dẫn",
    ),
    ("guidance/a1-materials.yaml", "options: [b]", "options: [z]", "không có mức z"),
    ("guidance/a1-materials.yaml", "time_days: [14, 60]", "time_days: [60, 14]", "không phải khoảng từ thấp đến cao"),
    ("guidance/a1-materials.yaml", "verify: true", "verify: false", "số ước lượng phải ghi verify"),
    ("guidance/a1-materials.yaml", "name: Nguồn gốc sản phẩm", "name: Nguồn gốc", "tên khác phiếu"),
    ("guidance/a1-materials.yaml", "evidence: [E03]", "evidence: [E77]", "mã minh chứng E77"),
    ("guidance/contents.yaml", "'1.3': [2]}", "'1.3': [3]}", "contents.yaml lệch"),
    ("forms.yaml", "prefill_from: M01.unit_name", "prefill_from: M01.unit", "ô M01.unit không có"),
    ("forms.yaml", "only_sets: [QD26-26]", "only_sets: [QD26-27]", "bộ QD26-27 không có"),
    ("forms.yaml", "papers: [commune_request]", "papers: [no_such_paper]", "giấy no_such_paper không có"),
    ("forms.yaml", "{code: E05,", "{code: E06,", "bảng minh chứng"),
    ("forms.yaml", "{key: phone, marker: '-'", "{key: unit_name, marker: '-'", "ô M01.unit_name có 2 lần"),
    ("procedure.yaml", "submit_before: '04-30'", "submit_before: '07-30'", "hạn nộp không trước hạn đánh giá"),
    ("procedure.yaml", "submit_before: '04-30'", "submit_before: '04-31'", "procedure.yaml: sai hình dạng"),
    ("procedure.yaml", "{earliest: 180,", "{earliest: 100,", "khung đánh giá lại đóng trước khi mở"),
    ("procedure.yaml", "commune: {value: 15,", "commune: {value: 0,", "thời hạn 0"),
    (
        "examples.yaml",
        "examples: [cà phê rang xay, cà phê nhân, cà phê hòa tan, bột ca cao, sô cô la]",
        "examples: [cà phê]",
        "1 ví dụ",
    ),
    ("english/names.yaml", "  QD26-08:", "  QD26-88:", "QD26-08” thiếu"),
    ("english/options.yaml", "Không ghi song ngữ:", "Không song ngữ:", "“Không ghi song ngữ” thiếu"),
    ("english/names.yaml", "  Tạp chất lạ:", "  Tạp chất khác:", "criteria: “Tạp chất lạ” thiếu"),
    ("english/forms.yaml", "  Tên chủ thể:", "  Tên người chủ:", "labels: “Tên chủ thể” thiếu"),
    ("english/remarks.yaml", "  labour_75_twice:", "  labour_twice:", "notices: “labour_75_twice” thiếu"),
    (
        "../older/qd1048/frame.yaml",
        "name: Nguồn nguyên liệu, max: 3",
        "name: Nguồn nguyên liệu, max: 4",
        "bộ 1 tiêu chí 1.1",
    ),
    ("../older/qd148/decision.yaml", "{A: 40,", "{A: 45,", "ba phần cộng lại 105"),
]


def linked_copy(folder: Path) -> Path:
    """The data as links, so that only what a test breaks is read anew."""
    root = folder / "data"
    shutil.copytree(DATA, root, copy_function=os.symlink)
    return root


@pytest.mark.parametrize(("name", "sound", "broken", "told"), SEEDS, ids=[f"{n}-{t[:24]}" for n, _, _, t in SEEDS])
def test_a_seeded_defect_is_found(tmp_path: Path, name: str, sound: str, broken: str, told: str) -> None:
    root = linked_copy(tmp_path)
    path = root / "qd26" / name
    text = path.read_text(encoding="utf-8")
    assert sound in text
    path.unlink()
    path.write_text(text.replace(sound, broken, 1), encoding="utf-8")
    assert any(told in defect for defect in check(root))


def test_a_file_without_a_listing_is_found(tmp_path: Path) -> None:
    root = linked_copy(tmp_path)
    (root / "qd26" / "scorecards" / "qd26-26.yaml").unlink()
    (root / "qd26" / "guidance" / "spare.yaml").write_text("entries: []\n", encoding="utf-8")
    found = check(root)
    assert any("QD26-26 chỉ có trong danh mục" in d for d in found)
    assert any("spare chỉ có tệp" in d for d in found)
