"""Directives as lists and as the board of units × targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES
from saoque.support.lineage import former_ids
from saoque.support.models import Assignment, Directive, Indicator, Target
from saoque.support.queries.access import visible_directives

A = Assignment.State


@dataclass(frozen=True)
class Cell:
    """One target of one unit. `state`: done, doing, late, waiting (not yet accepted) or refused.

    `counted`: what the house counts of it so far; None where it does not, and where nobody asked.
    """

    target: Target
    state: str
    counted: int | None = None

    @property
    def words(self) -> str:
        return {
            "done": _("Đạt"),
            "doing": _("Đang làm"),
            "late": _("Trễ hạn"),
            "waiting": _("Chưa nhận"),
            "refused": _("Không nhận"),
        }[self.state]

    @property
    def kind(self) -> str:
        return {"done": "ok", "doing": "info", "late": "bad", "waiting": "wait", "refused": "bad"}[self.state]


@dataclass(frozen=True)
class BoardRow:
    part: Assignment
    cells: list[Cell]


@dataclass(frozen=True)
class IndicatorSum:
    """What all units together are to reach and have reached."""

    indicator: Indicator
    number: Decimal
    reached: Decimal


def state_of(part: Assignment, target: Target, indicator: Indicator) -> str:
    """How a target stands today: only confirmed numbers count as reached."""
    if target.reached is not None and target.reached >= target.number:
        return "done"
    if part.state == A.REFUSED:
        return "refused"
    if indicator.due_on < today():
        return "late"
    return "waiting" if part.state == A.SENT else "doing"


def board(directive: Directive) -> tuple[list[BoardRow], list[IndicatorSum]]:
    """Units × targets and the sum of each indicator, for a directive from `get_directive`. One more query."""
    indicators = {one.pk: one for one in directive.indicators.all()}
    targets: dict[int, dict[int, Target]] = {}
    for target in Target.objects.filter(assignment__directive=directive):
        targets.setdefault(target.assignment_id, {})[target.indicator_id] = target
    rows = []
    for part in directive.assignments.all():
        own = targets.get(part.pk, {})
        cells = [Cell(own[pk], state_of(part, own[pk], one)) for pk, one in indicators.items() if pk in own]
        rows.append(BoardRow(part, cells))
    every = [target for own in targets.values() for target in own.values()]
    sums = [
        IndicatorSum(
            one,
            sum((target.number for target in every if target.indicator_id == pk), Decimal(0)),
            sum((target.reached or Decimal(0) for target in every if target.indicator_id == pk), Decimal(0)),
        )
        for pk, one in indicators.items()
    ]
    return rows, sums


def export_board(directive: Directive) -> tuple[Sequence[str], Iterator[list[Any]]]:
    """One row for each unit and target."""
    head = [
        _("Đơn vị"), _("Trạng thái"), _("Chỉ tiêu"), _("Đơn vị tính"), _("Được giao"), _("Đã đạt"), _("Hạn"),
        _("Kết luận"), _("Lý do"),
    ]  # fmt: skip
    indicators = {one.pk: one for one in directive.indicators.all()}
    rows, _sums = board(directive)
    return head, (
        [
            row.part.unit.name, row.part.get_state_display(), one.name, one.measure, float(cell.target.number),
            float(cell.target.reached) if cell.target.reached is not None else "", one.due_on.strftime("%d/%m/%Y"),
            cell.words, row.part.reason,
        ]
        for row in rows
        for cell in row.cells
        for one in [indicators[cell.target.indicator_id]]
    )  # fmt: skip


def directive_list(actor: Actor, q: str = "", side: str = "") -> QuerySet[Directive]:
    """Readable directives, the newest first, each with counts of its units' states. `side`: sent, received or nothing."""
    found = visible_directives(actor)
    units = actor.unit_ids(*YOUTH_ROLES)
    mine = [*units, *former_ids(units)] if units else []
    if side == "sent":
        found = found.filter(sender__in=mine)
    elif side == "received":
        found = found.filter(pk__in=Assignment.objects.filter(unit__in=mine).values("directive"))
    for word in fold(q).split():
        found = found.filter(search__contains=f" {word}")
    return (
        found.select_related("sender")
        .annotate(
            units=Count("assignments", distinct=True),
            accepted=Count("assignments", filter=~Q(assignments__state__in=[A.SENT, A.REFUSED]), distinct=True),
            confirmed=Count("assignments", filter=Q(assignments__state=A.CONFIRMED), distinct=True),
            last_due=Max("indicators__due_on"),
        )
        .order_by("-created_at", "-pk")
    )


def own_parts(actor: Actor, directives: Sequence[Directive]) -> dict[int, Assignment]:
    """The actor's units' part in each directive. One query, one for the line of units."""
    units = actor.unit_ids(*YOUTH_ROLES)
    mine = [*units, *former_ids(units)] if units else []
    parts = Assignment.objects.filter(directive__in=[one.pk for one in directives], unit__in=mine)
    return {part.directive_id: part for part in parts.select_related("unit")}
