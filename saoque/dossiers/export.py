"""Everything an agency sees, as a table: streamed as CSV, or made into Excel by a job that can be left alone."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from saoque.dossiers.lists import Filters, extra_cells, extra_for, narrowed, ordered, set_name
from saoque.dossiers.models import Dossier, DossierState
from saoque.dossiers.rules import rules
from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.files import keep_bytes
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker
from saoque.kernel.papers import write_xlsx
from saoque.people.actors import actor_for
from saoque.people.roles import Level

KIND = "dossiers.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BATCH = 500
_COLUMNS = (
    "pk", "product_code", "product__name", "producer__name", "commune__full_name", "province__full_name", "scorecard",
    "kind", "year", "state", "level", "self_a", "self_b", "self_c", "self_total", "self_stars", "filed_at", "due_on",
)  # fmt: skip


def table(actor: Actor, filters: Filters, sort: str) -> tuple[list[str], Iterator[list[Any]]]:
    """Return head and rows of everything the actor may see under the filters, read as it is sent.

    The keys are found first, then the rows in batches, so that no cursor stays open between two rows: on SQLite it
    would keep whoever reads from writing how far the work is. Raises `NotAllowed` for who may not export.
    """
    rules.require(actor, "export")
    extra = extra_for(actor)
    head = [
        _("Mã hồ sơ"), _("Mã sản phẩm"), _("Sản phẩm"), _("Chủ thể"), _("Xã, phường"), _("Tỉnh, thành phố"),
        _("Mã bộ"), _("Bộ sản phẩm"), _("Loại đăng ký"), _("Năm"), _("Trạng thái"), _("Cấp"), _("Tự chấm A"),
        _("Tự chấm B"), _("Tự chấm C"), _("Tự chấm tổng"), _("Sao tự chấm"), _("Ngày nộp"), _("Hạn"),
    ]  # fmt: skip
    head += [str(label) for columns in extra for label in columns.labels]
    return head, _rows(list(ordered(actor, filters, sort).values_list("pk", flat=True)), extra)


def start_xlsx(actor: Actor, filters: Filters, sort: str) -> Job:
    """Queue the Excel table; asking again for the same one while it is being made gives the same job."""
    actor = rules.require(actor, "export")
    asked = {**asdict(filters), "sort": sort}
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    language = translation.get_language() or "vi"
    return jobs.start(KIND, f"{actor.user_id}:{digest}", owner=actor.user, language=language, **asked)


@worker(KIND)
def make_xlsx(job: Job) -> Any:
    """Make the table with the rights that the owner has now, not those of when it was asked for."""
    facts = dict(job.arguments)
    language, sort = facts.pop("language"), facts.pop("sort")
    actor, filters = actor_for(job.owner), Filters(**facts)
    with translation.override(language):
        head, rows = table(actor, filters, sort)
        total = narrowed(actor, filters).count()
        content = write_xlsx(head, _told(job, rows, total), sheet=_("Hồ sơ OCOP"))
        progress(job, total, total)
        name = f"ho-so-ocop-{timezone.localdate():%Y-%m-%d}.xlsx"
        return keep_bytes(content, name, XLSX, job.owner)


def _told(job: Job, rows: Iterable[list[Any]], total: int) -> Iterator[list[Any]]:
    for number, row in enumerate(rows):
        if number % _BATCH == 0:
            progress(job, number, total)
        yield row


def _rows(keys: list[int], extra: list[Any]) -> Iterator[list[Any]]:
    cells = _cells_maker()
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        found = {row[0]: row for row in Dossier.objects.filter(pk__in=batch).values_list(*_COLUMNS)}
        more = extra_cells(extra, batch)
        for pk in batch:
            if pk in found:
                yield cells(found[pk]) + more[pk]


def _cells_maker() -> Any:
    """Return the function from stored values to cells, with the words looked up once per table."""
    kinds = {key: str(label) for key, label in Dossier.Kind.choices}
    states = {key: str(label) for key, label in DossierState.choices}
    levels = {key: str(label) for key, label in Level.choices}
    name = cache(set_name)

    def cells(row: tuple[Any, ...]) -> list[Any]:
        pk, code, product, producer, commune, province, scorecard, kind, year, state, level, *points, filed, due = row
        return [
            pk, code, product, producer, commune, province, scorecard, name(scorecard), kinds[kind], year,
            states[state], levels[level], *points, _day(filed), _day(due),
        ]  # fmt: skip

    return cells


def _day(moment: datetime | date | None) -> str:
    """Day first, as people here write it."""
    if moment is None:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
