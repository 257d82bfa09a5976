"""The catalogue of kinds of papers: sound, findable by everyday names, and never inventing a term."""

from __future__ import annotations

import re

import pytest

from saoque.knowledge import record, records
from saoque.knowledge.papers import (
    TERMS,
    Term,
    evidence_code,
    find_kind,
    kinds,
    kinds_for,
    kinds_named,
    same_kind,
    term_in,
)

ROWS = [f"E{number:02d}" for number in range(1, 16)]


def test_every_row_has_its_general_kind_and_stands_before_its_papers() -> None:
    assert [kind.code for kind in kinds() if kind.general] == ROWS
    rows = [kind.row for kind in kinds() if kind.row]
    assert rows == sorted(rows)
    assert [kind.code for kind in kinds() if not kind.evidence] == ["ocop_certificate"]


def test_codes_and_names_are_used_once_and_fit_the_column() -> None:
    for values in zip(*((kind.code, kind.name, kind.name_en) for kind in kinds()), strict=True):
        assert len(set(values)) == len(values)
    assert max(len(kind.code) for kind in kinds()) <= 40


def test_what_the_catalogue_names_is_in_the_knowledge_data() -> None:
    known = {one.key for one in records()}
    rules = {rule["paper"] for rule in record(TERMS).facts["rules"]}
    assert {key for kind in kinds() for key in kind.records} <= known
    assert {kind.term for kind in kinds() if kind.term} == rules
    assert {kind.issuer.c for kind in kinds() if kind.issuer} <= set("OSB")
    assert {row for kind in kinds() for row in kind.evidence} == set(ROWS)


def test_every_paper_of_the_knowledge_data_has_a_kind() -> None:
    named = {key for kind in kinds() for key in kind.records}
    assert {one.key for one in records("paper")} <= named


def test_terms_come_with_their_doubt_and_only_from_the_record() -> None:
    facts = record(TERMS).facts
    terms = {kind.code: term_in(facts, kind) for kind in kinds()}
    assert terms["test_report"] == Term(12, None, None, "S", False)
    assert terms["food_certificate_nlts"] == Term(36, None, None, "B", True)
    vietgap = terms["vietgap"]
    assert vietgap and (vietgap.months, vietgap.verify) == (None, True)
    barcode = terms["barcode_certificate"]
    assert barcode and (barcode.months, barcode.yearly_on) == (None, "06-30")
    assert (terms["cooperative_registration"], terms["self_declaration"], terms["E02"]) == (None, None, None)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("GS1", "barcode_certificate"),
        ("vsattp", "E02"),
        ("logo", "trademark_certificate"),
        ("điều lệ", "cooperative_charter"),
        ("trademark", "trademark_certificate"),
        ("haccp", "haccp"),
    ],
)
def test_kinds_are_found_by_everyday_names(asked: str, found: str) -> None:
    assert found in kinds_named(asked)
    assert kinds_named("") == kinds_named("!") == ()


def test_a_paper_tells_its_row_and_stands_for_its_like() -> None:
    assert [evidence_code(code) for code in ("haccp", "E02", "", "lạ", "ocop_certificate")] == [
        "E14", "E02", "", "lạ", "",
    ]  # fmt: skip
    pairs = [("haccp", "haccp"), ("haccp", "E14"), ("E02", "haccp"), ("haccp", "vietgap"), ("E01", "E02"), ("x", "y")]
    assert [same_kind(one, other) for one, other in pairs] == [True, True, True, False, False, False]


def test_rows_give_their_papers() -> None:
    assert [kind.code for kind in kinds_for(["E12"])] == ["E12", "test_report"]
    assert [kind.code for kind in kinds_for(["E12"], papers_only=True)] == ["test_report"]
    assert find_kind("none") is None


def test_cues_are_written_without_signs() -> None:
    for kind in kinds():
        for cue in (*kind.cues, *([kind.needs] if kind.needs else [])):
            assert re.sub(r"[^\x00-\x7f]", "", cue.pattern) == cue.pattern
