"""`saoque places` as a stranger runs it."""

import io
import json
import subprocess
import sys
from pathlib import Path

from saoque.places.cli import main_places
from saoque.places.tests.test_changes import RENAMED, file_of


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
        ("find", "a", "--on", "soon"),
        ("fly",),
    ):
        status, out, err = run(*words)
        assert (status, out, err.count("\n")) == (2, "", 1)


def test_find_on_a_day_and_with_a_limit() -> None:
    found = json.loads(run("find", "dong nai", "--on", "2026-04-29", "--limit", "1")[1])
    assert [unit["name"] for unit in found] == ["Tỉnh Đồng Nai"]
    assert json.loads(run("find", "dong nai", "--on", "30/04/2026")[1])[0]["name"] == "Thành phố Đồng Nai"


def test_import_previews_then_takes_in_once(tmp_path: Path, own_changes: Path) -> None:
    given = tmp_path / "change.csv"
    given.write_bytes(file_of(RENAMED))
    status, out, _ = run("import", str(given))
    assert status == 0
    assert "31255 Xã Trung Hưng → 31255 Phường Trung Hưng (toàn bộ)" in out
    assert not own_changes.exists()
    assert run("import", str(given), "--apply")[0] == 0
    assert [path.name for path in own_changes.iterdir()] == ["2027-01-01.csv"]
    found = json.loads(run("find", "trung hung, can tho", "--on", "2027-01-01")[1])
    assert found[0]["name"] == "Phường Trung Hưng"
    status, out, _ = run("import", str(given), "--apply")
    assert (status, "đã được nhập trước đây" in out, len(list(own_changes.iterdir()))) == (0, True, 1)


def test_a_bad_file_is_refused_with_a_line_per_fault(tmp_path: Path, own_changes: Path) -> None:
    given = tmp_path / "change.csv"
    given.write_bytes(file_of(RENAMED.replace("Phường", "Làng"), RENAMED.replace("2027-01-01", "soon")))
    status, out, err = run("import", str(given), "--apply")
    assert (status, out, len(err.splitlines())) == (1, "", 2)
    assert err.startswith("Dòng 2: ")
    assert not own_changes.exists()
    assert run("import", str(tmp_path / "none.csv"))[0] == 2


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
