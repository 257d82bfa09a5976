"""Trial 21: the clock jumps, the disk is full, the mail server is away: clear words, and work goes on after."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from saoque.dossiers.actions.writing import save_answer
from saoque.dossiers.events import DossierReturned
from saoque.dossiers.models import CriterionAnswer
from saoque.dossiers.notices import KIND, tell_returned
from saoque.dossiers.tests.factories import draft, picture
from saoque.kernel.audit import history
from saoque.kernel.files import store
from saoque.kernel.invariants import faults
from saoque.kernel.jobs import work
from saoque.kernel.jobs.work import put_back_lost, run
from saoque.kernel.models import Job, StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


def test_letters_wait_while_the_mail_server_is_away_and_go_when_it_is_back(settings: Settings) -> None:
    here, dossier = draft()
    here.producer.email = "chu-the@vidu.test"
    here.producer.save(update_fields=["email"])
    tell_returned(DossierReturned(dossier=dossier, office="commune", items=2))
    job = Job.objects.get(kind=KIND)
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    for tries in range(1, work.ATTEMPTS + 3):
        run.func(str(job.pk))
        job.refresh_from_db()
        assert (job.state, job.attempts, job.arguments["waits"]) == ("waiting", 0, tries)
    settings.EMAIL_BACKEND = usual
    run.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, [letter.to for letter in mail.outbox]) == ("done", [["chu-the@vidu.test"]])


def test_a_letter_that_waited_for_days_is_given_up_in_sight(settings: Settings) -> None:
    here, dossier = draft()
    here.producer.email = "chu-the@vidu.test"
    here.producer.save(update_fields=["email"])
    tell_returned(DossierReturned(dossier=dossier, office="commune", items=2))
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    Job.objects.filter(kind=KIND).update(created_at=timezone.now() - work.PATIENCE - timedelta(minutes=1))
    job = Job.objects.get(kind=KIND)
    run.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.message != "") == ("failed", True)


def test_a_full_disk_is_said_in_words_and_keeps_nothing_half(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    here, dossier = draft()
    client = Client(raise_request_exception=False)
    client.force_login(here.user)
    address = reverse("dossiers:criterion_papers", args=[dossier.pk, "1.5"])

    def send() -> Any:
        return client.post(address, {"file": picture()}, headers={"HX-Request": "true", "Accept": "application/json"})

    # Every write to this device fails as on a full disk, by the kernel's own word.
    with monkeypatch.context() as full:
        full.setattr(
            store.tempfile, "mkstemp", lambda **_where: (os.open("/dev/full", os.O_WRONLY), str(tmp_path / "none"))
        )
        refused = send()
    assert (refused.status_code, "Máy chủ hết chỗ chứa" in refused.content.decode()) == (507, True)
    assert (StoredFile.objects.count(), list(faults())) == (0, [])
    assert [one for one in settings.FILES_ROOT.rglob("*") if one.is_file()] == []
    assert send().status_code in (200, 201)
    assert StoredFile.objects.count() == 1


def test_work_goes_on_when_the_clock_jumps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    here, dossier = draft("QD26-08")
    save_answer(dossier, "1.5", "a", "Trước khi lùi giờ", 0, here.actor)
    true, back = timezone.now, timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: true() - back)
    saved = save_answer(dossier, "1.5", "b", "Sau khi lùi giờ", 1, here.actor)
    assert saved.version == 2
    answer = CriterionAnswer.objects.get(dossier=dossier)
    assert (answer.option, answer.description, answer.version) == ("b", "Sau khi lùi giờ", 2)
    assert [record.sequence for record in history(dossier)] == list(range(1, len(history(dossier)) + 1))
    assert list(faults()) == []
    lost = Job.objects.create(kind="test", key="x", state="running", attempts=1)
    Job.objects.filter(pk=lost.pk).update(touched_at=true())  # a day ahead of the clock that was put back
    assert put_back_lost() == 1
    client = Client()
    client.force_login(here.user)
    assert client.get("/hom-nay/").status_code == 200
