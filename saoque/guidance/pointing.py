"""Where other rooms' pages send a reader for help: by criterion, form field, kind of paper, page or topic. No query at all."""

from django.urls import reverse

from saoque.guidance import base
from saoque.kernel.pointers import pointer_source
from saoque.rulebook import RulebookError, scorecard


@pointer_source("criterion")
def criterion(card: str, code: str) -> str:
    """`criterion:QD26-08:1.5`."""
    try:
        known = code in scorecard(card).by_code
    except RulebookError:
        return ""
    return reverse("guidance:criterion", args=[card, code]) if known else ""


@pointer_source("page")
def page(slug: str) -> str:
    return reverse("guidance:page", args=[slug]) if slug in base.pages() else ""


@pointer_source("topic")
def topic(name: str) -> str:
    """A form field ("M02.history"), its form ("M02") or a kind of paper ("E11"); the most exact page there is."""
    known = base.topics()
    while name:
        if name in known:
            return page(known[name])
        name = name.rpartition(".")[0]
    return ""
