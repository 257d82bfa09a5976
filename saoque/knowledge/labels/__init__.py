"""The label checker: the mandatory contents of the dated rule version, dates, barcode and the OCOP mark."""

from __future__ import annotations

from saoque.knowledge.labels.check import check_label
from saoque.knowledge.labels.rules import kinds
from saoque.knowledge.labels.shapes import Finding, Label, Star

__all__ = ["Finding", "Label", "Star", "check_label", "kinds"]
