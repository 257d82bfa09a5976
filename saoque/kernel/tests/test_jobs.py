from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from saoque.kernel import jobs
from saoque.kernel.jobs import work
from saoque.kernel.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> Iterator[list[str]]:
    """Register a kind of work that notes its key, and fails while the argument says so."""
    keys: list[str] = []

    def note(job: Job) -> None:
        if job.arguments.get("away"):
            raise work.NotNow("the mail server")
        if job.arguments.get("fails"):
            raise RuntimeError("as asked")
        keys.append(job.key)

    work.worker("test")(note)
    yield keys
    del work._workers["test"]


def run(job: Job) -> Job:
    work.run.call(str(job.pk))
    job.refresh_from_db()
    return job


def test_work_is_queued_with_its_row_and_done_once(done: list[str]) -> None:
    job = jobs.start("test", "a", which="b")
    assert (job.state, job.arguments, DBTaskResult.objects.count()) == ("waiting", {"which": "b"}, 1)
    assert run(job).state == "done"
    assert run(job).attempts == 1
    assert done == ["a"]


def test_the_same_work_is_not_queued_twice_at_once(done: list[str]) -> None:
    first = jobs.start("test", "a")
    assert jobs.start("test", "a") == first
    assert jobs.start("test", "b") != first
    assert DBTaskResult.objects.count() == 2
    run(first)
    assert jobs.start("test", "a") != first


def test_work_that_cannot_be_done_now_waits_and_that_counts_as_no_attempt(done: list[str]) -> None:
    job = jobs.start("test", "a", away=True)
    for tries in range(1, work.ATTEMPTS + 3):
        assert (run(job).state, job.attempts, job.arguments["waits"]) == ("waiting", 0, tries)
    put_off = DBTaskResult.objects.order_by("enqueued_at").values_list("run_after", flat=True)[1:]
    assert all(timedelta(0) < at - timezone.now() <= work.LONGEST_WAIT for at in put_off)
    assert len(put_off) == work.ATTEMPTS + 2
    Job.objects.update(arguments={})
    assert (run(job).state, done) == ("done", ["a"])


def test_work_that_waited_for_days_is_given_up_in_sight(done: list[str]) -> None:
    job = jobs.start("test", "a", away=True)
    Job.objects.update(created_at=timezone.now() - work.PATIENCE - timedelta(minutes=1))
    assert (run(job).state, job.message != "") == ("failed", True)


def test_a_failure_is_tried_again_and_given_up_in_words(done: list[str]) -> None:
    job = jobs.start("test", "a", fails=True)
    states = [run(job).state for _time in range(work.ATTEMPTS)]
    assert states == ["waiting"] * (work.ATTEMPTS - 1) + ["failed"]
    assert job.attempts == work.ATTEMPTS
    assert "Máy chưa làm được việc này" in job.message
    assert DBTaskResult.objects.count() == work.ATTEMPTS
    later = DBTaskResult.objects.order_by("run_after").last()
    assert later is not None and later.run_after > timezone.now()


def test_a_kind_nobody_knows_fails_and_breaks_nothing() -> None:
    job = jobs.start("unknown", "a")
    assert run(job).state == "waiting"


def lose(job: Job, attempts: int) -> None:
    Job.objects.filter(pk=job.pk).update(
        state="running", attempts=attempts, touched_at=timezone.now() - timedelta(minutes=11)
    )


def test_what_a_dead_worker_left_is_put_back_and_done(done: list[str]) -> None:
    job = jobs.start("test", "a")
    lose(job, 1)
    assert work.put_back_lost() == 1
    assert work.put_back_lost() == 0
    assert run(job).state == "done"
    assert done == ["a"]


def test_what_is_still_running_is_left_alone(done: list[str]) -> None:
    job = jobs.start("test", "a")
    Job.objects.filter(pk=job.pk).update(state="running", touched_at=timezone.now())
    assert work.put_back_lost() == 0


def test_work_that_kills_its_workers_is_given_up(done: list[str]) -> None:
    job = jobs.start("test", "a")
    lose(job, work.ATTEMPTS)
    assert work.put_back_lost() == 0
    job.refresh_from_db()
    assert job.state == "failed"


def test_progress_is_kept_on_the_row(done: list[str]) -> None:
    job = jobs.start("test", "a")
    jobs.progress(job, 3, 10, "Đang đọc")
    job.refresh_from_db()
    assert (job.done, job.total, job.message) == (3, 10, "Đang đọc")


def test_short_work_passes_what_is_long_and_put_off_work_waits(done: list[str]) -> None:
    now = timezone.now()
    jobs.start("test", "long")
    jobs.start("test", "later", after=timedelta(minutes=10))
    first = jobs.start("test", "short", first=True)
    queued = DBTaskResult.objects.ready()
    assert [row.args_kwargs["args"] for row in queued[:1]] == [[str(first.pk)]]
    assert queued.count() == 2
    put_off = DBTaskResult.objects.exclude(pk__in=queued).get().run_after
    assert put_off - now >= timedelta(minutes=10)
