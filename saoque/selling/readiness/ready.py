"""The answers to one buyer's whole list."""

from collections.abc import Mapping
from dataclasses import dataclass

from saoque.knowledge import Record
from saoque.selling.readiness.checks import Answer, State, answer
from saoque.selling.readiness.evidence import Evidence
from saoque.selling.readiness.lists import Ask, BuyerType, CheckWords, check_words


@dataclass(frozen=True)
class Item:
    """One line with its answer, its words, and where the line itself comes from."""

    ask: Ask
    words: CheckWords
    answer: Answer
    c: str
    verify: bool
    sources: tuple[str, ...]

    @property
    def is_yes(self) -> bool:
        return self.answer.state == State.YES

    @property
    def is_unknown(self) -> bool:
        return self.answer.state == State.UNKNOWN

    @property
    def why(self) -> str:
        """Why the answer is as it is, with the figure that was found."""
        return str(self.words.why[self.answer.reason]).replace("{figure}", self.answer.figure)


@dataclass(frozen=True)
class Readiness:
    buyer: BuyerType
    items: tuple[Item, ...]

    @property
    def yes(self) -> int:
        return sum(one.is_yes for one in self.items)

    @property
    def unknown(self) -> int:
        return sum(one.is_unknown for one in self.items)

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def no(self) -> int:
        return self.total - self.yes - self.unknown

    @property
    def ready(self) -> bool:
        """Whether nothing is lacking; what only a person can judge may still be open."""
        return self.no == 0


def readiness(buyer: BuyerType, evidence: Evidence, records: Mapping[str, Record]) -> Readiness:
    """Answer the buyer's list for the evidence. `records`: key → knowledge record as it holds for the place.

    Lines that do not concern the kind of goods are left out.
    """
    items = []
    for ask in buyer.asks:
        words = check_words()[ask.check]
        if evidence.goods in words.goods:
            record = records.get(buyer.record) if ask.item else None
            items.append(
                Item(
                    ask, words, answer(ask.check, evidence), ask.c, ask.verify or bool(record and record.verify),
                    record.sources if record else ask.sources,
                )
            )  # fmt: skip
    return Readiness(buyer, tuple(items))
