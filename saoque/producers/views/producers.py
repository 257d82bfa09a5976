from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel.access import Actor
from saoque.people.roles import Role
from saoque.producers import actions, queries, sets
from saoque.producers.forms import ProducerForm, RegisterForm
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Producer
from saoque.producers.rules import rules

PER_PAGE = 30
TEXT_LIMIT = 200
OFFICES = (
    Role.YOUTH_HELPER,
    Role.YOUTH_LEADER,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.AGENCY_CLERK,
    Role.AGENCY_HEAD,
    Role.SIGNER,
    Role.INSPECTOR,
)


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The person's own producers; for offices the ones of their place, to be searched."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    text = request.GET.get("q", "")[:TEXT_LIMIT]
    in_office = actor.has(*OFFICES)
    found = queries.find_producers(actor, text) if in_office else queries.own_producers(actor)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "producers/list.html", {"page": page, "text": text, "in_office": in_office})


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    actor = rules.require(request.actor, "register")  # type: ignore[attr-defined]
    form = RegisterForm(request.POST or None)
    made: list[Producer] = []

    def act() -> None:
        made.append(actions.register_producer(actor, form.data_for_action()))

    if form.is_bound and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã đăng ký %(name)s. Giờ thêm sản phẩm đầu tiên.") % {"name": made[0].name})
        return redirect("producers:detail", made[0].pk)
    return render(request, "producers/register.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    producer = queries.get_producer(actor, pk)
    is_owner = rules.may(actor, "edit", producer)
    products = [(product, sets.card_of(product.scorecard)) for product in queries.products_of(producer)]
    context = {
        "producer": producer,
        "products": products,
        "is_owner": is_owner,
        "sees_sensitive": rules.may(actor, "read_sensitive", producer),
        "papers": list(queries.papers_of(producer)) if is_owner else [],
    }
    return render(request, "producers/producer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    producer = queries.get_producer(actor, pk)
    actor = rules.require(actor, "edit", producer)
    form = ProducerForm(request.POST or None, initial=ProducerForm.initial_of(producer))
    if form.is_bound and form.is_valid():
        # The page that was filled in decides what "unchanged since" means, not this moment.
        producer.version = form.cleaned_data["version"]
        if carry_out(form, lambda: actions.update_producer(actor, producer, form.data_for_action())):
            messages.success(request, _("Đã lưu thông tin của %(name)s.") % {"name": producer.name})
            return redirect("producers:detail", producer.pk)
    context = {"form": form, "producer": producer}
    return render(request, "producers/edit.html", context, status=422 if form.errors else 200)
