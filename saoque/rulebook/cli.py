"""``saoque score`` and ``saoque rulebook``: plain functions on argument lists and streams.

Bad input of any kind gives one line on stderr that names it, exit status 2 and nothing on stdout.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from saoque.requests import BAD_INPUT, OK, answer, one_line
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.scoring import Answers, score
from saoque.rulebook.shapes import Scorecard, ScoreResult
from saoque.rulebook.sheets import scorecard

DEFECTS = 1

_SCORE_USAGE = "Cách dùng: saoque score TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_CHECK_USAGE = "Cách dùng: saoque rulebook check"
_SCORE_SHAPE = "cần một đối tượng có scorecard và answers."


def main_score(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque score FILE|-``: read one object or a list of {"scorecard", "answers"} and print the result as JSON."""
    return answer(argv, (stdin, stdout, stderr), _SCORE_USAGE, _SCORE_SHAPE, _score_one, (RulebookError,))


def main_rulebook(argv: Sequence[str], stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """``saoque rulebook check``: 0 and one line when the data is sound, 1 and one line per defect otherwise."""
    from saoque.rulebook.check import check, counts

    out, err = stdout or sys.stdout, stderr or sys.stderr
    if list(argv) in (["--help"], ["-h"]):
        out.write(_CHECK_USAGE + "\n")
        return OK
    if list(argv) != ["check"]:
        err.write(_CHECK_USAGE + "\n")
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


def sheet_and_answers(asked: Mapping[str, Any]) -> tuple[Scorecard, Answers]:
    """The scorecard and the answers of a request. RulebookError, naming the field, when either is not usable."""
    code, answers = asked.get("scorecard"), asked.get("answers")
    if not isinstance(code, str):
        raise RulebookError("scorecard phải là chuỗi, ví dụ QD26-08.")
    if not isinstance(answers, dict):
        raise RulebookError("answers phải là một đối tượng: mã tiêu chí và mức đã chọn.")
    for criterion, option in answers.items():
        if option is not None and not isinstance(option, str):
            raise RulebookError(f"mức của tiêu chí “{one_line(criterion)}” phải là chuỗi hoặc null.")
    return scorecard(code), answers


def _score_one(asked: Mapping[str, Any]) -> dict[str, Any]:
    return as_json(score(*sheet_and_answers(asked)))
