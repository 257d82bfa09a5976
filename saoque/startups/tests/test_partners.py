"""Projects and partners by consent: who is suggested, who may knock, what is open when, and that nothing leaks before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.kernel.invariants import faults
from saoque.people.models import User
from saoque.people.roles import Role, UnitKind
from saoque.places.register import get_register
from saoque.producers.tests.factories import pdf, person, stored
from saoque.startups.actions import partners, projects
from saoque.startups.actions.partners import Talk, Wish
from saoque.startups.models import BudgetLine, Introduction, Meeting, Offer, Seeking
from saoque.startups.queries import partners as found_in
from saoque.startups.tests import factories

pytestmark = pytest.mark.django_db
GREETING = "Muốn gặp để bàn chuyện bán hàng."


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(actor: Actor, name: str, *names: object) -> str:
    return signed_in(actor).get(reverse(f"startups:{name}", args=names)).content.decode()


def grown_old(one: Introduction, **days: int) -> None:
    Introduction.objects.filter(pk=one.pk).update(**{key: today() - timedelta(days=n) for key, n in days.items()})


def test_a_suggestion_shows_both_ways_with_reasons() -> None:
    (lead, project), (partner, unit) = factories.seeking(), factories.offering()
    seeking = Seeking.objects.select_related("project__commune__parent").get()
    offer = Offer.objects.select_related("unit", "province").get()
    (there,), (back,) = found_in.offers_for(seeking), found_in.seekings_for(offer)
    assert there.pairing == back.pairing
    assert there.pairing.against == ()
    told = page(lead, "partners", project.pk)
    assert unit.name in told and "Số vốn hai bên nêu gặp nhau." in told
    told = page(partner, "desk")
    assert "Dâu tằm sấy dẻo" in told and "20.000.000" in told


@pytest.mark.parametrize("change", ["hidden", "late", "stopped", "no_offer", "other_province"])
def test_who_does_not_show_itself_is_not_suggested(change: str) -> None:
    (lead, project), (partner, unit) = factories.seeking(), factories.offering()
    if change == "hidden":
        partners.stop_seeking(Seeking.objects.select_related("project").get(), actor=lead)
    elif change == "late":
        Seeking.objects.update(until=today() - timedelta(days=1))
    elif change == "stopped":
        projects.move(factories.fresh(project), "stop", actor=lead)
    elif change == "no_offer":
        partners.stop_offering(Offer.objects.select_related("unit").get(), actor=partner)
    else:
        other = next(one for one in get_register() if one.level == "province" and not one.until and one.code != "92")
        Offer.objects.update(province=stored(other))
    offer = Offer.objects.select_related("unit", "province").get()
    assert [one.seeking for one in found_in.seekings_for(offer)] == (
        [] if change != "no_offer" else [Seeking.objects.get()]
    )
    if change in ("hidden", "late", "stopped", "no_offer"):
        for by_project, actor in ((True, lead), (False, partner)):
            with pytest.raises(DomainError):
                partners.knock(factories.fresh(project), unit, GREETING, by_project=by_project, actor=actor)
    assert Introduction.objects.count() == 0


@pytest.mark.parametrize("text", ["Gọi 0912 345 678 nhé", "thu: ten@thu.vn", "+84.912.345.678", "số 0292-3838-383"])
def test_nobody_writes_a_contact_where_the_other_side_reads_before_consent(text: str) -> None:
    (lead, project), (partner, unit) = factories.seeking(), factories.offering()
    wish = Wish(("outlet",), words=text)
    acts = {
        "words": lambda: partners.seek(factories.fresh(project), wish, "", today(), actor=lead),
        "message": lambda: partners.knock(factories.fresh(project), unit, text + GREETING, by_project=True, actor=lead),
    }
    for field, act in acts.items():
        with pytest.raises(DomainError, match="Đừng ghi số điện thoại") as refused:
            act()
        assert refused.value.field == field
    with pytest.raises(DomainError, match="Đừng ghi"):
        partners.offer(unit, wish, (), None, actor=partner)
    assert (Seeking.objects.get().words, Offer.objects.get().words) == ("", "")


def test_sums_are_no_contacts() -> None:
    assert partners.without_contact("Cần 1.200.000.000 đồng, năm 2026", "words") == "Cần 1.200.000.000 đồng, năm 2026"


@pytest.mark.parametrize(
    ("wish", "purpose", "days", "field"),
    [
        (Wish(()), "", 9, "kinds"),
        (Wish(("gold",)), "", 9, "kinds"),
        (Wish(("money",), 5, 4), "Mua tủ mát", 9, "most"),
        (Wish(("money",), 10**14), "Mua tủ mát", 9, "least"),
        (Wish(("money",)), "", 9, "purpose"),
        (Wish(("other",)), "", 9, "words"),
        (Wish(("outlet",)), "", -1, "until"),
        (Wish(("outlet",)), "", 400, "until"),
    ],
)
def test_what_is_sought_is_said_whole(wish: Wish, purpose: str, days: int, field: str) -> None:
    lead, project = factories.team()
    with pytest.raises(DomainError) as refused:
        partners.seek(factories.fresh(project), wish, purpose, today() + timedelta(days=days), actor=lead)
    assert (refused.value.field, Seeking.objects.count()) == (field, 0)


def test_only_the_leader_and_the_unit_speak() -> None:
    (lead, project), (_partner, unit) = factories.seeking(), factories.offering()
    member = factories.joined(project, lead)
    for act in (
        lambda: partners.seek(factories.fresh(project), factories.WISH, "Mua tủ", today(), actor=member),
        lambda: partners.knock(factories.fresh(project), unit, GREETING, by_project=True, actor=member),
        lambda: partners.knock(factories.fresh(project), unit, GREETING, by_project=False, actor=lead),
        lambda: partners.offer(unit, factories.WISH, (), None, actor=lead),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("by_project", [True, False])
def test_details_open_with_both_words_and_close_again(by_project: bool, settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    lead, partner, one = factories.knocked(by_project)
    projects.put_deck(factories.fresh(one.project), pdf(), actor=lead)
    projects.add_budget(factories.fresh(one.project), "Tủ mát", "own", 7_000_000, actor=lead)
    secrets = (lead.user.email, partner.user.email, "Sấy dẻo, đóng gói", "7.000.000", "ban-trinh-bay")

    def seen(actor: Actor) -> list[bool]:
        told = page(actor, "introduction", one.pk)
        return [secret in told for secret in secrets]

    deck = reverse("startups:introduction_deck", args=[one.pk])
    assert (seen(partner), signed_in(partner).get(deck).status_code) == ([False] * 5, 404)
    assert seen(lead)[1] is False
    partners.answer(factories.read(one), agreed=True, actor=partner if by_project else lead)
    # The partner's own address stands in nobody's page but the project's.
    assert (seen(partner), signed_in(partner).get(deck).status_code) == ([True, False, True, True, True], 200)
    assert seen(lead)[1] is True
    partners.end(factories.read(one), reason="Đã đủ vốn.", actor=lead if by_project else partner)
    assert (seen(partner), signed_in(partner).get(deck).status_code) == ([False] * 5, 404)
    assert seen(lead)[1] is False
    assert [row.action for row in audit.history(one)] == ["knock", "agree", "end"]


def test_no_page_before_consent_holds_a_contact() -> None:
    """Crawls everything of both sides that a partner, a team and a stranger can open."""
    lead, partner, one = factories.knocked()
    User.objects.filter(pk=lead.user_id).update(phone="+84911222333")
    User.objects.filter(pk=partner.user_id).update(phone="+84944555666")
    contacts = (
        lead.user.email,
        "911222333",
        "911 222 333",
        partner.user.email,
        "944555666",
        "944 555 666",
        "mailto:",
        "tel:",
    )
    addresses = [
        reverse("startups:home"), reverse("startups:desk"), reverse("startups:offer"),
        reverse("startups:partners", args=[one.project_id]),
        reverse("startups:seek", args=[one.project_id]),
        reverse("startups:knock_partner", args=[one.project_id, one.unit_id]),
        reverse("startups:knock_project", args=[one.project_id]),
        reverse("startups:introduction", args=[one.pk]),
    ]  # fmt: skip
    other = person(Role.PARTNER, UnitKind.PARTNER, factories.here())
    opened = 0
    for actor in (lead, partner, other, person()):
        client = signed_in(actor)
        for address in addresses:
            answer = client.get(address)
            body = answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
            assert [contact for contact in contacts if contact in body] == [], (actor, address)
            opened += answer.status_code == 200
    assert opened == 8 + 6


def test_what_is_declined_stays_shut_and_the_other_side_may_still_knock() -> None:
    lead, partner, one = factories.knocked()
    partners.answer(one, agreed=False, reason="Năm nay đã nhận đủ.", actor=partner)
    assert (factories.read(one).state, factories.read(one).reason) == ("declined", "Năm nay đã nhận đủ.")
    project, unit = factories.fresh(one.project), one.unit
    with pytest.raises(DomainError, match="đã không nhận lời"):
        partners.knock(project, unit, GREETING, by_project=True, actor=lead)
    again = partners.knock(project, unit, GREETING, by_project=False, actor=partner)
    with pytest.raises(DomainError, match="đang có lời ngỏ"):
        partners.knock(project, unit, GREETING, by_project=True, actor=lead)
    partners.end(factories.read(again), actor=partner)
    assert Introduction.objects.filter(state__in=("knocked", "agreed")).count() == 0


def test_who_knocked_does_not_answer_and_the_later_of_two_answers_loses() -> None:
    lead, partner, one = factories.knocked()
    with pytest.raises(NotAllowed):
        partners.answer(factories.read(one), agreed=True, actor=lead)
    with pytest.raises(NotAllowed):
        partners.end(factories.read(one), actor=partner)
    stale = factories.read(one)
    partners.answer(one, agreed=True, actor=partner)
    with pytest.raises(Stale):
        partners.answer(stale, agreed=False, actor=partner)
    with pytest.raises(NotFound):
        found_in.get_introduction(person(), one.pk)


def test_money_is_taken_over_once_and_brought_up_to_date() -> None:
    lead, partner, one = factories.agreed()
    with pytest.raises(DomainError, match="chưa ghi số tiền"):
        partners.take_over(one, actor=lead)
    partners.write_meeting(one, Talk(today(), "Góp vốn mua tủ mát.", "deal", 30_000_000), actor=partner)
    with pytest.raises(NotAllowed):
        partners.take_over(factories.read(one), actor=partner)
    line = partners.take_over(factories.read(one), actor=lead)
    assert (line.source, line.planned, line.what) == ("investor", 30_000_000, one.unit.name)
    partners.write_meeting(
        factories.read(one), Talk(today(), "Chuyển tiền đợt một.", "deal", 0, 30_000_000), actor=lead
    )
    with pytest.raises(DomainError, match="đúng số này"):
        partners.take_over(factories.read(one), actor=lead)
    partners.write_meeting(factories.read(one), Talk(today(), "Góp thêm.", "deal", 0, 5_000_000), actor=lead)
    partners.take_over(factories.read(one), actor=lead)
    assert list(BudgetLine.objects.values_list("planned", flat=True)) == [35_000_000]
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("talk", "field"),
    [
        (Talk(today() + timedelta(days=1), "Bàn xong", "deal"), "met_on"),
        (Talk(today() - timedelta(days=1), "Bàn xong", "deal"), "met_on"),
        (Talk(today(), "ừ", "deal"), "agreed"),
        (Talk(today(), "Bàn xong", "won"), "outcome"),
        (Talk(today(), "Bàn xong", "deal", -1), "promised"),
        (Talk(today(), "Bàn xong", "deal", 0, 10**14), "received"),
    ],
)
def test_a_meeting_is_written_as_it_was(talk: Talk, field: str) -> None:
    lead, _partner, one = factories.agreed()
    with pytest.raises(DomainError) as refused:
        partners.write_meeting(one, talk, actor=lead)
    assert (refused.value.field, Meeting.objects.count()) == (field, 0)


def test_silences_rise_in_the_days_work() -> None:
    lead, partner, one = factories.knocked()
    assert [(todo.title, todo.due_on) for todo in factories.waiting(partner)] == [
        ("«Dâu tằm sấy dẻo» ngỏ lời", today() + timedelta(days=7))
    ]
    assert factories.waiting(lead) == []
    grown_old(one, knocked_on=8)
    assert [(todo.title, todo.due_on) for todo in factories.waiting(lead)] == [
        (f"«{one.unit.name}» chưa trả lời", today() - timedelta(days=1))
    ]
    partners.answer(factories.read(one), agreed=True, actor=partner)
    assert [factories.waiting(who) for who in (lead, partner)] == [[], []]
    grown_old(one, answered_on=40)
    for who in (lead, partner):
        assert [todo.button for todo in factories.waiting(who)] == ["Ghi buổi gặp"]
    partners.write_meeting(factories.read(one), Talk(today(), "Bàn chuyện bán.", "talking"), actor=lead)
    assert [factories.waiting(who) for who in (lead, partner)] == [[], []]


def test_the_youth_union_reads_how_many_knocked_agreed_and_came_to_something() -> None:
    _lead, partner, one = factories.agreed()
    partners.write_meeting(one, Talk(today(), "Góp vốn mua tủ mát.", "deal", 9, 8), actor=partner)
    (other_lead, other), unit = factories.seeking("Trà dâu"), one.unit
    partners.knock(factories.fresh(other), unit, GREETING, by_project=True, actor=other_lead)
    span, counted = Span(today(), today()), {}
    for key in ("partner_knocks", "partner_talks", "partner_deals", "partner_money"):
        indicator = find_indicator(key)
        assert indicator is not None
        counted[key] = indicator.by_commune("92", span)[factories.here().code]
        rows = [indicator.row(each) for each in indicator.records("92", span)]
        assert sum(row.amount for row in rows) == counted[key]
    assert counted == {"partner_knocks": 2, "partner_talks": 1, "partner_deals": 1, "partner_money": 8}


def test_pages_ask_as_often_for_one_as_for_many() -> None:
    lead, partner, one = factories.knocked()
    views = [(lead, "partners", (one.project_id,)), (partner, "desk", ())]

    def counts() -> list[int]:
        found = []
        for actor, name, names in views:
            client = signed_in(actor)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(reverse(f"startups:{name}", args=names)).status_code == 200
            found.append(len(asked))
        return found

    before = counts()
    for number in range(3):
        factories.seeking(f"Dự án {number}")
        _other, unit = factories.offering()
        partners.knock(factories.fresh(one.project), unit, GREETING, by_project=True, actor=lead)
    assert counts() == before
