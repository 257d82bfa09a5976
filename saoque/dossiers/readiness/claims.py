"""Answers that stand on a paper: which rung wants which kind of paper. One row for each claim; the order is that of the sheets.

`name` and `rung` find a criterion by the words of its name and of the chosen rung, because the same question has
another number on another sheet. Which kinds prove it is this project's reading: the finding is a hint, never a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saoque.dossiers.addresses import criterion_url
from saoque.dossiers.completeness import SHOULD, Finding
from saoque.dossiers.readiness.facts import Facts
from saoque.knowledge.papers import find_kind
from saoque.producers.kinds import kind_words
from saoque.rulebook.shapes import Criterion, Option


@dataclass(frozen=True)
class Claim:
    code: str
    name: re.Pattern[str]
    rung: re.Pattern[str]
    kinds: tuple[str, ...]


def _claim(code: str, name: str, rung: str, *kinds: str) -> Claim:
    return Claim(code, re.compile(name, re.IGNORECASE), re.compile(rung, re.IGNORECASE), kinds)


CLAIMS: tuple[Claim, ...] = (
    _claim("area_national", "^Vùng .*chứng nhận", "tiêu chuẩn quốc gia", "vietgap", "organic", "globalgap"),
    _claim("area_international", "^Vùng .*chứng nhận", "tiêu chuẩn quốc tế", "globalgap", "organic"),
    _claim("linkage", "^Liên kết", "^(Có )?Hợp đồng", "linkage_contract"),
    _claim("environment", "^Bảo vệ môi trường", "hồ sơ", "E04"),
    _claim("traceability", "ghi nhãn", "mã truy xuất", "traceability_paper", "barcode_certificate"),
    _claim("workers", "^Sử dụng lao động", "lao động", "E05"),
    _claim("growth", "^Tăng trưởng", ".", "financial_report", "cooperative_rating"),
    _claim("trademark_applied", "^Sở hữu trí tuệ", "^Đơn đăng ký", "trademark_application", "trademark_certificate"),
    _claim("trademark_granted", "^Sở hữu trí tuệ", "^(Nhãn hiệu|Mức nhãn hiệu)", "trademark_certificate"),
    _claim("further_rights", "^Sở hữu trí tuệ", "kiểu dáng", "design_or_patent", "copyright_certificate"),
    _claim("export_or_modern", "^Khu vực phân phối", "hợp đồng và minh chứng", "sales_contract", "sales_invoice"),
    _claim("website", "^Quảng bá", "website", "E09"),
    _claim("declared", "^Công bố", "^(?!Không)(Có|Công bố|Hồ sơ)", "self_declaration", "declaration_receipt", "conformity_declaration"),
    _claim("periodic_tests", "^Kiểm tra định kỳ", "kiểm nghiệm", "test_report"),
    _claim("food_safety", "chất lượng", "đủ điều kiện ATTP$", "food_certificate_nlts", "food_certificate_ct", "food_commitment"),
    _claim("quality_national", "chất lượng", "QLCL theo tiêu chuẩn quốc gia", "haccp", "iso_22000", "gmp_certificate"),
    _claim("quality_international", "chất lượng", "QLCL quốc tế", "haccp", "iso_22000"),
)  # fmt: skip


def kinds_wanted(line: Criterion, option: Option) -> tuple[str, ...]:
    """Return the kinds of papers that prove a rung: those of its claims, else the evidence rows of the criterion."""
    found = [
        kind
        for claim in CLAIMS
        if claim.name.search(line.name) and claim.rung.search(option.label)
        for kind in claim.kinds
    ]
    return tuple(dict.fromkeys(found or [code for code in line.evidence if find_kind(code)]))


def claims(facts: Facts) -> Iterator[Finding]:
    """Yield each claim whose paper has run out, or that cites papers of other kinds only."""
    for line, option in facts.chosen():
        for claim in CLAIMS:
            if option.points and claim.name.search(line.name) and claim.rung.search(option.label):
                yield from _unproved(facts, line, option, claim)


def _unproved(facts: Facts, line: Criterion, option: Option, claim: Claim) -> Iterator[Finding]:
    """Nothing cited at all is told by the completeness check already."""
    found = facts.of_kinds(claim.kinds)
    if any(facts.holds(paper) for paper in found):
        return
    about = {"code": line.code, "rung": option.label}
    if found:
        about["title"] = found[0].title
        what = _("Tiêu chí %(code)s chọn «%(rung)s» mà giấy «%(title)s» không còn hiệu lực. Hãy thêm giấy mới.")
    elif facts.cited.get(line.code):
        rows = [find_kind(kind) for kind in claim.kinds]
        about["paper"] = ", ".join(kind_words(kind.code) for kind in rows if kind)
        what = _("Tiêu chí %(code)s chọn «%(rung)s» mà hồ sơ chưa có giấy loại: %(paper)s.")
    else:
        return
    yield Finding(criterion_url(facts.dossier, line.code) + "#minh-chung", what % about, SHOULD, claim.code)
