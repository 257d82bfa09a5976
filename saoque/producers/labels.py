"""Checking the words on a product's label against the dated rules, with what the site knows of the product."""

from datetime import date

from saoque.knowledge.labels import Finding, Label, Star, check_label, kinds
from saoque.producers.models import Product

# Which kind of goods the label rules mean by a set: this project's reading, which the person can change on the page.
_KIND_OF_SET = {
    "03": "staple", "14": "alcohol", "15": "alcohol", "16": "drink", "17": "drink",
    "18": "health_food", "19": "cosmetics", "21": "craft", "22": "textile",
}  # fmt: skip
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
