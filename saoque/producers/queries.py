"""What is read of producers, products and papers. Every single one comes through a door; every list has a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.knowledge.papers import kinds_named
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.producers.labels import PROOF
from saoque.producers.models import Paper, Producer, Product, ProductLabel, ProductPhoto
from saoque.producers.nation import nation_reads
from saoque.producers.papers_access import may_open_paper, may_see_photo, through_a_door
from saoque.producers.rules import rules

_AGENCY = (Role.AGENCY_CLERK, Role.AGENCY_HEAD, Role.SIGNER, Role.INSPECTOR)
_PLACES = ("unit", "commune__parent", "old_place__parent__parent")
SOON = dt.timedelta(days=60)
LABELS_SHOWN = 10


def visible_to(actor: Actor) -> QuerySet[Producer]:
    """Return the producers that the actor may read: the same right as rule "read", as one query."""
    allowed = Q(pk__in=[])
    own = actor.unit_ids(Role.PRODUCER)
    if own:
        allowed |= Q(unit__in=own)
    for standing in actor.having(Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, *YOUTH_ROLES):
        by_commune = standing.role not in YOUTH_ROLES or standing.unit_kind == UnitKind.YOUTH_COMMUNE
        if by_commune and standing.commune:
            allowed |= Q(commune__code=standing.commune)
        elif not by_commune and standing.province:
            allowed |= Q(commune__parent__code=standing.province)
    for standing in actor.having(*_AGENCY):
        allowed |= Q(commune__parent__code=standing.province) if standing.province else nation_reads()
    return Producer.objects.filter(allowed)


def own_producers(actor: Actor) -> QuerySet[Producer]:
    """Return the producers that the person belongs to, with their places, in alphabetical order."""
    return (
        Producer.objects.filter(unit__in=actor.unit_ids(Role.PRODUCER))
        .select_related(*_PLACES)
        .annotate(product_count=Count("products"))
        .order_by("sort", "pk")
    )


def find_producers(actor: Actor, text: str = "") -> QuerySet[Producer]:
    """Return the producers that the actor may read whose name or product names hold every word, in alphabetical order."""
    found = visible_to(actor)
    for word in fold(text).split():
        product = Product.objects.filter(producer=OuterRef("pk"), search__holds=f" {word}")
        found = found.filter(Q(search__contains=f" {word}") | Exists(product))
    return (
        found.select_related(*_PLACES).annotate(product_count=Count("products", distinct=True)).order_by("sort", "pk")
    )


def get_producer(actor: Actor, pk: int) -> Producer:
    """Return the producer with its unit and places. Raises `NotFound` alike for strange and for missing ones."""
    producer = Producer.objects.select_related(*_PLACES).filter(pk=pk).first()
    if producer is None or not rules.may(actor, "read", producer):
        raise NotFound()
    return producer


def get_product(actor: Actor, pk: int) -> Product:
    """Return the product with its producer, places and shown photos (`shown_photos`). Raises `NotFound`."""
    product = Product.objects.select_related(*(f"producer__{name}" for name in _PLACES)).filter(pk=pk).first()
    if product is None or not rules.may(actor, "read", product):
        raise NotFound()
    prefetch_related_objects([product], _shown_photos())
    return product


def products_of(producer: Producer) -> QuerySet[Product]:
    """Return the producer's products with `shown_photos`, newest first. Two queries."""
    return Product.objects.filter(producer=producer).prefetch_related(_shown_photos()).order_by("-created_at", "-pk")


def removed_photos(product: Product) -> QuerySet[ProductPhoto]:
    """Return what can be put back, latest removed first."""
    removed = ProductPhoto.everything.filter(product=product, removed_at__isnull=False)
    return removed.select_related("small").order_by("-removed_at")


def get_photo(actor: Actor, pk: int) -> ProductPhoto:
    """Return a photo that the actor may see, with its files. Raises `NotFound`."""
    photo = ProductPhoto.everything.select_related("file", "large", "small", "product__producer").filter(pk=pk).first()
    if photo is None or not may_see_photo(actor, photo):
        raise NotFound()
    return photo


