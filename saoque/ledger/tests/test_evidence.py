"""Evidence by one tap: which criteria, what the figures would support, the paper, and where it is cited."""

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from saoque import rulebook
from saoque.dossiers.actions.writing import begin_dossier
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, Evidence
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.files import open_stored
from saoque.kernel.pointers import address_of
from saoque.knowledge.papers import find_kind
from saoque.ledger.actions.evidence import look, make_statement
from saoque.ledger.evidence.criteria import FEW, OPEN, Reach, find, served, supported
from saoque.ledger.tests import factories
from saoque.producers.models import Paper, Product
from saoque.producers.tests.factories import person

SHEETS = [f"QD26-{number:02d}" for number in range(1, 27)]
db = pytest.mark.django_db


def opened(scorecard: str = "QD26-08") -> tuple[Actor, Product, Dossier]:
    actor, product = factories.book(scorecard=scorecard)
    begun = begin_dossier(actor, product, "first")
    wide = Dossier.objects.select_related("product__producer", "producer__unit", "producer__commune__parent")
    return actor, product, wide.select_related("commune__parent", "province").get(pk=begun.pk)


def test_every_scorecard_has_its_criteria_of_growth_and_distribution_and_no_other() -> None:
    found = {}
    for code in SHEETS:
        sheet = rulebook.scorecard(code)
        found[code] = {
            line.code: known.statement for line in sheet.criteria if (known := served().get(line.name)) is not None
        }
    goods = {"3.4": "revenue", "4.1": "on_sale", "4.2": "on_sale"}
    tourism = {"3.4": "revenue", "4.1": "on_sale", "4.3": "on_sale"}
    assert found == {code: tourism if code == "QD26-26" else goods for code in SHEETS}


def test_every_option_of_these_criteria_is_weighed_and_no_other_is_named() -> None:
    labels: dict[str, set[str]] = {}
    for code in SHEETS:
        for line in rulebook.scorecard(code).criteria:
            if line.name in served():
                labels.setdefault(line.name, set()).update(one.label for one in line.options if not one.implied)
    assert {name: set(known.options) for name, known in served().items()} == labels
    said = {what for known in served().values() for what in known.options.values()}
    assert said == {"open", "inside", "outside", "outside_five", "other_province", "modern"}
    assert all(find_kind(known.paper) for known in served().values())


@pytest.mark.parametrize(
    ("scorecard", "reach", "option"),
    [
        ("QD26-08", Reach(), None),
        ("QD26-08", Reach(inside=9), "a"),
        ("QD26-08", Reach(inside=1, outside=4), "b"),
        ("QD26-08", Reach(outside=FEW), "c"),
        ("QD26-08", Reach(modern=1), "d"),
        ("QD26-24", Reach(inside=1), "a"),
        ("QD26-24", Reach(outside=30), "b"),
        ("QD26-24", Reach(outside=1, other_province=1), "d"),
    ],
)
def test_the_figures_support_the_option_they_show(scorecard: str, reach: Reach, option: str | None) -> None:
    line, known = find(scorecard, "4.1") or pytest.fail("not served")
    held = supported(line, known, reach)
    assert (held.id if held else None) == option


@given(
    st.builds(Reach, *[st.integers(0, 9)] * 4), st.sampled_from(SHEETS), st.sampled_from(["3.4", "4.1", "4.2", "4.3"])
)
def test_no_option_is_supported_that_the_law_leaves_open(reach: Reach, scorecard: str, code: str) -> None:
    served_here = find(scorecard, code)
    if served_here is None:
        return
    held = supported(*served_here, reach)
    assert held is None or served_here[1].options[held.label] != OPEN


def text_of(paper: Paper) -> str:
    with open_stored(paper.file) as file:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)


