"""Figures for reports: foundings, members and capital, by place, kind and period. Each answer is one query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import CapitalEntry, Cooperative, Filing, Member
from saoque.kernel.calendar import today


@dataclass(frozen=True)
class Founded:
    """How many were registered in a period."""

    cooperatives: int
    groups: int


def founded(since: date, until: date, communes: Collection[str] | None = None) -> QuerySet[Cooperative]:
    """Return what was founded here and registered from `since` to `until`: the rows behind the figure.

    `communes`: codes of the unit's place; None is everywhere. Co-operatives that were only brought in do not count.
    """
    found = Cooperative.objects.filter(
        state=Cooperative.State.REGISTERED,
        registered_on__gte=since,
        registered_on__lte=until,
        pk__in=Filing.objects.values("cooperative"),
    )
    return found if communes is None else found.filter(commune__code__in=communes)


def count_founded(since: date, until: date, communes: Collection[str] | None = None) -> Founded:
    """Return the two figures of a period. One query."""
    rows = dict(founded(since, until, communes).order_by().values_list("kind").annotate(count=Count("pk")))
    return Founded(rows.get(Kind.COOPERATIVE, 0), rows.get(Kind.GROUP, 0))


def standing_on(day: date | None = None, communes: Collection[str] | None = None) -> QuerySet[Cooperative]:
    """Return what is registered on a day (today), founded here or brought in."""
    found = Cooperative.objects.filter(state=Cooperative.State.REGISTERED, registered_on__lte=day or today())
    return found if communes is None else found.filter(commune__code__in=communes)


def count_members(day: date | None = None, communes: Collection[str] | None = None) -> int:
    """Return the members on a day of everything registered. One query."""
    now = day or today()
    kept = Q(left_on=None) | Q(left_on__gt=now)
    return Member.objects.filter(kept, joined_on__lte=now, cooperative__in=standing_on(now, communes)).count()


def paid_capital(day: date | None = None, communes: Collection[str] | None = None) -> int:
    """Return the capital paid in by a day, in đồng. One query."""
    now = day or today()
    entries = CapitalEntry.objects.filter(on__lte=now, member__cooperative__in=standing_on(now, communes))
    return entries.aggregate(sum=Sum("paid"))["sum"] or 0
