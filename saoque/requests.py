"""What the commands that answer JSON with JSON share: reading a request and refusing a bad one.

Bad input of any kind gives one line on stderr that names it, exit status 2 and nothing on stdout.
No room of its own and knows none, so that every room on the ground may use it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

OK, BAD_INPUT = 0, 2
_REASONS: Mapping[type[Exception], str] = {
    FileNotFoundError: "không có tệp này",
    IsADirectoryError: "đây là một thư mục",
    PermissionError: "không có quyền đọc",
}


class BadRequest(ValueError):
    """A request that cannot be answered. ``message`` is one line in Vietnamese which names the fault."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def answer(
    argv: Sequence[str],
    streams: tuple[TextIO, TextIO, TextIO],
    usage: str,
    shape: str,
    one: Callable[[Mapping[str, Any]], Any],
    refusals: tuple[type[Exception], ...] = (),
) -> int:
    """Read the object or the list in the one file named ("-" is stdin), answer each with ``one``, print JSON.

    ``streams`` are stdin, stdout, stderr. ``usage`` is said when the arguments are wrong, ``shape`` ("cần một
    đối tượng có …") when an item is no object. ``refusals`` are further errors of ``one`` that carry a ``message``.
    A list gives a list; a refusal inside a list says which place it has.
    """
    stdin, stdout, stderr = streams
    caught: tuple[type[Exception], ...] = (BadRequest, *refusals)
    if list(argv) in (["--help"], ["-h"]):
        stdout.write(usage + "\n")
        return OK
    try:
        if len(argv) != 1:
            raise BadRequest(usage)
        asked = _parse(_read(argv[0], stdin), argv[0])
        if isinstance(asked, list):
            found: Any = [_one(item, f"mục {n}: ", shape, one, caught) for n, item in enumerate(asked, start=1)]
        else:
            found = _one(asked, "", shape, one, caught)
    except BadRequest as error:
        stderr.write(error.message + "\n")
        return BAD_INPUT
    _write(found, stdout)
    return OK


def _write(found: object, stdout: TextIO) -> None:
    """Words as words where the terminal can take them, as escapes where it cannot: the JSON is the same."""
    try:
        stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    except UnicodeEncodeError:
        stdout.write(json.dumps(found) + "\n")


def one_line(text: object, limit: int = 80) -> str:
    """Foreign text made safe for a one-line message."""
    line = "".join(c if c.isprintable() else " " for c in str(text))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _one(asked: object, where: str, shape: str, one: Callable[[Any], Any], caught: tuple[type[Exception], ...]) -> Any:
    try:
        if not isinstance(asked, dict):
            raise BadRequest(shape)
        return one(asked)
    except caught as error:
        raise BadRequest(where + str(getattr(error, "message", error))) from None


def _read(name: str, stdin: TextIO) -> str:
    try:
        # Windows editors put a mark of the byte order in front, into a file and into a pipe alike.
        return (_bytes_of(stdin) if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequest(f"{one_line(name)}: không phải chữ UTF-8.") from None
    except (OSError, ValueError) as error:
        known = (words for kind, words in _REASONS.items() if isinstance(error, kind))
        reason = next(known, None) or getattr(error, "strerror", None) or error
        raise BadRequest(f"Không đọc được {one_line(name)}: {one_line(reason)}.") from None


def _bytes_of(stream: TextIO) -> bytes:
    """Return what comes in as it is, whatever alphabet the terminal believes in; a stream of text alone has no bytes under it."""
    under = getattr(stream, "buffer", None)
    return under.read() if under is not None else stream.read().encode()


def _parse(text: str, name: str) -> object:
    if not text.strip():
        raise BadRequest(f"{one_line(name)}: trống, không phải JSON đúng.")
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        where = f"dòng {error.lineno} cột {error.colno}"
        raise BadRequest(f"{one_line(name)}: không phải JSON đúng ({where}).") from None
    except BadRequest:
        raise
    except RecursionError:
        raise BadRequest(f"{one_line(name)}: không phải JSON đúng (lồng quá sâu).") from None
    except ValueError:
        raise BadRequest(f"{one_line(name)}: không phải JSON đúng (có số quá dài).") from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadRequest(f"“{one_line(key)}” có hai lần trong một đối tượng.")
        found[key] = value
    return found
