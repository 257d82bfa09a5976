"""Sales of several hundred producers of a province, as rows, and the sums of the area that a job reckons."""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

SEED = 11


def fill_sales(producers: int) -> int:
    """Store a year of invented sales of so many producers of the city, and of the year before; return how many sales."""
    from saoque.ledger.models import Sale
    from saoque.producers.models import Product

    draw = random.Random(SEED)  # noqa: S311 - chance here decides nothing of worth
    year = date.today().year - 1
    of = Product.objects.filter(producer__commune__parent__code="92").order_by("producer", "pk")
    first: dict[int, int] = {}
    for pk, producer in of.values_list("pk", "producer"):
        first.setdefault(producer, pk)
    chosen = sorted(first.items())[:producers]
    sales = [
        Sale(
            product_id=pk, producer_id=producer, sold_on=date(year - back, draw.randint(1, 12), draw.randint(1, 28)),
            quantity=1, unit="kg", amount=draw.randrange(50_000, 5_000_000, 1000), kind=draw.choice(("direct", "fair", "buyer")),
        )
        for producer, pk in chosen
        for back in (0, 1)
        for _each in range(draw.randint(3, 40))
    ]  # fmt: skip
    return len(Sale.objects.bulk_create(sales, batch_size=1000))


def reckon_city() -> tuple[int, float]:
    """Reckon last year's sums of the city by the job; return the producers and the seconds."""
    from saoque.kernel.jobs.work import run
    from saoque.ledger.actions.reckoning import start_reckoning
    from saoque.ledger.reckoning import Area, gather

    here, year = Area(province="92"), date.today().year - 1
    began = time.perf_counter()
    run.func(str(start_reckoning(here, year).pk))
    return len(gather(here, year)[0].parts), time.perf_counter() - began


def places() -> list[Any]:
    from django.urls import reverse

    return [("sums of the city's producers", "clerk", f"{reverse('ledger:area')}?nam={date.today().year - 1}")]
