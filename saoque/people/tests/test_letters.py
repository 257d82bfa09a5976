"""Letters about an account: queued by the page, sent by the worker, whatever the mail server does meanwhile."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.people import actions, letters
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.people.tests.factories import PASSWORD, make_user
from saoque.people.tests.post import deliver, waiting

pytestmark = pytest.mark.django_db

FORGOTTEN = "/tai-khoan/mat-khau/quen/"
SIGN_UP = "/tai-khoan/dang-ky/"


def ask(email: str, language: str = "") -> Any:
    return Client().post(language + FORGOTTEN, {"email": email})


def break_the_server(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise fault

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_no_page_speaks_to_the_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    break_the_server(monkeypatch, AssertionError("a page waits for the mail server"))
    make_user(email="ba@vidu.vn", phone="0912345678")
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": "ba@vidu.vn", "password": PASSWORD})
    client.post("/tai-khoan/thu-dien-tu/", {"email": "moi@vidu.vn"})
    client.post(
        "/tai-khoan/mat-khau/doi/",
        {"oldpassword": PASSWORD, "password1": "vit chay dong", "password2": "vit chay dong"},
    )
    ask("ba@vidu.vn")
    ask("khong-co@vidu.vn")
    sign_up = {"full_name": "Lê Tư", "password1": PASSWORD, "password2": PASSWORD}
    for email in ("ba@vidu.vn", "tu@vidu.vn"):
        Client().post(SIGN_UP, {**sign_up, "email": email, "phone": ""})
    assert sorted(job.arguments["name"] for job in waiting()) == [
        "account_already_exists", "email_confirmation", "forgotten", "forgotten", "password_changed", "welcome",
    ]  # fmt: skip


def test_asking_for_a_known_and_an_unknown_name_is_the_same_work() -> None:
    """Nobody is looked up while the person waits, so the queries are the same."""
    make_user(email="ba@vidu.vn")
    make_user(email="vai@vidu.vn", is_demo=True)
    shapes = []
    for email in ("ba@vidu.vn", "bo@vidu.vn", "vai@vidu.vn"):
        with CaptureQueriesContext(connection) as asked:
            ask(email)
        shapes.append([(query["sql"].split()[0], "people_user" in query["sql"]) for query in asked])
    assert shapes[0] == shapes[1] == shapes[2]
    assert shapes[0]
    assert not any(looked_up for _verb, looked_up in shapes[0])


def test_the_queue_holds_no_link_and_forgets_the_address_once_sent() -> None:
    make_user(email="ba@vidu.vn")
    ask("ba@vidu.vn")
    (job,) = waiting()
    assert set(job.arguments) == {"name", "to", "language", "user", "before"}
    assert deliver() == ["Sao Quê: Đặt lại mật khẩu"]
    job.refresh_from_db()
    assert (job.state, job.arguments) == (Job.State.DONE, {})
    assert "ba@" not in job.key


def test_asking_twice_before_the_letter_went_sends_one() -> None:
    make_user(email="ba@vidu.vn")
    for _time in range(2):
        ask("ba@vidu.vn")
    assert deliver() == ["Sao Quê: Đặt lại mật khẩu"]
    ask("ba@vidu.vn")
    assert deliver() == ["Sao Quê: Đặt lại mật khẩu"]


def test_a_letter_is_in_the_language_of_the_page_and_names_the_person() -> None:
    make_user(email="ba@vidu.vn", full_name="Lê Thị Ba")
    ask("ba@vidu.vn", language="/en")
    assert deliver() == ["Sao Quê: Set a new password"]
    body = str(mail.outbox[-1].body)
    assert "Lê Thị Ba" in body
    assert "http://127.0.0.1:8000/en/tai-khoan/mat-khau/dat-lai/" in body


@pytest.mark.parametrize("fault", [SMTPServerDisconnected("away"), OSError("no route")])
def test_a_letter_waits_while_the_mail_server_is_away_and_then_goes(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    make_user(email="ba@vidu.vn")
    ask("ba@vidu.vn")
    with monkeypatch.context() as patch:
        break_the_server(patch, fault)
        assert deliver() == []
        assert [job.attempts for job in waiting()] == [0]
    assert deliver() == ["Sao Quê: Đặt lại mật khẩu"]
    assert waiting() == []


def test_an_address_that_the_server_refuses_is_not_tried_for_days(monkeypatch: pytest.MonkeyPatch) -> None:
    ask("khong-co@vidu.vn")
    break_the_server(monkeypatch, SMTPRecipientsRefused({}))
    deliver()
    assert waiting() == []
    assert list(Job.objects.filter(kind=letters.LETTER).values_list("state", flat=True)) == [Job.State.DONE]


@pytest.mark.parametrize(("age", "sent"), [(timedelta(hours=23), 1), (timedelta(hours=25), 0)])
def test_a_link_that_nobody_waits_for_any_more_is_not_sent(age: timedelta, sent: int) -> None:
    make_user(email="ba@vidu.vn")
    ask("ba@vidu.vn")
    Job.objects.filter(kind=letters.LETTER).update(created_at=timezone.now() - age)
    assert len(deliver()) == sent


def test_what_has_happened_meanwhile_is_respected() -> None:
    user = make_user(email="cu@vidu.vn")
    letters.post(letters.CONFIRM_EMAIL, "moi@vidu.vn", user, before="cu@vidu.vn")
    actions.change_email(user, "khac@vidu.vn", actor=actor_for(user))
    assert deliver() == []
    locked = make_user(email="ba@vidu.vn")
    letters.post(letters.FORGOTTEN, "ba@vidu.vn")
    letters.post("welcome", "ba@vidu.vn", locked)
    User.objects.filter(pk=locked.pk).update(is_active=False)
    deliver()
    assert [message.subject for message in mail.outbox] == ["Sao Quê: Đặt lại mật khẩu"]
    assert "chưa có tài khoản nào" in str(mail.outbox[0].body)


def test_a_letter_run_again_after_it_went_sends_nothing_more() -> None:
    make_user(email="ba@vidu.vn")
    ask("ba@vidu.vn")
    (job,) = waiting()
    deliver()
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    run.func(str(job.pk))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("welcome", "Sao Quê: Tài khoản của bạn đã mở"),
        ("password_changed", "Sao Quê: Mật khẩu đã đổi"),
        ("password_reset", "Sao Quê: Mật khẩu đã đổi"),
        ("email_changed", "Sao Quê: Thư điện tử của tài khoản đã đổi"),
        ("account_already_exists", "Sao Quê: Bạn đã có tài khoản"),
    ],
)
def test_every_letter_can_be_written_outside_a_request(name: str, subject: str) -> None:
    user = make_user(email="ba@vidu.vn")
    letters.post(name, "ba@vidu.vn", user)
    assert deliver() == [subject]
    assert "{{" not in str(mail.outbox[0].body)


@pytest.mark.django_db(transaction=True)
def test_the_task_worker_itself_sends_what_a_page_has_queued() -> None:
    make_user(email="ba@vidu.vn")
    ask("ba@vidu.vn")
    assert mail.outbox == []
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert [(message.subject, message.to) for message in mail.outbox] == [("Sao Quê: Đặt lại mật khẩu", ["ba@vidu.vn"])]
