"""The public list and search of products. Only public products, whoever asks; every list has a limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When
from django.utils.functional import cached_property

from saoque.certificates.models import Certificate
from saoque.kernel.calendar import today
from saoque.kernel.text import fold
from saoque.producers.models import Product, ProductPhoto
from saoque.rulebook import sectors

PAGE_SIZE = 24
_WORDS = 8
_ON_A_CARD = (
    *("name", "slug", "scorecard", "motif", "star", "star_until", "producer__commune__full_name"),
    "producer__commune__parent__name",
)
_COUNT_LIMIT = 1200
_COUNT_SECONDS = 60
SORTS: Mapping[str, tuple[str, ...]] = {
    "": ("-star", "sort", "pk"),
    "ten": ("sort", "pk"),
    "moi": ("-created_at", "-pk"),
}


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for. `text` as typed; `sector` a code of the rulebook; `star` 3–5 or 0."""

    text: str = ""
    sector: str = ""
    star: int = 0
    commune: str = ""
    sort: str = ""

    @property
    def folded(self) -> str:
        return fold(self.text)


class CountedPaginator(Paginator[int]):
    """The whole catalogue; its size is remembered for a minute."""

    @cached_property
    def count(self) -> int:
        return int(cache.get_or_set("catalogue-size", super().count, timeout=_COUNT_SECONDS) or 0)


def products(wish: Wish) -> QuerySet[Product]:
    """Return the public products that fit `wish`, best first."""
    found = Product.objects.filter(is_public=True)
    if wish.sector:
        found = found.filter(scorecard__in=_scorecards(wish.sector))
    if wish.star:
        found = found.filter(star=wish.star, star_until__gte=today())
    if wish.commune:
        found = found.filter(producer__commune__code=wish.commune)
    words = wish.folded.split()[:_WORDS]
    for word in words:
        found = found.filter(search__holds=f" {word}")
    order = SORTS.get(wish.sort, SORTS[""])
    if not words:
        return found.order_by(*order)
    phrase = " " + " ".join(words)
    closeness = Case(
        When(search__startswith=phrase, then=Value(0)),
        When(search__contains=phrase, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return found.alias(closeness=closeness).order_by("closeness", *order)


def page_of(wish: Wish, number: str | int | None) -> Page[Product]:
    """Return one page with what a card shows; the number of queries does not depend on its rows.

    The page's keys are found first, narrow; the wide rows are read only for them. A search looks once, for at most
    `_COUNT_LIMIT` keys and one more: nobody pages further, and looking again only to count would cost as much.
    """
    keys = products(wish).values_list("pk", flat=True)
    plain = wish == Wish(sort=wish.sort)
    paginator = CountedPaginator(keys, PAGE_SIZE) if plain else Paginator(list(keys[: _COUNT_LIMIT + 1]), PAGE_SIZE)
    page: Page[Any] = paginator.get_page(number)
    page.object_list = _cards(list(page.object_list))
    return page


def showcase(count: int) -> list[Product]:
    """Return what the home page shows: the highest stars first, then what is on its way."""
    return _cards(list(products(Wish()).values_list("pk", flat=True)[:count]))


def public_product(slug: str) -> Product | None:
    certificates = Certificate.objects.select_related("decision__unit").order_by("-issued_on", "-pk")
    return (
        Product.objects.filter(is_public=True, slug=slug)
        .select_related("producer__commune__parent", "producer__old_place__parent")
        .prefetch_related("photos", Prefetch("certificates", queryset=certificates, to_attr="papers"))
        .first()
    )


def others_of(product: Product, count: int = 4) -> list[Product]:
    """Return further public products of the same producer."""
    others = Product.objects.filter(is_public=True, producer=product.producer_id).exclude(pk=product.pk)
    return _cards(list(others.order_by("pk").values_list("pk", flat=True)[:count]))


def _cards(keys: list[int]) -> list[Product]:
    """Read what cards show of these products, in this order."""
    rows = Product.objects.filter(pk__in=keys).select_related("producer__commune__parent").only(*_ON_A_CARD)
    found = {product.pk: product for product in rows}
    photos: dict[int, ProductPhoto] = {}
    for photo in ProductPhoto.objects.filter(product__in=keys):
        photos.setdefault(photo.product_id, photo)
    for key, product in found.items():
        product.first_photo = photos.get(key)  # type: ignore[attr-defined]
    return [found[key] for key in keys if key in found]


def _scorecards(sector: str) -> list[str]:
    return [one.code for s in sectors() if s.code == sector for group in s.groups for one in group.sets]
