"""The library of techniques: dated records of `knowledge`, with what officers entered laid over.

Facts of a record: `sets` (codes of the scorecards it suits, empty for all), `problems` (labels), `problem`, `method`
(steps), `equipment`, `cost` {low, high} in VND, `teaches`, `effect`, `measures` [{name, unit}].
"""

from saoque.kernel.text import fold, search_text
from saoque.knowledge import KnowledgeError, Record
from saoque.sources.queries import record_of, records_of
from saoque.technology.english import english_texts

KIND, SHELF = "technique", "techniques"


def find_techniques(text: str = "", scorecard: str = "", province: str = "") -> list[Record]:
    """Return the packages that suit a set and hold every word of `text`, those made for the set first. One query."""
    found = [one for one in records_of(KIND, province=province) if not scorecard or suits(one, scorecard)]
    words = [f" {word}" for word in fold(text).split()]
    found = [one for one in found if all(word in _folded(one) for word in words)]
    return sorted(found, key=lambda one: (not one.facts["sets"], fold(one.name)))


def find_technique(slug: str, province: str = "") -> Record | None:
    """Return the package of that name, or None. One query."""
    try:
        return record_of(f"{SHELF}#{slug}", province=province)
    except KnowledgeError:
        return None


def suits(technique: Record, scorecard: str) -> bool:
    """Whether it suits a product set; a package that names no set suits all."""
    return not technique.facts["sets"] or scorecard in technique.facts["sets"]


def _folded(one: Record) -> str:
    texts = [one.name, one.facts["problem"], *one.facts["problems"], *one.facts["method"]]
    return search_text(*texts, *filter(None, map(english_texts().get, texts)))
