"""Lists of dossiers for offices: narrow first (ids of one page), wide only for the rows shown.

Rooms above add columns and orders without being known here: `add_columns`, `add_sort`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from saoque import rulebook
from saoque.dossiers.models import Dossier, DossierState, ReturnItem
from saoque.dossiers.queries import visible_by_role
from saoque.kernel.access import Actor
from saoque.kernel.text import fold
from saoque.people.roles import Role
from saoque.producers.models import Product

PAGE_SIZE = 50
COMMUNE_ROLES = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)
AGENCY_ROLES = (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR)
WORDS_LIMIT = 8
_ALL = 10_000_000
Cells = Sequence[Any]
Order = str | Combinable


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means everything visible. `state` may be "todo": waiting for the actor's office."""

    q: str = ""
    state: str = ""
    kind: str = ""
    scorecard: str = ""
    commune: str = ""
    level: str = ""


@dataclass(frozen=True)
class Sort:
    """One order of the list. `order` is made for each query."""

    name: str
    label: Any
    order: Callable[[], Sequence[Order]]
    agency_only: bool = False


@dataclass(frozen=True)
class ExtraColumns:
    """Columns of a room above. `cells` gets the ids of the rows shown, and gives the cells of those it knows."""

    name: str
    labels: Sequence[Any]
    cells: Callable[[Sequence[int]], Mapping[int, Cells]]


@dataclass(frozen=True)
class Row:
    """One dossier of a list, as far as the list shows it."""

    pk: int
    product: str
    producer: str
    commune: str
    scorecard: str
    set_no: int
    kind: str
    state: str
    state_name: str
    self_total: int
    self_stars: int
    due_on: date | None
    filed_at: Any
    product_code: str
    level: str
    mended: int
    extra: Cells = ()
    labels: Sequence[str] = ()

    @property
    def extra_pairs(self) -> Iterable[tuple[str, Any]]:
        """Each further cell with the label of its column."""
        return zip(self.labels, self.extra, strict=True)


@dataclass(frozen=True)
class Rows:
    """One page. `page` holds rows, number and neighbours; `counts` how many visible ones each state would show."""

    page: Page[Any]
    counts: Mapping[str, int]
    extra_labels: Sequence[Any] = field(default_factory=tuple)


_sorts: dict[str, Sort] = {}
_columns: dict[str, ExtraColumns] = {}


def add_sort(name: str, label: Any, order: Callable[[], Sequence[Order]]) -> None:
    """Let agencies sort by something of a room above; `order` gives expressions over `Dossier`, as a Subquery."""
    _sorts[name] = Sort(name, label, order, agency_only=True)


def add_columns(name: str, labels: Sequence[Any], cells: Callable[[Sequence[int]], Mapping[int, Cells]]) -> None:
    """Show columns of a room above in the agencies' lists and exports. `cells` must use a fixed number of queries."""
    _columns[name] = ExtraColumns(name, labels, cells)


def _own(name: str, label: Any, *order: Order, agency_only: bool = False) -> None:
    _sorts[name] = Sort(name, label, lambda: order, agency_only)


_own("due", _("Hạn gần nhất"), F("due_on").asc(nulls_last=True), "state_since")
_own("new", _("Mới nộp"), "-filed_at")
_own("product", _("Tên sản phẩm"), "product__sort")
_own("producer", _("Tên chủ thể"), "producer__sort", "product__sort")
_own("commune", _("Xã, phường"), "commune__sort", "product__sort")
_own("points", _("Điểm tự chấm cao"), "-self_total", "product__sort", agency_only=True)


def sorts_for(actor: Actor) -> list[Sort]:
    agency = actor.has(*AGENCY_ROLES)
    return [sort for sort in _sorts.values() if agency or not sort.agency_only]


def office_visible(actor: Actor) -> QuerySet[Dossier]:
    """Return what the actor sees as an officer; own dossiers of somebody who is a producer too are elsewhere."""
    held = tuple(actor.having(*COMMUNE_ROLES, *AGENCY_ROLES))
    return visible_by_role(replace(actor, standings=held))


def todo_states(actor: Actor) -> list[str]:
    """Return the states in which the actor's office is the one to act."""
    states: list[str] = []
    if actor.has(*COMMUNE_ROLES):
        states += [DossierState.FILED, DossierState.COMMUNE_RECEIVED]
    if actor.has(*AGENCY_ROLES):
        states += [DossierState.PROPOSED, DossierState.AGENCY_RECEIVED]
    return states


def dossier_rows(actor: Actor, filters: Filters, sort: str = "due", page: int | str = 1) -> Rows:
    """Return one page of what the actor may see, with the counts of its states, in a fixed number of queries."""
    find = _searched if filters.q else _grouped
    shown, states = find(actor, filters, sort, page)
    counts = Counter(states)
    counts["todo"] = sum(states[state] for state in todo_states(actor))
    counts["all"] = states.total()
    ids = list(shown.object_list)
    extra = _columns.values() if actor.has(*AGENCY_ROLES) else ()
    shown.object_list = _wide(ids, list(extra))
    return Rows(shown, counts, [label for columns in extra for label in columns.labels])


