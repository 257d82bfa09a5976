"""What is read of help: marks still to be looked over, who helped, requests on the first screen, and a helper's list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque import rulebook
from saoque.dossiers.consents import HELPER_ROLES, followed_in_area, helped_by
from saoque.dossiers.flow import FINISHED, OPEN_TO_PRODUCER
from saoque.dossiers.forms.stations import stations
from saoque.dossiers.models import Consent, Dossier, DossierState, FieldValue, HelpedPart, ReturnItem, Thread
from saoque.dossiers.parts import Named, Place, places_of
from saoque.dossiers.road import comes_next, who_has
from saoque.kernel.access import Actor
from saoque.kernel.text import fold
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role
from saoque.producers.models import Product

PAGE_SIZE = 20
TODO_LIMIT = 20
WORDS_LIMIT = 8
RETURNED = (DossierState.COMMUNE_RETURNED, DossierState.AGENCY_RETURNED)
# What the list can be narrowed to, beside everything.
FILTERS = ("nho-toi", "can-sua", "dang-soan", "da-xong")


def marks_of(dossier: Dossier) -> dict[Named, HelpedPart]:
    """Return the parts still to be looked over, each with its latest mark. One query."""
    rows = HelpedPart.objects.filter(dossier=dossier, seen_at__isnull=True).select_related("helper")
    return {(row.target, row.key): row for row in rows.order_by("changed_at", "pk")}


def placed_marks(dossier: Dossier) -> list[tuple[Place, HelpedPart]]:
    """Return the marks with their places, in the order of the dossier's papers. At most four queries."""
    marks = marks_of(dossier)
    return [(place, marks[named]) for named, place in places_of(dossier, marks).items()]


def who_helped(dossier: Dossier) -> list[dict[str, Any]]:
    """Return each helper who ever changed something: name, role in words, number of parts, last day. One query."""
    rows = HelpedPart.objects.filter(dossier=dossier).order_by().values("helper", "helper__full_name", "role")
    counted = rows.annotate(n=Count("pk"), last=Max("changed_at")).order_by("-last", "helper")
    return [
        {
            "user": row["helper"],
            "name": row["helper__full_name"],
            "role": str(Role(row["role"]).label),
            "count": row["n"],
            "last": row["last"],
        }
        for row in counted
    ]


@dataclass(frozen=True)
class HelpedRow:
    """One dossier of a helper's list. `under_consent`: its pages open; without it only where it is on its road.

    `blanks` and `criteria` still to be filled are counted under consent alone, while the dossier is with the producer.
    """

    dossier: Dossier
    under_consent: bool
    who: str
    next: str
    open_items: int = 0
    blanks: int = 0
    criteria: int = 0
    unseen: int = 0
    talk: int = 0
    missing: bool = field(default=False)


def helped_list(
    actor: Actor, text: str = "", narrow: str = "", page: int | str = 1
) -> tuple[Page[Any], dict[str, int]]:
    """Return one page of `HelpedRow`, nearest deadline first, and how many each filter would show. Fixed queries."""
    mine, followed = helped_by(actor), followed_in_area(actor)
    found = Dossier.objects.filter(mine | followed)
    for word in fold(text).split()[:WORDS_LIMIT]:
        found = found.filter(product__in=Product.objects.filter(search__holds=f" {word}").values("pk"))
    kinds = {
        "nho-toi": mine,
        "can-sua": Q(state__in=RETURNED),
        "dang-soan": Q(state=DossierState.DRAFT),
        "da-xong": Q(state__in=FINISHED),
    }
    counted = found.aggregate(all=Count("pk"), **{f"n{i}": Count("pk", filter=kinds[n]) for i, n in enumerate(FILTERS)})
    counts = {"": counted["all"], **{name: counted[f"n{i}"] for i, name in enumerate(FILTERS)}}
    shown = found.filter(kinds[narrow]) if narrow in kinds else found
    ordered = shown.order_by(F("due_on").asc(nulls_last=True), "-state_since", "pk")
    result: Page[Any] = Paginator(ordered.select_related("product", "producer", "commune"), PAGE_SIZE).get_page(page)
    result.object_list = _rows(list(result.object_list), mine, actor)
    return result, counts


