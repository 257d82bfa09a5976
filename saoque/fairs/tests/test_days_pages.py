"""The pages of a fair's days: one day on a phone, the queue's answers, lists, documents opened and read back."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from lxml import etree

from saoque.fairs import result_jobs
from saoque.fairs.actions import costs, days, transport
from saoque.fairs.models import CostLine, DayLog, Deal, FollowUp, Lead, TransportItem
from saoque.fairs.tests.days_factories import Ground, one_more, running
from saoque.fairs.tests.test_days_results import told
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import Job
from saoque.ledger.models import Sale
from saoque.producers.tests.factories import owner, pdf

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def ground() -> Ground:
    return running()


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def day_url(ground: Ground, name: str = "day", **more: Any) -> str:
    return reverse(f"fairs:{name}", args=[ground.exhibitor.pk, today().isoformat()], **more)


def test_the_queue_hears_the_version_then_the_clash_and_the_words_of_a_refusal(ground: Ground) -> None:
    client, url = client_of(ground.owner), day_url(ground, "save_day")
    first = client.post(url, {"field": "visits", "value": "120", "version": "0"}, headers=JSON)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    again = client.post(url, {"field": "visits", "value": "120", "version": "0"}, headers=JSON)
    assert (again.status_code, again.json()["current"], again.json()["version"]) == (409, 120, 1)
    wrong = client.post(url, {"field": "visits", "value": "nhiều", "version": "1"}, headers=JSON)
    assert (wrong.status_code, "Khách ghé gian" in wrong.json()["error"]) == (422, True)
    assert client.post(url, {"field": "guest_sales", "value": "5", "version": "1"}, headers=JSON).status_code == 422
    assert list(DayLog.objects.values_list("visits", "version")) == [(120, 1)]


def test_an_entry_of_the_queue_is_taken_once_and_without_a_sum_it_is_the_price_at_the_fair(ground: Ground) -> None:
    client, key = client_of(ground.owner), uuid4()
    sent = {"field": f"sale:{key}", "version": "0", "value": [str(ground.exhibit.pk), "2", ""]}
    for _time in range(2):
        assert client.post(day_url(ground, "sell"), sent, headers=JSON).status_code == 200
    assert list(Sale.objects.values_list("amount", "quantity", "key")) == [(170_000, Decimal(2), key)]
    for field, value in (("sale:no-key", ["1", "2", ""]), (f"sale:{uuid4()}", [str(ground.exhibit.pk), "x", ""])):
        answer = client.post(day_url(ground, "sell"), {"field": field, "value": value}, headers=JSON)
        assert (answer.status_code, bool(answer.json()["error"])) == (422, True)
    lead = {"field": f"lead:{key}", "value": ["Chị Lan", "200 hũ", "0901 234 567", "on"]}
    for _time in range(2):
        assert client.post(day_url(ground, "lead"), lead, headers=JSON).status_code == 200
    assert list(Lead.objects.values_list("who", "shared")) == [("Chị Lan", True)]


def test_without_script_the_same_forms_work(ground: Ground) -> None:
    client = client_of(ground.owner)
    page = client.get(day_url(ground)).content.decode()
    assert "Ghi lần bán" in page
    client.post(day_url(ground), {"visits": "80", "leads": "", "note": "Mưa", "version": "0"})
    client.post(
        day_url(ground, "sell"),
        {"key": str(uuid4()), "exhibit": ground.exhibit.pk, "quantity": "1,5", "amount": "100.000"},
    )
    client.post(day_url(ground, "lead"), {"key": str(uuid4()), "who": "Anh Ba", "wants": "Đặt giỏ quà"})
    assert list(DayLog.objects.values_list("visits", "note")) == [(80, "Mưa")]
    assert list(Sale.objects.values_list("amount", "quantity")) == [(100_000, Decimal("1.5"))]
    sale, lead = Sale.objects.get(), Lead.objects.get()
    client.post(reverse("fairs:unsell", args=[ground.exhibitor.pk, sale.pk]), {"reason": "Ghi nhầm"})
    assert Sale.objects.get().struck_reason == "Ghi nhầm"
    assert lead.shared is False
    shown = client.get(day_url(ground)).content.decode()
    assert ("Anh Ba" in shown, "80" in shown) == (True, True)


def test_an_organiser_strikes_a_sale_on_the_page_of_the_day_and_its_reason_stays_there(ground: Ground) -> None:
    sale = days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=uuid4(), actor=ground.owner)
    boss, url = client_of(ground.boss), reverse("fairs:unsell", args=[ground.exhibitor.pk, sale.pk])
    assert url in boss.get(day_url(ground)).content.decode()
    boss.post(url, {"reason": "Ghi nhầm món"})
    for actor in (ground.boss, ground.owner):
        page = client_of(actor).get(day_url(ground)).content.decode()
        assert ("Ghi nhầm món" in page, url in page) == (True, False)
    assert boss.post(url, {"reason": "Nữa"}).status_code == 404


def test_a_contract_with_its_file_and_goods_and_an_answer_go_in_by_their_pages(ground: Ground) -> None:
    client, pk = client_of(ground.owner), ground.exhibitor.pk
    signed = {
        "kind": "contract",
        "partner": "Siêu thị",
        "value": "90.000.000",
        "signed_on": f"{today():%d/%m/%Y}",
        "file": pdf(),
    }
    client.post(reverse("fairs:sign", args=[pk]), signed)
    deal = Deal.objects.get()
    assert (deal.value, b"".join(client.get(reverse("fairs:deal_file", args=[deal.pk])))[:4]) == (90_000_000, b"%PDF")  # type: ignore[arg-type]
    load = {"goods": "Mắm", "boxes": "12", "kilograms": "150", "pick_up_at": "Kho", "pick_up_on": f"{today():%d/%m/%Y}"}
    client.post(reverse("fairs:add_load", args=[pk]), load)
    item = TransportItem.objects.get()
    boss = client_of(ground.boss)
    boss.post(reverse("fairs:name_driver", args=[item.pk]), {"driver": "Anh Tư", "plate": "65C-123", "version": 1})
    boss.post(reverse("fairs:tick_load", args=[item.pk]), {"step": "loaded", "version": 2})
    item.refresh_from_db()
    assert (item.plate, item.loaded_at is None) == ("65C-123", False)
    client.post(reverse("fairs:move_deal", args=[deal.pk]), {"act": "deliver", "version": 1})
    assert Deal.objects.get().state == "delivered"
    ground.state("reported", first_day=today() - timedelta(days=100), last_day=today() - timedelta(days=95))
    url = reverse("fairs:tell_later", args=[pk, 3])
    assert client.get(reverse("fairs:tell_later", args=[pk, 12])).status_code == 404
    client.post(url, {"nothing": "1", "version": "0"})
    client.post(url, {"orders": "2", "value": "5.000.000", "words": "Lấy thêm", "version": "1"})
    assert list(FollowUp.objects.values_list("orders", "value")) == [(2, 5_000_000)]
    later = client_of(ground.boss).get(reverse("fairs:later", args=[ground.fair.slug])).content.decode()
    assert "2 đơn, 1/2 trả lời" in later


def test_costs_are_added_and_what_was_spent_is_written(ground: Ground) -> None:
    boss, url = client_of(ground.boss), reverse("fairs:costs", args=[ground.fair.slug])
    told = {
        "what": "Thuê gian",
        "exhibitor": ground.exhibitor.pk,
        "planned": "8.000.000",
        "payer": "policy",
        "record": "support-policies#tv_fair",
    }
    assert boss.post(url, told).status_code == 302
    line = CostLine.objects.get()
    boss.post(reverse("fairs:write_spent", args=[ground.fair.slug, line.pk]), {"spent": "7.500.000", "version": "1"})
    page = boss.get(url).content.decode()
    assert ("7.500.000" in page, "Cần xác nhận" in page, "100%" in page) == (True, True, True)
    assert boss.post(url, {**told, "record": ""}).status_code == 422


_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _sheet(content: bytes, name: str = "") -> list[tuple[Any, ...]]:
    """Read one sheet of an Excel file: texts as text, numbers (days too) as whole numbers, empty cells as None."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [one.get("name") for one in etree.fromstring(book.read("xl/workbook.xml")).iter(f"{_XML}sheet")]
        number = names.index(name) + 1 if name else 1
        shared: list[str] = []
        if "xl/sharedStrings.xml" in book.namelist():
            words = etree.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{_XML}si")
            shared = ["".join(one.itertext()) for one in words]
        page = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    return [_row(row, shared) for row in page.iter(f"{_XML}row")]


