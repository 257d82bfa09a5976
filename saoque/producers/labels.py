"""Checking the words on a product's label against the dated rules, with what the site knows of the product."""

from datetime import date
from itertools import groupby
from typing import Any

from saoque.knowledge.labels import Finding, Label, Star, check_label, kinds
from saoque.producers.models import Product, ProductLabel, Recognition
from saoque.producers.recognition.words import from_rows

# Which kind of goods the label rules mean by a set: this project's reading, which the person can change on the page.
_KIND_OF_SET = {
    "03": "staple", "14": "alcohol", "15": "alcohol", "16": "drink", "17": "drink",
    "18": "health_food", "19": "cosmetics", "21": "craft", "22": "textile",
}  # fmt: skip
PROOF = "label_proof"  # the kind of paper that shows a label
SEVERITIES = ("must", "should", "verify")


def usual_kind(scorecard: str) -> str:
    """Return the kind of goods for a scorecard such as QD26-08."""
    return _KIND_OF_SET.get(scorecard[-2:], "food")


def kind_choices(day: date) -> list[tuple[str, str]]:
    return list(kinds(day).items())


def check(
    product: Product, text: str, kind: str, day: date, *, gtin: str = "", claimed: int | None = None
) -> list[Finding]:
    """Return what is wrong, what is better mended, and what only a person can tell, in this order."""
    holds = bool(product.star and product.star_until and product.star_until >= day)
    star = Star(claimed, product.star if holds else None, product.star_until)
    label = Label(text, kind, day, gtin or None, star, product.name)
    return sorted(check_label(label), key=lambda finding: SEVERITIES.index(finding.severity))


def check_kept(product: Product, label: ProductLabel, day: date) -> list[Finding]:
    """Check the label that was kept for the product, as `check`. A kind that the rules of the day no longer know counts as usual."""
    kind = label.kind if label.kind in kinds(day) else usual_kind(product.scorecard)
    return check(product, label.text, kind, day, gtin=label.gtin, claimed=label.claimed)


def text_of(found: Recognition) -> str:
    """Return the words that were read, each line of the paper on a line."""
    lines = groupby(from_rows(found.words), key=lambda word: (word.page, word.line))
    return "\n".join(" ".join(word.text for word in words) for _place, words in lines)


def shown(product: Product, kept: ProductLabel | None, taken: str | None) -> dict[str, Any]:
    """Return what the form begins with: what was kept, with the words of a photo in the place of the kept ones."""
    told: dict[str, Any] = {"kind": usual_kind(product.scorecard)}
    if kept:
        told = {"text": kept.text, "kind": kept.kind, "gtin": kept.gtin, "claimed": kept.claimed}
    return told if taken is None else {**told, "text": taken}
