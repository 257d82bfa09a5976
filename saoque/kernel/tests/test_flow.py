"""Of many who act at once on one thing, one wins; nobody sees an error that is not a plain «somebody was faster»."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from saoque.kernel import audit
from saoque.kernel.audit.chain import broken_chains
from saoque.kernel.errors import Stale
from saoque.kernel.flow import Flow, compare_and_set
from saoque.kernel.models import AuditRecord, Job

RACERS = 8
flow = Flow(
    [("begin", ["waiting"], "running"), ("end", ["running"], "done"), ("stop", ["waiting", "running"], "failed")]
)


def new_round() -> Any:
    return apps.get_model("councils", "Round").objects.create(
        level="province", year=2026, number=1, submit_before="2026-06-01", evaluate_before="2026-07-01"
    )


@pytest.mark.django_db
def test_an_act_moves_the_state_stores_the_changes_and_writes_one_record() -> None:
    job = Job.objects.create(kind="k", key="a")
    flow.apply(job, "begin", None, data={"why": "test"}, message="đang làm")
    kept = Job.objects.get()
    assert (job.state, job.message) == (kept.state, kept.message) == ("running", "đang làm")
    record = audit.history(job).get()
    assert (record.action, record.from_state, record.to_state, record.data) == (
        "begin", "waiting", "running", {"why": "test"}
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["begin", "end", "stop"])
@pytest.mark.parametrize("state", ["waiting", "running", "done", "failed"])
def test_every_state_by_action_allowed_and_refused(state: str, action: str) -> None:
    job = Job.objects.create(kind="k", key="a", state=state)
    allowed = state in {"begin": ["waiting"], "end": ["running"], "stop": ["waiting", "running"]}[action]
    assert flow.allows(action, state) == allowed
    if allowed:
        flow.apply(job, action, None)
    else:
        with pytest.raises(Stale):
            flow.apply(job, action, None)
    target = {"begin": "running", "end": "done", "stop": "failed"}[action]
    assert Job.objects.get().state == (target if allowed else state)
    assert AuditRecord.objects.count() == int(allowed)


@pytest.mark.django_db
def test_an_old_page_changes_nothing() -> None:
    made = new_round()
    old = type(made).objects.get(pk=made.pk)
    compare_and_set(made, None, "change", number=2)
    assert made.version == 2
    with pytest.raises(Stale):
        compare_and_set(old, None, "change", number=3)
    kept = type(made).objects.get(pk=made.pk)
    assert (kept.number, kept.version, AuditRecord.objects.count()) == (2, 2, 1)


def race(act: Callable[[], None]) -> list[str]:
    """Let all racers act at once; return what happened to each."""
    barrier = Barrier(RACERS)

    def run(number: int) -> str:
        try:
            barrier.wait()
            act()
        except Stale:
            return "stale"
        finally:
            connections.close_all()
        return "won"

    with ThreadPoolExecutor(RACERS) as pool:
        return sorted(pool.map(run, range(RACERS)))


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_act_at_once_on_a_state_one_wins() -> None:
    pk = Job.objects.create(kind="k", key="a").pk
    assert race(lambda: flow.apply(Job(pk=pk, kind="k", key="a"), "begin", None)) == ["stale"] * 7 + ["won"]
    assert Job.objects.get().state == "running"
    assert AuditRecord.objects.count() == 1
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_save_at_once_one_wins_and_nothing_is_lost() -> None:
    made = new_round()
    model: Any = type(made)
    assert race(lambda: compare_and_set(model(pk=made.pk), None, "change", number=5)) == ["stale"] * 7 + ["won"]
    kept = model.objects.get(pk=made.pk)
    assert (kept.version, kept.number, AuditRecord.objects.count()) == (2, 5, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_who_try_until_they_win_all_get_through_one_by_one() -> None:
    made = new_round()
    model: Any = type(made)

    def insist() -> None:
        while True:
            try:
                return compare_and_set(model.objects.get(pk=made.pk), None, "change")
            except Stale:
                continue

    assert race(insist) == ["won"] * RACERS
    assert model.objects.get(pk=made.pk).version == 1 + RACERS
    assert [one.sequence for one in audit.history(made)] == list(range(1, RACERS + 1))
    assert list(broken_chains()) == []
