"""The dated rules that labels are held against, read from the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.labels.shapes import Basis
from saoque.knowledge.records import record
from saoque.requests import one_line

LABEL_CHECK = "trademark-barcode-label-traceability#label_check"
GTIN = "trademark-barcode-label-traceability#gtin"
OCOP_MARK = "trademark-barcode-label-traceability#ocop_mark"


@dataclass(frozen=True, slots=True)
class Contents:
    """What one rule version asks of one kind of goods: contents that must be there, and those only some have."""

    version: str
    kind: str
    name: str
    must: tuple[str, ...]
    if_any: tuple[str, ...]
    common: tuple[str, ...]
    source: str
    verify: bool
    version_verify: bool

    def basis(self, content: str) -> Basis:
        """The rule behind one content. Common contents are in the text of the version, the rest in its annex."""
        if content in self.common:
            return Basis(f"{LABEL_CHECK}/{self.version}/{content}", self.source, self.version_verify)
        return Basis(f"{LABEL_CHECK}/{self.version}/{self.kind}/{content}", self.source, self.verify)


def contents_for(kind: str, on: date) -> Contents:
    """The contents for a kind of goods on a day. KnowledgeError for an unknown kind or a day before all rules."""
    facts = record(LABEL_CHECK).facts
    version = _version(facts, on)
    for code, rule in facts["kinds"].items():
        if kind == code or kind in rule["aliases"]:
            return Contents(
                version=version["id"],
                kind=code,
                name=rule["name"],
                must=tuple(rule["must"]),
                if_any=tuple(rule["if_any"]),
                common=tuple(facts["common"]),
                source=version["source"],
                verify=version["verify"] or rule["verify"],
                version_verify=version["verify"],
            )
    raise KnowledgeError(f"Không có loại hàng “{one_line(kind)}”; chỉ có {', '.join(facts['kinds'])}.")


def kinds(on: date) -> Mapping[str, str]:
    """Code and name of the kinds of goods with rules on a day."""
    facts = record(LABEL_CHECK).facts
    _version(facts, on)
    return {code: rule["name"] for code, rule in facts["kinds"].items()}


def date_basis(on: date) -> Basis:
    """The rule on how dates are written."""
    facts = record(LABEL_CHECK).facts
    version = _version(facts, on)
    return Basis(f"{LABEL_CHECK}/{version['id']}/date_format", facts["date_format"]["source"], version["verify"])


def basis_of(key: str) -> Basis:
    """A whole record as the basis of a finding."""
    found = record(key)
    return Basis(key, found.sources[0], found.verify)


def _version(facts: Mapping[str, Any], on: date) -> Mapping[str, Any]:
    for version in facts["versions"]:
        if version["since"] <= on and (version["until"] is None or on <= version["until"]):
            found: Mapping[str, Any] = version
            return found
    raise KnowledgeError(f"Không có quy định ghi nhãn nào cho ngày {on:%d/%m/%Y} trong số liệu.")
