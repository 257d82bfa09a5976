"""Sums: a producer's own of a year, and those of an area for the units that work there."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque.kernel.calendar import today
from saoque.kernel.papers import stream_csv, write_xlsx
from saoque.ledger.actions.reckoning import start_reckoning
from saoque.ledger.chart import months_chart
from saoque.ledger.queries import area as area_queries
from saoque.ledger.queries import books
from saoque.ledger.queries.sums import Line, sums_of
from saoque.ledger.reckoning import finished
from saoque.ledger.rules import rules
from saoque.ledger.views.book import XLSX
from saoque.ledger.words import percent
from saoque.people.actors import actor_of

OLDEST_YEAR = 2000
YEARS = 6


def asked_year(request: HttpRequest) -> int:
    """Return the year in the address, this year where it makes no sense."""
    told = request.GET.get("nam", "")
    year = int(told) if told.isascii() and told.isdigit() and len(told) == 4 else 0
    return year if OLDEST_YEAR < year <= today().year else today().year


@login_required
@require_safe
def sums(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = books.get_book(actor, pk)
    told = sums_of(producer, asked_year(request))
    tables = [
        (_("Theo sản phẩm"), _rows(told.products)),
        (_("Theo cách bán, kênh"), _rows(told.channels)),
        (_("Theo nơi bán"), _rows(told.places)),
        (_("Theo quý"), _rows([*told.quarters, *([told.tet] if told.tet else [])])),
    ]
    context = {
        "producer": producer,
        "sums": told,
        "grown": said_growth(told),
        "tables": tables,
        "months": _rows(told.months),
        "chart": months_chart(told.months),
        "before": told.year - 1,
        "owns": rules.may(actor, "name_revenue", producer),
        "named": books.is_named(producer),
    }
    return render(request, "ledger/sums.html", context)


def _rows(lines: list[Line]) -> list[dict[str, Any]]:
    return [{"line": one, "growth": said_growth(one)} for one in lines]


def said_growth(line: Any) -> str:
    """Return growth in words, "" where there is nothing to compare with."""
    return "" if line.growth is None else percent(line.growth)


@login_required
@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """The sums of the area, or how far a job is with finding out which of them may be shown."""
    actor = actor_of(request)
    here, year = area_queries.area_of(actor), asked_year(request)
    told = area_queries.area_sums(here, year)
    job = start_reckoning(here, year) if told is None or told.is_old else None
    if request.headers.get("HX-Request"):
        if job is None:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "ledger/_reckoning.html", {"year": year, "sums": told, "job": job})
    context = {
        "year": year,
        "until": told.until if told else finished(year),
        "years": range(today().year, today().year - YEARS, -1),
        "least": settings.LEDGER_LEAST_PRODUCERS,
        "before": year - 1,
        "books": books.my_books(actor),
        "job": job,
    }
    if told is None:
        return render(request, "ledger/area.html", context)
    tables = [(name, [{"line": one, "growth": said_growth(one)} for one in lines]) for name, lines in told.tables]
    context |= {
        "sums": told,
        "tables": tables if not here.commune else tables[:3],
        "grown": said_growth(told.total),
    }
    return render(request, "ledger/area.html", context)


def _table(request: HttpRequest) -> tuple[list[str], Any] | None:
    """Return head and rows for a spreadsheet, None while a job still reckons the sums."""
    here, year = area_queries.area_of(actor_of(request)), asked_year(request)
    told = area_queries.area_sums(here, year)
    if told is None:
        return None
    head = [_("Bảng"), _("Dòng"), _("Năm %(year)d (đồng)") % {"year": year}]
    head += [_("Năm %(year)d (đồng)") % {"year": year - 1}, _("Số cơ sở")]
    return head, area_queries.table_rows(told)


def _later(request: HttpRequest) -> HttpResponse:
    """Back to the page, which starts the work and shows how far it is."""
    messages.info(request, _("Số của địa bàn đang được cộng. Khi trang hiện số, hãy bấm tải lại lần nữa."))
    return redirect(f"{reverse('ledger:area')}?nam={asked_year(request)}")


@login_required
@require_safe
def area_csv(request: HttpRequest) -> HttpResponseBase:
    table = _table(request)
    if table is None:
        return _later(request)
    return stream_csv(f"ban-hang-dia-ban-{asked_year(request)}", *table)


@login_required
@require_safe
def area_xlsx(request: HttpRequest) -> HttpResponse:
    table = _table(request)
    if table is None:
        return _later(request)
    answer = HttpResponse(write_xlsx(*table), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="ban-hang-dia-ban-{asked_year(request)}.xlsx"'
    return answer
