"""The whole file for one buyer: queued, made with the rights that its owner has then, fetched by the owner alone."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import keep_bytes, open_stored
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.scanning import check_may_open
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker
from saoque.kernel.papers import compile_pdf
from saoque.kernel.text import fold
from saoque.people.actors import actor_for
from saoque.producers.models import Paper, ProductPhoto
from saoque.selling.gathering import drawer_of
from saoque.selling.models import SellingRecord
from saoque.selling.papers.words import LANGUAGES, Choice, words_of
from saoque.selling.queries import get_record
from saoque.selling.rules import rules

KIND = "selling.buyer_file"
TEMPLATE = Path(__file__).parent / "buyer.typ"
SHOWN = 5
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
_NAMES = {"vi": "ho-so-chao-hang", "en": "buyer-file"}
# What a buyer asks to see, chosen beforehand. Papers on people and money go only when the producer chooses them.
USUAL = frozenset(
    {
        "household_registration", "enterprise_registration", "cooperative_registration",
        "cooperative_group_registration", "food_certificate_nlts", "food_certificate_ct", "food_commitment",
        "gmp_certificate", "self_declaration", "declaration_receipt", "conformity_declaration", "test_report",
        "barcode_certificate", "traceability_paper", "vietgap", "globalgap", "organic", "haccp", "iso_22000",
        "trademark_certificate", "ocop_certificate",
        # Told only by their evidence row: rows in which no paper on people or money can stand.
        "E02", "E11", "E12", "E13", "E14",
    }
)  # fmt: skip


def papers_to_choose(record: SellingRecord) -> QuerySet[Paper]:
    """Return the papers of the drawer that are not over, by printed day or by the term of their kind. Three queries."""
    producer, day = record.product.producer_id, today()
    over = [one.pk for one in drawer_of(producer, day) if one.ends_on is not None and one.ends_on < day]
    ended = Q(pk__in=over) | Q(expires_on__lt=day)
    held = Paper.objects.filter(producer=producer, removed_at=None).exclude(ended)
    return held.select_related("file").order_by("title", "pk")


def usual_papers(papers: Iterable[Paper]) -> list[Paper]:
    """Return those of the papers that are chosen beforehand."""
    return [paper for paper in papers if paper.kind in USUAL]


def buyer_pdf(record: SellingRecord, choice: Choice, language: str) -> bytes:
    """Return the PDF in a language, "vi" or "en"."""
    return compile_pdf(TEMPLATE, words_of(record, choice, language))


def ask_file(record: SellingRecord, choice: Choice, *, actor: Actor) -> Job:
    """Queue the ZIP; asking for the same while it is being made gives the same job.

    Raises `NotAllowed` for everybody but the producer, `DomainError` for a paper that is over or not the producer's.
    """
    acting = rules.require(actor, "make_file", record)
    chosen = sorted({paper.pk for paper in choice.papers})
    if len(_chosen(record, chosen)) != len(chosen):
        raise DomainError(_("Có giấy vừa hết hạn hoặc đã cất đi. Hãy chọn lại."), field="papers")
    asked: dict[str, Any] = {"papers": chosen, "contact": choice.contact, "discount": choice.discount}
    digest = hashlib.sha256(repr(sorted(asked.items())).encode()).hexdigest()[:12]
    key = f"{record.product_id}:{acting.user_id}:{digest}"
    return jobs.start(KIND, key, owner=acting.user, first=True, product=record.product_id, **asked)


@worker(KIND)
def make_file(job: Job) -> StoredFile:
    """Make it with the record and the rights of now, not those of when it was asked for."""
    actor = actor_for(job.owner)
    told = job.arguments
    record = get_record(actor, told["product"], "make_file")
    choice = Choice(tuple(_chosen(record, told["papers"])), told["contact"], told["discount"])
    content = packed(record, choice, job)
    name = f"{_NAMES['vi']}-{record.product.slug[:80]}.zip"
    return keep_bytes(content, name, "application/zip", job.owner)


def packed(record: SellingRecord, choice: Choice, job: Job | None = None) -> bytes:
    """Return the ZIP: a PDF in each language, `anh/` with the photos, `giay-to/` with the chosen papers, numbered."""
    photos = list(ProductPhoto.objects.select_related("file").filter(product=record.product_id))
    total = len(LANGUAGES) + len(photos) + len(choice.papers)
    out, done = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for language in LANGUAGES:
            archive.writestr(f"{_NAMES[language]}-{language}.pdf", buyer_pdf(record, choice, language))
        files = [*_named("anh", [(photo.alt or record.product.name, photo.file) for photo in photos]),
                 *_named("giay-to", [(paper.title, paper.file) for paper in choice.papers])]  # fmt: skip
        for done, (name, stored) in enumerate(files, start=len(LANGUAGES) + 1):
            check_may_open(stored, job.owner if job else None)
            with open_stored(stored) as content:
                archive.writestr(name, content.read())
            if job is not None:
                progress(job, done, total)
    return out.getvalue()


def _named(folder: str, files: list[tuple[str, StoredFile]]) -> list[tuple[str, StoredFile]]:
    return [
        (
            f"{folder}/{place:02d}-{fold(title).replace(' ', '-')[:60] or 'tep'}{PurePath(stored.name).suffix.lower()}",
            stored,
        )
        for place, (title, stored) in enumerate(files, start=1)
    ]


def _chosen(record: SellingRecord, ids: list[int]) -> list[Paper]:
    return list(papers_to_choose(record).filter(pk__in=ids))


def files_of(record: SellingRecord, actor: Actor) -> list[Job]:
    """Return the person's own latest files of the product, newest first. One query."""
    own = Job.objects.filter(kind=KIND, owner=actor.user_id, key__startswith=f"{record.product_id}:{actor.user_id}:")
    return list(own.select_related("result").order_by("-created_at")[:SHOWN])


def get_file(record: SellingRecord, actor: Actor, pk: UUID) -> StoredFile:
    """Return the person's own file that is ready. Raises `NotFound` for everything else."""
    own = Job.objects.filter(kind=KIND, owner=actor.user_id, pk=pk, arguments__product=record.product_id)
    found = own.filter(result__isnull=False).select_related("result").first()
    if found is None or found.result is None:
        raise NotFound()
    return found.result
