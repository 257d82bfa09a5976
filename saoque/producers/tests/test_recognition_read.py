"""From words to proposals, by equality; no engine, no picture."""

from typing import Any

import pytest

from saoque.producers.recognition.engine import read_table
from saoque.producers.recognition.read import propose
from saoque.producers.recognition.words import Word, bare, from_rows


def words(*lines: str) -> list[Word]:
    """Words as an engine gives them: one line under the other, from the top of the page."""
    found = []
    for number, line in enumerate(lines):
        left = 100
        for text in line.split():
            found.append(Word(text, 1, number, (left, 40 + number * 30, left + 9 * len(text), 60 + number * 30), 90))
            left += 9 * len(text) + 9
    return found


def said(*lines: str) -> dict[str, str]:
    return {proposal.field: proposal.value for proposal in propose(words(*lines))}


def test_signs_fall_away_letter_for_letter() -> None:
    text = "Đủ điều kiện, Ủy ban – Ữ ỹ Ấ ơ ₫"
    assert (bare(text), len(bare(text))) == ("du dieu kien, uy ban – u y a o ₫", len(text))


DAYS = [
    ("Có giá trị đến ngày 15 tháng 8 năm 2027", "expires_on", "2027-08-15"),
    ("Giấy có hiệu lực đến hết ngày 05/03/2026.", "expires_on", "2026-03-05"),
    ("Có giá trị đến: 5.3.2026", "expires_on", "2026-03-05"),
    ("Ngày hết hạn: 31-12-2028", "expires_on", "2028-12-31"),
    ("Thời hạn sử dụng đến 01/02/2030", "expires_on", "2030-02-01"),
    ("Cấp ngày 05/03/2026", "issued_on", "2026-03-05"),
    ("Ngày cấp: 7 / 4 / 2025", "issued_on", "2025-04-07"),
    ("Đăng ký lần đầu: ngày 12 tháng 01 năm 2020", "issued_on", "2020-01-12"),
    ("Cần Thơ, ngày 16 tháng 8 năm 2026", "issued_on", "2026-08-16"),
    ("Cần Thơ, ngòy 16 thúng 8 năm 2026", "issued_on", "2026-08-16"),
    ("Cần Thơ, 16 thóng 8 năm 2026", "issued_on", "2026-08-16"),
]


@pytest.mark.parametrize(("line", "field", "value"), DAYS)
def test_days(line: str, field: str, value: str) -> None:
    assert said(line) == {field: value}


NO_DAYS = [
    "Sinh ngày 01/02/1980",
    "ngày 31 tháng 2 năm 2026",
    "Điện thoại 0912.345.678",
    "Theo Nghị định ngày 15/11/1910",
]


@pytest.mark.parametrize("line", NO_DAYS)
def test_what_is_no_day_of_the_paper(line: str) -> None:
    assert said(line) == {}


@pytest.mark.parametrize(
    ("term", "ends"),
    [
        ("Giấy chứng nhận có giá trị 03 năm kể từ ngày cấp", "2029-08-15"),
        ("Có hiệu lực ba (03) năm, kể từ ngày ký", "2029-08-15"),
        ("Có hiệu lực trong thời hạn 12 tháng kể từ ngày cấp", "2027-08-15"),
    ],
)
def test_a_term_counts_from_the_day_of_issue(term: str, ends: str) -> None:
    assert said(term, "Cần Thơ, ngày 16 tháng 8 năm 2026") == {"issued_on": "2026-08-16", "expires_on": ends}
    assert said(term) == {}


NUMBERS = [
    ("Số: 12/2026/ATTP-CN", "12/2026/ATTP-CN"),
    ("Số: 128 / 2026 / NNMT", "128/2026/NNMT"),
    ("Số giấy chứng nhận: VG-0912.", "VG-0912"),
    ("Mã số doanh nghiệp: 1801234567", "1801234567"),
    ("Mã số hợp tác xã: 180.123.4567 cấp lần đầu", "180.123.4567"),
]


@pytest.mark.parametrize(("line", "number"), NUMBERS)
def test_numbers(line: str, number: str) -> None:
    assert said(line)["number"] == number


@pytest.mark.parametrize("line", ["Số điện thoại: 0912345678", "Số nhà 12 đường 3", "Số: ……/……"])
def test_what_is_no_number_of_the_paper(line: str) -> None:
    assert "number" not in said(line)


