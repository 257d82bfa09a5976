"""What commune and agency do with a dossier that has been handed in: receive, check its parts, return, judge what was mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.dossiers import deadlines
from saoque.dossiers.actions.numbers import number_receipt, product_code
from saoque.dossiers.events import DossierReceived, DossierReturned
from saoque.dossiers.flow import flow
from saoque.dossiers.models import Dossier, DossierState, IntakeRules, PartsCheck, Receipt, ReturnItem
from saoque.dossiers.rules import rules
from saoque.dossiers.targets import PART_KEYS, check_target
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set

LONGEST_TERM = timedelta(days=180)
RECEIVED = (DossierState.COMMUNE_RECEIVED, DossierState.AGENCY_RECEIVED)
REASON_LIMIT = 2000


@dataclass(frozen=True)
class NewItem:
    """One thing to mend, as the officer names it. `target` and `key` as in `ReturnItem`."""

    target: str
    key: str
    reason: str
    due_on: date


@transaction.atomic
def receive_at_commune(dossier: Dossier, actor: Actor) -> Receipt:
    """Take the dossier in: receipt, product code, and the commune's clock starts (article 7 clause 2)."""
    actor = rules.require(actor, "receive_at_commune", dossier)
    hold(dossier, "receive_at_commune")
    day = today()
    code = dossier.product_code or product_code(dossier)
    receipt = number_receipt(dossier, actor, "commune", day)
    flow.apply(
        dossier,
        "receive_at_commune",
        actor,
        data={"receipt": receipt.number, "product_code": code},
        product_code=code,
        due_on=deadlines.commune_due(dossier, day),
        state_since=timezone.now(),
    )
    emit(DossierReceived(dossier=dossier, office="commune", number=receipt.number))
    return receipt


@transaction.atomic
def receive_at_agency(dossier: Dossier, actor: Actor) -> Receipt:
    """Take the proposal in at the agency of the dossier's level, with the agency's own receipt."""
    actor = rules.require(actor, "receive_at_agency", dossier)
    hold(dossier, "receive_at_agency")
    day, office = today(), str(dossier.level)
    proposed_on = timezone.localtime(dossier.state_since).date()
    # A dossier that comes to the ministry a second time, after the province assessed it again, keeps its number there.
    receipt = dossier.receipts.filter(office=office).first() or number_receipt(dossier, actor, office, day)
    flow.apply(
        dossier,
        "receive_at_agency",
        actor,
        data={"receipt": receipt.number},
        due_on=deadlines.agency_due(dossier, proposed_on, day),
        state_since=timezone.now(),
    )
    emit(DossierReceived(dossier=dossier, office=office, number=receipt.number))
    return receipt


def return_from_commune(dossier: Dossier, items: Sequence[NewItem], actor: Actor) -> list[ReturnItem]:
    """Hand the dossier back with what is to be mended: `items`, and what the officer has reopened."""
    return _return(dossier, "return_from_commune", items, actor)


def return_from_agency(dossier: Dossier, items: Sequence[NewItem], actor: Actor) -> list[ReturnItem]:
    """As `return_from_commune`, by the agency of the level that has the dossier."""
    return _return(dossier, "return_from_agency", items, actor)


@transaction.atomic
def _return(dossier: Dossier, action: str, items: Sequence[NewItem], actor: Actor) -> list[ReturnItem]:
    actor = rules.require(actor, action, dossier)
    hold(dossier, action)
    office = deadlines.office_of(dossier)
    standing = list(dossier.return_items.filter(office=office).exclude(state=ReturnItem.State.ACCEPTED))
    _refuse_unjudged(standing)
    taken = {(item.target, item.key) for item in standing}
    for item in items:
        _check_item(dossier, item, taken)
        taken.add((item.target, item.key))
    if not taken:
        raise DomainError(_("Hãy ghi ít nhất một mục cần sửa, để chủ thể biết phải sửa gì."))
    written = [
        ReturnItem.objects.create(
            dossier=dossier,
            office=office,
            target=item.target,
            key=item.key,
            reason=item.reason.strip(),
            due_on=item.due_on,
            opened_by=actor.user,
        )
        for item in items
    ]
    asked = [{"target": i.target, "key": i.key, "reason": i.reason, "due_on": str(i.due_on)} for i in written]
    flow.apply(
        dossier,
        action,
        actor,
        data={"items": asked, "open": len(taken)},
        due_on=min(item.due_on for item in [*standing, *written]),
        state_since=timezone.now(),
    )
    emit(DossierReturned(dossier=dossier, office=office, items=len(taken)))
    return written


