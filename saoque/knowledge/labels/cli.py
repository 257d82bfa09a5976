"""``saoque label check``: what is wrong with labels, from a file or from standard input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any, TextIO

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.labels.check import check_label
from saoque.knowledge.labels.shapes import MUST, Label, Star
from saoque.requests import BAD_INPUT, answer, one_line

_USAGE = "Cách dùng: saoque label check TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_SHAPE = "cần một đối tượng có text và kind."
_VIETNAM = timezone(timedelta(hours=7))


def main_label(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque label check FILE|-``: read one object or a list of labels, print {"findings", "ok"} as JSON.

    A label: {"text", "kind", "on", "gtin", "star": {"claimed", "valid_until", "valid_star"}}; only text and
    kind are needed, ``on`` is today when absent. ``ok``: nothing has to be mended. Bad input of any kind:
    one line on stderr that names it, exit status 2, nothing on stdout.
    """
    if list(argv[:1]) != ["check"]:
        stderr.write(_USAGE + "\n")
        return BAD_INPUT
    return answer(argv[1:], (stdin, stdout, stderr), _USAGE, _SHAPE, _check_one, (KnowledgeError,))


def _check_one(asked: Mapping[str, Any]) -> dict[str, Any]:
    found = check_label(_label(asked))
    return {
        "findings": [
            {
                "code": f.code,
                "severity": f.severity,
                "message": f.message,
                "rule": f.rule,
                "source": f.source,
                "verify": f.verify,
            }
            for f in found
        ],
        "ok": not any(f.severity == MUST for f in found),
    }


def _label(asked: Mapping[str, Any]) -> Label:
    return Label(
        text=_text(asked, "text"),
        kind=_text(asked, "kind"),
        on=_day(asked, "on") or datetime.now(_VIETNAM).date(),
        gtin=_maybe_text(asked, "gtin"),
        star=_star(asked.get("star")),
        name=_maybe_text(asked, "name"),
        made_on=_day(asked, "made_on"),
        expires_on=_day(asked, "expires_on"),
    )


def _star(asked: object) -> Star | None:
    if asked is None:
        return None
    if not isinstance(asked, dict):
        raise KnowledgeError("star phải là một đối tượng có claimed, valid_until và valid_star, hoặc null.")
    return Star(_stars(asked, "claimed"), _stars(asked, "valid_star"), _day(asked, "valid_until"))


def _text(asked: Mapping[str, Any], field: str) -> str:
    value = asked.get(field)
    if not isinstance(value, str):
        raise KnowledgeError(f"{field} phải là chuỗi.")
    return value


def _maybe_text(asked: Mapping[str, Any], field: str) -> str | None:
    return None if asked.get(field) is None else _text(asked, field)


def _stars(asked: Mapping[str, Any], field: str) -> int | None:
    value = asked.get(field)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 5:
        raise KnowledgeError(f"{field} phải là số sao từ 0 đến 5 hoặc null, không phải “{one_line(value)}”.")
    return value


def _day(asked: Mapping[str, Any], field: str) -> date | None:
    value = asked.get(field)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise KnowledgeError(f"{field} phải là ngày dạng 2026-05-22, không phải “{one_line(value)}”.") from None