def papers_of(
    producer: Producer, *, text: str = "", kind: str = "", ends: tuple[dt.date | None, dt.date] | None = None
) -> QuerySet[Paper]:
    """Return the drawer in one query: expiring first, then those without an end; `used` counts the dossiers of each.

    `text` is looked for in title, number, issuer and the everyday names of the kind.
    `ends` narrows it to papers whose last day lies between two days, both included; no first day: any day before.
    """
    papers = Paper.objects.filter(producer=producer, removed_at=None)
    if kind:
        papers = papers.filter(kind=kind)
    if ends:
        first, last = ends
        papers = papers.filter(expires_on__lte=last)
        papers = papers.filter(expires_on__gte=first) if first else papers
    for word in fold(text).split():
        papers = papers.filter(Q(search__contains=f" {word}") | Q(kind__in=kinds_named(word)))
    return (
        papers.select_related("file")
        .annotate(used=Count("uses__dossier", distinct=True))
        .order_by(F("expires_on").asc(nulls_last=True), "-added_at", "-pk")
    )


def label_of(product: Product) -> ProductLabel | None:
    """Return the words of the label that were kept for the product."""
    return ProductLabel.objects.filter(product=product).first()


def label_photos(producer: Producer) -> QuerySet[Paper]:
    """Return the drawer's pictures of labels with the state of their reading, newest first."""
    photos = Paper.objects.filter(producer=producer, removed_at=None, kind=PROOF).select_related("file", "recognition")
    return photos.defer("recognition__words", "recognition__proposals").order_by("-added_at", "-pk")[:LABELS_SHOWN]


def removed_papers(producer: Producer) -> QuerySet[Paper]:
    """Return what can be put back, latest removed first."""
    removed = Paper.objects.filter(producer=producer, removed_at__isnull=False)
    return removed.select_related("file").order_by("-removed_at")


def kinds_in_drawer(producer: Producer) -> list[str]:
    """Return the kinds that the drawer holds, in the order of their codes."""
    kinds = Paper.objects.filter(producer=producer, removed_at=None).exclude(kind="")
    return list(kinds.order_by("kind").values_list("kind", flat=True).distinct())


def get_paper(actor: Actor, pk: int) -> Paper:
    """Return a paper of the actor's own drawer, removed ones too. Raises `NotFound`."""
    paper = _paper(pk)
    if paper is None or not rules.may(actor, "read_drawer", paper):
        raise NotFound()
    return paper


def get_open_paper(actor: Actor, pk: int) -> Paper:
    """Return a paper whose file the actor may open, also through a door of a higher room. Raises `NotFound`."""
    paper = _paper(pk)
    if paper is None:
        through_a_door(actor, Paper(pk=0))  # so that a missing paper takes as long as a strange one
        raise NotFound()
    if not may_open_paper(actor, paper):
        raise NotFound()
    return paper


def papers_ending(unit_ids: Iterable[int], until: dt.date) -> QuerySet[Paper]:
    """Return the kept papers of these producers' units that end by `until`, those over included, soonest first."""
    return (
        Paper.objects.filter(producer__unit__in=list(unit_ids), removed_at=None, expires_on__lte=until)
        .select_related("producer")
        .order_by("expires_on", "pk")
    )


def unfinished_products(unit_ids: Iterable[int]) -> QuerySet[Product]:
    """Return the products without a photo or a story, with `has_photo`, oldest first."""
    photos = ProductPhoto.objects.filter(product=OuterRef("pk"))
    return (
        Product.objects.filter(producer__unit__in=list(unit_ids))
        .annotate(has_photo=Exists(photos))
        .filter(Q(has_photo=False) | Q(story=""))
        .order_by("created_at", "pk")
    )


def ends_soon(paper: Paper) -> bool:
    return paper.expires_on is not None and paper.expires_on <= today() + SOON


def _paper(pk: int) -> Paper | None:
    return Paper.objects.select_related("file", "producer__unit").filter(pk=pk).first()


def _shown_photos() -> "Prefetch[str, QuerySet[ProductPhoto], str]":
    shown = ProductPhoto.objects.select_related("small", "large")
    return Prefetch("photos", queryset=shown, to_attr="shown_photos")
