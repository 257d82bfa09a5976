"""The label checker: contents of the rule version, dates, barcode, the OCOP mark."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.knowledge import KnowledgeError
from saoque.knowledge.labels import Finding, Label, Star, check_label, kinds
from saoque.knowledge.labels.gtin import check_digit, is_valid
from saoque.knowledge.labels.text import text_of

DAY = date(2026, 11, 23)
HONEY = """MẬT ONG HOA NHÃN
Khối lượng tịnh: 500 g
Thành phần: mật ong nguyên chất 100%
NSX: 01/02/2026   HSD: 01/02/2028
Hướng dẫn sử dụng: pha với nước ấm
Bảo quản: nơi khô ráo, tránh nắng
Cảnh báo: không dùng cho trẻ dưới 1 tuổi
Sản xuất tại: HTX Ong Thử Nghiệm, ấp Mẫu, xã Mẫu, tỉnh Mẫu, Việt Nam"""
PLAIN = text_of(HONEY).folded


def look(text: str, kind: str = "food", **more: Any) -> list[Finding]:
    return check_label(Label(text, kind, more.pop("on", DAY), **more))


def codes(text: str, kind: str = "food", **more: Any) -> list[str]:
    return [f.code for f in look(text, kind, **more)]


@pytest.mark.parametrize("text", [HONEY, PLAIN, HONEY.upper(), HONEY.replace("\n", "\r\n"), HONEY.replace(":", "")])
def test_a_full_label_passes_with_and_without_marks(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (1, "quantity_missing"),
        (2, "ingredients_missing"),
        (4, "use_missing"),
        (5, "storage_missing"),
        (6, "warning_missing"),
    ],
)
@pytest.mark.parametrize("text", [HONEY, PLAIN])
def test_each_missing_content_is_named(text: str, line: int, missing: str) -> None:
    lines = text.split("\n")
    assert codes("\n".join(lines[:line] + lines[line + 1 :])) == [missing]


def test_missing_dates_maker_and_name_are_named() -> None:
    lines = HONEY.split("\n")
    assert codes("\n".join(lines[:3] + lines[4:])) == ["made_on_missing", "expires_on_missing"]
    assert codes("\n".join(lines[:7])) == [
        "responsible_name_missing",
        "responsible_address_missing",
        "origin_missing",
    ]
    assert codes("\n".join(lines[1:])) == ["goods_name_missing"]
    assert codes(HONEY, name="Mật ong hoa nhãn") == []
    assert codes(HONEY, name="Mật ong hoa tràm") == ["goods_name_missing"]


def test_what_recognition_gets_wrong_is_still_read() -> None:
    worn = HONEY.replace("Thành phần", "Thanh phấm").replace("Khối lượng tịnh", "Kh0i lượng tinh")
    worn = worn.replace("NSX: 01/02/2026", "N5X: O1/O2/2026").replace("Hướng dẫn sử dụng", "HUONG DAN SU DUNC")
    assert codes(worn.replace("N5X", "NSX")) == []


def test_rules_show_their_version_source_and_doubt() -> None:
    new, old = (look("", on=day)[0] for day in (date(2026, 1, 23), date(2026, 1, 22)))
    assert (new.rule, new.verify) == ("trademark-barcode-label-traceability#label_check/nd37/goods_name", True)
    assert (old.rule, old.verify) == ("trademark-barcode-label-traceability#label_check/nd43/goods_name", False)
    assert (new.severity, new.code) == ("must", "goods_name_missing")
    assert new.source.startswith("http")
    craft = {f.code: f.verify for f in look("", "craft", on=date(2020, 1, 1))}
    assert (craft["goods_name_missing"], craft["specifications_missing"]) == (False, True)
    with pytest.raises(KnowledgeError, match="31/05/2017"):
        look("", on=date(2017, 5, 31))


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("staple", {"quantity", "made_on", "expires_on"}),
        ("drink", {"quantity", "made_on", "expires_on", "ingredients", "warning", "use", "storage"}),
        ("alcohol", {"quantity", "ethanol"}),
        ("wine", {"quantity", "ethanol", "storage"}),
        ("craft", {"ingredients", "specifications", "use", "storage"}),
        ("textile", {"ingredients", "specifications", "use", "storage", "warning", "made_year"}),
        ("cosmetics", {"quantity", "ingredients", "lot", "made_or_expires_on", "use", "warning"}),
    ],
)
def test_each_kind_has_its_contents(kind: str, missing: set[str]) -> None:
    common = {"goods_name", "responsible_name", "responsible_address", "origin"}
    found = look("", kind)
    assert {f.code for f in found if f.severity == "must"} == {f"{c}_missing" for c in common | missing}
    assert kind in kinds(DAY)


def test_alcohol_asks_for_what_only_some_have() -> None:
    wine = "RƯỢU NẾP MẪU\nThể tích thực: 500 ml - 29% vol\nXuất xứ: Việt Nam\nCơ sở Mẫu, địa chỉ: ấp Mẫu"
    assert [(f.code, f.severity) for f in look(wine, "ruou")] == [
        ("expires_on_if_any", "verify"),
        ("warning_if_any", "verify"),
        ("lot_if_any", "verify"),
    ]
    assert codes(wine + "\nSố lô: 12\nHSD: 01/01/2030\nCảnh báo: không dùng cho người dưới 18 tuổi", "alcohol") == []
    assert codes(wine.replace("29% vol", "nồng độ cồn 29 độ"), "alcohol") == codes(wine, "alcohol")


def test_craft_textile_and_cosmetics() -> None:
    maker = "\nSản xuất tại: Hợp tác xã Mẫu, địa chỉ: xã Mẫu, Việt Nam"
    basket = "GIỎ LỤC BÌNH\nChất liệu: lục bình\nKích thước: 20 x 30 cm\nCách dùng: đựng đồ khô\nBảo quản nơi khô ráo"
    assert codes(basket + maker, "thu_cong_my_nghe") == []
    scarf = basket.replace("GIỎ LỤC BÌNH", "KHĂN RẰN") + "\nLưu ý: không tẩy\nNăm sản xuất: 2026"
    assert codes(scarf + maker, "textile") == []
    soap = "XÀ PHÒNG SẢ\nKhối lượng: 90 g\nThành phần: dầu dừa, sả\nSố lô: 07\nHSD: 01/01/2028\nCách dùng: tạo bọt"
    assert codes(soap + "\nLưu ý: tránh mắt" + maker, "my_pham") == []


def test_an_amount_without_its_word_is_a_question() -> None:
    found = look(HONEY.replace("Khối lượng tịnh: 500 g", "Chai thủy tinh 500 g đẹp"))
    assert [(f.code, f.severity, f.where) for f in found] == [("quantity_unnamed", "verify", "dòng 2")]
    assert codes(HONEY.replace("Khối lượng tịnh: 500 g", "500 g")) == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("NSX: 01.02.2026 HSD: 01-02-2027", []),
        ("NSX/HSD: 01/02/2026 - 01/02/2027", []),
        ("Ngày sản xuất (NSX), hạn sử dụng (HSD): 01/02/2026, 01/02/2027", []),
        ("NSX: 01022026 HSD: 01022027", []),
        ("NSX ngày 01 tháng 02 năm 2026, HSD: 12 tháng kể từ ngày sản xuất", []),
        ("NSX, HSD: xem trên nắp chai", []),
        ("NSX: O1/O2/2026 HSD: l2/O2/2027", []),
        ("HSD: 12 tháng kể từ ngày sản xuất", [("made_on_missing", "must")]),
        ("NSX: 2026-02-01 HSD: 01/02/2027", [("date_order", "must")]),
        ("NSX: 12/31/2026 HSD: 01/02/2027", [("date_order", "must")]),
        ("NSX: 31/02/2026 HSD: 01/02/2027", [("date_impossible", "must")]),
        ("NSX: 45/45/2026 HSD: 01/02/2027", [("date_impossible", "must")]),
        ("NSX: 01/02/26 HSD: 01/02/2027", [("date_two_digits", "should")]),
        ("NSX: 02/2026 HSD: 01/02/2027", [("date_month_only", "verify")]),
        ("NSX: .......... HSD: 01/02/2027", [("date_absent", "verify")]),
        ("NSX: 01/02/2026 HSD: 31/01/2026", [("expires_before_made", "must")]),
        ("NSX: 01/02/2026 HSD: 01/02/2026", []),
    ],
)
def test_dates(dates: str, expected: list[tuple[str, str]]) -> None:
    for text in (HONEY, PLAIN):
        lines = text.split("\n")
        lines[3] = dates if text is HONEY else text_of(dates).folded
        found = look("\n".join(lines))
        assert [(f.code, f.severity) for f in found] == expected
        assert {f.where for f in found if f.code.startswith("date_")} <= {"dòng 4"}


def test_dates_known_beside_the_label_count() -> None:
    found = look(HONEY, made_on=date(2028, 3, 1))
    assert [(f.code, f.where) for f in found] == [("expires_before_made", "dòng 4")]


@given(st.dates(date(2017, 6, 1), date(2099, 12, 31)), st.sampled_from("/-."), st.booleans())
def test_every_real_date_day_first_is_right(day: date, sign: str, padded: bool) -> None:
    written = sign.join([f"{day.day:02}" if padded else str(day.day), f"{day.month:02}", str(day.year)])
    lines = HONEY.split("\n")
    lines[3] = f"NSX: {written} HSD: 31/12/2099"
    assert codes("\n".join(lines)) == []


bodies = st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n))


@given(bodies)
def test_a_number_with_its_check_digit_is_valid(body: str) -> None:
    number = f"{body}{check_digit(body)}"
    assert is_valid(number)
    assert [f.severity for f in look(HONEY, gtin=number)] in ([], ["verify"])


@given(bodies, st.data())
def test_any_single_changed_digit_is_found(body: str, data: st.DataObject) -> None:
    number = f"{body}{check_digit(body)}"
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    wrong = number[:place] + other + number[place + 1 :]
    assert not is_valid(wrong)
    assert codes(HONEY, gtin=wrong) == ["gtin_check_digit"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("8934567890120", []),
        ("893 4567 89012-0", []),
        ("18934567890127", []),
        ("89345672", []),
        ("4006381333931", [("gtin_prefix", "verify")]),
        ("036000291452", [("gtin_prefix", "verify")]),
        ("8934567890127", [("gtin_check_digit", "must")]),
        ("893456789012", [("gtin_check_digit", "must")]),
        ("893", [("gtin_length", "must")]),
        ("", [("gtin_digits", "must")]),
        ("89345678901x0", [("gtin_digits", "must")]),
        ("８９３４５６７８９０１２０", [("gtin_digits", "must")]),
    ],
)
def test_gtin(number: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.code, f.severity) for f in look(HONEY, gtin=number)] == expected


def test_a_barcode_read_on_the_label_is_only_a_hint() -> None:
    assert codes(HONEY + "\n8934567890120") == []
    found = look(HONEY + "\n8934567890127")
    assert [(f.code, f.severity, f.where) for f in found] == [("gtin_on_label", "verify", "dòng 9")]


VALID = Star(None, 4, date(2028, 1, 1))


@pytest.mark.parametrize(
    ("words", "star", "expected"),
    [
        ("", VALID, []),
        ("OCOP 4 sao", VALID, []),
        ("OCOP 3 sao", VALID, []),
        ("OCOP ★★★★", VALID, []),
        ("Sản phẩm OCOP", VALID, []),
        ("Khách sạn 5 sao chọn dùng", VALID, []),
        ("OCOP 5 sao", VALID, [("ocop_too_many_stars", "must")]),
        ("ocop nam sao", VALID, [("ocop_too_many_stars", "must")]),
        ("OCOP ⭐⭐⭐⭐⭐", VALID, [("ocop_too_many_stars", "must")]),
        ("0COP 5 sao", VALID, [("ocop_too_many_stars", "must")]),
        ("OCOP", Star(5, 4, date(2028, 1, 1)), [("ocop_too_many_stars", "must")]),
        ("", Star(5, 4, date(2028, 1, 1)), [("ocop_too_many_stars", "must")]),
        ("OCOP 4 sao", Star(None, 4, DAY), []),
        ("OCOP 4 sao", Star(None, 4, date(2026, 11, 22)), [("ocop_expired", "must")]),
        ("OCOP 4 sao", Star(None, None, None), [("ocop_without_star", "must")]),
        ("OCOP", Star(None, 2, date(2028, 1, 1)), [("ocop_without_star", "must")]),
        ("OCOP", Star(None, 4, None), [("ocop_until_unknown", "verify")]),
        ("OCOP 4 sao", None, [("ocop_unproved", "verify")]),
    ],
)
def test_the_mark_needs_a_valid_star(words: str, star: Star | None, expected: list[tuple[str, str]]) -> None:
    assert [(f.code, f.severity) for f in look(f"{HONEY}\n{words}", star=star)] == expected


@given(st.text(max_size=300), st.sampled_from(sorted(kinds(DAY))))
def test_any_text_is_answered(text: str, kind: str) -> None:
    for found in check_label(Label(text, kind, DAY)):
        assert found.severity in ("must", "should", "verify")
        assert found.rule.startswith("trademark-barcode-label-traceability#")
        assert "\n" not in found.message


def test_unknown_kinds_and_endless_text_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="xe máy"):
        look("", "xe máy")
    with pytest.raises(KnowledgeError, match="20000"):
        look("a" * 20_001)
