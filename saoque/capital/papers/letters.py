"""Cover letter and list of papers of a claim or a loan file. Vietnamese, whatever the language of the page."""

from collections.abc import Iterable, Sequence
from datetime import date

from saoque.capital.models import Claim, Loan
from saoque.dossiers.papers.tree import Heading, Node, Pair, Paper, Para, Row, Table, text
from saoque.kernel.calendar import today
from saoque.producers.models import Paper as DrawerPaper
from saoque.producers.models import Producer

_DOTS = "…………………………"
_UNKNOWN = "theo mức của chính sách"


def claim_letter(claim: Claim) -> Paper:
    """Return the request for support with the list of papers that goes with it."""
    told = claim.record
    asked = f"{money(claim.amount_asked)} đồng" if claim.amount_asked is not None else _UNKNOWN
    product = f" cho sản phẩm {claim.product.name}" if claim.product else ""
    basis = "; ".join(told["basis"]) or "văn bản của nơi chi"
    body: list[Node] = [
        text(f"Kính gửi: {claim.handed_to or _DOTS}", bold=True, align="center", gap=6),
        *_who(claim.producer),
        text(f"Căn cứ: {basis}.", gap=6, align="justify"),
        text(f"Chúng tôi đề nghị được hỗ trợ: {claim.name}{product}. Số tiền đề nghị: {asked}.", align="justify"),
        *([text(claim.note, align="justify")] if claim.note else []),
        text("Giấy tờ gửi kèm:", bold=True, gap=6, sticky=True),
        _list((need.words, need.paper) for need in claim.needs.select_related("paper")),
        text("Chúng tôi cam kết những điều kê khai trên là đúng.", gap=6),
    ]
    return _letter("GIẤY ĐỀ NGHỊ HỖ TRỢ", claim.producer, body, claim.handed_on)


def loan_letter(loan: Loan) -> Paper:
    """Return the cover sheet of a loan file. The bank's own form goes in beside it, as one of the papers."""
    body: list[Node] = [
        text(f"Kính gửi: {loan.handed_to or _DOTS}", bold=True, align="center", gap=6),
        *_who(loan.producer),
        text(f"Đường vay: {loan.name}.", gap=6),
        text(f"Số tiền đề nghị vay: {money(loan.amount_asked)} đồng. Mục đích: {loan.purpose}.", align="justify"),
        *([text(f"Vay qua tổ tiết kiệm và vay vốn: {loan.group.name}, {loan.group.hamlet}.")] if loan.group else []),
        text("Giấy tờ gửi kèm:", bold=True, gap=6, sticky=True),
        _list((need.words, need.paper) for need in loan.needs.select_related("paper")),
    ]
    return _letter("HỒ SƠ ĐỀ NGHỊ VAY VỐN", loan.producer, body, loan.handed_on)


def money(amount: int) -> str:
    """1.234.000, VND."""
    return f"{amount:,}".replace(",", ".")


def _letter(title: str, producer: Producer, body: Sequence[Node], day: date | None) -> Paper:
    on = day or today()
    head = Pair(
        (text(producer.name, bold=True, align="center"),),
        (
            text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align="center"),
            text("Độc lập - Tự do - Hạnh phúc", bold=True, align="center"),
        ),
        ruled=True,
    )
    place = producer.commune.name
    end = Pair(
        (text(" "),),
        (
            text(f"{place}, ngày {on.day:02d} tháng {on.month:02d} năm {on.year}", italic=True, align="center"),
            text("NGƯỜI ĐẠI DIỆN", bold=True, align="center"),
            text("(ký, ghi rõ họ tên)", italic=True, align="center"),
            text(" "), text(" "), text(" "),
            text(producer.representative_name, bold=True, align="center"),
        ),
    )  # fmt: skip
    return Paper(title, (head, Heading((title,), align="center", size=15, listed=False), *body, end))


def _who(producer: Producer) -> list[Para]:
    lines = [
        f"Tên cơ sở: {producer.name}",
        f"Loại hình: {producer.get_legal_form_display()}",
        f"Địa chỉ: {producer.address}",
        f"Người đại diện: {producer.representative_name}",
    ]
    if producer.registration_number:
        lines.append(f"Số giấy đăng ký: {producer.registration_number}")
    return [text(line) for line in lines]


def _list(rows: Iterable[tuple[str, DrawerPaper | None]]) -> Table:
    found = []
    for place, (words, paper) in enumerate(rows, start=1):
        found.append(Row((str(place), words, _named(paper))))
    return Table(("STT", "Giấy tờ phải có", "Giấy gửi kèm"), tuple(found), (1, 5, 6))


def _named(paper: DrawerPaper | None) -> str:
    if paper is None:
        return "chưa có"
    number = f", số {paper.number}" if paper.number else ""
    return f"{paper.title}{number}"
