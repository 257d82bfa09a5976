"""The whole dossier in one file, made in the background for one person, who is told when it is ready."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.dossiers.models import Bundle, Dossier
from saoque.dossiers.papers.whole import bound_pdf, file_name, packed_zip
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.rules import rules
from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import keep_bytes
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker
from saoque.kernel.todo import Todo, todo_source
from saoque.people.actors import actor_for

KIND = "dossiers.bundle"
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
SHOWN_DAYS, SHOWN = 7, 20


def ask_bundle(dossier: Dossier, kind: str, actor: Actor) -> Bundle:
    """Queue the whole dossier as `kind`; asking again while it is being made gives the same one.

    Raises `NotAllowed` for who may not have the papers, `DomainError` for an unknown kind.
    """
    actor = rules.require(actor, "take_papers", dossier)
    if kind not in Bundle.Kind.values:
        raise DomainError(_("Hãy chọn một tệp PDF hoặc tệp ZIP."))
    with transaction.atomic():
        key = f"{dossier.pk}:{kind}:{actor.user_id}"
        job = jobs.start(KIND, key, owner=actor.user, dossier=dossier.pk, kind=kind)
        bundle, _made = Bundle.objects.get_or_create(
            job=job, defaults={"dossier": dossier, "kind": kind, "asked_by": actor.user}
        )
    return bundle


@worker(KIND)
def make_bundle(job: Job) -> Any:
    """Make the file with the rights that its owner has now, not those of when it was asked for."""
    actor = actor_for(job.owner)
    dossier = get_dossier(actor, job.arguments["dossier"])
    rules.require(actor, "take_papers", dossier)

    def told(done: int, total: int) -> None:
        progress(job, done, total)

    if job.arguments["kind"] == Bundle.Kind.PDF:
        content, suffix, content_type = bound_pdf(dossier, told).content, "pdf", "application/pdf"
    else:
        content, suffix, content_type = packed_zip(dossier, told), "zip", "application/zip"
    return keep_bytes(content, file_name(dossier, suffix), content_type, job.owner)


def latest_bundles(dossier: Dossier, actor: Actor) -> list[dict[str, Any]]:
    """Return each kind with the person's own newest bundle of it, in one query."""
    own = Bundle.objects.filter(dossier=dossier, asked_by=actor.user_id).select_related("job__result")
    newest: dict[str, Bundle] = {}
    for bundle in own.order_by("-asked_at", "-pk")[:SHOWN]:
        newest.setdefault(bundle.kind, bundle)
    return [
        {"kind": kind, "label": label, "bundle": found, "waiting": bool(found and found.job.state in UNDER_WAY)}
        for kind, label in Bundle.Kind.choices
        for found in [newest.get(kind)]
    ]


def get_bundle(dossier: Dossier, pk: int, actor: Actor) -> Bundle:
    """Return the person's own bundle that is ready. Raises `NotFound` for everything else."""
    own = Bundle.objects.filter(pk=pk, dossier=dossier, asked_by=actor.user_id, job__result__isnull=False)
    found = own.select_related("job__result").first()
    if found is None:
        raise NotFound()
    return found


def note_fetched(bundle: Bundle) -> None:
    """Note when the person first took it, so that the first screen stops telling."""
    Bundle.objects.filter(pk=bundle.pk, fetched_at__isnull=True).update(fetched_at=timezone.now())


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Return what is ready and has not been taken, of the last days. One query."""
    if not actor.signed_in:
        return []
    ready = Bundle.objects.filter(
        asked_by=actor.user_id,
        fetched_at__isnull=True,
        job__state=Job.State.DONE,
        asked_at__gte=timezone.now() - timedelta(days=SHOWN_DAYS),
    )
    rows = ready.order_by("-asked_at").values("dossier", "kind", "dossier__product__name")[:SHOWN]
    return [
        Todo(
            title=_("Trọn bộ hồ sơ %(product)s đã xong") % {"product": row["dossier__product__name"]},
            detail=str(Bundle.Kind(row["kind"]).label),
            url=reverse("dossiers:official_papers", args=[row["dossier"]]),
            button=_("Tải về"),
        )
        for row in rows
    ]
