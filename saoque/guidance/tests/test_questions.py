"""Asking, answering, publishing, voting, and what officers see first."""

from datetime import date

import pytest
from django.urls import reverse

from saoque.guidance import actions
from saoque.guidance.areas import Area
from saoque.guidance.models import Question, SearchEntry
from saoque.guidance.queries.questions import get_question, in_area_of, published
from saoque.guidance.tests.factories import AREA, scene
from saoque.guidance.tests.test_pages import client_of
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.todo import todos

pytestmark = pytest.mark.django_db


def test_a_question_reaches_the_officers_of_its_place(consistent_data: None) -> None:
    s = scene()
    question = s.ask()
    seen = {name for name, actor in s.people.items() if in_area_of(actor).filter(pk=question.pk).exists()}
    assert seen == {"helper", "leader", "commune_helper", "clerk", "head", "admin"}
    assert question.due_on == add_working_days(today(), 5)
    waiting = [one.title for one in todos(s["clerk"])]
    assert f"Trả lời: {question.text}" in waiting
    assert f"Trả lời: {question.text}" not in [one.title for one in todos(s["stranger"])]


def test_an_answer_is_the_askers_alone_until_it_is_published() -> None:
    s = scene()
    question = s.ask()
    actions.answer_question(question, "Không cần giấy, cần bản cam kết.", actor=s["helper"])
    assert get_question(s["producer"], question.pk).answer.startswith("Không cần giấy")
    for actor in (s["neighbour"], NOBODY):
        with pytest.raises(NotFound):
            get_question(actor, question.pk)
    actions.publish_question(question, actor=s["helper"], shown_text="Mắm làm ở nhà cần giấy gì?")
    assert get_question(NOBODY, question.pk).public_text == "Mắm làm ở nhà cần giấy gì?"
    assert SearchEntry.objects.get(kind="question").title == "Mắm làm ở nhà cần giấy gì?"


def test_the_name_of_the_asker_is_never_published() -> None:
    s = scene()
    actions.stock()
    question = s.ask(about="page:mau-01", detail="Tôi tên Riêng Tư.")
    actions.answer_question(question, "Có.", actor=s["helper"])
    actions.publish_question(question, actor=s["helper"])
    for address in (reverse("guidance:question", args=[question.pk]), reverse("guidance:page", args=["mau-01"])):
        answer = client_of(s["neighbour"]).get(address).content.decode()
        assert question.text in answer
        assert s["producer"].user.full_name not in answer
        assert "Riêng Tư" not in answer


def test_without_agreement_nothing_is_published() -> None:
    s = scene()
    question = s.ask(may_publish=False)
    actions.answer_question(question, "Có.", actor=s["helper"])
    with pytest.raises(DomainError):
        actions.publish_question(question, actor=s["helper"])
    assert list(published(NOBODY)) == []


def test_taking_back_leaves_the_handbook_at_once(consistent_data: None) -> None:
    s = scene()
    actions.stock()
    question = s.ask()
    actions.answer_question(question, "Có.", actor=s["helper"])
    actions.publish_question(question, actor=s["helper"])
    actions.withdraw_question(question, actor=s["producer"])
    assert list(published(NOBODY)) == []
    assert not SearchEntry.objects.filter(kind="question").exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"text": "Sao?"}, "text"),
        ({"text": "x " * 151}, "text"),
        ({"text": "Một câu hỏi đủ dài", "area": Area()}, "place"),
    ],
)
def test_a_question_with_a_fault_is_not_sent(told: dict[str, object], field: str) -> None:
    s = scene()
    with pytest.raises(DomainError) as refused:
        actions.ask(actor=s["producer"], **{"area": AREA, **told})  # type: ignore[arg-type]
    assert (refused.value.field, Question.objects.count()) == (field, 0)


def test_a_flood_of_questions_is_stopped() -> None:
    s = scene()
    for number in range(20):
        s.ask(f"Câu hỏi số {number} của tôi hôm nay")
    with pytest.raises(DomainError):
        s.ask("Câu hỏi thứ hai mươi mốt")
    assert Question.objects.count() == 20


def test_an_officer_of_another_place_answers_nothing() -> None:
    s = scene()
    question = s.ask()
    for name in ("stranger", "officer", "producer"):
        with pytest.raises(NotAllowed):
            actions.answer_question(question, "Có.", actor=s[name])


def test_two_answers_do_not_overwrite_each_other() -> None:
    s = scene()
    question = s.ask()
    other = Question.objects.get(pk=question.pk)
    actions.answer_question(question, "Có.", actor=s["helper"])
    with pytest.raises(Stale):
        actions.answer_question(other, "Không.", actor=s["clerk"])
    assert Question.objects.get().answer == "Có."


def test_a_vote_counts_once_and_can_be_taken_back() -> None:
    s = scene()
    question = s.ask()
    actions.answer_question(question, "Có.", actor=s["helper"])
    actions.publish_question(question, actor=s["helper"])
    assert [actions.vote(question, actor=s[name]) for name in ("neighbour", "third")] == [True, True]
    assert published(NOBODY).get().helpful == 2
    assert actions.vote(question, actor=s["third"]) is False
    assert published(NOBODY).get().helpful == 1
    with pytest.raises(NotAllowed):
        actions.vote(question, actor=s["producer"])


def test_asking_offers_what_was_answered_and_sends_when_sure() -> None:
    s = scene()
    actions.stock()
    client, address = client_of(s["producer"]), reverse("guidance:ask")
    sent = {"text": "Gửi mẫu đi kiểm nghiệm ở đâu?", "detail": "", "may_publish": "on"}
    place = client.get(address).content.decode()
    assert "Xã Trường Xuân" in place
    sent["place"] = _chosen(place)
    first = client.post(address, sent)
    assert (first.status_code, Question.objects.count()) == (200, 0)
    assert "Gửi mẫu đi kiểm nghiệm" in first.content.decode()
    second = client.post(address, {**sent, "sure": "1"})
    assert (second.status_code, Question.objects.count()) == (302, 1)
    question = Question.objects.get()
    assert (question.commune, question.province, question.may_publish) == ("31261", "92", True)


def _chosen(page: str) -> str:
    import re

    found = re.search(r'name="place" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_an_own_term_holds_from_then_on() -> None:
    s = scene()
    actions.set_handbook_rules("92", answer_days=1, check_months=12, source="KH 1", actor=s["head"])
    assert s.ask().due_on == add_working_days(today(), 1)
    assert isinstance(s.ask("Thêm một câu hỏi nữa nhé").due_on, date)
