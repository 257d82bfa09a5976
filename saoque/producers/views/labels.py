"""The label of a product: its words are checked against the dated rules, kept for the dossier, or taken from a photo."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.producers import actions, labels, queries
from saoque.producers.forms.base import carry_out
from saoque.producers.forms.labels import LabelForm
from saoque.producers.models import Product, Recognition
from saoque.producers.rules import rules
from saoque.producers.views.drawer import row_of
from saoque.producers.views.uploads import take_files


@login_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the words of a label; only «Kiểm tra và lưu» keeps them, so that each dossier of the product is checked too."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    own = rules.may(actor, "edit_product", product)
    kept = queries.label_of(product) if own else None
    taken = _taken(request, product) if own and request.method == "GET" else None
    form = LabelForm(
        request.POST or None, kinds=labels.kind_choices(today()), initial=labels.shown(product, kept, taken)
    )
    findings, told = None, None
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if not request.POST.get("keep") or carry_out(form, lambda: actions.keep_label(actor, product, **told)):
            findings = labels.check(
                product, told["text"], told["kind"], today(), gtin=told["gtin"], claimed=told["claimed"]
            )
            if request.POST.get("keep"):
                messages.success(
                    request, _("Đã lưu chữ trên nhãn. Trang «Kiểm tra trước khi nộp» sẽ soát cả nhãn này.")
                )
    context: dict[str, Any] = {
        "product": product,
        "producer": product.producer,
        "form": form,
        "findings": findings,
        "today": today(),
        "own": own,
        "kept": kept,
        "taken": taken is not None,
        "photos": queries.label_photos(product.producer) if own else [],
        "limit": settings.UPLOAD_LIMIT,
    }
    return render(request, "producers/label.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a photo of the label into the drawer; its words are read in the background and offered on the label's page."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    product = queries.get_product(actor, pk)
    actor = rules.require(actor, "edit_product", product)
    title = (_("Nhãn %(name)s") % {"name": product.name})[:200]
    return take_files(
        request,
        lambda upload: actions.put_paper(actor, product.producer, upload, {"kind": labels.PROOF, "title": title}),
        row=lambda paper: ("producers/_paper.html", {"row": row_of(paper), "fresh": True}),
        back=("producers:label", product.pk),
    )


def _taken(request: HttpRequest, product: Product) -> str | None:
    """Return the words that the machine read on the photo named by `giay`; None when none is named."""
    asked = request.GET.get("giay", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 18:
        raise NotFound()
    mine = Recognition.objects.filter(paper=int(asked), paper__producer=product.producer, paper__kind=labels.PROOF)
    found = mine.filter(paper__removed_at=None).first()
    if found is None:
        raise NotFound()
    return labels.text_of(found)
