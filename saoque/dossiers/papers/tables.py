"""The tables of form 02: points by criterion with totals, the evidence rows E01 to E15, and the list of the annex. Pure."""

from __future__ import annotations

from saoque import rulebook
from saoque.dossiers.papers.facts import AnnexPaper, Facts
from saoque.dossiers.papers.tree import Row, Table
from saoque.rulebook.form_shapes import FormSection
from saoque.rulebook.shapes import Criterion

_SCORE_WIDTHS = (7, 24, 8, 20, 8, 24, 9)


def score_table(section: FormSection, facts: Facts) -> Table:
    """Return the self-assessment in the order of the scorecard, with the totals of parts and of all."""
    sheet = rulebook.scorecard(facts.scorecard)
    result = rulebook.score(sheet, {code: option or None for code, (option, _text) in facts.answers.items()})
    by_criterion = _numbers_by_criterion(facts.annex)
    rows: list[Row] = []
    for part in sheet.parts:
        rows.append(_wide(f"Phần {part.code}", part.name, part.max))
        for group in part.groups:
            if not group.criteria[0].direct:  # else the group is the criterion, and its line says all
                rows.append(_wide(group.code, group.name, group.max))
            rows += [_line(criterion, facts, by_criterion) for criterion in group.criteria]
        rows.append(
            Row(("", f"Cộng phần {part.code}", str(part.max), "", str(result.parts[part.code]), "", ""), strong=True)
        )
    rows.append(Row(("", "TỔNG CỘNG", str(sheet.max), "", str(result.total), "", ""), strong=True))
    return Table(tuple(column.label for column in section.columns), tuple(rows), _SCORE_WIDTHS)


def evidence_table(section: FormSection, facts: Facts) -> Table:
    """Return the fifteen printed rows, each with the dossier's own papers of that kind under what is required."""
    rows = []
    for number, row in enumerate(section.rows, start=1):
        own = [_named(paper) for paper in facts.annex if paper.kind == row.code]
        rows.append(Row((str(number), row.label, "\n".join([row.requirement, *own]))))
    widths = tuple(column.width_percent or 10 for column in section.columns)
    return Table(tuple(column.label for column in section.columns), tuple(rows), widths)


def annex_table(facts: Facts) -> Table:
    """Return the list of the annex in the order in which it is bound."""
    rows = [
        Row((
            str(paper.number),
            "\n".join(filter(None, (paper.title, paper.about))),
            paper.kind,
            str(paper.pages or ""),
            ", ".join(paper.criteria),
        ))
        for paper in facts.annex
    ]  # fmt: skip
    return Table(("Phụ lục", "Tên giấy tờ", "Loại", "Số trang", "Tiêu chí"), tuple(rows), (10, 48, 9, 10, 23))


def _wide(code: str, name: str, most: int) -> Row:
    return Row((code, name, str(most), "", "", "", ""), strong=True)


def _line(criterion: Criterion, facts: Facts, numbers: dict[str, list[int]]) -> Row:
    option_id, told = facts.answers.get(criterion.code, ("", ""))
    option = criterion.find(option_id) if option_id else None
    papers = ", ".join(map(str, numbers.get(criterion.code, ())))
    return Row((
        criterion.code, criterion.name, str(criterion.max), option.label if option else "",
        str(option.points) if option else "", told, papers,
    ))  # fmt: skip


def _numbers_by_criterion(annex: tuple[AnnexPaper, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for paper in annex:
        for code in paper.criteria:
            found.setdefault(code, []).append(paper.number)
    return found


def _named(paper: AnnexPaper) -> str:
    facts = [
        f"{paper.pages} trang" if paper.pages else "",
        f"tiêu chí {', '.join(paper.criteria)}" if paper.criteria else "",
    ]
    told = "; ".join(filter(None, facts))
    return f"→ Phụ lục {paper.number}: {paper.title}" + (f" ({told})" if told else "")
