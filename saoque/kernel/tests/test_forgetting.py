"""What the night forgets: ended jobs without a file, and finished rows of the queue. Whatever is needed stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from saoque.kernel.files import keep_bytes
from saoque.kernel.jobs import forgetting, start
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run

pytestmark = pytest.mark.django_db
OLD = forgetting.KEPT + timedelta(hours=1)


def made(key: str, state: str, age: timedelta, **more: object) -> None:
    job = Job.objects.create(kind="kernel.some", key=key, state=state, **more)
    Job.objects.filter(pk=job.pk).update(touched_at=timezone.now() - age)


def tonight() -> None:
    run.func(str(start(forgetting.FORGET, "2026-11-26", day="2026-11-26").pk))


def test_what_ended_long_ago_and_left_no_file_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    file = keep_bytes(b"a,b\n", "bang.csv", "text/csv", None)
    for number in range(3):
        made(f"done {number}", Job.State.DONE, OLD)
    made("failed", Job.State.FAILED, OLD)
    made("with a file", Job.State.DONE, OLD, result=file)
    made("of last week", Job.State.DONE, timedelta(days=7))
    made("waiting", Job.State.WAITING, OLD)
    made("running", Job.State.RUNNING, OLD)
    tonight()
    left = Job.objects.exclude(kind=forgetting.FORGET).order_by("key").values_list("key", flat=True)
    assert list(left) == ["of last week", "running", "waiting", "with a file"]
    assert Job.objects.get(kind=forgetting.FORGET).state == Job.State.DONE


def test_finished_rows_of_the_queue_go_too_and_waiting_ones_stay() -> None:
    ages = {"old": timedelta(days=forgetting.QUEUE_KEPT + 1), "new": timedelta(days=1), "waiting": timedelta(days=90)}
    rows = {}
    for name, age in ages.items():
        start("kernel.some", name)
        rows[name] = DBTaskResult.objects.latest("enqueued_at")
        ended = {} if name == "waiting" else {"status": "SUCCESSFUL", "finished_at": timezone.now() - age}
        DBTaskResult.objects.filter(pk=rows[name].pk).update(enqueued_at=timezone.now() - age, **ended)
    tonight()
    left = set(DBTaskResult.objects.values_list("pk", flat=True))
    assert {name for name, row in rows.items() if row.pk in left} == {"new", "waiting"}