def narrowed(actor: Actor, filters: Filters) -> QuerySet[Dossier]:
    """Return the visible dossiers that the filters leave, in no order."""
    found = office_visible(actor)
    # A product's search text holds its producer's name too, so one index answers.
    plain = []
    for word in fold(filters.q).split()[:WORDS_LIMIT]:
        # Only codes have digits that names lack, so plain words spare the database a second comparison.
        if any(map(str.isdigit, word)):
            found = found.filter(Q(product__search__holds=f" {word}") | Q(product_code__contains=word))
        else:
            plain.append(f" {word}")
    if plain:
        # The limit, which nothing reaches, keeps PostgreSQL from reading the text of every visible dossier's product
        # instead: it takes a province for a handful of dossiers.
        found = found.filter(product__in=Product.objects.filter(search__holds_all=plain).values("pk")[:_ALL])
    exact = {"kind": filters.kind, "scorecard": filters.scorecard, "commune__code": filters.commune}
    exact["level"] = filters.level
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return _by_state(actor, found, filters.state)


def ordered(actor: Actor, filters: Filters, sort: str) -> QuerySet[Dossier]:
    """Return everything that the filters leave, in the order asked for."""
    return _ordered(actor, narrowed(actor, filters), sort)


def extra_for(actor: Actor) -> list[ExtraColumns]:
    return list(_columns.values()) if actor.has(*AGENCY_ROLES) else []


def extra_cells(columns: Iterable[ExtraColumns], ids: Sequence[int]) -> dict[int, list[Any]]:
    """Return the cells of all rooms above for these rows; rows that a room does not know get empty ones."""
    cells: dict[int, list[Any]] = {pk: [] for pk in ids}
    for column in columns:
        known = column.cells(ids)
        for pk in ids:
            cells[pk] += known.get(pk, [""] * len(column.labels))
    return cells


def set_name(code: str) -> str:
    return rulebook.product_set(code).name


class _Counted(Paginator[Any]):
    """A paginator that is told how many there are, because the states were counted already."""

    def __init__(self, rows: Any, size: int, *, total: int) -> None:
        super().__init__(rows, size)
        self._total = total

    @property
    def count(self) -> int:  # type: ignore[override]
        return self._total


def _grouped(actor: Actor, filters: Filters, sort: str, page: int | str) -> tuple[Page[Any], Counter[str]]:
    """Return the ids of one page, and how many there are in each state: the database counts and cuts."""
    base = narrowed(actor, replace(filters, state=""))
    states = Counter(dict(base.order_by().values_list("state").annotate(n=Count("pk"))))
    wanted = _wanted(actor, filters.state)
    total = sum(n for state, n in states.items() if wanted is None or state in wanted)
    ids = _ordered(actor, _by_state(actor, base, filters.state), sort).values_list("pk", flat=True)
    return _Counted(ids, PAGE_SIZE, total=total).get_page(page), states


def _searched(actor: Actor, filters: Filters, sort: str, page: int | str) -> tuple[Page[Any], Counter[str]]:
    """As `_grouped`, by one pass over what was found: comparing texts is what costs, so it is done once."""
    found = list(ordered(actor, replace(filters, state=""), sort).values_list("pk", "state"))
    wanted = _wanted(actor, filters.state)
    ids = [pk for pk, state in found if wanted is None or state in wanted]
    return Paginator(ids, PAGE_SIZE).get_page(page), Counter(state for _pk, state in found)


def _wanted(actor: Actor, state: str) -> set[str] | None:
    """Return the states that a filter keeps, None for all."""
    if state == "todo":
        return set(todo_states(actor))
    return {state} if state else None


def _by_state(actor: Actor, found: QuerySet[Dossier], state: str) -> QuerySet[Dossier]:
    wanted = _wanted(actor, state)
    return found if wanted is None else found.filter(state__in=wanted)


def _ordered(actor: Actor, found: QuerySet[Dossier], name: str) -> QuerySet[Dossier]:
    known = {sort.name: sort for sort in sorts_for(actor)}
    return found.order_by(*known.get(name, _sorts["due"]).order(), "pk")


def _wide(ids: Sequence[int], extra: Sequence[ExtraColumns]) -> list[Row]:
    found = {
        row["pk"]: row
        for row in Dossier.objects.filter(pk__in=ids).values(
            "pk", "product__name", "producer__name", "commune__full_name", "scorecard", "kind", "state", "self_total",
            "self_stars", "due_on", "filed_at", "product_code", "level",
        )
    }  # fmt: skip
    waiting = ReturnItem.objects.filter(dossier__in=ids, state=ReturnItem.State.ANSWERED)
    mended = dict(waiting.order_by().values_list("dossier").annotate(n=Count("pk")))
    more = extra_cells(extra, ids)
    numbers = {code: rulebook.product_set(code).set_no for code in {row["scorecard"] for row in found.values()}}
    labels = [str(label) for columns in extra for label in columns.labels]
    return [_row(found[pk], numbers, mended.get(pk, 0), more[pk], labels) for pk in ids if pk in found]


def _row(raw: Mapping[str, Any], numbers: Mapping[str, int], mended: int, extra: Cells, labels: Sequence[str]) -> Row:
    return Row(
        pk=raw["pk"],
        product=raw["product__name"],
        producer=raw["producer__name"],
        commune=raw["commune__full_name"],
        scorecard=raw["scorecard"],
        set_no=numbers[raw["scorecard"]],
        kind=str(Dossier.Kind(raw["kind"]).label),
        state=raw["state"],
        state_name=str(DossierState(raw["state"]).label),
        self_total=raw["self_total"],
        self_stars=raw["self_stars"],
        due_on=raw["due_on"],
        filed_at=raw["filed_at"],
        product_code=raw["product_code"],
        level=raw["level"],
        mended=mended,
        extra=extra,
        labels=labels,
    )
