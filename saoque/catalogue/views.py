from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saoque.catalogue import queries
from saoque.certificates.paper import verify_address
from saoque.channels.queries.public import where_to_buy
from saoque.kernel.calendar import today
from saoque.kernel.papers import qr_svg
from saoque.rulebook import product_set, sectors

_HOME_PRODUCTS = 8


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Say in one glance what this is, and show whose stars it is about."""
    context = {"products": queries.showcase(_HOME_PRODUCTS), "today": today(), "sectors": sectors()}
    return render(request, "catalogue/home.html", context)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    wish = _wish(request)
    context = {
        "wish": wish,
        "page": queries.page_of(wish, request.GET.get("page")),
        "sectors": sectors(),
        "today": today(),
        "sorts": queries.SORTS,
    }
    part = request.headers.get("HX-Target") == "results"
    return render(request, "catalogue/_results.html" if part else "catalogue/catalogue.html", context)


@require_GET
def product(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.public_product(slug)
    if found is None:
        raise Http404
    valid = next((p for p in found.papers if p.state == "valid" and p.valid_until >= today()), None)  # type: ignore[attr-defined]
    context = {
        "product": found,
        "set": product_set(found.scorecard),
        "certificate": valid,
        "last": found.papers[0] if found.papers else None,  # type: ignore[attr-defined]
        "qr": qr_svg(verify_address(valid)) if valid else "",
        "others": queries.others_of(found),
        "shelves": where_to_buy(found),
        "today": today(),
    }
    return render(request, "catalogue/product.html", context)


def _wish(request: HttpRequest) -> queries.Wish:
    """Read the address; what does not fit is left out, so that an old link still shows something."""
    asked = request.GET
    star = asked.get("sao", "")
    return queries.Wish(
        text=asked.get("q", "").strip()[:80],
        sector=asked.get("nganh", "") if asked.get("nganh", "") in {s.code for s in sectors()} else "",
        star=int(star) if star in {"3", "4", "5"} else 0,
        commune=asked.get("xa", "") if asked.get("xa", "").isdigit() else "",
        sort=asked.get("xep", "") if asked.get("xep", "") in queries.SORTS else "",
    )
