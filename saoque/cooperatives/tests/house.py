"""What this room brings to the tests of the whole house."""

from typing import Any

from saoque.cooperatives.actions import filing, meetings, members, opening, telling
from saoque.cooperatives.actions.capital import pledge
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import AgendaItem, CapitalEntry, Cooperative, HealthCheck, Invitation
from saoque.cooperatives.queries.access import get_cooperative, meeting_of, member_of
from saoque.cooperatives.queries.picture import picture_of
from saoque.cooperatives.records import charter_record
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.places.queries import unit_by_code
from saoque.producers.models import Producer

SHOWS = {
    f"cooperatives:{name}"
    for name in (
        "home", "invitation", "road", "survey", "choice", "name", "charter", "members", "member", "capital", "book",
        "book_print", "meetings", "meeting", "papers", "filing", "office", "after",
    )
}  # fmt: skip
DEFECTS = {
    "more paid than pledged": (lambda: CapitalEntry.objects.filter(act="pay").update(paid=10**12), "paid "),
    "too many votes": (lambda: AgendaItem.objects.filter(key="charter").update(votes_for=99), "99 votes of 5 present"),
    "another result": (
        lambda: AgendaItem.objects.filter(key="charter").update(passed=False),
        "the votes say otherwise",
    ),
    "filed without a filing": (
        lambda: Cooperative.objects.filter(filings=None).update(state="filed"),
        "filed without a filing",
    ),
    "registered without a day": (
        lambda: Cooperative.objects.filter(state="registered").update(registered_on=None),
        "registered without a day",
    ),
    "nobody keeps it": (lambda: _forget_keepers(), "nobody keeps it"),
    "another score": (lambda: HealthCheck.objects.update(score=1), "score is 1"),
    "an uncounted item": (lambda: AgendaItem.objects.filter(key="lines").update(passed=None), "uncounted item"),
}


def _forget_keepers() -> None:
    for one in Cooperative.objects.filter(helps=None):
        one.members.update(manages=False)


def prepare(cast: Any) -> None:
    """An open way in, which the demonstration has used up."""
    keeper = cast.actor("dau")
    one = Cooperative.objects.get(filings__isnull=False)
    last = one.members.filter(user=None).order_by("-pk")[0]
    members.invite(member_of(get_cooperative(keeper, one.pk), last.pk), "", manages=False, actor=keeper)


def _named(one: Cooperative) -> dict[str, object]:
    last = one.filings.get()
    return {
        "cooperative": one.pk,
        "cooperative.member": one.members.order_by("-pk")[0].pk,
        "cooperative.meeting": one.meetings.get().pk,
        "cooperative.paper": last.papers.order_by("pk")[0].pk,
        "cooperative.token": Invitation.objects.get(state="open", member__cooperative=one).token,
    }


def things() -> dict[str, object]:
    standing = Producer.objects.get(cooperative__isnull=False)
    return {**_named(Cooperative.objects.get(filings__isnull=False)), "cooperative.producer": standing.pk}


def carry_probe(cast: Any, probe: str) -> dict[str, object]:
    """Take a whole founding to the commune with the probe in every text."""
    keeper = actor_for(User.objects.get(email=cast.users["dau"].email))
    commune = unit_by_code("31255")
    assert commune is not None
    made = opening.open_founding(actor=keeper, name=f"={probe}", commune=commune, kind=Kind.GROUP)
    cast_units = cast.units["youth_city"]

    def one() -> Cooperative:
        return get_cooperative(keeper, made.pk)

    members.ask_help(one(), cast_units.pk, actor=keeper)
    telling.save_survey(one(), dict.fromkeys(("product", "need", "people", "market"), probe), actor=keeper)
    telling.save_choice(one(), Kind.GROUP, {}, probe, actor=keeper)
    telling.save_name(one(), "Tổ hợp tác Thử", probe[:60], probe, actor=keeper)
    Cooperative.objects.filter(pk=made.pk).update(name=f"={probe}")
    telling.add_line(one(), probe, "", actor=keeper)
    kept = {block["key"]: {"more": probe} for block in charter_record(one()).facts["blocks"]}
    telling.save_charter(one(), kept, None, actor=keeper)
    people = _spoiled_members(keeper, made, probe)
    _spoiled_meeting(keeper, made, people, probe)
    last = filing.file_founding(picture_of(one()), "in_person", people[0], actor=keeper)
    last.cooperative = one()
    filing.return_filing(last, probe, actor=keeper)
    free = one().members.filter(user=None)[0]
    members.invite(member_of(one(), free.pk), "", manages=True, actor=keeper)
    return _named(made)


def _spoiled_members(keeper: Actor, made: Cooperative, probe: str) -> list[int]:
    told: dict[str, Any] = dict.fromkeys(("home", "need", "representative"), probe)
    told |= {"born_on": today().replace(year=1990), "id_number": probe[:40], "full_capacity": True}
    told |= {"gives_labour": True, "represents": True, "name": f"={probe}"}
    first = get_cooperative(keeper, made.pk).members.all()[0].pk
    members.change_member(member_of(get_cooperative(keeper, made.pk), first), told, actor=keeper)
    second = members.add_member(get_cooperative(keeper, made.pk), told, actor=keeper).pk
    for pk in (first, second):
        line = member_of(get_cooperative(keeper, made.pk), pk)
        pledge(line, 1_000_000, form="money", due_on=None, actor=keeper)
    return [first, second]


def _spoiled_meeting(keeper: Actor, made: Cooperative, people: list[int], probe: str) -> None:
    planned = meetings.plan_meeting(
        get_cooperative(keeper, made.pk), "founding", today(), hour="=1", place=probe, actor=keeper
    )

    def held() -> Any:
        return meeting_of(get_cooperative(keeper, made.pk), planned.pk)

    meetings.add_item(held(), probe, "over_half", actor=keeper)
    meetings.open_meeting(held(), people, chair=people[0], secretary=people[1], actor=keeper)
    for item in held().agenda.all():
        elected = people[0] if item.elects else None
        meetings.count(held(), item.pk, 2, 0, 0, elected=elected, actor=keeper)
    meetings.close_meeting(held(), probe, actor=keeper)
