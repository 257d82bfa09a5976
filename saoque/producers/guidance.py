"""What makes a good story, from the guidance on criteria 5.x of the product's own scorecard."""

from dataclasses import dataclass

from saoque import rulebook


@dataclass(frozen=True)
class Advice:
    """One criterion about the story: the question, what good ones do, the usual faults, its points."""

    code: str
    question: str
    good: tuple[str, ...]
    faults: tuple[str, ...]
    most: int


def story_advice(scorecard: str) -> list[Advice]:
    """Return advice for each criterion of section 5 that has some."""
    sheet = rulebook.scorecard(scorecard)
    advice = []
    for criterion in sheet.criteria:
        if criterion.group == "5":
            said = rulebook.guidance(scorecard, criterion.code)
            advice.append(Advice(criterion.code, said.question, said.good, said.faults, criterion.max))
    return advice
