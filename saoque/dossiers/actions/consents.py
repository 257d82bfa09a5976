"""Consent to be helped: asked for by the helper, given and taken back by the producer; a helper may lay it down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.dossiers.consents import get_helper
from saoque.dossiers.events import ConsentAnswered, ConsentAsked, ConsentEnded
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.models import Consent, Dossier
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.flow import Flow
from saoque.people.models import Membership
from saoque.producers.models import Producer

S = Consent.State
NOTE_LIMIT = 600
LONGEST = timedelta(days=3 * 366)

flow = Flow(
    [
        # action, from, to
        ("give_consent", [S.ASKED], S.GIVEN),
        ("decline_consent", [S.ASKED], S.DECLINED),
        ("end_consent", [S.ASKED, S.GIVEN], S.ENDED),
    ]
)


def ask_consent(producer: Producer, note: str, actor: Actor) -> Consent:
    """Ask the producer for leave to fill in for it. Asking twice gives the request that already waits.

    The request names no dossier: drafts are the producer's own, so the producer chooses when answering.
    """
    actor = rules.require(actor, "ask_consent", producer)
    note = _checked_note(note)
    role = actor.standing.role if actor.standing else ""
    named = {"producer": producer, "helper": actor.user, "unit_id": actor.unit_id, "role": role}
    if waiting := Consent.objects.filter(**named, state=S.ASKED).first():
        return waiting
    with transaction.atomic():
        consent = _insert(named, state=S.ASKED, asked_at=timezone.now(), note=note)
        audit.record(consent, "ask_consent", actor, to_state=consent.state, data=_told(consent))
        emit(ConsentAsked(consent=consent))
    return consent


def give_consent(
    producer: Producer, membership: Membership, dossier: Dossier | None, until: date | None, actor: Actor
) -> Consent:
    """Let the holder of `membership` fill in `dossier`, or every dossier of the producer (None), to the end of `until`.

    Settles the helper's own request where one waits. The same scope given again takes the new last day.
    Raises `DomainError` for a day past or too far, a dossier that is finished or another's, and a person who is not
    one of `consents.helpers_for`.
    """
    actor = rules.require(actor, "give_consent", producer)
    held = get_helper(producer, membership.pk)
    _check_scope(producer, dossier, until)
    named = {"producer": producer, "helper": held.user, "unit_id": held.unit_id, "role": held.role}
    given = {"dossier": dossier, "until": until, "given_at": timezone.now(), "given_by": actor.user}
    with transaction.atomic():
        for older in Consent.objects.filter(**named, dossier=dossier, state=S.GIVEN):
            flow.apply(
                older, "end_consent", actor, data={"renewed": True}, ended_at=timezone.now(), ended_by=actor.user
            )
        waiting = Consent.objects.filter(**named, state=S.ASKED).select_related("producer").first()
        if waiting is None:
            consent = _insert(named, state=S.GIVEN, **given)
            audit.record(consent, "give_consent", actor, to_state=consent.state, data=_told(consent))
        else:
            consent = waiting
            consent.dossier, consent.until = dossier, until
            flow.apply(consent, "give_consent", actor, data=_told(consent), **given)
        emit(ConsentAnswered(consent=consent))
    return consent


def accept_consent(consent: Consent, dossier: Dossier | None, until: date | None, actor: Actor) -> Consent:
    """Say yes to a helper's request, for one dossier or for all."""
    actor = rules.require(actor, "answer_consent", consent)
    if not flow.allows("give_consent", consent.state):
        raise DomainError(_("Lời xin này đã có người trả lời. Hãy tải lại trang."))
    held = Membership.objects.filter(user=consent.helper_id, unit=consent.unit_id, role=consent.role).order_by("-pk")
    return give_consent(consent.producer, held[0], dossier, until, actor)


def decline_consent(consent: Consent, actor: Actor) -> None:
    actor = rules.require(actor, "answer_consent", consent)
    with transaction.atomic():
        flow.apply(consent, "decline_consent", actor, data=_told(consent), ended_at=timezone.now(), ended_by=actor.user)
        emit(ConsentAnswered(consent=consent))


def end_consent(consent: Consent, actor: Actor) -> None:
    """Take the consent back as the producer, or lay it down (a request too) as the helper. It ends at once."""
    actor = rules.require(actor, "end_consent", consent)
    with transaction.atomic():
        flow.apply(consent, "end_consent", actor, data=_told(consent), ended_at=timezone.now(), ended_by=actor.user)
        emit(ConsentEnded(consent=consent))


def _insert(named: dict[str, Any], **values: Any) -> Consent:
    try:
        with transaction.atomic():
            return Consent.objects.create(**named, **values)
    except IntegrityError:
        raise DomainError(_("Việc này vừa được làm ở máy khác. Hãy tải lại trang.")) from None


def _check_scope(producer: Producer, dossier: Dossier | None, until: date | None) -> None:
    if dossier is not None and (dossier.producer_id != producer.pk or dossier.state in FINISHED):
        raise DomainError(_("Hồ sơ này đã xong hoặc không phải của chủ thể. Hãy chọn hồ sơ khác."), field="dossier")
    if until is not None and until < today():
        raise DomainError(_("Ngày cuối đã qua. Hãy ghi một ngày từ hôm nay trở đi."), field="until")
    if until is not None and until - today() > LONGEST:
        raise DomainError(_("Ngày cuối xa quá ba năm. Hãy ghi ngày gần hơn, hoặc để trống."), field="until")


def _checked_note(note: str) -> str:
    note = note.strip()
    if len(note) > NOTE_LIMIT:
        raise DomainError(
            _("Lời nhắn dài quá %(limit)d chữ cái. Hãy viết gọn lại.") % {"limit": NOTE_LIMIT}, field="note"
        )
    return note


def _told(consent: Consent) -> dict[str, Any]:
    return {
        "producer": consent.producer_id,
        "dossier": consent.dossier_id,
        "helper": consent.helper_id,
        "unit": consent.unit_id,
        "role": str(consent.role),
        "until": str(consent.until or ""),
    }
