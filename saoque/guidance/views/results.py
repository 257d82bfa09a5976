"""What participants did afterwards: whom to ask, and writing it down."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.guidance import actions
from saoque.guidance.forms import FollowUpForm
from saoque.guidance.queries.results import done_since, follow_ups_for
from saoque.guidance.views.tools import page_of
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.people.roles import YOUTH_ROLES
from saoque.producers.forms.base import carry_out


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everybody to be asked again, the earliest first, with what the records say of them today."""
    actor = actor_of(request)
    if not actor.has(*YOUTH_ROLES):
        raise NotFound()
    page = page_of(request, follow_ups_for(actor, due_only="toi-han" in request.GET))
    found = done_since([one.registration for one in page])
    rows = [{"follow_up": one, "found": one.found or found[one.registration_id]} for one in page]
    return render(
        request,
        "guidance/follow_ups.html",
        {"page": page, "rows": rows, "due_only": "toi-han" in request.GET, "today": today()},
    )


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    follow_up = follow_ups_for(actor).filter(pk=pk).first()
    if follow_up is None:
        raise NotFound()
    form = FollowUpForm(request.POST or None, initial={"version": follow_up.version, "words": follow_up.words})
    if form.is_bound and form.is_valid():
        follow_up.version = form.cleaned_data["version"]
        words = form.cleaned_data["words"]
        if carry_out(form, lambda: actions.write_follow_up(follow_up, words, actor=actor)):
            messages.success(request, _("Đã ghi kết quả sau lớp."))
            return redirect("guidance:follow_ups")
    context = {
        "form": form,
        "follow_up": follow_up,
        "found": done_since([follow_up.registration])[follow_up.registration_id],
    }
    return render(request, "guidance/follow_up.html", context, status=422 if form.errors else 200)
