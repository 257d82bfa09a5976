"""Evidence: a paper of the drawer stands in the dossier once, and as many criteria as need it cite it."""

from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.actions.writing.guard import hold, locked_error
from saoque.dossiers.actions.writing.helped import note_change
from saoque.dossiers.models import Citation, Dossier, Evidence, HelpedPart, Part
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.queries_writing import Unlocked
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import uploads
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.scanning import infected_words
from saoque.kernel.files.uploads import upload_purpose
from saoque.knowledge.papers import evidence_code
from saoque.producers.actions import PaperData, put_paper
from saoque.producers.models import Paper

MOST_PAPERS = 200


def put_new_paper(
    dossier: Dossier, upload: UploadedFile, data: PaperData, criterion: str | None, actor: Actor
) -> Evidence:
    """Keep an upload in the producer's drawer, put it into the dossier and let `criterion` cite it, all or nothing."""
    actor = rules.require(actor, "write", dossier)
    with transaction.atomic():
        _check_may_add(dossier, hold(dossier), criterion, evidence_code(data.get("kind", "")))
        paper = put_paper(actor, dossier.producer, upload, data)
        return _attach(dossier, paper, criterion, actor)


@upload_purpose("dossier")
def _may_send(actor: Actor, words: list[str]) -> None:
    """`dossier:12` or `dossier:12:1.4`: who may put a paper there now may begin to send one."""
    pk, criterion = (*words, "", "")[:2]
    if len(words) > 2 or not pk.isdecimal() or len(pk) > 18:
        raise NotFound()
    dossier = get_dossier(actor, int(pk))
    if not rules.may(actor, "write", dossier):
        raise NotFound()
    if criterion:
        _check_known(dossier, criterion)


def put_sent_paper(dossier: Dossier, upload: UUID, data: PaperData, criterion: str | None, actor: Actor) -> Evidence:
    """As `put_new_paper`, with a file that came in by pieces for this very place. Asked again, it answers the same."""
    actor = rules.require(actor, "write", dossier)
    purpose = f"dossier:{dossier.pk}:{criterion}" if criterion else f"dossier:{dossier.pk}"
    with transaction.atomic():
        sent = uploads.take(actor, upload, purpose)
        if sent.result:
            known = Evidence.objects.filter(dossier=dossier, pk=int(sent.result)).first()
            if known is None:
                raise NotFound()
            return known
        with uploads.open_part(sent) as part:
            evidence = put_new_paper(dossier, part, data, criterion, actor)
        uploads.settle(sent, str(evidence.pk))
    uploads.drop_part(sent)
    return evidence


def attach_paper(dossier: Dossier, paper: Paper, criterion: str | None, actor: Actor) -> Evidence:
    """Put a paper of the drawer into the dossier (once) and let `criterion` cite it. Raises `DomainError` for a strange one."""
    actor = rules.require(actor, "write", dossier)
    if paper.producer_id != dossier.producer_id or paper.removed_at is not None:
        raise DomainError(_("Giấy này không có trong ngăn giấy tờ của chủ thể. Hãy chọn giấy khác."))
    if paper.file.scan == StoredFile.Scan.INFECTED:
        raise DomainError(infected_words(paper.title))
    with transaction.atomic():
        _check_may_add(dossier, hold(dossier), criterion, paper.evidence_code)
        return _attach(dossier, paper, criterion, actor)


def detach_paper(dossier: Dossier, evidence: Evidence, actor: Actor) -> None:
    """Take a paper out of the dossier with all its citations; it stays in the drawer and can be put back at once."""
    actor = rules.require(actor, "write", dossier)
    with transaction.atomic():
        free = hold(dossier)
        cited = list(evidence.citations.values_list("criterion", flat=True))
        if not free.everything and not (
            free.paper(evidence.paper.evidence_code) or (cited and set(cited) <= free.criteria)
        ):
            raise locked_error(dossier, _("giấy «%(title)s»") % {"title": evidence.paper.title})
        data = {"evidence": evidence.pk, "paper": evidence.paper_id, "criteria": cited}
        evidence.delete()
        note_change(dossier, Part.PAPER, str(evidence.paper_id), actor, HelpedPart.Act.REMOVED)
        audit.record(dossier, "detach_paper", actor, from_state=dossier.state, to_state=dossier.state, data=data)


