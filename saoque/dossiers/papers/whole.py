"""The whole dossier: one bound PDF, or a ZIP with a manifest of hashes for entry into the national software."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from saoque import rulebook
from saoque.dossiers.models import Dossier, Evidence
from saoque.dossiers.papers.binding import Bound, Cover, Part, bind, picture_page
from saoque.dossiers.papers.build import build
from saoque.dossiers.papers.facts import Facts
from saoque.dossiers.papers.gather import criteria_of, evidence_in_order, facts_of, has_form_03, made_on
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.dossiers.papers.word import draw_word
from saoque.dossiers.papers.words import short_day
from saoque.kernel.files import open_stored
from saoque.kernel.files.scanning import is_open_to_all
from saoque.kernel.files.store import path_of
from saoque.kernel.papers.tables import csv_lines
from saoque.kernel.text import fold
from saoque.rulebook import forms as law

Told = Callable[[int, int], None]
COLUMNS = ("Tệp", "Tên giấy tờ", "Loại", "Tiêu chí", "Số trang", "Số byte", "SHA-256")


def form_codes(dossier: Dossier) -> list[str]:
    """Return the forms that belong to the dossier now; form 03 once the commune has proposed it."""
    return ["M01", "M02", *(["M03"] if has_form_03(dossier) else [])]


def bound_pdf(dossier: Dossier, told: Told = lambda done, total: None) -> Bound:
    """Return cover, contents, forms and evidence as one PDF with bookmarks and page numbers."""
    evidence = evidence_in_order(dossier)
    facts = facts_of(dossier, evidence)
    parts = [_form_part(code, facts, dossier) for code in form_codes(dossier)]
    parts += [_evidence_part(number, one) for number, one in enumerate(evidence, start=1)]
    return bind(_cover(dossier, facts), parts, lambda done: told(done, len(parts)))


def packed_zip(dossier: Dossier, told: Told = lambda done, total: None) -> bytes:
    """Return forms as PDF and Word, every evidence file as it was handed in, manifest.json and manifest.csv."""
    evidence = evidence_in_order(dossier)
    facts, day = facts_of(dossier, evidence), made_on(dossier)
    codes = form_codes(dossier)
    rows: list[dict[str, Any]] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, code in enumerate(codes):
            paper = build(code, facts)
            for suffix, content in (("pdf", draw_pdf(paper, day)), ("docx", draw_word(paper, day))):
                _put(archive, rows, f"mau-so-{code[1:]}.{suffix}", content, title=paper.title, kind=code)
            told(number + 1, len(codes) + len(evidence))
        for number, one in enumerate(evidence, start=1):
            _put_evidence(archive, rows, number, one, dossier)
            told(len(codes) + number, len(codes) + len(evidence))
        _write(archive, "manifest.json", _as_json(dossier, rows))
        _write(archive, "manifest.csv", _as_csv(rows))
    return out.getvalue()


def file_name(dossier: Dossier, suffix: str, form: str = "") -> str:
    """Return a name in plain letters: «ho-so-mam-ca-ba-dam-2026.pdf»."""
    words = fold(dossier.product.name).replace(" ", "-")[:60].strip("-") or str(dossier.pk)
    return f"{'mau-so-' + form[1:] if form else 'ho-so'}-{words}-{dossier.year}.{suffix}"


def _form_part(code: str, facts: Facts, dossier: Dossier) -> Part:
    paper, day = build(code, facts), made_on(dossier)
    return Part(paper.title, lambda first: draw_pdf(paper, day, first_page=first, numbered=False))


def _evidence_part(number: int, one: Evidence) -> Part:
    def made(first: int) -> bytes | Path:
        file = one.paper.file
        if not is_open_to_all(file):
            return b""  # a page in its place says that it could not be bound in
        return picture_page(_content(one)) if file.is_picture else path_of(file.sha256)

    return Part(f"Phụ lục {number}. {one.paper.title}", made, head=f"Phụ lục {number} · {one.paper.title}")


def _content(one: Evidence) -> bytes:
    with open_stored(one.paper.file) as stored:
        return stored.read()


def _cover(dossier: Dossier, facts: Facts) -> Cover:
    sheet = rulebook.scorecard(dossier.scorecard)
    kind = next(t.label for t in law.registration_types(facts.decision) if t.key == dossier.kind)
    day = made_on(dossier)
    told = (
        ("Chủ thể", dossier.producer.name),
        ("Địa bàn", f"{dossier.commune.full_name}, {dossier.province.full_name}"),
        ("Bộ tiêu chí", f"{sheet.code} {sheet.name}"),
        ("Loại đăng ký", kind),
        ("Năm đánh giá", str(dossier.year)),
        ("Mã số sản phẩm", dossier.product_code),
        ("Ngày nộp" if dossier.filed_at else "Bản soạn ngày", short_day(day)),
    )
    return Cover(
        title=f"Hồ sơ sản phẩm OCOP: {dossier.product.name}",
        nation=tuple(law.form_facts(facts.decision)["national_heading_block"]["lines"]),
        heading="HỒ SƠ SẢN PHẨM OCOP",
        product=dossier.product.name,
        facts=tuple(fact for fact in told if fact[1]),
        made_on=day,
    )


def _put_evidence(
    archive: zipfile.ZipFile, rows: list[dict[str, Any]], number: int, one: Evidence, dossier: Dossier
) -> None:
    """Add the file as it was handed in. One that the disk has lost, or that is withheld, is named without a hash of content."""
    paper, stem = one.paper, fold(one.paper.title).replace(" ", "-")[:50].strip("-") or "giay"
    name = f"phu-luc/{number:02d}-{stem}{PurePath(paper.file.name).suffix.lower()}"
    facts: dict[str, Any] = {
        "kind": paper.evidence_code,
        "pages": paper.file.pages,
        "criteria": list(criteria_of(one, dossier.scorecard)),
    }
    try:
        content = _content(one) if is_open_to_all(paper.file) else None
    except FileNotFoundError:
        content = None
    if content is None:
        rows.append(
            {
                "name": name,
                "title": paper.title,
                "size": 0,
                "sha256": "",
                "missing": True,
                "scan": paper.file.scan,
                **facts,
            }
        )
        return
    _put(archive, rows, name, content, title=paper.title, **facts)


def _put(
    archive: zipfile.ZipFile, rows: list[dict[str, Any]], name: str, content: bytes, *, title: str, kind: str,
    pages: int | None = None, criteria: list[str] | None = None,
) -> None:  # fmt: skip
    _write(archive, name, content)
    sha256 = hashlib.sha256(content).hexdigest()
    rows.append({
        "name": name, "title": title, "kind": kind, "criteria": criteria or [], "pages": pages, "size": len(content),
        "sha256": sha256,
    })  # fmt: skip


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Fixed times, so that the same dossier gives the same bytes; what is packed already is only stored."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED if name.startswith("manifest") else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _as_json(dossier: Dossier, rows: list[dict[str, Any]]) -> bytes:
    facts = {
        "product": dossier.product.name,
        "producer": dossier.producer.name,
        "commune": {"code": dossier.commune.code, "name": dossier.commune.full_name},
        "province": {"code": dossier.province.code, "name": dossier.province.full_name},
        "scorecard": dossier.scorecard,
        "registration_type": str(dossier.kind),
        "year": dossier.year,
        "product_code": dossier.product_code,
        "self_assessment": {"total": dossier.self_total, "stars": dossier.self_stars},
        "filed_at": dossier.filed_at.isoformat() if dossier.filed_at else None,
        "files": rows,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _as_csv(rows: list[dict[str, Any]]) -> bytes:
    cells = (
        (row["name"], row["title"], row["kind"], " ".join(row["criteria"]), row["pages"], row["size"], row["sha256"])
        for row in rows
    )
    return "".join(csv_lines(COLUMNS, cells)).encode()
