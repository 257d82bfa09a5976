"""The rows behind the figures of this room: what was founded in a time, and what stands on a day."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from saoque.cooperatives.models import CapitalEntry, Cooperative, Filing, Member


def founded(since: date, until: date) -> QuerySet[Cooperative]:
    """Return what was founded here and registered from `since` to `until`; what was only brought in does not count."""
    return Cooperative.objects.filter(
        state=Cooperative.State.REGISTERED,
        registered_on__gte=since,
        registered_on__lte=until,
        pk__in=Filing.objects.values("cooperative"),
    )


def standing_on(day: date) -> QuerySet[Cooperative]:
    """Return what is registered on a day, founded here or brought in."""
    return Cooperative.objects.filter(state=Cooperative.State.REGISTERED, registered_on__lte=day)


def with_members(day: date) -> QuerySet[Cooperative]:
    """Return what stands on a day with `counted` members, where there are any."""
    kept = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)
    return _counted(day, kept.filter(cooperative=OuterRef("pk")), "cooperative", Count("pk"))


def with_capital(day: date) -> QuerySet[Cooperative]:
    """Return what stands on a day with `counted` đồng of capital paid in by then, where there is any."""
    paid = CapitalEntry.objects.filter(on__lte=day, member__cooperative=OuterRef("pk"))
    return _counted(day, paid, "member__cooperative", Sum("paid"))


def _counted(day: date, rows: QuerySet[Any], of: str, number: Any) -> QuerySet[Cooperative]:
    mine = rows.order_by().values(of).annotate(number=number).values("number")
    return standing_on(day).annotate(counted=Subquery(mine)).filter(counted__gt=0)
