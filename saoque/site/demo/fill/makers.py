"""Producers and their products: about two products to a producer, a good part of them in the home province."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from saoque import rulebook
from saoque.kernel.text import fold, search_text, sort_key
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Role, UnitKind
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Producer, Product
from saoque.rulebook.shapes import ProductSet
from saoque.site.demo.fill import words
from saoque.site.demo.fill.bulk import store
from saoque.site.demo.fill.draw import Draw
from saoque.site.demo.fill.people import membership, person, unit

_BATCH = 1000
_FORMS = tuple(words.MAKERS)
_MADE_SECTORS = {"IV", "V"}
_VISITED_SECTOR = "VI"


@dataclass(frozen=True, slots=True)
class Owned:
    """A stored product with its producer, the unit, the person behind it and the commune."""

    product: Product
    producer: Producer
    user: int
    commune: AdminUnit


def make_products(draw: Draw, places: Iterator[AdminUnit], count: int) -> Iterator[list[Owned]]:
    """Store producers at the given places with `count` products in all; yields what each batch stored."""
    sets = [s for sector in rulebook.sectors() for s in sector.sets]
    weights = [words.SET_WEIGHTS.get(s.set_no, 1) for s in sets]
    left = count
    while left > 0:
        batch = _producers(draw, list(islice(places, min(_BATCH, (left + 1) // 2))))
        products: list[tuple[Product, AdminUnit]] = []
        for producer, commune in batch:
            chosen = draw.random.choices(sets, weights)[0]
            for _number in range(min(2, left - len(products))):
                products.append((_product(draw, producer, commune, chosen, count - left + len(products)), commune))
        stored = store(Product, (product for product, _commune in products))
        owners = dict(Membership.objects.filter(unit__in=[p.unit_id for p, _c in batch]).values_list("unit", "user"))
        left -= len(stored)
        yield [
            Owned(product, product.producer, owners[product.producer.unit_id], commune) for product, commune in products
        ]


def _producers(draw: Draw, places: list[AdminUnit]) -> list[tuple[Producer, AdminUnit]]:
    since = draw.first - dt.timedelta(days=400)
    forms = draw.random.choices(_FORMS, words.MAKER_WEIGHTS, k=len(places))
    names = [f"{draw.one(words.MAKERS[form])} {draw.one(words.BRANDS)} {draw.one(words.PLACES)}" for form in forms]
    users = store(User, (person(draw) for _place in places))
    units = store(
        Unit, (unit(UnitKind.PRODUCER, name, place, since) for name, place in zip(names, places, strict=True))
    )
    store(Membership, (membership(u, of, Role.PRODUCER, since) for u, of in zip(users, units, strict=True)))
    rows = zip(forms, names, users, units, places, strict=True)
    made = store(Producer, (_producer(draw, *row) for row in rows))
    return list(zip(made, places, strict=True))


def _producer(draw: Draw, form: str, name: str, user: User, of: Unit, commune: AdminUnit) -> Producer:
    return Producer(
        unit=of,
        name=name,
        legal_form=LegalForm(form),
        registration_number=f"THU-{of.pk:07d}",
        founded_on=draw.first - dt.timedelta(days=draw.whole(400, 6000)),
        commune=commune,
        address_line=f"Ấp {draw.whole(1, 12)}",
        phone=user.phone or "",
        representative_name=user.full_name,
        representative_position="Người đại diện",
        about="Dữ liệu minh họa.",
        slug=f"{fold(name).replace(' ', '-')}-thu-{of.pk}",
        search=search_text(name),
        sort=sort_key(name)[:600],
    )


def _product(draw: Draw, producer: Producer, commune: AdminUnit, chosen: ProductSet, number: int) -> Product:
    thing = draw.one(chosen.examples)
    name = f"{thing[0].upper()}{thing[1:]} {draw.one(words.BRANDS)} {_ending(draw, chosen)}".strip()
    facts = {
        "thing": thing,
        "maker": producer.name,
        "place": commune.name,
        "year": draw.whole(1985, 2022),
        "n": draw.whole(4, 60),
    }
    summary = draw.one(words.SUMMARIES).format(**facts)
    summary = summary[0].upper() + summary[1:]
    parts = [draw.one(words.BEGINNINGS), *draw.random.sample(words.MIDDLES, draw.whole(1, 2))]
    if draw.random.random() < 0.7:
        parts.append(draw.one(words.ENDINGS))
    story = " ".join(part.format(**facts) for part in parts)
    return Product(
        producer=producer,
        name=name,
        slug=f"{fold(name).replace(' ', '-')}-thu-{producer.pk}-{number % 2 + 1}",
        scorecard=chosen.code,
        summary=summary,
        story=story,
        is_public=draw.random.random() < 0.95,
        search=search_text(name, producer.name, summary, story),
        sort=sort_key(name)[:600],
    )


def _ending(draw: Draw, chosen: ProductSet) -> str:
    """A variety that fits the kind of product, sometimes a place, sometimes nothing."""
    if draw.random.random() < 0.3:
        return draw.one(words.PLACES)
    if chosen.sector == _VISITED_SECTOR:
        return draw.one(words.VISITED)
    return draw.one(words.MADE if chosen.sector in _MADE_SECTORS else words.EATEN)
