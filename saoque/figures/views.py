"""The pages of the figures: the table of a unit, one figure by units, the rows behind it, the target."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.figures import queries
from saoque.figures.actions import set_target
from saoque.figures.forms import PeriodForm, TargetForm
from saoque.figures.periods import KINDS, Period, year_before
from saoque.figures.reported import missing
from saoque.figures.rules import rules
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.papers import stream_csv, write_xlsx
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.people.roles import UnitKind

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(request: HttpRequest) -> tuple[Unit, Period]:
    """Return the unit and the period that the address names."""
    said = request.GET.get("don-vi", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
    return queries.get_unit(actor_of(request), number), PeriodForm(request.GET).period()


def _common(request: HttpRequest, unit: Unit, period: Period) -> dict[str, Any]:
    return {
        "unit": unit,
        "units": queries.units_for(actor_of(request)),
        "period": period,
        "kinds": KINDS.items(),
        "years": range(today().year, today().year - 6, -1),
        "before": year_before(period),
        "query": f"{period.query}&don-vi={unit.pk}",
        "is_city": unit.kind == UnitKind.YOUTH_CITY,
        "may_set": rules.may(actor_of(request), "set_target", unit),
    }


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every indicator of one unit for one period."""
    unit, period = _asked(request)
    province = unit.province.code if unit.province else ""
    context = {**_common(request, unit, period), "groups": queries.table(unit, period), "missing": missing(province)}
    return render(request, "figures/home.html", context)


@login_required
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    unit, period = _asked(request)
    head, rows = queries.as_rows(queries.table(unit, period))
    return stream_csv(_file_name(period), head, rows)


@login_required
@require_safe
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """A table of a few dozen rows: made at once."""
    unit, period = _asked(request)
    head, rows = queries.as_rows(queries.table(unit, period))
    response = HttpResponse(write_xlsx(head, rows, sheet=_("Số liệu")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(period)}.xlsx"'
    return response


def _file_name(period: Period) -> str:
    return f"so-lieu-{period.span.first:%Y%m%d}-{period.span.last:%Y%m%d}"


@login_required
@require_safe
def by_units(request: HttpRequest, key: str) -> HttpResponse:
    """One figure of every commune's unit of the city."""
    unit, period = _asked(request)
    if unit.kind != UnitKind.YOUTH_CITY:
        raise NotFound()
    indicator = queries.get_indicator(key)
    lines = queries.by_units(unit, indicator, period)
    context = {
        **_common(request, unit, period),
        "indicator": indicator,
        "lines": lines,
        "total": sum(line.now for line in lines),
        "total_before": sum(line.before for line in lines),
        "most": max((line.now for line in lines), default=0),
    }
    return render(request, "figures/by_units.html", context)


@login_required
@require_safe
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The records behind a figure."""
    unit, period = _asked(request)
    indicator = queries.get_indicator(key)
    page = Paginator(queries.rows_of(unit, indicator, period), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **_common(request, unit, period),
        "indicator": indicator,
        "page": page,
        "rows": [indicator.row(record) for record in page.object_list],
    }
    return render(request, "figures/rows.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, key: str) -> HttpResponse:
    """Set what the unit is to reach in the period."""
    unit, period = _asked(request)
    indicator = queries.get_indicator(key)
    rules.require(actor_of(request), "set_target", unit)
    kept = queries.find_target(unit, indicator, period)
    shown = {"amount": kept.amount, "basis": kept.basis, "version": kept.version} if kept else {"version": 0}
    form = TargetForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            set_target(
                unit, key, period.span, told["amount"], actor=actor_of(request), version=told["version"],
                basis=told["basis"],
            )  # fmt: skip
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã đặt chỉ tiêu."))
            said = urlencode({"don-vi": unit.pk})
            return redirect(f"{reverse('figures:home')}?{period.query}&{said}")
    context = {**_common(request, unit, period), "indicator": indicator, "form": form}
    return render(request, "figures/target.html", context, status=422 if form.errors else 200)