@transaction.atomic
def judge_item(
    item: ReturnItem, actor: Actor, *, accept: bool, reason: str = "", due_on: date | None = None
) -> ReturnItem:
    """Accept what was mended, or open the item again with a new reason and date.

    A reopened item goes back to the producer with the next return; until then the dossier cannot go on.
    """
    dossier = item.dossier
    actor = rules.require(actor, "judge_return_item", dossier)
    stored = Dossier.objects.select_for_update().filter(pk=dossier.pk, state__in=RECEIVED).values_list("state")
    if not list(stored) or item.office != deadlines.office_of(dossier) or item.state != ReturnItem.State.ANSWERED:
        raise Stale()
    if accept:
        compare_and_set(item, actor, "accept_return_item", to_state=ReturnItem.State.ACCEPTED, closed_at=timezone.now())
        return item
    again = NewItem(item.target, item.key, reason, due_on or today())
    _check_item(dossier, again, set())
    before = {"reason": item.reason, "answer": item.answer}
    compare_and_set(
        item,
        actor,
        "reopen_return_item",
        to_state=ReturnItem.State.OPEN,
        data={"before": before, "reason": again.reason.strip()},
        reason=again.reason.strip(),
        due_on=again.due_on,
        closed_at=None,
    )
    return item


@transaction.atomic
def check_parts(dossier: Dossier, present: Sequence[str], note: str, actor: Actor, *, version: int = 0) -> PartsCheck:
    """Keep which parts of the dossier the officer has seen. `version` 0 when nothing was kept before. Changes no state."""
    actor = rules.require(actor, "check_parts", dossier)
    if dossier.state not in RECEIVED:
        raise Stale()
    unknown = set(present) - PART_KEYS
    if unknown:
        raise DomainError(_("Không có thành phần hồ sơ này. Hãy tải lại trang."))
    if actor.user is None:
        raise Stale()
    office = deadlines.office_of(dossier)
    kept: dict[str, Any] = {
        "present": sorted(set(present)),
        "note": note.strip()[:REASON_LIMIT],
        "checked_at": timezone.now(),
    }
    check, fresh = PartsCheck.objects.get_or_create(
        dossier=dossier, office=office, defaults={**kept, "checked_by": actor.user}
    )
    if fresh:
        audit.record(check, "check_parts", actor, data={"present": kept["present"]})
        return check
    if check.version != version:
        raise Stale()
    compare_and_set(check, actor, "check_parts", data={"present": kept["present"]}, checked_by=actor.user, **kept)
    return check


@transaction.atomic
def set_intake_rules(
    unit_id: int, second_blank: str, clock: str, source: str, actor: Actor, *, version: int = 0
) -> IntakeRules:
    """Keep what the unit decides for itself; it holds for receipts and hand-backs from now on."""
    actor = rules.require(actor, "set_intake_rules", unit_id)
    if second_blank not in IntakeRules.SecondBlank or clock not in IntakeRules.Clock:
        raise DomainError(_("Lựa chọn này không có. Hãy tải lại trang rồi chọn lại."))
    chosen = {"second_blank": second_blank, "clock": clock, "source": source.strip()[:REASON_LIMIT]}
    kept, fresh = IntakeRules.objects.get_or_create(unit_id=unit_id, defaults=chosen)
    if fresh:
        audit.record(kept, "set_intake_rules", actor, data=chosen)
        return kept
    if kept.version != version:
        raise Stale()
    compare_and_set(kept, actor, "set_intake_rules", data=chosen, **chosen)
    return kept


def hold(dossier: Dossier, action: str) -> None:
    """Lock the dossier as it was read, before anything is numbered for it. Raises `Stale` when it has moved on."""
    if not flow.allows(action, dossier.state):
        raise Stale()
    same = Dossier.objects.select_for_update().filter(pk=dossier.pk, state=dossier.state, version=dossier.version)
    if not list(same.values_list("pk")):
        raise Stale()


def _refuse_unjudged(standing: Sequence[ReturnItem]) -> None:
    waiting = sum(item.state == ReturnItem.State.ANSWERED for item in standing)
    if waiting:
        raise DomainError(
            ngettext(
                "Còn %(n)d mục chủ thể đã sửa mà chưa được xem. Hãy xem mục đó trước.",
                "Còn %(n)d mục chủ thể đã sửa mà chưa được xem. Hãy xem các mục đó trước.",
                waiting,
            )
            % {"n": waiting}
        )


def _check_item(dossier: Dossier, item: NewItem, taken: set[tuple[str, str]]) -> None:
    if not item.reason.strip():
        raise DomainError(_("Hãy ghi lý do, để chủ thể hiểu phải sửa gì."), field="reason")
    if len(item.reason) > REASON_LIMIT:
        raise DomainError(_("Lý do dài quá 2.000 chữ. Hãy viết gọn lại."), field="reason")
    if not today() <= item.due_on <= today() + LONGEST_TERM:
        raise DomainError(_("Hạn sửa phải từ hôm nay và không quá 180 ngày."), field="due_on")
    if (item.target, item.key) in taken:
        raise DomainError(_("Một chỗ chỉ được ghi một lần. Hãy gộp các lý do lại."), field="target")
    check_target(dossier, item.target, item.key)
