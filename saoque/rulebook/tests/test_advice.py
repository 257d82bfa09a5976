"""Each criterion has exactly one guidance, complete and fitted to its sheet."""

from __future__ import annotations

import pytest

import saoque.rulebook as rulebook


def test_every_criterion_has_complete_guidance() -> None:
    found = [
        rulebook.guidance(entry.code, line.code)
        for entry in rulebook.product_sets()
        for line in rulebook.scorecard(entry.code).criteria
    ]
    assert len(found) == 787
    assert all(g.question and g.why and g.papers and g.good and g.faults and g.name_en and g.question_en for g in found)
    steps = [s for g in found for s in g.raise_steps]
    assert {s.c for s in steps} <= {"O", "S", "B"}
    assert all(s.verify for s in steps if s.c == "B")


def test_a_variant_replaces_and_adds() -> None:
    plants, animals = rulebook.guidance("QD26-01", "1.1"), rulebook.guidance("QD26-02", "1.1")
    assert (plants.key, animals.key) == ("product_origin.plants", "product_origin.animals")
    assert plants.question != animals.question
    assert animals.papers[: len(plants.papers)] == plants.papers
    assert len(animals.papers) == len(plants.papers) + 2
    assert len(animals.cautions) == len(plants.cautions) + 1
    assert animals.why == plants.why


def test_a_step_tells_the_star_of_its_option_on_this_sheet() -> None:
    stars = {s.options: s.star for s in rulebook.guidance("QD26-08", "1.5").raise_steps}
    assert stars[("c",)] == 4
    assert stars[("d",)] == 5


def test_figures_keep_their_own_source() -> None:
    step = next(s for s in rulebook.guidance("QD26-08", "1.5").raise_steps if s.options == ("d",))
    assert [(f.time_days, f.c) for f in step.figures] == [(365, "O")]


def test_commas_inside_the_name_of_an_office_do_not_split_it() -> None:
    offices = {
        who
        for line in rulebook.scorecard("QD26-26").criteria
        for step in rulebook.guidance("QD26-26", line.code).raise_steps
        for who in step.who_helps
    }
    assert "Sở Văn hóa, Thể thao và Du lịch" in offices
    assert not any(who.startswith("Thể thao") for who in offices)


@pytest.mark.parametrize(("code", "criterion"), [("QD26-99", "1.1"), ("QD26-08", "99")])
def test_unknown_places_are_refused(code: str, criterion: str) -> None:
    with pytest.raises(rulebook.RulebookError):
        rulebook.guidance(code, criterion)
