"""Telling a need: by the producer, or by a helper for one; and entering what was done before this register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_of
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Producer, Product
from saoque.producers.queries import own_producers
from saoque.support import actions
from saoque.support.forms.cases import AskForm, PastForm
from saoque.support.kinds import KINDS, is_kind
from saoque.support.lineage import former_ids
from saoque.support.models import SupportCase
from saoque.support.queries import get_producer
from saoque.support.rules import rules
from saoque.support.views.tools import shown


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _for_whom(actor: Actor, request: HttpRequest) -> tuple[Producer | None, Product | None, list[Producer]]:
    """The producer meant by `?product=` or `?producer=`, else the only one of the person; or those to choose from.

    Raises `NotFound` for one that is not the actor's to ask for.
    """
    places = Producer.objects.select_related("commune__parent", "unit")
    product = None
    if number := _number(request.GET.get("product", "")):
        product = Product.objects.filter(pk=number).first()
        producer = places.filter(pk=product.producer_id).first() if product else None
    elif number := _number(request.GET.get("producer", "")):
        producer = places.filter(pk=number).first()
    else:
        own = list(own_producers(actor))
        if len(own) != 1:
            return None, None, own
        producer = own[0]
    if producer is None or not rules.may(actor, "ask", producer):
        raise NotFound()
    return producer, product, []


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """`?kind=` and `?product=` (or `?producer=`) fill in what another page knows already."""
    actor = actor_of(request)
    if not actor.has(Role.PRODUCER, *YOUTH_ROLES):
        raise NotFound()
    producer, product, choices = _for_whom(actor, request)
    if producer is None:
        kind = request.GET.get("kind", "")
        context = {"producers": choices, "kind": kind if is_kind(kind) else "", "owns": actor.has(Role.PRODUCER)}
        return render(request, "support/ask_whom.html", context)
    initial = {"kind": request.GET.get("kind", ""), "product": product}
    form = AskForm(request.POST or None, producer=producer, initial=initial)
    made: list[SupportCase] = []

    def act() -> None:
        sent = form.cleaned_data
        told = actions.ask(
            producer, sent["kind"], sent["words"], product=sent["product"], obstacle=form.obstacle, actor=actor
        )
        made.append(told)

    if form.is_bound and form.is_valid() and carry_out(form, act):
        messages.success(
            request, _("Đã gửi tới %(unit)s. Có người nhận là bà con thấy ngay ở đây.") % {"unit": made[0].unit.name}
        )
        return redirect("support:case", made[0].pk)
    chosen = form["kind"].value()
    helper = actor.has(*YOUTH_ROLES) and not rules.may(
        actor.acting(None), "withdraw_need", SupportCase(producer=producer)
    )
    return shown(request, "support/ask.html", form, producer=producer, kinds=KINDS, chosen=chosen, helper=helper)


@login_required
@require_http_methods(["GET", "POST"])
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """A case that the unit, or one before it, finished earlier."""
    actor = actor_of(request)
    producer = get_producer(actor, pk)
    own = actor.unit_ids(*YOUTH_ROLES)
    units = Unit.objects.filter(pk__in=[*own, *former_ids(own)]).order_by("sort", "pk")
    form = PastForm(request.POST or None, units=units)
    made: list[SupportCase] = []

    def act() -> None:
        sent = dict(form.cleaned_data)
        made.append(actions.enter_past_case(producer, sent.pop("kind"), actor=actor, **sent))

    if form.is_bound and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi việc cũ."))
        return redirect("support:case", made[0].pk)
    return shown(request, "support/past.html", form, producer=producer)
