"""The books a person may write in, the lines of one of them, and what was chosen last."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from saoque.channels.models import Channel
from saoque.dossiers.consents import held_by
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.ledger.models import ImportRow, NamedRevenue, Sale, SaleImport
from saoque.ledger.rules import rules
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Producer, Product

MOST_CHANNELS = 200
_WITH = ("product", "channel", "place", "entered_by")


def my_books(actor: Actor) -> list[Producer]:
    """Return the producers whose sales the actor may write down: own ones, then those who asked for help."""
    own = Q(unit__in=actor.unit_ids(Role.PRODUCER))
    for standing in actor.having(*YOUTH_ROLES):
        own |= Q(pk__in=held_by(actor, standing).values("producer"))
    found = Producer.objects.filter(own).select_related("unit", "commune__parent").order_by("sort", "pk")
    return [one for one in found if rules.may(actor, "record_sale", one)]


def get_book(actor: Actor, pk: int) -> Producer:
    """Return a producer whose sales the actor reads. Raises `NotFound` alike for strange and for missing ones."""
    found = Producer.objects.select_related("unit", "commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_sales", found):
        raise NotFound()
    return found


def get_sale(actor: Actor, pk: int) -> Sale:
    """Return a line of a book that the actor reads. Raises `NotFound`."""
    found = Sale.objects.select_related(*_WITH, "producer__unit", "producer__commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_sales", found.producer):
        raise NotFound()
    return found


def get_import(actor: Actor, pk: int) -> SaleImport:
    """Return a table that was brought for a producer of the actor's. Raises `NotFound`."""
    wide = SaleImport.objects.select_related("producer__unit", "producer__commune__parent", "file", "job")
    found = wide.filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_sales", found.producer):
        raise NotFound()
    return found


def imports_of(producer: Producer) -> QuerySet[SaleImport]:
    return SaleImport.objects.filter(producer=producer).select_related("file", "brought_by").order_by("-pk")


def rows_of(batch: SaleImport) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch=batch).order_by("number")


def is_named(producer: Producer) -> bool:
    """Whether the producer lets units read its total by name."""
    return NamedRevenue.objects.filter(producer=producer, agreed_at__isnull=False).exists()


def products_for(producer: Producer) -> QuerySet[Product]:
    """Return the producer's products with their selling records, by name. One query."""
    return Product.objects.filter(producer=producer).select_related("selling").order_by("sort", "pk")


def channels_for(producer: Producer) -> list[tuple[Channel, bool]]:
    """Return the channels still open, with whether the producer sells there already: those come first. Three queries."""
    mine = Q(listings__product__producer=producer) | Q(sales__producer=producer)
    used = set(Channel.objects.filter(mine).values_list("pk", flat=True))
    open_ones = Channel.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=today()))
    own = [(one, True) for one in open_ones.filter(pk__in=used).order_by("sort", "pk")]
    others = [(one, False) for one in open_ones.exclude(pk__in=used).order_by("sort", "pk")[:MOST_CHANNELS]]
    return own + others


def last_sale(actor: Actor, producer: Producer) -> Sale | None:
    """Return what the person wrote down last for the producer."""
    mine = Sale.objects.filter(producer=producer, entered_by=actor.user_id).select_related("place")
    return mine.order_by("-entered_at", "-pk").first()


@dataclass(frozen=True)
class Filters:
    """What a list of lines is narrowed to; empty fields narrow nothing."""

    text: str = ""
    product: int | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None
    struck: bool = False


ORDERS: dict[str, tuple[str, ...]] = {
    "moi": ("-sold_on", "-pk"),
    "cu": ("sold_on", "pk"),
    "nhieu": ("-amount", "-pk"),
    "it": ("amount", "pk"),
}


def lines_of(producer: Producer, asked: Filters, order: str = "moi") -> QuerySet[Sale]:
    """Return the lines of one book. `asked.text` is looked for in product, channel, occasion and note."""
    found = Sale.objects.filter(producer=producer, struck_at__isnull=not asked.struck)
    narrowed: dict[str, Any] = {"product": asked.product, "kind": asked.kind}
    narrowed |= {"sold_on__gte": asked.first, "sold_on__lte": asked.last}
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    for word in fold(asked.text).split():
        named = Q(product__search__contains=word) | Q(channel__search__contains=word)
        found = found.filter(named | Q(occasion__icontains=word) | Q(note__icontains=word))
    return found.select_related(*_WITH).order_by(*ORDERS.get(order, ORDERS["moi"]))
