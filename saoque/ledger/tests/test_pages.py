"""The pages: entry with and without a script, what a device sends later, lists and files, and queries that do not grow."""

import io
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.papers.sheets import read_sheet
from saoque.kernel.todo import todos
from saoque.ledger.actions import strike_sale
from saoque.ledger.models import Sale
from saoque.ledger.tests import factories
from saoque.people.actors import actor_for
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, person

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def told(product: Product, **more: Any) -> dict[str, str]:
    said = {
        "key": str(uuid4()), "product": product.pk, "quantity": "2", "unit": "hũ", "amount": "130.000",
        "sold_on": f"{today():%d/%m/%Y}", "where": "direct", "place": "", "note": "", **more,
    }  # fmt: skip
    return {name: str(value) for name, value in said.items()}


def packed(product: Product, **more: Any) -> dict[str, Any]:
    """A sale as a device sends it."""
    said = told(product, **more)
    key = said.pop("key")
    return {"field": "sale", "version": key, "value": [f"{name}={value}" for name, value in said.items()]}


def test_the_form_opens_with_the_last_choice_and_the_price_of_the_selling_record() -> None:
    actor, jam = factories.book("Mứt dâu")
    wine = factories.another(actor, jam.producer, "Rượu dâu")
    factories.sold(jam, actor)
    factories.sold(wine, actor, kind="fair")
    page = signed_in(actor).get(reverse("ledger:home")).content.decode()
    assert f'<option value="{wine.pk}" selected>Rượu dâu</option>' in page
    assert '<option value="fair" selected>Tại hội chợ</option>' in page
    assert 'name="amount" value="65.000"' in page
    assert f'value="{today():%d/%m/%Y}"' in page


def test_a_sale_goes_in_without_a_script_and_can_be_taken_back_at_once() -> None:
    actor, product = factories.book()
    client, shop = signed_in(actor), factories.channel()
    address = reverse("ledger:book", args=[product.producer_id])
    said = told(product, where=f"channel:{shop.pk}", place="here", note="Khách quen")
    page = client.post(address, said, follow=True).content.decode()
    sale = Sale.objects.get()
    assert (sale.amount, sale.channel, sale.place, sale.note) == (130_000, shop, product.producer.commune, "Khách quen")
    assert "Đã ghi vào sổ: 2 hũ Mắm cá Bà Đầm, 130.000" in page
    client.post(reverse("ledger:undo", args=[sale.pk]))
    assert Sale.objects.get().struck_at is not None


@pytest.mark.parametrize(
    ("field", "value"), [("quantity", "0"), ("amount", "nhiều"), ("sold_on", "31/12/2999"), ("where", "channel:9")]
)
def test_what_is_wrong_is_said_beside_its_field(field: str, value: str) -> None:
    actor, product = factories.book()
    address = reverse("ledger:book", args=[product.producer_id])
    answer = signed_in(actor).post(address, told(product, **{field: value}))
    assert (answer.status_code, Sale.objects.count(), list(answer.context["form"].errors)) == (422, 0, [field])


def test_what_waited_on_a_device_is_written_once_however_often_it_is_sent() -> None:
    actor, product = factories.book()
    client, address = signed_in(actor), reverse("ledger:send", args=[product.producer_id])
    waited = packed(product)
    answers = [client.post(address, waited) for _time in range(3)]
    assert {one.status_code for one in answers} == {200}
    assert Sale.objects.count() == 1
    said = json.loads(answers[-1].content)
    assert said["sale"] == Sale.objects.get().pk
    assert "Mắm cá Bà Đầm" in said["html"]["#recent"]


def test_what_waited_and_is_wrong_comes_back_with_its_reason() -> None:
    actor, product = factories.book()
    client, address = signed_in(actor), reverse("ledger:send", args=[product.producer_id])
    answer = client.post(address, packed(product, quantity="0"))
    assert (answer.status_code, answer.json()["error"]) == (422, "Số lượng phải lớn hơn 0.")
    odd = client.post(address, {"version": "x", "value": ["product=1"]})
    assert (odd.status_code, Sale.objects.count()) == (422, 0)
    stranger = signed_in(person()).post(address, packed(product))
    assert (stranger.status_code, Sale.objects.count()) == (404, 0)


def test_the_lines_are_searched_narrowed_ordered_and_taken_away_as_files() -> None:
    actor, jam = factories.book("Mứt dâu")
    wine = factories.another(actor, jam.producer, "Rượu dâu")
    factories.sold(jam, actor, 10, note="=1+1")
    factories.sold(wine, actor, 30, kind="fair")
    client, pk = signed_in(actor), jam.producer_id

    def amounts(**query: Any) -> list[int]:
        page = client.get(reverse("ledger:lines", args=[pk]), query)
        return [one.amount for one in page.context["page"].object_list]

    assert amounts(order="nhieu") == [30, 10]
    assert amounts(q="ruou") == [30]
    assert amounts(product=jam.pk) == [10]
    assert amounts(kind="fair") == [30]
    assert amounts(first="01/01/2999") == []
    assert amounts(struck="on") == []
    assert sorted(amounts(kind="lạ", product="x", first="hôm qua", order="?")) == [10, 30]
    csv = b"".join(client.get(reverse("ledger:lines_csv", args=[pk]), {"q": "mut"})).decode()  # type: ignore[arg-type]
    assert csv.splitlines()[1].split(",")[1:5] == ["Mứt dâu", "2.0", "hũ", "10"]
    assert ",'=1+1," in csv
    sheet = client.get(reverse("ledger:lines_xlsx", args=[pk])).content
    rows = [list(cells.values()) for _number, cells in read_sheet(io.BytesIO(sheet), "a.xlsx", 10)]
    assert [row[4] for row in rows] == ["Số tiền (đồng)", 30.0, 10.0]


