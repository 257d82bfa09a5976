"""``saoque plan``: the fewest criteria to change for a star, from a file or from standard input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from saoque.requests import answer
from saoque.rulebook.cli import sheet_and_answers
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.planning.choose import plan
from saoque.rulebook.planning.shapes import Plan

_USAGE = "Cách dùng: saoque plan TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_SHAPE = "cần một đối tượng có scorecard, answers và star."


def main_plan(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque plan FILE|-``: read one object or a list of {"scorecard", "answers", "star"}, print plans as JSON.

    Bad input of any kind: one line on stderr that names it, exit status 2, nothing on stdout.
    """
    return answer(argv, (stdin, stdout, stderr), _USAGE, _SHAPE, _plan_one, (RulebookError,))


def as_json(found: Plan) -> dict[str, Any]:
    """A plan in the shape that the command prints."""
    return {
        "reachable": found.reachable,
        "changes": [
            {"criterion": c.criterion, "from": c.from_option, "to": c.to_option, "gain": c.gain, "mark": c.mark}
            for c in found.changes
        ],
        "total": found.total,
        "stars": found.stars,
    }


def _plan_one(asked: Mapping[str, Any]) -> dict[str, Any]:
    sheet, answers = sheet_and_answers(asked)
    star = asked.get("star")
    if not isinstance(star, int) or isinstance(star, bool):
        raise RulebookError("star phải là số sao, ví dụ 4.")
    return as_json(plan(sheet, answers, star))
