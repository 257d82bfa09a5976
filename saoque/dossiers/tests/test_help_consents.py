"""Asking for leave to help, giving it, taking it back; and the pages on both sides."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions import consents as act
from saoque.dossiers.consents import helpers_for
from saoque.dossiers.events import ConsentAnswered, ConsentAsked, ConsentEnded
from saoque.dossiers.helping import helped_list
from saoque.dossiers.models import Consent, Dossier, DossierState
from saoque.dossiers.tests.factories import draft, filed, fill_fast, person, world
from saoque.dossiers.tests.help_factories import consented, elsewhere, helper, membership, unit_of
from saoque.kernel import events
from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.todo import todos
from saoque.people.actors import actor_for
from saoque.people.roles import Role, UnitKind
from saoque.rulebook import scorecard

pytestmark = pytest.mark.django_db
S = Consent.State


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    for kind in (ConsentAsked, ConsentAnswered, ConsentEnded):
        monkeypatch.setitem(events._subscribers, kind, [found.append])
    return found


def test_the_whole_way_of_a_consent_is_recorded_and_heard(heard: list[Any]) -> None:
    here, dossier = draft()
    who = helper(here)
    asked = act.ask_consent(here.producer, " Em ghé chiều thứ bảy. ", who)
    assert act.ask_consent(here.producer, "Lần nữa", who) == asked
    assert (asked.note, asked.state) == ("Em ghé chiều thứ bảy.", S.ASKED)
    given = act.accept_consent(asked, dossier, today(), here.actor)
    assert (given.pk, given.dossier, given.until, given.given_by) == (asked.pk, dossier, today(), here.user)
    act.end_consent(given, here.actor)
    told = [(row.action, row.from_state, row.to_state) for row in history(given)]
    assert told == [
        ("ask_consent", "", "asked"), ("give_consent", "asked", "given"), ("end_consent", "given", "ended"),
    ]  # fmt: skip
    assert [type(one) for one in heard] == [ConsentAsked, ConsentAnswered, ConsentEnded]
    assert (given.ended_by, given.ended_at is not None) == (here.user, True)


def test_a_request_may_be_declined_or_laid_down_and_then_asked_again() -> None:
    here, _dossier = draft()
    who = helper(here)
    first = act.ask_consent(here.producer, "", who)
    act.decline_consent(first, here.actor)
    second = act.ask_consent(here.producer, "", who)
    act.end_consent(second, who)
    third = act.ask_consent(here.producer, "", who)
    assert [first.state, second.state, third.state] == [S.DECLINED, S.ENDED, S.ASKED]
    with pytest.raises(Stale):
        act.decline_consent(first, here.actor)
    with pytest.raises(DomainError):
        act.accept_consent(first, None, None, here.actor)
    assert Consent.objects.filter(state=S.GIVEN).count() == 0


def test_giving_settles_the_request_and_giving_again_takes_the_new_day() -> None:
    here, dossier = draft()
    who = helper(here)
    asked = act.ask_consent(here.producer, "", who)
    given = consented(here, who, dossier)
    assert given.pk == asked.pk
    later = act.give_consent(here.producer, membership(who), dossier, today() + timedelta(days=9), here.actor)
    given.refresh_from_db()
    assert (given.state, later.state, later.until) == (S.ENDED, S.GIVEN, today() + timedelta(days=9))
    everything = consented(here, who)
    assert set(Consent.objects.filter(state=S.GIVEN)) == {later, everything}


def test_taking_back_twice_is_stale_and_on_two_pages_only_one_wins() -> None:
    here, dossier = draft()
    consent = consented(here, helper(here), dossier)
    other_page = Consent.objects.get(pk=consent.pk)
    act.end_consent(consent, here.actor)
    with pytest.raises(Stale):
        act.end_consent(other_page, here.actor)
    assert history(consent).count() == 2


def test_what_is_refused_changes_nothing() -> None:
    here, dossier = draft()
    _there, strange = draft()
    who = helper(here)
    far = helper(here, at=elsewhere(here))
    finished = Dossier.objects.get(pk=dossier.pk)
    finished.state = DossierState.RECOGNISED
    refused = [
        (DomainError, dossier, today() - timedelta(days=1), here.actor, who),
        (DomainError, dossier, today() + timedelta(days=4000), here.actor, who),
        (DomainError, strange, None, here.actor, who),
        (DomainError, finished, None, here.actor, who),
        (NotAllowed, dossier, None, who, who),
        (NotFound, dossier, None, here.actor, far),
        (NotFound, dossier, None, here.actor, here.actor),
    ]
    for error, scope, until, actor, named in refused:
        with pytest.raises(error):
            act.give_consent(here.producer, membership(named), scope, until, actor)
    with pytest.raises(NotAllowed):
        act.ask_consent(here.producer, "", far)
    with pytest.raises(NotAllowed):
        act.ask_consent(here.producer, "", here.actor)
    with pytest.raises(DomainError):
        act.ask_consent(here.producer, "x" * 601, who)
    assert Consent.objects.count() == 0


def test_helpers_are_found_in_the_commune_and_the_province_by_name_and_unit() -> None:
    here, _dossier = draft()
    near, officer = helper(here), helper(here, Role.COMMUNE_OFFICER)
    above = helper(here, Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, here.province)
    for role, kind, at in [
        (Role.YOUTH_HELPER, UnitKind.YOUTH_COMMUNE, elsewhere(here)),
        (Role.COMMUNE_LEADER, UnitKind.COMMUNE_COMMITTEE, here.commune),
        (Role.SIGNER, UnitKind.PROVINCE_COMMITTEE, here.province),
    ]:
        person(role, unit_of(kind, at), "Lê Thị Giúp")
    assert {row.user for row in helpers_for(here.producer)} == {near.user, officer.user, above.user}
    assert [row.user for row in helpers_for(here.producer)][-1] == above.user
    assert {row.user for row in helpers_for(here.producer, "giup le")} == {near.user, officer.user, above.user}
    assert {row.user for row in helpers_for(here.producer, "ubnd")} == {officer.user}
    assert list(helpers_for(here.producer, "khong ai")) == []


def test_the_producer_gives_and_takes_back_on_the_pages() -> None:
    here, dossier = draft()
    who = helper(here)
    client, helping = client_of(here.user), client_of(who.user)
    home = reverse("dossiers:home", args=[dossier.pk])
    assert helping.get(home).status_code == 404
    found = client.get(reverse("dossiers:find_helper", args=[here.producer.pk]) + f"?q=giup&hoso={dossier.pk}")
    give = reverse("dossiers:give_consent", args=[here.producer.pk, membership(who).pk])
    assert f"{give}?hoso={dossier.pk}" in found.content.decode()
    assert client.post(give, {}).status_code == 422
    assert client.post(give, {"scope": str(dossier.pk), "until": "01/01/2020"}).status_code == 422
    assert client.post(give, {"scope": str(dossier.pk), "until": ""}).status_code == 302
    assert helping.get(home).status_code == 200
    consent = Consent.objects.get()
    end = reverse("dossiers:end_consent", args=[consent.pk])
    assert client_of(world().user).post(end).status_code == 404
    assert client.post(end).status_code == 302
    assert helping.get(home).status_code == 404
    assert "Đã thôi" in client.get(reverse("dossiers:helpers")).content.decode()


def test_a_helper_asks_and_the_producer_sees_it_on_the_first_screen() -> None:
    here, dossier = draft()
    who = helper(here)
    helping = client_of(who.user)
    address = reverse("dossiers:ask_consent", args=[here.producer.pk])
    assert here.producer.name in helping.get(reverse("dossiers:ask_list")).content.decode()
    assert helping.get(address).status_code == 200
    assert helping.post(address, {"note": "Em giúp nhé"}).status_code == 302
    consent = Consent.objects.get()
    accept = reverse("dossiers:accept_consent", args=[consent.pk])
    assert [item.url for item in todos(here.actor) if item.url == accept] == [accept]
    page = client_of(here.user).get(accept).content.decode()
    assert "Em giúp nhé" in page
    assert helping.get(accept).status_code == 404
    assert client_of(here.user).post(accept, {"scope": "tat-ca"}).status_code == 302
    consent.refresh_from_db()
    assert (consent.state, consent.dossier) == (S.GIVEN, None)
    assert helping.get(reverse("dossiers:home", args=[dossier.pk])).status_code == 200
    assert client_of(here.user).post(reverse("dossiers:decline_consent", args=[consent.pk])).status_code == 409


def test_the_list_of_a_helper_shows_the_road_and_what_is_missing() -> None:
    here, dossier = draft()
    _there, followed, _filing = filed()
    _far, hidden = draft()
    who = helper(here)
    rows, counts = helped_list(who)
    assert ([row.dossier for row in rows], counts[""]) == ([followed], 1)
    consented(here, who, dossier)
    rows, counts = helped_list(who)
    found = {row.dossier.pk: row for row in rows}
    assert hidden.pk not in found
    assert (found[dossier.pk].under_consent, found[followed.pk].under_consent) == (True, False)
    assert found[dossier.pk].criteria == len(scorecard(dossier.scorecard).criteria)
    assert (found[dossier.pk].blanks > 0, found[followed.pk].blanks) == (True, 0)
    assert counts == {"": 2, "nho-toi": 1, "can-sua": 0, "dang-soan": 1, "da-xong": 0}
    assert [row.dossier.pk for row in helped_list(who, narrow="dang-soan")[0]] == [dossier.pk]
    assert [row.dossier.pk for row in helped_list(who, here.product.name)[0]] == [dossier.pk]
    fill_fast(dossier)
    row = next(row for row in helped_list(who, narrow="dang-soan")[0])
    assert row.blanks == 0
    outside = helper(here, at=elsewhere(here))
    assert helped_list(outside)[1][""] == 0
    page = client_of(who.user).get(reverse("dossiers:helping"))
    assert page.status_code == 200
    assert client_of(here.user).get(reverse("dossiers:helping")).status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_many(django_assert_num_queries: Any) -> None:
    here, dossier = draft()
    who = helper(here)
    consented(here, who)
    with django_assert_num_queries(8):
        assert len(list(helped_list(who)[0])) == 1
    for _number in range(3):
        filed()
        there, other = draft()
        consented(there, who, other)
    with django_assert_num_queries(8):
        assert len(list(helped_list(who)[0])) == 7
    assert dossier.state == DossierState.DRAFT


def test_somebody_in_two_roles_is_never_a_helper_of_themselves() -> None:
    here, dossier = draft()
    unit = unit_of(UnitKind.YOUTH_COMMUNE, here.commune)
    both = here.user
    both.memberships.create(unit=unit, role=Role.YOUTH_HELPER, since=today())
    actor = actor_for(both)
    assert both not in {row.user for row in helpers_for(here.producer)}
    with pytest.raises(NotAllowed):
        act.ask_consent(here.producer, "", actor)
    assert dossier.producer == here.producer
