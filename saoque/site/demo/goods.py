"""Producers and their products."""

from typing import Any

from saoque.places.models import AdminUnit
from saoque.places.search import find
from saoque.producers.actions import ProducerData, add_product, publish_product, register_producer
from saoque.producers.models import Producer, Product
from saoque.site.demo.cast import Cast, person, place, story


def stock(cast: Cast) -> dict[str, Product]:
    """Register every producer by its owner, add and publish the products; return them by key."""
    producers = {key: _register(cast, key, row) for key, row in story()["producers"].items()}
    products = {}
    for key, row in story()["products"].items():
        owner = cast.actor(row["producer"])
        data = {name: row[name] for name in ("name", "summary", "story", "motif")}
        product = add_product(owner, producers[row["producer"]], row["set"], data)  # type: ignore[arg-type]
        publish_product(owner, product)
        products[key] = product
    return products


def _register(cast: Cast, key: str, row: dict[str, Any]) -> Producer:
    cast.users[key] = person(key, row["owner"])
    commune = place(row["commune"])
    data: ProducerData = {
        "name": row["name"],
        "legal_form": row["legal_form"],
        "commune": commune,
        "old_place": _old_place(row["old"]),
        "address_line": row["line"],
        "representative_name": row["owner"],
        "representative_position": row["position"],
        "representative_sex": "female",
        "representative_ethnicity": "Kinh",
        "email": f"{key}@{story()['domain']}",
    }
    return register_producer(cast.actor(key), data)


def _old_place(text: str) -> AdminUnit:
    """Return the unit as it was before 1 July 2025, found as a person would find it."""
    hit = next(hit for hit in find(text) if hit.unit.until is not None)
    return AdminUnit.objects.get(code=hit.unit.code, since=hit.unit.since)
