"""A point held against the criteria for OCOP points: on a phone, question by question; then a sheet to print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.channels import actions
from saoque.channels.forms import CriteriaForm
from saoque.channels.models import PointAnswer, PointCheck
from saoque.channels.queries import points as queries
from saoque.channels.queries.channels import get_point
from saoque.channels.rules import rules
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_point(request: HttpRequest, pk: int) -> HttpResponse:
    actor, point = actor_of(request), get_point(pk)
    rules.require(actor, "check_point", point)
    record, criteria = queries.criteria_now(point.commune.parent.code if point.commune.parent else "")
    form = CriteriaForm(criteria, request.POST or None, request.FILES or None)
    made: list[PointCheck] = []

    def act() -> None:
        made.append(actions.check_point(point, form.found(), actor=actor, note=form.cleaned_data["note"]))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi lần kiểm: %(result)s.") % {"result": made[0].get_result_display()})
        return redirect("channels:check", made[0].pk)
    context = {
        "form": form,
        "point": point,
        "record": record,
        "lapsed": record.until is not None and record.until < today(),
        "share": queries.star_share(point),
    }
    return render(request, "channels/check_point.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.get_check(actor_of(request), pk)
    context = {
        "check": found,
        "point": found.point,
        "answers": list(queries.answers_of(found)),
        "share": queries.StarShare(found.on_sale, found.with_star),
        "lapsed": found.valid_until is not None and found.valid_until < found.checked_on,
    }
    return render(request, "channels/check.html", context)


@login_required
@require_safe
def answer_photo(request: HttpRequest, pk: int, answer_pk: int) -> HttpResponseBase:
    found = queries.get_check(actor_of(request), pk)
    answer = PointAnswer.objects.select_related("photo").filter(check_made=found, pk=answer_pk).first()
    if answer is None or answer.photo is None:
        raise NotFound()
    return serve(answer.photo, request.user)
