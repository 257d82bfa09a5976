from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.capital.actions import claims as claim_acts
from saoque.capital.actions import support as acts
from saoque.capital.forms import ClaimForm, TellForm, WorkForm
from saoque.capital.models import Told
from saoque.capital.queries import support as queries
from saoque.capital.rules import rules
from saoque.capital.views.tools import act_on_page, concerned, form_page, is_officer
from saoque.kernel.pages import attempt
from saoque.knowledge.policies import Answer, policy_of
from saoque.people.actors import actor_of
from saoque.producers.queries import own_producers


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever has one producer goes straight to it; the Youth Union to the claims of its area."""
    actor = actor_of(request)
    concerned(actor)
    producers = list(own_producers(actor))
    if is_officer(actor) and not producers:
        return redirect("capital:claims")
    if len(producers) == 1:
        return redirect("capital:entitled", producers[0].pk)
    return render(request, "capital/choose.html", {"producers": producers, "to": "capital:entitled"})


@login_required
@require_safe
def entitled(request: HttpRequest, pk: int) -> HttpResponse:
    """«Tôi được hỗ trợ gì»: each policy in plain words."""
    actor = actor_of(request)
    producer = queries.get_own(actor, pk)
    found = queries.matches_for(producer)
    claims = queries.open_claims_of(producer)
    told = Told.objects.filter(producer=producer).first() or Told(producer=producer)
    groups = [
        (answer.value, [(one, claims.get(one.record.key)) for one in found if one.answer == answer])
        for answer in Answer
    ]
    by_answer = dict(groups)
    context = {
        "producer": producer,
        "yes": by_answer["yes"],
        "unknown": by_answer["unknown"],
        "no": by_answer["no"],
        "works": queries.works_of(producer),
        "told": told,
        "tell_form": TellForm(initial={"works": told.works, "received": told.received}),
        "may_tell": rules.may(actor, "tell", producer),
    }
    return render(request, "capital/entitled.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_work(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = queries.get_own(actor, pk)
    rules.require(actor, "tell", producer)
    form = WorkForm(request.POST or None, producer=producer)
    if act_on_page(request, form, lambda sent: acts.add_work(producer, actor=actor, **sent), _("Đã ghi việc này.")):
        return redirect("capital:entitled", pk)
    return form_page(
        request, form, title=_("Tôi đã làm việc gì"), button=_("Ghi việc này"), back=("capital:entitled", pk),
        lead=_("Ghi ngày và số tiền như trên hóa đơn. Ô nào không hợp với việc của bạn thì để trống."),
    )  # fmt: skip


@login_required
@require_POST
def remove_work(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    work = queries.get_work(actor, pk)
    rules.require(actor, "tell", work)
    return attempt(
        request, lambda: acts.remove_work(work, actor=actor), _("Đã bỏ việc này."), "capital:entitled", work.producer_id
    )


@login_required
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    producer = queries.get_own(actor, pk)
    rules.require(actor, "tell", producer)
    sent = {name: request.POST.get(name) == "on" for name in ("works", "received")}
    return attempt(
        request, lambda: acts.tell(producer, actor=actor, **sent), _("Đã ghi lời bạn kể."), "capital:entitled", pk
    )


@login_required
@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, pk: int, shelf: str, ident: str) -> HttpResponse:
    """One policy in full for a producer, and the way to a claim."""
    actor = actor_of(request)
    producer = queries.get_own(actor, pk)
    found = queries.match_for(producer, f"{shelf}#{ident}")
    may_prepare = rules.may(actor, "prepare", producer)
    form = ClaimForm(request.POST or None, producer=producer, initial={"amount": found.amount})
    if request.method == "POST":
        rules.require(actor, "prepare", producer)
        made = []
        if act_on_page(
            request, form, lambda sent: made.append(claim_acts.begin_claim(producer, found, actor=actor, **sent)),
            _("Đã lập đề nghị. Giờ gắn giấy tờ cho đủ."),
        ):  # fmt: skip
            return redirect("capital:claim", made[0].pk)
    context = {
        "producer": producer,
        "found": found,
        "policy": policy_of(found.record),
        "form": form if may_prepare and found.answer != Answer.NO else None,
        "claim": queries.open_claims_of(producer).get(found.record.key),
    }
    return render(request, "capital/policy.html", context, status=422 if form.is_bound and form.errors else 200)
