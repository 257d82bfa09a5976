"""What is read of files and products. Every list has a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from saoque.dossiers.consents import held_by
from saoque.feeds.fitting import Fit, differences, fit
from saoque.feeds.gathering import gather
from saoque.feeds.layouts import Layout
from saoque.feeds.models import Dispatch, DispatchRow
from saoque.feeds.rules import rules
from saoque.kernel.access import Actor, Standing
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.models import Producer, Product

MOST_PRODUCTS = 2000  # of one file made by hand
BATCH = 500


def sendable(actor: Actor) -> QuerySet[Product]:
    """Return the products that the actor may make files of: the same right as rule "send", as one query."""
    allowed = Q(producer__unit__in=actor.unit_ids(Role.PRODUCER))
    for standing in actor.having(Role.COMMUNE_OFFICER, *YOUTH_ROLES):
        allowed |= Q(producer__in=_helped(actor, standing))
        code, path = _place(standing)
        if standing.role in YOUTH_ROLES and code:
            allowed |= Q(**{f"producer__{path}": code}, selling__shown_at__isnull=False)
    return Product.objects.filter(allowed, is_public=True)


def _place(standing: Standing) -> tuple[str, str]:
    """Return the code of the standing's commune or province, and the path to it from a producer."""
    if standing.role == Role.COMMUNE_OFFICER or standing.unit_kind == UnitKind.YOUTH_COMMUNE:
        return standing.commune, "commune__code"
    return standing.province, "commune__parent__code"


def _helped(actor: Actor, standing: Standing) -> QuerySet[Producer]:
    """Return the producers of the standing's area who let this person help."""
    code, path = _place(standing)
    if not code:
        return Producer.objects.none()
    return Producer.objects.filter(**{path: code}, pk__in=held_by(actor, standing).values("producer"))


def choose_from(actor: Actor, text: str = "", commune: str = "") -> QuerySet[Product]:
    """Return the products to choose from, narrowed, in alphabetical order."""
    found = sendable(actor)
    if commune:
        found = found.filter(producer__commune__code=commune)
    for word in fold(text).split():
        found = found.filter(search__holds=f" {word}")
    return found.order_by("sort", "pk")


def communes_of(actor: Actor) -> list[tuple[str, str]]:
    """Return (code, name) of the communes in which the actor has products to choose from. One query."""
    rows = sendable(actor).values_list("producer__commune__code", "producer__commune__full_name").distinct()
    return sorted(rows, key=lambda row: fold(row[1]))


def fits_of(layout: Layout, pks: Iterable[int]) -> list[Fit]:
    """Fill in the products; eight queries, however many."""
    return [fit(layout, goods) for goods in gather(pks)]


def dispatches_of(actor: Actor) -> QuerySet[Dispatch]:
    """Return what the actor may read, newest first: of own units, and of producers helped by consent."""
    allowed = Q(unit__in=actor.unit_ids(Role.PRODUCER, Role.COMMUNE_OFFICER, *YOUTH_ROLES))
    for standing in actor.having(Role.COMMUNE_OFFICER, *YOUTH_ROLES):
        allowed |= Q(unit__producer__in=_helped(actor, standing))
    wide = Dispatch.objects.filter(allowed).select_related("unit__producer__commune__parent", "made_by", "file")
    return wide.order_by("-made_at", "-pk")


def get_dispatch(actor: Actor, pk: int) -> Dispatch:
    """Return a dispatch that the actor may read. Raises `NotFound` alike for strange and for missing ones."""
    wide = Dispatch.objects.select_related("unit__producer__commune__parent", "made_by", "file")
    found = wide.filter(pk=pk).first()
    if found is None or not rules.may(actor, "read", found):
        raise NotFound()
    return found


def told_of(producer_units: Iterable[int]) -> QuerySet[DispatchRow]:
    """Return what others have told of these units' products, newest first."""
    units = list(producer_units)
    rows = DispatchRow.objects.filter(product__producer__unit__in=units).exclude(dispatch__unit__in=units)
    return rows.select_related("dispatch__unit", "product").order_by("-dispatch", "pk")


def last_rows(unit_id: int, layout: str) -> dict[int, DispatchRow]:
    """Return the newest row of each product in this unit's finished files of this layout. One query."""
    newest = (
        DispatchRow.objects.filter(product=OuterRef("product"), dispatch__unit=unit_id, dispatch__layout=layout)
        .exclude(dispatch__state=Dispatch.State.FAILED)
        .order_by("-dispatch", "-pk")
    )
    rows = DispatchRow.objects.filter(
        dispatch__unit=unit_id, dispatch__layout=layout, pk=Subquery(newest.values("pk")[:1])
    )
    return {row.product_id: row for row in rows}


@dataclass(frozen=True)
class Told:
    """A row with what has changed in it since the one before: (head, before, now)."""

    row: DispatchRow
    changes: list[tuple[str, str, str]]


def rows_of(dispatch: Dispatch) -> QuerySet[DispatchRow]:
    """Return the rows: what changed first, then what ended, what is new, what is the same."""
    return dispatch.rows.select_related("product__producer", "before").order_by("kind", "product__sort", "pk")


def with_changes(rows: Iterable[DispatchRow]) -> list[Told]:
    """Say field by field what differs from the row before."""
    return [
        Told(row, differences(row.before.fields, row.fields) if row.before and row.kind != row.Kind.SAME else [])
        for row in rows
    ]


def public_keys() -> QuerySet[Product]:
    """Return what the public feeds tell: public products whose producers agreed that buyers see them."""
    return Product.objects.filter(is_public=True, selling__shown_at__isnull=False).order_by("pk")


def public_fits(layout: Layout) -> Iterator[Fit]:
    """Yield the public products that fit, read in batches, so that memory does not grow with their number."""
    keys = list(public_keys().values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        for one in fits_of(layout, keys[start : start + BATCH]):
            if one.fits and one.goods.on_sale:
                yield one


def changed_prices(unit_ids: Iterable[int], limit: int) -> list[DispatchRow]:
    """Return the newest rows that were made before the selling record last changed its price. One query.

    The price as it was told stands in the row under a head of the layout; that the two differ is said by the caller,
    who knows the layout.
    """
    newer = DispatchRow.objects.filter(
        product=OuterRef("product"),
        dispatch__unit=OuterRef("dispatch__unit"),
        dispatch__layout=OuterRef("dispatch__layout"),
        pk__gt=OuterRef("pk"),
    )
    rows = DispatchRow.objects.filter(
        ~Exists(newer),
        dispatch__unit__in=list(unit_ids),
        product__is_public=True,
        product__selling__changed_at__gt=F("dispatch__made_at"),
    ).exclude(kind=DispatchRow.Kind.ENDED)
    return list(
        rows.select_related("dispatch", "product__selling").order_by("-product__selling__changed_at", "pk")[:limit]
    )


def shown_products(pks: Iterable[int]) -> QuerySet[Product]:
    """Return products with what the rule "send" asks of them."""
    return Product.objects.filter(pk__in=list(pks)).select_related(
        "producer__commune__parent", "producer__unit", "selling"
    )
