"""The stated rule, as properties over any number of applications."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from saoque.fairs.choosing import Candidate, Outcome, Terms, choose

_PAPERS = ("food_safety", "test_report")
_ONE = st.builds(
    Candidate, key=st.just(0), star=st.integers(0, 5),
    papers=st.none() | st.frozensets(st.sampled_from(_PAPERS)), goods=st.integers(0, 30), absences=st.integers(0, 2),
    order=st.just(0), booths=st.integers(1, 3),
)  # fmt: skip
ALL = st.lists(_ONE, min_size=1, max_size=12).map(
    lambda rows: [replace(one, key=place, order=place) for place, one in enumerate(rows)]
)
TERMS = st.builds(
    Terms, booths=st.integers(0, 12), least_star=st.integers(0, 5), needs=st.sampled_from([(), _PAPERS[:1], _PAPERS]),
    least_goods=st.integers(0, 20), bar_absent=st.booleans(),
)  # fmt: skip
_WORTH = {"chosen": 2, "waiting": 1, "refused": 0}


def of(key: int, outcomes: list[Outcome]) -> Outcome:
    return next(one for one in outcomes if one.key == key)


@given(ALL, TERMS)
def test_everybody_gets_one_outcome_and_never_more_booths_than_planned(rows: list[Candidate], terms: Terms) -> None:
    outcomes = choose(rows, terms)
    assert sorted(one.key for one in outcomes) == [one.key for one in rows]
    assert sum(rows[one.key].booths for one in outcomes if one.result == "chosen") <= terms.booths
    assert [one.rank for one in outcomes if one.rank] == list(
        range(1, sum(one.rank is not None for one in outcomes) + 1)
    )


@given(ALL, TERMS)
def test_a_refusal_names_what_is_missing_and_a_choice_misses_nothing(rows: list[Candidate], terms: Terms) -> None:
    conditions = {"star", "paper", "goods"}
    for one in choose(rows, terms):
        missed = [reason for reason in one.reasons if reason["code"] in conditions and not reason["good"]]
        assert bool(missed) == (one.result == "refused")


@given(ALL, TERMS, st.data())
def test_whoever_is_better_never_stands_behind_for_it(rows: list[Candidate], terms: Terms, data: st.DataObject) -> None:
    key = data.draw(st.integers(0, len(rows) - 1))
    before = rows[key]
    better = data.draw(
        st.sampled_from(
            [
                replace(before, star=min(before.star + 1, 5)),
                replace(before, goods=before.goods + 5),
                replace(before, absences=0),
                replace(before, papers=None if before.papers is None else frozenset(_PAPERS)),
            ]
        )
    )
    old, new = of(key, choose(rows, terms)), of(key, choose([better if one.key == key else one for one in rows], terms))
    assert _WORTH[new.result] >= _WORTH[old.result]
    assert old.rank is None or (new.rank is not None and new.rank <= old.rank)


@given(ALL, TERMS)
def test_nobody_waits_for_whom_booths_are_left(rows: list[Candidate], terms: Terms) -> None:
    outcomes = choose(rows, terms)
    left = terms.booths - sum(rows[one.key].booths for one in outcomes if one.result == "chosen")
    assert [one.key for one in outcomes if one.result == "waiting" and rows[one.key].booths <= left] == []


def test_the_order_of_ranking() -> None:
    terms = Terms(10, needs=("test_report",))
    has = frozenset({"test_report"})
    rows = [
        Candidate(1, 4, has, 10, 0, 0),
        Candidate(2, 5, None, 10, 0, 1),
        Candidate(3, 5, has, 10, 0, 2),
        Candidate(4, 5, has, 20, 0, 3),
        Candidate(5, 5, has, 20, 1, 4),
        Candidate(6, 5, has, 20, 0, 5),
        Candidate(7, 5, frozenset(), 20, 0, 6),
    ]
    outcomes = choose(rows, terms)
    assert [one.key for one in outcomes] == [4, 6, 3, 2, 1, 5, 7]
    assert of(5, outcomes).reasons[-2:] == (
        {"code": "absent", "good": False, "times": 1},
        {"code": "rank", "good": True, "rank": 6, "of": 6},
    )
    assert of(7, outcomes).reasons == ({"code": "paper", "good": False, "kind": "test_report"},)
