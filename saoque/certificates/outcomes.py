"""What a signer can decide on one council result. Pure: knows stars and levels, no database.

Article 4 clause 1, article 7 clause 3 point e and clause 4 point g of decision 26/2026/QĐ-TTg.
"""

from enum import StrEnum

from saoque.people.roles import Level

FIRST_RECOGNISED = 3
MINISTRY_STAR = 5


class Outcome(StrEnum):
    RECOGNISE = "recognise"
    SEND = "send"
    REFUSE = "refuse"
    ASSESS_AGAIN = "assess_again"


def outcomes(*, result_level: str, signer_level: str, stars: int, stars_by_points: int) -> tuple[Outcome, ...]:
    """Return what this signer may decide, the usual one first; empty when it is for the other level to decide.

    `stars` is the star reached by points and conditions, `stars_by_points` by points alone (1–5).
    """
    if result_level == Level.MINISTRY:
        return _after_ministry(signer_level, stars)
    if signer_level != Level.PROVINCE:
        return ()
    if stars_by_points == MINISTRY_STAR:
        # 90 points or more: the result is approved and goes to the ministry. Whether a dossier that reaches the
        # points but misses a condition must go too is not said, so the signer may also recognise what it reaches.
        return (Outcome.SEND,) if stars == MINISTRY_STAR else (Outcome.SEND, *_within_province(stars))
    return _within_province(stars)


def _within_province(stars: int) -> tuple[Outcome, ...]:
    return (Outcome.RECOGNISE,) if stars >= FIRST_RECOGNISED else (Outcome.REFUSE,)


def _after_ministry(signer_level: str, stars: int) -> tuple[Outcome, ...]:
    if stars == MINISTRY_STAR:
        return (Outcome.RECOGNISE,) if signer_level == Level.MINISTRY else ()
    if signer_level != Level.PROVINCE:
        return ()
    return (*_within_province(stars), Outcome.ASSESS_AGAIN)
