"""The code on the trainer's screen: signed, for one class and one short while. It proves that somebody stood before it."""

from __future__ import annotations

import re
import time

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

LASTS = 30  # seconds until the screen shows the next one
TAKEN = 2  # how many earlier ones still count: the time to open the camera and the page
_SALT = "guidance.attendance"
# Short, so that the drawing stays coarse and a cheap camera reads it; 64 bits that live for a minute and a half.
_SIGNED = 16  # hexadecimal digits
_CODE = re.compile(r"([0-9a-f]{1,12})-([0-9a-f]{16})")


def code_now(class_pk: int, *, at: float | None = None) -> str:
    """Return the code that the screen of a class shows at a moment (seconds since 1970; now when None)."""
    turn = _turn(at)
    return f"{turn:x}-{_signature(class_pk, turn)}"


def holds(code: str, class_pk: int, *, at: float | None = None) -> bool:
    """Whether a code belongs to the class and was shown no more than about a minute and a half ago."""
    found = _CODE.fullmatch(code)
    if found is None:
        return False
    turn, now = int(found[1], 16), _turn(at)
    return constant_time_compare(found[2], _signature(class_pk, turn)) and now - TAKEN <= turn <= now


def address_now(class_pk: int, *, at: float | None = None) -> str:
    """Return the path that the phone of a participant opens."""
    return reverse("guidance:come", args=[class_pk, code_now(class_pk, at=at)])


def _signature(class_pk: int, turn: int) -> str:
    return salted_hmac(_SALT, f"{class_pk}.{turn}", algorithm="sha256").hexdigest()[:_SIGNED]


def _turn(at: float | None) -> int:
    return int((time.time() if at is None else at) // LASTS)
