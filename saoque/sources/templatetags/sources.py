"""`{% load sources %}`: the marker beside a figure from outside."""

from typing import Any

from django import template

from saoque.knowledge import Record
from saoque.sources.models import OfficersValue
from saoque.sources.rules import rules

register = template.Library()


@register.inclusion_tag("sources/_origin.html", takes_context=True)
def origin(context: template.Context, record: Record) -> dict[str, Any]:
    """`{% origin record %}`: source, confidence and whether an officer must confirm; officers get the way to the record.

    Addresses of sources are text and no links: a page of this house leads to no other server.
    """
    actor = context.get("actor")
    return {
        "record": record,
        "confidence": OfficersValue.Confidence(record.c).label,
        "officer": actor is not None and rules.may(actor, "see_origin"),
    }


@register.filter
def confidence(letter: str) -> str:
    """`{{ record.c|confidence }}`: how far a source is to be believed, in words; the letter is for the data files only."""
    return str(OfficersValue.Confidence(letter).label)
