"""What a form is filled with. Pure values; `gather` reads them from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

COMMUNE_KINDS = ("xã", "phường", "đặc khu")
PROVINCE_KINDS = ("tỉnh", "thành phố")


@dataclass(frozen=True, slots=True)
class Places:
    """Names without the word of their kind, and that word."""

    commune: str
    commune_kind: str
    province: str
    province_kind: str

    def worded(self, label: str) -> str:
        """Return a printed label with the words for kinds of places that are true here; forms print only some of them."""
        words = label.replace("XÃ/PHƯỜNG", self.commune_kind.upper()).replace(
            "ỦY BAN NHÂN DÂN XÃ", f"ỦY BAN NHÂN DÂN {self.commune_kind.upper()}"
        )
        words = words.replace("Ủy ban nhân dân xã", f"Ủy ban nhân dân {self.commune_kind}").replace(
            "UBND xã", f"UBND {self.commune_kind}"
        )
        for before in ("của ", "Ủy ban nhân dân ", "UBND "):
            words = words.replace(f"{before}tỉnh", f"{before}{self.province_kind}")
        return words


@dataclass(frozen=True, slots=True)
class AnnexPaper:
    """One piece of evidence in the order in which it is bound. `about`: number, issuer, days, as one line."""

    number: int
    title: str
    kind: str
    pages: int | None
    criteria: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    number: str
    received_on: date | None
    receiver: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is printed beside the labels. `answers`: criterion → (option id or "", description)."""

    decision: str
    scorecard: str
    kind: str
    places: Places
    values: Mapping[str, Any]
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    annex: tuple[AnnexPaper, ...] = ()
    receipts: Mapping[str, ReceiptFacts] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    producer: str = ""
    product: str = ""
