"""The contract of ``saoque label check``."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from saoque.knowledge.labels.cli import main_label
from saoque.knowledge.tests.test_labels import HONEY


def run(text: str, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main_label(argv or ("check", "-"), io.StringIO(text), out, err)
    return status, out.getvalue(), err.getvalue()


def ask(**fields: object) -> str:
    return json.dumps({"text": HONEY, "kind": "food", "on": "2026-11-23", **fields})


def test_findings_as_json() -> None:
    star = {"claimed": 5, "valid_until": "2028-01-01", "valid_star": 4}
    status, out, err = run(ask(gtin="4006381333931", star=star))
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert answer["ok"] is False
    assert [(f["code"], f["severity"], f["verify"]) for f in answer["findings"]] == [
        ("gtin_prefix", "verify", False),
        ("ocop_too_many_stars", "must", True),
    ]
    assert set(answer["findings"][0]) == {"code", "severity", "message", "rule", "source", "verify"}


def test_hints_leave_a_label_in_order() -> None:
    answer = json.loads(run(ask(gtin="4006381333931", star=None))[1])
    assert (answer["ok"], len(answer["findings"])) == (True, 1)
    assert json.loads(run(ask())[1]) == {"findings": [], "ok": True}


def test_a_list_gives_a_list_and_today_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(f"[{ask()}, {ask(on=None)}]", encoding="utf-8")
    assert json.loads(run("", "check", str(path))[1]) == [{"findings": [], "ok": True}] * 2


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ask(kind="xe"), "“xe”"),
        (ask(kind=3), "kind"),
        (ask(text=None), "text"),
        (ask(on="23/11/2026"), "on"),
        (ask(on="2001-01-01"), "01/01/2001"),
        (ask(on=20261123), "on"),
        (ask(gtin=8934567890120), "gtin"),
        (ask(star=4), "star"),
        (ask(star={"claimed": "4"}), "claimed"),
        (ask(star={"claimed": True}), "claimed"),
        (ask(star={"valid_star": 6}), "valid_star"),
        (ask(star={"valid_until": "mai"}), "valid_until"),
        (f"[{ask()}, 5]", "mục 2"),
        (f"[{ask()}, {ask(kind='xe')}]", "mục 2"),
        ("null", "text"),
        ("{", "JSON"),
        ('{"text": "a", "text": "b"}', "text"),
    ],
)
def test_bad_input_is_named_on_one_line(text: str, named: str) -> None:
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert named in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("argv", [["check"], ["look", "-"], ["check", "a", "b"], ["check", "/no/such/file.json"]])
def test_wrong_arguments(argv: list[str]) -> None:
    status, out, err = run("", *argv)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_room_needs_no_framework_and_no_other_room() -> None:
    code = (
        "import sys, saoque.knowledge.labels.cli, saoque.knowledge.check;"
        "sys.exit(any(m.startswith(('django', 'saoque.rulebook', 'saoque.kernel')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
