"""What the pages send on to the actions, what buyers do not see, and the buyer's file read back."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.people.roles import Role, UnitKind
from saoque.producers.actions import add_photo
from saoque.producers.actions.labels import keep_label
from saoque.producers.actions.papers import remove_paper
from saoque.producers.actions.products import set_star
from saoque.producers.tests.factories import office, owner, person, picture, places
from saoque.selling import actions
from saoque.selling.models import SellingRecord
from saoque.selling.papers.bundle import ask_file, buyer_pdf, packed, papers_to_choose, usual_papers
from saoque.selling.papers.words import Choice
from saoque.selling.reading import told_of
from saoque.selling.tests.factories import GTIN, paper, product, recorded, told

pytestmark = pytest.mark.django_db
FORM = {
    "version": 0, "unit": "hũ", "content": "400 g", "price": "95.000", "gtin": GTIN, "min_order": "6",
    "invoice": "sales", "month_1": "100", "promised_1": "20", "month_2": "0", "tier_1": "24", "tier_price_1": "90.000",
    "everywhere": "on",
}  # fmt: skip


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def get(actor: Actor, name: str, *args: Any, **asked: Any) -> HttpResponse:
    return client_of(actor).get(reverse(f"selling:{name}", args=args), asked)  # type: ignore[return-value]


def post(actor: Actor, name: str, /, *args: Any, **sent: Any) -> HttpResponse:
    return client_of(actor).post(reverse(f"selling:{name}", args=args), sent)  # type: ignore[return-value]


def buyer() -> Actor:
    return person(Role.BUYER, UnitKind.BUYER, places()[0].parent)


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_a_form_of_steps_is_kept_as_told() -> None:
    mine, producer = owner()
    made = product(mine, producer)
    assert post(mine, "edit", made.pk, **FORM).status_code == 302
    record = SellingRecord.objects.get()
    kept = told_of(record)
    assert (kept.price, kept.gtin, kept.tiers, dict(kept.months).keys()) == (95_000, GTIN, ((24, 90_000),), {1, 2})
    page = get(mine, "detail", made.pk).content.decode()
    assert [words for words in ("95.000\u00a0đ", "90.000\u00a0đ", GTIN, "80") if words not in page] == []
    again = get(mine, "edit", made.pk).content.decode()
    assert [words for words in ('value="24"', 'value="90.000"', 'value="100"') if words not in again] == []


def test_a_fault_stands_at_the_row_in_which_it_was_typed() -> None:
    mine, producer = owner()
    made = product(mine, producer)
    sent = {**FORM, "tier_1": "", "tier_price_1": "", "tier_3": "24", "tier_price_3": "96.000"}
    answer = post(mine, "edit", made.pk, **sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["tier_3"])
    half = post(mine, "edit", made.pk, **{**FORM, "tier_price_1": "", "promised_5": "3"})
    assert (half.status_code, set(half.context["form"].errors)) == (422, {"month_5", "tier_1"})
    wrong = post(mine, "edit", made.pk, **{**FORM, "gtin": "8931234567890"})
    assert list(wrong.context["form"].errors) == ["gtin"]
    assert not SellingRecord.objects.exists()


def test_the_barcode_is_taken_over_from_the_label() -> None:
    mine, producer = owner()
    made = product(mine, producer)
    keep_label(mine, made, "Mắm cá", "food", gtin=GTIN)
    assert get(mine, "edit", made.pk).context["form"].initial["gtin"] == GTIN


def test_a_page_older_than_the_record_says_so() -> None:
    mine, record = recorded()
    answer = post(mine, "edit", record.product_id, **FORM)
    assert (answer.status_code, "vừa thay đổi" in answer.content.decode()) == (422, True)


def test_buyers_see_the_offer_without_phone_discount_and_promises() -> None:
    mine, record = recorded(price=95_123, discount_most=37)
    shop = buyer()
    assert get(shop, "detail", record.product_id).status_code == 404
    post(mine, "show", record.product_id)
    page = get(shop, "detail", record.product_id).content.decode()
    producer = record.product.producer
    hidden = (producer.phone, "0912", producer.representative_name, "37 %", "Đã hứa", "Sẵn sàng lên kệ")
    assert [words for words in hidden if words in page] == []
    assert "95.123\u00a0đ" in page
    assert "80" in page
    assert get(shop, "ready", record.product_id, "sieu-thi").status_code == 404
    assert get(shop, "file", record.product_id).status_code == 404
    listed = get(shop, "home").content.decode()
    assert (record.product.name in listed, "Sẵn sàng lên kệ" in listed) == (True, False)
    post(mine, "hide", record.product_id)
    assert get(shop, "detail", record.product_id).status_code == 404


@pytest.mark.parametrize("name", ["detail", "edit", "file"])
def test_a_strange_record_costs_the_same_statements_as_a_missing_one(name: str) -> None:
    _mine, record = recorded()
    client = client_of(buyer())
    client.get(reverse(f"selling:{name}", args=[10**6]))
    counts = []
    for pk in (10**6, record.product_id):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"selling:{name}", args=[pk])).status_code == 404
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_showing_says_first_what_will_be_seen() -> None:
    mine, record = recorded()
    page = get(mine, "show", record.product_id).content.decode()
    assert [words for words in ("Người mua không thấy", "số điện thoại", "95.000\u00a0đ") if words not in page] == []
    bare = product(mine, record.product.producer, "Chưa khai")
    assert get(mine, "show", bare.pk)["Location"] == reverse("selling:edit", args=[bare.pk])


def test_officers_of_the_area_read_only() -> None:
    _mine, record = recorded()
    clerk = office(Role.AGENCY_CLERK, record.product.producer.commune.parent)
    assert get(clerk, "detail", record.product_id).status_code == 200
    assert get(clerk, "ready", record.product_id, "sieu-thi").status_code == 200
    for name in ("edit", "show", "file"):
        assert get(clerk, name, record.product_id).status_code == 403
    assert post(clerk, "hide", record.product_id).status_code == 403
    assert get(clerk, "ready", record.product_id, "cho").status_code == 404


def test_readiness_tells_the_paper_its_days_and_what_to_do() -> None:
    mine, record = recorded()
    day = today() - timedelta(days=500)
    paper(mine, record.product.producer, "test_report", issued_on=day, number="KN-77")
    page = get(mine, "ready", record.product_id, "sieu-thi").content.decode()
    wanted = ("KN-77", f"{day:%d/%m/%Y}", "Phiếu kiểm nghiệm đã quá hạn dùng.", "Gửi mẫu kiểm nghiệm lại",
              reverse("producers:drawer", args=[record.product.producer_id]))  # fmt: skip
    assert [words for words in wanted if words not in page] == []


def test_pages_take_as_many_queries_for_many_as_for_one() -> None:
    mine, record = recorded()
    client = client_of(mine)
    counts: dict[str, list[int]] = {"home": [], "export": []}
    for _round in range(2):
        for name, found in counts.items():
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(reverse(f"selling:{name}"))
                if name == "export":
                    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            found.append(len(asked))
        for n in range(3):
            more = product(mine, record.product.producer, f"Mắm {n}")
            actions.write_record(more, told(), seen=0, actor=mine)
    assert {name: one == many for name, (one, many) in counts.items()} == {"home": True, "export": True}


def test_the_table_holds_what_the_list_shows() -> None:
    mine, record = recorded()
    sent = b"".join(get(mine, "export").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [line.split(",") for line in sent.splitlines()]
    assert rows[1][0] == record.product.name
    assert rows[1][4:] == ["95000", GTIN, "1200", "960", "cả nước", "không"]
    assert get(buyer(), "export").status_code == 404


def stocked() -> tuple[Actor, SellingRecord]:
    """A record with a photo, a usual paper, one over, and one of money."""
    mine, record = recorded()
    producer = record.product.producer
    add_photo(mine, record.product, picture(), "Hũ mắm trên bàn")
    paper(mine, producer, "test_report", issued_on=today(), number="KN-1")
    paper(mine, producer, "food_commitment", issued_on=today() - timedelta(days=2000))
    paper(mine, producer, "financial_report", issued_on=today())
    paper(mine, producer, "member_list", issued_on=today())
    return mine, record


def test_only_valid_papers_are_offered_and_none_of_people_or_money_beforehand() -> None:
    _mine, record = stocked()
    offered = papers_to_choose(record)
    assert {one.kind for one in offered} == {"test_report", "financial_report", "member_list"}
    assert [one.kind for one in usual_papers(offered)] == ["test_report"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Hồ sơ chào hàng", "95.000 đồng một hũ", "từ 24 hũ", "Cả năm: 960 hũ", "Giấy tờ kèm theo", "KN-1",
                "15 ngày", "Chưa có sao OCOP còn hạn"]),
        ("en", ["Offer", "95,000 VND", "from 24", "960", "Papers enclosed", "KN-1", "15 days", "Ingredients", "No OCOP star in force"]),
    ],
)  # fmt: skip
def test_the_pdf_read_back(language: str, words: list[str]) -> None:
    _mine, record = stocked()
    choice = Choice(tuple(usual_papers(papers_to_choose(record))))
    said = text_of(buyer_pdf(record, choice, language))
    assert [one for one in [*words, record.product.name, GTIN] if one.casefold() not in said.casefold()] == []
    producer = record.product.producer
    assert [one for one in (producer.phone, producer.representative_name, "12 %") if one in said] == []
    full = text_of(buyer_pdf(record, Choice(contact=True, discount=True), language))
    assert [one for one in (producer.phone, producer.representative_name, "12 %") if one not in full] == []


def test_a_star_that_ended_is_not_said() -> None:
    _mine, record = stocked()
    set_star(record.product, 4, today() - timedelta(days=1), None)
    assert "Chưa có sao OCOP còn hạn" in text_of(buyer_pdf(record, Choice(), "vi"))
    set_star(record.product, 4, today(), None)
    assert "4 sao OCOP" in text_of(buyer_pdf(record, Choice(), "vi"))


def test_the_zip_holds_both_pdfs_the_photos_and_the_chosen_papers() -> None:
    _mine, record = stocked()
    choice = Choice(tuple(usual_papers(papers_to_choose(record))))
    with zipfile.ZipFile(io.BytesIO(packed(record, choice))) as made:
        assert made.namelist() == [
            "ho-so-chao-hang-vi.pdf", "buyer-file-en.pdf", "anh/01-hu-mam-tren-ban.jpg", "giay-to/01-giay-test-report.pdf",
        ]  # fmt: skip
        assert "Hồ sơ chào hàng".casefold() in text_of(made.read("ho-so-chao-hang-vi.pdf")).casefold()


def test_a_file_is_made_in_the_background_and_fetched_by_its_owner_alone() -> None:
    mine, record = stocked()
    chosen = [one.pk for one in usual_papers(papers_to_choose(record))]
    assert post(mine, "file", record.product_id, papers=chosen, contact="on").status_code == 302
    job = Job.objects.get(kind="selling.buyer_file")
    part = client_of(mine).get(reverse("selling:file", args=[record.product_id]), headers={"HX-Request": "true"})
    assert "Đang ghép…" in part.content.decode()
    run.func(str(job.pk))
    got: Any = get(mine, "fetch", record.product_id, job.pk)
    with zipfile.ZipFile(io.BytesIO(b"".join(got.streaming_content))) as made:
        assert len(made.namelist()) == 4
    assert get(owner()[0], "fetch", record.product_id, job.pk).status_code == 404
    helper = office(Role.YOUTH_HELPER, record.product.producer.commune)
    assert get(helper, "fetch", record.product_id, job.pk).status_code == 403
    assert get(mine, "pdf", record.product_id, "en")["Content-Type"] == "application/pdf"
    assert get(mine, "pdf", record.product_id, "fr").status_code == 404


def test_strange_or_removed_papers_do_not_go_in() -> None:
    mine, record = stocked()
    strange_owner, other = owner()
    strange = paper(strange_owner, other, "test_report", issued_on=today())
    own = papers_to_choose(record)[0]
    with pytest.raises(DomainError):
        ask_file(record, Choice((strange,)), actor=mine)
    with pytest.raises(NotAllowed):
        ask_file(record, Choice((own,)), actor=strange_owner)
    remove_paper(mine, own)
    with pytest.raises(DomainError):
        ask_file(record, Choice((own,)), actor=mine)
    assert not Job.objects.filter(kind="selling.buyer_file").exists()