def _rows(dossiers: list[Dossier], mine: Q, actor: Actor) -> list[HelpedRow]:
    ids = [one.pk for one in dossiers]
    consented = set(Dossier.objects.filter(mine, pk__in=ids).values_list("pk", flat=True))
    writing = [one for one in dossiers if one.pk in consented and one.state in OPEN_TO_PRODUCER]
    items = _per_dossier(ReturnItem.objects.filter(dossier__in=ids, state=ReturnItem.State.OPEN))
    unseen = _per_dossier(HelpedPart.objects.filter(dossier__in=consented, seen_at__isnull=True, helper=actor.user_id))
    talk = _per_dossier(Thread.objects.filter(dossier__in=consented, state=Thread.State.OPEN))
    blanks = _empty_blanks(writing)
    rows = []
    for one in dossiers:
        asked = len(rulebook.scorecard(one.scorecard).criteria)
        criteria = max(0, asked - one.answered) if one in writing else 0
        empty = blanks.get(one.pk, 0)
        rows.append(
            HelpedRow(
                one, one.pk in consented, who_has(one), comes_next(one), items.get(one.pk, 0), empty, criteria,
                unseen.get(one.pk, 0), talk.get(one.pk, 0), bool(items.get(one.pk) or empty or criteria),
            )
        )  # fmt: skip
    return rows


def _per_dossier(rows: QuerySet[Any]) -> Mapping[int, int]:
    return dict(rows.order_by().values_list("dossier").annotate(n=Count("pk")))


def _empty_blanks(dossiers: list[Dossier]) -> dict[int, int]:
    """Return how many required blanks each dossier lacks, in one query for all."""
    filled: dict[int, set[str]] = {one.pk: set() for one in dossiers}
    rows = FieldValue.objects.filter(dossier__in=list(filled)).values_list("dossier_id", "path", "value")
    for pk, path, value in rows:
        if value not in (None, "", []):
            filled[pk].add(path)
    return {
        one.pk: sum(
            1
            for station in stations(one.scorecard, one.kind)
            for blank in station.fields
            if blank.need == "required" and blank.path not in filled[one.pk]
        )
        for one in dossiers
    }


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """Return a producer's requests and marks, and what came back to those who help. At most three queries."""
    found: list[Todo] = []
    units = actor.unit_ids(Role.PRODUCER)
    if units:
        found += [*_requests(units), *_unseen(units)]
    if actor.has(*HELPER_ROLES):
        back = Dossier.objects.filter(helped_by(actor), state__in=RETURNED).select_related("product")
        found += [_returned(one) for one in back.order_by(F("due_on").asc(nulls_last=True), "pk")[:TODO_LIMIT]]
    return found


def _requests(units: list[int]) -> list[Todo]:
    asked = Consent.objects.filter(producer__unit__in=units, state=Consent.State.ASKED)
    return [
        Todo(
            title=_("%(helper)s xin giúp làm hồ sơ") % {"helper": one.helper.full_name},
            detail=_("%(unit)s. Đồng ý hay không là quyền của bà con.") % {"unit": one.unit.name},
            url=reverse("dossiers:accept_consent", args=[one.pk]),
            button=_("Xem lời xin"),
        )
        for one in asked.select_related("helper", "unit").order_by("asked_at", "pk")[:TODO_LIMIT]
    ]


def _unseen(units: list[int]) -> list[Todo]:
    waiting = HelpedPart.objects.filter(
        dossier__producer__unit__in=units, seen_at__isnull=True, dossier__state__in=OPEN_TO_PRODUCER
    )
    rows = waiting.order_by().values("dossier", "dossier__product__name").annotate(n=Count("pk")).order_by("dossier")
    return [
        Todo(
            title=_("Xem lại chỗ người giúp đã điền: %(product)s") % {"product": row["dossier__product__name"]},
            detail=ngettext("%(n)d chỗ chưa xem lại.", "%(n)d chỗ chưa xem lại.", row["n"]) % {"n": row["n"]},
            url=reverse("dossiers:helped", args=[row["dossier"]]),
            button=_("Xem lại"),
        )
        for row in rows[:TODO_LIMIT]
    ]


def _returned(dossier: Dossier) -> Todo:
    return Todo(
        title=_("Giúp bổ sung hồ sơ %(product)s") % {"product": dossier.product.name},
        detail=_("Hồ sơ bị trả lại. Cùng bà con sửa từng chỗ; nộp lại do chính bà con bấm."),
        url=reverse("dossiers:returns", args=[dossier.pk]),
        button=_("Xem chỗ cần sửa"),
        due_on=dossier.due_on,
    )
