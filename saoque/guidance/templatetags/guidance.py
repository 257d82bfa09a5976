"""`{% load guidance %}`: facts of dated records as lines."""

from collections.abc import Mapping
from typing import Any

from django import template

from saoque.guidance.record_lines import Line, lines_of
from saoque.knowledge import Record

register = template.Library()


@register.filter
def fact_lines(facts: Mapping[str, Any]) -> list[Line]:
    return lines_of(facts)


@register.filter
def paper_key(record: Record) -> str:
    """Return how an address names a record: its shelf and id with a dot between them."""
    return f"{record.shelf}.{record.id}"
