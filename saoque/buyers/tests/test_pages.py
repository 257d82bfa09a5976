"""The pages: queries that do not grow, no phone numbers and no addresses to harvest, acts through their buttons."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.buyers.actions import inquiries, matching
from saoque.buyers.models import Agreement, Inquiry, MeetingSlot, Sample
from saoque.buyers.tests import factories
from saoque.kernel.access import Actor
from saoque.people.phones import normalise_phone, show_phone
from saoque.people.roles import Role
from saoque.producers.tests.factories import office

pytestmark = pytest.mark.django_db
HARVEST = re.compile(r"\+84\d{9}|\b0\d{9}\b|\b0\d{3}[ .]\d{3}[ .]\d{3}\b|[\w.+-]+@[\w-]+\.\w+|(?:tel|mailto):")


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def body(client: Client, name: str, *names: object, **query: str) -> str:
    answer = client.get(reverse(f"buyers:{name}", args=names), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def pages_of(buyer: Actor, owner: Actor, inquiry: Inquiry) -> dict[str, str]:
    """Every page of the room as its people see it."""
    clerk = office(Role.AGENCY_CLERK, factories.here())
    shop, maker, desk = browser(buyer), browser(owner), browser(clerk)
    seen = {f"shop {name}": body(shop, name) for name in ("home", "new", "threads", "agreements", "figures")}
    seen |= {f"shop {name}": body(shop, name, inquiry.request_id) for name in ("request", "change")}
    seen["shop no"] = body(shop, "request", inquiry.request_id, xem="chua")
    seen["shop thread"] = body(shop, "thread", inquiry.pk)
    seen |= {f"maker {name}": body(maker, name) for name in ("wanted", "threads", "agreements", "figures")}
    seen["maker wanted_one"] = body(maker, "wanted_one", inquiry.request_id)
    seen["maker thread"] = body(maker, "thread", inquiry.pk)
    seen |= {f"desk {name}": body(desk, name) for name in ("silences", "figures")}
    seen["desk csv"] = b"".join(desk.get(reverse("buyers:figures_csv")).streaming_content).decode()  # type: ignore[attr-defined]
    return seen


def words(html: str) -> str:
    """The text of a page without the person's own frame around it."""
    start, end = html.find("<main"), html.find("</main>")
    return html[start:end] if start >= 0 else html


def test_no_page_gives_away_a_phone_number_or_an_address_before_both_agree() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    Inquiry.objects.update(silence_step=1)
    product.producer.__class__.objects.update(email="co-so@thu.vn")
    inquiries.share_contact(factories.fresh(buyer, inquiry), shared=True, actor=buyer)
    found = {name: HARVEST.findall(words(text)) for name, text in pages_of(buyer, owner, inquiry).items()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_after_both_agree_only_the_thread_shows_the_other_sides_contact() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    inquiry = factories.quoted(buyer, owner, product)
    for actor in (buyer, owner):
        inquiries.share_contact(factories.fresh(actor, inquiry), shared=True, actor=actor)
    found = {name: HARVEST.findall(words(text)) for name, text in pages_of(buyer, owner, inquiry).items()}
    assert {name: hits for name, hits in found.items() if hits} == {
        "shop thread": [show_phone(normalise_phone(product.producer.phone)), owner.user.email],
        "maker thread": [buyer.user.email],
    }


def test_pages_read_as_much_for_many_as_for_one() -> None:
    buyer, (owner, product), clerk = factories.shop(), factories.seller(), office(Role.AGENCY_CLERK, factories.here())
    request = factories.opened(buyer)
    inquiry = factories.asked(buyer, product, request=request)
    shop, maker, desk = browser(buyer), browser(owner), browser(clerk)
    asked: list[tuple[Client, str, tuple[Any, ...]]] = [
        (shop, "home", ()), (shop, "request", (request.pk,)), (shop, "threads", ()), (shop, "thread", (inquiry.pk,)),
        (shop, "agreements", ()), (maker, "wanted", ()), (maker, "wanted_one", (request.pk,)), (maker, "threads", ()),
        (desk, "silences", ()), (desk, "figures", ()),
    ]  # fmt: skip

    def counted() -> dict[str, int]:
        counts = {}
        for client, name, names in asked:
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse(f"buyers:{name}", args=names))
            counts[f"{name} {id(client) == id(shop)}"] = len(seen)
        return counts

    counted()
    Inquiry.objects.update(silence_step=1)
    few = counted()
    for _n in range(3):
        factories.asked(buyer, factories.seller()[1], request=request)
        factories.asked(buyer, product)
    inquiries.write_message(factories.fresh(buyer, inquiry), "Xin chào.", actor=buyer)
    Inquiry.objects.update(silence_step=1)
    matching.rematch(request)
    assert counted() == few


