"""Answers and silence: one's own, those of an area for its offices."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque.buyers.queries import figures as queries
from saoque.buyers.rules import rules
from saoque.buyers.terms import patience
from saoque.buyers.views.common import page_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "see_figures"):
        raise NotFound()
    office = rules.may(actor, "see_silences")
    page = page_of(request, queries.producers_in_area(actor)) if office else None
    buyers = list(queries.buyers_in_area(actor)[:100]) if office else []
    rows: list[Any] = [*(page or ()), *buyers]
    for one in rows:
        one.days = queries.days(one.time)
    own = queries.own_figures(actor)
    for numbers in own.values():
        numbers["days"] = queries.days(numbers.pop("time"))
    context = {"own": own, "office": office, "page": page, "buyers": buyers, "patience": patience()}
    return render(request, "buyers/figures.html", context)


@login_required
@require_safe
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    if not rules.may(actor, "see_silences"):
        raise NotFound()
    head = [_("Chủ thể"), _("Xã, phường"), _("Được hỏi"), _("Đã trả lời"), _("Không trả lời"), _("Số ngày trả lời")]
    found: Any = queries.producers_in_area(actor)
    rows = (
        (one.name, one.commune.full_name, one.asked, one.answered, one.silent, queries.days(one.time))
        for one in found.iterator(chunk_size=500)
    )
    return stream_csv("tra-loi-nguoi-mua.csv", head, rows)


@login_required
@require_safe
def silences(request: HttpRequest) -> HttpResponse:
    """Who is late in the area: names and days, no word of what the two have written."""
    actor = actor_of(request)
    if not rules.may(actor, "see_silences"):
        raise NotFound()
    context = {"page": page_of(request, queries.silences(actor)), "today": today(), "patience": patience()}
    return render(request, "buyers/silences.html", context)
