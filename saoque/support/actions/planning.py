"""Plan, partner, deadline, steps and money of a case."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.knowledge import Record
from saoque.people.models import Unit, User
from saoque.support.actions import checks
from saoque.support.models import CaseMoney, CaseStep, SupportCase
from saoque.support.rules import rules

MOST_STEPS = 60


def _workable(case: SupportCase, actor: Actor) -> Actor:
    acting = rules.require(actor, "work", case)
    if not case.is_open:
        raise DomainError(_("Vụ việc đã khép. Muốn làm tiếp, hãy mở lại."))
    return acting


@transaction.atomic
def set_plan(
    case: SupportCase,
    *,
    plan: str,
    due_on: date | None,
    actor: Actor,
    partner: Unit | None = None,
    partner_person: User | None = None,
) -> None:
    """Say what will be done, by when, and with which partner. An accepted case keeps a deadline."""
    acting = _workable(case, actor)
    plan = checks.limited(plan, "plan")
    if due_on is None and case.state != SupportCase.State.ASKED:
        raise DomainError(_("Hãy giữ một hạn cho vụ việc."), field="due_on")
    checks.check_partner(partner, partner_person)
    data = {
        "due_on": due_on.isoformat() if due_on else "",
        "partner": partner.pk if partner else None,
        "partner_person": partner_person.pk if partner_person else None,
    }
    compare_and_set(
        case, acting, "set_plan", data=data, plan=plan, due_on=due_on, partner=partner, partner_person=partner_person
    )


@transaction.atomic
def draft_steps(case: SupportCase, record: Record, *, actor: Actor) -> list[CaseStep]:
    """Put the steps of a process record at the end of the list, each with its confidence; the unit changes them freely."""
    acting = _workable(case, actor)
    told = steps_in(record)
    if not told:
        raise DomainError(_("Số liệu này chưa có các bước."))
    place = _hold_and_count(case, len(told))
    made = [
        CaseStep(
            case=case,
            position=place + number,
            what=str(one["do"])[:200],
            who=_who(one.get("who"))[:160],
            source=record.key,
            confidence=str(one.get("c", record.c)),
            verify=bool(one.get("verify", False)),
        )
        for number, one in enumerate(told, start=1)
    ]
    CaseStep.objects.bulk_create(made)
    audit.record(case, "draft_steps", acting, data={"record": record.key, "steps": len(made)})
    return made


def steps_in(record: Record) -> list[dict[str, Any]]:
    """Return the steps of a record, empty when it has none."""
    told = record.facts.get("steps")
    return [one for one in told if isinstance(one, dict) and one.get("do")] if isinstance(told, list | tuple) else []


def _who(told: Any) -> str:
    return ", ".join(str(one) for one in told) if isinstance(told, list | tuple) else str(told or "")


def _hold_and_count(case: SupportCase, more: int) -> int:
    """Hold the case's row, which orders those who add steps, and return the last position."""
    SupportCase.objects.select_for_update().get(pk=case.pk)
    kept = CaseStep.objects.filter(case=case, removed_at=None)
    if kept.count() + more > MOST_STEPS:
        raise DomainError(_("Một vụ việc có nhiều nhất %(most)d bước.") % {"most": MOST_STEPS})
    return CaseStep.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def add_step(case: SupportCase, *, what: str, actor: Actor, who: str = "", due_on: date | None = None) -> CaseStep:
    acting = _workable(case, actor)
    what = checks.needed(what, "what", _("Hãy ghi việc cần làm."), 200)
    step = CaseStep.objects.create(
        case=case,
        position=_hold_and_count(case, 1) + 1,
        what=what,
        who=checks.limited(who, "who", 160),
        due_on=due_on,
    )
    audit.record(step, "add_step", acting, data={"what": what})
    return step


@transaction.atomic
def change_step(step: CaseStep, *, what: str, who: str, due_on: date | None, actor: Actor) -> None:
    """Change a step. What was taken from a record no longer claims the record's confidence once its words are changed."""
    acting = _workable(step.case, actor)
    what = checks.needed(what, "what", _("Hãy ghi việc cần làm."), 200)
    own: dict[str, Any] = {} if what == step.what else {"source": "", "confidence": "", "verify": False}
    day = due_on.isoformat() if due_on else ""
    compare_and_set(
        step, acting, "change_step", data={"what": what, "due_on": day},
        what=what, who=checks.limited(who, "who", 160), due_on=due_on, **own,
    )  # fmt: skip


@transaction.atomic
def finish_step(step: CaseStep, *, actor: Actor, done_on: date | None = None, evidence: Any = None) -> None:
    """Tick a step off, with a file that shows it when there is one. The file is checked before anything changes."""
    acting = _workable(step.case, actor)
    if step.done_on is not None:
        raise DomainError(_("Bước này đã xong rồi."))
    day = checks.not_in_future(done_on or today(), "done_on")
    kept = checks.keep_file(evidence, acting.user)
    compare_and_set(step, acting, "finish_step", done_on=day, done_by=acting.user, evidence=kept)


@transaction.atomic
def unfinish_step(step: CaseStep, *, actor: Actor) -> None:
    acting = _workable(step.case, actor)
    if step.done_on is None:
        raise DomainError(_("Bước này chưa xong."))
    compare_and_set(step, acting, "unfinish_step", done_on=None, done_by=None)


@transaction.atomic
def remove_step(step: CaseStep, *, actor: Actor) -> None:
    acting = _workable(step.case, actor)
    compare_and_set(step, acting, "remove_step", removed_at=timezone.now())


@transaction.atomic
def add_money(case: SupportCase, *, source: str, what: str, planned: int, actor: Actor) -> CaseMoney:
    """Plan an amount (VND) from one source."""
    acting = _workable(case, actor)
    if source not in CaseMoney.Source.values:
        raise DomainError(_("Hãy chọn nguồn tiền."), field="source")
    what = checks.needed(what, "what", _("Hãy ghi tiền dùng vào việc gì."), 200)
    checks.money(planned, "planned")
    line = CaseMoney.objects.create(case=case, source=source, what=what, planned=planned)
    audit.record(line, "add_money", acting, data={"source": source, "planned": planned})
    return line


@transaction.atomic
def change_money(
    line: CaseMoney, *, planned: int, paid: int, paid_on: date | None, actor: Actor, proof: Any = None
) -> None:
    """Say what has been paid so far, since when, and what proves it. Possible after the close too: money often comes late."""
    acting = rules.require(actor, "work", line.case)
    checks.money(planned, "planned")
    checks.money(paid, "paid")
    if paid and paid_on is None:
        raise DomainError(_("Hãy ghi ngày chi."), field="paid_on")
    if paid_on is not None:
        checks.not_in_future(paid_on, "paid_on")
    kept = checks.keep_file(proof, acting.user) or line.proof
    compare_and_set(
        line, acting, "change_money", data={"planned": planned, "paid": paid},
        planned=planned, paid=paid, paid_on=paid_on if paid else None, proof=kept,
    )  # fmt: skip
