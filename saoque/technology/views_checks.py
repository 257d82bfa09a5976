"""The digital check of a producer: questions, result, what to do next, and how it grew."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel.access import Actor
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Producer
from saoque.technology import digital, queries
from saoque.technology.actions import answer_check
from saoque.technology.forms import CheckForm
from saoque.technology.rules import rules

PER_PAGE = 50
TEXT_LIMIT = 120


@login_required
@require_safe
def producers(request: HttpRequest) -> HttpResponse:
    """The producers whose checks the person may read, those who need help most first."""
    text = request.GET.get("q", "")[:TEXT_LIMIT]
    found = queries.producers_with_checks(actor_of(request), text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "technology/checks.html", {"page": page, "text": text})


@login_required
@require_safe
def results(request: HttpRequest, producer_pk: int) -> HttpResponse:
    producer = queries.get_check_producer(actor_of(request), producer_pk)
    checks = list(queries.checks_of(producer)[:12])
    latest = checks[0] if checks else None
    context = {
        "producer": producer,
        "checks": checks,
        "latest": latest,
        "areas": digital.by_area(latest.answers) if latest else [],
        "steps": digital.next_steps(latest.answers) if latest else [],
        "may_answer": rules.may(actor_of(request), "answer_check", producer),
    }
    return render(request, "technology/results.html", context)


def _keep(producer: Producer, form: CheckForm, actor: Actor) -> object:
    return answer_check(producer, form.cleaned_data, actor=actor)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, producer_pk: int) -> HttpResponse:
    """All questions on one page; the last answers are shown to begin from."""
    actor = actor_of(request)
    producer = queries.get_check_producer(actor, producer_pk)
    last = queries.checks_of(producer).first()
    form = CheckForm(request.POST or None, initial=last.answers if last else None)
    act = partial(_keep, producer, form, actor)
    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã lưu. Dưới đây là việc nên làm tiếp."))
        return redirect("technology:results", producer.pk)
    return render(
        request, "technology/answer.html", {"producer": producer, "form": form}, status=422 if form.errors else 200
    )
