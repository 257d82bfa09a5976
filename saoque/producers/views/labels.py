from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.producers import labels, queries
from saoque.producers.forms.labels import LabelForm


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the words of a label; nothing is stored."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    initial = {"kind": labels.usual_kind(product.scorecard)}
    form = LabelForm(request.POST or None, kinds=labels.kind_choices(today()), initial=initial)
    findings = None
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        findings = labels.check(
            product, told["text"], told["kind"], today(), gtin=told["gtin"], claimed=told["claimed"]
        )
    context = {"product": product, "producer": product.producer, "form": form, "findings": findings, "today": today()}
    return render(request, "producers/label.html", context, status=422 if form.errors else 200)
