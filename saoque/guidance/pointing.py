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


@pointer_source("field")
def field(path: str) -> str:
    """A blank of a form ("M02.plan_results"), only when a page is about this very blank."""
    return page(base.topics().get(path, ""))


@pointer_source("topic")
def topic(*names: str) -> str:
    """A section of a form ("M02", "part_1"), a form ("M02") or a kind of paper ("E11"); the most exact page there is."""
    known = base.topics()
    name = ".".join(names)
    while name:
        if name in known:
            return page(known[name])
        name = name.rpartition(".")[0]
    return ""
