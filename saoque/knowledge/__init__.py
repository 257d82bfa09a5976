"""Dated records from outside: fees, terms, papers, policies, label rules.

Pure Python on the ground, beside the rulebook: no database, no web, and it does not know the rulebook.
Every record has a source, a confidence, a period and says whether an officer must confirm it.
"""

from __future__ import annotations

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.records import KINDS, Record, record, records

__all__ = ["KINDS", "KnowledgeError", "Record", "record", "records"]
