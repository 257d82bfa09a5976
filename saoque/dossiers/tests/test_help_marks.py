"""Marks on what a helper changed, until the producer has looked it over."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from saoque.dossiers.actions.writing import (
    attach_paper,
    carry_over,
    cite,
    detach_paper,
    file_dossier,
    put_new_paper,
    save_answer,
    save_field,
    withdraw,
)
from saoque.dossiers.actions.writing.fields import token_of
from saoque.dossiers.actions.writing.helped import look_over
from saoque.dossiers.completeness import HELPED, check_completeness
from saoque.dossiers.forms.stations import station_of
from saoque.dossiers.helping import marks_of, who_helped
from saoque.dossiers.models import Dossier, FieldValue, HelpedPart
from saoque.dossiers.queries_writing import kept_of
from saoque.dossiers.tests.factories import draft, fill_fast, picture
from saoque.dossiers.tests.help_factories import consented, helper
from saoque.kernel.access import Actor
from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.todo import todos
from saoque.people.roles import Role
from saoque.producers.actions import choose_set, put_paper, remove_paper

pytestmark = pytest.mark.django_db
FIELD = "M02.history"


def helped() -> tuple[Any, Dossier, Actor]:
    here, dossier = draft()
    who = helper(here)
    consented(here, who, dossier)
    return here, dossier, who


def type_in(dossier: Dossier, path: str, text: str, actor: Actor) -> None:
    station = station_of(dossier.scorecard, dossier.kind, path)
    assert station is not None
    save_field(dossier, station, path, [text], token_of(station, kept_of(dossier, station.paths)), actor)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_change_of_a_helper_is_marked_and_none_of_the_producer() -> None:
    here, dossier, who = helped()
    save_answer(dossier, "1.1", "a", "Số liệu", 0, here.actor)
    assert marks_of(dossier) == {}
    save_answer(dossier, "1.2", "a", "Số liệu", 0, who)
    type_in(dossier, FIELD, "Nghề của gia đình", who)
    evidence = put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", who)
    paper = str(evidence.paper_id)
    assert set(marks_of(dossier)) == {("criterion", "1.2"), ("field", FIELD), ("paper", paper)}
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert marks_of(dossier)["field", FIELD].said == f"Cán bộ Đoàn Lê Thị Giúp điền, {day}"
    assert marks_of(dossier)["paper", paper].said == f"Cán bộ Đoàn Lê Thị Giúp thêm, {day}"
    assert FieldValue.objects.get(dossier=dossier, path=FIELD).changed_by == who.user
    detach_paper(dossier, evidence, who)
    assert marks_of(dossier)["paper", paper].said == f"Cán bộ Đoàn Lê Thị Giúp bỏ ra, {day}"
    save_answer(dossier, "1.2", "a", "Số liệu", 1, who)  # nothing changed
    assert HelpedPart.objects.count() == 3


def test_what_the_producer_changes_is_no_longer_to_be_looked_over() -> None:
    here, dossier, who = helped()
    save_answer(dossier, "1.2", "a", "Số liệu", 0, who)
    type_in(dossier, FIELD, "Nghề của gia đình", who)
    evidence = put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, None, who)
    save_answer(dossier, "1.2", "b", "Số liệu", 1, here.actor)
    type_in(dossier, FIELD, "Nghề của ông bà", here.actor)
    cite(dossier, evidence, "1.5", here.actor)
    assert marks_of(dossier) == {}
    save_answer(dossier, "1.2", "a", "Số liệu", 2, who)
    assert set(marks_of(dossier)) == {("criterion", "1.2")}


def test_looking_over_takes_off_what_the_page_showed_and_leaves_what_came_after() -> None:
    here, dossier, who = helped()
    for code in ("1.1", "1.2", "1.3"):
        save_answer(dossier, code, "a", "", 0, who)
    shown = timezone.now()
    save_answer(dossier, "1.3", "b", "", 1, who)
    assert look_over(dossier, [("criterion", "1.1")], shown, here.actor) == 1
    assert set(marks_of(dossier)) == {("criterion", "1.2"), ("criterion", "1.3")}
    assert look_over(dossier, None, shown, here.actor) == 1
    assert set(marks_of(dossier)) == {("criterion", "1.3")}
    assert look_over(dossier, None, shown, here.actor) == 0
    told = [row.data["parts"] for row in history(dossier) if row.action == "look_over"]
    assert told == [["criterion:1.1"], ["criterion:1.2"]]
    with pytest.raises(NotAllowed):
        look_over(dossier, None, timezone.now(), who)
    assert who_helped(dossier)[0]["count"] == 3


def test_a_helper_never_files_withdraws_or_signs() -> None:
    here, dossier, who = helped()
    fill_fast(dossier)
    for forbidden in (lambda: file_dossier(dossier, who), lambda: withdraw(dossier, "", who)):
        with pytest.raises(NotAllowed):
            forbidden()
    for path, text in (("M01.signed_on", "25/11/2026"), ("M02.signer_name", "Người khác"), ("M01.signed_place", "Huế")):
        before = FieldValue.objects.filter(dossier=dossier, path=path).values_list("value", flat=True).first()
        with pytest.raises(DomainError):
            type_in(dossier, path, text, who)
        after = FieldValue.objects.filter(dossier=dossier, path=path).values_list("value", flat=True).first()
        assert after == before
    type_in(dossier, "M01.signed_place", "Huế", here.actor)
    file_dossier(dossier, here.actor)


def test_filing_lists_what_was_not_looked_over_and_still_files() -> None:
    here, dossier, who = helped()
    fill_fast(dossier)
    version = dossier.answers.get(criterion="1.1").version
    save_answer(dossier, "1.1", "a", "Số liệu mới", version, who)
    asked = [finding for finding in check_completeness(dossier) if finding.code == HELPED]
    assert [finding.where for finding in asked] == [reverse("dossiers:criterion", args=[dossier.pk, "1.1"])]
    page = client_of(here.user).get(reverse("dossiers:check", args=[dossier.pk])).content.decode()
    assert "bà con chưa xem lại" in page
    assert "Nộp hồ sơ</button>" in page
    theirs = client_of(who.user).get(reverse("dossiers:check", args=[dossier.pk])).content.decode()
    assert "Nộp hồ sơ</button>" not in theirs
    assert client_of(who.user).post(reverse("dossiers:submit", args=[dossier.pk])).status_code == 403
    file_dossier(dossier, here.actor)
    filed = history(dossier).filter(action="file").get()
    assert filed.data["helped_unseen"] == 1


def test_the_pages_show_the_marks_and_take_them_off() -> None:
    here, dossier, who = helped()
    save_answer(dossier, "1.2", "a", "Số liệu", 0, who)
    type_in(dossier, FIELD, "Nghề của gia đình", who)
    put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", who)
    own, theirs = client_of(here.user), client_of(who.user)
    said = "Cán bộ Đoàn Lê Thị Giúp"
    station = reverse("dossiers:station", args=[dossier.pk, "M02", "part_1"])
    pages = [
        reverse("dossiers:criterion", args=[dossier.pk, "1.2"]), station,
        reverse("dossiers:papers", args=[dossier.pk]), reverse("dossiers:criterion", args=[dossier.pk, "1.5"]),
        reverse("dossiers:assessment", args=[dossier.pk]), reverse("dossiers:helped", args=[dossier.pk]),
        reverse("dossiers:assessment_group", args=[dossier.pk, "A", "1"]),
    ]  # fmt: skip
    for address in pages:
        assert said in own.get(address).content.decode(), address
        seen = theirs.get(address).content.decode()
        assert (said in seen, 'form="look"' in seen) == (True, False), address
    unseen = reverse("dossiers:helped", args=[dossier.pk])
    assert [item.url for item in todos(here.actor) if item.url == unseen] == [unseen]
    shown = {"shown_at": timezone.now().isoformat()}
    assert theirs.post(unseen, shown | {"all": "1"}).status_code == 404
    assert own.post(unseen, {"all": "1"}).status_code == 422
    answer = own.post(unseen, shown | {"part": "criterion:1.2"})
    assert answer["Location"] == reverse("dossiers:criterion", args=[dossier.pk, "1.2"])
    answer = own.post(unseen, shown | {"all": "1"})
    assert (answer["Location"], marks_of(dossier)) == (unseen, {})


def test_the_officers_page_says_who_helped_and_that_it_was_the_reader() -> None:
    here, dossier = draft()
    officer = helper(here, Role.COMMUNE_OFFICER)
    consented(here, officer, dossier)
    fill_fast(dossier)
    save_answer(dossier, "1.1", "a", "Số liệu", dossier.answers.get(criterion="1.1").version, officer)
    assert marks_of(dossier)["criterion", "1.1"].said.startswith("Cán bộ xã Lê Thị Giúp điền")
    look_over(dossier, None, timezone.now(), here.actor)
    file_dossier(dossier, here.actor)
    address = reverse("dossiers:office_dossier", args=[dossier.pk])
    mine = client_of(officer.user).get(address).content.decode()
    assert ("Ai đã giúp chủ thể điền" in mine, "chính bạn" in mine) == (True, True)
    colleague = client_of(helper(here, Role.COMMUNE_OFFICER).user).get(address).content.decode()
    assert ("Ai đã giúp chủ thể điền" in colleague, "chính bạn" in colleague) == (True, False)


def test_papers_of_the_drawer_serve_and_strange_ones_do_not() -> None:
    here, dossier, who = helped()
    paper = put_paper(here.actor, here.producer, picture(), {"title": "Trong ngăn"})
    client = client_of(who.user)
    assert "Trong ngăn" in client.get(reverse("dossiers:papers", args=[dossier.pk])).content.decode()
    assert client.get(reverse("producers:drawer", args=[here.producer.pk])).status_code == 403
    evidence = attach_paper(dossier, paper, "1.5", who)
    assert client.get(reverse("dossiers:file", args=[dossier.pk, evidence.pk])).status_code == 200
    assert client.get(reverse("dossiers:official_papers", args=[dossier.pk])).status_code == 404


def test_carrying_over_is_marked_too_but_never_the_signature() -> None:
    from saoque.dossiers.tests.test_writing_carry import recognised

    here, old = recognised()
    from saoque.dossiers.actions.writing import begin_dossier

    fresh = begin_dossier(here.actor, here.product, "upgrade")
    FieldValue.objects.filter(dossier=fresh, path="M02.signer_name").delete()
    who = helper(here)
    consented(here, who, fresh)
    carried = carry_over(fresh, old, who)
    marks = marks_of(fresh)
    assert sum(1 for target, _key in marks if target == "criterion") == carried.answers
    assert ("field", "M02.signer_name") not in marks
    assert not FieldValue.objects.filter(dossier=fresh, path="M02.signer_name").exists()


def test_offline_writing_goes_up_for_a_helper() -> None:
    _here, dossier, who = helped()
    client = client_of(who.user)
    told = client.get(reverse("dossiers:carry", args=[dossier.pk])).json()["pages"]
    assert {client.get(address).status_code for address in told[:3] + told[-1:]} == {200}
    address = reverse("dossiers:save_answer", args=[dossier.pk, "1.5"])
    values = {"field": "option", "value": "b", "version": 0}
    answer = client.post(address, values, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    HelpedPart.objects.update(changed_at=timezone.now() - timedelta(days=1))
    assert set(marks_of(dossier)) == {("criterion", "1.5")}


def test_what_left_the_dossier_is_no_longer_to_be_looked_over() -> None:
    """Another product set drops answers, and a paper may leave the drawer: both are the producer's own doing."""
    here, dossier, who = helped()
    save_answer(dossier, "1.1", "a", "", 0, who)
    evidence = put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", who)
    remove_paper(here.actor, evidence.paper)
    assert set(marks_of(dossier)) == {("criterion", "1.1")}
    choose_set(here.actor, here.product, "QD26-26")
    assert marks_of(Dossier.objects.get(pk=dossier.pk)) == {}
