"""Form 03: the commune's four contents, kept as they are written, and the proposal that ends the commune's part."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saoque import rulebook
from saoque.dossiers import deadlines
from saoque.dossiers.actions.intake import hold
from saoque.dossiers.events import DossierProposed
from saoque.dossiers.flow import flow
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit

CONTENTS = ("local_materials", "local_labour", "idea_origin", "local_identity")
LINES = {"report_number": 60, "signer_name": 120, "signer_position": 120}
TEXT_LIMIT = 20_000
MOST_SAMPLES = 999
NAMES = {
    "local_materials": gettext_lazy("nội dung 1: nguyên liệu địa phương"),
    "local_labour": gettext_lazy("nội dung 2: lao động địa phương"),
    "idea_origin": gettext_lazy("nội dung 3: nguồn gốc ý tưởng"),
    "local_identity": gettext_lazy("nội dung 4: bản sắc, trí tuệ địa phương"),
    "report_number": gettext_lazy("số báo cáo"),
    "signer_name": gettext_lazy("họ tên người ký"),
    "signer_position": gettext_lazy("chức vụ người ký"),
    "samples": gettext_lazy("số sản phẩm mẫu"),
}


@transaction.atomic
def save_report(dossier: Dossier, field: str, value: str, version: int, actor: Actor) -> CommuneReport:
    """Keep one field of the report as typed; whoever saw an older version gets `Stale` and overwrites nothing.

    `version` is the report's, 1 before anything was kept. Typing changes no state, so the audit chain gets its
    record when the report is signed into a proposal.
    """
    actor = rules.require(actor, "write_report", dossier)
    if not Dossier.objects.filter(pk=dossier.pk, state=DossierState.COMMUNE_RECEIVED).exists():
        raise Stale(_("Hồ sơ không còn ở bước xã đang xem, nên Mẫu số 03 không sửa được nữa."))
    kept = {field: _clean(field, value)}
    report, _fresh = CommuneReport.objects.get_or_create(dossier=dossier)
    won = CommuneReport.objects.filter(pk=report.pk, version=version).update(
        **kept, version=version + 1, written_by=actor.user
    )
    if won != 1:
        raise Stale()
    report.refresh_from_db()
    return report


@transaction.atomic
def propose(dossier: Dossier, actor: Actor, *, report_version: int | None = None) -> None:
    """Propose the dossier to the province by the leader's hand (article 7 clause 2 point b).

    `report_version`: the report as the leader read it; whoever changed it since makes this `Stale`.
    """
    actor = rules.require(actor, "propose", dossier)
    hold(dossier, "propose")
    report = CommuneReport.objects.select_for_update().filter(dossier=dossier).first() or CommuneReport(dossier=dossier)
    if report_version is not None and report.version != report_version:
        raise Stale(_("Mẫu số 03 vừa có người sửa. Hãy đọc lại rồi mới đề nghị."))
    missing = missing_in_report(dossier, report)
    if missing:
        names = "; ".join(str(NAMES[name]) for name in missing)
        raise DomainError(_("Chưa đề nghị được, Mẫu số 03 còn thiếu: %(names)s.") % {"names": names})
    if dossier.return_items.exclude(state=ReturnItem.State.ACCEPTED).exists():
        raise DomainError(_("Chưa đề nghị được: còn mục trả lại chưa được chấp nhận."))
    now = timezone.now()
    CommuneReport.objects.filter(pk=report.pk).update(proposed_at=now)
    flow.apply(
        dossier,
        "propose",
        actor,
        data={
            "report_number": report.report_number,
            "signer": f"{report.signer_position} {report.signer_name}",
            "samples": report.samples,
            "report_sha256": digest_of(report),
        },
        due_on=deadlines.agency_due(dossier, timezone.localtime(now).date()),
        state_since=now,
    )
    emit(DossierProposed(dossier=dossier, number=report.report_number))


def missing_in_report(dossier: Dossier, report: CommuneReport) -> list[str]:
    """Return the names of what the report still lacks before it can be proposed."""
    missing = [name for name in (*CONTENTS, *LINES) if not getattr(report, name).strip()]
    needed = rulebook.scorecard(dossier.scorecard).samples_required
    if needed and (report.samples is None or report.samples < needed):
        missing.append("samples")
    return missing


def digest_of(report: CommuneReport) -> str:
    """Return the SHA-256 over what was proposed, so that the chain shows which words the leader stood for."""
    said = {name: getattr(report, name) for name in (*CONTENTS, *LINES, "samples")}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _clean(field: str, value: str) -> str | int | None:
    text = value.replace("\r\n", "\n").replace("\x00", "").strip()
    if field in CONTENTS:
        if len(text) > TEXT_LIMIT:
            raise DomainError(_("Nội dung dài quá 20.000 chữ. Hãy viết gọn lại."), field=field)
        return text
    if field in LINES:
        if len(text) > LINES[field]:
            raise DomainError(_("Dài quá %(n)d chữ. Hãy viết gọn lại.") % {"n": LINES[field]}, field=field)
        return " ".join(text.split())
    if field == "samples":
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_SAMPLES):
            raise DomainError(_("Số sản phẩm mẫu là một số từ 0 đến 999."), field=field)
        return int(text)
    raise DomainError(_("Mẫu số 03 không có ô này. Hãy tải lại trang."), field=field)
