"""The life of a recognition: asked for with the paper, read by a worker, confirmed by a person."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils import timezone

from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.files.models import StoredFile
from saoque.kernel.flow import Flow
from saoque.producers.models import Paper, RecognisedPage, Recognition

JOB = "producers.read_paper"
S = Recognition.State
flow = Flow(
    [
        ("tell_read", [S.WAITING, S.ABSENT, S.FAILED], S.READ),
        ("tell_absent", [S.WAITING, S.ABSENT, S.FAILED], S.ABSENT),
        ("tell_failed", [S.WAITING, S.ABSENT, S.FAILED], S.FAILED),
        ("confirm", [S.READ], S.CONFIRMED),
    ]
)


_when_opened: ContextVar[bool] = ContextVar("read papers when opened", default=False)


@contextmanager
def reading_when_opened() -> Iterator[None]:
    """Papers that are put in here are read when somebody first opens their details: for many at once, of which few are looked at."""
    before = _when_opened.set(True)
    try:
        yield
    finally:
        _when_opened.reset(before)


def ask_to_read(paper: Paper) -> None:
    """Queue the reading of a new paper, in the caller's transaction."""
    if not _when_opened.get():
        Recognition.objects.create(paper=paper)
        _queue(paper)


@transaction.atomic
def ask_to_read_now(paper: Paper) -> None:
    """Somebody opened the details: queue the reading of a paper that has never been asked for."""
    if paper.removed_at is None and Recognition.objects.get_or_create(paper=paper)[1]:
        _queue(paper)


def _queue(paper: Paper) -> None:
    jobs.start(JOB, str(paper.pk), owner=paper.added_by, paper=paper.pk)


@transaction.atomic
def tell_read(
    recognition: Recognition,
    words: Sequence[Sequence[Any]],
    proposals: Sequence[Mapping[str, Any]],
    pages: Sequence[tuple[StoredFile, int, int]],
) -> None:
    """Keep what the worker read; `pages` as (picture, width, height)."""
    found = {"fields": [proposal["field"] for proposal in proposals], "words": len(words)}
    flow.apply(
        recognition, "tell_read", None, data=found, words=list(words), proposals=list(proposals), read_at=timezone.now()
    )
    RecognisedPage.objects.bulk_create(
        RecognisedPage(recognition=recognition, number=number, picture=picture, width=width, height=height)
        for number, (picture, width, height) in enumerate(pages, 1)
    )


def tell_unread(recognition: Recognition, *, absent: bool) -> None:
    """Say that the machine cannot read (`absent`), or could not read this paper."""
    flow.apply(recognition, "tell_absent" if absent else "tell_failed", None)


def confirm_recognition(actor: Actor, paper: Paper, values: Mapping[str, Any]) -> None:
    """A person saved the paper's details with the proposals in sight: note which were taken as they were."""
    found = Recognition.objects.filter(paper=paper, state=S.READ).first()
    if found is None:
        return
    taken = [p["field"] for p in found.proposals if str(values.get(p["field"]) or "") == p["value"]]
    flow.apply(found, "confirm", actor, data={"taken": taken}, confirmed_by=actor.user)
