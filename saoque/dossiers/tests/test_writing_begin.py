"""Beginning a dossier, filling it in advance, looking it over, and following news from below."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from saoque import rulebook
from saoque.dossiers.actions.writing import begin_dossier, file_dossier, put_new_paper, save_answer, withdraw
from saoque.dossiers.completeness import MUST, SHOULD, Finding, check_completeness
from saoque.dossiers.forms.values import parse, show
from saoque.dossiers.models import CriterionAnswer, Dossier, DossierState, Evidence, FieldValue
from saoque.dossiers.queries_writing import answers_of, values_of
from saoque.dossiers.road import comes_next, road_of, who_has
from saoque.dossiers.standing import standing_of
from saoque.dossiers.tests.factories import draft, filed, fill_fast, picture, world
from saoque.dossiers.tests.test_writing_pages import client_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.producers.actions import choose_set, remove_paper
from saoque.producers.models import Product

pytestmark = pytest.mark.django_db
STARRED = {"star": 4, "star_until": today() + timedelta(days=200)}


def test_beginning_fills_in_what_is_known() -> None:
    here, dossier = draft("QD26-08", summary="Hũ 500 g")
    values = values_of(dossier)
    told = {
        "M01.unit_name": here.producer.name,
        "M01.registration_type": "first",
        "M01.sample_count": "5",
        "M01.contact_address": "Xã Thới Lai, Tỉnh Cần Thơ",
        "M01.signer_name": "Người Đại Diện",
        "M02.producer_name": here.producer.name,
        "M02.representative_full_name": "Người Đại Diện",
        "M02.signer_name": "Người Đại Diện",
        "M02.organisation_type": "cooperative",
        "M02.product_description": f"{here.product.name}\nHũ 500 g",
    }
    assert {path: values.get(path) for path in told} == told
    assert "M02.revenue" not in values


@pytest.mark.parametrize(
    ("kind", "product", "may"),
    [
        ("first", {}, True),
        ("first", STARRED, False),
        ("first", {"star": 3, "star_until": today() - timedelta(days=1)}, True),
        ("upgrade", {}, False),
        ("upgrade", STARRED, True),
        ("upgrade", {"star": 5, "star_until": today()}, False),
        ("upgrade", {"star": 3, "star_until": today() - timedelta(days=1)}, False),
        ("reassessment", {}, False),
        ("reassessment", STARRED, True),
        ("reassessment", {"star": 5, "star_until": today()}, True),
        ("khac", {}, False),
    ],
)
def test_each_kind_only_where_it_makes_sense(kind: str, product: dict[str, Any], may: bool) -> None:
    here = world(**product)
    if may:
        assert begin_dossier(here.actor, here.product, kind).kind == kind
    else:
        with pytest.raises(DomainError):
            begin_dossier(here.actor, here.product, kind)
    assert Dossier.objects.count() == int(may)


def test_one_open_dossier_for_a_product() -> None:
    here, dossier = draft()
    with pytest.raises(DomainError, match="chưa xong"):
        begin_dossier(here.actor, here.product, "first")
    withdraw(dossier, "", here.actor)
    begin_dossier(here.actor, here.product, "first")
    assert Dossier.objects.count() == 2


def test_only_the_own_producer_begins() -> None:
    here, there = world(), world()
    with pytest.raises(NotAllowed):
        begin_dossier(there.actor, here.product, "first")
    assert client_of(there.user).get(reverse("dossiers:begin", args=[here.product.pk])).status_code == 404


def test_the_page_of_beginning_opens_the_dossier() -> None:
    here = world(**STARRED)
    client, address = client_of(here.user), reverse("dossiers:begin", args=[here.product.pk])
    window = client.get(address).content.decode()
    assert (STARRED["star_until"] - timedelta(days=180)).strftime("%d/%m/%Y") in window
    assert client.post(address, {"kind": "first"}).status_code == 422
    answer = client.post(address, {"kind": "upgrade"})
    assert answer["Location"] == reverse("dossiers:home", args=[Dossier.objects.get().pk])


def findings(dossier: Dossier, severity: str) -> list[str]:
    return [f.where for f in check_completeness(dossier) if f.severity == severity]


def test_a_full_dossier_lacks_nothing_it_must_have() -> None:
    _here, dossier = draft()
    fill_fast(dossier)
    assert findings(dossier, MUST) == []


def put_value(dossier: Dossier, path: str, value: Any) -> None:
    FieldValue.objects.filter(dossier=dossier, path=path).update(value=value)


def choose(dossier: Dossier, code: str, option: str) -> None:
    CriterionAnswer.objects.filter(dossier=dossier, criterion=code).update(option=option)


@pytest.mark.parametrize(
    ("spoil", "severity", "name", "words"),
    [
        (lambda d, h: put_value(d, "M02.history", None), MUST, "#o-M02-history", "Lịch sử"),
        (lambda d, h: put_value(d, "M01.sample_count", "4"), MUST, "#o-M01-sample_count", "5 sản phẩm mẫu"),
        (lambda d, h: choose(d, "1.5", ""), MUST, "/tu-cham/1.5/", "chưa chọn mức"),
        (lambda d, h: choose(d, "1.5", "b"), SHOULD, "/tu-cham/1.5/#minh-chung", "chưa có minh chứng"),
        (lambda d, h: choose(d, "3.1", "a"), SHOULD, "/tu-cham/3.1/", "khớp nhau"),
        (lambda d, h: put_value(d, "M02.phone", "0123"), SHOULD, "#o-M02-phone", "0123"),
        (
            lambda d, h: put_new_paper(
                d, picture(), {"title": "Cũ", "expires_on": today() - timedelta(days=1)}, None, h.actor
            ),
            SHOULD, "/giay-to/#giay-", "hết hạn",
        ),
        (lambda d, h: None, SHOULD, "/giay-to/#anh", "chưa có ảnh"),
    ],
)  # fmt: skip
def test_each_kind_of_gap_is_found_with_its_place(spoil: Any, severity: str, name: str, words: str) -> None:
    here, dossier = draft()
    fill_fast(dossier)
    spoil(dossier, here)
    hits = [f for f in check_completeness(dossier) if name in f.where and words.lower() in f.what.lower()]
    assert [f.severity for f in hits] == [severity]


def test_evidence_and_a_fitting_legal_form_silence_the_advice() -> None:
    here, dossier = draft()
    fill_fast(dossier)
    put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", here.actor)
    where = findings(dossier, SHOULD)
    assert not [w for w in where if "/1.5/" in w or w.endswith("/tu-cham/3.1/")]


def test_a_reassessment_outside_its_window_is_told() -> None:
    _here, dossier = draft("QD26-08", "reassessment", star=3, star_until=today() + timedelta(days=300))
    assert [f.severity for f in check_completeness(dossier) if "nằm ngoài khoảng này" in f.what] == [SHOULD]


@pytest.mark.parametrize("many", [1, 5])
def test_looking_over_takes_the_same_queries_for_one_and_many(many: int, django_assert_num_queries: Any) -> None:
    here, dossier = draft()
    fill_fast(dossier)
    for number in range(many):
        put_new_paper(dossier, picture(colour=number), {"title": str(number)}, "1.5", here.actor)
    with django_assert_num_queries(6):
        assert isinstance(check_completeness(dossier)[0], Finding)


def test_a_changed_set_moves_the_draft_and_drops_only_what_no_longer_fits() -> None:
    here, dossier = draft("QD26-08")
    fill_fast(dossier)
    choose_set(here.actor, Product.objects.get(pk=here.product.pk), "QD26-26")
    dossier = Dossier.objects.get(pk=dossier.pk)
    old, new = rulebook.scorecard("QD26-08"), rulebook.scorecard("QD26-26")
    shape = {line.code: (line.name, line.options) for line in old.criteria}
    same = {line.code for line in new.criteria if shape.get(line.code) == (line.name, line.options)}
    assert dossier.scorecard == "QD26-26"
    assert set(answers_of(dossier)) == same
    assert dossier.self_total == rulebook.score(new, answers_of(dossier)).total
    assert values_of(dossier)["M01.sector"] == new.sector_name


def test_a_paper_taken_from_the_drawer_leaves_the_draft() -> None:
    here, dossier = draft()
    paper = put_new_paper(dossier, picture(), {"title": "Giấy"}, "1.5", here.actor).paper
    remove_paper(here.actor, paper)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "now", "who"),
    [("draft", 0, "own"), ("filed", 2, "commune"), ("commune_received", 3, "commune"), ("commune_returned", 3, "own"),
     ("proposed", 4, "agency"), ("agency_returned", 4, "own"), ("assessing", 4, "council"), ("assessed", 5, "signer"),
     ("recognised", 6, ""), ("not_recognised", 5, ""), ("withdrawn", -1, "")],
)  # fmt: skip
def test_the_road_says_where_it_is_and_who_has_it(state: str, now: int, who: str) -> None:
    here, dossier, _filing = filed()
    dossier.state, dossier.answered = DossierState(state), 0
    names = {
        "own": here.producer.name, "commune": "UBND Xã Thới Lai", "agency": "Cơ quan OCOP tỉnh",
        "council": "Hội đồng đánh giá", "signer": "Người ký quyết định", "": "",
    }  # fmt: skip
    states = [station.state for station in road_of(dossier)]
    assert states == ["done" if n < now else "now" if n == now else "next" for n in range(6)]
    assert who_has(dossier) == names[who]
    assert comes_next(dossier)
    assert len(road_of(dossier, short=True)) == 5


@pytest.mark.parametrize("code", [found.code for found in rulebook.product_sets("qd26")])
def test_the_panel_says_the_same_as_the_scorer(code: str) -> None:
    sheet = rulebook.scorecard(code)
    for answers in ({}, rulebook.best_answers(sheet), dict.fromkeys(sheet.by_code)):
        standing, result = standing_of(sheet, answers), rulebook.score(sheet, answers)
        assert (standing.total, standing.stars) == (result.total, result.stars)
        assert {p.code: p.points for p in standing.parts} == dict(result.parts)
        if standing.target:
            gap = rulebook.gap_to(sheet, answers, standing.target)
            missing = [(m.criterion.code, m.option.id, m.star) for m in standing.missing_marks]
            assert missing == [(u.criterion, u.needs, u.for_star) for u in gap.missing_marks]
            assert standing.missing_points == gap.missing_points


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        ("number", "1.234,5", "1234.5", "1.234,5"),
        ("number", "1234", "1234", "1.234"),
        ("number", "0,25", "0.25", "0,25"),
        ("number", "-1.000", "-1000", "-1.000"),
        ("number", " 850 000 000 ", "850000000", "850.000.000"),
        ("date", "1/2/2026", "2026-02-01", "01/02/2026"),
        ("date", "2026-02-01", "2026-02-01", "01/02/2026"),
        ("date", "29.2.2024", "2024-02-29", "29/02/2024"),
        ("text", " hai\ndòng ", "hai dòng", "hai dòng"),
        ("long_text", "", None, ""),
    ],
)
def test_values_are_read_and_written_the_vietnamese_way(kind: str, typed: str, kept: Any, shown: str) -> None:
    assert parse(kind, [typed]) == kept
    assert show(kind, kept) == shown
    assert parse(kind, [shown]) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "1.23"), ("number", "1,234,5"), ("number", "5kg"), ("number", "٣"), ("date", "30/2/2026"), ("date", "2/2026"),
     ("date", "1/1/1800"), ("choice", "khác")],
)  # fmt: skip
def test_impossible_values_are_refused_with_words(kind: str, typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse(kind, [typed], [("a", "A")])
    assert len(str(refused.value)) > 20


def test_a_filed_dossier_keeps_its_set() -> None:
    here, dossier = draft()
    fill_fast(dossier)
    file_dossier(dossier, here.actor)
    with pytest.raises(DomainError):
        choose_set(here.actor, Product.objects.get(pk=here.product.pk), "QD26-01")
    assert Dossier.objects.get(pk=dossier.pk).scorecard == "QD26-08"


def test_taking_a_choice_away_counts_it_as_unanswered() -> None:
    here, dossier = draft()
    first = save_answer(dossier, "1.5", "c", None, 0, here.actor)
    save_answer(dossier, "1.5", None, None, first.answer.version, here.actor)
    assert (dossier.answered, dossier.self_total) == (0, 0)
