"""The 26 sets as a guided choice: everyday words first, the sheet behind each for whoever wants to look."""

from dataclasses import dataclass

from django.utils.translation import get_language

from saoque import rulebook
from saoque.rulebook.shapes import Notice, ProductSet, Scorecard

EXAMPLES_SHOWN = 4
SUGGESTIONS = 5
TEXT_LIMIT = 200


@dataclass(frozen=True)
class SetCard:
    """One set as a choice, in the reader's language."""

    code: str
    number: int
    name: str
    examples: str
    managing: str


@dataclass(frozen=True)
class GroupCards:
    name: str
    sets: list[SetCard]


@dataclass(frozen=True)
class SectorCards:
    """A sector with its groups; `count` sets, `open` when the chosen set is inside."""

    name: str
    groups: list[GroupCards]
    count: int
    open: bool


@dataclass(frozen=True)
class SheetFacts:
    """What a scorecard asks for: parts with their sections, marks per star, what is doubtful."""

    card: SetCard
    sheet: Scorecard
    marks: list[tuple[int, int]]
    notices: tuple[Notice, ...]


def card(found: ProductSet) -> SetCard:
    return SetCard(
        code=found.code,
        number=found.set_no,
        name=_said(found.name, found.name_en),
        examples=", ".join(found.examples[:EXAMPLES_SHOWN]),
        managing=" và ".join(part.strip() for part in found.managing.split(";")),
    )


def card_of(code: str) -> SetCard:
    """Return the card of a scorecard's code. Raises `RulebookError` when it is unknown."""
    return card(rulebook.product_set(code))


def browse(chosen: str = "") -> list[SectorCards]:
    """Return 6 sectors → 17 groups → 26 sets, in the order of Annex I."""
    return [
        SectorCards(
            name=_said(sector.name, sector.name_en),
            groups=[
                GroupCards(_said(group.name, group.name_en), [card(found) for found in group.sets])
                for group in sector.groups
            ],
            count=len(sector.sets),
            open=chosen in {found.code for found in sector.sets},
        )
        for sector in rulebook.sectors()
    ]


def suggest(text: str) -> list[SetCard]:
    """Return the sets that fit everyday words, best first, with or without diacritics."""
    return [card(found) for found in rulebook.find_sets(text[:TEXT_LIMIT], limit=SUGGESTIONS)]


def facts(code: str) -> SheetFacts:
    """Return what the scorecard asks for. Raises `RulebookError` when the code is unknown."""
    sheet = rulebook.scorecard(code)
    stars = sorted({mark.star for mark in sheet.marks})
    marks = [(star, sum(mark.star == star for mark in sheet.marks)) for star in stars]
    return SheetFacts(card_of(code), sheet, marks, rulebook.notices(sheet))


def _said(vietnamese: str, english: str | None) -> str:
    return english if english and (get_language() or "").startswith("en") else vietnamese