def test_a_whole_deal_through_the_buttons() -> None:
    buyer, (owner, product) = factories.shop(), factories.seller()
    request = factories.opened(buyer)
    shop, maker = browser(buyer), browser(owner)
    shop.post(reverse("buyers:ask", args=[request.pk]), {"product": product.pk, f"amount_{product.pk}": "50"})
    inquiry = Inquiry.objects.get()

    def press(client: Client, name: str, subject: Any, act: str, **told: Any) -> None:
        subject.refresh_from_db()
        answer = client.post(reverse(f"buyers:{name}", args=[subject.pk, act]), {"version": subject.version, **told})
        assert answer.status_code == 302

    day = "%d/%m/%Y"
    span = {"from_on": factories.soon(3).strftime(day), "until_on": factories.soon(60).strftime(day)}
    press(
        maker,
        "act",
        inquiry,
        "quote",
        price="44.000",
        per_month=50,
        valid_until=factories.soon(20).strftime(day),
        **span,
    )
    press(shop, "act", inquiry, "message", text="Cảm ơn.")
    press(shop, "act", inquiry, "ask_sample", what="2 hũ")
    sample = Sample.objects.get()
    press(maker, "sample", sample, "send", carrier="Bưu điện", tracking="EB1")
    press(shop, "sample", sample, "receive")
    press(shop, "sample", sample, "judge", verdict="good", opinion="")
    slot = {
        "occasion": "Hội chợ",
        "day": factories.soon(5).strftime(day),
        "time": "09:30",
        "minutes": 20,
        "place": "Gian A1",
    }
    shop.post(reverse("buyers:add_slot", args=[request.pk]), slot)
    taken = MeetingSlot.objects.get()
    press(maker, "slot", taken, "take", inquiry=inquiry.pk)
    assert maker.get(reverse("buyers:slot_ical", args=[taken.pk])).content.startswith(b"BEGIN:VCALENDAR")
    press(shop, "act", inquiry, "propose", price="44000", per_month=40, words="Đổi hũ bể.", **span)
    agreement = Agreement.objects.get()
    press(maker, "agreement", agreement, "confirm")
    press(shop, "agreement", agreement, "end", reason="Hết mùa.")
    agreement.refresh_from_db()
    assert (agreement.state, agreement.per_month, Sample.objects.get().state) == ("ended", 40, "judged")
    for who, name, subject, act in (
        (shop, "act", inquiry, "fly"),
        (shop, "sample", sample, "eat"),
        (shop, "slot", taken, "x"),
    ):
        assert who.post(reverse(f"buyers:{name}", args=[subject.pk, act])).status_code == 404


def test_a_buyer_writes_changes_and_copies_a_request_on_screen() -> None:
    buyer = factories.shop()
    shop = browser(buyer)
    told = {
        "title": "Mật ong", "sets": ["QD26-04"], "per_month": "30", "unit": "chai", "star_least": "0",
        "answer_until": factories.soon().strftime("%d/%m/%Y"), "pooling": "on", "months": ["1", "12"],
    }  # fmt: skip
    assert shop.post(reverse("buyers:new"), {**told, "per_month": "0"}).status_code == 422
    answer = shop.post(reverse("buyers:new"), told)
    [pk] = [int(part) for part in answer["Location"].split("/") if part.isdigit()]
    change = body(shop, "change", pk)
    assert 'value="Mật ong"' in change
    assert shop.post(reverse("buyers:move", args=[pk, "open_request"]), {"version": 1}).status_code == 302
    copied = shop.post(reverse("buyers:copy", args=[pk]))
    assert copied["Location"] != reverse("buyers:change", args=[pk])
    assert shop.post(reverse("buyers:move", args=[pk, "eat"])).status_code == 404
    assert "Mật ong" in body(shop, "home", q="mat ong")


def test_a_producer_offers_on_screen_and_may_not_with_anothers_product() -> None:
    buyer, (owner, product), (_other, theirs) = factories.shop(), factories.seller(), factories.seller()
    request = factories.opened(buyer)
    maker = browser(owner)
    day = "%d/%m/%Y"
    told = {
        "price": "44000", "per_month": "20", "from_on": factories.soon(3).strftime(day), "terms": "",
        "until_on": factories.soon(60).strftime(day), "valid_until": factories.soon(20).strftime(day),
    }  # fmt: skip
    address = reverse("buyers:wanted_one", args=[request.pk])
    assert maker.post(address, {**told, "product": theirs.pk}).status_code == 404
    assert maker.post(address, {**told, "price": "", "product": product.pk}).status_code == 422
    assert maker.post(address, {**told, "product": product.pk}).status_code == 302
    assert Inquiry.objects.get().begun_by == "producer"
