"""Checks of scorecards, their index and the notices about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saoque.rulebook.catalogue import WHOLE_SHEET, product_sets, sectors
from saoque.rulebook.shapes import Criterion, Decision, Option, Scorecard
from saoque.rulebook.source import read

RULE_KINDS = {"requirement", "depends", "disqualify", "stop", "exclude"}
NOTICE_KINDS = {"misprint", "ambiguity", "implied"}
_HEADING_MAX = re.compile(r"\(tối đa (\d+)\)$")


def check_sheet(sheet: Scorecard, path: Path, decision: Decision) -> Iterator[str]:
    """Sums, ladders, marks and references of one scorecard."""
    if sheet.code.lower() != path.stem or sheet.code != f"{decision.prefix}-{sheet.set_no:02d}":
        yield f"mã {sheet.code}, số bộ {sheet.set_no} không ứng với tên tệp"
    if sheet.effective_from != decision.effective_from:
        yield "ngày hiệu lực khác quyết định"
    if {p.code: p.max for p in sheet.parts} != dict(decision.score_structure):
        yield f"các phần { {p.code: p.max for p in sheet.parts} } khác khung của quyết định"
    yield from _sums(sheet)
    for code, times in Counter(c.code for c in sheet.criteria).items():
        if times > 1:
            yield f"tiêu chí {code} có {times} lần"
    for line in sheet.criteria:
        for defect in _line(line, decision):
            yield f"tiêu chí {line.code}: {defect}"
    yield from _marks(sheet, path)


def _sums(sheet: Scorecard) -> Iterator[str]:
    for part in sheet.parts:
        if sum(g.max for g in part.groups) != part.max:
            yield f"phần {part.code}: các mục cộng được {sum(g.max for g in part.groups)}, ghi {part.max}"
        for group in part.groups:
            total = sum(c.max for c in group.criteria)
            if total != group.max:
                yield f"mục {group.code}: các tiêu chí cộng được {total}, ghi {group.max}"
            direct = len(group.criteria) == 1 and group.criteria[0].code == group.code
            if any(c.direct != direct for c in group.criteria):
                yield f"mục {group.code}: dấu direct không khớp với mã tiêu chí"
            yield from _headings(group.criteria)


def _headings(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for heading in dict.fromkeys(c.heading for c in criteria if c.heading):
        said = _HEADING_MAX.search(heading)
        total = sum(c.max for c in criteria if c.heading == heading)
        if said and int(said[1]) != total:
            yield f"đầu mục “{heading}”: các tiêu chí cộng được {total}"


def _line(line: Criterion, decision: Decision) -> Iterator[str]:
    if len({o.id for o in line.options}) != len(line.options):
        yield "mã mức trùng nhau"
    if any(not isinstance(o.points, int) or o.points < 0 for o in line.options):
        yield "điểm của mức phải là số nguyên không âm"
    if bool(line.pick) != bool(line.cases):
        yield "pick và case phải đi cùng nhau"
    if line.cases and any(o.case is None for o in line.options):
        yield "có mức không thuộc trường hợp nào"
    for case in line.cases or (None,):
        yield from _ladder(line, line.ladder(case))
    for code in line.evidence:
        if code not in decision.evidence_codes:
            yield f"mã minh chứng {code} không có trong decision.yaml"
    for rule in line.rules:
        if rule.kind not in RULE_KINDS:
            yield f"loại quy tắc {rule.kind} không biết"


def _ladder(line: Criterion, rungs: tuple[Option, ...]) -> Iterator[str]:
    points = [o.points for o in rungs]
    if max(points, default=0) != line.max:
        yield f"mức cao nhất {max(points, default=0)}, ghi tối đa {line.max}"
    if points != sorted(points):
        yield f"thang điểm đi xuống: {points}"
    if line.zero_implied == (0 in points):
        yield "zero_implied không khớp với thang điểm"
    stars = [o.min_for_star for o in rungs if o.min_for_star is not None]
    if stars != sorted(set(stars)) or not set(stars) <= {3, 4, 5}:
        yield f"dấu sao không tăng dần: {stars}"


def _marks(sheet: Scorecard, path: Path) -> Iterator[str]:
    """The marks on the options against the list of conditions that the same file keeps."""
    raw = read(path)
    listed = {
        (int(star[-1]), c["criterion"], c["option"], c["points"])
        for star, conditions in raw["star_conditions"].items()
        for c in conditions
    }
    marked = {(m.star, m.criterion, m.option, m.points) for m in sheet.marks}
    for star, criterion, option, _ in sorted(listed ^ marked):
        yield f"dấu {star} sao ở {criterion}{option} không khớp với star_conditions"
    if raw["checks"]["criteria"] != len(sheet.criteria):
        yield f"có {len(sheet.criteria)} tiêu chí, checks ghi {raw['checks']['criteria']}"


def check_index(sheets: list[Scorecard], folder: Path, root: Path) -> Iterator[str]:
    """The index against the scorecards that it lists."""
    by_code = {s.code: s for s in sheets}
    listed = {s.code: s for s in product_sets(folder.name, root=root)}
    for code in sorted(by_code.keys() ^ listed.keys()):
        yield f"{code} chỉ có trong {'phiếu' if code in by_code else 'danh mục'}"
    for sector, raw in zip(sectors(folder.name, root=root), read(folder / "index.yaml")["sectors"], strict=True):
        if len(sector.sets) != raw["sets"]:
            yield f"ngành {sector.code} có {len(sector.sets)} bộ, ghi {raw['sets']}"
    for code in sorted(by_code.keys() & listed.keys()):
        sheet, entry = by_code[code], listed[code]
        marks = Counter(m.star for m in sheet.marks)
        pairs = {
            "tên": (sheet.name, entry.name),
            "ngành": (sheet.sector, entry.sector),
            "nhóm": (sheet.group, entry.group),
            "phân nhóm": (sheet.subgroup, entry.subgroup),
            "cơ quan chủ trì": (" ; ".join(sheet.managing_authorities), entry.managing),
            "số tiêu chí": (len(sheet.criteria), entry.criteria),
            "tổng điểm": (sheet.max, entry.total),
            "số dấu sao": ({star: marks[star] for star in (3, 4, 5)}, dict(entry.marks)),
        }
        for what, (on_sheet, in_index) in pairs.items():
            if on_sheet != in_index:
                yield f"{code}: {what} trên phiếu {on_sheet}, danh mục {in_index}"


def check_notices(sheets: list[Scorecard], folder: Path) -> Iterator[str]:
    """Notices name places that exist, and every note of a transcription has one."""
    raw = read(folder / "notices.yaml")["notices"]
    for key, times in Counter(n["key"] for n in raw).items():
        if times > 1:
            yield f"{key} có {times} lần"
    by_number = {s.set_no: s for s in sheets}
    for notice in raw:
        if notice["kind"] not in NOTICE_KINDS:
            yield f"{notice['key']}: loại {notice['kind']} không biết"
        yield from _astray(notice, by_number)
    for sheet in sheets:
        for note in sheet.transcription_notes:
            if not any(_tells(notice, note, sheet.set_no) for notice in raw):
                yield f"ghi chú “{note[:40]}” của {sheet.code} không có trong notices.yaml"


def _astray(notice: dict[str, Any], by_number: dict[int, Scorecard]) -> Iterator[str]:
    for criterion, numbers in notice["applies"].items():
        for number in numbers:
            sheet = by_number.get(number)
            if sheet is None or (criterion != WHOLE_SHEET and criterion not in sheet.by_code):
                yield f"{notice['key']}: bộ {number} không có tiêu chí {criterion}"


def _tells(notice: dict[str, Any], note: str, set_no: int) -> bool:
    """Whether a notice stands for a note: the same words, or an implied ladder of the same criterion."""
    applies = notice["applies"]
    if notice["kind"] == "implied":
        return bool(set_no in applies.get(note.split(":")[0], ()))
    return bool(notice["text"] == note) and any(set_no in numbers for numbers in applies.values())
