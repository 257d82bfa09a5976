"""Mending what an office returned: each thing is answered by itself, and when all are, the dossier goes back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.dossiers.actions.writing.filing import refuse_incomplete, write_filing
from saoque.dossiers.actions.writing.guard import hold
from saoque.dossiers.actions.writing.helped import note_change
from saoque.dossiers.deadlines import due_when_back
from saoque.dossiers.flow import flow
from saoque.dossiers.models import Dossier, DossierState, Filing, Part, ReturnItem
from saoque.dossiers.notices import settle_returned
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale

LONGEST_ANSWER = 4000
_BACK = {DossierState.COMMUNE_RETURNED: "answer_commune", DossierState.AGENCY_RETURNED: "answer_agency"}


def answer_item(item: ReturnItem, text: str, actor: Actor) -> None:
    """Say what was done about one returned thing: open → answered. Its target locks again."""
    dossier = item.dossier
    actor = rules.require(actor, "write", dossier)
    text = text.strip()
    if not text:
        raise DomainError(_("Hãy viết vài chữ: đã sửa gì, hoặc vì sao giữ nguyên."), field="answer")
    if len(text) > LONGEST_ANSWER:
        raise DomainError(
            _("Câu trả lời dài quá %(limit)d chữ cái. Hãy viết gọn lại.") % {"limit": LONGEST_ANSWER}, field="answer"
        )
    with transaction.atomic():
        hold(dossier)
        won = ReturnItem.objects.filter(pk=item.pk, state=ReturnItem.State.OPEN).update(
            state=ReturnItem.State.ANSWERED, answer=text
        )
        if won != 1 or dossier.state not in _BACK:
            raise Stale()
        note_change(dossier, Part.ANSWER, str(item.pk), actor)
        audit.record(
            item, "answer_item", actor, from_state=ReturnItem.State.OPEN, to_state=ReturnItem.State.ANSWERED,
            data={"dossier": dossier.pk, "answer": text},
        )  # fmt: skip
    item.state, item.answer = ReturnItem.State.ANSWERED, text


def hand_back(dossier: Dossier, actor: Actor) -> Filing:
    """Hand the mended dossier back to the office that returned it, with a new filing. All things must be answered.

    The office's deadline follows from its receipt and its own settings (`deadlines.due_when_back`).
    """
    actor = rules.require(actor, "file", dossier)
    action = _BACK.get(DossierState(dossier.state))
    if action is None:
        raise Stale()
    with transaction.atomic():
        hold(dossier)
        still = ReturnItem.objects.filter(dossier=dossier, state=ReturnItem.State.OPEN).count()
        if still:
            raise DomainError(
                ngettext(
                    "Còn %(count)d chỗ chưa trả lời. Hãy trả lời hết rồi nộp lại.",
                    "Còn %(count)d chỗ chưa trả lời. Hãy trả lời hết rồi nộp lại.",
                    still,
                )
                % {"count": still}
            )
        refuse_incomplete(dossier)
        now = timezone.now()
        filing = write_filing(dossier, actor, now)
        flow.apply(
            dossier,
            action,
            actor,
            data={"filing": filing.sequence, "digest": filing.digest},
            state_since=now,
            due_on=due_when_back(dossier, today()),
        )
        settle_returned(dossier)
    return filing
