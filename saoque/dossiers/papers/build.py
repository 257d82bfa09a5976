"""Forms data and facts into papers. Pure: knows no database, no file format."""

from __future__ import annotations

from collections.abc import Iterator

from saoque.dossiers.papers.facts import Facts, ReceiptFacts
from saoque.dossiers.papers.lines import field_lines, fill, place_and_day, sentence, statement
from saoque.dossiers.papers.tables import annex_table, evidence_table, score_table
from saoque.dossiers.papers.tree import Break, Contents, Frame, Heading, Node, Pair, Paper, Para, Rule, Run, text
from saoque.dossiers.papers.words import DOTS, lines_of, short_day
from saoque.rulebook import forms as law
from saoque.rulebook.form_shapes import Form, FormSection

# Their blanks stand in the title and in the heading of the agency.
_IN_TITLE = {("M01", "title"), ("M03", "agency")}
ANNEX_TITLE = "PHỤ LỤC MINH CHỨNG"


def build(code: str, facts: Facts) -> Paper:
    """Return form "M01", "M02" or "M03" filled with `facts`. RulebookError when unknown."""
    form = law.form(code, facts.decision)
    nodes: list[Node] = [*_top(form, facts), *_title(form, facts)]
    if code == "M02":
        nodes.append(Contents("MỤC LỤC"))
    for section in form.sections:
        if facts.kind not in section.applies_to or (code, section.key) in _IN_TITLE:
            continue
        if section.key == "office_part":
            nodes += _footnotes(form)
        nodes += _section(form, section, facts)
    if code == "M02":
        nodes += _annex(facts)
    return Paper(f"{form.number} – {form.title}", tuple(nodes))


def _top(form: Form, facts: Facts) -> Iterator[Node]:
    national = law.form_facts(facts.decision)["national_heading_block"]["lines"] if form.national_heading else ()
    nation = tuple(text(line, bold=True, align="center") for line in national)
    agency = form.extra.get("agency_heading_lines", ()) if form.extra.get("agency_heading") else ()
    if agency:
        lines = tuple(text(_upper(line, facts), bold=True, align="center") for line in agency)
        yield Pair(lines, nation, ruled=True)
    elif nation:
        yield from nation
        yield Rule(short=True)


def _upper(line: str, facts: Facts) -> str:
    return facts.places.worded(line).replace("{commune}", facts.places.commune.upper())


def _title(form: Form, facts: Facts) -> Iterator[Node]:
    names = {"{province}": facts.places.province, "{year}": str(facts.values.get("M01.year") or "……")}
    lines = []
    for line in form.title_lines:
        worded = facts.places.worded(line)
        for blank, name in names.items():
            worded = worded.replace(blank, name)
        lines.append(worded)
    yield Heading(tuple(lines), align="center", size=14, listed=False)
    if subtitle := form.extra.get("subtitle"):
        yield text(subtitle, italic=True, align="center")


def _section(form: Form, section: FormSection, facts: Facts) -> Iterator[Node]:
    """Yield one section. What is not printed is left out, but for the points that part III asks for."""
    if section.kind == "self_score_table":
        yield score_table(section, facts)
    elif section.kind == "evidence_table":
        yield text("", gap=6)
        yield evidence_table(section, facts)
    elif not section.printed:
        return
    elif section.kind == "signature_block":
        yield from _signature(form, section, facts)
    elif section.kind == "receipt_block":
        yield _receipt(section, facts)
    elif section.kind == "statement":
        yield from _statement(form, section, facts)
    else:
        yield from _heading(section, facts)
        if not _one_blank(section):
            yield from field_lines(section.fields, facts)


def _heading(section: FormSection, facts: Facts) -> Iterator[Node]:
    if not section.heading:
        return
    number = section.number or ""
    if number.startswith("Phần"):
        yield Heading((number, section.heading), align="center")
        return
    named = " ".join(filter(None, (f"{number}." if number else "", section.heading, section.extra.get("heading_note"))))
    if section.number and not number.isdecimal():
        yield Heading((named,), level=2)
    elif _one_blank(section):
        field = section.fields[0]
        written = field_lines([field], facts)
        if field.choices:
            yield text(f"{named}:", bold=True)
            yield from written
        else:
            yield Para((Run(f"{named}: ", bold=True), Run(str(facts.values.get(field.path) or DOTS))))
    elif section.extra.get("align") or section.key == "office_part":
        yield text(named, bold=True, align="center", gap=6, sticky=True)
    else:
        yield text(f"{named}:", bold=True, gap=3, sticky=True)


def _one_blank(section: FormSection) -> bool:
    """Whether the heading is the label of the section's only blank."""
    return len(section.fields) == 1 and bool(section.fields[0].extra.get("label_is_heading"))


def _statement(form: Form, section: FormSection, facts: Facts) -> Iterator[Node]:
    key = f"{form.code}.{section.key}"
    if key in facts.wording:
        yield from (text(line, gap=4, align="justify") for line in lines_of(fill(facts.wording[key], facts)))
        return
    if section.fields:
        yield sentence(section.fields, facts)
    if lead := section.extra.get("starts_with"):
        yield text(f"{lead}:", gap=4, sticky=True)
    yield from statement(key, section.points, section.verbatim_at, facts)


def _signature(form: Form, section: FormSection, facts: Facts) -> Iterator[Node]:
    lines: list[Para] = []
    if section.extra.get("date_line"):
        lines.append(place_and_day(form.code, facts))
    lines.append(text(_upper(section.extra["signer_title"], facts), bold=True, align="center"))
    lines.append(text(section.extra["instruction"], italic=True, align="center"))
    printed = {field.key for field in section.fields if field.printed}
    name = facts.values.get(f"{form.code}.signer_name") if "signer_name" in printed else None
    lines.append(text(str(name or ""), bold=True, align="center", gap=54))
    yield Pair((), tuple(lines))


def _receipt(section: FormSection, facts: Facts) -> Frame:
    given = facts.receipts.get(section.key.removeprefix("receipt_"))
    by_key = {field.key: field for field in section.fields}
    number = by_key["receipt_number"]
    written = given or ReceiptFacts(str(number.extra["format_printed"]), None, "")
    day = short_day(written.received_on) if written.received_on else DOTS
    agency = by_key["receiving_agency_signature"]
    return Frame((
        text(section.heading or "", bold=True, align="center"),
        text(f"{number.label}: {written.number}"),
        text(f"{by_key['received_on'].label}: {day}"),
        Para((
            Run(f"{by_key['receiver_name'].label}: {written.receiver or DOTS}"),
            Run(f"     {by_key['receiver_signature'].label}: {DOTS}"),
        )),
        Pair((), (
            text(agency.label or "", bold=True, align="center"),
            text(str(agency.extra["instruction"]), italic=True, align="center"),
            text("", gap=54),
        )),
    ))  # fmt: skip


def _footnotes(form: Form) -> Iterator[Node]:
    notes = form.extra.get("footnotes") or ()
    if notes:
        yield Rule()
    for note in notes:
        yield Para((Run(str(note["mark"]), raised=True), Run(f" {note['text']}")))


def _annex(facts: Facts) -> Iterator[Node]:
    yield Break()
    yield Heading((ANNEX_TITLE,), align="center")
    if facts.annex:
        yield text("Tài liệu xếp theo thứ tự tiêu chí của bộ tiêu chí đã đăng ký.", italic=True, align="center")
        yield annex_table(facts)
    else:
        yield text("Chưa có giấy tờ nào kèm theo.", align="center")
