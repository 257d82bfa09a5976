"""The best of a contest go on to the next level."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.startups import queries
from saoque.startups.actions import nominations as actions
from saoque.startups.forms import SendOnForm
from saoque.startups.models import Contest
from saoque.startups.queries import nominations as found_in
from saoque.startups.rules import rules
from saoque.startups.views.common import with_form


@login_required
@require_POST
def send_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The organiser of a published contest sends its best on."""
    actor = actor_of(request)
    lower = queries.get_contest(actor, pk)
    if not rules.may(actor, "organise", lower):
        raise NotFound()
    lower.version = seen_version(request)
    form = SendOnForm(found_in.contests_above(lower), request.POST)

    def act() -> None:
        higher = get_object_or_404(Contest.objects.select_related("unit"), pk=form.cleaned_data["contest"])
        actions.send_on(lower, higher, form.cleaned_data["best"], actor=actor)

    done = _("Đã giới thiệu. Nhóm đồng ý thì dự án vào cuộc thi cấp trên.")
    return with_form(request, form, act, done, "startups:contest", pk)


@login_required
@require_POST
def answer_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    one = found_in.get_nomination(actor, pk)
    one.version = seen_version(request)
    back = ("startups:project", one.source.project_id)
    if request.POST.get("answer") == "yes":
        done = _("Dự án đã vào cuộc thi cấp trên. Chúc nhóm may mắn!")
        return attempt(request, lambda: actions.accept_nomination(one, actor=actor), done, *back)
    done = _("Đã trả lời: nhóm không đi tiếp.")
    return attempt(request, lambda: actions.decline_nomination(one, actor=actor), done, *back)
