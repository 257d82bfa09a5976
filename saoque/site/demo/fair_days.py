"""A small fair that is over, with everything that came of it; one producer is asked now what three months brought."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from saoque.fairs.actions import applications, choosing, costs, days, deals, fairs, followups, plan, report, transport
from saoque.fairs.actions.attendance import mark_those_who_logged
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.models import Exhibitor, Fair
from saoque.kernel.access import Actor
from saoque.kernel.calendar import standing_on, today
from saoque.producers.models import Product
from saoque.producers.queries import own_producers
from saoque.site.demo.cast import Cast, place

_DATA = Path(__file__).parent / "data" / "fair_days.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


@dataclass
class Past:
    """Who acts in it. Actors are fetched today, because their roles were not held so long ago."""

    boss: Actor
    owners: dict[str, Actor]
    first: date
    last: date
    fair: Fair
    at: dict[str, Exhibitor] = field(default_factory=dict)
    guests: list[Exhibitor] = field(default_factory=list)

    def read(self) -> Fair:
        """Read everybody anew, as the next step finds them."""
        self.fair = Fair.objects.select_related("unit", "commune").get(pk=self.fair.pk)
        rows = list(self.fair.exhibitors.select_related("producer", "fair__commune").order_by("pk"))
        self.guests = [one for one in rows if one.producer_id is None]
        mine = {one.producer_id: one for one in rows if one.producer_id}
        self.at = {key: mine[own_producers(actor).get().pk] for key, actor in self.owners.items()}
        return self.fair


def tell(cast: Cast) -> None:
    row = tale()["fair"]
    last = today() - timedelta(days=row["ended_days_ago"])
    first = last - timedelta(days=row["days"] - 1)
    boss, owners = cast.actor("helper"), {key: cast.actor(key) for key in tale()["producers"]}
    with standing_on(first - timedelta(days=30)):
        told = fairs.Plan(
            row["name"], place(row["commune"]), row["venue"], first, last, first - timedelta(days=20),
            kind=Fair.Kind.WEEK, about=row["about"], booths_planned=row["booths"],
        )  # fmt: skip
        fair = fairs.open_fair(told, actor=boss)
        fairs.call(fair, actor=boss)
        past = Past(boss, owners, first, last, fair)
        _applications(past)
    with standing_on(first - timedelta(days=20)):
        _choice(past)
    with standing_on(first - timedelta(days=5)):
        _before(past)
    _during(past)
    with standing_on(last + timedelta(days=10)):
        for line, told_cost in zip(past.fair.costs.order_by("pk"), tale()["costs"], strict=True):
            line.fair = past.fair
            costs.write_spent(line, told_cost["spent"], actor=boss)
        report.report(past.read(), actor=boss)
    past.read()
    for key, answer in tale()["answers"].items():
        with standing_on(today() - timedelta(days=2)):
            followups.tell_later(past.at[key], 3, answer["orders"], answer["value"], answer["words"], actor=owners[key])


def _applications(past: Past) -> None:
    for key, row in tale()["producers"].items():
        producer = own_producers(past.owners[key]).get()
        product = Product.objects.filter(producer=producer).order_by("pk")[0]
        line = applications.Line(product, row["daily"], row["unit"], row["price"])
        applications.apply(past.fair, producer, applications.Application([line]), actor=past.owners[key])
    guests = [
        applications.Visitor(
            row["name"],
            [
                applications.GuestGoods(
                    row["goods"], row["star"], daily=row["daily"], unit=row["unit"], price=row["price"]
                )
            ],
        )
        for row in tale()["guests"]
    ]
    applications.take_guests(past.fair, guests, actor=past.boss)


def _choice(past: Past) -> None:
    fairs.close_applications(past.read(), actor=past.boss)
    choosing.propose_choice(past.fair, actor=past.boss)
    for one in past.fair.exhibitors.select_related("fair").exclude(proposed="chosen").order_by("pk"):
        choosing.decide_against(one, "chosen", "Phiên chợ nhỏ của xã, còn gian nên mời cùng dự.", actor=past.boss)
    choosing.publish_choice(past.read(), actor=past.boss)
    plan.draw_plan(past.read(), [ZoneAsked("Khu chung", 1, tale()["fair"]["booths"])], actor=past.boss)
    plan.assign_all(past.read(), actor=past.boss)
    fairs.settle(past.read(), actor=past.boss)


def _before(past: Past) -> None:
    past.read()
    for row in tale()["costs"]:
        told = costs.Cost(row["what"], row["planned"], row["payer"], past.at.get(row.get("producer", "")))
        costs.add_cost(past.fair, told, actor=past.boss)
    for row in tale()["loads"]:
        load = transport.Load(
            row["goods"],
            row["boxes"],
            row["kilograms"],
            row["at"],
            past.first - timedelta(days=1),
            row["time"],
            row["cold"],
        )
        item = transport.add_load(past.at[row["producer"]], load, actor=past.owners[row["producer"]])
        transport.name_driver(item, row["driver"], row["plate"], actor=past.boss)
        for step in ("loaded", "arrived"):
            transport.tick(item, step, actor=past.owners[row["producer"]])


def _during(past: Past) -> None:
    """Every day at the booths; on the last one who came is marked and the fair ends."""
    with standing_on(past.first):
        fairs.begin(past.read(), actor=past.boss)
        past.read()
    for number in range(tale()["fair"]["days"]):
        day = past.first + timedelta(days=number)
        with standing_on(day):
            _day(past, number, day)
    with standing_on(past.last):
        mark_those_who_logged(past.fair, actor=past.boss)
        left = past.fair.exhibitors.filter(state=Exhibitor.State.CHOSEN).select_related("fair").order_by("pk")
        for one in left:
            applications.mark_attendance(one, came=one.producer_id is None, actor=past.boss)
        fairs.end(past.read(), actor=past.boss)
    past.read()


def _day(past: Past, number: int, day: date) -> None:
    for key, rows in tale()["days"].items():
        if number >= len(rows):
            continue
        row, owner, who = rows[number], past.owners[key], past.at[key]
        told = {name: row[name] for name in ("visits", "leads", "note")}
        days.write_day(who, day, told, version=0, actor=owner)
        exhibit = who.exhibits.select_related("product").get()
        exhibit.exhibitor = who
        for quantity in row["sold"]:
            days.sell(exhibit, day, Decimal(quantity), quantity * (exhibit.price or 0), key=uuid4(), actor=owner)
    for guest, sums in zip(past.guests, tale()["guest_days"], strict=False):
        days.write_day(guest, day, {"guest_sales": sums[number]}, version=0, actor=past.boss)
    for row in tale()["leads"]:
        if row["day"] == number:
            asked = days.Asked(row["who"], row["wants"], row["contact"], row["shared"])
            days.write_lead(past.at[row["producer"]], day, asked, key=uuid4(), actor=past.owners[row["producer"]])
    for row in tale()["deals"]:
        if row["day"] == number:
            paper = deals.Signed(row["kind"], row["partner"], day, row["value"], row["about"])
            deals.sign(past.at[row["producer"]], paper, actor=past.owners[row["producer"]])
