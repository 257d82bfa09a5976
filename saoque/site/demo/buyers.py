"""The gift shop looks for jam and honey: two producers pooled, a quotation, a sample, an agreement, and a silence."""

from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from saoque.buyers.actions import agreements, inquiries, meetings, requests, samples
from saoque.buyers.actions.silence import follow_silence
from saoque.buyers.models import Agreement, BuyingRequest, Inquiry, Sample
from saoque.buyers.queries.requests import get_request
from saoque.buyers.queries.threads import get_inquiry, get_sample
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.places.models import AdminUnit
from saoque.producers.models import Product
from saoque.site.demo.cast import Cast, place, story

_DATA = Path(__file__).parent / "data" / "buyers.yaml"
_LATER = timedelta(days=40)  # after every term


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    shop, province = cast.actor("shop"), place("92")
    goods = {key: _product(key) for key in ("mulberry", "honey", "starapple", "fish")}
    made = {key: _open(row, shop, province) for key, row in tale()["requests"].items()}
    requests.move_request(made["old"], "fulfil_request", actor=shop)
    _stay_silent(made["fruit"], goods["starapple"], steps=3, shop=shop)
    _stay_silent(made["pantry"], goods["fish"], steps=2, shop=shop)
    asked = _ask(made["tet"], tale()["asked"]["tet"], goods, shop)
    _meetings(made["tet"], asked["honey"], shop, cast.actor("ong"))
    _deal(asked["mulberry"], shop, cast.actor("dau"))


def _product(key: str) -> Product:
    """Return a product of the story with its selling record, which an earlier chapter told."""
    known = Product.objects.select_related("producer__unit", "producer__commune__parent", "selling")
    return known.get(name=story()["products"][key]["name"])


def _open(row: dict[str, Any], shop: Actor, province: AdminUnit) -> BuyingRequest:
    told = requests.Wanted(
        title=row["title"], sets=tuple(row["sets"]), per_month=row["per_month"], unit=row["unit"],
        answer_until=today() + timedelta(days=row["days"]), price_most=row.get("price_most"), province=province,
        months=tuple(row.get("months", ())), words=row["words"],
    )  # fmt: skip
    request = requests.state_request(told, actor=shop)
    requests.move_request(request, "open_request", actor=shop)
    return get_request(shop, request.pk)


def _ask(request: BuyingRequest, amounts: dict[str, int], goods: dict[str, Product], shop: Actor) -> dict[str, Inquiry]:
    wanted = [(goods[key], amount) for key, amount in amounts.items()]
    made = inquiries.ask_for_quotes(request, wanted, tale()["words"], actor=shop)
    return dict(zip(amounts, made, strict=True))


def _stay_silent(request: BuyingRequest, product: Product, *, steps: int, shop: Actor) -> None:
    """Let so many terms go by without an answer."""
    inquiries.ask_for_quotes(request, [(product, request.per_month)], tale()["words"], actor=shop)
    for step in range(1, steps + 1):
        follow_silence(today() + step * _LATER)


def _meetings(request: BuyingRequest, inquiry: Inquiry, shop: Actor, owner: Actor) -> None:
    row = tale()["meeting"]
    day = today() + timedelta(days=row["days"])
    begins = timezone.make_aware(datetime.combine(day, time(row["hour"])))
    slots = [
        meetings.offer_slot(
            request,
            meetings.Meeting(row["occasion"], row["place"], begins + number * timedelta(minutes=30)),
            actor=shop,
        )
        for number in range(row["count"])
    ]
    meetings.take_slot(slots[0], inquiry, actor=owner)


def _deal(inquiry: Inquiry, shop: Actor, owner: Actor) -> None:
    """A quotation, two messages, a sample that is liked, and an agreement that both confirm."""
    row, first = tale()["quote"], today() + timedelta(days=7)
    quote = inquiries.Quote(
        row["price"], row["per_month"], first, first + timedelta(days=row["days"]), today() + timedelta(days=30),
        row["terms"],
    )  # fmt: skip
    inquiries.quote(inquiry, quote, actor=owner)
    for actor, words in ((owner, tale()["message"]["owner"]), (shop, tale()["message"]["shop"])):
        inquiries.write_message(get_inquiry(actor, inquiry.pk), words, actor=actor)
    row = tale()["sample"]
    sample = samples.ask_sample(get_inquiry(shop, inquiry.pk), row["what"], actor=shop)
    samples.send_sample(get_sample(owner, sample.pk), row["carrier"], row["tracking"], actor=owner)
    samples.receive_sample(get_sample(shop, sample.pk), actor=shop)
    samples.judge_sample(get_sample(shop, sample.pk), Sample.Verdict.GOOD, row["opinion"], actor=shop)
    row = tale()["agreement"]
    terms = agreements.Terms(
        row["per_month"], row["price"], first, first + timedelta(days=row["days"]), words=row["words"]
    )
    agreement = agreements.propose(get_inquiry(shop, inquiry.pk), terms, actor=shop)
    agreements.confirm(Agreement.objects.get(pk=agreement.pk), actor=owner)
