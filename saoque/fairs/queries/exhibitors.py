"""The list of who applied, as the organising unit works on it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.text import fold

SORTS: dict[str, tuple[Any, ...]] = {
    "hang": (F("rank").asc(nulls_last=True), "pk"),
    "ten": ("sort", "pk"),
    "ngay": ("applied_on", "pk"),
}


@dataclass(frozen=True)
class Wish:
    """What the list is narrowed to; `state` is the stored state, or the proposed one while nothing is published."""

    text: str = ""
    state: str = ""
    sort: str = "hang"


def list_exhibitors(fair: Fair, wish: Wish) -> QuerySet[Any]:
    found = fair.exhibitors.select_related("province").annotate(goods=Count("exhibits"))
    for word in fold(wish.text).split():
        found = found.filter(search__contains=word)
    if wish.state in Exhibitor.State.values:
        results = (Exhibitor.State.CHOSEN, Exhibitor.State.WAITING, Exhibitor.State.REFUSED)
        if fair.chosen_on is None and wish.state in results:
            found = found.filter(state=Exhibitor.State.APPLIED, proposed=wish.state)
        else:
            found = found.filter(state=wish.state)
    return found.order_by(*SORTS.get(wish.sort, SORTS["hang"]))


def proposed_counts(fair: Fair) -> dict[str, int]:
    rows = fair.exhibitors.filter(state=Exhibitor.State.APPLIED).order_by().values_list("proposed")
    return dict(rows.annotate(number=Count("pk")))
