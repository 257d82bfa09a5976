"""The first page of the room for each role, and the work list of a unit."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.support.kinds import kind_choices, kind_name
from saoque.support.lineage import formers_of
from saoque.support.models import SupportCase
from saoque.support.queries import visible_cases
from saoque.support.queries.access import soonest
from saoque.support.queries.worklist import LATE, Filters, board, counts, export, found_cases, ordered
from saoque.support.rules import OFFICES, rules
from saoque.support.views.tools import PER_PAGE, dated, xlsx


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The unit's work list; a producer's or a partner's own cases; an office's obstacles."""
    actor = actor_of(request)
    if rules.may(actor, "work_list"):
        return _work_list(request, actor)
    if actor.has(Role.PRODUCER, Role.PARTNER):
        return _own(request, actor)
    if actor.has(*OFFICES):
        return redirect("support:obstacle_rows")
    raise NotFound()


def _work_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    filters = Filters.of(request.GET)
    view = request.GET.get("view", "")
    as_board = view == "board"
    found = ordered(found_cases(actor, filters))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page")) if not as_board else None
    units = Unit.objects.filter(pk__in=visible_cases(actor).order_by().values("unit")).order_by("sort", "pk")
    asked = {name: value for name, value in vars(filters).items() if value}
    context = {
        "filters": filters,
        "as_board": as_board,
        "columns": board(actor, filters) if as_board else [],
        "page": page,
        "rows": [(one, kind_name(one.kind)) for one in page] if page else [],
        "chips": _chips(counts(actor, filters)),
        "kinds": kind_choices(),
        "units": units,
        "formers": formers_of(actor.unit_ids(*YOUTH_ROLES)),
        "query": urlencode({name: value for name, value in asked.items() if name != "state"}),
        "full_query": urlencode(asked),
        "today": today(),
        "may_figures": rules.may(actor, "read_figures"),
    }
    return render(request, "support/work_list.html", context)


def _chips(totals: dict[str, int]) -> list[dict[str, Any]]:
    said = [
        ("", _("Tất cả"), totals["open"] + totals["closed"]),
        (LATE, _("Quá hạn"), totals[LATE]),
        ("open", _("Đang mở"), totals["open"]),
        *((str(state), state.label, totals[str(state)]) for state in SupportCase.State),
    ]
    return [{"state": state, "text": text, "count": count} for state, text, count in said]


def _own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cases of one's own, open ones first; a producer can ask for more."""
    cases = visible_cases(actor).select_related("producer", "unit", "owner", "product")
    open_first = cases.order_by(F("closed_on").desc(nulls_first=True), *soonest())
    page = Paginator(open_first, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, kind_name(one.kind)) for one in page]
    return render(request, "support/own.html", {"page": page, "rows": rows, "asks": actor.has(Role.PRODUCER)})


def _list_reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not rules.may(actor, "work_list"):
        raise NotFound()
    return actor


@login_required
@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    head, rows = export(_list_reader(request), Filters.of(request.GET))
    return stream_csv(dated("vu-viec"), head, rows)


@login_required
@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponse:
    head, rows = export(_list_reader(request), Filters.of(request.GET))
    return xlsx(dated("vu-viec"), head, rows)
