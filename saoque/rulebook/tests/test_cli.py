"""The contract of ``saoque score`` and ``saoque rulebook check``."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import saoque.rulebook as rulebook
from saoque.rulebook.cli import main_rulebook, main_score


def run(text: str, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main_score(argv or ("-",), io.StringIO(text), out, err)
    return status, out.getvalue(), err.getvalue()


def ask(code: str, answers: dict[str, Any]) -> str:
    return json.dumps({"scorecard": code, "answers": answers})


def test_one_object_gives_one_object() -> None:
    sheet = rulebook.scorecard("QD26-08")
    answers = {**rulebook.best_answers(sheet), "7": "c", "9": None}
    status, out, err = run(ask("QD26-08", answers))
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "scorecard": "QD26-08",
        "parts": {"A": 40, "B": 25, "C": 28},
        "total": 93,
        "stars_by_points": 5,
        "stars": 2,
        "unmet": [
            {"criterion": "9", "needs": "a", "for_star": 3},
            {"criterion": "9", "needs": "b", "for_star": 4},
            {"criterion": "7", "needs": "d", "for_star": 5},
        ],
    }


def test_a_list_gives_a_list_in_order() -> None:
    status, out, _ = run(f"[{ask('QD26-26', {})}, {ask('QD26-01', {'1.1': None})}]")
    assert status == 0
    assert [(r["scorecard"], r["total"], r["stars"], r["unmet"]) for r in json.loads(out)] == [
        ("QD26-26", 0, 1, []),
        ("QD26-01", 0, 1, []),
    ]
    assert json.loads(run("[]")[1]) == []


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(ask("QD26-08", {"1.1": "c"}), encoding="utf-8")
    status, out, _ = run("", str(path))
    assert (status, json.loads(out)["total"]) == (0, 3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ask("QD26-99", {}), "QD26-99"),
        (ask("QD26-08", {"77.7": "a"}), "77.7"),
        (ask("QD26-08", {"1.1": "q"}), "“q”"),
        (ask("QD26-08", {"1.1": ""}), "1.1"),
        (ask("QD26-08", {"1.1": 3}), "1.1"),
        (ask("QD26-08", {"1.1": ["a"]}), "1.1"),
        (ask("QD26-08", {"1.1": "3"}), "“3”"),
        (ask("QD26-08", {"1.1": float("nan")}), "1.1"),
        ("NaN", "scorecard"),
        (ask("qd26-08", {}), "qd26-08"),
        (ask("QD26-08", {"1.1 ": "a"}), "“1.1 ”"),
        (ask("QD26-08", {"1.1\nx": 3}), "1.1 x"),
        ('{"scorecard": "QD26-08", "answers": ["a"]}', "answers"),
        ('{"scorecard": "QD26-08", "answers": null}', "answers"),
        ('{"scorecard": "QD26-08"}', "answers"),
        ('{"scorecard": 8, "answers": {}}', "scorecard"),
        ('{"answers": {}}', "scorecard"),
        ('{"scorecard": "QD26-08", "answers": {"1.1": "a", "1.1": "b"}}', "1.1"),
        ('"QD26-08"', "scorecard"),
        ("null", "scorecard"),
        (f"[{ask('QD26-08', {})}, 5]", "mục 2"),
        (f"[{ask('QD26-08', {})}, {ask('QD26-98', {})}]", "QD26-98"),
        ("{", "JSON"),
        ("", "JSON"),
        ("[" * 100_000, "JSON"),
        ("1" * 5000, "JSON"),
    ],
)
def test_bad_input_is_named_on_one_line(text: str, named: str) -> None:
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert named in err
    assert err.count("\n") == 1
    assert err.endswith("\n")


def test_a_mark_of_the_byte_order_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    text = "\ufeff" + ask("QD26-08", {"1.1": "c"}).replace(" ", "\r\n")
    path = tmp_path / "answers.json"
    path.write_bytes(text.encode())
    for status, out, _ in (run(text), run("", str(path))):
        assert (status, json.loads(out)["total"]) == (0, 3)


def test_help_is_the_usage_and_no_fault() -> None:
    for word in ("--help", "-h"):
        assert run("", word) == (0, "Cách dùng: saoque score TỆP.json (hoặc - để đọc từ đầu vào chuẩn).\n", "")
        out, err = io.StringIO(), io.StringIO()
        assert (main_rulebook([word], out, err), out.getvalue()) == (0, "Cách dùng: saoque rulebook check\n")


def test_the_command_reads_utf8_whatever_language_the_terminal_speaks() -> None:
    def said(given: bytes) -> tuple[int, bytes, str]:
        latin = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
        command = [sys.executable, "-m", "saoque", "score", "-"]
        done = subprocess.run(command, input=given, capture_output=True, env=latin, timeout=60)
        return done.returncode, done.stdout, done.stderr.decode("utf-8")

    assert said('{"scorecard": "Bộ 8", "answers": {}}'.encode()) == (2, b"", "Không có bộ tiêu chí “Bộ 8”.\n")
    assert said(b"\xff\xfe") == (2, b"", "-: không phải chữ UTF-8.\n")


@pytest.mark.parametrize("argv", [[], ["a", "b"], ["/no/such/file.json"], ["bad\0name"], ["."]])
def test_unreadable_files_and_wrong_arguments(argv: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main_score(argv, io.StringIO(""), out, err) == 2
    assert out.getvalue() == ""
    assert err.getvalue().count("\n") == 1


@pytest.mark.parametrize(("name", "said"), [("none.json", "không có tệp này"), (".", "đây là một thư mục")])
def test_why_a_file_cannot_be_read_is_said_in_vietnamese(tmp_path: Path, name: str, said: str) -> None:
    path = str(tmp_path / name)
    assert run("", path)[2].endswith(f": {said}.\n")


def test_where_json_breaks_is_said_in_vietnamese() -> None:
    assert run('{"scorecard": "QD26-08"\n x}')[2] == "-: không phải JSON đúng (dòng 2 cột 2).\n"


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00")
    status, out, err = run("", str(path))
    assert (status, out) == (2, "")
    assert "x.json" in err


def test_check_reports_sound_data() -> None:
    out, err = io.StringIO(), io.StringIO()
    assert main_rulebook(["check"], out, err) == 0
    assert err.getvalue() == ""
    assert "26 bộ tiêu chí, 787 tiêu chí, 2579 mức, 575 dấu sao" in out.getvalue()
    assert main_rulebook(["other"], out, err) == 2


def test_scoring_needs_no_framework() -> None:
    code = (
        "import sys, saoque.rulebook.cli, saoque.rulebook.forms, saoque.rulebook.check;"
        "sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
