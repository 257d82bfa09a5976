"""The Cần Thơ fair with 400 booths and 900 products, its guests invented and marked, and a small one that is calling."""

from datetime import timedelta
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from saoque.fairs.actions import applications, choosing, fairs, plan
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.models import Fair
from saoque.kernel.calendar import today
from saoque.places.queries import provinces
from saoque.producers.queries import own_producers, products_of
from saoque.site.demo.cast import Cast, place

_DATA = Path(__file__).parent / "data" / "fairs.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    _large(cast)
    _open(cast, tale()["small"], cast.actor("youth_leader"))


def _open(cast: Cast, row: dict[str, Any], boss: Any) -> Fair:
    first = today() + timedelta(days=row["first"])
    told = fairs.Plan(
        name=row["name"], kind=row["kind"], about=row["about"], commune=place(row["commune"]), venue=row["venue"],
        first_day=first, last_day=first + timedelta(days=row["days"] - 1),
        apply_until=today() + timedelta(days=row["apply"]), booths_planned=row["booths"], min_star=row["star"],
        capacity_least=row["goods"],
    )  # fmt: skip
    fair = fairs.open_fair(told, actor=boss)
    fairs.call(fair, actor=boss)
    return fair


def _large(cast: Cast) -> None:
    """Called, applied for, chosen by the rule, published, drawn, seated and settled: every step through its action."""
    row, boss = tale()["large"], cast.actor("head")
    fair = _open(cast, row, boss)
    for key, line in row["producers"].items():
        actor = cast.actor(key)
        producer = own_producers(actor).select_related("commune__parent").get()
        goods = [applications.Line(one, line["daily"], line["unit"], line["price"]) for one in products_of(producer)]
        applications.apply(fair, producer, applications.Application(goods, line["booths"], line["watts"]), actor=actor)
    applications.take_guests(fair, _guests(row["guests"]), actor=boss)
    fairs.close_applications(fair, actor=boss)
    choosing.propose_choice(fair, actor=boss)
    choosing.publish_choice(fair, actor=boss)
    zones = [ZoneAsked(one["name"], one["rows"], one["columns"], one["sector"], one["star"]) for one in row["zones"]]
    plan.draw_plan(fair, zones, actor=boss, across=2)
    plan.assign_all(fair, actor=boss)
    fairs.settle(fair, actor=boss)


def _guests(told: dict[str, Any]) -> list[applications.Visitor]:
    """Invented guests of 15 provinces, three goods each; some ask for two booths."""
    known = {one.code: one for one in provinces()}
    home = [known[code] for code in told["provinces"]]
    sectors = list(islice(cycle(told["goods"].items()), told["units"]))
    until = today() + timedelta(days=400)
    guests = []
    for number, (sector, names) in enumerate(sectors):
        where = home[number % len(home)]
        goods = [
            applications.GuestGoods(
                f"{names[(number + place) % len(names)]} {where.name}", 3 + (number + place) % 3, until, sector,
                told["daily"] + number % 40, told["unit"], told["price"] + 1000 * (number % 50),
            )
            for place in range(told["each"])
        ]  # fmt: skip
        guests.append(
            applications.Visitor(
                f"{told['name']} {number + 1:03d} {where.name} {told['mark']}", goods, where,
                booths=2 if number % told["double"] == 0 else 1, watts=300 * (number % 4),
            )
        )  # fmt: skip
    return guests
