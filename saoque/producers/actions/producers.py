"""Registering a producer and keeping what is said of it up to date."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit, flow
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.text import search_text, sort_key
from saoque.people.models import Membership, Unit
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.actions.checks import check_fields, check_place, clean_phone, clean_registration, cleaned
from saoque.producers.events import ProducerRegistered
from saoque.producers.models import Producer, Product, product_search
from saoque.producers.rules import rules
from saoque.producers.slugs import with_free_slug

# Never written into the audit record as values: personal data that only its owner and a filed dossier show.
SENSITIVE = frozenset(
    {"representative_sex", "representative_ethnicity", "representative_residence", "representative_disability"}
)


class ProducerData(TypedDict, total=False):
    """What a person tells of a producer; the names are those of the model. Sex: male, female. Disability: declared or empty."""

    name: str
    legal_form: str
    registration_number: str
    founded_on: dt.date | None
    commune: AdminUnit
    old_place: AdminUnit | None
    address_line: str
    phone: str
    email: str
    representative_name: str
    representative_position: str
    representative_sex: str
    representative_ethnicity: str
    representative_residence: str
    representative_disability: str
    about: str
    structure: str


@transaction.atomic
def register_producer(actor: Actor, data: ProducerData) -> Producer:
    """Create the producer, its unit, and the person's membership in it. Needs name, legal_form, commune, representative_name."""
    actor = rules.require(actor, "register")
    values = _cleaned(data)
    producer = Producer(**values)
    _check(producer, values)
    unit = Unit.objects.create(
        kind=UnitKind.PRODUCER,
        name=producer.name,
        commune=producer.commune,
        province=producer.commune.parent,
        since=today(),
    )
    Membership.objects.create(user=actor.user, unit=unit, role=Role.PRODUCER, since=today())
    producer.unit = unit

    def insert(slug: str) -> None:
        producer.slug = slug
        producer.save(force_insert=True)

    with_free_slug(Producer, producer.name, "chu-the", insert)
    audit.record(producer, "register", actor, to_state="registered", data=_told(values))
    emit(ProducerRegistered(producer=producer))
    return producer


@transaction.atomic
def update_producer(actor: Actor, producer: Producer, data: ProducerData) -> None:
    """Change what is said of the producer. Raises `Stale` when somebody else changed it since it was read."""
    actor = rules.require(actor, "edit", producer)
    values = _cleaned(data)
    changes = {name: value for name, value in values.items() if getattr(producer, name) != value}
    if not changes:
        return
    changed = Producer(**{name: values.get(name, getattr(producer, name)) for name in ProducerData.__annotations__})
    _check(changed, changes)
    derived = {"search": search_text(changed.name), "sort": sort_key(changed.name)[:600]} if "name" in changes else {}
    flow.compare_and_set(producer, actor, "update", data=_told(changes), **changes, **derived)
    if changes.keys() & {"name", "commune"}:
        unit = producer.unit
        unit.name, unit.commune, unit.province = changed.name, changed.commune, changed.commune.parent
        unit.save()
    if "name" in changes:
        _refresh_products(producer)


def _refresh_products(producer: Producer) -> None:
    """Let the products be found under the new name. Whoever writes a product waits for the producer's row, held here."""
    products = list(producer.products.only("producer", "name", "summary", "story"))
    for product in products:
        product.search = product_search(product.name, producer.name, product.summary, product.story)
    Product.objects.bulk_update(products, ["search"], batch_size=200)


def _cleaned(data: ProducerData) -> dict[str, Any]:
    values = cleaned(data)
    for name, clean in (("phone", clean_phone), ("registration_number", clean_registration)):
        if name in values:
            values[name] = clean(values[name])
    return values


def _check(producer: Producer, values: Mapping[str, Any]) -> None:
    needed = {
        "name": _("Hãy ghi tên chủ thể như trên giấy đăng ký."),
        "legal_form": _("Hãy chọn loại hình."),
        "representative_name": _("Hãy ghi họ tên người đại diện."),
    }
    for name, message in needed.items():
        if not getattr(producer, name):
            raise DomainError(message, field=name)
    if producer.commune_id is None:
        raise DomainError(_("Hãy tìm và chọn xã, phường nơi làm ra sản phẩm."), field="place")
    check_fields(producer, [name for name in values if name not in ("commune", "old_place")])
    if producer.founded_on and producer.founded_on > today():
        raise DomainError(_("Ngày thành lập chưa tới. Hãy xem lại giấy đăng ký."), field="founded_on")
    if values.keys() & {"commune", "old_place"}:
        check_place(producer.commune, producer.old_place)


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the audit record keeps: values as text, sensitive ones only by name."""
    return {name: "…" if name in SENSITIVE else str(value or "") for name, value in values.items()}
