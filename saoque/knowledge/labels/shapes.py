"""A label as it is checked, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MUST, SHOULD, VERIFY = "must", "should", "verify"


@dataclass(frozen=True, slots=True)
class Star:
    """What the label claims and what the certificate gives. ``valid_star`` None: there is no valid star."""

    claimed: int | None = None
    valid_star: int | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label. ``on`` picks the rule version; ``star`` None: nothing is known about a certificate.

    ``name``, ``made_on`` and ``expires_on`` are what the product is known to be, when known.
    """

    text: str
    kind: str
    on: date
    gtin: str | None = None
    star: Star | None = None
    name: str | None = None
    made_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The rule that a finding rests on: its id, source, and whether an officer must confirm the rule."""

    rule: str
    source: str
    verify: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``severity``: must (mend it), should (better mend it), verify (only a person can tell).

    ``where`` is the line of the text ("dòng 3"), or None. ``verify``: the rule itself needs confirmation.
    """

    code: str
    severity: str
    message: str
    where: str | None
    rule: str
    source: str
    verify: bool


def finding(basis: Basis, code: str, severity: str, message: str, where: str | None = None) -> Finding:
    """A finding that rests on a rule."""
    return Finding(code, severity, message, where, basis.rule, basis.source, basis.verify)
