"""Scans for tests: Vietnamese papers drawn with our own fonts, a little crooked and not quite clean."""

import io
import random
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dots per inch

SAFE_FOOD = (
    "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "Số: 128/2026/NNMT-CTY",
    "",
    "GIẤY CHỨNG NHẬN",
    "CƠ SỞ ĐỦ ĐIỀU KIỆN AN TOÀN THỰC PHẨM",
    "",
    "Cơ sở: Hợp tác xã Dâu tằm Thuận Phát",
    "Địa chỉ: xã Trung Thạnh, thành phố Cần Thơ",
    "Đủ điều kiện an toàn thực phẩm để sản xuất, kinh doanh: mắm cá.",
    "",
    "Giấy chứng nhận có hiệu lực đến ngày 15 tháng 8 năm 2029",
    "",
    "Cần Thơ, ngày 16 tháng 8 năm 2026",
)


@dataclass(frozen=True)
class Sheet:
    """A paper as it is drawn and what a person reads on it: kind, number, day of issue, last day (empty: none)."""

    lines: tuple[str, ...]
    kind: str
    number: str
    issued_on: str
    expires_on: str


SHEETS = (
    Sheet(
        (
            "PHÒNG ĐĂNG KÝ KINH DOANH XÃ TRUNG THẠNH", "", "GIẤY CHỨNG NHẬN", "ĐĂNG KÝ HỢP TÁC XÃ",
            "Mã số hợp tác xã: 1800667755", "Đăng ký lần đầu: ngày 12 tháng 01 năm 2020",
            "Tên hợp tác xã: Hợp tác xã Dâu tằm Thuận Phát",
        ),
        "cooperative_registration", "1800667755", "2020-01-12", "",
    ),
    Sheet(SAFE_FOOD, "food_certificate_nlts", "128/2026/NNMT-CTY", "2026-08-16", "2029-08-15"),
    Sheet(
        (
            "TRUNG TÂM KỸ THUẬT CẦN THƠ", "PHIẾU KẾT QUẢ THỬ NGHIỆM", "Số: 0145/2026/KN",
            "Nơi gửi mẫu: Hợp tác xã Dâu tằm Thuận Phát", "Mã số doanh nghiệp: 1801234567",
            "Tên mẫu: mắm cá Bà Đầm", "", "Cần Thơ, ngày 03 tháng 6 năm 2026",
        ),
        "test_report", "0145/2026/KN", "2026-06-03", "",
    ),
    Sheet(
        (
            "BẢN TỰ CÔNG BỐ SẢN PHẨM", "Số: 01/THUANPHAT/2026", "Tên sản phẩm: Mắm cá Bà Đầm",
            "Thành phần: cá lóc, muối, thính gạo", "", "Cần Thơ, ngày 20 tháng 5 năm 2026",
        ),
        "self_declaration", "01/THUANPHAT/2026", "2026-05-20", "",
    ),
    Sheet(
        (
            "CỤC SỞ HỮU TRÍ TUỆ", "GIẤY CHỨNG NHẬN", "ĐĂNG KÝ NHÃN HIỆU", "Số: 412345",
            "Ngày nộp đơn: 20/01/2025", "Cấp ngày 05/03/2026",
            "Có hiệu lực 10 năm tính từ ngày nộp đơn",
        ),
        "trademark_certificate", "412345", "2026-03-05", "2035-01-19",
    ),
    Sheet(
        (
            "ỦY BAN TIÊU CHUẨN ĐO LƯỜNG CHẤT LƯỢNG", "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG MÃ SỐ, MÃ VẠCH",
            "Số: 93512/GS1", "Tiền tố mã doanh nghiệp: 893500001", "Hà Nội, ngày 09 tháng 4 năm 2026",
        ),
        "barcode_certificate", "93512/GS1", "2026-04-09", "",
    ),
    Sheet(
        (
            "TỔ CHỨC CHỨNG NHẬN SẢN PHẨM", "GIẤY CHỨNG NHẬN VietGAP", "Số: VG-0912",
            "Sản phẩm: dâu tằm tươi, diện tích 12 ha", "Ngày cấp: 07/04/2025", "Có giá trị đến ngày 06/04/2027",
        ),
        "vietgap", "VG-0912", "2025-04-07", "2027-04-06",
    ),
    Sheet(
        (
            "CÔNG TY CHỨNG NHẬN PHƯƠNG NAM", "GIẤY CHỨNG NHẬN", "HỆ THỐNG QUẢN LÝ AN TOÀN THỰC PHẨM HACCP",
            "Số giấy chứng nhận: HA-2026.118", "Ngày cấp: 11/02/2026", "Ngày hết hạn: 10/02/2029",
        ),
        "haccp", "HA-2026.118", "2026-02-11", "2029-02-10",
    ),
    Sheet(
        (
            "HỢP ĐỒNG LIÊN KẾT", "SẢN XUẤT VÀ TIÊU THỤ SẢN PHẨM", "Số: 05/2026/HĐLK",
            "Bên A: Hợp tác xã Dâu tằm Thuận Phát", "", "Cần Thơ, ngày 15 tháng 01 năm 2026",
        ),
        "linkage_contract", "05/2026/HĐLK", "2026-01-15", "",
    ),
)  # fmt: skip


def scan(lines: tuple[str, ...] = SAFE_FOOD, tilt: float = 0.8, name: str = "quet.jpg") -> SimpleUploadedFile:
    """Return a JPEG of the lines, turned by `tilt` degrees, with specks and a grey ground."""
    chance = random.Random(7)
    page = Image.new("RGB", (WIDTH, HEIGHT), (246, 244, 238))
    pen = ImageDraw.Draw(page)
    plain = ImageFont.truetype(settings.PRINT_FONTS / "BeVietnamPro-Regular.ttf", 30)
    strong = ImageFont.truetype(settings.PRINT_FONTS / "BeVietnamPro-SemiBold.ttf", 32)
    for row, line in enumerate(lines):
        pen.text((120, 130 + row * 66), line, fill=(35, 35, 40), font=strong if line.isupper() else plain)
    page = page.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=(246, 244, 238))
    for _speck in range(600):
        at = (chance.randrange(WIDTH), chance.randrange(HEIGHT))
        page.putpixel(at, (chance.randrange(90, 200),) * 3)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
