"""Bringing sales from Excel: the empty table, the upload, what was read, one confirmation, taking it back."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.jobs.models import Job
from saoque.kernel.papers.sheets import MOST_BYTES
from saoque.ledger.actions.imports import bring_table, undo_import, write_import
from saoque.ledger.importing import COLUMNS, MOST_ROWS, blank_table
from saoque.ledger.models import Sale, SaleImport
from saoque.ledger.queries import books
from saoque.ledger.rules import rules
from saoque.ledger.views.book import XLSX
from saoque.ledger.words import number
from saoque.people.actors import actor_of

PER_PAGE = 50
SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, pk: int) -> HttpResponse:
    """Tables brought so far, and the place to bring one."""
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    if not rules.may(actor, "import_sales", producer):
        raise NotFound()
    fault = ""
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            if upload is None:
                raise DomainError(_("Hãy chọn tệp Excel trước."))
            return redirect("ledger:import", bring_table(producer, upload, actor=actor).pk)
        except (NotAllowed, NotFound):
            raise
        except DomainError as error:
            fault = str(error)
    context = {
        "producer": producer,
        "owns": True,
        "imports": books.imports_of(producer)[:SHOWN],
        "fault": fault,
        "rows": number(Decimal(MOST_ROWS)),
        "megabytes": MOST_BYTES // 1_000_000,
    }
    return render(request, "ledger/imports.html", context, status=422 if fault else 200)


@login_required
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    if not rules.may(actor, "import_sales", producer):
        raise NotFound()
    answer = HttpResponse(blank_table(producer), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="bang-ban-hang.xlsx"'
    return answer


@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is; then every line with what is wrong with it; then what came of it."""
    actor = actor_of(request)
    batch = books.get_import(actor, pk)
    if not rules.may(actor, "import_sales", batch.producer):
        raise NotFound()
    reading = batch.state == SaleImport.State.READING
    if request.headers.get("HX-Request"):
        if reading:
            return render(request, "ledger/_import_state.html", {"batch": batch, "waiting": _under_way(batch)})
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    rows = list(books.rows_of(batch))
    known = set()
    if batch.state == SaleImport.State.READY:
        known = set(Sale.objects.filter(key__in=[row.key for row in rows if row.key]).values_list("key", flat=True))
    wrong = sum(1 for row in rows if row.faults)
    only = request.GET.get("sai") == "1" and wrong
    shown = [row for row in rows if row.faults] if only else rows
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    titles = {name: title for name, title, _width in COLUMNS}
    context = {
        "batch": batch,
        "producer": batch.producer,
        "waiting": reading and _under_way(batch),
        "page": page,
        "lines": [
            {
                "row": row,
                "cells": [(titles[name], row.cells.get(name, "")) for name in titles],
                "faults": [(titles.get(each["column"], ""), each["text"]) for each in row.faults],
                "known": row.key in known,
            }
            for row in page.object_list
        ],
        "titles": titles.values(),
        "wrong": wrong,
        "known": len(known),
        "fresh": len(rows) - wrong - len(known),
        "written": sum(1 for row in rows if row.sale_id),
        "only": only,
    }
    return render(request, "ledger/import.html", context)


def _under_way(batch: SaleImport) -> bool:
    return batch.job is not None and batch.job.state in (Job.State.WAITING, Job.State.RUNNING)


@login_required
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    batch = books.get_import(actor, pk)
    try:
        count = write_import(batch, actor=actor)
    except NotAllowed:
        raise NotFound() from None
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("Đã ghi %(count)d dòng vào sổ.", "Đã ghi %(count)d dòng vào sổ.", count)
        messages.success(request, told % {"count": count})
    return redirect("ledger:import", pk)


@login_required
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    batch = books.get_import(actor, pk)
    try:
        count = undo_import(batch, actor=actor)
    except NotAllowed:
        raise NotFound() from None
    except DomainError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("Đã gạch %(count)d dòng của tệp này.", "Đã gạch %(count)d dòng của tệp này.", count)
        messages.success(request, told % {"count": count})
    return redirect("ledger:import", pk)
