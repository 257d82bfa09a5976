"""What the rule of selection must know of everybody who applied. A fixed number of queries."""

from collections import Counter, defaultdict

from django.db.models import Q

from saoque.fairs.choosing import Candidate, Terms
from saoque.fairs.models import Exhibit, Exhibitor, Fair
from saoque.knowledge.papers import same_kind
from saoque.producers.kinds import facts_of
from saoque.producers.models import Paper
from saoque.selling.gathering import last_day


def terms_of(fair: Fair) -> Terms:
    return Terms(fair.booths_planned, fair.min_star, tuple(fair.needs), fair.capacity_least, fair.bar_absent)


def candidates_of(fair: Fair) -> list[Candidate]:
    """Return everybody who still wants to come, as the rule sees them today. Five queries at most."""
    rows = list(
        fair.exhibitors.filter(state=Exhibitor.State.APPLIED)
        .order_by("applied_on", "pk")
        .values_list("pk", "producer", "search", "booths_wanted")
    )
    star, goods = _goods(fair)
    papers = _papers(fair, {producer for _pk, producer, _search, _booths in rows if producer})
    missed = _absences(fair)
    return [
        Candidate(
            key=pk, star=star[pk], papers=papers[producer] if producer else None, goods=goods[pk],
            absences=missed[producer or search], order=order, booths=booths,
        )
        for order, (pk, producer, search, booths) in enumerate(rows)
    ]  # fmt: skip


def _goods(fair: Fair) -> tuple[dict[int, int], dict[int, int]]:
    """The highest star that holds on the last day, and the most goods a day, by exhibitor. Own products as they are now."""
    star: dict[int, int] = defaultdict(int)
    goods: dict[int, int] = defaultdict(int)
    for one in Exhibit.objects.filter(exhibitor__fair=fair).select_related("product"):
        kept = one.product or one
        if kept.star_until is not None and kept.star_until >= fair.last_day:
            star[one.exhibitor_id] = max(star[one.exhibitor_id], kept.star)
        goods[one.exhibitor_id] = max(goods[one.exhibitor_id], one.daily)
    return star, goods


def _papers(fair: Fair, producers: set[int]) -> dict[int, frozenset[str]]:
    """Which of the needed papers each producer has that hold on the last day, by their print or by their kind's term."""
    found: dict[int, set[str]] = {pk: set() for pk in producers}
    holds = Q(expires_on=None) | Q(expires_on__gte=fair.last_day)
    kept = (
        Paper.objects.filter(holds, producer__fairs__fair=fair, removed_at=None) if fair.needs else Paper.objects.none()
    )
    rows = list(kept.values_list("producer", "kind", "issued_on", "expires_on").distinct())
    terms = facts_of({kind for _producer, kind, _issued, _expires in rows}, on=fair.last_day)
    for producer, kind, issued, expires in rows:
        ends = last_day(issued, expires, terms.get(kind))
        if producer in found and (ends is None or ends >= fair.last_day):
            found[producer].update(need for need in fair.needs if same_kind(need, kind))
    return {pk: frozenset(kinds) for pk, kinds in found.items()}


def _absences(fair: Fair) -> Counter[int | str]:
    """How often each was absent without notice at other fairs; guests are known by their names."""
    missed = Exhibitor.objects.filter(state=Exhibitor.State.ABSENT).exclude(fair=fair)
    return Counter(producer or search for producer, search in missed.values_list("producer", "search"))
