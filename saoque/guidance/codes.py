"""The code on the trainer's screen: signed, for one class and one short while. It proves that somebody stood before it."""

from __future__ import annotations

import time

from django.core import signing
from django.urls import reverse

LASTS = 30  # seconds until the screen shows the next one
TAKEN = 2  # how many earlier ones still count: the time to open the camera and the page
_SALT = "guidance.attendance"


def code_now(class_pk: int, *, at: float | None = None) -> str:
    """Return the code that the screen of a class shows at a moment (seconds since 1970; now when None)."""
    return signing.Signer(salt=_SALT).sign_object([class_pk, _turn(at)])


def holds(code: str, class_pk: int, *, at: float | None = None) -> bool:
    """Whether a code belongs to the class and was shown no more than about a minute and a half ago."""
    try:
        said = signing.Signer(salt=_SALT).unsign_object(code)
    except signing.BadSignature:
        return False
    now = _turn(at)
    return bool(isinstance(said, list) and len(said) == 2 and said[0] == class_pk and now - TAKEN <= said[1] <= now)


def address_now(class_pk: int, *, at: float | None = None) -> str:
    """Return the path that the phone of a participant opens."""
    return reverse("guidance:come", args=[class_pk, code_now(class_pk, at=at)])


def _turn(at: float | None) -> int:
    return int((time.time() if at is None else at) // LASTS)
