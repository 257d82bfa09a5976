"""From a commune's contest to the city's, from the city's to the nation's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.kernel import audit
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.invariants import faults
from saoque.people.actors import actor_for
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.producers.tests.factories import pdf, person, picture
from saoque.startups import queries
from saoque.startups.actions import contests, judging, nominations, projects
from saoque.startups.eligibility import EntryRules
from saoque.startups.models import Candidate, Contest, Entry, Milestone, Nomination, Project
from saoque.startups.queries import nominations as found_in
from saoque.startups.tests import factories

pytestmark = pytest.mark.django_db


def reread(contest: Contest) -> Contest:
    return Contest.objects.select_related("unit").get(pk=contest.pk)


def nominated(
    taking: str = "nominated", rules: EntryRules = factories.RULES
) -> tuple[Any, Contest, Any, Contest, Nomination]:
    """The city's organiser and contest, the nation's, and the winner's nomination."""
    boss, lower = factories.finished()
    high = factories.national()
    higher = factories.opened_contest("national", high, taking, rules)
    (one,) = nominations.send_on(lower, higher, 1, actor=boss)
    return boss, lower, high, higher, found(one)


def found(one: Nomination) -> Nomination:
    return Nomination.objects.select_related("contest__unit", "source__project", "source__contest").get(pk=one.pk)


def lead_of(one: Nomination) -> Any:
    return actor_for(one.source.project.opened_by)


