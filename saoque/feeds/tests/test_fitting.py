"""Filling columns: exact values, what is missing, and never a product that lacks what the channel requires."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saoque.feeds.fitting import Why, differences, digest, fit, shortened
from saoque.feeds.goods import Goods
from saoque.feeds.layouts import Column, layout, layouts
from saoque.feeds.measures import converted, plain_number, read_content
from saoque.feeds.tests.factories import GTIN, SUMMARY, goods

TOLD = [
    field.name for field in fields(Goods) if field.name not in ("pk", "name", "producer", "on", "slug", "producer_pk")
]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("500 ml", (Decimal(500), "MLT")), ("0,5 kg", (Decimal("0.5"), "KGM")), ("1.5L", (Decimal("1.5"), "LTR")),
        ("400g", (Decimal(400), "GRM")), ("12 cái", None), ("2 x 250 g", None), ("", None), ("0 g", None), ("g", None),
    ],
)  # fmt: skip
def test_a_net_content_is_read_or_not_guessed(text: str, read: object) -> None:
    assert read_content(text) == read


@given(st.integers(0, 10**9))
def test_changing_units_is_exact_to_the_gram_and_the_millimetre(amount: int) -> None:
    assert converted(amount, "kg") * 1000 == amount
    assert "e" not in plain_number(converted(amount, "kg")).lower()


def test_google_fields() -> None:
    assert fit(layout("google"), goods()).values == {
        "g:id": "SQ-7",
        "g:title": "Mắm cá Bà Đầm 400 g",
        "g:description": SUMMARY,
        "g:link": "http://127.0.0.1:8000/san-pham/mam-ca-ba-dam/",
        "g:image_link": "http://127.0.0.1:8000/chu-the/anh/1/lon/",
        "g:additional_image_link": "http://127.0.0.1:8000/chu-the/anh/2/lon/",
        "g:availability": "in_stock",
        "g:price": "85000 VND",
        "g:brand": "Hộ Bà Đầm",
        "g:gtin": GTIN,
        "g:identifier_exists": "yes",
        "g:condition": "new",
        "g:shipping_weight": "720 g",
        "g:product_type": "Mắm",
    }


def test_a_product_without_barcode_says_so_to_google() -> None:
    values = fit(layout("google"), goods(gtin="")).values
    assert (values["g:gtin"], values["g:identifier_exists"]) == ("", "no")


@pytest.mark.parametrize(("left", "said"), [(0, "out_of_stock"), (1, "in_stock"), (None, "")])
def test_availability_follows_what_can_be_delivered_this_month(left: int | None, said: str) -> None:
    assert fit(layout("google"), goods(left=left)).values["g:availability"] == said


def test_what_a_supermarket_misses() -> None:
    bare = fit(layout("supermarket"), goods(gtin="", invoice="", lead_days=None, star=None, payment_days=None))
    assert not bare.fits
    assert [(one.head, one.field, one.why) for one in bare.stopping] == [
        ("Mã vạch", "gtin", Why.EMPTY),
        ("Hóa đơn", "invoice", Why.EMPTY),
        ("Đặt trước (ngày)", "lead_days", Why.EMPTY),
    ]
    assert [one.field for one in bare.better] == ["payment_days", "star"]


def test_long_text_is_cut_where_allowed_and_refused_where_not() -> None:
    long = "Mắm cá đồng ủ thính " * 20
    found = fit(layout("marketplace"), goods(name=long.strip(), summary=long * 20))
    assert [(one.head, one.why, one.most) for one in found.stopping] == [("Tên sản phẩm", Why.LONG, 120)]
    assert (found.values["Tên sản phẩm"], len(found.values["Mô tả"]) <= 3000) == ("", True)
    assert found.values["Mô tả"].endswith("…")


def test_a_word_that_the_channel_does_not_take_is_left_out() -> None:
    column = Column("A", value="unit", allowed=("kg",), required=True)
    found = fit(replace(layout("google"), columns=(column,)), goods())
    assert (found.values["A"], [one.why for one in found.lacks]) == ("", [Why.NOT_ALLOWED])


@given(st.text(max_size=300), st.integers(2, 80))
def test_shortened_text_is_never_longer(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most


def test_differences_name_each_field_once_in_order() -> None:
    before, now = {"a": "1", "b": "2", "gone": "x"}, {"a": "1", "b": "3", "new": "y"}
    assert differences(before, now) == [("b", "2", "3"), ("new", "", "y"), ("gone", "x", "")]
    assert (digest(before) == digest(dict(reversed(before.items()))), digest(before) == digest(now)) == (True, False)


@settings(max_examples=60)
@given(st.sets(st.sampled_from(TOLD)), st.sampled_from(sorted(layouts())))
def test_whatever_is_not_told_stays_empty_and_keeps_the_product_out(missing: set[str], code: str) -> None:
    empty = Goods(pk=1, name="A", producer="B", on=date(2026, 11, 25))
    known = replace(goods(), **{name: getattr(empty, name) for name in missing})
    found = fit(layout(code), known)
    required = [column for column in layout(code).columns if column.required]
    assert found.fits == all(found.values[column.head] for column in required)
    if "star" in missing:
        assert not [column for column in layout(code).columns if column.value == "star" and found.values[column.head]]


@pytest.mark.parametrize("code", sorted(layouts()))
def test_a_product_with_everything_fits_every_channel(code: str) -> None:
    found = fit(layout(code), goods())
    assert (found.fits, [one.head for one in found.lacks]) == (True, [])


def test_dates_are_written_day_first() -> None:
    values = fit(layout("marketplace"), goods(star_until=date(2027, 3, 5) + timedelta(days=1))).values
    assert values["Giấy chứng nhận có giá trị đến"] == "06/03/2027"
