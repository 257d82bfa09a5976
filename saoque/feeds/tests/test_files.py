"""Every form is opened and read back."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from saoque.feeds.fitting import Fit, fit
from saoque.feeds.formats import Matter, render
from saoque.feeds.formats.prints import card_png
from saoque.feeds.goods import Goods
from saoque.feeds.layouts import layout
from saoque.feeds.tests.factories import GTIN, STORY, goods, stocked
from saoque.kernel.tests.test_papers import read_sheet

G = "{http://base.google.com/ns/1.0}"
DAY = date(2026, 11, 25)


def matter(code: str, *told: Goods, **more: object) -> Matter:
    chosen = layout(code)
    fits = tuple(one for one in (fit(chosen, each) for each in told) if one.fits)
    return replace(Matter(chosen, fits, (), DAY, "Hộ Bà Đầm"), **more)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_csv_for_a_shop_of_ones_own() -> None:
    made = render("csv", matter("woocommerce", goods()))
    head, row = csv_rows(made.content)
    assert (made.name, made.content_type) == ("woocommerce-2026-11-25.csv", "text/csv; charset=utf-8")
    assert dict(zip(head, row, strict=True)) == {
        "Type": "simple", "SKU": "SQ-7", "Name": "Mắm cá Bà Đầm 400 g", "Published": "1",
        "Short description": goods().summary, "Description": STORY, "In stock?": "1", "Weight (kg)": "0.72",
        "Length (cm)": "9", "Width (cm)": "9.5", "Height (cm)": "11", "Regular price": "85000",
        "Images": ", ".join(goods().photos),
    }  # fmt: skip


def test_excel_for_a_supermarket_keeps_the_barcode_as_text_and_the_price_as_a_number() -> None:
    made = render("xlsx", matter("supermarket", goods()))
    head, row = read_sheet(made.content)
    cells = dict(zip(head, row, strict=True))
    assert head == list(layout("supermarket").heads)
    assert [cells[name] for name in ("Mã vạch", "Giá bán lẻ đề nghị (đồng)", "Hóa đơn", "Nặng cả bao bì (kg)")] == [
        GTIN, "85000", "Hóa đơn bán hàng", "0.72",
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made.content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    kinds = [cell.get("t", "n") for cell in sheet.iter(f"{space}c")][len(head) :]
    assert (kinds[head.index("Mã vạch")], kinds[head.index("Giá bán lẻ đề nghị (đồng)")]) == ("inlineStr", "n")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_begins_like_a_formula_becomes_text(form: str) -> None:
    made = render(form, matter("marketplace", goods(name="=HYPERLINK(1)", ingredients="+cmd|' /C calc'!A0")))
    rows = csv_rows(made.content) if form == "csv" else read_sheet(made.content)
    cells = dict(zip(*rows, strict=True))
    assert (cells["Tên sản phẩm"], cells["Thành phần"]) == ("'=HYPERLINK(1)", "'+cmd|' /C calc'!A0")


def test_googles_feed_is_read_back_field_by_field() -> None:
    made = render("google", matter("google", goods(name="Mắm & <cá>\x00"), goods(pk=8, photos=())))
    root = etree.fromstring(made.content)
    (item,) = root.findall("channel/item")
    assert root.get("version") == "2.0"
    assert [(one.tag, one.text) for one in item][:3] == [
        (f"{G}id", "SQ-7"), (f"{G}title", "Mắm & <cá> 400 g"), (f"{G}description", goods().summary),
    ]  # fmt: skip
    told = {one.tag.removeprefix(G): one.text for one in item}
    assert (told["price"], told["availability"], told["condition"], told["gtin"]) == (
        "85000 VND", "in_stock", "new", GTIN,
    )  # fmt: skip


def test_schema_org_is_read_back() -> None:
    made = render("schema", matter("schema_org", goods(gtin="")))
    read = json.loads(made.content)
    assert read["@context"] == "https://schema.org"
    assert read["@graph"] == [
        {
            "@type": "Product", "productID": "SQ-7", "name": "Mắm cá Bà Đầm", "description": goods().summary,
            "category": "Mắm", "url": goods().page, "image": goods().photos[0],
            "brand": {"@type": "Brand", "name": "Hộ Bà Đầm"}, "countryOfOrigin": "VN", "size": "400 g",
            "weight": {"@type": "QuantitativeValue", "value": 720, "unitCode": "GRM"},
            "offers": {
                "@type": "Offer", "price": 85000, "priceCurrency": "VND",
                "availability": "https://schema.org/InStock",
                "seller": {"@type": "Organization", "name": "Hộ Bà Đầm"},
            },
            "hasCertification": {
                "@type": "Certification", "name": "OCOP 4 sao", "certificationIdentification": "92-31294-07-2026",
                "expires": "2029-11-24", "url": goods().certificate_page,
            },
        }
    ]  # fmt: skip


def test_schema_org_without_a_star_names_no_certification() -> None:
    bare = goods(star=None, star_until=None, certificate="", certificate_page="", weight_g=None)
    (node,) = json.loads(render("schema", matter("schema_org", bare)).content)["@graph"]
    assert ("hasCertification" in node, "weight" in node) == (False, False)


def test_gs1_is_read_back() -> None:
    made = render("gs1", matter("gs1", goods(), goods(pk=8, content="12 cái"), goods(pk=9, gtin="")))
    read = json.loads(made.content)
    (node,) = read["@graph"]
    assert read["@context"]["gs1"] == "https://ref.gs1.org/voc/"
    assert node == {
        "@type": "gs1:Product", "gtin": GTIN.zfill(14), "productName": "Mắm cá Bà Đầm",
        "productDescription": goods().summary,
        "netContent": {"@type": "gs1:QuantitativeValue", "value": 400, "unitCode": "GRM"},
        "grossWeight": {"@type": "gs1:QuantitativeValue", "value": 720, "unitCode": "GRM"},
        "inPackageHeight": {"@type": "gs1:QuantitativeValue", "value": 110, "unitCode": "MMT"},
        "inPackageWidth": {"@type": "gs1:QuantitativeValue", "value": 95, "unitCode": "MMT"},
        "inPackageDepth": {"@type": "gs1:QuantitativeValue", "value": 90, "unitCode": "MMT"},
        "brandOwner": {"@type": "gs1:Organization", "organizationName": "Hộ Bà Đầm"},
        "countryOfOrigin": {"@type": "gs1:Country", "countryCode": "VN"},
        "ingredientStatement": "Cá linh, muối", "consumerStorageInstructions": "Nơi khô mát",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_catalogue_has_every_product_in_two_languages() -> None:
    _actor, product = stocked()
    told = [goods(pk=product.pk), goods(pk=0, name="Mật ong", star=None, star_until=None, certificate="")]
    vietnamese = pdf_text(render("catalogue", matter("catalogue", *told)).content)
    english = render("catalogue", matter("catalogue", *told, language="en"))
    read = pdf_text(english.content)
    assert english.name == "catalogue-2026-11-25-en.pdf"
    assert [words in vietnamese for words in ("Mắm cá Bà Đầm", "Mật ong", "Giá lẻ: 85.000 đ / hũ")] == [True] * 3
    assert vietnamese.count("4 sao OCOP, có giá trị đến 24/11/2029") == 1
    assert ("Giá lẻ" in read, STORY in read) == (False, True)


@pytest.mark.django_db
def test_a_catalogue_with_goods_without_a_star_is_not_called_one_of_ocop_products() -> None:
    _actor, product = stocked()
    starred, plain = goods(pk=product.pk), goods(pk=0, name="Mật ong", star=None, star_until=None, certificate="")
    titles = {
        number: pdf_text(render("catalogue", matter("catalogue", *told)).content).startswith("Sản phẩm OCOP")
        for number, told in enumerate(([starred], [starred, plain]))
    }
    assert titles == {0: True, 1: False}


def test_the_price_list_as_pdf_and_excel() -> None:
    told = matter("price_list", goods(), goods(pk=8, name="Mật ong", tiers=()))
    text = pdf_text(render("prices_pdf", told).content)
    assert [words in text for words in ("BẢNG GIÁ", "85.000", "từ 50: 80.000 đ", "Mật ong", "25/11/2026")] == [True] * 5
    rows = read_sheet(render("prices_xlsx", told).content)
    assert [row[:5] for row in rows[1:]] == [
        ["SQ-7", "Mắm cá Bà Đầm", "400 g", "hũ", "85000"], ["SQ-8", "Mật ong", "400 g", "hũ", "85000"],
    ]  # fmt: skip


@pytest.mark.django_db
def test_cards_have_the_two_sizes_and_a_star_only_while_it_holds() -> None:
    _actor, product = stocked()
    made = render("cards", matter("social_cards", goods(pk=product.pk)))
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        names = archive.namelist()
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in names]
        assert {Image.open(io.BytesIO(archive.read(name))).format for name in names} == {"PNG"}
    assert names == ["mam-ca-ba-dam-1200x630.png", "mam-ca-ba-dam-1080x1080.png"]
    assert sizes == [(1200, 630), (1080, 1080)]
    golden = (224, 163, 11)

    def gold(star: int | None) -> int:
        card = card_png(fit(layout("social_cards"), goods(star=star)), 1200, 630)
        return sum(
            count for count, colour in Image.open(io.BytesIO(card)).convert("RGB").getcolors(2**24) if colour == golden
        )

    assert (gold(None), gold(3) > 0, gold(4) > gold(3)) == (0, True, True)


def test_the_run_sheet_tells_order_minutes_story_price_stock_and_papers() -> None:
    told = matter(
        "livestream",
        goods(),
        goods(pk=8, name="Mật ong", left=None),
        papers=("giấy kiểm nghiệm",),
        papers_source="Nguồn: A",
    )
    document = Document(io.BytesIO(render("sheet_word", told).content))
    plan = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert plan == [
        ["Phút", "Việc", "Giá", "Còn"],
        ["0–3", "Chào bà con, giới thiệu người bán và nơi làm ra", "", ""],
        ["3–11", "Mắm cá Bà Đầm", "85.000 đ / hũ", "260"],
        ["11–19", "Mật ong", "85.000 đ / hũ", "chưa ghi"],
        ["19–23", "Nhắc giá, cách đặt, cảm ơn", "", ""],
    ]
    words = [paragraph.text for paragraph in document.paragraphs]
    assert (words.count(STORY), words[-2:]) == (2, ["☐ giấy kiểm nghiệm", "Nguồn: A"])
    assert "Sao OCOP: 4 sao, đến 24/11/2029, giấy số 92-31294-07-2026" in words
    assert "Giấy tờ để sẵn bên cạnh" in pdf_text(render("sheet_pdf", told).content)


SPOILT = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Mắm", "x" * 130, "=1"]),
        "summary": st.sampled_from(["", "Ngon"]),
        "page": st.sampled_from(["", "http://127.0.0.1:8000/san-pham/a/"]),
        "photos": st.sampled_from([(), ("http://127.0.0.1:8000/a/",)]),
        "price": st.sampled_from([None, 1000]),
        "left": st.sampled_from([None, 0, 5]),
        "gtin": st.sampled_from(["", GTIN]),
        "content": st.sampled_from(["", "1 kg", "mười trái"]),
        "star": st.sampled_from([None, 3]),
    }
)


@settings(max_examples=40)
@given(st.lists(SPOILT, min_size=1, max_size=4))
def test_no_file_holds_a_product_without_its_required_fields_nor_a_star_that_is_not_there(
    told: list[dict[str, object]],
) -> None:
    known = [
        goods(
            pk=number,
            **{**one, **({} if one["star"] else {"star_until": None, "certificate": "", "certificate_page": ""})},
        )
        for number, one in enumerate(told, start=1)
    ]
    for code, form in (("google", "google"), ("gs1", "gs1"), ("schema_org", "schema"), ("marketplace", "csv")):
        chosen = layout(code)
        fitting: list[Fit] = [one for one in (fit(chosen, each) for each in known) if one.fits]
        content = render(form, matter(code, *known)).content
        assert all(one.values[column.head] for one in fitting for column in chosen.columns if column.required)
        if form == "google":
            ids = [one.text for one in etree.fromstring(content).iter(f"{G}id")]
            assert ids == [f"SQ-{one.goods.pk}" for one in fitting]
        elif form == "csv":
            head, *rows = csv_rows(content)
            star = head.index("Sao OCOP")
            assert [row[star] for row in rows] == ["3" if one.goods.star else "" for one in fitting]
        else:
            graph = json.loads(content)["@graph"]
            assert len(graph) == len(fitting)
            if form == "schema":
                assert ["hasCertification" in node for node in graph] == [one.goods.star is not None for one in fitting]
