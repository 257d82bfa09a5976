"""A market of many: products with selling records in all sets, one request that asks for all of them, and 500 requests."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

SEED = 7
UNITS = ("kg", "hũ")


def fill_offers(count: int) -> Any:
    """Store `count` invented products with selling records shown to buyers, and open a request for every set.

    The records are written as rows, like the rest of the crowd; the request goes through its actions. Returns it.
    """
    from django.core.management import call_command
    from django.utils import timezone

    from saoque import rulebook
    from saoque.buyers.actions import requests
    from saoque.kernel.calendar import today
    from saoque.producers.models import Product
    from saoque.selling.models import DeliveryArea, MonthCapacity, SellingRecord
    from saoque.site.demo.cast import place, recast

    draw, home = random.Random(SEED), place("92")  # noqa: S311 - chance here decides nothing of worth
    call_command("demo", "fill", f"--products={count}", "--dossiers=0", "--members=3")
    crowd = Product.objects.filter(selling=None).order_by("pk").values_list("pk", flat=True)
    records = SellingRecord.objects.bulk_create(
        [
            SellingRecord(
                product_id=pk, unit=draw.choice(UNITS), price=draw.randrange(20_000, 200_000, 1000),
                everywhere=draw.random() < 0.5, shown_at=timezone.now(),
            )
            for pk in crowd
        ],
        batch_size=1000,
    )  # fmt: skip
    MonthCapacity.objects.bulk_create(
        (
            MonthCapacity(record=one, month=month, amount=draw.randint(10, 300))
            for one in records
            for month in range(1, 13)
        ),
        batch_size=1000,
    )
    DeliveryArea.objects.bulk_create(
        (DeliveryArea(record=one, province=home) for one in records if not one.everywhere and draw.random() < 0.5),
        batch_size=1000,
    )
    buyer = recast().actor("shop")
    wanted = requests.Wanted(
        title="Hàng quê cho chuỗi cửa hàng", sets=tuple(one.code for one in rulebook.product_sets()), per_month=5_000,
        unit=UNITS[0], answer_until=today() + timedelta(days=30), province=home,
    )  # fmt: skip
    made = requests.state_request(wanted, actor=buyer)
    requests.move_request(made, "open_request", actor=buyer)
    return made


def seconds(act: Callable[[], object]) -> str:
    """Do it and say how long it took, and how much of that was computed: a busy machine makes only the first longer."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return f"{time.perf_counter() - wall:.1f} s (computed {time.process_time() - cpu:.1f} s)"


def reckon(request: Any) -> str:
    """Reckon the whole request as the job does; return how long it took."""
    from saoque.buyers.actions.matching import rematch

    return seconds(lambda: rematch(request))


def match_many(offers: int = 10_000, requests: int = 500) -> str:
    """Match random requests against random offers in the 26 sets, without a database; return how long it took."""
    from saoque import rulebook
    from saoque.buyers.matching import Match, Offer, Request, match_all

    draw = random.Random(SEED)  # noqa: S311 - chance here decides nothing of worth
    sets = [one.code for one in rulebook.product_sets()]
    provinces, papers, day = ("01", "79", "86", "91", "92"), ("A", "B", "C"), date(2026, 11, 26)

    def some(of: Any, most: int, least: int = 0) -> frozenset[Any]:
        return frozenset(draw.sample(of, draw.randint(least, most)))

    goods = [
        Offer(
            id=f"o{number}", product="Hàng", producer=f"p{number % 3000}", set_code=draw.choice(sets),
            star=draw.randint(0, 5), star_until=date(2028, 1, 1), price=draw.randrange(20_000, 200_000, 1000),
            unit=draw.choice(UNITS), per_month=draw.randint(0, 500), promised=draw.randint(0, 100),
            areas=some(provinces, 5), months=some(range(1, 13), 12, 6), papers=some(papers, 3),
        )
        for number in range(offers)
    ]  # fmt: skip
    wanted = [
        Request(
            id=f"r{number}", set_codes=some(sets, 3, 1), per_month=draw.randint(10, 6000), unit=draw.choice(UNITS),
            min_star=draw.choice((0, 0, 3, 4)), max_price=draw.choice((None, 100_000, 180_000)),
            area=draw.choice(("", "92", "79")), months=some(range(1, 13), 2), papers=some(papers, 1),
            most=draw.choice((0, 0, 3, 8)),
        )
        for number in range(requests)
    ]  # fmt: skip
    answers: list[Match] = []
    told = seconds(lambda: answers.extend(match_all(goods, wanted, day)))
    if not all(one.exact for one in answers):
        raise SystemExit("a pool was not searched to the end")
    return told
