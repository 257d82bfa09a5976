"""Checks of what stands around the scorecards: forms, procedure, examples, English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from saoque.rulebook.forms import all_fields, evidence_rows, form_facts, forms, registration_types
from saoque.rulebook.procedure import procedure, rounds_of
from saoque.rulebook.shapes import Decision, Scorecard
from saoque.rulebook.sheets import decision as decision_found
from saoque.rulebook.source import read

NEEDS = {"required", "if_applicable", "office", ""}
EXAMPLES = range(3, 9)


def check_forms(sheets: list[Scorecard], decision: Decision, root: Path) -> Iterator[str]:
    """Paths, prefills, evidence and dossier lists of the forms."""
    found = forms(decision.code, root=root)
    fields = [f for one in found for f in all_fields(one, groups=True)]
    paths = Counter(f.path for f in fields)
    sets = {s.code for s in sheets}
    types = {t.key for t in registration_types(decision.code, root=root)}
    for path, times in paths.items():
        if times > 1:
            yield f"ô {path} có {times} lần"
    for field in fields:
        for named in (field.prefill_from, field.extra.get("choices_from")):
            if named and named not in paths:
                yield f"{field.path}: ô {named} không có"
        if field.need not in NEEDS:
            yield f"{field.path}: need {field.need} không biết"
        yield from _unknown(field.path, "loại đăng ký", field.applies_to, types)
        yield from _unknown(field.path, "bộ", field.except_sets, sets)
        yield from _unknown(field.path, "minh chứng", field.evidence, decision.evidence_codes)
        for choice in field.choices:
            yield from _unknown(field.path, "bộ", choice.only_sets, sets)
            yield from _unknown(field.path, "minh chứng", choice.evidence, decision.evidence_codes)
    rows = [r.code for r in evidence_rows(decision.code, root=root)]
    if rows != sorted(c for c in decision.evidence_codes if c[0] == "E"):
        yield f"bảng minh chứng không đủ các mã E của decision.yaml: {rows}"
    yield from _dossiers(decision, {f.code for f in found}, root)


def _dossiers(decision: Decision, form_codes: set[str], root: Path) -> Iterator[str]:
    facts = form_facts(decision.code, root=root)
    papers = {p["key"] for p in facts["papers_without_form"]}
    dossiers = {d["key"] for d in facts["dossiers"]}
    for dossier in facts["dossiers"]:
        yield from _unknown(dossier["key"], "giấy", dossier.get("papers", ()), papers)
        yield from _unknown(dossier["key"], "giấy", dossier.get("papers_if_any", ()), papers)
        yield from _unknown(dossier["key"], "mẫu", dossier.get("forms", ()), form_codes)
        yield from _unknown(dossier["key"], "hồ sơ", dossier.get("dossiers", ()), dossiers)


def check_procedure(decision: Decision, root: Path) -> Iterator[str]:
    """Rounds that follow each other, terms above zero, a window that opens before it closes."""
    rules = procedure(decision.code, root=root)
    for year in (2027, 2028):
        for found in rounds_of(year, decision=decision.code, root=root):
            if found.submit_before >= found.evaluate_before:
                yield f"đợt {found.number} cấp {found.level}: hạn nộp không trước hạn đánh giá"
    held = Counter(r.level for r in rules.rounds)
    for level, least in rules.min_rounds_per_year.items():
        if held[level] < least:
            yield f"cấp {level} có {held[level]} đợt, ít nhất {least}"
    for term in (rules.commune_term, rules.reassessment_term, rules.revocation_term):
        if term.value <= 0 or term.unit not in {"days", "working_days"}:
            yield f"thời hạn {term.value} {term.unit} không hợp lệ"
    if rules.window_earliest_days <= rules.window_latest_days:
        yield "khung đánh giá lại đóng trước khi mở"
    if rules.certificate_months <= 0:
        yield "thời hạn giấy chứng nhận phải lớn hơn 0"


def check_readings(sheets: list[Scorecard], folder: Path) -> Iterator[str]:
    """Every set has a handful of everyday examples, and no example list is astray."""
    readings = read(folder / "examples.yaml")["sets"]
    yield from _unknown("ví dụ", "bộ", readings, {s.code for s in sheets})
    for sheet in sheets:
        reading = readings.get(sheet.code, {})
        examples = reading.get("examples", ())
        if len(examples) not in EXAMPLES or len(set(examples)) != len(examples):
            yield f"{sheet.code} có {len(examples)} ví dụ, cần 3 đến 8 và không trùng"
        if not reading.get("keywords"):
            yield f"{sheet.code} không có chữ để tìm"


def check_names(sheets: list[Scorecard], folder: Path, root: Path) -> Iterator[str]:
    """English for every name, option, label and remark, and none left over."""
    index = read(folder / "index.yaml")
    parts = [p for s in sheets for p in s.parts]
    lines = [c for s in sheets for c in s.criteria]
    names = {
        "sectors": {s["code"] for s in index["sectors"]},
        "groups": {s["group"] for s in index["sets"]},
        "sets": {s["code"] for s in index["sets"]},
        "parts": {p.name for p in parts},
        "sections": {g.name for p in parts for g in p.groups},
        "criteria": {c.name for c in lines},
    }
    remarks = {
        "headings": {c.heading for c in lines if c.heading},
        "rules": {r.text for c in lines for r in c.rules},
        "notes": {c.note for c in lines if c.note},
        "exclusions": {reason for s in sheets for reason in s.disqualified_when},
        "notices": {n["key"] for n in read(folder / "notices.yaml")["notices"]},
    }
    english = folder / "english"
    yield from _both_ways(names, read(english / "names.yaml"))
    yield from _both_ways(remarks, read(english / "remarks.yaml"))
    yield from _both_ways(_form_words(folder.name, root), read(english / "forms.yaml"))
    labels = {o.label for c in lines for o in c.options}
    yield from _both_ways({"options": labels}, {"options": read(english / "options.yaml")})


def _form_words(decision: str, root: Path) -> dict[str, set[str]]:
    """What the screens show of the forms, by kind."""
    found = forms(decision, root=root)
    sections = [s for one in found for s in one.sections]
    fields = [f for one in found for f in all_fields(one, groups=True)]
    choices = [c for f in fields for c in f.choices]
    columns = [*(c for s in sections for c in s.columns), *(c for f in fields for c in f.columns)]
    notes = [*(w for f in fields for w in (f.label_note, f.condition, f.hint)), *(s.hint for s in sections)]
    points = [p for s in sections for p in (*s.points, *s.guidance)]
    signing = [s.extra.get(key) for s in sections for key in ("signer_title", "instruction")]
    codes = decision_found(decision, root=root).evidence_codes
    words: dict[str, list[str | None]] = {
        "titles": [one.title for one in found],
        "numbers": [one.number for one in found],
        "headings": [s.heading for s in sections],
        "labels": [f.label for f in fields],
        "choices": [c.label for c in choices],
        "columns": [c.label for c in columns],
        "evidence": [row.label for row in evidence_rows(decision, root=root)],
        "notes": [*notes, *(c.label_note for c in choices)],
        "points": [*points, *(p for f in fields for p in (*f.points, *f.must_cover))],
        "signing": signing,
        "evidence_codes": [text for code, text in codes.items() if code.startswith("E")],
        "units": [f.unit for f in fields],
    }
    return {kind: {text for text in texts if text} for kind, texts in words.items()}


def _both_ways(wanted: dict[str, set[str]], held: dict[str, dict[str, str]]) -> Iterator[str]:
    for kind, names in wanted.items():
        for name in sorted(names ^ held[kind].keys()):
            yield f"{kind}: “{name}” {'thiếu' if name in names else 'thừa'}"


def _unknown(where: str, what: str, named: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    held = set(known)
    for name in named:
        if name not in held:
            yield f"{where}: {what} {name} không có"
