"""The young producers of an area, and the page of one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.dossiers.models import DossierState
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.papers import stream_csv
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.forms.cases import ContactForm
from saoque.support.kinds import kind_name
from saoque.support.queries import get_producer
from saoque.support.queries.producers import NOT_MET, Asked, area_list, export, producer_page
from saoque.support.rules import rules
from saoque.support.views.tools import PER_PAGE, dated, shown, xlsx


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not rules.may(actor, "work_list"):
        raise NotFound()
    return actor


@login_required
@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """Whom to visit next: those not met for longest stand on top."""
    actor, asked = _reader(request), Asked.of(request.GET)
    page = Paginator(area_list(actor, asked), PER_PAGE).get_page(request.GET.get("page"))
    marks = [
        ("", _("Tất cả")),
        ("no_dossier", _("Chưa có hồ sơ")),
        ("no_star", _("Chưa có sao")),
        ("star_3", _("3 sao")),
        ("star_4", _("4 sao")),
        ("star_5", _("5 sao")),
        ("open_need", _("Có việc đang mở")),
        ("not_met", _("90 ngày chưa gặp")),
    ]
    context = {
        "page": page,
        "asked": asked,
        "marks": marks,
        "long_ago": today() - NOT_MET,
        "query": urlencode({"q": asked.q} if asked.q else {}),
        "full_query": urlencode({name: value for name, value in vars(asked).items() if value}),
    }
    return render(request, "support/producers.html", context)


@login_required
@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    head, rows = export(_reader(request), Asked.of(request.GET))
    return stream_csv(dated("ban-tre"), head, rows)


@login_required
@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponse:
    head, rows = export(_reader(request), Asked.of(request.GET))
    return xlsx(dated("ban-tre"), head, rows)


@login_required
@require_safe
def producer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_producer(actor, pk)
    shown_page = producer_page(actor, found)
    context = {
        "producer": found,
        "shown": shown_page,
        "products": [
            (one, DossierState(one.dossier_state).label if one.dossier_state else "")  # type: ignore[attr-defined]
            for one in shown_page.products
        ],
        "open_cases": [(one, kind_name(one.kind)) for one in shown_page.open_cases],
        "closed_cases": [(one, kind_name(one.kind)) for one in shown_page.closed_cases],
        "today": today(),
        "long_ago": today() - NOT_MET,
    }
    return render(request, "support/producer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def note_contact(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_producer(actor, pk)
    form = ContactForm(request.POST if request.method == "POST" else None, producer=found)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        if carry_out(form, lambda: actions.note_contact(found, actor=actor, **sent)):
            messages.success(request, _("Đã ghi lần gặp."))
            return redirect("support:producer", pk)
    return shown(request, "support/contact.html", form, producer=found)