def _row(row: Any, shared: list[str]) -> tuple[Any, ...]:
    """The cells by their letter, because empty ones are left out; no list here has more than 26 columns."""
    cells = {ord(one.get("r")[0]) - ord("A"): _cell(one, shared) for one in row}
    return tuple(cells.get(place) for place in range(max(cells, default=-1) + 1))


def _cell(one: Any, shared: list[str]) -> Any:
    if one.get("t") == "inlineStr":
        return "".join(one.itertext())
    value = one.findtext(f"{_XML}v")
    if one.get("t") == "s":
        return shared[int(value or 0)]
    return None if value is None else int(float(value))


def test_the_lists_are_excel_that_reads_back(ground: Ground) -> None:
    told(ground)
    transport.add_load(
        ground.exhibitor, transport.Load("=Mắm", 12, 150, "Kho", today(), "5 giờ", True), actor=ground.owner
    )
    boss, slug = client_of(ground.boss), ground.fair.slug
    rows = {
        name: _sheet(boss.get(reverse(f"fairs:{name}_xlsx", args=[slug])).content)
        for name in ("deals", "costs", "loads")
    }
    assert sorted(row[4] for row in rows["deals"][1:]) == [0, 1, 90_000_000]
    assert [row[5] for row in rows["costs"][1:]] == [100, 20, 3]
    assert rows["loads"][1][4:8] == ("'=Mắm", 12, 150, "có")
    assert "Kho" in boss.get(reverse("fairs:loads_print", args=[slug])).content.decode()


