"""Projects and partners find each other: what is sought and offered, suggestions, the knock."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.startups import pairing, queries
from saoque.startups.actions import partners as actions
from saoque.startups.forms_partners import KnockForm, OfferForm, SeekingForm
from saoque.startups.models import Introduction, Offer, Project, Seeking
from saoque.startups.queries import partners as found_in
from saoque.startups.rules import rules
from saoque.startups.views.common import PER_PAGE


def _team_project(actor: Actor, pk: int) -> Project:
    """A project of the actor's own team; for everybody else, mentors too, there is no such page."""
    found = queries.get_project(actor, pk)
    if not rules.may(actor, "edit", found):
        raise NotFound()
    return found


def _led(actor: Actor, pk: int) -> Project:
    found = _team_project(actor, pk)
    rules.require(actor, "lead", found)
    return found


@login_required
@require_safe
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """What the project seeks, which partners fit and why, and where each talk stands."""
    actor = actor_of(request)
    project = _team_project(actor, pk)
    seeking = Seeking.objects.select_related("project__commune").filter(project=project).first()
    open_now = seeking is not None and seeking.shown and seeking.until >= today()
    rows = found_in.offers_for(seeking) if seeking and open_now else []
    context = {
        "project": project,
        "seeking": seeking,
        "open_now": open_now,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "introductions": found_in.of_project(project)[:50],
        "leads": rules.may(actor, "lead", project),
    }
    return render(request, "startups/partners.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seek(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    project = _led(actor, pk)
    kept = Seeking.objects.filter(project=project).first()
    form = SeekingForm(kept, request.POST or None)

    def act() -> None:
        told = form.cleaned_data
        actions.seek(project, form.wish(), told["purpose"], told["until"], actor=actor, version=seen_version(request))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã cho đối tác biết. Hai bên hợp nhau thì hiện ở dưới."))
        return redirect("startups:partners", pk)
    context = {"form": form, "project": project, "kept": kept}
    return render(request, "startups/seek.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def stop_seeking(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    seeking = get_object_or_404(Seeking, project=_led(actor, pk))
    seeking.version = seen_version(request)
    done = _("Đối tác không còn thấy dự án trong gợi ý.")
    return attempt(request, lambda: actions.stop_seeking(seeking, actor=actor), done, "startups:partners", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def knock_partner(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """The project knocks at a partner that shows what it offers."""
    actor = actor_of(request)
    project = _led(actor, pk)
    seeking, offer = found_in.shown_seeking(project.pk), found_in.shown_offer(unit_pk)
    return _knock(request, seeking, offer, by_project=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def knock_project(request: HttpRequest, pk: int) -> HttpResponse:
    """The partner knocks at a project that shows what it seeks."""
    unit = found_in.partner_unit(actor_of(request))
    return _knock(request, found_in.shown_seeking(pk), found_in.shown_offer(unit.pk), by_project=False)


def _knock(request: HttpRequest, seeking: Seeking, offer: Offer, *, by_project: bool) -> HttpResponse:
    form, made = KnockForm(request.POST or None), list[Introduction]()

    def act() -> None:
        told = form.cleaned_data["message"]
        made.append(actions.knock(seeking.project, offer.unit, told, by_project=by_project, actor=actor_of(request)))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ngỏ lời. Bên kia trả lời thì hiện ở trang này."))
        return redirect("startups:introduction", made[0].pk)
    context = {
        "form": form,
        "seeking": seeking,
        "offer": offer,
        "by_project": by_project,
        "pairing": pairing.pair(found_in.sought_of(seeking), found_in.offered_of(offer), today()),
    }
    return render(request, "startups/knock.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The partner's own page: what it offers, which projects fit and why, and where each talk stands."""
    unit = found_in.partner_unit(actor_of(request))
    offer = Offer.objects.select_related("unit", "province").filter(unit=unit).first()
    rows = found_in.seekings_for(offer) if offer and offer.shown else []
    context: dict[str, Any] = {
        "unit": unit,
        "offer": offer,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "introductions": found_in.of_unit(unit)[:50],
        "fields": [label for key, label in Project.Field.choices if offer and key in offer.fields],
    }
    return render(request, "startups/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    unit = found_in.partner_unit(actor)
    kept = Offer.objects.filter(unit=unit).first()
    form = OfferForm(unit, kept, request.POST or None)

    def act() -> None:
        actions.offer(unit, **form.told(), actor=actor, version=seen_version(request))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã cho các dự án biết. Dự án nào hợp thì hiện ở dưới."))
        return redirect("startups:desk")
    context = {"form": form, "kept": kept, "unit": unit}
    return render(request, "startups/offer.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def stop_offering(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    made = get_object_or_404(Offer.objects.select_related("unit"), unit=found_in.partner_unit(actor))
    made.version = seen_version(request)
    done = _("Các dự án không còn thấy đơn vị bạn trong gợi ý.")
    return attempt(request, lambda: actions.stop_offering(made, actor=actor), done, "startups:desk")
