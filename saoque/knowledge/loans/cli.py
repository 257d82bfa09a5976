"""``saoque loan``: the schedule of loans from a file or from standard input."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from saoque.knowledge.loans.schedule import Loan, LoanError, schedule
from saoque.requests import answer, one_line

_USAGE = "Cách dùng: saoque loan TỆP.json (hoặc - để đọc từ đầu vào chuẩn)."
_FIELDS = ("principal", "annual_rate", "months", "grace_months", "method", "first_due")
_SHAPE = "cần một đối tượng có " + ", ".join(_FIELDS) + "."
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,20})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def main_loan(argv: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """``saoque loan FILE|-``: read one loan or a list, print {"rows", "total_interest"} in whole đồng for each.

    Bad input of any kind: one line on stderr that names it, exit status 2, nothing on stdout.
    """
    return answer(argv, (stdin, stdout, stderr), _USAGE, _SHAPE, _one, (LoanError,))


def _one(asked: Mapping[str, Any]) -> dict[str, Any]:
    strange = sorted(set(asked) - set(_FIELDS))
    if strange:
        raise LoanError(f"không có mục “{one_line(strange[0])}”; {_SHAPE}")
    found = schedule(
        Loan(
            principal=_count(asked, "principal"),
            annual_rate=_rate(asked.get("annual_rate")),
            months=_count(asked, "months"),
            grace_months=_count(asked, "grace_months", 0),
            method=_text(asked, "method"),
            first_due=_day(asked.get("first_due")),
        )
    )
    rows = [
        {"n": r.n, "due": r.due.isoformat(), "principal": r.principal, "interest": r.interest, "balance": r.balance}
        for r in found.rows
    ]
    return {"rows": rows, "total_interest": found.total_interest}


def _count(asked: Mapping[str, Any], field: str, absent: int | None = None) -> int:
    value = asked.get(field, absent)
    if isinstance(value, bool) or not isinstance(value, int):
        raise LoanError(f"{field} phải là số nguyên, không phải “{one_line(value)}”.")
    return value


def _rate(value: object) -> Decimal:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise LoanError(f'annual_rate phải là chuỗi như "0.0838", không phải “{one_line(value)}”.')
    return Decimal(value)


def _text(asked: Mapping[str, Any], field: str) -> str:
    value = asked.get(field)
    if not isinstance(value, str):
        raise LoanError(f"{field} phải là chuỗi, không phải “{one_line(value)}”.")
    return value


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise LoanError(f"first_due phải là ngày dạng 2026-05-22, không phải “{one_line(value)}”.")
