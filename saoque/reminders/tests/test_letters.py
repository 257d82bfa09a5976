"""By mail: at most one letter a day, urgent ones at once, nothing twice and nothing lost while the mail server is away."""

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import DailyRun, Job
from saoque.kernel.jobs.work import run, start
from saoque.people.models import User
from saoque.reminders import actions, jobs
from saoque.reminders.letters import MailAway
from saoque.reminders.models import DUE, Desk, Notice
from saoque.reminders.posting import MAIL
from saoque.reminders.tests.conftest import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]


def morning(day: Any = None) -> None:
    job = Job(kind=jobs.MORNING, key="x", arguments={"day": (day or today()).isoformat()})
    jobs.make_morning_round(job)


def work(kind: str) -> int:
    """Run what is queued of that kind, once each; return how many."""
    queued = list(Job.objects.filter(kind=kind, state=Job.State.WAITING).order_by("created_at"))
    for job in queued:
        run.func(str(job.pk))
    return len(queued)


def letters() -> list[tuple[str, list[str]]]:
    return [(letter.subject, letter.to) for letter in mail.outbox]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Exception]]:
    """The mail server fails with the last of these as long as there is one."""
    faults: list[Exception] = [SMTPServerDisconnected("away")]
    plain = EmailBackend.send_messages

    def send(self: EmailBackend, messages: Any) -> int:
        if faults:
            raise faults[-1]
        return plain(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return faults


def test_the_letter_of_the_morning(stage: Stage, ba: User) -> None:
    stage.ask(ba, 30, "Giấy sắp hết hạn: <b>Phiếu kiểm nghiệm</b>", "/giay/")
    stage.ask(ba, 7)
    stage.tell(ba)
    morning()
    (letter,) = mail.outbox
    due, paper = today() + timedelta(days=7), today() + timedelta(days=30)
    rows = {row.url: f"http://127.0.0.1:8000/nhac-viec/{row.pk}/" for row in Notice.objects.all()}
    assert letter.subject == f"Sao Quê nhắc 3 việc, ngày {today():%d/%m/%Y}"
    assert letter.body == (
        "Chào Lê Thị Ba,\n\n"
        "VIỆC CÓ HẠN\n\n"
        f"- Bổ sung hồ sơ\n  Hai chỗ cần sửa.\n  Hạn {due:%d/%m/%Y}: còn 7 ngày.\n  {rows['/ho-so/1/sua/']}\n\n"
        f"- Giấy sắp hết hạn: <b>Phiếu kiểm nghiệm</b>\n  Hai chỗ cần sửa.\n  Hạn {paper:%d/%m/%Y}: còn 30 ngày.\n  {rows['/giay/']}\n\n"
        "TIN MỚI\n\n"
        f"- Có tin về mắm cá\n  {rows['/ho-so/1/']}\n\n"
        "Muốn bớt thư, hoặc chọn loại tin được gửi:\nhttp://127.0.0.1:8000/nhac-viec/cai-dat/\n\nSao Quê\n"
    )
    assert (letter.to, letter.content_subtype) == (["ba@vi-du.vn"], "plain")
    assert letter.extra_headers["List-Unsubscribe"] == "<http://127.0.0.1:8000/nhac-viec/cai-dat/>"


def test_nothing_new_no_letter_and_never_two_a_day(stage: Stage, ba: User, tu: User) -> None:
    stage.tell(ba)
    morning()
    assert [to for _subject, to in letters()] == [["ba@vi-du.vn"]]
    stage.tell(ba, subject=2)
    morning()
    Desk.objects.update(looked_on=None)
    morning()
    assert len(mail.outbox) == 1
    tomorrow(stage)
    morning()
    assert len(mail.outbox) == 2
    assert "Có tin" in str(mail.outbox[1].body)
    tomorrow(stage)
    morning()
    assert len(mail.outbox) == 2


def tomorrow(stage: Stage) -> None:
    """Let a day pass for the desks."""
    yesterday = today() - timedelta(days=1)
    Desk.objects.filter(letter_on=today()).update(letter_on=yesterday)
    Desk.objects.update(looked_on=yesterday)


def test_a_round_of_a_day_that_is_over_sends_nothing(stage: Stage, ba: User) -> None:
    stage.tell(ba)
    morning(today() - timedelta(days=1))
    assert mail.outbox == []


def test_what_was_read_settled_or_silenced_is_not_mailed(stage: Stage, ba: User, tu: User, actor: Actor) -> None:
    stage.tell(ba)
    actions.mark_all_read(actor)
    stage.tell(ba, subject=2)
    stage.hidden.add("2")
    tu.is_active = False
    tu.save()
    stage.tell(tu, subject=3)
    morning()
    assert mail.outbox == []


def test_a_deadline_is_mailed_once_a_step(stage: Stage, ba: User) -> None:
    for days, count in ((30, 1), (29, 1), (7, 2), (6, 2), (3, 3)):
        stage.ask(ba, days)
        morning()
        assert len(mail.outbox) == count, days
        tomorrow(stage)


def test_urgent_news_goes_at_once_and_not_again_in_the_morning(stage: Stage, ba: User) -> None:
    stage.tell(ba, urgent=True)
    assert mail.outbox == []
    assert work(MAIL) == 1
    assert letters() == [("Có tin về mắm cá", ["ba@vi-du.vn"])]
    morning()
    assert len(mail.outbox) == 1


def test_news_with_a_near_deadline_is_urgent(stage: Stage, ba: User) -> None:
    stage.tell(ba, due_on=today() + timedelta(days=30))
    stage.tell(ba, subject=2, due_on=today() + timedelta(days=1))
    assert list(Notice.objects.order_by("subject").values_list("urgent", flat=True)) == [False, True]
    assert work(MAIL) == 1
    assert f"Hạn {today() + timedelta(days=1):%d/%m/%Y}: còn 1 ngày." in str(mail.outbox[0].body)


def test_urgent_news_that_was_read_or_taken_back_meanwhile_is_not_mailed(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba, urgent=True)
    actions.mark_all_read(actor)
    stage.tell(ba, subject=2, urgent=True)
    stage.hidden.add("2")
    assert work(MAIL) == 2
    assert mail.outbox == []


def test_a_deadline_that_becomes_urgent_after_the_morning_goes_at_once(stage: Stage, ba: User, actor: Actor) -> None:
    stage.ask(ba, 1)
    actions.refresh(actor)
    assert work(MAIL) == 0
    morning()
    assert letters() == [(f"Sao Quê nhắc 1 việc, ngày {today():%d/%m/%Y}", ["ba@vi-du.vn"])]
    stage.ask(ba, 0, "Ký hôm nay", "/ky/")
    jobs.make_midday_round(Job(kind=jobs.MIDDAY, key="x"))
    jobs.make_midday_round(Job(kind=jobs.MIDDAY, key="x"))
    assert work(MAIL) == 1
    assert letters()[1:] == [("Ký hôm nay", ["ba@vi-du.vn"])]


def test_while_the_server_is_away_nothing_is_lost_and_nothing_comes_twice(
    stage: Stage, ba: User, tu: User, away: list[Exception]
) -> None:
    stage.tell(ba, tu)
    stage.tell(ba, subject=2, urgent=True)
    work(MAIL)
    assert Job.objects.filter(kind=MAIL, state=Job.State.WAITING).count() == 1
    with pytest.raises(MailAway):
        morning()
    assert mail.outbox == []
    away.clear()
    work(MAIL)
    morning()
    morning()
    assert sorted(to for _subject, (to,) in letters()) == ["ba@vi-du.vn", "ba@vi-du.vn", "tu@vi-du.vn"]


def test_the_round_gives_up_soon_when_the_server_is_away(
    stage: Stage, ba: User, away: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [User.objects.create_user(email=f"p{n}@vi-du.vn", full_name="P") for n in range(6)]
    stage.tell(*people)
    with pytest.raises(MailAway):
        morning()
    assert Desk.objects.exclude(person=ba).count() == jobs.AWAY_AFTER
    away.clear()
    morning()
    assert len(mail.outbox) == 6


def test_the_rounds_go_in_portions_so_that_nobody_waits_for_a_whole_province(
    stage: Stage, ba: User, away: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    away.clear()
    monkeypatch.setattr(jobs, "AT_A_TIME", 2)
    people = [ba, *(User.objects.create_user(email=f"p{n}@vi-du.vn", full_name="P") for n in range(4))]
    stage.tell(*people)
    jobs_of_the_day = [start(jobs.MORNING, today().isoformat(), day=today().isoformat())]
    DailyRun.objects.create(kind=jobs.MORNING, day=today(), job=jobs_of_the_day[0])
    portions = 0
    while work(jobs.MORNING):
        portions += 1
    assert portions == 3
    assert sorted(to for _subject, (to,) in letters()) == ["ba@vi-du.vn", *(f"p{n}@vi-du.vn" for n in range(4))]
    assert Desk.objects.filter(looked_on=today()).count() == 5
    # The day's run follows its last portion, so that a failure there is seen.
    assert DailyRun.objects.get(kind=jobs.MORNING).job == Job.objects.get(arguments__since=people[3].pk)


def test_a_portion_begins_at_the_start_again_when_letters_could_not_be_handed_over(
    stage: Stage, ba: User, tu: User, away: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_A_TIME", 1)
    stage.tell(ba, tu)
    start(jobs.MORNING, today().isoformat(), day=today().isoformat())
    for _portion in range(3):
        assert work(jobs.MORNING) == 1
    assert Desk.objects.filter(looked_on=today()).count() == 0
    (again,) = Job.objects.filter(kind=jobs.MORNING, state=Job.State.WAITING)
    assert again.arguments == {"day": today().isoformat(), "since": 0, "away": False, "waits": 1}
    away.clear()
    while work(jobs.MORNING):
        pass
    assert sorted(to for _subject, (to,) in letters()) == ["ba@vi-du.vn", "tu@vi-du.vn"]


def test_an_address_that_is_refused_stops_nobody_elses_letter(
    stage: Stage, ba: User, tu: User, away: list[Exception]
) -> None:
    away[:] = [SMTPRecipientsRefused({"ba@vi-du.vn": (550, b"no")})]
    stage.tell(ba, tu)
    morning()
    assert Desk.objects.filter(looked_on=today()).count() == 2


def test_a_crash_after_sending_gives_no_second_letter_that_day(
    stage: Stage, ba: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.tell(ba)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "_note_mailed", lambda pks: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            morning()
    morning()
    assert len(mail.outbox) == 1


def test_what_was_chosen_is_kept_to(stage: Stage, ba: User, actor: Actor) -> None:
    actions.choose(actor, mail_off=[DUE], phone_on=[], language="en", version=1)
    stage.ask(ba, 7)
    stage.tell(ba, text="Hôm nay", values={})
    morning()
    (letter,) = mail.outbox
    assert "- Today\n  http://127.0.0.1:8000/en/nhac-viec/" in str(letter.body)
    assert "Bổ sung" not in str(letter.body)
    actions.choose(actor, mail_off=["probe.news"], phone_on=[], language="vi", version=2)
    stage.tell(ba, subject=2, urgent=True)
    work(MAIL)
    assert len(mail.outbox) == 1


def test_who_has_no_address_gets_it_at_the_units_once(stage: Stage, ba: User) -> None:
    one, other = (User.objects.create_user(phone=f"+8498765432{n}", full_name=f"Người {n}") for n in range(2))
    stage.tell(ba, one, other, urgent=True, mail_to="htx@vi-du.vn")
    stage.tell(one, other, subject=2, mail_to="htx@vi-du.vn")
    stage.tell(one, subject=3)
    work(MAIL)
    assert sorted(to for _subject, (to,) in letters()) == ["ba@vi-du.vn", "htx@vi-du.vn"]
    morning()
    assert letters()[2:] == [(f"Sao Quê nhắc 1 việc, ngày {today():%d/%m/%Y}", ["htx@vi-du.vn"])]


def test_old_news_that_was_read_is_forgotten(stage: Stage, ba: User, actor: Actor) -> None:
    stage.tell(ba)
    stage.tell(ba, subject=2)
    actions.mark_all_read(actor)
    Notice.objects.filter(subject="1").update(read_at=Notice.objects.get(subject="1").read_at - jobs.KEPT_FOR * 2)
    morning()
    assert list(Notice.objects.values_list("subject", flat=True)) == ["2"]
