"""Trial 21: the clock jumps, the disk is full, the mail server is away: clear words, and work goes on after."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from saoque.dossiers.actions.writing import save_answer
from saoque.dossiers.models import CriterionAnswer
from saoque.dossiers.tests.factories import draft, picture
from saoque.kernel.audit import history
from saoque.kernel.files import store
from saoque.kernel.invariants import faults
from saoque.kernel.jobs.work import put_back_lost
from saoque.kernel.models import Job, StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


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
