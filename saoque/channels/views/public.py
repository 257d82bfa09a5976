"""«Mua ở đâu»: the public list and map."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saoque.channels.chart import draw_map
from saoque.channels.map import Spot, frame_of
from saoque.channels.queries import public
from saoque.channels.views.common import filters, wish_of
from saoque.kernel.calendar import today
from saoque.places.queries import unit_by_code

PER_PAGE = 30


@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """By words, product, kind, province and commune. The map draws all that was found, the list a page of it."""
    wish = wish_of(request)
    slug = request.GET.get("sp", "")[:220]
    product = public.shown_product(slug)
    found = public.find_points(wish, product)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    marks = public.marks_of(found)
    context = {
        "wish": wish,
        "product": product,
        "page": page,
        "outlets": public.with_goods(page.object_list),
        "elsewhere": public.elsewhere_of(wish, product),
        "map": draw_map(marks, public.place_names(frame_of(marks)), lambda spot: _address(request, spot)),
        "mark_count": len(marks),
        "around": any(not one.exact for one in marks),
        "commune": unit_by_code(wish.commune) if wish.commune else None,
        "today": today(),
        **filters(),
    }  # fmt: skip
    return render(request, "channels/where.html", context)


def _address(request: HttpRequest, spot: Spot) -> str:
    """A single place leads to its page; several lead nearer, to their commune or province, until they are on one spot."""
    if len(spot.marks) > 1:
        for name, code in (("xa", spot.commune), ("tinh", spot.province)):
            if code and request.GET.get(name) != code:
                query = request.GET.copy()
                query.pop("page", None)
                query[name] = code
                return f"?{query.urlencode()}"
    return reverse("channels:point", args=[spot.marks[0].pk])
