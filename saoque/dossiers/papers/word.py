"""The tree as a Word file, built from nothing but code. The same tree gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from saoque.dossiers.papers.tree import Break, Contents, Frame, Heading, Node, Pair, Paper, Para, Rule, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FACE = "Times New Roman"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTH = 165  # millimetres between the margins


def draw_word(paper: Paper, made_on: date) -> bytes:
    """Return the paper as .docx, A4 with the margins of administrative papers."""
    document = Document()
    _set_up(document, paper, made_on)
    for node in paper.nodes:
        _draw(document, node, paper)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def settled(archive: bytes) -> bytes:
    """Return the same ZIP with fixed times inside, so that equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            fresh = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            fresh.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(fresh, before.read(info.filename))
    return out.getvalue()


def _set_up(document: Any, paper: Paper, made_on: date) -> None:
    moment = datetime(made_on.year, made_on.month, made_on.day)
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = paper.title[:250], "", "", "vi-VN"
    facts.created = facts.modified = moment
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name, style.font.size = FACE, Pt(13)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for face in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(face), FACE)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, None
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_after, spacing.space_before = Pt(3), Pt(0)


def _draw(into: Any, node: Node, paper: Paper) -> None:
    if isinstance(node, Para):
        _para(into.add_paragraph(), node)
    elif isinstance(node, Heading):
        _heading(into, node)
    elif isinstance(node, Table):
        _table(into, node)
    elif isinstance(node, Pair):
        _pair(into, node)
    elif isinstance(node, Frame):
        _frame(into, node, paper)
    elif isinstance(node, Rule):
        _rule(into, node)
    elif isinstance(node, Contents):
        _contents(into, node, paper)
    elif isinstance(node, Break):
        into.add_page_break()


def _run(paragraph: Any, words: str) -> Any:
    """Add text without the control characters that XML cannot hold."""
    return paragraph.add_run(_NOT_XML.sub("", words))


def _para(paragraph: Any, node: Para) -> None:
    paragraph.alignment = _ALIGN[node.align]
    paragraph.paragraph_format.left_indent = Mm(7 * node.indent)
    paragraph.paragraph_format.space_before = Pt(node.gap)
    paragraph.paragraph_format.keep_with_next = node.sticky or None
    for piece in node.runs:
        run = _run(paragraph, piece.text)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        if piece.raised:
            run.font.superscript = True


def _heading(into: Any, node: Heading) -> None:
    paragraph = into.add_paragraph(style=f"Heading {node.level}")
    paragraph.alignment = _ALIGN[node.align]
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(6)
    for number, line in enumerate(node.lines):
        run = _run(paragraph, line)
        run.font.size = Pt(node.size)
        if number < len(node.lines) - 1:
            run.add_break()


def _table(into: Any, node: Table) -> None:
    table = into.add_table(rows=0, cols=len(node.head), style="Table Grid")
    table.autofit = False
    unit = _WIDTH / sum(node.widths)
    widths = [Mm(round(width * unit, 1)) for width in node.widths]
    head = _cells(table, node.head, widths, strong=True)
    head_row = head[0]._tc.getparent()
    repeat = OxmlElement("w:tblHeader")
    head_row.get_or_add_trPr().append(repeat)
    for row in node.rows:
        _cells(table, row.cells, widths, strong=row.strong)


def _cells(table: Any, words: tuple[str, ...], widths: list[Any], *, strong: bool) -> list[Any]:
    cells = list(table.add_row().cells)
    for cell, told, width in zip(cells, words, widths, strict=True):
        cell.width = width
        for number, line in enumerate(told.split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            run = _run(paragraph, line)
            run.font.size, run.bold = Pt(11), strong or None
    return cells


def _pair(into: Any, node: Pair) -> None:
    table = into.add_table(rows=1, cols=2)
    table.autofit = False
    widths = (Mm(_WIDTH * 0.425), Mm(_WIDTH * 0.575))
    for cell, lines, width in zip(table.rows[0].cells, (node.left, node.right), widths, strict=True):
        cell.width = width
        for number, line in enumerate(lines):
            _para(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), line)
        if node.ruled:
            _para(cell.add_paragraph(), Para((), align="center"))
            _run(cell.paragraphs[-1], "———————")


def _frame(into: Any, node: Frame, paper: Paper) -> None:
    into.add_paragraph()
    table = into.add_table(rows=1, cols=1, style="Table Grid")
    cell = table.rows[0].cells[0]
    for inner in node.nodes:
        if isinstance(inner, Pair):  # in a box the right half is enough
            for line in inner.right:
                _para(cell.add_paragraph(), line)
        else:
            _para(cell.add_paragraph(), inner)
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _rule(into: Any, node: Rule) -> None:
    paragraph = into.add_paragraph("———————" if node.short else "_" * 24)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if node.short else WD_ALIGN_PARAGRAPH.LEFT


def _contents(into: Any, node: Contents, paper: Paper) -> None:
    """A field that Word fills with page numbers when it opens the file; until then the bare entries stand in it."""
    title = into.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, node.title).bold = True
    headings = list(paper.headings())
    for number, heading in enumerate(headings):
        paragraph = into.add_paragraph()
        if number == 0:
            _field_mark(paragraph, "begin", dirty=True)
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = 'TOC \\o "1-2" \\h \\z'
            paragraph.add_run()._r.append(code)
            _field_mark(paragraph, "separate")
        _run(paragraph, ". ".join(heading.lines))
        if number == len(headings) - 1:
            _field_mark(paragraph, "end")


def _field_mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)
