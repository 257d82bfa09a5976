"""What a product has and lacks for each type of buyer, and the file that goes to one of them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.knowledge import Record
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out
from saoque.producers.models import Product
from saoque.selling import queries
from saoque.selling.forms import FileForm
from saoque.selling.gathering import readiness_of
from saoque.selling.models import SellingRecord
from saoque.selling.papers.bundle import (
    UNDER_WAY,
    ask_file,
    buyer_pdf,
    files_of,
    get_file,
    papers_to_choose,
    usual_papers,
)
from saoque.selling.papers.words import LANGUAGES, Choice
from saoque.selling.readiness import Item, buyer_type
from saoque.selling.rules import rules
from saoque.sources.queries import record_of as knowledge_of


@login_required
@require_safe
def ready(request: HttpRequest, product_pk: int, buyer: str) -> HttpResponse:
    """One buyer's list, each line with its answer, the evidence, why, and what to do next."""
    actor = actor_of(request)
    product = queries.get_product(actor, product_pk)
    if buyer_type(buyer) is None:
        raise NotFound()
    province = product.producer.commune.parent.code if product.producer.commune.parent else ""
    answers = readiness_of([product], province)[product.pk]
    found = next(one for one in answers if one.buyer.code == buyer)
    own = rules.may(actor, "make_file", product)
    record: Record | None = knowledge_of(found.buyer.record, province=province) if found.buyer.record else None
    context = {
        "product": product, "answers": answers, "found": found, "record": record, "own": own,
        "rows": [{"item": item, "to": _way(item, product, actor)} for item in found.items],
    }  # fmt: skip
    return render(request, "selling/ready.html", context)


def _way(item: Item, product: Product, actor: Actor) -> str:
    """The address where the next step is done, for whoever may do it there."""
    words = item.words
    may = rules.may(actor, "change", product) if words.address == "selling:edit" else rules.may(actor, "show", product)
    if not words.address or not may:
        return ""
    return reverse(words.address, args=[product.pk if words.place == "product" else product.producer_id])


def _record(request: HttpRequest, product_pk: int) -> tuple[Actor, SellingRecord]:
    """The record for the producer's own people. Raises `NotFound`, or `NotAllowed` for those who only read it."""
    actor = actor_of(request)
    product = queries.get_product(actor, product_pk)
    rules.require(actor, "make_file", product)
    record = queries.record_of(product)
    if record is None:
        raise NotFound()
    return actor, record


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def buyer_file(request: HttpRequest, product_pk: int) -> HttpResponse:
    """Choose what goes in, ask for the ZIP, fetch what is ready. The list of files asks for itself while one is made."""
    actor, record = _record(request, product_pk)
    papers = papers_to_choose(record)
    form = FileForm(request.POST or None, papers=papers, initial={"papers": usual_papers(papers), "contact": True})
    if form.is_bound and form.is_valid() and carry_out(form, lambda: _ask(form, record, actor)):
        messages.success(request, _("Đang ghép hồ sơ. Rời trang này cũng được."))
        return redirect("selling:file", product_pk)
    made = files_of(record, actor)
    context: dict[str, Any] = {
        "product": record.product, "record": record, "form": form, "made": made,
        "waiting": any(job.state in UNDER_WAY for job in made), "languages": LANGUAGES,
    }  # fmt: skip
    part = "selling/_files.html" if request.headers.get("HX-Request") else "selling/file.html"
    return render(request, part, context, status=422 if form.errors else 200)


def _ask(form: FileForm, record: SellingRecord, actor: Actor) -> None:
    sent = form.cleaned_data
    ask_file(record, Choice(tuple(sent["papers"]), sent["contact"], sent["discount"]), actor=actor)


@login_required
@require_safe
def fetch(request: HttpRequest, product_pk: int, pk: uuid.UUID) -> HttpResponseBase:
    actor, record = _record(request, product_pk)
    return serve(get_file(record, actor, pk), request.user, inline=False)


@login_required
@require_safe
def pdf(request: HttpRequest, product_pk: int, language: str) -> HttpResponse:
    """The PDF alone, with the papers that are usual, to look at before it is sent."""
    _actor, record = _record(request, product_pk)
    if language not in LANGUAGES:
        raise NotFound()
    choice = Choice(tuple(usual_papers(papers_to_choose(record))), contact=True)
    response = HttpResponse(buyer_pdf(record, choice, language), content_type="application/pdf")
    name = f"ho-so-chao-hang-{record.product.slug[:80]}-{language}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