def cite(dossier: Dossier, evidence: Evidence, criterion: str, actor: Actor) -> None:
    """Let `criterion` cite evidence that is in the dossier; doing it twice changes nothing."""
    actor = rules.require(actor, "write", dossier)
    with transaction.atomic():
        _check_criterion(dossier, hold(dossier), criterion)
        if _cite(evidence, criterion):
            _record(dossier, "cite", evidence, criterion, actor)


def uncite(dossier: Dossier, evidence: Evidence, criterion: str, actor: Actor) -> None:
    """Take the citation away; the paper stays in the dossier. Doing it twice changes nothing."""
    actor = rules.require(actor, "write", dossier)
    with transaction.atomic():
        _check_criterion(dossier, hold(dossier), criterion)
        gone, _by_kind = Citation.objects.filter(evidence=evidence, criterion=criterion).delete()
        if gone:
            _record(dossier, "uncite", evidence, criterion, actor)


def _attach(dossier: Dossier, paper: Paper, criterion: str | None, actor: Actor) -> Evidence:
    evidence = Evidence.objects.filter(dossier=dossier, paper=paper).first()
    if evidence is None:
        if Evidence.objects.filter(dossier=dossier).count() >= MOST_PAPERS:
            raise DomainError(
                _("Hồ sơ đã có %(count)d giấy tờ, mức nhiều nhất. Hãy gộp các trang vào một tệp PDF.")
                % {"count": MOST_PAPERS}
            )
        last = Evidence.objects.filter(dossier=dossier).aggregate(last=Max("position"))["last"] or 0
        evidence = Evidence.objects.create(dossier=dossier, paper=paper, position=last + 1)
        _record(dossier, "attach_paper", evidence, criterion or "", actor)
        if criterion:
            _cite(evidence, criterion)
    elif criterion and _cite(evidence, criterion):
        _record(dossier, "cite", evidence, criterion, actor)
    return evidence


def _cite(evidence: Evidence, criterion: str) -> bool:
    return Citation.objects.get_or_create(evidence=evidence, criterion=criterion)[1]


def _check_may_add(dossier: Dossier, free: Unlocked, criterion: str | None, row: str) -> None:
    """`row`: the row of the annex (E01…) that the paper belongs to, as return items name it."""
    if criterion is not None and not free.paper(row):
        _check_criterion(dossier, free, criterion)
    elif criterion is not None:
        _check_known(dossier, criterion)
    elif not free.paper(row):
        raise locked_error(dossier, _("phần giấy tờ"))


def _check_criterion(dossier: Dossier, free: Unlocked, criterion: str) -> None:
    _check_known(dossier, criterion)
    if not free.criterion(criterion):
        raise locked_error(dossier, _("tiêu chí %(code)s") % {"code": criterion})


def _check_known(dossier: Dossier, criterion: str) -> None:
    if criterion not in rulebook.scorecard(dossier.scorecard).by_code:
        raise DomainError(
            _("Bộ tiêu chí này không có tiêu chí %(code)s. Hãy tải lại trang.") % {"code": criterion[:20]}
        )


def _record(dossier: Dossier, action: str, evidence: Evidence, criterion: str, actor: Actor) -> None:
    act = HelpedPart.Act.ADDED if action == "attach_paper" else HelpedPart.Act.FILLED
    note_change(dossier, Part.PAPER, str(evidence.paper_id), actor, act)
    data = {"evidence": evidence.pk, "paper": evidence.paper_id, "criterion": criterion}
    audit.record(dossier, action, actor, from_state=dossier.state, to_state=dossier.state, data=data)