def test_the_winner_goes_on_with_the_teams_consent_and_brings_everything_along(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    _boss, lower, high, higher, one = nominated()
    lead, project = lead_of(one), Project.objects.get(name="Dự án 0")
    assert (one.source.project, one.place, Entry.objects.filter(contest=higher).count()) == (project, 1, 0)
    assert [todo.title for todo in factories.waiting(lead)] == ["«Dự án 0» được giới thiệu đi tiếp"]
    projects.put_deck(factories.fresh(project), pdf(), actor=lead)
    milestone = projects.add_milestone(factories.fresh(project), "Mẻ đầu tiên", today(), actor=lead)
    projects.finish_milestone(milestone, actor=lead, evidence=picture())
    entry = nominations.accept_nomination(one, actor=lead)
    assert (entry.project, entry.contest, found(one).state, found(one).entry) == (project, higher, "accepted", entry)
    assert factories.waiting(lead) == []
    assert [row.action for row in audit.history(one)] == ["nominate", "accept"]
    juror = factories.seated(reread(higher), high)
    factories.opened(reread(higher), high)
    candidate = Candidate.objects.get(entry=entry)
    client = Client()
    client.force_login(juror.user, "allauth.account.auth_backends.AuthenticationBackend")
    milestone = Milestone.objects.get()
    assert [
        client.get(reverse("startups:entry_deck", args=[candidate.pk])).status_code,
        client.get(reverse("startups:entry_evidence", args=[candidate.pk, milestone.pk])).status_code,
    ] == [200, 200]
    factories.scored_one(candidate, juror, 70)
    judging.close_round(higher.rounds.select_related("contest").get(), actor=high)
    judging.publish(reread(higher), actor=high)
    below = Client().get(reverse("startups:results", args=[lower.pk])).content.decode()
    above = Client().get(reverse("startups:results", args=[higher.pk])).content.decode()
    assert "Đi tiếp lên cấp trên" in below and "Thi national" in below
    assert "từ «Thi city»" in above
    assert list(faults()) == []


def test_a_communes_best_go_to_the_city_of_their_province() -> None:
    boss, lower = factories.finished("commune", person(Role.YOUTH_LEADER, UnitKind.YOUTH_COMMUNE, factories.here()))
    city = person(Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, factories.here().parent)
    higher = factories.opened_contest("city", city)
    elsewhere = factories.opened_contest("city", person(Role.YOUTH_LEADER, UnitKind.YOUTH_CITY))
    assert found_in.contests_above(lower) == [higher]
    with pytest.raises(DomainError, match="liền kề"):
        nominations.send_on(lower, elsewhere, 1, actor=boss)
    (one,) = nominations.send_on(lower, higher, 1, actor=boss)
    nominations.accept_nomination(found(one), actor=lead_of(found(one)))
    assert found_in.came_from(higher) == {Entry.objects.get(contest=higher).pk: lower}


def test_a_contest_by_nomination_takes_nobody_else() -> None:
    _boss, _lower, _high, higher, _one = nominated()
    lead, project = factories.team("Tự đến")
    with pytest.raises(DomainError, match="cấp dưới giới thiệu"):
        contests.enter(reread(higher), factories.fresh(project), actor=lead)
    assert list(queries.contests_open_for(project)) == []


def test_an_open_contest_of_the_nation_takes_everybody() -> None:
    _boss, _lower, _high, higher, _one = nominated("open")
    lead, project = factories.team("Tự đến")
    contests.enter(reread(higher), factories.fresh(project), actor=lead)
    assert Entry.objects.filter(contest=higher).count() == 1


def test_the_higher_contests_own_rules_are_checked_again() -> None:
    _boss, _lower, _high, higher, one = nominated(rules=EntryRules(18, 20, 3, 1))
    with pytest.raises(DomainError, match="từ 18 đến 20 tuổi"):
        nominations.accept_nomination(one, actor=lead_of(one))
    assert (found(one).state, Entry.objects.filter(contest=higher).count()) == ("asked", 0)


def test_who_shares_a_place_goes_together_and_nobody_twice() -> None:
    boss, lower = factories.finished(totals=(80, 80, 60))
    higher = factories.opened_contest("national", factories.national())
    made = nominations.send_on(lower, higher, 1, actor=boss)
    assert [one.place for one in made] == [1, 1]
    with pytest.raises(DomainError, match="giới thiệu rồi"):
        nominations.send_on(reread(lower), higher, 2, actor=boss)
    assert [one.place for one in nominations.send_on(reread(lower), higher, 3, actor=boss)] == [3]


def test_one_act_on_a_page_that_is_older_loses() -> None:
    boss, lower = factories.finished()
    higher, stale = factories.opened_contest("national", factories.national()), reread(lower)
    nominations.send_on(lower, higher, 1, actor=boss)
    with pytest.raises(Stale):
        nominations.send_on(stale, higher, 2, actor=boss)
    assert Nomination.objects.count() == 1


def test_only_the_organiser_sends_and_only_the_leader_answers() -> None:
    boss, lower = factories.finished()
    higher = factories.opened_contest("national", factories.national())
    with pytest.raises(NotAllowed):
        nominations.send_on(lower, higher, 1, actor=factories.national())
    (one,) = nominations.send_on(lower, higher, 1, actor=boss)
    for act in (nominations.accept_nomination, nominations.decline_nomination):
        with pytest.raises(NotAllowed):
            act(found(one), actor=boss)
    with pytest.raises(NotFound):
        found_in.get_nomination(boss, one.pk)
    nominations.decline_nomination(found(one), actor=lead_of(found(one)))
    with pytest.raises(Stale):
        nominations.accept_nomination(found(one), actor=lead_of(found(one)))
    assert (found(one).state, Entry.objects.filter(contest=higher).count()) == ("declined", 0)


def test_nothing_is_sent_before_publication_or_after_the_last_day() -> None:
    boss, lower = factories.finished()
    higher = factories.opened_contest("national", factories.national())
    Contest.objects.filter(pk=higher.pk).update(closes_on=today() - timedelta(days=1))
    with pytest.raises(DomainError, match="không còn nhận"):
        nominations.send_on(lower, reread(higher), 1, actor=boss)
    Contest.objects.filter(pk=lower.pk).update(state="judging")
    with pytest.raises(DomainError, match="Công bố kết quả trước"):
        nominations.send_on(reread(lower), reread(higher), 1, actor=boss)


@pytest.mark.parametrize(("kind", "level"), [(UnitKind.YOUTH_CITY, "national"), (UnitKind.YOUTH_NATIONAL, "city")])
def test_the_nations_contest_is_the_national_units(kind: UnitKind, level: str) -> None:
    boss = person(Role.YOUTH_LEADER, kind, factories.here().parent)
    with pytest.raises(DomainError) as refused:
        factories.opened_contest(level, boss)
    assert (refused.value.field, Contest.objects.count()) == ("level", 0)


def test_the_national_unit_reads_no_projects_of_provinces() -> None:
    lead, project = factories.team()
    projects.share(factories.fresh(project), shared=True, actor=lead)
    high = factories.national()
    assert Unit.objects.get(pk=high.standings[0].unit_id).kind == "youth_national"
    assert list(queries.list_area(high)) == []
    with pytest.raises(NotFound):
        queries.get_project(high, project.pk)
