"""`{% load sources %}`: the marker beside a figure from outside."""

from typing import Any

from django import template

from saoque.knowledge import Record
from saoque.sources.models import OfficersValue
from saoque.sources.rules import rules

register = template.Library()


@register.inclusion_tag("sources/_origin.html", takes_context=True)
def origin(context: template.Context, record: Record) -> dict[str, Any]:
    """`{% origin record %}`: source, confidence and whether an officer must confirm; officers get the way to the record."""
    actor = context.get("actor")
    links = [one for one in record.sources if one.startswith(("https://", "http://"))]
    return {
        "record": record,
        "links": links,
        "words": [one for one in record.sources if one not in links],
        "confidence": OfficersValue.Confidence(record.c).label,
        "officer": actor is not None and rules.may(actor, "see_origin"),
    }
