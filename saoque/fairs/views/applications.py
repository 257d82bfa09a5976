"""A producer on a phone: applies, reads the own result with its reasons, gives notice."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import applications as actions
from saoque.fairs.forms import ApplicationForm, DecideForm
from saoque.fairs.models import Exhibitor
from saoque.fairs.queries.fairs import get_exhibitor, get_fair, open_to, own_applications
from saoque.fairs.reasons import sentences
from saoque.fairs.rules import rules
from saoque.fairs.views.common import PER_PAGE, number
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Producer
from saoque.producers.queries import own_producers, products_of


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The own applications, and the fairs one may still apply for."""
    actor = actor_of(request)
    if not actor.has(Role.PRODUCER):
        raise NotFound()
    page = Paginator(own_applications(actor), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "fairs/mine.html", {"page": page, "open": list(open_to(actor)[:PER_PAGE])})


def _producer(actor: Actor, chosen: int) -> Producer:
    """The producer who applies: the only one, or the one chosen."""
    rows = list(own_producers(actor).select_related("commune__parent")[:20])
    found = next((one for one in rows if one.pk == chosen), rows[0] if rows else None)
    if found is None:
        raise NotFound()
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose products, say how much a day and at what price, ask for booths and power."""
    actor = actor_of(request)
    fair = get_fair(actor, slug)
    producer = _producer(actor, number(request.GET.get("chu-the", "")))
    form = ApplicationForm(request.POST or None, products=list(products_of(producer)[:50]))
    made: list[Exhibitor] = []

    def act() -> None:
        made.append(actions.apply(fair, producer, form.told(), actor=actor))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã gửi đăng ký. Kết quả hiện ở trang này khi ban tổ chức công bố."))
        return redirect("fairs:application", made[0].pk)
    context = {"form": form, "fair": fair, "producer": producer, "producers": list(own_producers(actor)[:20])}
    return render(request, "fairs/apply.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_exhibitor(actor, pk)
    producer = found.producer
    if producer is None or not rules.may(actor, "apply", producer):
        raise NotFound()
    form = ApplicationForm(request.POST or None, products=list(products_of(producer)[:50]), initial=_told(found))

    def act() -> None:
        actions.change_application(found, form.told(), actor=actor)

    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, act):
            messages.success(request, _("Đã lưu."))
            return redirect("fairs:application", pk)
    context = {"form": form, "fair": found.fair, "producer": producer, "exhibitor": found}
    return render(request, "fairs/apply.html", context, status=422 if form.errors else 200)


def _told(exhibitor: Exhibitor) -> dict[str, object]:
    said: dict[str, object] = {"booths": exhibitor.booths_wanted, "watts": exhibitor.watts, "note": exhibitor.note}
    for one in exhibitor.exhibits.all():
        key = one.product_id
        said |= {f"take_{key}": True, f"daily_{key}": one.daily, f"unit_{key}": one.unit, f"price_{key}": one.price}
    return said


@login_required
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: the goods, the booths, and the result with its reasons once it is published."""
    actor = actor_of(request)
    found = get_exhibitor(actor, pk)
    fair, organises = found.fair, rules.may(actor, "organise", found.fair)
    shown = fair.chosen_on is not None or organises
    taking = fair.state == "called" and today() <= fair.apply_until
    context = {
        "exhibitor": found,
        "fair": fair,
        "organises": organises,
        "goods": found.exhibits.select_related("product"),
        "booths": list(found.booths.order_by("code")),
        "today": today(),
        "sentences": sentences(found.reasons) if shown else [],
        "because": found.because if shown else "",
        "proposed": Exhibitor.State(found.proposed).label if organises and found.proposed else "",
        "may_withdraw": rules.may(actor, "withdraw", found)
        and found.state in ("applied", "chosen", "waiting")
        and fair.state in ("called", "choosing", "planned"),
        "may_change": taking
        and found.producer_id
        and rules.may(actor, "apply", found.producer)
        and found.state == "applied",
        "decide_form": DecideForm()
        if organises and fair.state == "choosing" and not fair.chosen_on and found.proposed
        else None,
        "may_move_up": organises and found.state == "waiting" and fair.state in ("choosing", "planned"),
        "may_mark": organises and found.state == "chosen" and fair.state in ("running", "ended"),
    }
    return render(request, "fairs/application.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_exhibitor(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.withdraw(found, actor=actor), _("Đã rút đăng ký. Cảm ơn đã báo trước."),
        "fairs:application", pk,
    )  # fmt: skip
