"""How long the market's pages take on the demonstration, whose fair has 400 booths and 900 products.

    .venv/bin/python -m bench.market

In a temporary folder on SQLite, with the real server; nothing fails because a machine is slow. Budget: 50 ms a page.
"""

from __future__ import annotations

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
Place = tuple[str, str, str]


def main() -> int:
    os.environ.pop("DATABASE_URL", None)
    os.environ["SAOQUE_DEMO"] = "1"
    with tempfile.TemporaryDirectory(prefix="saoque-market-") as folder:
        data = Path(folder)
        prepare(data)
        _fill()
        port = free_port()
        with Server(port, data / "server.log"):
            found = [_page(port, *place) for place in _places()]
    sys.stdout.write("\n".join(table(found)) + "\n")
    return 0


def _fill() -> None:
    from django.core.management import call_command

    quiet: dict[str, Any] = {"verbosity": 0, "interactive": False}
    call_command("collectstatic", **quiet)
    call_command("migrate", **quiet)
    call_command("load_reference")
    call_command("demo", "load")


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
