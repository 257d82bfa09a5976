"""The face of a product: its photograph, or a drawing of its kind until there is one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

DRAWINGS = Path(__file__).resolve().parent.parent / "drawings" / "faces"
# Product set of decision 26/2026 -> (drawing, tint).
SETS = {
    "QD26-01": "vegetables",
    "QD26-02": "fresh-fish",
    "QD26-03": "rice",
    "QD26-04": "honey",
    "QD26-05": "fast-food",
    "QD26-06": "noodles",
    "QD26-07": "jam",
    "QD26-08": "fish-jar",
    "QD26-09": "sauce",
    "QD26-10": "spice",
    "QD26-11": "tea",
    "QD26-12": "herb-tea",
    "QD26-13": "coffee",
    "QD26-14": "spirits",
    "QD26-15": "wine",
    "QD26-16": "water",
    "QD26-17": "drinks",
    "QD26-18": "medicine",
    "QD26-19": "cosmetics",
    "QD26-20": "oil",
    "QD26-21": "craft",
    "QD26-22": "textile",
    "QD26-23": "flower",
    "QD26-24": "bonsai",
    "QD26-25": "pets",
    "QD26-26": "tourism",
}
TINTS = {
    "vegetables": "leaf",
    "fruit": "leaf",
    "fresh-fish": "water",
    "rice": "sun",
    "honey": "honey",
    "fast-food": "flame",
    "noodles": "sun",
    "jam": "berry",
    "berry": "berry",
    "fish-jar": "water",
    "sauce": "earth",
    "spice": "flame",
    "tea": "leaf",
    "herb-tea": "honey",
    "coffee": "earth",
    "spirits": "stone",
    "wine": "berry",
    "water": "water",
    "drinks": "sun",
    "medicine": "leaf",
    "cosmetics": "dusk",
    "oil": "honey",
    "craft": "earth",
    "textile": "dusk",
    "flower": "berry",
    "bonsai": "stone",
    "pets": "flame",
    "tourism": "water",
    "basket": "stone",
}


@cache
def drawing(name: str) -> SafeString:
    """The drawing's markup, read once."""
    return SafeString((DRAWINGS / f"{name}.svg").read_text(encoding="utf-8").strip())


def kind_of(code: object) -> str:
    """Drawing for a product set's code or a drawing's own name; a basket for everything unknown."""
    text = str(getattr(code, "code", code) or "")
    name = SETS.get(text, text)
    return name if name in TINTS else "basket"


def face(code: object, photo: Any = None, alt: str = "", shape: str = "") -> SafeString:
    """A picture in the proportion 4:3. `photo` is an address or has `.url`; `shape`: round, square, thumb.

    Without `alt` the picture is decoration beside the product's name.
    """
    address = getattr(photo, "url", photo) if photo else ""
    if address:
        return format_html(
            '<div class="{}"><img src="{}" alt="{}" loading="lazy" decoding="async"></div>',
            f"face {shape}".strip(),
            address,
            alt,
        )
    kind = kind_of(code)
    name = f"face {shape}".strip() + f" tint-{TINTS[kind]}"
    if alt:
        return format_html('<div class="{}" role="img" aria-label="{}">{}</div>', name, alt, drawing(kind))
    return format_html('<div class="{}" aria-hidden="true">{}</div>', name, drawing(kind))
