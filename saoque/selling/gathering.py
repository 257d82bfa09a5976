"""The evidence of stored products: a fixed number of queries, however many products are asked for."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.kernel.calendar import today
from saoque.knowledge import Record
from saoque.producers.kinds import KindFacts, facts_of
from saoque.producers.labels import check_kept, usual_kind
from saoque.producers.models import Paper, Product, ProductLabel, ProductPhoto
from saoque.selling.models import SellingRecord
from saoque.selling.queries import records_of
from saoque.selling.readiness import Evidence, LabelState, PaperProof, Readiness, buyer_types, readiness
from saoque.sources.queries import records_of as knowledge_of

# Kinds of goods by product set (article 1 of the decision names the sets): what is no food needs no food papers.
_CRAFT_SETS = ("19", "20", "21", "22", "23", "24", "25")
_SERVICE_SETS = ("26",)


def goods_of(scorecard: str) -> str:
    """Return "food", "craft" or "service" for a scorecard such as QD26-08."""
    number = scorecard[-2:]
    if number in _SERVICE_SETS:
        return "service"
    return "craft" if number in _CRAFT_SETS or usual_kind(scorecard) in ("craft", "textile", "cosmetics") else "food"


def evidence_of(products: Iterable[Product], on: dt.date | None = None) -> dict[int, Evidence]:
    """Return id of the product → its evidence on a day, today when none is named. Eight queries at most.

    `products` need their producer and its province fetched.
    """
    day, asked = on or today(), list(products)
    ids = [one.pk for one in asked]
    records = records_of(ids)
    labels = {label.product_id: label for label in ProductLabel.objects.filter(product__in=ids)}
    photos = dict(
        ProductPhoto.objects.filter(product__in=ids).order_by().values_list("product").annotate(n=Count("pk"))
    )
    drawers = _drawers({one.producer_id for one in asked}, day)
    return {
        one.pk: _evidence(one, records.get(one.pk), labels.get(one.pk), photos.get(one.pk, 0), drawers, day)
        for one in asked
    }


def readiness_of(products: Iterable[Product], province: str = "") -> dict[int, list[Readiness]]:
    """Return id of the product → the answers to every type of buyer, in the order of the lists. Nine queries at most."""
    asked = list(products)
    evidence = evidence_of(asked)
    records: dict[str, Record] = {
        one.key: one for kind in ("checklist", "rule") for one in knowledge_of(kind, province=province)
    }
    return {one.pk: [readiness(buyer, evidence[one.pk], records) for buyer in buyer_types()] for one in asked}


def drawer_of(producer_id: int, on: dt.date | None = None) -> tuple[PaperProof, ...]:
    """Return the papers of one drawer with their last days. Two queries."""
    return _drawers({producer_id}, on or today()).get(producer_id, ())


def _drawers(producers: set[int], day: dt.date) -> dict[int, tuple[PaperProof, ...]]:
    papers = list(Paper.objects.filter(producer__in=producers, removed_at=None).exclude(kind="").order_by("pk"))
    facts = facts_of({paper.kind for paper in papers}, on=day)
    found: dict[int, list[PaperProof]] = {}
    for paper in papers:
        found.setdefault(paper.producer_id, []).append(_proof(paper, facts.get(paper.kind)))
    return {pk: tuple(held) for pk, held in found.items()}


def last_day(issued_on: dt.date | None, expires_on: dt.date | None, facts: KindFacts | None) -> dt.date | None:
    """Return the last day of a paper: the printed one goes before that which follows from the term of its kind.

    None: it has no end, or nobody wrote down the day from which the term counts.
    """
    if expires_on is None and facts is not None and issued_on is not None:
        return facts.ends_after(issued_on)
    return expires_on


def _proof(paper: Paper, facts: KindFacts | None) -> PaperProof:
    term = bool(facts and facts.term and facts.term.months)
    ends = last_day(paper.issued_on, paper.expires_on, facts)
    return PaperProof(
        paper.kind, paper.title, paper.number, paper.issued_on, ends, dated=not term or ends is not None, pk=paper.pk
    )


def delivers_to(record: SellingRecord) -> str:
    """Return in words where the producer delivers; empty when nothing is told."""
    if record.everywhere:
        return _("cả nước")
    names = [one.province.name for one in record.areas.all()]
    if len(names) > 3:
        return ngettext("%(n)d tỉnh, thành phố", "%(n)d tỉnh, thành phố", len(names)) % {"n": len(names)}
    return ", ".join(names)


def _evidence(
    product: Product,
    record: SellingRecord | None,
    label: ProductLabel | None,
    photos: int,
    drawers: dict[int, tuple[PaperProof, ...]],
    day: dt.date,
) -> Evidence:
    star = product.star if product.star_until and product.star_until >= day else 0
    held = Evidence(
        day=day, goods=goods_of(product.scorecard), legal_form=product.producer.legal_form,
        registration_number=product.producer.registration_number, star=star,
        papers=drawers.get(product.producer_id, ()), photos=photos, label=_label_state(product, label, day),
        summary=bool(product.summary), gtin=label.gtin if label else "",
    )  # fmt: skip
    return held if record is None else _with_record(held, record)


def _label_state(product: Product, label: ProductLabel | None, day: dt.date) -> LabelState:
    if label is None:
        return LabelState.NONE
    faulty = any(finding.severity == "must" for finding in check_kept(product, label, day))
    return LabelState.FAULTY if faulty else LabelState.GOOD


def _with_record(held: Evidence, record: SellingRecord) -> Evidence:
    pack = (record.pack_length_mm, record.pack_width_mm, record.pack_height_mm, record.pack_weight_g)
    told = {
        "price": record.price, "gtin": record.gtin or held.gtin, "ingredients": bool(record.ingredients),
        "storage": bool(record.storage), "shelf_life_days": record.shelf_life_days, "lead_days": record.lead_days,
        "invoice": record.invoice, "payment_days": record.payment_days, "discount_most": record.discount_most,
        "terms": bool(record.terms), "tiers": len(record.tiers.all()),
        "capacity": {one.month: one.amount for one in record.months.all()},
        "delivers": delivers_to(record), "packed": all(size is not None for size in pack),
    }  # fmt: skip
    return Evidence(**{**vars(held), **told})
