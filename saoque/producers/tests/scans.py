"""Scans for tests: Vietnamese papers drawn with our own fonts, a little crooked and not quite clean."""

import io
import random

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
