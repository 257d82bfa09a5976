"""``saoque score`` and ``saoque rulebook``: plain functions on argument lists and streams.

Bad input of any kind gives one line on stderr that names it, exit status 2 and nothing on stdout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.scoring import score
from saoque.rulebook.shapes import ScoreResult
from saoque.rulebook.sheets import scorecard
from saoque.rulebook.source import one_line

OK, DEFECTS, BAD_INPUT = 0, 1, 2


def main_score(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque score FILE|-``: read one object or a list of {"scorecard", "answers"} and print the result as JSON."""
    try:
        if len(argv) != 1:
            raise RulebookError("Cách dùng: saoque score TỆP.json (hoặc - để đọc từ đầu vào chuẩn).")
        asked = _parse(_read(argv[0], stdin), argv[0])
        if isinstance(asked, list):
            answer: Any = [_score_one(item, f"mục {n}: ") for n, item in enumerate(asked, start=1)]
        else:
            answer = _score_one(asked, "")
    except RulebookError as error:
        stderr.write(error.message + "\n")
        return BAD_INPUT
    stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return OK


def main_rulebook(argv: Sequence[str], stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """``saoque rulebook check``: 0 and one line when the data is sound, 1 and one line per defect otherwise."""
    from saoque.rulebook.check import check, counts

    out, err = stdout or sys.stdout, stderr or sys.stderr
    if list(argv) != ["check"]:
        err.write("Cách dùng: saoque rulebook check\n")
        return BAD_INPUT
    defects = check()
    for defect in defects:
        err.write(defect + "\n")
    if defects:
        return DEFECTS
    out.write("Bộ luật khớp: " + ", ".join(f"{number} {name}" for name, number in counts().items()) + ".\n")
    return OK


def as_json(result: ScoreResult) -> dict[str, Any]:
    """A result in the shape that the command prints."""
    return {
        "scorecard": result.scorecard,
        "parts": dict(result.parts),
        "total": result.total,
        "stars_by_points": result.stars_by_points,
        "stars": result.stars,
        "unmet": [{"criterion": u.criterion, "needs": u.needs, "for_star": u.for_star} for u in result.unmet],
    }


def _read(name: str, stdin: TextIO) -> str:
    try:
        return stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RulebookError(f"{one_line(name)}: không phải chữ UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RulebookError(f"Không đọc được {one_line(name)}: {one_line(reason)}.") from None


def _parse(text: str, name: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        where = f"dòng {error.lineno} cột {error.colno}"
        raise RulebookError(f"{one_line(name)}: không phải JSON đúng ({where}: {one_line(error.msg)}).") from None
    except RulebookError:
        raise
    except RecursionError:
        raise RulebookError(f"{one_line(name)}: không phải JSON đúng (lồng quá sâu).") from None
    except ValueError as error:
        raise RulebookError(f"{one_line(name)}: không phải JSON đúng ({one_line(error)}).") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise RulebookError(f"“{one_line(key)}” có hai lần trong một đối tượng.")
        found[key] = value
    return found


def _score_one(asked: object, where: str) -> dict[str, Any]:
    try:
        if not isinstance(asked, dict):
            raise RulebookError("cần một đối tượng có scorecard và answers.")
        code, answers = asked.get("scorecard"), asked.get("answers")
        if not isinstance(code, str):
            raise RulebookError("scorecard phải là chuỗi, ví dụ QD26-08.")
        if not isinstance(answers, dict):
            raise RulebookError("answers phải là một đối tượng: mã tiêu chí và mức đã chọn.")
        for criterion, option in answers.items():
            if option is not None and not isinstance(option, str):
                raise RulebookError(f"mức của tiêu chí “{one_line(criterion)}” phải là chuỗi hoặc null.")
        return as_json(score(scorecard(code), answers))
    except RulebookError as error:
        raise RulebookError(where + error.message) from None
