"""Readiness before filing: everything that must be mended, had better be mended, or needs a person's eye."""

from __future__ import annotations

from saoque.dossiers.completeness import LOOK, MUST, SHOULD, Finding
from saoque.dossiers.readiness.check import Readiness, check_readiness

__all__ = ["LOOK", "MUST", "SHOULD", "Finding", "Readiness", "check_readiness"]
