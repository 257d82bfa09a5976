"""The three official forms, field by field."""

from __future__ import annotations

import pytest

from saoque.rulebook.english import in_english
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.forms import (
    all_fields,
    choices_for,
    evidence_rows,
    fields_for,
    form,
    form_field,
    forms,
    registration_types,
)


def test_three_forms_and_three_types() -> None:
    assert [(f.code, f.made_by) for f in forms()] == [
        ("M01", "chủ thể OCOP"),
        ("M02", "chủ thể OCOP"),
        ("M03", "UBND cấp xã"),
    ]
    assert [t.key for t in registration_types()] == ["first", "upgrade", "reassessment"]


def test_paths_are_unique_and_found_again() -> None:
    fields = [f for one in forms() for f in all_fields(one, groups=True)]
    assert len({f.path for f in fields}) == len(fields)
    assert all(form_field(f.path) == f for f in fields)


def test_a_field_carries_what_a_screen_needs() -> None:
    phone = form_field("M02.phone")
    assert (phone.label, phone.kind, phone.need, phone.sensitive) == ("Điện thoại", "text", "required", True)
    assert (phone.prefill_from, phone.section) == ("M01.phone", "part_1")
    assert form_field("M01.receipt_commune.received_on").need == "office"
    disability = form_field("M02.representative_disability")
    assert (disability.printed, disability.need) == (False, "if_applicable")
    assert disability.basis


def test_choices_are_shared_and_limited_to_sets() -> None:
    assert form_field("M03.organisation_type").choices == form_field("M02.organisation_type").choices
    kinds = form_field("M02.organisation_type")
    assert len(choices_for(kinds)) == len(choices_for(kinds, "QD26-08")) == 6
    assert len(choices_for(kinds, "QD26-26")) == 9


def test_fields_depend_on_type_and_set() -> None:
    report = form("M02")
    first = {f.key for f in fields_for(report, "first", "QD26-08")}
    upgrade = {f.key for f in fields_for(report, "upgrade", "QD26-08")}
    again = {f.key for f in fields_for(report, "reassessment", "QD26-08")}
    assert upgrade - first == {"upgrade_change_description", "upgrade_change_evidence"}
    assert {"changed_market", "output", "periodic_tests"} <= again - first
    assert first <= upgrade & again
    slip = form("M01")
    assert "sample_count" in {f.key for f in fields_for(slip, "first", "QD26-08")}
    assert "sample_count" not in {f.key for f in fields_for(slip, "first", "QD26-26")}


def test_groups_come_only_when_asked_for() -> None:
    kinds = {f.kind for f in all_fields(form("M02"))}
    assert "group" not in kinds
    assert "legal_representative" in {f.key for f in all_fields(form("M02"), groups=True)}


def test_evidence_rows() -> None:
    rows = evidence_rows()
    assert [r.code for r in rows] == [f"E{n:02d}" for n in range(1, 16)]
    assert {r.code for r in rows if r.sensitive} == {"E05"}


def test_sections_in_printed_order() -> None:
    assert [s.key for s in form("M03").sections] == ["agency", "general", "assessment", "request", "signature"]
    assert form("M03").section("assessment").fields[0].must_cover
    with pytest.raises(RulebookError, match="xyz"):
        form("M03").section("xyz")


@pytest.mark.parametrize("path", ["M02.nothing", "M09.phone", "x"])
def test_unknown_fields_are_refused(path: str) -> None:
    with pytest.raises(RulebookError):
        form_field(path)


def test_the_forms_have_english_for_screens() -> None:
    assert form_field("M02.representative_ethnicity").label_en == "Ethnic group"
    assert [c.label_en for c in form_field("M02.representative_sex").choices] == ["Male", "female"]
    assert form("M01").section("registering_unit").heading_en == "About the applicant"
    assert {row.code for row in evidence_rows() if not row.label_en} == set()


@pytest.mark.parametrize(
    ("wording", "english"),
    [
        ("Dân tộc", "Ethnic group"),
        ("Chế biến từ rau, củ, quả, hạt", "Products made from vegetables, roots, fruit and nuts"),
        ("Giả mạo hồ sơ", "The dossier is forged"),
        ("Doanh thu", "Revenue"),
        ("1.1 Nguồn nguyên liệu", "1.1 Source of raw material"),
        ("Phần I THÔNG TIN CHUNG", "Part I GENERAL INFORMATION"),
        ("Phần II", "Part II"),
        ("1.1 mùa lũ", None),
        ("mùa lũ", None),
        ("", None),
    ],
)
def test_a_wording_is_found_in_english(wording: str, english: str | None) -> None:
    assert in_english(wording) == english
