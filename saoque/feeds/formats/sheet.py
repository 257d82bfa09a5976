"""The run sheet of a livestream: order, minutes, what to say, price, what is left, papers at hand. Only what was told."""

from collections.abc import Iterator

from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.tree import Heading, Node, Paper, Row, Table, text
from saoque.dossiers.papers.word import draw_word
from saoque.feeds.fitting import Fit
from saoque.feeds.formats.matter import Matter
from saoque.feeds.formats.prints import day_text, demo_words, grouped, money

# A suggestion to begin with; the Word file is there to be changed.
GREETING, EACH, GOODBYE = 3, 8, 4  # minutes
HEAD = ("Phút", "Việc", "Giá", "Còn")


def sheet_word(matter: Matter) -> bytes:
    return draw_word(sheet_paper(matter), matter.day)


def sheet_pdf(matter: Matter) -> bytes:
    return draw_pdf(sheet_paper(matter), matter.day)


def sheet_paper(matter: Matter) -> Paper:
    """Return the run sheet: first the plan in one table, then a part for each product, then the papers."""
    nodes: list[Node] = [
        Heading(("KỊCH BẢN BÁN HÀNG TRỰC TIẾP",), align="center", size=15, listed=False),
        text(matter.issuer, bold=True, align="center"),
        text(f"Lập ngày {day_text(matter)}. {demo_words()}".strip(), italic=True, align="center"),
        Table(HEAD, tuple(_plan(matter.fits)), (2, 7, 4, 3)),
    ]
    for number, fit in enumerate(matter.fits, start=1):
        nodes += _part(number, fit)
    nodes.append(Heading(("Giấy tờ để sẵn bên cạnh",), level=2))
    nodes += [text(f"☐ {paper}") for paper in matter.papers]
    nodes.append(text(matter.papers_source, italic=True))
    return Paper(f"Kịch bản bán hàng trực tiếp {day_text(matter)}", tuple(nodes))


def _plan(fits: tuple[Fit, ...]) -> Iterator[Row]:
    yield Row((f"0–{GREETING}", "Chào bà con, giới thiệu người bán và nơi làm ra", "", ""))
    at = GREETING
    for fit in fits:
        price = f"{money(fit.values['price'])} / {fit.values['unit']}"
        left = grouped(fit.values["left"]) or "chưa ghi"
        yield Row((f"{at}–{at + EACH}", fit.values["name"], price, left))
        at += EACH
    yield Row((f"{at}–{at + GOODBYE}", "Nhắc giá, cách đặt, cảm ơn", "", ""))


def _part(number: int, fit: Fit) -> list[Node]:
    values = fit.values
    facts = [
        ("Nơi làm", f"{values['producer']}, {values['address']}"),
        ("Quy cách", values["content"]),
        ("Giá", f"{money(values['price'])} / {values['unit']}"),
        ("Giá theo lượng", values["tiers"]),
        ("Còn giao được tháng này", grouped(values["left"])),
        ("Thành phần", values["ingredients"]),
        ("Bảo quản", values["storage"]),
        ("Hạn dùng (ngày)", values["shelf_life_days"]),
    ]
    if values["star"]:
        said = f"{values['star']} sao, đến {values['star_until']}, giấy số {values['certificate']}"
        facts += [("Sao OCOP", said), ("Cho khách tự kiểm", values["certificate_page"])]
    nodes: list[Node] = [Heading((f"{number}. {values['name']}",), level=2), text("Kể bằng lời của mình:", bold=True)]
    nodes += [text(values[name], align="justify") for name in ("story", "summary")]
    return [*nodes, *(text(f"{label}: {said}", indent=1) for label, said in facts if said)]
