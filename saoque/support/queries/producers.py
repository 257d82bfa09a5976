"""The young producers of an area: a list with what matters to a helper, and everything about one on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES
from saoque.producers.models import Paper, Producer, Product
from saoque.support.flow import OPEN
from saoque.support.lineage import Former, formers_of
from saoque.support.models import Contact, SupportCase
from saoque.support.queries.access import soonest, visible_cases, visible_producers

NOT_MET = timedelta(days=90)
PAPERS_ENDING = timedelta(days=60)
MARKS = ("no_dossier", "no_star", "star_3", "star_4", "star_5", "open_need", "not_met")
MOST_ROWS = 50  # of each part of a producer's page


@dataclass(frozen=True)
class Asked:
    """What the list was asked for; `mark` is one of `MARKS`."""

    q: str = ""
    mark: str = ""

    @classmethod
    def of(cls, given: Any) -> "Asked":
        mark = given.get("mark", "")
        return cls(q=given.get("q", "")[:120], mark=mark if mark in MARKS else "")


def area_list(actor: Actor, asked: Asked) -> QuerySet[Producer]:
    """Producers with `product_count`, `best_star`, `open_cases`, `last_met`, `has_dossier`; one query, longest not met first."""
    own = Product.objects.filter(producer=OuterRef("pk")).order_by().values("producer")
    cases = SupportCase.objects.filter(producer=OuterRef("pk"), state__in=OPEN).order_by().values("producer")
    met = Contact.objects.filter(producer=OuterRef("pk")).order_by().values("producer")
    found = visible_producers(actor).annotate(
        product_count=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")[:1]), 0),
        best_star=Coalesce(Subquery(own.annotate(n=Max("star")).values("n")[:1]), 0),
        open_cases=Coalesce(Subquery(cases.annotate(n=Count("pk")).values("n")[:1]), 0),
        last_met=Subquery(met.annotate(day=Max("on")).values("day")[:1]),
        has_dossier=Exists(Dossier.objects.filter(producer=OuterRef("pk"))),
    )
    for word in fold(asked.q).split():
        product = Product.objects.filter(producer=OuterRef("pk"), search__contains=f" {word}")
        found = found.filter(Q(search__contains=f" {word}") | Exists(product))
    if asked.mark:
        found = found.filter(_marked(asked.mark))
    return found.select_related("commune").order_by(F("last_met").asc(nulls_first=True), "sort", "pk")


def _marked(mark: str) -> Q:
    return {
        "no_dossier": Q(has_dossier=False),
        "no_star": Q(best_star=0),
        "star_3": Q(best_star=3),
        "star_4": Q(best_star=4),
        "star_5": Q(best_star=5),
        "open_need": Q(open_cases__gt=0),
        "not_met": Q(last_met__isnull=True) | Q(last_met__lt=today() - NOT_MET),
    }[mark]


def export(actor: Actor, asked: Asked) -> tuple[Sequence[str], Iterator[list[Any]]]:
    """Head and rows of the list under the filters. One query."""
    head = [
        _("Chủ thể"), _("Loại hình"), _("Xã, phường"), _("Số sản phẩm"), _("Sao cao nhất"), _("Đã có hồ sơ"),
        _("Việc đang mở"), _("Gặp gần nhất"),
    ]  # fmt: skip
    yes, no = _("có"), _("chưa")
    return head, (_cells(one, yes, no) for one in area_list(actor, asked))


def _cells(one: Any, yes: str, no: str) -> list[Any]:
    """One annotated producer of `area_list`."""
    met = one.last_met.strftime("%d/%m/%Y") if one.last_met else ""
    return [
        one.name, one.get_legal_form_display(), one.commune.full_name, one.product_count, one.best_star,
        yes if one.has_dossier else no, one.open_cases, met,
    ]  # fmt: skip


@dataclass(frozen=True)
class ProducerPage:
    """Everything a helper needs about one producer."""

    products: list[Product]
    papers: list[Paper]
    open_cases: list[SupportCase]
    closed_cases: list[SupportCase]
    contacts: list[Contact]
    formers: list[Former]

    @property
    def last_met(self) -> Any:
        return self.contacts[0].on if self.contacts else None


def producer_page(actor: Actor, producer: Producer) -> ProducerPage:
    """Seven queries, whatever the producer has. Of papers only name and last day: the drawer stays the producer's."""
    dossiers = Dossier.objects.filter(product=OuterRef("pk")).order_by("-created_at", "-pk")
    products = Product.objects.filter(producer=producer).annotate(
        dossier_state=Subquery(dossiers.values("state")[:1]), dossier_due=Subquery(dossiers.values("due_on")[:1])
    )
    papers = Paper.objects.filter(producer=producer, removed_at=None, expires_on__lte=today() + PAPERS_ENDING).only(
        "title", "expires_on", "producer_id"
    )
    cases = visible_cases(actor).filter(producer=producer).select_related("unit", "owner", "product")
    contacts = Contact.objects.filter(producer=producer).select_related("by", "unit", "case")
    holders = set(cases.order_by().values_list("unit", flat=True))
    return ProducerPage(
        products=list(products.order_by("-star", "sort", "pk")[:MOST_ROWS]),
        papers=list(papers.order_by("expires_on", "pk")[:MOST_ROWS]),
        open_cases=list(cases.filter(state__in=OPEN).order_by(*soonest())[:MOST_ROWS]),
        closed_cases=list(cases.exclude(state__in=OPEN).order_by("-closed_on", "-pk")[:MOST_ROWS]),
        contacts=list(contacts.order_by("-on", "-pk")[:MOST_ROWS]),
        formers=[one for one in formers_of(actor.unit_ids(*YOUTH_ROLES)) if one.unit.pk in holders],
    )
