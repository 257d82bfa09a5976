"""The room's own pages: channels, what each product lacks for one, the file, what it told."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.feeds import queries
from saoque.feeds.actions import JOB, send
from saoque.feeds.doors import door_of
from saoque.feeds.fields import FIELDS
from saoque.feeds.fitting import Fit, Lack
from saoque.feeds.forms import ALL, SendForm
from saoque.feeds.layouts import Layout, layout, layouts
from saoque.feeds.models import Dispatch, DispatchRow
from saoque.feeds.rules import rules
from saoque.feeds.words import FORM_WORDS, KIND_WORDS, channel_name, lack_words, name_of, note_of
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.files import serve
from saoque.kernel.jobs.models import Job
from saoque.people.actors import actor_of
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Product

PER_PAGE = 50
HISTORY = 20
_LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, in words, with the door to where it is told."""

    words: str
    door: str


@dataclass(frozen=True)
class Choice:
    """One product to choose, with what keeps it out and what would be better told."""

    fit: Fit
    stops: list[Missing]
    better: list[Missing]
    chosen: bool


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All channels, and what was made for them."""
    actor = actor_of(request)
    works = rules.may(actor, "work")
    groups: dict[str, list[tuple[Layout, str, str]]] = {}
    for one in layouts().values():
        groups.setdefault(str(KIND_WORDS[one.kind]), []).append((one, name_of(one), note_of(one)))
    page = Paginator(queries.dispatches_of(actor), HISTORY).get_page(request.GET.get("page")) if works else None
    context = {
        "works": works,
        "groups": groups.items(),
        "page": page,
        "made": [(one, channel_name(one.layout)) for one in page or ()],
        "told": [(row, channel_name(row.dispatch.layout)) for row in _told_by_others(actor)],
    }
    return render(request, "feeds/home.html", context)


@login_required
@require_safe
def channel(request: HttpRequest, code: str) -> HttpResponse:
    """What the channel asks for: every column, where it comes from, its bounds, and where that is known from."""
    chosen = _layout(code)
    context = {
        "layout": chosen,
        "name": name_of(chosen),
        "note": note_of(chosen),
        "columns": [(column, FIELDS[column.value].label if column.value else column.fixed) for column in chosen.columns],
        "forms": [FORM_WORDS[one] for one in chosen.forms],
        "works": rules.may(actor_of(request), "work"),
    }  # fmt: skip
    return render(request, "feeds/channel.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, code: str) -> HttpResponse:
    """Choose products, see what each lacks, make the file."""
    actor = actor_of(request)
    if not rules.may(actor, "work"):
        raise NotFound()
    chosen = _layout(code)
    text, commune = _narrowed(request.GET)
    found = queries.choose_from(actor, text, commune)
    form = SendForm(chosen, actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            dispatch = send(form.wish(_asked(request, form, found)), actor=actor)
        except NotFound:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã làm tệp và giữ lại những gì đã ghi trong đó."))
            return redirect("feeds:dispatch", dispatch.pk)
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    choices = _choices(actor, chosen, list(page.object_list), _keys(request.POST))
    context = {
        "layout": chosen,
        "name": name_of(chosen),
        "note": note_of(chosen),
        "form": form,
        "page": page,
        "ready": [one for one in choices if not one.stops],
        "lacking": [one for one in choices if one.stops],
        "text": text,
        "commune": commune,
        "communes": queries.communes_of(actor) if actor.has(*YOUTH_ROLES, Role.COMMUNE_OFFICER) else [],
        "several": page.paginator.num_pages > 1,
    }
    return render(request, "feeds/make.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: to download, how it was handed over, and what changed since the one before, field by field."""
    found = queries.get_dispatch(actor_of(request), pk)
    chosen = layout(found.layout)
    page = Paginator(queries.rows_of(found), PER_PAGE).get_page(request.GET.get("page"))
    making = found.state == Dispatch.State.MAKING
    job = Job.objects.filter(kind=JOB, key=str(found.pk)).order_by("-created_at").first() if making else None
    context = {
        "dispatch": found,
        "layout": chosen,
        "name": channel_name(found.layout),
        "form_words": FORM_WORDS.get(found.form, found.form),
        "page": page,
        "told": queries.with_changes(page.object_list),
        "stuck": job is not None and job.state == Job.State.FAILED,
        "kinds": DispatchRow.Kind,
    }
    return render(request, "feeds/dispatch.html", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = queries.get_dispatch(actor_of(request), pk)
    if found.file is None:
        raise NotFound()
    return serve(found.file, request.user, inline=False)


def _layout(code: str) -> Layout:
    chosen = layout(code)
    if chosen is None:
        raise Http404
    return chosen


def _narrowed(asked: QueryDict) -> tuple[str, str]:
    commune = asked.get("xa", "")
    return asked.get("q", "").strip()[:_LONGEST_SEARCH], commune if commune.isdigit() and len(commune) < 10 else ""


def _keys(sent: QueryDict) -> list[int]:
    return [int(one) for one in sent.getlist("product") if one.isascii() and one.isdigit() and len(one) < 12]


def _asked(request: HttpRequest, form: SendForm, found: QuerySet[Product]) -> list[int]:
    if form.cleaned_data["scope"] == ALL:
        return list(found.values_list("pk", flat=True)[: queries.MOST_PRODUCTS + 1])
    return _keys(request.POST)


def _choices(actor: Actor, chosen: Layout, keys: list[int], ticked: list[int]) -> list[Choice]:
    return [
        Choice(
            one,
            _missing(actor, one, one.stopping),
            _missing(actor, one, one.better),
            not ticked or one.goods.pk in ticked,
        )
        for one in queries.fits_of(chosen, keys)
    ]


def _missing(actor: Actor, one: Fit, lacks: tuple[Lack, ...]) -> list[Missing]:
    """Each thing once, however many columns want it. Only a producer tells of the product: no door for who helps."""
    tells = actor.has(Role.PRODUCER)
    said = {lack_words(lack).rstrip("."): door_of(lack.field, one.goods) if tells else "" for lack in lacks}
    return [Missing(words, door) for words, door in said.items()]


def _told_by_others(actor: Actor) -> list[DispatchRow]:
    units = actor.unit_ids(Role.PRODUCER)
    return list(queries.told_of(units)[:HISTORY]) if units else []
