"""A co-operative of the mulberry growers that has just been filed, and one that keeps its book and looks at itself."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.cooperatives.actions import capital, filing, health, meetings, members, opening, telling
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries.access import get_cooperative, meeting_of, member_of
from saoque.cooperatives.queries.picture import picture_of
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.producers.models import Producer
from saoque.site.demo.cast import Cast, person, place

_DATA = Path(__file__).parent / "data" / "cooperatives.yaml"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    _found(cast, tale()["founding"])
    _keep(cast, tale()["standing"])


def _found(cast: Cast, row: dict[str, Any]) -> None:
    """From the first talk to the filing, with the help of the city's and the commune's Youth Union."""
    keeper = cast.actor("dau")
    made = opening.open_founding(actor=keeper, name=row["name"], commune=place("31255"), kind=Kind.COOPERATIVE)

    def one() -> Cooperative:
        return get_cooperative(keeper, made.pk)

    for unit in ("youth_city", "youth_trung_hung"):
        members.ask_help(one(), cast.units[unit].pk, actor=keeper)
    telling.save_survey(one(), row["survey"], actor=cast.actor("helper"))
    choice = row["choice"]
    telling.save_choice(one(), Kind.COOPERATIVE, choice["answers"], choice["minutes"], actor=keeper)
    telling.save_name(one(), row["name"], row["short_name"], row["address"], actor=keeper)
    for line in row["lines"]:
        telling.add_line(one(), line, "", actor=keeper)
    people = _founders(keeper, made, row)
    for pk, amount in people:
        capital.pledge(member_of(one(), pk), amount, form="money", due_on=date(2027, 1, 31), actor=keeper)
    blocks = {key: {"option": option} for key, option in row["charter"].items()}
    telling.save_charter(one(), blocks, None, actor=cast.actor("helper"))
    _meet(keeper, made, row["meeting"], [pk for pk, _amount in people])
    filing.file_founding(picture_of(one()), "in_person", people[1][0], actor=keeper)


def _founders(keeper: Actor, made: Cooperative, row: dict[str, Any]) -> list[tuple[int, int]]:
    """Write everybody into the book; return ids with the amounts they pledge."""
    first = get_cooperative(keeper, made.pk).members.all()[0]
    first.cooperative = get_cooperative(keeper, made.pk)
    members.change_member(first, {**_told(row["first"]), "represents": True}, actor=keeper)
    found = [(first.pk, row["first"]["amount"])]
    for line in row["members"]:
        one = get_cooperative(keeper, made.pk)
        added = members.add_member(one, {"name": line["name"], **_told(line)}, actor=keeper)
        if "account" in line:
            way = members.invite(member_of(get_cooperative(keeper, made.pk), added.pk), "", manages=False, actor=keeper)
            members.take_invitation(way.token, actor=actor_for(person(line["account"], line["name"])))
        found.append((added.pk, line["amount"]))
    return found


def _told(line: dict[str, Any]) -> dict[str, Any]:
    home = line.get("home", "Xã Trung Hưng (trình diễn)")
    kept = {name: line[name] for name in ("id_number", "born_on", "need")}
    return {**kept, "home": home, "full_capacity": True, "uses_services": True}


def _meet(keeper: Actor, made: Cooperative, row: dict[str, Any], people: list[int]) -> None:
    planned = meetings.plan_meeting(
        get_cooperative(keeper, made.pk), "founding", today(), hour=row["hour"], place=row["place"], actor=keeper
    )
    elected = dict(
        zip(("chair", "director", "controller", "filer"), (people[0], people[0], people[3], people[1]), strict=True)
    )

    def held() -> Any:
        return meeting_of(get_cooperative(keeper, made.pk), planned.pk)

    meetings.open_meeting(held(), people, chair=people[0], secretary=people[1], actor=keeper)
    for item in planned.agenda.all():
        meetings.count(held(), item.pk, len(people), 0, 0, elected=elected.get(item.key), actor=keeper)
    meetings.close_meeting(held(), row["minutes"], actor=keeper)


def _keep(cast: Cast, row: dict[str, Any]) -> None:
    """A co-operative that stands already: member book, capital, one who left, last year's check."""
    keeper = cast.actor(row["producer"])
    producer = Producer.objects.select_related("commune__parent").get(unit__in=keeper.unit_ids("producer"))
    made = opening.adopt(producer, actor=keeper, registered_on=row["registered_on"])

    def one() -> Cooperative:
        return get_cooperative(keeper, made.pk)

    head = member_of(one(), one().members.all()[0].pk)
    members.change_member(head, {"post": row["owner"]["post"], "represents": True}, actor=keeper)
    lines = [(head.pk, row["registered_on"], row["owner"]["amount"])]
    for line in (*row["members"], row["left"]):
        told = {"name": line["name"], "uses_services": True, "post": line.get("post", "")}
        added = members.add_member(one(), told, joined_on=line["joined_on"], actor=keeper)
        lines.append((added.pk, line["joined_on"], line["amount"]))
    for pk, day, amount in lines:
        capital.pledge(member_of(one(), pk), amount, form="money", due_on=day, on=day, actor=keeper)
        capital.pay(member_of(one(), pk), amount, day, actor=keeper)
    gone = lines[-1][0]
    capital.repay(member_of(one(), gone), row["left"]["left_on"], actor=keeper)
    members.leave(member_of(one(), gone), row["left"]["left_on"], row["left"]["why"], actor=keeper)
    marks = {key: {"mark": mark, "evidence": row["health"]["evidence"]} for key, mark in row["health"]["marks"].items()}
    health.save_check(one(), today().year - 1, marks, 0, actor=keeper)
