"""What machines may read without asking: products whose producers agreed, as a feed, and one public product."""

import hashlib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from saoque.feeds import queries
from saoque.feeds.fitting import fit
from saoque.feeds.formats import google, linked
from saoque.feeds.gathering import gather
from saoque.feeds.layouts import Layout, layout
from saoque.kernel.calendar import today
from saoque.kernel.limits import within_limit
from saoque.producers.models import Product, ProductPhoto
from saoque.selling.models import MonthCapacity

LIMIT, SECONDS = 60, 3600  # whole feeds of one kind per visitor
_AGE = 3600  # seconds that a copy may be used without asking


@require_safe
def google_feed(request: HttpRequest) -> HttpResponseBase:
    """The whole of it in Google's form, streamed."""

    def told(chosen: Layout) -> Iterator[str]:
        return google.pieces(
            chosen, queries.public_fits(chosen), title="Sao Quê", link=settings.SITE_URL, about="Sản phẩm OCOP"
        )

    return _feed(request, "google", "application/xml; charset=utf-8", told)


@require_safe
def schema_feed(request: HttpRequest) -> HttpResponseBase:
    """The whole of it as one schema.org graph, streamed."""
    return _feed(
        request,
        "schema_org",
        "application/ld+json",
        lambda chosen: linked.pieces("schema", chosen, queries.public_fits(chosen)),
    )


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One public product for search engines. Price and availability are told only when the producer agreed."""
    chosen = layout("schema_org")
    pk = Product.objects.filter(slug=slug, is_public=True).values_list("pk", flat=True).first()
    if pk is None or chosen is None:
        raise Http404
    filled = fit(chosen, gather([pk])[0])
    if not filled.goods.on_sale:
        kept = {head: "" if head.startswith("offers.") else text for head, text in filled.values.items()}
        filled = type(filled)(filled.goods, kept, filled.lacks)
    content = linked.document("schema", chosen, filled)
    tag = _quoted(content)
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_AGE}"}
    answer = HttpResponse(content, content_type="application/ld+json", headers=headers)
    return get_conditional_response(request, etag=tag, response=answer) or answer


def _feed(request: HttpRequest, code: str, kind: str, told: Callable[[Layout], Iterator[str]]) -> HttpResponseBase:
    chosen = layout(code)
    if chosen is None:
        raise Http404
    tag = _tag(code)
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_AGE}"}
    unchanged = get_conditional_response(request, etag=tag, response=HttpResponse(headers=headers))
    if unchanged is not None and unchanged.status_code != 200:
        return unchanged
    visitor = request.META.get("REMOTE_ADDR", "")
    if not within_limit(f"market-feed:{code}:{visitor}", limit=LIMIT, seconds=SECONDS):
        return HttpResponse(status=429, headers={"Retry-After": str(SECONDS)})
    if request.method == "HEAD":
        return HttpResponse(content_type=kind, headers=headers)
    with translation.override("vi"):
        return StreamingHttpResponse(told(chosen), content_type=kind, headers=headers)


def _tag(code: str) -> str:
    """What changes whenever a feed may read otherwise: the day, the products, their records, photos and months."""
    told = queries.public_keys().order_by()
    sums = told.aggregate(
        Count("pk"), Sum("version"), Sum("producer__version"), Max("producer__pk"), Sum("selling__version"),
        Max("selling__changed_at"), Max("pk"),
    )  # fmt: skip
    photos = ProductPhoto.objects.filter(product__in=told).aggregate(
        Count("pk"), Max("pk"), Sum("position"), Count("large")
    )
    months = MonthCapacity.objects.filter(record__product__in=told, month=today().month)
    left = months.aggregate(Count("pk"), Sum("amount"), Sum("promised"))
    return _quoted(f"{code} {today()} {sums} {photos} {left}")


def _quoted(text: str) -> str:
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
