"""`saoque places` as a stranger runs it."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from saoque.places.cli import main_places


def run(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return main_places(words, out, err), out.getvalue(), err.getvalue()


def test_find_prints_the_whole_object() -> None:
    status, out, err = run("find", "trung thanh, co do, can tho")
    assert (status, err) == (0, "")
    assert json.loads(out)[0] == {
        "code": "31225",
        "name": "Xã Trung Thạnh",
        "level": "commune",
        "parent": "925",
        "parent_name": "Huyện Cờ Đỏ, Thành phố Cần Thơ",
        "since": "2004-07-08",
        "until": "2025-06-30",
        "successors": [{"code": "31255", "name": "Xã Trung Hưng", "whole": True}],
    }
    assert "Trung Thạnh" in out


def test_a_unit_in_force_has_neither_end_nor_successors() -> None:
    (first, *_) = json.loads(run("find", "trung hung, can tho")[1])
    assert (first["code"], first["since"], first["until"], first["successors"]) == ("31255", "2025-07-01", None, [])
    province = json.loads(run("find", "thanh pho can tho")[1])[0]
    assert (province["level"], province["parent"], province["parent_name"]) == ("province", None, "")


def test_no_hit_is_an_empty_list() -> None:
    assert run("find", "zzzz") == (0, "[]\n", "")


def test_wrong_words_give_one_line_and_status_2() -> None:
    for words in (
        (),
        ("find",),
        ("find", ""),
        ("find", " , "),
        ("find", "a", "--limit", "0"),
        ("find", "a", "--limit", "9" * 5000),
        ("find", "a", "--on", "soon"),
        ("find", "a", "--on", "31/02/2026"),
        ("find", "a", "--un\nknown"),
        ("find", "a", "b"),
        ("fly",),
    ):
        status, out, err = run(*words)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert re.match(r"(Cách dùng: saoque places find |Hãy cho biết tên đơn vị|--on: ngày|--limit: số)", err)


def test_find_on_a_day_and_with_a_limit() -> None:
    found = json.loads(run("find", "dong nai", "--on", "2026-04-29", "--limit", "1")[1])
    assert [unit["name"] for unit in found] == ["Tỉnh Đồng Nai"]
    assert json.loads(run("find", "dong nai", "--on", "30/04/2026")[1])[0]["name"] == "Thành phố Đồng Nai"


def test_find_starts_without_django() -> None:
    code = (
        "import sys; from saoque.places.cli import main_places;"
        "status = main_places(['find', 'can tho']); assert 'django' not in sys.modules; sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=True)
    assert json.loads(done.stdout)[0]["code"] == "92"


def test_a_spoiled_kept_file_is_named_instead_of_a_crash(own_changes: Path) -> None:
    own_changes.mkdir()
    (own_changes / "2027-01-01.csv").write_bytes(b"spoiled")
    status, out, err = run("find", "can tho")
    assert (status, out) == (1, "")
    assert err.startswith("2027-01-01.csv: Dòng 1: ")


@pytest.mark.parametrize("words", [["places"], ["places", "fly"], ["places", "find"]])
def test_the_command_itself_answers_wrong_words_with_one_vietnamese_line(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "saoque", *words], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("Cách dùng: saoque places find")


def test_names_are_found_whatever_language_the_terminal_speaks() -> None:
    """A terminal of another character set, and a reader that stops early: no traceback."""
    latin = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "saoque", "places", "find", "xa"]
    whole = subprocess.run(command, capture_output=True, env=latin, timeout=60, check=True)
    assert len(json.loads(whole.stdout.decode("utf-8"))) == 20
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=latin) as reading:
        assert reading.stdout is not None and reading.stderr is not None
        reading.stdout.close()
        assert reading.stderr.read() == b""
