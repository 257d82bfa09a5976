from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.papers import stream_csv
from saoque.knowledge import KINDS
from saoque.people.actors import actor_of
from saoque.places.queries import unit_by_code
from saoque.sources import queries
from saoque.sources.actions import correct as correct_record
from saoque.sources.forms import CorrectForm, FilterForm
from saoque.sources.models import OfficersValue
from saoque.sources.rules import rules
from saoque.sources.shapes import at, leaves, revived
from saoque.sources.words import is_for_people, path_words, value_words

PER_PAGE = 30


def _officer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not rules.may(actor, "see_origin"):
        raise NotFound()
    return actor


def _found(request: HttpRequest, actor: Actor) -> tuple[FilterForm, list[queries.Row]]:
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "loai": "", "xem": ""}
    place = queries.place_of(actor)
    return form, queries.find_records(place, text=asked["q"], kind=asked["loai"], state=asked["xem"])


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every record, with a search, kinds and what needs a look."""
    form, rows = _found(request, _officer(request))
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "sources/list.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as filtered, for a spreadsheet."""
    _form, rows = _found(request, _officer(request))
    head = [
        _("Mã"),
        _("Loại"),
        _("Tên"),
        _("Căn cứ"),
        _("Từ ngày"),
        _("Đến ngày"),
        _("Độ tin"),
        _("Cần xác nhận"),
        _("Nguồn"),
    ]
    lines = (
        (
            row.record.key, KINDS[row.record.kind], row.record.name, "; ".join(row.record.basis),
            f"{row.record.since:%d/%m/%Y}" if row.record.since else "",
            f"{row.record.until:%d/%m/%Y}" if row.record.until else "",
            row.record.c, _("Có") if row.record.verify else "", "; ".join(row.record.sources),
        )
        for row in rows
    )  # fmt: skip
    return stream_csv("so-lieu-goc", head, lines)


@login_required
@require_safe
def detail(request: HttpRequest, shelf: str, ident: str) -> HttpResponse:
    """One record: what the base says, what holds now, who entered what and when."""
    actor = _officer(request)
    base = queries.get_record(actor, f"{shelf}#{ident}")
    now = queries.record_of(base.key, province=queries.place_of(actor))
    values = queries.values_of(base.key)
    names = {
        unit.code: unit.full_name for unit in map(unit_by_code, {v.province for v in values if v.province}) if unit
    }
    context = {
        "base": base,
        "now": now,
        "kind": KINDS[base.kind],
        "rows": _rows(base.facts, now.facts),
        "history": [(value, names.get(value.province, ""), _told(base.facts, value)) for value in values],
        "may_correct": bool(queries.places_to_correct(actor)),
    }
    return render(request, "sources/record.html", context)


def _rows(base: Any, now: Any) -> list[dict[str, Any]]:
    """Each value with what the base says beside it where it differs."""
    before = {leaf.path: leaf for leaf in leaves(base)}
    return [
        {
            "name": path_words(leaf),
            "value": value_words(leaf),
            "before": value_words(before[leaf.path])
            if leaf.path in before and before[leaf.path].value != leaf.value
            else None,
        }
        for leaf in leaves(now)
        if is_for_people(leaf)
    ]


def _told(base: Any, value: OfficersValue) -> list[tuple[str, str]]:
    """What one value says, as far as it differs from the base."""
    facts = revived({name: base.get(name) for name in value.facts}, value.facts)
    said = []
    for leaf in leaves(facts):
        try:
            same = at(base, leaf.path) == leaf.value
        except (KeyError, IndexError, TypeError):
            same = False
        if not same:
            said.append((path_words(leaf), value_words(leaf)))
    return said


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, shelf: str, ident: str) -> HttpResponse:
    """Enter what the source says now."""
    actor = _officer(request)
    base = queries.get_record(actor, f"{shelf}#{ident}")
    codes = queries.places_to_correct(actor)
    if not codes:
        raise NotAllowed(_("Bạn xem được số liệu này nhưng không sửa được. Hãy báo người phụ trách ở thành phố."))
    places = [(code, unit.full_name if code and (unit := unit_by_code(code)) else _("Cả nước")) for code in codes]
    now = queries.record_of(base.key, province=codes[-1])
    form = CorrectForm(request.POST or None, record=now, places=places, initial=_origin(now))
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        origin = {
            name: sent[name] for name in ("source", "confidence", "checked_on", "since", "until", "verify", "note")
        }
        try:
            correct_record(base.key, actor=actor, province=sent["province"], facts=form.facts(), **origin)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã ghi số liệu mới cho «%(name)s».") % {"name": base.name})
            return redirect("sources:record", shelf, ident)
    context = {"form": form, "base": base, "now": now}
    return render(request, "sources/correct.html", context, status=422 if form.errors else 200)


def _origin(now: Any) -> dict[str, Any]:
    return {"confidence": now.c, "verify": now.verify}
