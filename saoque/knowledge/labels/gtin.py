"""GTIN: length, check digit, and the prefix that numbers given out in Vietnam have."""

from __future__ import annotations

import re

from saoque.knowledge.labels.rules import GTIN, basis_of
from saoque.knowledge.labels.shapes import MUST, VERIFY, Finding, finding
from saoque.knowledge.labels.text import Text
from saoque.knowledge.records import record
from saoque.requests import one_line

_SPACES = re.compile(r"[\s\-.]")
_ON_LABEL = re.compile(r"(?<![0-9])893[0-9]{10}(?![0-9])")


def check_digit(body: str) -> int:
    """The last digit of a GTIN whose other digits are ``body``: weights 3 and 1 in turn, from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return -total % 10


def is_valid(number: str) -> bool:
    """Whether a number is a GTIN: 8, 12, 13 or 14 digits, the last of which checks."""
    lengths = record(GTIN).facts["lengths"]
    plain = number.isascii() and number.isdigit()
    return plain and len(number) in lengths and check_digit(number[:-1]) == int(number[-1])


def gtin_findings(number: str) -> list[Finding]:
    """What is wrong with a GTIN as typed; spaces and hyphens are allowed. Another country's prefix is no fault."""
    facts, basis = record(GTIN).facts, basis_of(GTIN)
    digits, shown = _SPACES.sub("", number), one_line(number, 40)
    if not (digits.isascii() and digits.isdigit()):
        return [finding(basis, "gtin_digits", MUST, f"Mã vạch “{shown}” chỉ được có chữ số. Gõ lại dãy số dưới vạch.")]
    if len(digits) not in facts["lengths"]:
        said = f"Mã vạch “{shown}” có {len(digits)} chữ số; mã GTIN có 8, 12, 13 hoặc 14 chữ số. Đếm và gõ lại."
        return [finding(basis, "gtin_length", MUST, said)]
    right = check_digit(digits[:-1])
    if right != int(digits[-1]):
        said = f"Mã vạch “{shown}” sai số cuối: theo các số trước thì phải là {right}. Có thể gõ hay in nhầm một số."
        return [finding(basis, "gtin_check_digit", MUST, said)]
    prefix = facts["vietnam_prefix"]
    if not digits[1 if len(digits) == 14 else 0 :].startswith(prefix):
        said = f"Mã vạch “{shown}” không bắt đầu bằng {prefix} của Việt Nam. Không sai, nhưng xem lại mã do ai cấp."
        return [finding(basis, "gtin_prefix", VERIFY, said)]
    return []


def gtin_in_text(text: Text) -> list[Finding]:
    """Numbers of 13 digits with Vietnam's prefix read on the label: a wrong one may be misread, so only a hint."""
    found = []
    for match in _ON_LABEL.finditer(text.folded):
        if not is_valid(match[0]):
            said = f"Dãy số {match[0]} trên nhãn giống mã vạch nhưng số cuối không khớp. Xem lại trên nhãn thật."
            found.append(finding(basis_of(GTIN), "gtin_on_label", VERIFY, said, text.line_at(match.start())))
    return found