def test_a_book_that_has_gone_quiet_is_asked_about_and_one_just_written_is_not() -> None:
    actor, product = factories.book()
    factories.sold(product, actor, on=today() - timedelta(days=40))
    struck = factories.sold(product, actor)
    assert "Ghi sổ bán hàng" not in [one.title for one in todos(actor)]
    strike_sale(struck, "Ghi nhầm", actor=actor)
    assert "Ghi sổ bán hàng" in [one.title for one in todos(actor)]


def test_striking_out_asks_why() -> None:
    actor, product = factories.book()
    sale = factories.sold(product, actor)
    client, address = signed_in(actor), reverse("ledger:strike", args=[sale.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "", "version": 1}).status_code == 422
    assert client.post(address, {"reason": "Ghi nhầm", "version": 9}).status_code == 422
    assert client.post(address, {"reason": "Ghi nhầm", "version": 1}).status_code == 302
    assert Sale.objects.get().struck_reason == "Ghi nhầm"


def test_a_table_goes_through_the_pages_from_file_to_book_and_back() -> None:
    actor, product = factories.book()
    client = signed_in(actor)
    address = reverse("ledger:imports", args=[product.producer_id])
    assert client.post(address).status_code == 422
    bad = client.post(address, {"file": factories.table([], name="a.csv")})
    assert "không phải bảng Excel" in bad.content.decode()
    answer: Any = client.post(address, {"file": factories.table([factories.row(product, quantity="nhiều")])})
    assert "Đang chờ tới lượt đọc." in client.get(answer.url).content.decode()
    batch = factories.brought(product, actor, [factories.row(product), factories.row(product, quantity="nhiều")])
    page = client.get(reverse("ledger:import", args=[batch.pk])).content.decode()
    assert "1 dòng cần sửa" in page and "Ghi số lượng bằng chữ số, nhiều nhất hai số lẻ." in page
    good = factories.brought(product, actor, [factories.row(product)])
    assert [one.title for one in todos(actor_for(actor.user)) if "bảng bán hàng" in one.title] != []
    page = client.post(reverse("ledger:import_write", args=[good.pk]), follow=True).content.decode()
    assert "Đã ghi 1 dòng vào sổ." in page
    again = factories.brought(product, actor, [factories.row(product)])
    assert "Đã có trong sổ" in client.get(reverse("ledger:import", args=[again.pk])).content.decode()
    page = client.post(reverse("ledger:import_undo", args=[good.pk]), follow=True).content.decode()
    assert "Đã gạch 1 dòng của tệp này." in page
    done = client.get(reverse("ledger:import", args=[good.pk]), headers={"HX-Request": "true"})
    assert (done.status_code, done["HX-Refresh"]) == (204, "true")


def test_an_officer_sees_sums_of_the_area_and_no_book(client: Client) -> None:
    actor, product = factories.book()
    factories.sold(product, actor)
    officer = signed_in(office(Role.COMMUNE_OFFICER, product.producer.commune))
    assert officer.get(reverse("ledger:home")).headers["Location"] == reverse("ledger:area")
    page = officer.get(reverse("ledger:area")).content.decode()
    assert "Chưa đủ 3 cơ sở có bán hàng" in page and "130.000" not in page
    for name in ("book", "lines", "lines_csv", "lines_xlsx", "sums", "imports", "template"):
        assert officer.get(reverse(f"ledger:{name}", args=[product.producer_id])).status_code == 404, name
    table = b"".join(officer.get(reverse("ledger:area_csv"))).decode()  # type: ignore[arg-type]
    assert "không nêu" in table
    assert officer.get(reverse("ledger:area_xlsx")).status_code == 200


@pytest.mark.parametrize("name", ["home", "lines", "sums"])
def test_the_pages_take_the_same_queries_for_one_and_many_lines(name: str) -> None:
    actor, product = factories.book()
    client = signed_in(actor)
    address = reverse(f"ledger:{name}", args=[] if name == "home" else [product.producer_id])
    factories.sold(product, actor, kind="channel", channel=factories.channel())
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        other = factories.another(actor, product.producer, f"Món {number}")
        shop = factories.channel(f"Kênh {number}")
        factories.sold(other, actor, kind="channel", channel=shop, place=product.producer.commune)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert (len(few), len(few) < 25) == (len(many), True)
