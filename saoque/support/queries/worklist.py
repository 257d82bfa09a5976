"""The work list of a unit: filters, a table and a board by state, overdue first, and the same rows for export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES
from saoque.support.flow import OPEN
from saoque.support.kinds import is_kind, kind_name
from saoque.support.lineage import former_ids
from saoque.support.models import CaseMoney, SupportCase
from saoque.support.queries.access import soonest, visible_cases

S = SupportCase.State
BOARD = (S.ASKED, S.ACCEPTED, S.DOING, S.WAITING)
PER_COLUMN = 30
LATE = "late"
WHOSE = ("mine", "unit", "former")


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; values nobody knows count as not asked."""

    q: str = ""
    state: str = ""
    kind: str = ""
    whose: str = ""
    unit: int = 0

    @classmethod
    def of(cls, asked: Any) -> "Filters":
        state, kind, whose = asked.get("state", ""), asked.get("kind", ""), asked.get("whose", "")
        unit = asked.get("unit", "")
        return cls(
            q=asked.get("q", "")[:120],
            state=state if state in S.values or state in (LATE, "open", "closed") else "",
            kind=kind if is_kind(kind) else "",
            whose=whose if whose in WHOSE else "",
            unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 12 else 0,
        )

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.state or self.kind or self.whose or self.unit)


def found_cases(actor: Actor, filters: Filters) -> QuerySet[SupportCase]:
    """The readable cases under the filters, not ordered."""
    found = visible_cases(actor)
    for word in fold(filters.q).split():
        found = found.filter(search__contains=f" {word}")
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.unit:
        found = found.filter(unit=filters.unit)
    units = actor.unit_ids(*YOUTH_ROLES)
    if filters.whose == "mine":
        found = found.filter(owner=actor.user_id)
    elif filters.whose == "unit":
        found = found.filter(unit__in=units)
    elif filters.whose == "former":
        found = found.filter(unit__in=former_ids(units))
    return found.filter(_by_state(filters.state))


def _by_state(state: str) -> Q:
    if state == LATE:
        return Q(state__in=OPEN, due_on__lt=today())
    if state == "open":
        return Q(state__in=OPEN)
    if state == "closed":
        return Q(state__in=[S.DONE, S.DROPPED])
    return Q(state=state) if state else Q()


def ordered(found: QuerySet[SupportCase]) -> QuerySet[SupportCase]:
    """Open ones by deadline, then closed ones, the last closed first."""
    closed = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = found.annotate(is_closed=closed).order_by("is_closed", *_closed_last())
    return rows.select_related("producer__commune", "product", "unit", "owner").annotate(
        steps_all=Count("steps", filter=Q(steps__removed_at=None)),
        steps_done=Count("steps", filter=Q(steps__removed_at=None, steps__done_on__isnull=False)),
    )


def _closed_last() -> list[Any]:
    return [F("closed_on").desc(nulls_first=True), *soonest()]


def counts(actor: Actor, filters: Filters) -> dict[str, int]:
    """How many there are of each state under the other filters. One query."""
    other = Filters(q=filters.q, kind=filters.kind, whose=filters.whose, unit=filters.unit)
    asked: dict[str, Any] = {str(state): Count("pk", filter=Q(state=state)) for state in S}
    asked |= {
        LATE: Count("pk", filter=_by_state(LATE)),
        "open": Count("pk", filter=_by_state("open")),
        "closed": Count("pk", filter=_by_state("closed")),
    }
    return found_cases(actor, other).aggregate(**asked)


@dataclass
class Column:
    """One state of the board. `count` may exceed the rows shown."""

    state: str
    name: str
    count: int
    rows: list[SupportCase] = field(default_factory=list)


def board(actor: Actor, filters: Filters) -> list[Column]:
    """The open states as columns, each overdue first, at most `PER_COLUMN` rows. A fixed number of queries."""
    totals = counts(actor, filters)
    other = Filters(q=filters.q, kind=filters.kind, whose=filters.whose, unit=filters.unit)
    columns = []
    for state in BOARD:
        rows = list(ordered(found_cases(actor, other).filter(state=state))[:PER_COLUMN])
        columns.append(Column(str(state), str(state.label), totals[str(state)], rows))
    return columns


def export(actor: Actor, filters: Filters) -> tuple[Sequence[str], Iterator[list[Any]]]:
    """Head and rows of everything the reader may see under the filters; money in VND. Two queries, one for the line."""
    head = [
        _("Số"), _("Việc"), _("Loại"), _("Chủ thể"), _("Sản phẩm"), _("Xã, phường"), _("Đơn vị"), _("Người phụ trách"),
        _("Trạng thái"), _("Ngày hỏi"), _("Hạn"), _("Ngày khép"), _("Số ngày quá hạn"), _("Tiền dự kiến"),
        _("Tiền đã chi"), _("Kết quả"),
    ]  # fmt: skip
    # Sums over joined rows would count each once for every step: money is asked for apart.
    rows = list(ordered(found_cases(actor, filters)))
    sums = {row["case"]: (row["planned"], row["paid"]) for row in _money_rows([one.pk for one in rows])}
    return head, (_cells(one, *sums.get(one.pk, (0, 0))) for one in rows)


def _money_rows(ids: list[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 5000):
        rows = CaseMoney.objects.filter(case__in=ids[start : start + 5000]).order_by().values("case")
        found += [dict(row) for row in rows.annotate(planned=Sum("planned"), paid=Sum("paid"))]
    return found


def _cells(one: SupportCase, planned: int, paid: int) -> list[Any]:
    late = (today() - one.due_on).days if one.is_open and one.due_on and one.due_on < today() else ""
    return [
        one.pk, one.title, kind_name(one.kind), one.producer.name, one.product.name if one.product else "",
        one.producer.commune.full_name, one.unit.name, one.owner.full_name if one.owner else "",
        str(S(one.state).label), _day(one.asked_on), _day(one.due_on), _day(one.closed_on), late, planned, paid,
        one.result,
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
