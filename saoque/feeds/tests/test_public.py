"""What machines read without asking: only agreed, only public, only what holds; conditional, limited, streamed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import StreamingHttpResponse
from django.test import Client
from lxml import etree

from saoque.feeds import public, queries
from saoque.feeds.layouts import layout
from saoque.feeds.tests.factories import repriced, starred, stocked
from saoque.kernel.calendar import today
from saoque.producers import actions as producing
from saoque.producers.models import Producer, Product
from saoque.selling.models import MonthCapacity, SellingRecord

pytestmark = pytest.mark.django_db
XML, GRAPH = "/gui-hang/san-pham.xml", "/gui-hang/san-pham.jsonld"
G = "{http://base.google.com/ns/1.0}"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def titles(client: Client) -> list[str]:
    return [str(one.text) for one in etree.fromstring(body(client.get(XML))).iter(f"{G}title")]


def names(client: Client) -> list[str]:
    return [one["name"] for one in json.loads(body(client.get(GRAPH)))["@graph"]]


def test_only_agreed_public_complete_products_are_told(client: Client) -> None:
    actor, one = stocked()
    of = (actor, one.producer)
    stocked("Chưa đồng ý", of=of, agreed=False)
    stocked("Không ảnh", of=of, photo=False)
    hidden = stocked("Đã rút", of=of)[1]
    producing.unpublish_product(actor, hidden)
    stocked("Chưa có giá", of=of, price=0)
    assert titles(client) == ["Mắm cá Bà Đầm 400 g"]
    assert names(client) == ["Mắm cá Bà Đầm", "Không ảnh"]


def test_no_phone_number_is_told(client: Client) -> None:
    stocked()
    Producer.objects.update(phone="0912345678", email="rieng@thu.vn")
    told = body(client.get(XML)) + body(client.get(GRAPH))
    assert (b"0912345678" in told, b"rieng@thu.vn" in told) == (False, False)


def test_a_star_is_told_only_while_it_holds(client: Client) -> None:
    product = starred(stocked()[1], 4, today())
    assert json.loads(body(client.get(GRAPH)))["@graph"][0]["hasCertification"]["name"] == "OCOP 4 sao"
    Product.objects.filter(pk=product.pk).update(star_until=today() - timedelta(days=1))
    assert "hasCertification" not in json.loads(body(client.get(GRAPH)))["@graph"][0]


@pytest.mark.parametrize("address", [XML, GRAPH])
def test_an_unchanged_feed_is_not_sent_again_and_any_change_is(client: Client, address: str) -> None:
    actor, product = stocked()
    tags = []

    def asked() -> int:
        response = client.get(address, headers={"If-None-Match": tags[-1] if tags else ""})
        tags.append(response.headers["ETag"])
        return response.status_code

    assert [asked(), asked()] == [200, 304]
    repriced(product, 91_000)
    assert [asked(), asked()] == [200, 304]
    MonthCapacity.objects.update(promised=300)
    assert [asked(), asked()] == [200, 304]
    producing.update_product(actor, Product.objects.select_related("producer").get(pk=product.pk), {"name": "Mắm mới"})
    assert [asked(), asked()] == [200, 304]
    SellingRecord.objects.update(shown_at=None)
    assert [asked(), asked()] == [200, 304]


def test_a_feed_is_refused_for_a_while_after_too_many(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "LIMIT", 2)
    assert [client.get(XML).status_code for _n in range(3)] == [200, 200, 429]
    refused = client.get(XML)
    assert (refused.headers.get("ETag"), refused.headers["Retry-After"]) == (None, "3600")
    assert client.get(GRAPH).status_code == 200


def test_a_feed_is_streamed_in_batches_of_eight_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(queries, "BATCH", 2)
    actor, one = stocked()
    for number in range(4):
        stocked(f"Mắm {number}", of=(actor, one.producer))
    response = client.get(XML)
    assert isinstance(response, StreamingHttpResponse)
    with django_assert_num_queries(1 + 3 * 8):
        assert len(list(queries.public_fits(layout("google")))) == 5
    assert body(response).count(b"<item>") == 5


def test_head_asks_nothing_and_post_is_refused(client: Client) -> None:
    assert [client.head(XML).status_code, client.post(XML).status_code] == [200, 405]


def test_one_product_for_search_engines(client: Client) -> None:
    product = stocked()[1]
    response = client.get(f"/gui-hang/san-pham/{product.slug}.jsonld")
    read = json.loads(response.content)
    assert (response.headers["Content-Type"], read["@type"], read["offers"]["price"]) == (
        "application/ld+json", "Product", 85000,
    )  # fmt: skip
    again = client.get(f"/gui-hang/san-pham/{product.slug}.jsonld", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_one_product_tells_no_price_without_agreement_and_nothing_when_it_is_hidden(client: Client) -> None:
    actor, product = stocked(agreed=False)
    read = json.loads(client.get(f"/gui-hang/san-pham/{product.slug}.jsonld").content)
    assert ("offers" in read, read["name"]) == (False, product.name)
    producing.unpublish_product(actor, product)
    assert client.get(f"/gui-hang/san-pham/{product.slug}.jsonld").status_code == 404


def test_the_public_page_names_it(client: Client) -> None:
    product = stocked()[1]
    page = client.get(f"/san-pham/{product.slug}/").content.decode()
    link = f'<link rel="alternate" type="application/ld+json" href="/gui-hang/san-pham/{product.slug}.jsonld">'
    assert link in page
