"""What a signer may decide, as a table (article 4 clause 1, article 7 clause 3 point e, clause 4 point g)."""

import pytest

from saoque.certificates.outcomes import Outcome, outcomes
from saoque.people.roles import Level

P, M = Level.PROVINCE, Level.MINISTRY
RECOGNISE, SEND, REFUSE, AGAIN = Outcome.RECOGNISE, Outcome.SEND, Outcome.REFUSE, Outcome.ASSESS_AGAIN


@pytest.mark.parametrize(
    ("result_level", "signer_level", "stars", "by_points", "expected"),
    [
        (P, P, 1, 1, (REFUSE,)),
        (P, P, 2, 2, (REFUSE,)),
        (P, P, 2, 4, (REFUSE,)),
        (P, P, 3, 3, (RECOGNISE,)),
        (P, P, 3, 4, (RECOGNISE,)),
        (P, P, 4, 4, (RECOGNISE,)),
        (P, P, 5, 5, (SEND,)),
        (P, P, 4, 5, (SEND, RECOGNISE)),
        (P, P, 2, 5, (SEND, REFUSE)),
        (P, M, 4, 4, ()),
        (P, M, 5, 5, ()),
        (M, M, 5, 5, (RECOGNISE,)),
        (M, P, 5, 5, ()),
        (M, M, 4, 4, ()),
        (M, P, 4, 4, (RECOGNISE, AGAIN)),
        (M, P, 2, 2, (REFUSE, AGAIN)),
    ],
)
def test_outcomes_table(
    result_level: str, signer_level: str, stars: int, by_points: int, expected: tuple[Outcome, ...]
) -> None:
    found = outcomes(result_level=result_level, signer_level=signer_level, stars=stars, stars_by_points=by_points)
    assert found == expected
