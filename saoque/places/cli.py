"""`saoque places …`: find a unit, or take in a change of units. Needs no Django."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from .changefile import Change, ChangeRefused, check_change
from .register import Register, get_register, keep_change
from .search import PlaceHit, find, plain

OK, REFUSED, USAGE = 0, 1, 2
DEFAULT_LIMIT = 20


class _UsageError(Exception):
    """A command line that cannot be understood."""


class _Parser(argparse.ArgumentParser):
    """A parser that says one line instead of leaving the process."""

    def error(self, message: str) -> NoReturn:
        """Raise the fault for the caller to print."""
        raise _UsageError(message)


def _day(text: str) -> dt.date:
    """Read a day written as YYYY-MM-DD or DD/MM/YYYY."""
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"ngày không hợp lệ: {text}") from None


def _count(text: str) -> int:
    """Read a number from 1 to 500."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 500):
        raise argparse.ArgumentTypeError(f"số lượng phải từ 1 đến 500: {text}")
    return int(text)


def _parser() -> _Parser:
    """Return the parser of `saoque places`."""
    parser = _Parser(prog="saoque places", description="Đơn vị hành chính cũ và mới")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    finding = commands.add_parser("find", help="tìm đơn vị theo tên, có dấu hay không dấu")
    finding.add_argument("text", help='ví dụ: "trung thanh, co do, can tho"')
    finding.add_argument("--on", type=_day, help="chỉ các đơn vị có hiệu lực vào ngày này (năm-tháng-ngày)")
    finding.add_argument("--limit", type=_count, default=DEFAULT_LIMIT, help="nhiều nhất bao nhiêu kết quả")
    importing = commands.add_parser("import", help="xem trước hoặc nhập một tệp thay đổi đơn vị")
    importing.add_argument("file", type=Path, help="tệp CSV UTF-8, một dòng là một mũi tên cũ → mới")
    importing.add_argument("--apply", action="store_true", help="nhập thật; không có thì chỉ xem trước")
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


def describe(change: Change, register: Register) -> list[str]:
    """Return one Vietnamese line per arrow of a change, for the preview."""
    new = {unit.key: unit for unit in change.started}
    lines = [f"Từ ngày {change.date:%d/%m/%Y}: {len(change.ended)} đơn vị chấm dứt, {len(change.started)} bắt đầu."]
    for arrow in change.arrows:
        old = register.get(*arrow.old)
        how = "toàn bộ" if arrow.whole else "một phần"
        if old:
            lines.append(f"  {old.code} {old.full_name} → {arrow.new[0]} {new[arrow.new].full_name} ({how})")
    return lines


def _find(text: str, on: dt.date | None, limit: int, stdout: TextIO, stderr: TextIO) -> int:
    """Print the units that a text names."""
    if not plain(text):
        stderr.write("Hãy cho biết tên đơn vị cần tìm, ví dụ: trung thanh, co do, can tho\n")
        return USAGE
    json.dump([hit_as_json(hit) for hit in find(text, on, limit)], stdout, ensure_ascii=False, indent=1)
    stdout.write("\n")
    return OK


def preview_change(content: bytes, register: Register) -> tuple[Change | None, list[str]]:
    """Return a checked change with the lines that tell what it does; no change when it was taken before.

    Raise ChangeRefused with one line per fault.
    """
    change = check_change(content, register)
    if change is None:
        return None, ["Thay đổi này đã được nhập trước đây, không có gì mới."]
    return change, describe(change, register)


def _import(path: Path, apply: bool, stdout: TextIO, stderr: TextIO) -> int:
    """Check a change file, print what it would do, and keep it when asked to; raise ChangeRefused for a bad one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        stderr.write(f"Không đọc được tệp {path}: {error.strerror}\n")
        return USAGE
    change, lines = preview_change(content, get_register())
    if change and apply:
        lines.append(f"Đã giữ lại thành {keep_change(content, change).name}.")
    elif change:
        lines.append("Đây là bản xem trước, chưa có gì thay đổi. Thêm --apply để nhập.")
    stdout.write("".join(f"{line}\n" for line in lines))
    return OK


def main_places(argv: Sequence[str], stdout: TextIO = sys.stdout, stderr: TextIO = sys.stderr) -> int:
    """Run `saoque places` with the words after it; return 0 done, 1 file refused, 2 asked wrongly."""
    try:
        options = _parser().parse_args(argv)
    except _UsageError as error:
        stderr.write(f"Lệnh chưa đúng ({error}). Xem: saoque places --help\n")
        return USAGE
    except SystemExit:  # --help has printed its text
        return OK
    try:
        if options.command == "find":
            return _find(options.text, options.on, options.limit, stdout, stderr)
        return _import(options.file, options.apply, stdout, stderr)
    except ChangeRefused as refused:
        stderr.write("".join(f"{error}\n" for error in refused.errors))
        return REFUSED
