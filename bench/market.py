"""How long the market's pages take on the demonstration, whose fair has 400 booths and 900 products.

    .venv/bin/python -m bench.market                  # and a buyer's request against 10,000 offers in the database
    .venv/bin/python -m bench.market --offers 0       # the demonstration alone

In a temporary folder on SQLite, with the real server; nothing fails because a machine is slow. Budget: 50 ms a page,
5 s for 500 requests matched against 10,000 offers.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.client import Client, Measured, measure
from bench.run import table
from bench.server import Server, free_port, prepare

PAGE = 50  # milliseconds of server time
MATCH = 5  # seconds
Place = tuple[str, str, str]


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.market", description=__doc__)
    parser.add_argument("--offers", type=int, default=10_000)
    asked = parser.parse_args(words)
    os.environ.pop("DATABASE_URL", None)
    os.environ["SAOQUE_DEMO"] = "1"
    with tempfile.TemporaryDirectory(prefix="saoque-market-") as folder:
        data = Path(folder)
        prepare(data)
        _fill()
        places = list(_places())
        told: list[str] = []
        if asked.offers:
            more, told = _many(asked.offers)
            places += more
            sums, word = _sums()
            places += sums
            told.append(word)
        port = free_port()
        with Server(port, data / "server.log"):
            found = [_page(port, *place) for place in places]
    sys.stdout.write("\n".join([*table(found), *told]) + "\n")
    return 0


def _fill() -> None:
    from django.core.management import call_command

    quiet: dict[str, Any] = {"verbosity": 0, "interactive": False}
    call_command("collectstatic", **quiet)
    call_command("migrate", **quiet)
    call_command("load_reference")
    call_command("demo", "load")


def _many(count: int) -> tuple[list[Place], list[str]]:
    """The pages of one request against so many offers, and what was measured outside a page."""
    from django.urls import reverse

    from bench.offers import fill_offers, match_many, reckon
    from saoque.buyers.models import KeptVerdict

    request = fill_offers(count)
    address = reverse("buyers:request", args=[request.pk])
    told = [
        f"one request reckoned against {count} offers, by the job: {reckon(request)}",
        f"500 requests matched against 10,000 offers: {match_many()}, budget {MATCH} s",
    ]
    last = KeptVerdict.objects.filter(match__request=request, fits=True).count() // 20
    name = f"a request of {count} offers"
    pages = [
        (f"{name}: first page", "shop", address),
        (f"{name}: last page", "shop", f"{address}?page={last}"),
        (f"{name}: who does not fit", "shop", f"{address}?xem=chua"),
        (f"{name}: as a producer sees it", "dau", reverse("buyers:wanted_one", args=[request.pk])),
        ("what buyers look for", "dau", reverse("buyers:wanted")),
    ]
    return pages, told


def _sums() -> tuple[list[Place], str]:
    """The city's sums with the sales of hundreds of producers, reckoned beforehand by the job."""
    from bench.sales import fill_sales, places, reckon_city

    sales = fill_sales(600)
    producers, seconds = reckon_city()
    return places(), f"{sales} sales of {producers} producers summed for the city, by the job: {seconds:.1f} s"


def _page(port: int, name: str, key: str, address: str) -> Measured:
    """Measure a page as the demonstration's person of that key; an empty key is a visitor."""
    from bench.sessions import cookie_for
    from saoque.site.demo.cast import recast

    client = Client(port, cookie_for(recast().users[key])) if key else Client(port)
    return measure(name, address, lambda _n: client.get(address), budget=PAGE)


def _places() -> Iterator[Place]:
    """Name, who looks, address."""
    from django.urls import reverse

    from saoque.buyers.models import BuyingRequest
    from saoque.fairs.models import Booth, Exhibitor, Fair
    from saoque.producers.models import Producer, Product

    fair = max(Fair.objects.all(), key=lambda one: one.booths.count())
    booth = Booth.objects.filter(fair=fair, exhibitor__producer__isnull=False).order_by("pk")[0]
    past = Exhibitor.objects.filter(fair__state="reported", state="came", producer__isnull=False).order_by("pk")[0]
    request = BuyingRequest.objects.filter(state="open").order_by("pk")[0]
    maker = Producer.objects.get(pk=past.producer_id)
    product = Product.objects.filter(producer=maker).order_by("pk")[0]
    yield "fairs, calendar", "", reverse("fairs:home")
    for name in ("fair", "plan", "exhibitors", "guests", "plan_print"):
        yield f"fair of 400 booths: {name}", "clerk", reverse(f"fairs:{name}", args=[fair.slug])
    yield "fair of 400 booths: public page", "", reverse("fairs:fair", args=[fair.slug])
    yield "one booth, by its QR", "", reverse("fairs:booth", args=[fair.slug, booth.code])
    yield "fair, the days", "helper", reverse("fairs:board", args=[past.fair.slug])
    yield "booth's diary", "dau", reverse("fairs:days", args=[past.pk])
    yield "what a buyer wants, with every yes and no", "shop", reverse("buyers:request", args=[request.pk])
    yield "selling record", "dau", reverse("selling:detail", args=[product.pk])
    yield "sales book", "dau", reverse("ledger:book", args=[maker.pk])
    yield "sums of a producer", "dau", reverse("ledger:sums", args=[maker.pk])
    yield "sums of the area", "helper", reverse("ledger:area")
    yield "where to buy", "", reverse("channels:where")
    yield "files for channels", "dau", reverse("feeds:home")
    yield "gifts", "", reverse("gifts:home")


if __name__ == "__main__":
    sys.exit(main())
