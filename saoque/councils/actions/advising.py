"""The advisory group's report on a dossier to the chair (article 7 clause 3 point c)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.councils.models import AdvisoryReport, Assessment
from saoque.councils.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set


def write_advisory_report(
    assessment: Assessment,
    *,
    findings: str,
    proposal: str,
    site_visit: str = "",
    extra_tests: str = "",
    version: int = 0,
    actor: Actor,
) -> AdvisoryReport:
    """Write or amend the report until the chair concludes. `version` is that of the report as seen, 0 for none."""
    actor = rules.require(actor, "advise", assessment)
    if assessment.state != Assessment.State.SCORING:
        raise DomainError(_("Hồ sơ đã có kết luận nên báo cáo không sửa nữa."))
    if not findings.strip():
        raise DomainError(_("Hãy ghi Tổ tư vấn thấy gì trong hồ sơ."), field="findings")
    if not proposal.strip():
        raise DomainError(_("Hãy ghi đề xuất của Tổ tư vấn."), field="proposal")
    texts: dict[str, Any] = {
        "findings": findings.strip(),
        "proposal": proposal.strip(),
        "site_visit": site_visit.strip(),
        "extra_tests": extra_tests.strip(),
    }
    report = AdvisoryReport.objects.filter(assessment=assessment).first()
    if (report.version if report else 0) != version:
        raise Stale(_("Người khác trong Tổ tư vấn vừa sửa báo cáo. Hãy tải lại rồi xem lại."))
    try:
        with transaction.atomic():
            if report is None:
                report = AdvisoryReport.objects.create(assessment=assessment, written_by=actor.user, **texts)
                audit.record(report, "write_advisory_report", actor)
            else:
                compare_and_set(report, actor, "amend_advisory_report", written_by=actor.user, **texts)
    except IntegrityError:
        raise Stale() from None
    return report
