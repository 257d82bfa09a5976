"""What a dossier still lacks before it can be handed in, each thing with the page where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.addresses import criterion_url, field_url
from saoque.dossiers.forms.stations import label_of, stations
from saoque.dossiers.helping import placed_marks
from saoque.dossiers.models import CriterionAnswer, Dossier, Evidence
from saoque.dossiers.queries_writing import cited_by, evidence_of, values_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files.models import StoredFile
from saoque.producers.actions.checks import check_set
from saoque.producers.models import LegalForm, ProductPhoto
from saoque.rulebook.forms import FormField
from saoque.rulebook.procedure import reassessment_window

# What must be there, what had better be mended, and what a person has to look at.
MUST, SHOULD, LOOK = "must", "should", "look"
NO_EVIDENCE, HELPED = "no_evidence", "helped"
# What criterion 3.1 counts for each legal form: the least words that must stand in the chosen rung's own text.
_FORM_WORDS: Mapping[str, tuple[str, ...]] = {
    LegalForm.COOPERATIVE: ("HTX", "hợp tác xã"),
    LegalForm.COOPERATIVE_GROUP: ("tổ hợp tác",),
    LegalForm.ENTERPRISE: ("Công ty", "DNTN", "CTCP", "doanh nghiệp"),
    LegalForm.FARM: ("trang trại",),
    LegalForm.PRODUCING_HOUSEHOLD: ("Hộ",),
    LegalForm.REGISTERED_HOUSEHOLD: ("Hộ",),
}
_BY_ITSELF = ("M02-", "M03-", "SP", "SURVEY")  # evidence that is a form, a sample or a visit: no file to cite


@dataclass(frozen=True)
class Finding:
    """One thing: `where` to mend it, `what` is wrong, and whether it must or should be mended, or needs a person's eye.

    `code` names the rule that found it.
    """

    where: str
    what: str
    severity: str
    code: str = "incomplete"


def check_completeness(dossier: Dossier) -> list[Finding]:
    """Return what is missing or contradictory, what must be mended first. A fixed number of queries."""
    values = values_of(dossier)
    answers = {row.criterion: row for row in CriterionAnswer.objects.filter(dossier=dossier)}
    evidence = evidence_of(dossier)
    day = today()
    found = [
        *_fields(dossier, values),
        *_criteria(dossier, answers, cited_by(evidence)),
        *_papers(dossier, evidence, day),
        *_photos(dossier),
        *_samples(dossier, values),
        *_contradictions(dossier, values, answers),
        *_entitled(dossier),
        *_window(dossier, day),
        *_helped(dossier),
    ]
    return sorted(found, key=lambda finding: (MUST, SHOULD, LOOK).index(finding.severity))


def _fields(dossier: Dossier, values: Mapping[str, Any]) -> Iterator[Finding]:
    for station in stations(dossier.scorecard, dossier.kind):
        for field in station.fields:
            if field.need == "required" and not _filled(field, values):
                yield Finding(
                    field_url(dossier, field.path),
                    _("%(form)s: chưa điền «%(label)s».")
                    % {"form": _form_name(station.form), "label": label_of(field)},
                    MUST,
                )


def _filled(field: FormField, values: Mapping[str, Any]) -> bool:
    return values.get(field.path) not in (None, "", [])


def _form_name(code: str) -> str:
    return _("Mẫu số 01") if code == "M01" else _("Mẫu số 02")


def _criteria(
    dossier: Dossier, answers: Mapping[str, CriterionAnswer], cited: Mapping[str, list[Evidence]]
) -> Iterator[Finding]:
    for line in rulebook.scorecard(dossier.scorecard).criteria:
        answer = answers.get(line.code)
        option = line.find(answer.option) if answer and answer.option else None
        name = {"code": line.code, "name": line.name}
        if option is None:
            yield Finding(
                criterion_url(dossier, line.code), _("Tiêu chí %(code)s %(name)s: chưa chọn mức nào.") % name, MUST
            )
        elif option.points and needs_file(line.evidence) and not cited.get(line.code):
            yield Finding(
                criterion_url(dossier, line.code) + "#minh-chung",
                _("Tiêu chí %(code)s %(name)s: đã tự cho %(points)d điểm nhưng chưa có minh chứng.")
                % {**name, "points": option.points},
                SHOULD,
                NO_EVIDENCE,
            )


def needs_file(codes: tuple[str, ...]) -> bool:
    """Whether a claim needs a file: not when the forms, the sample or a visit are all its proof."""
    return not codes or any(not code.startswith(_BY_ITSELF) for code in codes)


def _papers(dossier: Dossier, evidence: list[Evidence], day: date) -> Iterator[Finding]:
    for one in evidence:
        if one.paper.file.scan == StoredFile.Scan.INFECTED:
            yield Finding(
                reverse("dossiers:papers", args=[dossier.pk]) + f"#giay-{one.pk}",
                _("Giấy «%(title)s» có mã độc, đã bị cách ly. Hãy bỏ ra và gửi bản sạch.") % {"title": one.paper.title},
                MUST,
            )
        ends = one.paper.expires_on
        if ends and ends < day:
            yield Finding(
                reverse("dossiers:papers", args=[dossier.pk]) + f"#giay-{one.pk}",
                _("Giấy «%(title)s» đã hết hạn từ %(day)s. Hãy thay giấy mới hoặc bỏ ra.")
                % {"title": one.paper.title, "day": ends.strftime("%d/%m/%Y")},
                SHOULD,
            )


def _photos(dossier: Dossier) -> Iterator[Finding]:
    if not ProductPhoto.objects.filter(product=dossier.product_id, removed_at__isnull=True).exists():
        yield Finding(
            reverse("dossiers:papers", args=[dossier.pk]) + "#anh",
            _("Sản phẩm chưa có ảnh nào. Hãy thêm ảnh bao bì, nhãn ở trang sản phẩm để Hội đồng dễ xem."),
            SHOULD,
        )


def _samples(dossier: Dossier, values: Mapping[str, Any]) -> Iterator[Finding]:
    needed = rulebook.scorecard(dossier.scorecard).samples_required
    told = values.get("M01.sample_count")
    if needed and (told is None or float(told) < needed):
        yield Finding(
            field_url(dossier, "M01.sample_count"),
            _("Cần nộp %(needed)d sản phẩm mẫu (Điều 6 khoản 2 điểm d); phiếu đang ghi %(told)s.")
            % {"needed": needed, "told": told or "0"},
            MUST,
        )


def _contradictions(
    dossier: Dossier, values: Mapping[str, Any], answers: Mapping[str, CriterionAnswer]
) -> Iterator[Finding]:
    yield from _legal_form(dossier, values, answers)
    for station in stations(dossier.scorecard, dossier.kind):
        for field in station.fields:
            source = values.get(field.prefill_from or "")
            mine = values.get(field.path)
            if field.kind == "text" and source and mine and source != mine:
                yield Finding(
                    field_url(dossier, field.path),
                    _("«%(label)s» ghi «%(mine)s», còn chỗ khác ghi «%(other)s». Hãy xem lại cho khớp.")
                    % {"label": label_of(field), "mine": mine, "other": source},
                    SHOULD,
                )


def _legal_form(
    dossier: Dossier, values: Mapping[str, Any], answers: Mapping[str, CriterionAnswer]
) -> Iterator[Finding]:
    """Criterion 3.1 counts the legal form; its rung must speak of the form that was declared."""
    line = rulebook.scorecard(dossier.scorecard).by_code.get("3.1")
    answer = answers.get("3.1")
    declared: str = values.get("M02.organisation_type") or ""
    words = _FORM_WORDS.get(declared)
    option = line.find(answer.option) if line and answer and answer.option else None
    if line is None or option is None or words is None or "Loại hình" not in line.name:
        return
    fits_some = any(_speaks_of(rung.label, words) for rung in line.options)
    if fits_some and not _speaks_of(option.label, words):
        yield Finding(
            criterion_url(dossier, "3.1"),
            _("Tiêu chí 3.1 chọn «%(rung)s», còn Mẫu số 02 ghi loại hình là %(form)s. Hai chỗ cần khớp nhau.")
            % {"rung": option.label, "form": LegalForm(declared).label},
            SHOULD,
        )


def _speaks_of(label: str, words: tuple[str, ...]) -> bool:
    return any(word.lower() in label.lower() for word in words)


def _entitled(dossier: Dossier) -> Iterator[Finding]:
    """The producer may have become an association after the set was chosen (article 2 clause 3)."""
    try:
        check_set(dossier.scorecard, dossier.producer.legal_form)
    except DomainError as error:
        yield Finding(reverse("producers:edit", args=[dossier.producer_id]), str(error), MUST, "not_entitled")


def _window(dossier: Dossier, day: date) -> Iterator[Finding]:
    ends = dossier.product.star_until
    if dossier.kind != Dossier.Kind.REASSESSMENT or ends is None:
        return
    window = reassessment_window(ends, decision=rulebook.scorecard(dossier.scorecard).decision)
    if not window.holds(day):
        yield Finding(
            reverse("dossiers:home", args=[dossier.pk]),
            _("Hồ sơ đánh giá lại nộp từ %(opens)s đến %(closes)s (%(article)s). Hôm nay nằm ngoài khoảng này.")
            % {
                "opens": window.opens_on.strftime("%d/%m/%Y"),
                "closes": window.closes_on.strftime("%d/%m/%Y"),
                "article": window.article,
            },
            SHOULD,
        )


def _helped(dossier: Dossier) -> Iterator[Finding]:
    """What helpers filled in and the producer has not looked over: the law asks for nothing here, so it only asks."""
    for place, mark in placed_marks(dossier):
        yield Finding(place.url, _("%(place)s: %(said)s.") % {"place": place.label, "said": mark.said}, LOOK, HELPED)
