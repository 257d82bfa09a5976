"""Settings, the phone, and who may do what."""

import logging
from typing import Any

import pytest
from django.core import checks

from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.kernel.models import AuditRecord
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.reminders import actions, channels
from saoque.reminders.channels import Delivery
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.posting import PHONE
from saoque.reminders.rules import rules
from saoque.reminders.tests.conftest import Stage

pytestmark = pytest.mark.django_db


class Provider:
    """A phone network of the test: takes what it is told to take."""

    name, title, connected = "test", "Mạng thử", True

    def __init__(self, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str]] = []

    def send(self, number: str, text: str) -> Delivery:
        self.sent.append((number, text))
        return self.answers.pop(0) if self.answers else Delivery.DELIVERED


@pytest.fixture
def provider(settings: Any) -> Any:
    made = Provider()
    channels.register(made)
    settings.PHONE_CHANNEL = "test"
    yield made
    channels._channels.pop("test")


def post() -> int:
    queued = list(Job.objects.filter(kind=PHONE, state=Job.State.WAITING).order_by("created_at"))
    for job in queued:
        run.func(str(job.pk))
    return len(queued)


def test_every_right_belongs_to_the_person_alone(stage: Stage, ba: User, tu: User, actor: Actor) -> None:
    stage.tell(ba)
    subjects: dict[str, Any] = dict.fromkeys(rules.table, ba) | {"read_notice": Notice.objects.get()}
    for action, subject in subjects.items():
        assert [rules.may(one, action, subject) for one in (actor, actor_for(tu), NOBODY)] == [True, False, False]


def test_choices_are_kept_with_a_record(stage: Stage, actor: Actor) -> None:
    desk = actions.choose(actor, mail_off=["probe.news"], phone_on=[DUE], language="en", version=1)
    kept = Desk.objects.get()
    assert (kept.mail_off, kept.phone_on, kept.language, kept.version) == (["probe.news"], [DUE], "en", 2)
    assert desk.version == 2
    assert AuditRecord.objects.get(subject_type="reminders.Desk").action == "choose"


@pytest.mark.parametrize("wrong", [{"mail_off": ["x.y"]}, {"phone_on": ["x"]}, {"language": "fr"}])
def test_wrong_choices_change_nothing(stage: Stage, actor: Actor, wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        actions.choose(actor, **{"mail_off": [], "phone_on": [], "language": "vi", "version": 1, **wrong})
    assert Desk.objects.count() == 0


def test_an_old_page_changes_nothing(stage: Stage, actor: Actor) -> None:
    actions.choose(actor, mail_off=[DUE], phone_on=[], language="vi", version=1)
    with pytest.raises(Stale):
        actions.choose(actor, mail_off=[], phone_on=[], language="vi", version=1)
    assert Desk.objects.get().mail_off == [DUE]


def test_a_visitor_has_no_desk(stage: Stage) -> None:
    for act in (actions.renew_feed, actions.stop_feed):
        with pytest.raises(NotAllowed):
            act(NOBODY)
    assert Desk.objects.count() == 0


def test_the_phone_rings_for_urgent_news_of_a_chosen_kind(
    stage: Stage, ba: User, actor: Actor, provider: Provider
) -> None:
    stage.tell(ba, urgent=True)
    post()
    assert provider.sent == []
    actions.choose(actor, mail_off=[], phone_on=["probe.news"], language="vi", version=1)
    stage.tell(ba, subject=2)
    stage.tell(ba, subject=3, urgent=True)
    assert post() == 1
    pk = Notice.objects.get(subject="3").pk
    assert provider.sent == [
        ("+84912345678", f"Sao Quê: Có tin về mắm cá. http://127.0.0.1:8000/nhac-viec/{pk}/"),
    ]
    assert post() == 0


def test_a_message_that_failed_is_tried_again_but_not_for_ever(
    stage: Stage, ba: User, actor: Actor, provider: Provider
) -> None:
    actions.choose(actor, mail_off=[], phone_on=["probe.news"], language="vi", version=1)
    provider.answers = [Delivery.FAILED, Delivery.DELIVERED]
    stage.tell(ba, urgent=True)
    assert [post() for _turn in range(3)] == [1, 1, 0]
    assert Notice.objects.get().phoned_at is not None
    provider.answers = [Delivery.FAILED] * 100
    stage.tell(ba, subject=2, urgent=True)
    assert [post() for _turn in range(8)] == [1] * 6 + [0, 0]


def test_without_a_provider_the_log_says_so_and_shows_neither_number_nor_words(
    stage: Stage, ba: User, actor: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    actions.choose(actor, mail_off=[], phone_on=["probe.news"], language="vi", version=1)
    stage.tell(ba, urgent=True)
    with caplog.at_level(logging.INFO):
        post()
    (line,) = [record.getMessage() for record in caplog.records if record.name == "saoque.reminders.channels"]
    assert "no phone channel is connected" in line
    assert "+849…678" in line
    assert "912345678" not in caplog.text
    assert "mắm cá" not in line


def test_a_channel_nobody_registered_is_found_at_the_start(settings: Any) -> None:
    assert channels.channel_is_known() == []
    settings.PHONE_CHANNEL = "none"
    assert [fault.id for fault in channels.channel_is_known() if isinstance(fault, checks.Error)] == ["reminders.E001"]
    with pytest.raises(LookupError):
        channels.chosen()


@pytest.mark.parametrize(("number", "shown"), [("+84912345678", "+849…678"), ("123", "…"), ("", "…")])
def test_a_number_is_never_shown_whole(number: str, shown: str) -> None:
    assert channels.masked(number) == shown
