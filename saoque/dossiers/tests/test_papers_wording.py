"""Official wordings: entered by heads of agencies, never changed, only followed by the next."""

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers.actions.wording import enter_wording
from saoque.dossiers.models import OfficialWording
from saoque.dossiers.papers.gather import facts_of, statements
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db
KEY = "M01.declaration"


def by(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_every_printed_sentence_has_its_place() -> None:
    assert set(statements("qd26")) == {"M01.attached_report", "M01.declaration", "M03.request"}


def test_the_last_wording_of_the_province_holds_before_that_of_the_nation() -> None:
    dossier, office = make.dossier(), make.office()
    nation = make.person(Role.AGENCY_HEAD, make.ministry_unit())
    enter_wording("qd26", KEY, "Cả nước", nation)
    assert facts_of(dossier).wording == {KEY: "Cả nước"}
    enter_wording("qd26", KEY, "Tỉnh một", office.head)
    enter_wording("qd26", KEY, "Tỉnh hai", office.head)
    enter_wording("qd26", KEY, "Cả nước mới", nation)
    assert facts_of(dossier).wording == {KEY: "Tỉnh hai"}
    elsewhere = make.dossier("Khác", of=make.producer("HTX Khác", make.place("30001", "Mỹ Tho", make.dong_thap())))
    assert facts_of(elsewhere).wording == {KEY: "Cả nước mới"}
    enter_wording("qd26", KEY, " ", office.head)
    assert facts_of(dossier).wording == {}
    assert OfficialWording.objects.count() == 5


def test_only_heads_enter_and_only_known_sentences() -> None:
    office = make.office()
    for actor in (office.clerk, office.leader, make.person(Role.PRODUCER, make.producer().unit)):
        with pytest.raises(NotAllowed):
            enter_wording("qd26", KEY, "x", actor)
        assert by(actor).get(reverse("dossiers:wordings")).status_code == 403
    for key, text in (("M01.khong", "x"), (KEY, "x" * 4001)):
        with pytest.raises(DomainError):
            enter_wording("qd26", key, text, office.head)
    assert OfficialWording.objects.count() == 0


def test_the_page_shows_points_keeps_what_was_typed_and_tells_who_entered() -> None:
    head = make.office().head
    client, address = by(head), reverse("dossiers:wordings")
    assert "chịu trách nhiệm trước Hội đồng" in client.get(address).content.decode()
    refused = client.post(address, {"key": KEY, "text": "dài" * 2000})
    assert refused.status_code == 422
    assert "dài" * 2000 in refused.content.decode()
    assert client.post(address, {"key": KEY, "text": "Chúng tôi cam đoan\x00 <b>"}).status_code == 302
    assert OfficialWording.objects.get().text == "Chúng tôi cam đoan <b>"
    page = client.get(address).content.decode()
    assert "Chúng tôi cam đoan &lt;b&gt;</textarea>" in page
    assert head.user.full_name in page
