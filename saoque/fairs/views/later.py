"""What came of a fair after 3 and 12 months."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from saoque.fairs.actions import followups
from saoque.fairs.forms_days import FollowUpForm
from saoque.fairs.models import FollowUp
from saoque.fairs.months import AFTER_MONTHS, due_on
from saoque.fairs.queries.fairs import get_own_fair
from saoque.fairs.queries.outcomes import (
    due_months,
    followups_for,
    get_standing,
)
from saoque.fairs.queries.results import later_of, result_of
from saoque.fairs.views.common import number, page_of
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import seen_version
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


@login_required
@require_safe
def later(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has answered and who has not, and what it came to against the cost."""
    fair = get_own_fair(actor_of(request), slug)
    due = due_months(fair)
    months = number(request.GET.get("months", ""))
    months = months if months in due else (due[-1] if due else AFTER_MONTHS[0])
    page = page_of(request, followups_for(fair, months)) if due else None
    context = {
        "fair": fair,
        "due": due,
        "months": months,
        "first_due": due_on(fair.last_day, AFTER_MONTHS[0]),
        "page": page,
        "rows": [(one, next((told for told in one.followups.all() if told.months == months), None)) for one in page]
        if page
        else [],
        "sums": [later_of(fair, one) for one in due],
        "result": result_of(fair),
    }
    return render(request, "fairs/days_later.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell_later(request: HttpRequest, pk: int, months: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_standing(actor, pk)
    if months not in due_months(found.fair):
        raise NotFound()
    kept = FollowUp.objects.filter(exhibitor=found, months=months).first()
    form = FollowUpForm(
        request.POST or None,
        initial={"orders": kept.orders, "value": kept.value, "words": kept.words} if kept else None,
    )

    def act() -> None:
        told = form.cleaned_data
        followups.tell_later(
            found, months, told["orders"], told["value"] or 0, told["words"], actor=actor, version=seen_version(request)
        )

    if request.method == "POST" and request.POST.get("nothing"):
        followups.tell_later(found, months, 0, 0, "", actor=actor, version=seen_version(request))
        return redirect("fairs:days", pk)
    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        return redirect("fairs:days", pk)
    context = {"fair": found.fair, "exhibitor": found, "months": months, "form": form, "kept": kept}
    return render(request, "fairs/days_tell_later.html", context, status=422 if form.errors else 200)