@db
def test_one_tap_makes_a_dated_paper_of_revenue_and_cites_it_without_choosing() -> None:
    actor, product, dossier = opened()
    year = today().year
    for when, amount in ((year - 2, 1_000_000), (year - 1, 1_500_000)):
        factories.sold(product, actor, amount, date(when, 1, 2))
    made = make_statement(dossier, "3.4", actor=actor)
    assert (made.paper.kind, made.paper.issued_on, made.paper.producer_id) == ("E06", today(), product.producer_id)
    assert Citation.objects.get().criterion == "3.4"
    assert not CriterionAnswer.objects.filter(dossier=dossier).exclude(option="").exists()
    text = text_of(made.paper)
    for words in ("1.500.000", "1.000.000", "+50", product.producer.name, made.paper.number, f"{today():%d/%m/%Y}"):
        assert words in text, words
    assert made.advice == (
        "Tiêu chí này xét lợi nhuận hoặc xếp loại hợp tác xã, nên riêng doanh thu chưa đủ cho mức nào."
        " Theo sổ, doanh thu +50\u00a0% so với năm trước; kèm báo cáo tài chính các năm để cho thấy lãi."
    )


@db
def test_the_same_figures_on_the_same_day_are_one_paper_and_new_figures_another() -> None:
    actor, product, dossier = opened()
    factories.sold(product, actor, 10)
    first, again = (make_statement(dossier, "3.4", actor=actor).paper for _time in range(2))
    factories.sold(product, actor, 20)
    other = make_statement(dossier, "3.4", actor=actor).paper
    assert (first == again, first == other, Evidence.objects.count()) == (True, False, 2)


@db
def test_where_it_is_on_sale_is_a_paper_too_and_says_which_option_it_would_support() -> None:
    actor, product, dossier = opened()
    factories.listed(product, factories.channel("Chợ Thử", "market"), product.producer.commune)
    factories.listed(product, factories.channel("Siêu thị Lớn"), url="https://ban.example/mam")
    factories.listed(product, factories.channel("Đã thôi"), until=date(2025, 6, 1))
    made = make_statement(dossier, "4.1", actor=actor)
    text = text_of(made.paper)
    assert made.paper.kind == "E08"
    assert ("Siêu thị Lớn" in text, "Chợ Thử" in text, "Đã thôi" in text) == (True, True, False)
    assert made.advice.startswith("Theo bảng này, số liệu đỡ được đến mức «Xuất khẩu hoặc kênh hiện đại")
    assert made.advice.endswith("(5 điểm). Bà con vẫn tự chọn mức. Mức ấy còn cần hợp đồng và minh chứng đã bán.")
    assert "mức của tiêu chí này hỏi điều khác" in look(dossier, "4.2", actor=actor).advice


@db
def test_an_empty_ledger_makes_no_paper_and_says_what_to_do() -> None:
    actor, _product, dossier = opened()
    for code, words in (("3.4", "Hãy ghi sổ trước"), ("4.1", "Hãy thêm ở trang kênh bán trước")):
        with pytest.raises(DomainError, match=words):
            make_statement(dossier, code, actor=actor)
    with pytest.raises(NotFound):
        make_statement(dossier, "1.1", actor=actor)
    with pytest.raises(NotAllowed):
        make_statement(dossier, "3.4", actor=person())
    assert Paper.objects.count() == 0


@db
def test_the_door_stands_on_the_criterions_screen_and_brings_the_paper_back_there(client: Client) -> None:
    actor, product, dossier = opened()
    factories.sold(product, actor, 10)
    client.force_login(actor.user)
    look_at, door = (reverse(f"ledger:{name}", args=[dossier.pk, "3.4"]) for name in ("evidence", "make_evidence"))
    page = reverse("dossiers:criterion", args=[dossier.pk, "3.4"])
    assert f'action="{door}"' in client.get(page).content.decode()
    assert "Lấy minh chứng từ sổ bán hàng" not in _page(client, dossier, "1.1")
    answer: Any = client.post(door, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert ("Bảng doanh thu theo sổ bán hàng" in answer.content.decode(), Citation.objects.count()) == (True, 1)
    assert client.get(look_at).status_code == 200
    assert (address_of("statement", "1", "QD26-08", "1.1"), address_of("statement", "1", "QD26-08", "4.1")) == (
        "", reverse("ledger:evidence", args=[1, "4.1"]),
    )  # fmt: skip


def _page(client: Client, dossier: Dossier, code: str) -> str:
    return client.get(reverse("dossiers:criterion", args=[dossier.pk, code])).content.decode()
