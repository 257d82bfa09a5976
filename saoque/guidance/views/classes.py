"""Classes for people: the list, one class, a place in it, its material, what one thought of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.guidance import actions
from saoque.guidance.forms import EvaluationForm
from saoque.guidance.models import Registration, TrainingClass
from saoque.guidance.queries import classes, pages
from saoque.guidance.rules import rules
from saoque.guidance.views.tools import page_of, reader_provinces
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Classes to come, the nearest first; `da-mo` shows those held."""
    actor = actor_of(request)
    past = "da-mo" in request.GET
    wanted = request.GET.get("q", "")[:80].strip()
    context = {
        "page": page_of(request, classes.classes(past=past, text=wanted)),
        "past": past,
        "q": wanted,
        "own": list(classes.own_registrations(actor)[:5]) if actor.signed_in else [],
        "may_plan": bool(classes.planning_units(actor)),
    }
    return render(request, "guidance/classes.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    training = classes.get_class(pk)
    mine = classes.own_registration(actor, training)
    holds = rules.may(actor, "hold_class", training)
    may_read = holds or (mine is not None and mine.state == Registration.State.PLACED)
    known = {page.slug: page for page in pages.pages_of(reader_provinces(request))}
    topics = [known[slug] for slug in training.topics if slug in known]
    context = {
        "training": training,
        "mine": mine,
        "holds": holds,
        "topics": [{"slug": page.slug, "said": pages.shown(page.current)} for page in topics if page.current],
        "materials": list(training.materials.select_related("file").order_by("pk")) if may_read else [],
        "open": training.state == TrainingClass.State.PLANNED and training.ends_at > timezone.now(),
        "full": training.placed >= training.seats,  # type: ignore[attr-defined]
        "may_evaluate": _may_evaluate(mine),
    }
    return render(request, "guidance/class.html", context)


@login_required
@require_POST
def take_place(request: HttpRequest, pk: int) -> HttpResponse:
    actor, training = actor_of(request), classes.get_class(pk)
    taken: list[Registration] = []
    response = attempt(
        request,
        lambda: taken.append(actions.take_place(training, actor=actor)),
        _("Đã ghi tên."),
        "guidance:class",
        pk,
    )
    if taken and taken[0].state == Registration.State.WAITING:
        messages.info(request, _("Lớp đã đủ chỗ. Bà con ở danh sách chờ; có người hủy thì tới lượt."))
    return response


@login_required
@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    actor, training = actor_of(request), classes.get_class(pk)
    mine = classes.own_registration(actor, training)
    if mine is None:
        raise NotFound()
    return attempt(
        request, lambda: actions.give_up_place(mine, actor=actor), _("Đã hủy ghi tên."), "guidance:class", pk
    )


@login_required
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    actor, training = actor_of(request), classes.get_class(pk)
    mine = classes.own_registration(actor, training)
    if mine is None or not _may_evaluate(mine):
        raise NotFound()
    form = EvaluationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if carry_out(form, lambda: actions.evaluate(mine, actor=actor, **told)):
            messages.success(request, _("Cảm ơn bà con. Đơn vị mở lớp sẽ đọc, không thấy tên."))
            return redirect("guidance:class", pk)
    context = {"form": form, "training": training}
    return render(request, "guidance/evaluate.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def material(request: HttpRequest, pk: int, material: int) -> HttpResponseBase:
    actor, training = actor_of(request), classes.get_class(pk)
    if not rules.may(actor, "read_material", training):
        raise NotFound()
    return serve(classes.get_material(training, material).file, request.user)


def _may_evaluate(mine: Registration | None) -> bool:
    return mine is not None and mine.attended_at is not None and not hasattr(mine, "evaluation")
