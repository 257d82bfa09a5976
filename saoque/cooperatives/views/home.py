"""The list, opening a founding, bringing in a co-operative that stands already."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.cooperatives.actions.opening import adopt as adopt_producer
from saoque.cooperatives.actions.opening import open_founding
from saoque.cooperatives.forms import AdoptForm, OpenForm
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries import access
from saoque.cooperatives.rules import rules
from saoque.cooperatives.views.tools import sent, status_of
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.papers import write_xlsx
from saoque.people.actors import actor_of
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import LegalForm, Producer

PER_PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS = (LegalForm.COOPERATIVE, LegalForm.COOPERATIVE_GROUP)


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Own foundings and co-operatives; for the Youth Union those it helps; for a commune those filed there."""
    actor = actor_of(request)
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "state", "kind")}
    found = access.search(actor, asked["q"], asked["state"], asked["kind"])
    page = Paginator(_counted(found), PER_PAGE).get_page(request.GET.get("page"))
    waiting = Producer.objects.filter(
        unit__in=actor.unit_ids(Role.PRODUCER), legal_form__in=_FORMS, cooperative=None
    ).order_by("sort")
    context = {
        "page": page,
        "asked": asked,
        "states": Cooperative.State.choices,
        "kinds": Kind.choices,
        "to_adopt": list(waiting[:10]),
        "in_office": actor.has(*access.OFFICE),
        "exports": actor.has(*access.OFFICE, *YOUTH_ROLES),
    }
    return render(request, "cooperatives/home.html", context)


def _counted(found: QuerySet[Cooperative]) -> Any:
    return found.annotate(people=Count("members", filter=Q(members__left_on=None), distinct=True))


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as Excel, for officers."""
    actor = actor_of(request)
    if not actor.has(*access.OFFICE, *YOUTH_ROLES):
        raise NotFound()
    head = [_("Tên"), _("Loại hình"), _("Xã, phường"), _("Trạng thái"), _("Thành viên"), _("Số giấy"), _("Ngày cấp")]
    rows = (
        [one.name, one.get_kind_display(), one.commune.full_name, one.get_state_display(), one.people,
         one.registration_number, one.registered_on]
        for one in _counted(access.search(actor)).iterator(chunk_size=500)
    )  # fmt: skip
    answer = HttpResponse(write_xlsx(head, rows), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="hop-tac-xa.xlsx"'
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest) -> HttpResponse:
    actor = rules.require(actor_of(request), "open")
    form = OpenForm(sent(request), youth=actor.has(*YOUTH_ROLES))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            made = open_founding(
                actor=actor,
                name=told["name"],
                commune=told["place"].unit,
                kind=told["kind"],
                for_others=told.get("for_others") == "yes",
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã mở đường thành lập. Cứ làm từng chặng, nghỉ lúc nào cũng được."))
            return redirect("cooperatives:road", made.pk)
    return render(request, "cooperatives/open.html", {"form": form}, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, producer: int) -> HttpResponse:
    """For the owner of a producer that is a co-operative already."""
    actor = actor_of(request)
    found = Producer.objects.select_related("commune__parent").filter(pk=producer).first()
    if found is None or not rules.may(actor, "adopt", found) or found.legal_form not in _FORMS:
        raise NotFound()
    form = AdoptForm(sent(request), initial={"registered_on": found.founded_on})
    if form.is_bound and form.is_valid():
        try:
            made = adopt_producer(found, actor=actor, registered_on=form.cleaned_data["registered_on"])
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Đã mở sổ. Giờ ghi các thành viên và vốn góp."))
            return redirect("cooperatives:book", made.pk)
    return render(request, "cooperatives/adopt.html", {"form": form, "producer": found}, status=status_of(form))
