"""What the producer's pages read: the dossier's values, answers and evidence, and what may be changed in it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.dossiers.flow import FINISHED, OPEN_TO_PRODUCER
from saoque.dossiers.models import CriterionAnswer, Dossier, DossierState, Evidence, FieldValue, Filing, ReturnItem
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role
from saoque.producers.models import Paper, Product

TODO_LIMIT = 50


@dataclass(frozen=True)
class Unlocked:
    """What the producer may change now. `everything` while drafting; after a return only what is named by open items."""

    everything: bool = False
    fields: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        return self.everything or bool(self.fields or self.criteria or self.papers)

    def field(self, path: str) -> bool:
        return self.everything or path in self.fields

    def criterion(self, code: str) -> bool:
        return self.everything or code in self.criteria

    def paper(self, kind: str) -> bool:
        return self.everything or kind in self.papers

    def adding(self) -> bool:
        """Whether any paper may be put in: for a criterion or of a kind."""
        return self.everything or bool(self.criteria or self.papers)


def unlocked(dossier: Dossier) -> Unlocked:
    """Return what may be changed in `dossier` in its present state, in at most one query."""
    if dossier.state == DossierState.DRAFT:
        return Unlocked(everything=True)
    if dossier.state not in OPEN_TO_PRODUCER:
        return Unlocked()
    targets: dict[str, set[str]] = defaultdict(set)
    named = ReturnItem.objects.filter(dossier=dossier, state=ReturnItem.State.OPEN).values_list("target", "key")
    for target, key in named:
        targets[target].add(key)
    return Unlocked(
        fields=frozenset(targets[ReturnItem.Target.FIELD]),
        criteria=frozenset(targets[ReturnItem.Target.CRITERION]),
        papers=frozenset(targets[ReturnItem.Target.PAPER]),
    )


def values_of(dossier: Dossier) -> dict[str, Any]:
    """Return path → kept value of everything saved."""
    return dict(FieldValue.objects.filter(dossier=dossier).values_list("path", "value"))


def kept_of(dossier: Dossier, paths: Iterable[str]) -> dict[str, tuple[Any, int]]:
    """Return path → (value, version) of the named paths; what was never saved is absent."""
    rows = FieldValue.objects.filter(dossier=dossier, path__in=list(paths)).values_list("path", "value", "version")
    return {path: (value, version) for path, value, version in rows}


def answers_of(dossier: Dossier) -> dict[str, str | None]:
    """Return criterion → option, as the scorer takes it."""
    rows = CriterionAnswer.objects.filter(dossier=dossier).values_list("criterion", "option")
    return {criterion: option or None for criterion, option in rows}


def answer_rows(dossier: Dossier) -> dict[str, CriterionAnswer]:
    return {answer.criterion: answer for answer in CriterionAnswer.objects.filter(dossier=dossier)}


def evidence_of(dossier: Dossier) -> list[Evidence]:
    """Return the dossier's evidence with papers, files and citations, in two queries."""
    return list(Evidence.objects.filter(dossier=dossier).select_related("paper__file").prefetch_related("citations"))


def still_valid(paper: Paper, day: date) -> bool:
    """Whether the paper is in the drawer and has not run out on `day`."""
    return paper.removed_at is None and (paper.expires_on is None or paper.expires_on >= day)


def earlier_of(dossier: Dossier) -> Dossier | None:
    """Return the finished dossier of the same product that this one may start from; see `earlier_dossier`."""
    return earlier_dossier(dossier.product_id, before=dossier.pk)


def earlier_dossier(product_id: int, before: int | None = None) -> Dossier | None:
    """Return the product's latest finished dossier that was filed: a recognised one before any other. One query."""
    done = Dossier.objects.filter(product=product_id, state__in=FINISHED, filed_at__isnull=False)
    if before is not None:
        done = done.filter(pk__lt=before)
    recognised = Q(state=DossierState.RECOGNISED)
    return done.annotate(best=Case(When(recognised, then=1), default=0)).order_by("-best", "-filed_at", "-pk").first()


def cited_by(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return criterion → the evidence it cites. Needs prefetched citations."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        for citation in one.citations.all():
            found[citation.criterion].append(one)
    return dict(found)


def own_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers of the actor's own producers, newest first, with what a list shows."""
    units = actor.unit_ids(Role.PRODUCER)
    return (
        Dossier.objects.filter(producer__unit__in=units)
        .select_related("product__producer", "producer", "commune")
        .annotate(open_items=Count("return_items", filter=Q(return_items__state=ReturnItem.State.OPEN)))
        .order_by("-created_at", "-pk")
    )


def own_products_without_open(actor: Actor) -> QuerySet[Product]:
    """Return the actor's products for which a new dossier may be begun."""
    open_ones = Dossier.objects.exclude(state__in=FINISHED).values("product")
    units = actor.unit_ids(Role.PRODUCER)
    return Product.objects.filter(producer__unit__in=units).exclude(pk__in=open_ones).order_by("sort", "pk")


def get_product(actor: Actor, pk: int) -> Product:
    """Return the actor's own product. Raises `NotFound` for strange and missing ones alike."""
    found = Product.objects.select_related("producer__unit", "producer__commune__parent").filter(pk=pk).first()
    if found is None or not rules.may(actor, "begin", found):
        raise NotFound()
    return found


def filings_of(dossier: Dossier) -> list[Filing]:
    return list(Filing.objects.filter(dossier=dossier).select_related("filed_by").order_by("sequence"))


def current_returns(dossier: Dossier) -> list[ReturnItem]:
    """Return the items that are not settled, of the office that has the dossier, in the order they were opened."""
    unsettled = [ReturnItem.State.OPEN, ReturnItem.State.ANSWERED]
    return list(ReturnItem.objects.filter(dossier=dossier, state__in=unsettled).order_by("opened_at", "pk"))


@todo_source
def todo_for(actor: Actor) -> list[Todo]:
    """Return what the producer has to do with dossiers: finish drafts, mend what was returned. One query."""
    if not actor.unit_ids(Role.PRODUCER):
        return []
    waiting = own_dossiers(actor).filter(state__in=OPEN_TO_PRODUCER)[:TODO_LIMIT]
    return [_draft_todo(one) if one.state == DossierState.DRAFT else _return_todo(one) for one in waiting]


def _draft_todo(dossier: Dossier) -> Todo:
    detail = ngettext("Đã trả lời %(count)d tiêu chí.", "Đã trả lời %(count)d tiêu chí.", dossier.answered)
    return Todo(
        title=_("Soạn tiếp hồ sơ %(product)s") % {"product": dossier.product.name},
        detail=detail % {"count": dossier.answered},
        url=reverse("dossiers:home", args=[dossier.pk]),
        button=_("Soạn tiếp"),
        due_on=dossier.due_on,
    )


def _return_todo(dossier: Dossier) -> Todo:
    count: int = dossier.open_items  # type: ignore[attr-defined]
    if count:
        detail = ngettext("%(count)d chỗ cần sửa rồi trả lời.", "%(count)d chỗ cần sửa rồi trả lời.", count)
    else:
        detail = _("Đã trả lời hết. Bấm nộp lại để cán bộ xem.")
    return Todo(
        title=_("Bổ sung hồ sơ %(product)s") % {"product": dossier.product.name},
        detail=detail % {"count": count} if count else detail,
        url=reverse("dossiers:returns", args=[dossier.pk]),
        button=_("Bổ sung"),
        due_on=dossier.due_on,
    )
