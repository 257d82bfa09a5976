"""Pieces that several papers share."""

from datetime import date

from saoque.cooperatives.models import Cooperative
from saoque.dossiers.papers.tree import Heading, Node, Pair, Para, Rule, text
from saoque.places.queries import full_address

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_LAWS = {
    "cooperative": "Soạn theo nội dung Điều 42 Luật Hợp tác xã 17/2023/QH15.",
    "group": "Soạn theo nội dung Điều 3.2 Nghị định 77/2019/NĐ-CP (9191/VBHN-BKHĐT).",
}
_NOT_THE_FORM = (
    "Chưa đối chiếu với mẫu của Thông tư 09/2024/TT-BKHĐT; đây không phải mẫu của Nhà nước."
    " Nếu nơi đăng ký yêu cầu mẫu riêng, hãy chép nội dung này sang mẫu ấy."
)


def head(cooperative: Cooperative, *lines: str) -> list[Node]:
    """The nation's heading and the title."""
    nation = [text(line, bold=True, align="center") for line in _NATION]
    return [*nation, Rule(short=True), Heading(lines, align="center", size=14, listed=False)]


def foot(cooperative: Cooperative) -> list[Node]:
    """What the paper is and is not."""
    return [Rule(), text(f"{_LAWS[cooperative.kind]} {_NOT_THE_FORM}", italic=True, gap=4)]


def signature(right: str, name: str, day: str = "…… , ngày …… tháng …… năm ……") -> Node:
    """Place and day, who signs, and the name under it."""
    lines: tuple[Para, ...] = (
        text(day, italic=True, align="center"),
        text(right, bold=True, align="center"),
        text("(Ký, ghi rõ họ tên)", italic=True, align="center"),
        text("", gap=40),
        text(name, bold=True, align="center"),
    )
    return Pair((text(""),), lines)


def line(label: str, value: object) -> Para:
    """One «label: value»; dots where nothing is known."""
    return text(f"{label}: {value or '……………………'}", align="justify")


def address_of(cooperative: Cooperative) -> str:
    return ", ".join(filter(None, [cooperative.address_line, full_address(cooperative.commune)]))


def money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đồng"


def day_words(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
