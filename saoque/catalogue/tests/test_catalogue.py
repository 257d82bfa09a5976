"""The public face: only public products, found without diacritics, stars only while they hold, fixed queries."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from saoque.certificates.tests import factories
from saoque.kernel.calendar import today
from saoque.producers.models import Product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()


def starred(name: str, star: int, days: int = 100) -> Product:
    product = factories.product(name)
    Product.objects.filter(pk=product.pk).update(star=star, star_until=today() + timedelta(days=days))
    return product


def names(client: Client, **query: Any) -> list[str]:
    page = client.get("/san-pham/", query).content.decode()
    return re.findall(r'<h3><a href="/san-pham/[^"]+">([^<]+)</a></h3>', page)


@pytest.mark.parametrize("typed", ["mam ca ba dam", "Mắm cá Bà Đầm", "MAM CA", "bà đầm", "ba dam mam"])
def test_search_needs_no_diacritics(client: Client, typed: str) -> None:
    factories.product("Mắm cá Bà Đầm")
    factories.product("Vú sữa Lò Rèn")
    assert names(client, q=typed) == ["Mắm cá Bà Đầm"]


def test_words_match_from_their_beginning(client: Client) -> None:
    factories.product("Nhãn Hà Châu")
    assert (names(client, q="han"), names(client, q="nha")) == ([], ["Nhãn Hà Châu"])


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "<script>", "%%%__", "đ" * 200])
def test_signs_that_mean_something_to_databases_find_nothing_special(client: Client, typed: str) -> None:
    factories.product("Mắm cá Bà Đầm")
    assert client.get("/san-pham/", {"q": typed}).status_code == 200


def test_names_that_begin_with_the_words_come_first_then_stars(client: Client) -> None:
    starred("Kẹo mắm cá", 5)
    factories.product("Mắm cá linh")
    starred("Mắm cá lóc", 4)
    assert names(client, q="mam ca") == ["Mắm cá lóc", "Mắm cá linh", "Kẹo mắm cá"]


def test_order_by_name_is_vietnamese(client: Client) -> None:
    for name in ("Ổi", "Đậu", "Dừa", "Ớt", "Dâu", "Áo"):
        factories.product(name)
    assert names(client, xep="ten") == ["Áo", "Dâu", "Dừa", "Đậu", "Ổi", "Ớt"]


def test_hidden_products_are_nowhere(client: Client) -> None:
    hidden = factories.product("Mắm kín")
    Product.objects.filter(pk=hidden.pk).update(is_public=False, star=5, star_until=today())
    assert (names(client), names(client, q="mam kin"), names(client, sao=5)) == ([], [], [])
    assert client.get(f"/san-pham/{hidden.slug}/").status_code == 404
    assert "Mắm kín" not in client.get("/").content.decode()
    assert "0 sản phẩm" in client.get("/san-pham/").content.decode()


def test_a_star_shows_only_while_it_holds(client: Client) -> None:
    starred("Còn hạn", 4, 0)
    starred("Hết hạn", 4, -1)
    assert names(client, sao=4) == ["Còn hạn"]
    page = client.get("/san-pham/").content.decode()
    assert (page.count("Còn hiệu lực đến"), page.count("Ngôi sao đã hết hạn")) == (1, 1)


def test_filters_that_make_no_sense_are_left_out(client: Client) -> None:
    factories.product("Mắm cá Bà Đầm")
    assert names(client, sao="9", nganh="ZZ", xep="bad", page="-3", xa="x") == ["Mắm cá Bà Đầm"]


def test_sector_filter_uses_the_sets_of_the_rulebook(client: Client) -> None:
    factories.product("Mắm cá Bà Đầm")
    assert (names(client, nganh="I"), names(client, nganh="II")) == (["Mắm cá Bà Đầm"], [])


@pytest.mark.parametrize("address", ["/san-pham/", "/san-pham/?q=mam", "/"])
def test_queries_do_not_grow_with_rows(client: Client, address: str, django_assert_max_num_queries: Any) -> None:
    starred("Mắm một", 4)
    with django_assert_max_num_queries(8) as one:
        client.get(address)
    for n in range(12):
        starred(f"Mắm {n}", 3)
    cache.clear()
    with django_assert_max_num_queries(8) as many:
        client.get(address)
    assert len(many.captured_queries) == len(one.captured_queries)


def test_a_product_page_tells_its_story_and_escapes_it(client: Client) -> None:
    product = factories.product("Mắm <b>cá</b>")
    Product.objects.filter(pk=product.pk).update(story="<script>alert(1)</script>")
    page = client.get(f"/san-pham/{product.slug}/").content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page, "Mắm <b>" in page) == (False, True, False)