KINDS = [
    ("cooperative_registration", "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỢP TÁC XÃ"),
    ("household_registration", "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH"),
    ("E01", "GIẤY CHỨNG NHẬN ĐĂNG KÝ TRANG TRẠI"),
    ("cooperation_contract", "HỢP ĐỒNG HỢP TÁC của tổ hợp tác"),
    ("cooperative_charter", "ĐIỀU LỆ HỢP TÁC XÃ"),
    ("founding_resolution", "NGHỊ QUYẾT HỘI NGHỊ THÀNH LẬP"),
    ("member_list", "DANH SÁCH THÀNH VIÊN"),
    ("E02", "GIẤY CHỨNG NHẬN CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM"),
    ("food_certificate_ct", "SỞ CÔNG THƯƠNG GIẤY CHỨNG NHẬN CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM"),
    ("food_certificate_nlts", "CHI CỤC NÔNG LÂM THỦY SẢN GIẤY CHỨNG NHẬN CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM"),
    ("food_commitment", "BẢN CAM KẾT sản xuất, kinh doanh thực phẩm an toàn"),
    ("linkage_contract", "HỢP ĐỒNG LIÊN KẾT sản xuất và tiêu thụ"),
    ("material_invoice", "BẢNG KÊ THU MUA hàng hóa mua vào"),
    ("E04", "KẾ HOẠCH BẢO VỆ MÔI TRƯỜNG"),
    ("E05", "DANH SÁCH LAO ĐỘNG"),
    ("financial_report", "BÁO CÁO TÀI CHÍNH năm 2025"),
    ("cooperative_rating", "THÔNG BÁO kết quả đánh giá, xếp loại hợp tác xã"),
    ("trademark_certificate", "GIẤY CHỨNG NHẬN ĐĂNG KÝ NHÃN HIỆU"),
    ("trademark_application", "QUYẾT ĐỊNH chấp nhận đơn hợp lệ"),
    ("design_or_patent", "BẰNG ĐỘC QUYỀN KIỂU DÁNG CÔNG NGHIỆP"),
    ("sales_invoice", "HÓA ĐƠN GIÁ TRỊ GIA TĂNG"),
    ("sales_contract", "HỢP ĐỒNG MUA BÁN hàng hóa"),
    ("self_declaration", "BẢN TỰ CÔNG BỐ SẢN PHẨM"),
    ("conformity_declaration", "TIÊU CHUẨN CƠ SỞ"),
    ("test_report", "PHIẾU KẾT QUẢ THỬ NGHIỆM"),
    ("barcode_certificate", "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG MÃ SỐ, MÃ VẠCH"),
    ("label_proof", "MẪU NHÃN SẢN PHẨM"),
    ("vietgap", "CHỨNG NHẬN VietGAP trồng trọt"),
    ("globalgap", "GIẤY CHỨNG NHẬN GLOBALG.A.P."),
    ("organic", "GIẤY CHỨNG NHẬN SẢN PHẨM HỮU CƠ"),
    ("haccp", "GIẤY CHỨNG NHẬN HỆ THỐNG HACCP"),
    ("iso_22000", "GIẤY CHỨNG NHẬN ISO 22000:2018"),
    ("E14", "GIẤY CHỨNG NHẬN ISO 14001:2015"),
    ("E15", "BẰNG KHEN của Chủ tịch"),
    ("ocop_certificate", "GIẤY CHỨNG NHẬN SẢN PHẨM OCOP"),
]


@pytest.mark.parametrize(("kind", "title"), KINDS)
def test_kinds(kind: str, title: str) -> None:
    assert said(title, "Căn cứ giấy chứng nhận đăng ký doanh nghiệp")["kind"] == kind


def test_a_register_code_is_the_number_of_a_registration_alone() -> None:
    lines = ("Mã số doanh nghiệp: 1801234567", "Số: 45/KN")
    assert said("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP", *lines)["number"] == "1801234567"
    assert said("PHIẾU KẾT QUẢ THỬ NGHIỆM", *lines)["number"] == "45/KN"


def test_a_trademarks_term_counts_from_its_filing() -> None:
    lines = ("Cấp ngày 05/03/2026", "Có hiệu lực 10 năm tính từ ngày nộp đơn")
    assert "expires_on" not in said(*lines)
    assert said(*lines, "Ngày nộp đơn: 20/01/2025")["expires_on"] == "2035-01-19"


def test_the_issuer_is_the_lowest_office_at_the_head() -> None:
    head = ["UBND TỈNH ĐỒNG THÁP", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CHI CỤC QUẢN LÝ CHẤT LƯỢNG", "Số: 1/CN"]
    assert said(*head)["issuer"] == "CHI CỤC QUẢN LÝ CHẤT LƯỢNG"
    assert "issuer" not in said(*[""] * 12, "Công ty mua hàng")
    two = words("SỞ CÔNG THƯƠNG CỘNG HÒA XÃ HỘI")
    apart = [
        word if at < 3 else Word(word.text, 1, 0, (word.box[0] + 200, 40, word.box[2] + 200, 60), 90)
        for at, word in enumerate(two)
    ]
    assert [(p.value, p.words) for p in propose(apart)] == [("SỞ CÔNG THƯƠNG", (0, 1, 2))]


def test_proposals_name_their_words() -> None:
    found = propose(words("Số: 12/2026/ATTP", "Có giá trị đến ngày 15 tháng 8 năm 2027"))
    assert [(p.field, p.words) for p in found] == [("number", (1,)), ("expires_on", (6, 7, 8, 9, 10, 11))]
    assert propose([]) == []


def test_the_engines_table_becomes_words() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows: list[tuple[Any, ...]] = [
        (4, 1, 1, 1, 1, 0, 0, 0, 9, 9, -1, ""),
        (5, 1, 1, 1, 1, 1, 100, 200, 50, 20, 91.6, "Số:"),
        (5, 1, 1, 1, 1, 2, 160, 200, 50, 20, 2, "~"),
        (5, 1, 1, 1, 2, 1, 100, 400, 99, 20, 88, '"12"'),
    ]
    table = "\n".join([head, *("\t".join(map(str, row)) for row in rows)])
    found = read_table(table, 2, 1000, 2000, 5)
    assert found == [Word("Số:", 2, 5, (100, 100, 150, 110), 92), Word('"12"', 2, 6, (100, 200, 199, 210), 88)]
    assert from_rows([word.as_row() for word in found]) == found
