"""Tables from Excel: read with every fault named, written once, taken back whole, bad files refused."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.jobs.work import run
from saoque.kernel.papers.sheets import MOST_BYTES, read_sheet
from saoque.ledger.actions import strike_sale
from saoque.ledger.actions.imports import bring_table, undo_import, write_import
from saoque.ledger.importing import COLUMNS, MOST_ROWS, blank_table, read_day
from saoque.ledger.models import ImportRow, Sale, SaleImport
from saoque.ledger.tests import factories
from saoque.ledger.tests.factories import brought, fresh, row, table
from saoque.producers.tests.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]


def counted() -> list[tuple[date, Decimal, int, str, str]]:
    found = Sale.objects.filter(struck_at__isnull=True).order_by("sold_on", "amount")
    return [(one.sold_on, one.quantity, one.amount, one.kind, one.source) for one in found]


def test_the_empty_table_offers_own_products_and_channels_and_comes_back_filled_in() -> None:
    actor, product = factories.book()
    shop = factories.channel()
    factories.listed(product, shop)
    factories.channel("Sàn lạ", "platform")
    content = blank_table(product.producer)
    rows = dict(read_sheet(io.BytesIO(content), "mau.xlsx", 10))
    assert list(rows[1].values()) == [str(title) for _name, title, _width in COLUMNS]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        lists = book.read("xl/sharedStrings.xml").decode()
        assert book.read("xl/worksheets/sheet1.xml").decode().count("<dataValidation ") == 3
    assert (product.name in lists, shop.name in lists, "Sàn lạ" in lists) == (True, True, False)
    batch = brought(product, actor, [row(product, where=shop.name)])
    assert ImportRow.objects.get(batch=batch).told["channel"] == shop.pk


def test_a_good_table_is_looked_over_and_written_by_one_confirmation() -> None:
    actor, product = factories.book()
    lines = [row(product), row(product, sold_on="09/03/2026", quantity="2,5", amount="162.500", where="Tại hội chợ")]
    batch = brought(product, actor, lines)
    assert (batch.state, Sale.objects.count()) == ("ready", 0)
    assert write_import(batch, actor=actor) == 2
    assert counted() == [
        (date(2026, 3, 8), Decimal(2), 130_000, "direct", "import"),
        (date(2026, 3, 9), Decimal("2.5"), 162_500, "fair", "import"),
    ]
    assert [one.action for one in history(fresh(batch))] == ["bring_table", "read_import", "write_import"]


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"sold_on": "hôm qua"}, "sold_on", "Ghi ngày như 23/11/2026."),
    ({"sold_on": date(2999, 1, 1)}, "sold_on", "Ngày bán không thể ở tương lai."),
    ({"product": "Mắm lạ"}, "product", "Không có sản phẩm này. Chép đúng tên trong danh sách của bảng mẫu."),
    ({"quantity": "nhiều"}, "quantity", "Ghi số lượng bằng chữ số, nhiều nhất hai số lẻ."),
    ({"quantity": 0}, "quantity", "Số lượng phải lớn hơn 0."),
    ({"quantity": 1.234}, "quantity", "Ghi số lượng bằng chữ số, nhiều nhất hai số lẻ."),
    ({"amount": "tám chục"}, "amount", "Ghi số tiền bằng đồng, không số lẻ."),
    ({"amount": -5}, "amount", "Số tiền từ 0 đến 1.000 tỷ đồng."),
    (
        {"where": "Chợ trời"}, "where",
        "Không có cách bán hay kênh này. Chọn trong danh sách của bảng mẫu, hoặc thêm kênh trước.",
    ),
    ({"place": "Nước Lào"}, "place", "Không có tỉnh, thành phố này. Để trống cũng được."),
]  # fmt: skip


def test_every_fault_is_named_by_row_and_column_and_one_fault_writes_nothing() -> None:
    actor, product = factories.book()
    batch = brought(product, actor, [row(product), *(row(product, **wrong) for wrong, _column, _text in FAULTS)])
    found = [(one.number, one.faults) for one in ImportRow.objects.filter(batch=batch)]
    wanted = [(at, [{"column": column, "text": text}]) for at, (_w, column, text) in enumerate(FAULTS, start=3)]
    assert found == [(2, []), *wanted]
    with pytest.raises(DomainError, match="Còn 10 dòng sai nên chưa ghi dòng nào"):
        write_import(batch, actor=actor)
    assert Sale.objects.count() == 0


def test_the_same_table_twice_writes_once_and_equal_lines_are_counted_apart() -> None:
    actor, product = factories.book()
    lines = [row(product), row(product)]
    assert write_import(brought(product, actor, lines), actor=actor) == 2
    again = brought(product, actor, [*lines, row(product, amount=1)])
    assert write_import(again, actor=actor) == 1
    assert sorted(Sale.objects.values_list("amount", flat=True)) == [1, 130_000, 130_000]


def test_confirming_twice_writes_once() -> None:
    actor, product = factories.book()
    batch = brought(product, actor, [row(product)])
    stale = fresh(batch)
    write_import(batch, actor=actor)
    with pytest.raises(DomainError):
        write_import(stale, actor=actor)
    assert Sale.objects.count() == 1


def test_a_whole_table_is_taken_back_and_may_come_again_and_what_was_struck_alone_stays_struck() -> None:
    actor, product = factories.book()
    lines = [row(product), row(product, amount=7)]
    batch = brought(product, actor, lines)
    write_import(batch, actor=actor)
    strike_sale(Sale.objects.get(amount=7), "Ghi nhầm", actor=actor)
    assert undo_import(fresh(batch), actor=actor) == 1
    assert counted() == []
    assert write_import(brought(product, actor, lines), actor=actor) == 1
    assert [amount for _day, _many, amount, *_rest in counted()] == [130_000]


def test_reading_twice_gives_the_same_rows() -> None:
    actor, product = factories.book()
    batch = brought(product, actor, [row(product)])
    SaleImport.objects.filter(pk=batch.pk).update(state="reading", version=1)
    batch.job.state = "waiting"
    batch.job.save()
    run.func(str(batch.job_id))
    assert ImportRow.objects.filter(batch=batch).count() == 1


def test_the_first_line_must_be_that_of_the_empty_table_in_either_language() -> None:
    actor, product = factories.book()
    wrong = brought(product, actor, [row(product)], head=["Ngày", "Tên"])
    assert (wrong.state, "Dòng đầu của bảng phải là các cột" in wrong.refusal) == ("refused", True)
    with translation.override("en"):
        english = [str(title) for _name, title, _width in COLUMNS]
    assert brought(product, actor, [row(product)], head=english).state == "ready"


def test_an_empty_table_and_one_that_is_too_long_are_refused() -> None:
    actor, product = factories.book()
    assert "chưa có dòng nào" in brought(product, actor, []).refusal
    long = brought(product, actor, [row(product)] * (MOST_ROWS + 1))
    assert "hơn" in long.refusal and ImportRow.objects.count() == 0


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good table with one more part inside, or one part replaced."""
    good, out = io.BytesIO(table([]).read()), io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.xlsx", b"", "rỗng"),
    "old": ("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 90, "kiểu cũ"),
    "text": ("a.xlsx", b"a,b\n1,2\n", "không phải bảng Excel"),
    "named csv": ("a.csv", b"PK\x03\x04", "không phải bảng Excel"),
    "zip of nothing": ("a.xlsx", packed(a_xml=b"<a/>"), "bị hỏng"),
    "cut": ("a.xlsx", b"PK\x03\x04" + b"0" * 40, "bị hỏng"),
    "entities": ("a.xlsx", with_part("xl/workbook.xml", ENTITY), "bị hỏng"),
    "macro": ("a.xlsx", with_part("xl/vbaProject.bin", b"x"), "macro"),
    "link outside": ("a.xlsx", with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "macro"),
    "unfolds": ("a.xlsx", with_part("xl/media/a.png", b"0" * 61_000_000), "bung ra quá lớn"),
    "heavy": ("a.xlsx", b"PK" + b"0" * MOST_BYTES, "lớn hơn 5 MB"),
}


@pytest.mark.parametrize("kind", sorted(BAD))
def test_bad_files_are_refused_with_what_to_do_and_leave_nothing(kind: str) -> None:
    actor, product = factories.book()
    name, content, words = BAD[kind]
    with pytest.raises(DomainError, match=words):
        bring_table(product.producer, SimpleUploadedFile(name, content), actor=actor)
    assert SaleImport.objects.count() == 0


def test_nobody_else_brings_writes_or_takes_back() -> None:
    actor, product = factories.book()
    batch = brought(product, actor, [row(product)])
    for act in (write_import, undo_import):
        with pytest.raises(NotAllowed):
            act(batch, actor=person())
    with pytest.raises(NotAllowed):
        bring_table(product.producer, table([]), actor=person())


def test_days_are_read_as_spreadsheets_and_people_write_them() -> None:
    assert [read_day(told) for told in (46089.0, "08/03/2026", "8-3-2026", "2026-03-08", "hôm qua", 0.5)] == [
        *[date(2026, 3, 8)] * 4, None, None,
    ]  # fmt: skip
