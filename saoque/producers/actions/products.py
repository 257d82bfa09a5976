"""A product from its name to the shelf: its set, its words, whether the public sees it, its star."""

import datetime as dt
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit, flow
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.text import sort_key
from saoque.producers.actions.checks import check_fields, check_set, cleaned
from saoque.producers.events import ProductPublished, SetChosen
from saoque.producers.models import Producer, Product, product_search
from saoque.producers.rules import rules
from saoque.producers.slugs import with_free_slug

HIGHEST_STAR = 5


class ProductData(TypedDict, total=False):
    """What is told of a product; the set has an action of its own."""

    name: str
    summary: str
    story: str
    motif: str


@transaction.atomic
def add_product(actor: Actor, producer: Producer, scorecard: str, data: ProductData) -> Product:
    """Create a product with its set (code of the scorecard). Needs a name."""
    actor = rules.require(actor, "add_product", producer)
    values = cleaned(data)
    product = Product(producer=producer, scorecard=check_set(scorecard, producer.legal_form).code, **values)
    _check(product, list(values))
    producer.name = _hold_name(producer)

    def insert(slug: str) -> None:
        product.slug = slug
        product.save(force_insert=True)

    with_free_slug(Product, product.name, "san-pham", insert)
    audit.record(product, "add", actor, to_state="added", data={"name": product.name, "scorecard": product.scorecard})
    return product


@transaction.atomic
def update_product(actor: Actor, product: Product, data: ProductData) -> None:
    """Change name, description, story or drawn face. The address stays what it was."""
    actor = rules.require(actor, "edit_product", product)
    values = cleaned(data)
    changes = {name: value for name, value in values.items() if getattr(product, name) != value}
    if not changes:
        return
    told = {name: values.get(name, getattr(product, name)) for name in ProductData.__annotations__}
    _check(Product(producer=product.producer, scorecard=product.scorecard, **told), list(changes))
    search = product_search(told["name"], _hold_name(product.producer), told["summary"], told["story"])
    flow.compare_and_set(
        product, actor, "update", data=changes, **changes, search=search, sort=sort_key(told["name"])[:600]
    )


@transaction.atomic
def choose_set(actor: Actor, product: Product, scorecard: str) -> None:
    """Move the product to another set; refused while a filed dossier uses the present one."""
    actor = rules.require(actor, "edit_product", product)
    if product.set_locked:
        raise DomainError(
            _("Hồ sơ đã nộp đang dùng bộ này nên chưa đổi được. Rút hồ sơ, hoặc chờ có kết quả, rồi đổi."),
            field="scorecard",
        )
    chosen = check_set(scorecard, product.producer.legal_form)
    before = product.scorecard
    if chosen.code == before:
        return
    flow.compare_and_set(product, actor, "choose_set", data={"from": before, "to": chosen.code}, scorecard=chosen.code)
    emit(SetChosen(product=product, before=before))


def lock_set(actor: Actor, product: Product) -> None:
    """Keep the set as it is: a dossier that uses it has been filed. For the dossiers room."""
    if not product.set_locked:
        flow.compare_and_set(product, actor, "lock_set", set_locked=True)


def unlock_set(actor: Actor, product: Product) -> None:
    """Let the set be chosen again: no filed dossier that uses it is under way. For the dossiers room."""
    if product.set_locked:
        flow.compare_and_set(product, actor, "unlock_set", set_locked=False)


@transaction.atomic
def publish_product(actor: Actor, product: Product) -> None:
    """Put the product into the public catalogue."""
    actor = rules.require(actor, "publish", product)
    if product.is_public:
        return
    if not (product.summary or product.story):
        raise DomainError(_("Sản phẩm chưa có mô tả hay câu chuyện. Hãy viết vài câu rồi đưa lên."), field="summary")
    flow.compare_and_set(product, actor, "publish", is_public=True)
    emit(ProductPublished(product=product))


@transaction.atomic
def unpublish_product(actor: Actor, product: Product) -> None:
    """Take the product out of the public catalogue. Certificates stay verifiable."""
    actor = rules.require(actor, "publish", product)
    if product.is_public:
        flow.compare_and_set(product, actor, "unpublish", is_public=False)


def set_star(product: Product, star: int, until: dt.date | None, actor: Actor | None) -> None:
    """Keep the star that a certificate gives or takes away (0, None). For the certificates room."""
    if not 0 <= star <= HIGHEST_STAR or (star > 0) != (until is not None):
        raise ValueError(f"a star of 1 to 5 has a last day, no star has none: {star}, {until}")
    flow.compare_and_set(
        product, actor, "set_star", data={"star": star, "until": str(until or "")}, star=star, star_until=until
    )


def _hold_name(producer: Producer) -> str:
    """The producer's name as it stands, held until the transaction ends: it is part of what a product is found by."""
    return Producer.objects.select_for_update().values_list("name", flat=True).get(pk=producer.pk)


def _check(product: Product, names: list[str]) -> None:
    if not product.name:
        raise DomainError(_("Hãy ghi tên sản phẩm, đúng như trên nhãn."), field="name")
    check_fields(product, names)
