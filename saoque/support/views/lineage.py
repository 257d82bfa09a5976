"""The line of units, kept by the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.producers.forms.base import carry_out
from saoque.support import actions
from saoque.support.actions.history import YOUTH_KINDS
from saoque.support.forms.directives import SuccessionForm
from saoque.support.models import UnitSuccession
from saoque.support.rules import rules
from saoque.support.views.tools import PER_PAGE, shown


@login_required
@require_http_methods(["GET", "POST"])
def lineage(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "record_succession"):
        raise NotFound()
    units = Unit.objects.filter(kind__in=YOUTH_KINDS).order_by("sort", "pk")
    form = SuccessionForm(request.POST if request.method == "POST" else None, units=units)

    def carry() -> None:
        sent = form.cleaned_data
        actions.record_succession(
            sent["old"], sent["successors"], since=sent["since"], source=sent["source"], actor=actor
        )

    if form.is_bound and form.is_valid() and carry_out(form, carry):
        messages.success(request, _("Đã ghi. Việc của đơn vị cũ đọc được ở đơn vị mới."))
        return redirect("support:lineage")
    rows = UnitSuccession.objects.select_related("old", "new", "recorded_by").order_by("old__sort", "new__sort", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return shown(request, "support/lineage.html", form, page=page)
