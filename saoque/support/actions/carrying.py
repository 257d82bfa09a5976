"""The way of a case: taken on, worked on, waiting, passed to another unit, done or dropped, opened again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit, User
from saoque.people.roles import UnitKind
from saoque.support.actions.asking import end
from saoque.support.actions.checks import check_owner, needed, works_in
from saoque.support.actions.measuring import Figures, plan_later_measures, take_measure, unplan_later_measures
from saoque.support.events import CaseChanged, MessageWritten
from saoque.support.flow import case_flow
from saoque.support.models import CaseMessage, Measure, Obstacle, SupportCase
from saoque.support.rules import YOUTH_UNITS, rules

_W = SupportCase.Waiting


def _move(case: SupportCase, action: str, actor: Actor, data: dict[str, Any] | None = None, **changes: Any) -> None:
    case_flow.apply(case, action, actor, data=data, state_since=timezone.now(), **changes)
    emit(CaseChanged(case=case, action=action))


@transaction.atomic
def accept(case: SupportCase, *, due_on: date, actor: Actor, owner: User | None = None) -> None:
    """Take the need on until a day, oneself or, as leader, for a colleague."""
    acting = rules.require(actor, "accept", case)
    _check_due(due_on)
    if owner is not None and owner.pk != acting.user_id:
        acting = rules.require(actor, "assign", case)
    person = check_owner(owner or acting.user, case.unit_id)
    _move(case, "accept", acting, {"owner": person.pk, "due_on": due_on.isoformat()}, owner=person, due_on=due_on)


def _check_due(due_on: date) -> None:
    if due_on < today():
        raise DomainError(_("Hạn phải từ hôm nay trở đi."), field="due_on")


@transaction.atomic
def assign(case: SupportCase, owner: User, *, actor: Actor) -> None:
    """Give the case to another person of its unit; a case whose owner has left is given on the same way."""
    acting = rules.require(actor, "assign", case)
    if not case.is_open:
        raise DomainError(_("Vụ việc đã khép, không giao lại nữa."))
    check_owner(owner, case.unit_id)
    compare_and_set(case, acting, "assign", data={"owner": owner.pk}, owner=owner)
    emit(CaseChanged(case=case, action="assign"))


@transaction.atomic
def start(case: SupportCase, *, actor: Actor) -> None:
    """Begin; there must be a plan, so that the producer knows what will happen."""
    acting = rules.require(actor, "work", case)
    if not case.plan.strip():
        raise DomainError(_("Hãy ghi kế hoạch trước khi bắt tay vào làm, để bà con biết sẽ làm gì."))
    _move(case, "start", acting)


@transaction.atomic
def wait(case: SupportCase, *, waiting_on: str, note: str, actor: Actor) -> None:
    """Say for whom the case waits and for what."""
    acting = rules.require(actor, "work", case)
    if waiting_on not in _W.values:
        raise DomainError(_("Hãy chọn đang chờ ai."), field="waiting_on")
    if waiting_on == _W.PARTNER and case.partner_id is None:
        raise DomainError(_("Vụ việc chưa ghi đối tác. Hãy ghi đối tác ở kế hoạch trước."), field="waiting_on")
    told = needed(note, "note", _("Hãy ghi đang chờ việc gì."), 300)
    _move(case, "wait", acting, {"on": waiting_on, "note": told}, waiting_on=waiting_on, waiting_note=told)


@transaction.atomic
def resume(case: SupportCase, *, actor: Actor) -> None:
    acting = rules.require(actor, "work", case)
    _move(case, "resume", acting, waiting_on="", waiting_note="")


@transaction.atomic
def pass_on(case: SupportCase, unit: Unit, *, reason: str, actor: Actor) -> None:
    """Hand the case to another unit (commune ↔ city) with the reason; it waits there to be taken on anew."""
    acting = rules.require(actor, "pass_on", case)
    told = needed(reason, "reason", _("Hãy ghi vì sao chuyển."), 500)
    if unit.pk == case.unit_id:
        raise DomainError(_("Vụ việc đang ở chính đơn vị này."), field="unit")
    if unit.until is not None or unit.kind not in YOUTH_UNITS or not _has_area(unit, case):
        raise DomainError(_("Chỉ chuyển được cho đơn vị Đoàn của xã, phường hoặc thành phố ấy."), field="unit")
    before = case.unit_id
    _move(
        case, "pass_on", acting, {"from": before, "to": unit.pk, "reason": told},
        unit_id=unit.pk, owner=None, waiting_on="", waiting_note="",
    )  # fmt: skip
    case.unit = unit


def _has_area(unit: Unit, case: SupportCase) -> bool:
    place = case.producer.commune
    if unit.kind == UnitKind.YOUTH_COMMUNE:
        return unit.commune is not None and unit.commune.code == place.code
    return unit.province is not None and place.parent is not None and unit.province.code == place.parent.code


@transaction.atomic
def close(case: SupportCase, *, result: str, before: Figures, closing: Figures, actor: Actor) -> None:
    """Conclude with the result in words and in figures; the figures are asked for again after 3 and 12 months."""
    acting = rules.require(actor, "work", case)
    told = needed(result, "result", _("Hãy ghi bà con được gì sau vụ việc này."))
    take_measure(case, Measure.Moment.BEFORE, before, acting)
    take_measure(case, Measure.Moment.CLOSING, closing, acting)
    end(case, "close", told, acting)
    plan_later_measures(case)


@transaction.atomic
def drop(case: SupportCase, *, reason: str, actor: Actor) -> None:
    """Stop without a result, and say why."""
    acting = rules.require(actor, "work", case)
    end(case, "drop", needed(reason, "reason", _("Hãy ghi vì sao dừng.")), acting)


@transaction.atomic
def reopen(case: SupportCase, *, reason: str, due_on: date, actor: Actor) -> None:
    """Work on again; whoever reopens answers for it when the former owner has left the unit."""
    acting = rules.require(actor, "work", case)
    told = needed(reason, "reason", _("Hãy ghi vì sao mở lại."), 500)
    _check_due(due_on)
    owner = case.owner if case.owner is not None and works_in(case.owner, case.unit_id) else acting.user
    _move(case, "reopen", acting, {"reason": told}, closed_on=None, owner=owner, due_on=due_on)
    unplan_later_measures(case)
    for obstacle in Obstacle.objects.select_for_update().filter(case=case):
        compare_and_set(obstacle, acting, "reopen_obstacle", closed_on=None, days_to_close=None)


@transaction.atomic
def write_message(case: SupportCase, text: str, *, actor: Actor) -> CaseMessage:
    """Write to the others of the case. The row of the case is held, which orders its messages."""
    acting = rules.require(actor, "write", case)
    text = needed(text, "text", _("Hãy viết vài chữ trước khi gửi."), 4000)
    SupportCase.objects.select_for_update().get(pk=case.pk)
    message = CaseMessage.objects.create(case=case, by=acting.user, unit_id=acting.unit_id, text=text)
    audit.record(case, "write_message", acting, data={"message": message.pk})
    emit(MessageWritten(message=message))
    return message