def test_the_report_is_word_and_excel_with_the_fields_of_the_record(ground: Ground) -> None:
    told(ground)
    boss, slug = client_of(ground.boss), ground.fair.slug
    word = Document(io.BytesIO(boss.post(reverse("fairs:report_file", args=[slug, "docx"])).content))
    cells = {row.cells[0].text: row.cells[1].text for row in word.tables[0].rows}
    wanted = {
        "Số gian hàng": "2", "Số tỉnh, thành phố": "1", "Số chủ thể": "2", "Số sản phẩm 4 sao": "1",
        "Doanh thu (đồng)": "4.255.000", "Số biên bản ghi nhớ": "1", "Số hợp đồng": "1",
        "Giá trị hợp đồng (đồng)": "90.000.000", "Chi phí (đồng)": "123", "Hỗ trợ (đồng)": "23", "Lượt khách ghé gian": "150",
    }  # fmt: skip
    assert {name: cells[name] for name in wanted} == wanted
    content = boss.post(reverse("fairs:report_file", args=[slug, "xlsx"])).content
    facts = dict(row[:2] for row in _sheet(content, "Kết quả"))
    assert (facts["Doanh thu (đồng)"], facts["Số hợp đồng"], facts["Người hỏi mua nhiều"]) == (4_255_000, 1, 4)
    assert [row[4] for row in _sheet(content, "Từng ngày")[1:]] == [0, 0, 4_255_000]
    assert sum(row[5] for row in _sheet(content, "Từng đơn vị")[1:]) == 4_255_000


def test_the_report_of_a_large_fair_is_made_by_a_job(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_jobs, "LIGHT", 1)
    boss, slug = client_of(ground.boss), ground.fair.slug
    assert boss.post(reverse("fairs:report_file", args=[slug, "docx"])).status_code == 302
    job = Job.objects.get(kind="fairs.report")
    job.result, job.state = result_jobs.make(job), Job.State.DONE
    job.save()
    url = reverse("fairs:report_made", args=[slug, job.pk])
    assert url in boss.get(reverse("fairs:report", args=[slug])).content.decode()
    word = Document(io.BytesIO(b"".join(boss.get(url))))  # type: ignore[arg-type]
    assert "HỘI CHỢ OCOP" in "\n".join(one.text for one in word.paragraphs)
    assert client_of(ground.owner).get(url).status_code == 404


def test_the_organiser_hands_in_once_the_fair_has_ended(ground: Ground) -> None:
    boss, url = client_of(ground.boss), reverse("fairs:report", args=[ground.fair.slug])
    ground.state("ended")
    assert "Báo cáo rồi thì" in boss.get(url).content.decode()
    boss.post(url, {"version": ground.fair.version})
    ground.fair.refresh_from_db()
    assert ground.fair.state == "reported"


def test_strangers_find_nothing_and_a_competitor_sees_no_sales(ground: Ground) -> None:
    told(ground)
    stranger = client_of(owner()[0])
    pages = [reverse("fairs:days", args=[ground.exhibitor.pk]), day_url(ground), day_url(ground, "save_day")]
    pages += [
        reverse(f"fairs:{name}", args=[ground.fair.slug])
        for name in ("board", "deals", "costs", "loads", "report", "later", "costs_xlsx")
    ]
    assert {url: stranger.get(url).status_code for url in pages} == {
        url: 405 if url.endswith("luu/") else 404 for url in pages
    }
    mine = client_of(ground.owner)
    assert mine.get(reverse("fairs:report", args=[ground.fair.slug])).status_code == 404
    boss = client_of(ground.boss).get(reverse("fairs:days", args=[ground.exhibitor.pk])).content.decode()
    assert ("0901 234 567" in boss, "Cách liên lạc chỉ gian hàng thấy" in boss) == (False, True)


@pytest.mark.parametrize("name", ["board", "deals", "costs", "loads", "report", "later"])
def test_pages_ask_as_often_for_many_as_for_one(ground: Ground, name: str) -> None:
    boss, url = client_of(ground.boss), reverse(f"fairs:{name}", args=[ground.fair.slug])
    told(ground)
    transport.add_load(ground.exhibitor, transport.Load("Mắm", 1, 1, "Kho", today()), actor=ground.owner)
    boss.get(url)
    with CaptureQueriesContext(connection) as few:
        boss.get(url)
    for _number in range(3):
        more = one_more(ground)
        days.write_day(more, today(), {"visits": 2}, version=0, actor=ground.boss)
        costs.add_cost(ground.fair, costs.Cost("Điện", 5, "organiser", more), actor=ground.boss)
        transport.add_load(more, transport.Load("Mật", 1, 1, "Kho", today()), actor=ground.boss)
    with CaptureQueriesContext(connection) as many:
        boss.get(url)
    assert len(many) == len(few)
