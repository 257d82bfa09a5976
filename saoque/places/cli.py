"""`saoque places find …`: find a unit. Needs no Django (`saoque places import` does: it loads the tables)."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TextIO

from saoque.requests import one_line

from .changefile import ChangeRefused
from .search import PlaceHit, find, plain

OK, REFUSED, USAGE = 0, 1, 2
_USAGE = (
    'Cách dùng: saoque places find "xã, huyện, tỉnh" [--on NGÀY] [--limit SỐ], hoặc saoque places import TỆP [--apply].'
)
DEFAULT_LIMIT = 20


class _UsageError(Exception):
    """A command line that cannot be understood."""


class _Parser(argparse.ArgumentParser):
    """A parser that says one line instead of leaving the process."""

    def error(self, message: str) -> NoReturn:
        """Raise, with the usage for the parser's own English words."""
        raise _UsageError(_USAGE)


def _day(text: str) -> dt.date:
    """Read a day written as YYYY-MM-DD or DD/MM/YYYY."""
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else dt.date.fromisoformat(text)
    except ValueError:
        raise _UsageError(f"--on: ngày không hợp lệ: {one_line(text)} (viết 30/04/2026 hoặc 2026-04-30).") from None


def _count(text: str) -> int:
    """Read a number from 1 to 500."""
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= 500):
        raise _UsageError(f"--limit: số lượng phải từ 1 đến 500: {one_line(text)}.")
    return int(text)


def _parser() -> _Parser:
    """Return the parser of `saoque places`."""
    parser = _Parser(prog="saoque places", description="Đơn vị hành chính cũ và mới")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    finding = commands.add_parser("find", help="tìm đơn vị theo tên, có dấu hay không dấu")
    finding.add_argument("text", help='ví dụ: "trung thanh, co do, can tho"')
    finding.add_argument("--on", type=_day, help="chỉ các đơn vị có hiệu lực vào ngày này (năm-tháng-ngày)")
    finding.add_argument("--limit", type=_count, default=DEFAULT_LIMIT, help="nhiều nhất bao nhiêu kết quả")
    return parser


def hit_as_json(hit: PlaceHit) -> dict[str, Any]:
    """Return one hit as the object that `find` prints: dates ISO or null, `parent` the code above or null."""
    unit = hit.unit
    return {
        "code": unit.code,
        "name": unit.full_name,
        "level": unit.level,
        "parent": unit.parent,
        "parent_name": hit.parent_name,
        "since": unit.since.isoformat(),
        "until": unit.until.isoformat() if unit.until else None,
        "successors": [
            {"code": successor.unit.code, "name": successor.unit.full_name, "whole": successor.whole}
            for successor in hit.successors
        ],
    }


def _find(text: str, on: dt.date | None, limit: int, stdout: TextIO, stderr: TextIO) -> int:
    """Print the units that a text names."""
    if not plain(text):
        stderr.write("Hãy cho biết tên đơn vị cần tìm, ví dụ: trung thanh, co do, can tho\n")
        return USAGE
    json.dump([hit_as_json(hit) for hit in find(text, on, limit)], stdout, ensure_ascii=False, indent=1)
    stdout.write("\n")
    return OK


def main_places(argv: Sequence[str], stdout: TextIO = sys.stdout, stderr: TextIO = sys.stderr) -> int:
    """Run `saoque places` with the words after it; return 0 done, 1 a kept change file is spoiled, 2 asked wrongly."""
    try:
        options = _parser().parse_args(argv)
    except _UsageError as error:
        stderr.write(f"{error}\n")
        return USAGE
    except SystemExit:  # --help has printed its text
        return OK
    try:
        return _find(options.text, options.on, options.limit, stdout, stderr)
    except ChangeRefused as refused:
        stderr.write("".join(f"{error}\n" for error in refused.errors))
        return REFUSED
