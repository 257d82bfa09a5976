"""The OCOP mark and stars on a label: only with a valid star, and no more stars than recognised."""

from __future__ import annotations

import re

from saoque.knowledge.labels.rules import OCOP_MARK, basis_of
from saoque.knowledge.labels.shapes import MUST, VERIFY, Finding, Label, Star, finding
from saoque.knowledge.labels.text import Text
from saoque.knowledge.records import record

_MARK = re.compile(r"(?<![a-z0-9])[o0]c[o0]p(?![a-z])")
_STAR_SIGNS = re.compile(r"[★⭐✭✮🌟](?:\ufe0f?\s?[★⭐✭✮🌟])*")
_SIGN = re.compile(r"[★⭐✭✮🌟]")
_COUNTED = re.compile(r"(?<![0-9a-z.,])([1-5]|mot|hai|ba|bon|nam)\s*(?:sao|[★⭐])(?![a-z])")
_NUMBER = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_NEAR = 40  # characters between the mark and its stars


def ocop_findings(label: Label, text: Text) -> list[Finding]:
    """What is wrong with the mark and the stars, read on the label or claimed beside it."""
    marks = [m.start() for m in _MARK.finditer(text.folded)]
    read = stars_read(text, marks)
    asked = label.star.claimed if label.star else None
    claimed = max((n for n in (read, asked) if n is not None), default=None)
    if not marks and claimed is None:
        return []
    where = text.line_at(marks[0]) if marks else None
    return _judge(label, label.star, claimed, where)


def stars_read(text: Text, marks: list[int]) -> int | None:
    """The most stars written near the word OCOP: in figures, words or star signs. None when there are none."""
    found = []
    for match in _COUNTED.finditer(text.folded):
        found.append((match.start(), _NUMBER.get(match[1]) or int(match[1])))
    counted = {place for place, _ in found}
    for match in _STAR_SIGNS.finditer(text.given):
        inside = any(match.start() - 3 <= place <= match.end() for place in counted)
        if not inside:
            found.append((match.start(), len(_SIGN.findall(match[0]))))
    return max((n for place, n in found if any(abs(place - mark) <= _NEAR for mark in marks)), default=None)


def _judge(label: Label, star: Star | None, claimed: int | None, where: str | None) -> list[Finding]:
    basis, least = basis_of(OCOP_MARK), record(OCOP_MARK).facts["least_star"]
    what = f"OCOP {claimed} sao" if claimed else "OCOP"
    if star is None:
        said = f"Nhãn có “{what}”. Chưa biết sản phẩm có giấy chứng nhận còn hạn không; xem lại trước khi in."
        return [finding(basis, "ocop_unproved", VERIFY, said, where)]
    if star.valid_star is None or star.valid_star < least:
        said = f"Nhãn có “{what}” mà sản phẩm chưa được công nhận từ {least} sao. Bỏ chữ, hình OCOP khỏi nhãn."
        return [finding(basis, "ocop_without_star", MUST, said, where)]
    found = []
    if star.valid_until is None:
        said = f"Nhãn có “{what}”. Chưa biết giấy chứng nhận hết hạn ngày nào; xem ngày trên giấy."
        found.append(finding(basis, "ocop_until_unknown", VERIFY, said, where))
    elif star.valid_until < label.on:
        said = f"Giấy chứng nhận OCOP hết hạn ngày {star.valid_until:%d/%m/%Y}: không in, dán “{what}” nữa."
        found.append(finding(basis, "ocop_expired", MUST, said, where))
    if claimed is not None and claimed > star.valid_star:
        said = f"Nhãn ghi {claimed} sao mà giấy chứng nhận là {star.valid_star} sao. Sửa lại cho đúng số sao."
        found.append(finding(basis, "ocop_too_many_stars", MUST, said, where))
    return found
