"""Until when the step at hand has to be done. Terms come from the rulebook; what it leaves open is a unit's setting."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from saoque import rulebook
from saoque.dossiers.models import Dossier, DossierState, IntakeRules, Receipt
from saoque.kernel import audit
from saoque.kernel.calendar import add_working_days, working_days_left
from saoque.people.roles import Level
from saoque.rulebook import procedure

_COMMUNE_BEGINS = {"receive_at_commune", "answer_commune"}


def intake_rules(unit_id: int) -> IntakeRules:
    """Return the settings of a unit; the sourced defaults, not stored, when it has set none."""
    return IntakeRules.objects.filter(unit_id=unit_id).first() or IntakeRules(unit_id=unit_id)


def commune_due(dossier: Dossier, received_on: date) -> date:
    """Return the last of the working days that the commune has from its receipt (article 7 clause 2)."""
    return add_working_days(received_on, _rules(dossier).commune_term.value)


def round_of(dossier: Dossier, day: date, level: str = "") -> procedure.RoundDates:
    """Return the round that a dossier handed on at `day` is still in time for, at the dossier's level or another."""
    name = "province" if (level or dossier.level) == Level.PROVINCE else "central"
    return procedure.next_round(day, name, decision=_decision(dossier))


def agency_due(dossier: Dossier, proposed_on: date, received_on: date | None = None, *, level: str = "") -> date | None:
    """Return the deadline of the agency and its council, at the dossier's level or the one it is handed to.

    A re-assessment has its days from the receipt of the whole dossier, and none before. All others have no term
    of their own in the decision: the last day on which their round may evaluate stands for it.
    """
    if dossier.kind == Dossier.Kind.REASSESSMENT:
        term = _rules(dossier).reassessment_term
        return received_on + timedelta(days=term.value) if received_on else None
    return round_of(dossier, proposed_on, level).evaluate_before - timedelta(days=1)


def due_when_back(dossier: Dossier, day: date) -> date | None:
    """Return the deadline of the office that gets a mended dossier back on `day`. Call it before the state changes."""
    receipt = dossier.receipts.filter(office=office_of(dossier)).first()
    if receipt is None:
        return None
    if dossier.state == DossierState.COMMUNE_RETURNED:
        return _commune_due_when_back(dossier, receipt, day)
    if dossier.kind == Dossier.Kind.REASSESSMENT:
        return agency_due(dossier, day, day)
    return agency_due(dossier, _proposed_on(dossier, receipt.received_on))


def office_of(dossier: Dossier) -> str:
    """Return which office's step the dossier is in: commune, province or ministry."""
    at_commune = {DossierState.FILED, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED}
    return "commune" if dossier.state in at_commune else str(dossier.level)


def _commune_due_when_back(dossier: Dossier, receipt: Receipt, day: date) -> date:
    clock = intake_rules(receipt.unit_id).clock
    if clock == IntakeRules.Clock.RESTART:
        return commune_due(dossier, day)
    if clock == IntakeRules.Clock.RUN:
        return commune_due(dossier, receipt.received_on)
    left = _rules(dossier).commune_term.value - _days_with_commune(dossier)
    return add_working_days(day, max(left, 0))


def _days_with_commune(dossier: Dossier) -> int:
    """Count the working days between each coming to the commune and the return that followed."""
    used, since = 0, None
    for action, day in _acts(dossier):
        if action in _COMMUNE_BEGINS:
            since = day
        elif action == "return_from_commune" and since is not None:
            used += working_days_left(since, day)
            since = None
    return used


def _proposed_on(dossier: Dossier, fallback: date) -> date:
    handed_on = [day for action, day in _acts(dossier) if action in {"propose", "send_to_ministry"}]
    return handed_on[-1] if handed_on else fallback


def _acts(dossier: Dossier) -> Iterable[tuple[str, date]]:
    records = audit.history(dossier).values_list("action", "at")
    return [(action, timezone.localtime(at).date()) for action, at in records]


def _decision(dossier: Dossier) -> str:
    return rulebook.scorecard(dossier.scorecard).decision


def _rules(dossier: Dossier) -> procedure.Procedure:
    return procedure.procedure(_decision(dossier))
