"""The library has something for every product set, and each package says all that the issue asks of it."""

from saoque.knowledge import records
from saoque.rulebook import scorecard, sectors
from saoque.technology.techniques import KIND, suits


def _sets() -> list[str]:
    return [one.code for sector in sectors() for group in sector.groups for one in group.sets]


def test_every_product_set_has_a_package_made_for_it() -> None:
    made = {code for one in records(KIND) for code in one.facts["sets"]}
    assert [code for code in _sets() if code not in made] == []
    assert len(_sets()) == 26


def test_packages_name_sets_that_there_are() -> None:
    for one in records(KIND):
        for code in one.facts["sets"]:
            assert scorecard(code).code == code
    everywhere = next(one for one in records(KIND) if not one.facts["sets"])
    assert {suits(everywhere, code) for code in _sets()} == {True}


def test_a_package_says_problem_method_cost_and_who_teaches() -> None:
    lacking = [
        one.id
        for one in records(KIND)
        if not (
            one.facts["problem"] and len(one.facts["method"]) >= 3 and one.facts["teaches"] and one.facts["measures"]
        )
        or not 0 < one.facts["cost"]["low"] <= one.facts["cost"]["high"]
        or not (one.sources and one.c and one.verify)
    ]
    assert lacking == []
