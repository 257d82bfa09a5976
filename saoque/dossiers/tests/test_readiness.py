"""Readiness before filing: one test for each rule of the tables, groups, places, and a fixed number of queries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions.writing import cite, put_new_paper
from saoque.dossiers.models import CriterionAnswer, Dossier, Evidence, FieldValue
from saoque.dossiers.readiness import LOOK, MUST, SHOULD, Finding, check_readiness
from saoque.dossiers.readiness.claims import CLAIMS
from saoque.dossiers.readiness.contradictions import RULES
from saoque.dossiers.readiness.facts import facts_for
from saoque.dossiers.tests.factories import World, draft, fill_fast, picture
from saoque.kernel.calendar import today
from saoque.kernel.calendar.load import load_special_days
from saoque.producers.actions import keep_label, remove_paper
from saoque.producers.models import Paper, Producer, Product
from saoque.rulebook import product_sets, scorecard

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=-1)


def ready(sheet: str = "QD26-08", kind: str = "first", **product: Any) -> tuple[World, Dossier]:
    """A dossier whose forms and answers are all filled in."""
    here, dossier = draft(sheet, kind, **product)
    fill_fast(dossier)
    return here, dossier


def found(dossier: Dossier) -> list[Finding]:
    fresh = Dossier.objects.select_related("product", "producer", "commune", "province").get(pk=dossier.pk)
    all_of_it = check_readiness(fresh)
    return [*all_of_it.must, *all_of_it.should, *all_of_it.look]


def of(dossier: Dossier, code: str) -> list[Finding]:
    return [one for one in found(dossier) if one.code == code]


def value(dossier: Dossier, path: str, kept: Any) -> None:
    FieldValue.objects.update_or_create(dossier=dossier, path=path, defaults={"value": kept})


def choose(dossier: Dossier, name: str, words: str) -> str:
    """Choose the first rung that holds `words` of the criterion whose name begins with `name`; return its code."""
    for line in scorecard(dossier.scorecard).criteria:
        rung = next((option for option in line.options if words in option.label), None)
        if line.name.startswith(name) and rung:
            CriterionAnswer.objects.update_or_create(dossier=dossier, criterion=line.code, defaults={"option": rung.id})
            return line.code
    raise LookupError(f"{dossier.scorecard}: {name} {words}")


def put(here: World, dossier: Dossier, kind: str, *codes: str, **told: Any) -> Evidence:
    one = put_new_paper(
        dossier, picture(f"{kind}-{Paper.objects.count()}.png"), {"title": f"Giấy {kind}", "kind": kind, **told}, None, here.actor
    )  # fmt: skip
    for code in codes:
        cite(dossier, one, code, here.actor)
    return one


def label(here: World, text: str, **more: Any) -> None:
    keep_label(here.actor, here.product, text, "food", **more)


def growth(here: World, dossier: Dossier, *amounts: int) -> None:
    choose(dossier, "Tăng trưởng", "2 năm liên tiếp")
    rows = [{"year": str(2023 + n), "amount": str(amount)} for n, amount in enumerate(amounts)]
    value(dossier, "M02.revenue_since_recognition", rows)


def other_number(here: World, dossier: Dossier) -> None:
    value(dossier, "M02.registration_number", "111")
    put(here, dossier, "cooperative_registration", number="222")


def young_contract(here: World, dossier: Dossier) -> None:
    code = choose(dossier, "Liên kết", "12 tháng")
    put(here, dossier, "linkage_contract", code, issued_on=today() - timedelta(days=100))


def unlike(here: World, dossier: Dossier) -> None:
    choose(dossier, "Đại diện pháp luật", "là nữ")
    for path, kept in (("sex", "male"), ("ethnicity", "Kinh"), ("disability", "none")):
        value(dossier, f"M02.representative_{path}", kept)


def other_name(here: World, dossier: Dossier) -> None:
    value(dossier, "M01.unit_name", "Cơ sở khác hẳn")


SPOILED: dict[str, tuple[Callable[[World, Dossier], Any], str, str]] = {
    "registration_paper": (
        lambda h, d: (value(d, "M02.organisation_type", "cooperative"), put(h, d, "household_registration")),
        SHOULD, "#o-M02-organisation_type",
    ),
    "registration_number": (other_number, SHOULD, "#o-M02-registration_number"),
    "address": (lambda h, d: value(d, "M01.contact_address", "12 Lê Lợi, phường Xa Lạ"), SHOULD, "#o-M01-contact_address"),
    "name": (other_name, SHOULD, "#o-M01-unit_name"),
    "representative": (unlike, SHOULD, "/tu-cham/3.2/"),
    "ticked_without_paper": (
        lambda h, d: value(d, "M02.existing_papers", ["trademark_certificate"]), SHOULD, "/giay-to/",
    ),
    "paper_not_ticked": (
        lambda h, d: (value(d, "M02.existing_papers", ["business_registration"]), put(h, d, "self_declaration")),
        LOOK, "#o-M02-existing_papers",
    ),
    "growth_against_table": (lambda h, d: growth(h, d, 100, 90), LOOK, "/tu-cham/3.4/"),
    "growth_without_profit": (
        lambda h, d: (choose(d, "Tăng trưởng", "2 năm liên tiếp"), value(d, "M02.profit", "0")), LOOK, "#o-M02-profit",
    ),
    "profit_above_revenue": (
        lambda h, d: (value(d, "M02.revenue", "100"), value(d, "M02.profit", "200")), SHOULD, "#o-M02-profit",
    ),
    "linkage_too_young": (young_contract, SHOULD, "/tu-cham/1.5/#minh-chung"),
    "bilingual_label": (
        lambda h, d: (choose(d, "Ghi nhãn song ngữ", "Có ghi"), label(h, "Mắm cá, khối lượng 400 g")), LOOK, "/tu-cham/2.4/",
    ),
    "barcode_without_paper": (lambda h, d: label(h, "Mắm cá", gtin="8935000000014"), LOOK, "/giay-to/"),
    "aim_above_self_star": (lambda h, d: None, SHOULD, "/len-sao/"),
    "points_above_star": (
        lambda h, d: Dossier.objects.filter(pk=d.pk).update(self_total=92, self_stars=3), LOOK, "/len-sao/",
    ),
    "printed_star": (lambda h, d: label(h, "Mắm cá OCOP 5 sao", claimed=5), SHOULD, "/nhan/"),
}  # fmt: skip
NEEDS_KIND = {"growth_against_table": "reassessment", "aim_above_self_star": "upgrade"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_contradiction_is_found_with_its_place(rule: Any) -> None:
    spoil, severity, where = SPOILED[rule.code]
    kind = NEEDS_KIND.get(rule.code, "first")
    holds = {} if kind == "first" else {"star": 3, "star_until": today() + timedelta(days=400)}
    here, dossier = ready(kind=kind, **holds)
    sound = {"M02.existing_papers": [], "M01.contact_address": "Xã Thới Lai", "M02.address": "Xã Thới Lai"}
    for path, kept in {**sound, "M01.unit_name": here.producer.name, "M02.revenue": "100"}.items():
        value(dossier, path, kept)
    if rule.code != "aim_above_self_star":
        assert of(dossier, rule.code) == []
    spoil(here, dossier)
    hits = of(dossier, rule.code)
    assert [(one.severity, where in one.where) for one in hits] == [(severity, True)]
    assert "%" not in hits[0].what


CLAIMED: dict[str, tuple[str, str, str, str, str]] = {
    # code: sheet, words the criterion begins with, words of its rung, a paper that proves it, one that does not
    "area_national": ("QD26-07", "Vùng nguyên liệu", "tiêu chuẩn quốc gia", "vietgap", "linkage_contract"),
    "area_international": ("QD26-07", "Vùng nguyên liệu", "tiêu chuẩn quốc tế", "globalgap", "vietgap"),
    "linkage": ("QD26-08", "Liên kết", "Hợp đồng liên kết 50%", "linkage_contract", "E08"),
    "environment": ("QD26-08", "Bảo vệ môi trường", "Đủ hồ sơ", "E04", "E01"),
    "traceability": ("QD26-08", "Phong cách", "mã truy xuất", "traceability_paper", "label_proof"),
    "workers": ("QD26-08", "Sử dụng lao động", "lao động", "E05", "E06"),
    "growth": ("QD26-08", "Tăng trưởng", "HTX", "financial_report", "E05"),
    "trademark_applied": ("QD26-08", "Sở hữu trí tuệ", "Đơn đăng ký", "trademark_application", "copyright_certificate"),
    "trademark_granted": ("QD26-08", "Sở hữu trí tuệ", "Nhãn hiệu đã cấp", "trademark_certificate", "trademark_application"),
    "further_rights": ("QD26-08", "Sở hữu trí tuệ", "kiểu dáng", "design_or_patent", "trademark_certificate"),
    "export_or_modern": ("QD26-08", "Khu vực phân phối", "Xuất khẩu", "sales_contract", "E09"),
    "website": ("QD26-08", "Quảng bá", "website", "E09", "E08"),
    "declared": ("QD26-08", "Công bố", "Có công bố", "self_declaration", "test_report"),
    "periodic_tests": ("QD26-18", "Kiểm tra định kỳ", "kiểm nghiệm định kỳ", "test_report", "self_declaration"),
    "food_safety": ("QD26-08", "Đảm bảo chất lượng", "đủ điều kiện ATTP", "food_certificate_nlts", "haccp"),
    "quality_national": ("QD26-08", "Đảm bảo chất lượng", "tiêu chuẩn quốc gia", "haccp", "vietgap"),
    "quality_international": ("QD26-08", "Đảm bảo chất lượng", "quốc tế", "iso_22000", "vietgap"),
}  # fmt: skip


@pytest.mark.parametrize("code", [claim.code for claim in CLAIMS])
def test_each_claim_wants_its_paper_and_a_valid_one(code: str) -> None:
    sheet, name, words, proof, other = CLAIMED[code]
    here, dossier = ready(sheet)
    line = choose(dossier, name, words)
    put(here, dossier, other, line)
    hits = of(dossier, code)
    assert [(one.severity, f"/{line}/" in one.where) for one in hits] == [(SHOULD, True)]
    one = put(here, dossier, proof, line)
    assert of(dossier, code) == []
    Paper.objects.filter(pk=one.paper_id).update(expires_on=today() + YESTERDAY)
    assert [f"Giấy {proof}" in hit.what for hit in of(dossier, code)] == [True]


def test_the_tables_are_tested_whole_and_every_claim_meets_a_sheet() -> None:
    assert set(SPOILED) == {rule.code for rule in RULES}
    assert set(CLAIMED) == {claim.code for claim in CLAIMS}
    lines = [line for one in product_sets() for line in scorecard(one.code).criteria]
    met = {
        claim.code
        for claim in CLAIMS
        for line in lines
        if claim.name.search(line.name) and any(claim.rung.search(option.label) for option in line.options)
    }
    assert met == set(CLAIMED)


def test_papers_that_will_not_do_are_told_with_their_round() -> None:
    load_special_days()
    here, dossier = ready()
    until = facts_for(dossier).until
    cases = {
        "in_round": put(here, dossier, "E02", expires_on=until),
        "after": put(here, dossier, "E04", expires_on=until + timedelta(days=1)),
        "by_term": put(here, dossier, "test_report", issued_on=today() - timedelta(days=360)),
        "no_kind": put(here, dossier, ""),
        "removed": put(here, dossier, "E05"),
    }
    remove_paper(here.actor, cases["removed"].paper)
    Evidence.objects.get_or_create(dossier=dossier, paper=cases["removed"].paper, defaults={"position": 99})
    told = {one.code: one for one in found(dossier) if one.code.startswith("paper_") and one.code != "paper_not_ticked"}
    assert {code: one.severity for code, one in told.items()} == {
        "paper_over_in_round": SHOULD, "paper_over_by_term": LOOK, "paper_without_kind": SHOULD, "paper_removed": SHOULD,
    }  # fmt: skip
    assert f"#giay-{cases['in_round'].pk}" in told["paper_over_in_round"].where
    assert until.strftime("%d/%m/%Y") in told["paper_over_in_round"].what
    assert f"/giay-to/{cases['by_term'].paper_id}/sua/?ve=" in told["paper_over_by_term"].where


def test_a_mark_of_a_star_wants_a_valid_paper() -> None:
    here, dossier = ready()
    sheet = scorecard("QD26-08")
    mark = next(one for one in sheet.marks if set(sheet.by_code[one.criterion].evidence) & {"E02", "E11", "E12", "E07"})
    CriterionAnswer.objects.filter(dossier=dossier, criterion=mark.criterion).update(option=mark.option)
    where = f"/tu-cham/{mark.criterion}/#minh-chung"

    def hits() -> list[str]:
        return [one.where for one in of(dossier, "mark_without_evidence") if one.where.endswith(where)]

    assert len(hits()) == 1
    assert [one.code for one in found(dossier) if one.where.endswith(where)] == ["mark_without_evidence"]
    one = put(here, dossier, "E11", mark.criterion)
    assert hits() == []
    Paper.objects.filter(pk=one.paper_id).update(expires_on=today() + YESTERDAY)
    assert len(hits()) == 1


def test_the_label_of_this_product_is_checked_and_its_doubts_are_shown() -> None:
    here, dossier = ready()
    assert [one.severity for one in of(dossier, "label_unknown")] == [SHOULD]
    label(here, "Mắm cá\nNSX: 31/02/2026", gtin="8935000000015")
    told = {one.code: one for one in found(dossier) if one.code.startswith("label_")}
    assert told["label_gtin_check_digit"].severity == SHOULD
    assert told["label_ingredients_missing"].where.endswith(f"/san-pham/{here.product.pk}/nhan/")
    assert "cần xác nhận lại" in told["label_ingredients_missing"].what  # the rule version itself is to be confirmed
    assert "label_unknown" not in told


def test_the_page_groups_the_findings_and_the_home_counts_them(client: Client) -> None:
    here, dossier = ready()
    FieldValue.objects.filter(dossier=dossier, path="M02.history").update(value=None)
    put(here, dossier, "test_report", issued_on=date(2020, 1, 1))
    client.force_login(here.user)
    page = client.get(reverse("dossiers:check", args=[dossier.pk]))
    groups = page.context["found"]
    assert [{one.severity for one in group} for group in (groups.must, groups.should, groups.look)] == [
        {MUST},
        {SHOULD},
        {LOOK},
    ]
    text = page.content.decode()
    assert [text.count(f'id="nhom-{key}"') for key in ("must", "should", "look")] == [1, 1, 1]
    assert text.index("Phải sửa") < text.index("Nên sửa") < text.index("Cần người xem")
    assert "data-print" in text
    home = client.get(reverse("dossiers:home", args=[dossier.pk])).content.decode()
    assert f"{groups.count} chỗ cần xem trước khi nộp" in home


@pytest.mark.parametrize("many", [1, 6])
def test_readiness_takes_the_same_queries_for_one_and_many(many: int, django_assert_num_queries: Any) -> None:
    here, dossier = ready()
    label(here, "Mắm cá")
    for number in range(many):
        put(here, dossier, "test_report", "1.5", issued_on=date(2020, 1, 1 + number))
    fresh = Dossier.objects.select_related("product", "producer", "commune", "province").get(pk=dossier.pk)
    with django_assert_num_queries(13):
        assert check_readiness(fresh).count
    assert (Producer.objects.count(), Product.objects.count()) == (1, 1)
