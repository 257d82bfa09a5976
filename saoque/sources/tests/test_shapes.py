"""Facts as values with kinds, and what fits where."""

import json
from datetime import date
from typing import Any

import pytest

from saoque.knowledge import records
from saoque.sources.shapes import leaves, misfit, revived, stored, with_values
from saoque.sources.words import is_for_people, path_words, value_words

FACTS: dict[str, Any] = {
    "cap": None, "by_star": {3: 50_000_000}, "pct": 50, "once": True, "council": {"code": "48", "sat_on": date(2026, 1, 1)},
    "term": {"value": 120, "c": "B", "verify": True}, "steps": [{"n": 1, "do": "Nộp", "days": 3}], "trigger": "mark",
    "from_day": date(2026, 1, 1), "rate": 6.6,
}  # fmt: skip


def test_each_value_has_its_kind_and_machines_keep_theirs() -> None:
    found = {".".join(map(str, leaf.path)): (leaf.kind, leaf.fixed) for leaf in leaves(FACTS)}
    assert found == {
        "cap": ("money", False), "by_star.3": ("money", False), "pct": ("percent", False), "once": ("flag", False),
        "council.code": ("text", True), "council.sat_on": ("date", True), "term.value": ("count", False),
        "steps.0.n": ("count", True), "steps.0.do": ("text", False), "steps.0.days": ("count", False),
        "trigger": ("choice", False), "from_day": ("date", False), "rate": ("number", False),
    }  # fmt: skip


def test_every_fact_of_the_base_has_words() -> None:
    said = [(path_words(leaf), value_words(leaf)) for one in records() for leaf in leaves(one.facts) if not leaf.fixed]
    assert [one for one in said if "_" in one[0]] == []
    shown = [leaf for one in records() for leaf in leaves(one.facts) if is_for_people(leaf)]
    assert [path_words(leaf) for leaf in shown if "_" in path_words(leaf)] == []
    star = next(leaf for leaf in leaves(FACTS) if leaf.path == ("by_star", 3))
    assert (path_words(star), value_words(star)) == ("Theo hạng sao · 3 sao", "50.000.000 đồng")
    step = next(leaf for leaf in leaves(FACTS) if leaf.name == "days")
    assert path_words(step) == "Các bước 1 · Số ngày"


def test_a_change_takes_the_whole_top_fact_and_says_how_sure_it_is() -> None:
    changed = with_values(FACTS, {("term", "value"): 60, ("cap",): 5}, "O", False)
    assert changed == {"term": {"value": 60, "c": "O", "verify": False}, "cap": 5}
    assert FACTS["term"]["value"] == 120


@pytest.mark.parametrize(
    ("base", "value"),
    [
        (1, "1"), (1, -1), (1, True), ("a", 1), (True, 1), (date(2026, 1, 1), "soon"), ({"a": 1}, {"b": 1}), ({"a": 1}, 1),
        ({"a": 1}, {"a": 1, "b": 1}), ([1], "x"), ([{"a": 1}], [{"a": "x"}]), (None, {"a": 1}), (None, [1]), ({"cap": None}, {"cap": "much"}), ({"once": None}, {"once": 1}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(base: object, value: object) -> None:
    assert misfit(base, value, "here") is not None


@pytest.mark.parametrize("one", records(), ids=lambda one: one.key)
def test_every_base_fact_fits_itself_also_through_json(one: Any) -> None:
    through = json.loads(json.dumps(stored(one.facts)))
    assert [name for name in one.facts if misfit(one.facts[name], through[name], name)] == []
    assert revived(one.facts, through) == one.facts


def test_what_nobody_knows_yet_still_has_a_kind() -> None:
    facts = {"ceiling": {"value": None}, "term_months_max": {"value": None}, "rate": {"pct": None}, "where": None}
    assert [leaf.kind for leaf in leaves(facts)] == ["money", "count", "percent", "text"]


def test_one_code_means_two_things_under_two_names() -> None:
    said = {leaf.name: value_words(leaf) for leaf in leaves({"trigger": "mark", "per": "mark"})}
    assert said == {"trigger": "xây dựng, đăng ký nhãn hiệu", "per": "mỗi nhãn hiệu"}
