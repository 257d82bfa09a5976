"""The drawer: a paper is put in once and serves many criteria, products and years."""

import datetime as dt
from pathlib import PurePath
from typing import Any, TypedDict

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit, flow
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.files.store import clean_name
from saoque.knowledge.papers import find_kind
from saoque.producers.actions.checks import check_days, check_fields, cleaned
from saoque.producers.actions.recognition import ask_to_read, confirm_recognition
from saoque.producers.events import PaperRemoved
from saoque.producers.keeping import keep
from saoque.producers.models import Paper, Producer, paper_search
from saoque.producers.rules import rules


class PaperData(TypedDict, total=False):
    """What is printed on the paper. `kind`: code of the catalogue of kinds, empty while unknown."""

    kind: str
    title: str
    number: str
    issuer: str
    issued_on: dt.date | None
    expires_on: dt.date | None


def put_paper(actor: Actor, producer: Producer, upload: UploadedFile, data: PaperData | None = None) -> Paper:
    """Keep the file and put the paper into the drawer. Without a title, the file's name serves until one is given.

    The file is checked and kept before the transaction, so that nobody waits for it.
    """
    actor = rules.require(actor, "put_paper", producer)
    paper = new_paper(actor, producer, data or {}, clean_name(upload.name or ""))
    paper.file = keep(upload, actor.user)
    with transaction.atomic():
        insert_paper(paper, actor)
    return paper


def new_paper(actor: Actor, producer: Producer, data: PaperData, file_name: str) -> Paper:
    """Return a paper that is not stored yet. Raises `DomainError` for what does not fit."""
    values = cleaned(data)
    values["title"] = values.get("title") or PurePath(file_name).stem[:200]
    paper = Paper(producer=producer, added_by=actor.user, **values)
    _check(paper, values)
    return paper


def insert_paper(paper: Paper, actor: Actor, **told: Any) -> None:
    """Store a new paper with its audit record; `told` is added to the record. In the caller's transaction."""
    paper.save(force_insert=True)
    data = {"sha256": paper.file.sha256, "title": paper.title, **told}
    audit.record(paper, "put", actor, to_state="kept", data=data)
    ask_to_read(paper)


@transaction.atomic
def rename_paper(actor: Actor, paper: Paper, data: PaperData) -> None:
    """Correct what is said about the paper; the file itself never changes."""
    actor = rules.require(actor, "edit_drawer", paper)
    values = cleaned(data)
    changes = {name: value for name, value in values.items() if getattr(paper, name) != value}
    confirm_recognition(actor, paper, values)
    if not changes:
        return
    told = {name: values.get(name, getattr(paper, name)) for name in PaperData.__annotations__}
    _check(Paper(producer=paper.producer, **told), told)
    search = paper_search(told["title"], told["number"], told["issuer"])
    record = {name: str(value or "") for name, value in changes.items()}
    flow.compare_and_set(paper, actor, "rename", data=record, **changes, search=search)


@transaction.atomic
def remove_paper(actor: Actor, paper: Paper) -> None:
    """Take the paper out of the drawer; refused while a filed dossier cites it. File and row are kept."""
    actor = rules.require(actor, "edit_drawer", paper)
    if paper.removed_at is not None:
        return
    filed = paper.uses.filter(dossier__filed_at__isnull=False).count()
    if filed:
        raise DomainError(
            _("Giấy này đang nằm trong %(count)d hồ sơ đã nộp nên phải giữ. Có giấy mới thì cứ thêm giấy mới.")
            % {"count": filed}
        )
    flow.compare_and_set(paper, actor, "remove", removed_at=timezone.now())
    emit(PaperRemoved(paper=paper))


@transaction.atomic
def restore_paper(actor: Actor, paper: Paper) -> None:
    """Put a removed paper back."""
    actor = rules.require(actor, "edit_drawer", paper)
    if paper.removed_at is not None:
        flow.compare_and_set(paper, actor, "restore", removed_at=None)


def _check(paper: Paper, values: dict[str, Any]) -> None:
    if not paper.title:
        raise DomainError(_("Hãy đặt tên cho giấy này."), field="title")
    if paper.kind and find_kind(paper.kind) is None:
        raise DomainError(_("Không có loại giấy này. Hãy chọn trong danh sách."), field="kind")
    check_fields(paper, list(values))
    check_days(paper.issued_on, paper.expires_on)
