"""Talk beside a criterion, a blank or a paper: who may, who sees it, who is told; with and without htmx."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers import queries
from saoque.dossiers.actions import talking
from saoque.dossiers.actions.consents import end_consent
from saoque.dossiers.actions.writing import detach_paper, put_new_paper
from saoque.dossiers.events import CommentWritten
from saoque.dossiers.models import Comment, Dossier, DossierState, Thread
from saoque.dossiers.rules import rules
from saoque.dossiers.talk import open_counts, readable
from saoque.dossiers.tests.factories import draft, filed, officer, person, picture
from saoque.dossiers.tests.help_factories import consented, helper, unit_of
from saoque.kernel import events
from saoque.kernel.access import Actor
from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.todo import todos
from saoque.people.actors import actor_for
from saoque.people.roles import Role, UnitKind

pytestmark = pytest.mark.django_db
S = DossierState


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told_at(actor: Actor, dossier: Dossier) -> bool:
    return reverse("dossiers:threads", args=[dossier.pk]) in {item.url for item in todos(actor)}


def move(dossier: Dossier, state: str, level: str = "province") -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state=state, level=level)
    dossier.refresh_from_db()


def test_question_answer_done_and_open_again(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[CommentWritten] = []
    monkeypatch.setitem(events._subscribers, CommentWritten, [heard.append])
    here, dossier = draft()
    who = helper(here)
    consented(here, who, dossier)
    thread = talking.open_thread(dossier, "criterion", "1.4", " Hợp đồng nào? ", who)
    assert (thread.private, thread.state, thread.last_side) == (True, "open", "helper")
    assert (told_at(here.actor, dossier), told_at(who, dossier)) == (True, False)
    talking.reply(thread, "Với chợ Thới Lai", here.actor)
    assert (told_at(here.actor, dossier), told_at(who, dossier)) == (False, True)
    talking.resolve(thread, who)
    assert (told_at(here.actor, dossier), told_at(who, dossier)) == (False, False)
    with pytest.raises(Stale):
        talking.reply(thread, "Còn nữa", here.actor)
    talking.reopen(thread, here.actor)
    assert told_at(who, dossier)
    assert [(c.text, c.side) for c in thread.comments.all()] == [
        ("Hợp đồng nào?", "helper"), ("Với chợ Thới Lai", "producer"),
    ]  # fmt: skip
    assert [row.action for row in history(thread)] == ["open_thread", "reply", "resolve_thread", "reopen_thread"]
    assert [(one.dossier, one.comment.side) for one in heard] == [(dossier, "helper"), (dossier, "producer")]


def test_what_cannot_be_said_changes_nothing() -> None:
    here, dossier = draft()
    thread = talking.open_thread(dossier, "field", "M02.history", "Viết dài cỡ nào?", here.actor)
    old_page = Thread.objects.get(pk=thread.pk)
    for target, key in (("criterion", "9.9"), ("field", "M02.khong_co"), ("paper", "123"), ("answer", "1"), ("x", "y")):
        with pytest.raises(NotFound):
            talking.open_thread(dossier, target, key, "Chữ", here.actor)
    for text in ("   ", "x" * 3001):
        with pytest.raises(DomainError):
            talking.open_thread(dossier, "criterion", "1.1", text, here.actor)
        with pytest.raises(DomainError):
            talking.reply(thread, text, here.actor)
    talking.resolve(thread, here.actor)
    old_page.dossier = dossier
    with pytest.raises(Stale):
        talking.resolve(old_page, here.actor)
    assert (Thread.objects.count(), Comment.objects.count()) == (1, 1)


# state → who may talk then, beside the producer's own people and consented helpers
OFFICES = {
    S.FILED: {"officer", "leader"},
    S.COMMUNE_RECEIVED: {"officer", "leader"},
    S.COMMUNE_RETURNED: {"officer", "leader"},
    S.PROPOSED: {"clerk", "head"},
    S.AGENCY_RECEIVED: {"clerk", "head"},
    S.AGENCY_RETURNED: {"clerk", "head"},
    S.ASSESSING: {"clerk", "head"},
}


@pytest.mark.parametrize("state", list(OFFICES))
def test_offices_talk_while_they_have_the_dossier_and_never_see_private_talk(state: str) -> None:
    here, dossier, _filing = filed()
    youth = helper(here)
    consented(here, youth, dossier)
    agency = unit_of(UnitKind.OCOP_AGENCY, here.province)
    people = {
        "officer": actor_for(officer(here)),
        "leader": actor_for(officer(here, Role.COMMUNE_LEADER)),
        **{name: actor_for(person(role, agency)) for name, role in [
            ("clerk", Role.AGENCY_CLERK), ("head", Role.AGENCY_HEAD), ("signer", Role.SIGNER),
            ("inspector", Role.INSPECTOR), ("adviser", Role.ADVISER), ("member", Role.COUNCIL_MEMBER),
        ]},
        "other helper": helper(here),
    }  # fmt: skip
    shared = talking.open_thread(dossier, "criterion", "1.4", "Hỏi cơ quan", here.actor)
    hidden = talking.open_thread(dossier, "criterion", "1.4", "Hỏi người giúp", here.actor, private=True)
    move(dossier, state)
    assert {name for name, actor in people.items() if rules.may(actor, "talk", dossier)} == OFFICES[state]
    for name, actor in people.items():
        seen = set(readable(actor, dossier))
        assert seen == ({shared} if name in OFFICES[state] else set()), name
        assert told_at(actor, dossier) is (name in OFFICES[state]), name
        for thread in (shared, hidden):
            thread.dossier = dossier
        with pytest.raises(NotAllowed):
            talking.reply(hidden, "Tôi thấy rồi", actor)
    assert set(readable(youth, dossier)) == {shared, hidden}
    speaker = people[sorted(OFFICES[state])[0]]
    assert talking.reply(shared, "Trả lời", speaker).side == "office"
    assert talking.open_thread(dossier, "criterion", "1.5", "Xã hỏi", speaker, private=True).private is False


def test_talk_from_before_the_filing_stays_hidden_from_offices_for_good() -> None:
    here, dossier = draft()
    before = talking.open_thread(dossier, "criterion", "1.4", "Giữa nhà mình", here.actor, private=False)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.COMMUNE_RECEIVED, filed_at=dossier.created_at)
    dossier.refresh_from_db()
    reader = actor_for(officer(here))
    client = client_of(reader.user)
    assert open_counts(reader, dossier) == {}
    page = client.get(reverse("dossiers:part_threads", args=[dossier.pk, "criterion", "1.4"]))
    assert (page.status_code, "Giữa nhà mình" in page.content.decode()) == (200, False)
    assert client.post(reverse("dossiers:reply", args=[dossier.pk, before.pk]), {"text": "x"}).status_code == 404
    assert "Giữa nhà mình" not in client.get(reverse("dossiers:office_dossier", args=[dossier.pk])).content.decode()


def test_the_officer_who_helps_sees_both_and_speaks_for_the_office_once_it_has_the_dossier() -> None:
    here, dossier = draft()
    both = actor_for(officer(here))
    consented(here, both, dossier)
    hidden = talking.open_thread(dossier, "criterion", "1.4", "Tôi điền rồi", both)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.COMMUNE_RECEIVED, filed_at=dossier.created_at)
    dossier.refresh_from_db()
    hidden.dossier = dossier
    shared = talking.open_thread(dossier, "criterion", "1.5", "Xã hỏi", both)
    assert (hidden.last_side, shared.last_side, shared.private) == ("helper", "office", False)
    assert talking.reply(hidden, "Thêm", both).side == "helper"


def test_council_members_who_read_the_dossier_see_no_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    here, dossier, _filing = filed()
    talking.open_thread(dossier, "criterion", "1.4", "Hỏi cơ quan", here.actor)
    member = actor_for(person(Role.COUNCIL_MEMBER, unit_of(UnitKind.COUNCIL, here.province)))
    monkeypatch.setattr(queries, "_readers", [lambda actor, found: actor.user_id == member.user_id])
    assert queries.get_dossier(member, dossier.pk, guests=True) == dossier
    client = client_of(member.user)
    assert client.get(reverse("dossiers:threads", args=[dossier.pk])).status_code == 404
    assert client.get(reverse("dossiers:part_threads", args=[dossier.pk, "criterion", "1.4"])).status_code == 404


def test_the_pages_work_without_script_and_give_htmx_the_part_alone() -> None:
    here, dossier = draft()
    who = helper(here)
    consent = consented(here, who, dossier)
    evidence = put_new_paper(dossier, picture(), {"title": "Hợp đồng"}, "1.5", here.actor)
    own, theirs = client_of(here.user), client_of(who.user)
    address = reverse("dossiers:part_threads", args=[dossier.pk, "paper", str(evidence.paper_id)])
    assert own.get(address).status_code == 200
    assert own.post(address, {"text": ""}).status_code == 422
    assert own.post(address, {"text": "<b>Trang hai</b> mờ quá"}).status_code == 302
    thread = Thread.objects.get()
    reply = reverse("dossiers:reply", args=[dossier.pk, thread.pk])
    piece = theirs.post(reply, {"text": "Để em chụp lại"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in piece, "Để em chụp lại" in piece, "&lt;b&gt;Trang hai" in piece) == (False, True, True)
    assert theirs.post(reply, {"text": " "}, headers={"HX-Request": "true"}).status_code == 422
    criterion = own.get(reverse("dossiers:criterion", args=[dossier.pk, "1.5"])).content.decode()
    assert "1 trao đổi đang mở" in criterion
    assert own.post(reverse("dossiers:resolve", args=[dossier.pk, thread.pk])).status_code == 302
    assert own.post(reverse("dossiers:resolve", args=[dossier.pk, thread.pk])).status_code == 409
    everything = reverse("dossiers:threads", args=[dossier.pk])
    assert "mờ quá" in own.get(everything).content.decode()
    assert "mờ quá" not in own.get(everything + "?loc=dang-mo").content.decode()
    assert own.post(reverse("dossiers:reopen", args=[dossier.pk, thread.pk])).status_code == 302
    detach_paper(dossier, evidence, here.actor)
    assert own.get(address).status_code == 200  # the paper is out, its talk is not lost
    end_consent(consent, here.actor)
    assert theirs.get(everything).status_code == 404
    assert theirs.post(reply, {"text": "x"}).status_code == 404


def test_all_talk_takes_the_same_queries_for_one_and_many(django_assert_num_queries: Any) -> None:
    here, dossier = draft()
    client = client_of(here.user)
    talking.open_thread(dossier, "criterion", "1.4", "Một", here.actor)
    address = reverse("dossiers:threads", args=[dossier.pk])
    client.get(address)
    with django_assert_num_queries(9):
        client.get(address)
    for code in ("1.1", "1.2", "1.3"):
        thread = talking.open_thread(dossier, "criterion", code, "Nhiều", here.actor)
        talking.reply(thread, "Nữa", here.actor)
    with django_assert_num_queries(9):
        client.get(address)
