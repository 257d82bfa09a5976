"""Reading products into `Goods`. The number of queries does not depend on how many products there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from saoque.certificates.models import Certificate
from saoque.certificates.paper import verify_address
from saoque.dossiers.models import Evidence
from saoque.feeds.goods import Goods
from saoque.kernel.calendar import today
from saoque.knowledge.labels.gtin import is_valid
from saoque.producers.models import Product, ProductPhoto
from saoque.rulebook import product_set
from saoque.selling.models import DeliveryArea, MonthCapacity, PriceTier, SellingRecord

EVERYWHERE = "Cả nước"
# What a product declares of itself, by the kinds of `saoque.knowledge.papers`.
_DECLARATIONS = ("self_declaration", "declaration_receipt")


def gather(pks: Iterable[int], day: date | None = None) -> list[Goods]:
    """Return what is known of these products, in the given order. Eight queries."""
    keys, on = list(pks), day or today()
    wide = Product.objects.filter(pk__in=keys).select_related("producer__commune__parent")
    found = {product.pk: product for product in wide}
    around = _Around(keys, on)
    with translation.override("vi"):
        return [_goods(found[pk], around, on) for pk in keys if pk in found]


class _Around:
    """What belongs to the products, by product (or by selling record)."""

    def __init__(self, keys: Collection[int], on: date) -> None:
        self.selling = {one.product_id: one for one in SellingRecord.objects.filter(product__in=keys)}
        self.photos: Mapping[int, list[ProductPhoto]] = _by(
            ProductPhoto.objects.filter(product__in=keys), lambda photo: photo.product_id
        )
        valid = Certificate.objects.filter(product__in=keys, state=Certificate.State.VALID, valid_until__gte=on)
        self.certificates = {one.product_id: one for one in valid}
        of_record = [one.pk for one in self.selling.values()]
        months = MonthCapacity.objects.filter(record__in=of_record, month=on.month)
        self.left = {one.record_id: max(0, one.amount - one.promised) for one in months}
        tiers = PriceTier.objects.filter(record__in=of_record)
        self.tiers = _by(tiers, lambda tier: tier.record_id)
        areas = DeliveryArea.objects.filter(record__in=of_record).order_by("province__sort")
        self.areas = _by(areas.values_list("record_id", "province__name"), lambda row: row[0])
        self.declarations = _declarations(keys, on)


def _by(rows: Iterable[Any], key: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _declarations(keys: Collection[int], on: date) -> dict[int, str]:
    """The number of the newest declaration that a dossier of the product itself cites and that still holds."""
    held = Q(paper__expires_on__isnull=True) | Q(paper__expires_on__gte=on)
    cited = Evidence.objects.filter(
        held, dossier__product__in=keys, paper__kind__in=_DECLARATIONS, paper__removed_at=None
    ).exclude(paper__number="")
    rows = cited.order_by("paper__issued_on", "pk").values_list("dossier__product", "paper__number")
    return dict(rows)


def _goods(product: Product, around: _Around, on: date) -> Goods:
    producer = product.producer
    holds = bool(product.star and product.star_until and product.star_until >= on)
    certificate = around.certificates.get(product.pk)
    public = product.is_public
    parent = producer.commune.parent
    plain: dict[str, Any] = {
        "pk": product.pk,
        "name": product.name,
        "producer": producer.name,
        "producer_pk": producer.pk,
        "on": on,
        "slug": product.slug,
        "address": producer.address,
        "province": parent.full_name if parent else "",
        "phone": producer.phone,
        "email": producer.email,
        "set_name": product_set(product.scorecard).name,
        "summary": product.summary,
        "story": product.story,
        "page": f"{settings.SITE_URL}/san-pham/{product.slug}/" if public else "",
        "photos": tuple(settings.SITE_URL + one.large_url for one in around.photos.get(product.pk, ()) if public),
        "star": product.star if holds else None,
        "star_until": product.star_until if holds else None,
        "certificate": certificate.number if certificate and holds else "",
        "certificate_page": verify_address(certificate) if certificate and holds else "",
        "declaration": around.declarations.get(product.pk, ""),
    }
    return Goods(**plain, **_sold(product, around))


def _sold(product: Product, around: _Around) -> dict[str, Any]:
    """What stands in the selling record; nothing where there is none."""
    record = around.selling.get(product.pk)
    if record is None:
        return {}
    names = [name for _pk, name in around.areas.get(record.pk, ())]
    return {
        "agreed": record.shown_at is not None,
        "on_sale": product.is_public and record.shown_at is not None,
        "unit": record.unit,
        "content": record.content,
        "price": record.price or None,
        "gtin": record.gtin if is_valid(record.gtin) else "",
        "ingredients": record.ingredients,
        "storage": record.storage,
        "shelf_life_days": record.shelf_life_days,
        "lead_days": record.lead_days,
        "min_order": record.min_order,
        "length_mm": record.pack_length_mm,
        "width_mm": record.pack_width_mm,
        "height_mm": record.pack_height_mm,
        "weight_g": record.pack_weight_g,
        "invoice": "" if record.invoice == SellingRecord.Invoice.NONE else record.invoice,
        "payment_days": record.payment_days,
        "discount_most": record.discount_most,
        "terms": record.terms,
        "areas": EVERYWHERE if record.everywhere else ", ".join(names),
        "tiers": tuple((tier.least, tier.price) for tier in around.tiers.get(record.pk, ())),
        "left": around.left.get(record.pk),
    }
