"""Lists, tables, the public map, todos, figures: what they hold, for whom, in how many queries."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.channels import actions
from saoque.channels.models import Channel, Listing, PointCheck
from saoque.channels.queries import channels as queries
from saoque.channels.queries import listings as listing_queries
from saoque.channels.queries import public
from saoque.channels.queries.channels import Wish
from saoque.channels.tests.factories import Scene, ago, here, put, scene, shop, spot, starred
from saoque.channels.todo import todo_for
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.indicators import Span, find_indicator
from saoque.people.roles import Role
from saoque.places.models import AdminUnit
from saoque.producers.actions import ProductData, add_product
from saoque.producers.models import Product
from saoque.producers.tests.factories import office, owner, picture, places

pytestmark = pytest.mark.django_db


def client_of(actor: Actor) -> Client:
    client = Client()
    if actor.user:
        client.force_login(actor.user)
    return client


def far() -> AdminUnit:
    return places("Trường Xuân", "Huyện Thới Lai")[0]


def grown(s: Scene, count: int) -> None:
    """Further channels, points, products and listings, each looked at."""
    for number in range(count):
        channel = shop(f"Chợ số {number}", s.helper, Channel.Kind.MARKET)
        point = spot(channel, s.helper, f"Sạp {number}", latitude=Decimal("10.2") + Decimal(number) / 100)
        product = add_product(s.owner, s.product.producer, "QD26-08", ProductData(name=f"Mắm số {number}"))
        Product.objects.filter(pk=product.pk).update(is_public=True)
        actions.look(put(s, product=product, channel=channel, point=point), actor=s.owner, photo=picture())
        put(s, channel=channel, point=point)


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection, ) as asked:  # fmt: skip
        assert client.get(address).status_code == 200
    return len(asked)


def test_channels_are_found_without_marks_by_kind_and_place() -> None:
    s = scene()
    market = shop("Chợ Trường Xuân", s.helper, Channel.Kind.MARKET)
    spot(market, s.helper, "Sạp bà Năm", commune=far(), address_line="Đường số 1")

    def names(**wish: Any) -> list[str]:
        return [one.name for one in queries.find_channels(Wish(**wish))]

    assert names() == ["Chợ Trường Xuân", "Điểm OCOP Mẫu"]
    assert names(text="diem ocop") == ["Điểm OCOP Mẫu"]
    assert names(text="sap ba nam") == ["Chợ Trường Xuân"]
    assert names(text="cho duong so") == ["Chợ Trường Xuân"]
    assert names(kind="ocop_point") == ["Điểm OCOP Mẫu"]
    assert names(commune=far().code) == ["Chợ Trường Xuân"]
    assert names(province=here().parent.code) == names()  # type: ignore[union-attr]
    actions.close_channel(market, today(), "Dẹp chợ", actor=s.helper)
    assert (names(), names(closed=True)) == (["Điểm OCOP Mẫu"], ["Chợ Trường Xuân"])


def test_tables_hold_every_point_and_no_formula() -> None:
    s = scene()
    put(s)
    spot(shop("=1+1", s.helper, Channel.Kind.MARKET), s.helper, "Sạp")
    client = client_of(s.owner)
    text = b"".join(client.get(reverse("channels:table_csv")).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert [(row[0], row[1], row[2], row[4], row[10]) for row in rows[1:]] == [
        ("'=1+1", "Chợ, cửa hàng tạp hóa", "Sạp", here().full_name, "0"),
        ("Điểm OCOP Mẫu", "Điểm giới thiệu và bán sản phẩm OCOP", "Quầy bến tàu", here().full_name, "1"),
    ]
    content = client.get(reverse("channels:table_xlsx") + "?q=ocop").content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 2
    assert "Quầy bến tàu" in sheet
    assert "Sạp" not in sheet


def test_listings_are_those_the_person_may_read() -> None:
    s = scene()
    listing = put(s, days=200)
    agency = office(Role.AGENCY_CLERK, here().parent)
    stranger, commune = owner(name="Cơ sở khác")[0], office(Role.YOUTH_HELPER, far())

    def rows(actor: Actor, **more: str) -> list[int]:
        return [one.pk for one in listing_queries.list_listings(actor, **more)]

    assert [rows(actor) for actor in (s.owner, s.helper, agency, stranger, commune, NOBODY)] == [
        [listing.pk], [listing.pk], [listing.pk], [], [], [],
    ]  # fmt: skip
    for actor in (stranger, commune, NOBODY):
        with pytest.raises(NotFound):
            queries.get_listing(actor, listing.pk)
    assert rows(s.owner, text="mam ba dam") == rows(s.owner, text="quay ben") == [listing.pk]
    assert (rows(s.owner, text="khong co"), rows(s.owner, state="stale"), rows(s.owner, state="missing")) == (
        [], [listing.pk], [],
    )  # fmt: skip
    actions.look(listing, actor=s.helper, seen=False)
    assert rows(s.owner, state="missing") == [listing.pk]
    kept = shop("Kênh xã khác", commune)
    there = put(s, channel=kept, point=spot(kept, commune))
    assert rows(commune) == [there.pk]  # whose shelf it is reads what stands there


def test_what_was_not_looked_at_waits_for_its_owner(settings: Any) -> None:
    s = scene()
    listing = put(s, days=90)
    assert list(todo_for(s.owner)) == []
    settings.LISTING_RECHECK_DAYS = 60
    (waiting,) = todo_for(s.owner)
    assert (waiting.title, waiting.url) == (
        "Mắm cá Bà Đầm còn bán ở Quầy bến tàu không?", reverse("channels:listing", args=[listing.pk]),
    )  # fmt: skip
    assert waiting.detail == f"Chưa xem lại từ {ago(90):%d/%m/%Y}."
    page = client_of(s.owner).get(reverse("channels:product", args=[s.product.pk]))
    assert f"chưa xem lại từ {ago(90):%d/%m/%Y}" in page.content.decode()
    actions.look(listing, actor=s.owner)
    assert list(todo_for(s.owner)) == []
    actions.look(Listing.objects.get(pk=listing.pk), actor=s.helper, seen=False)
    assert [one.detail for one in todo_for(s.owner)] == [f"Có người báo không thấy hàng ngày {today():%d/%m/%Y}."]
    assert list(todo_for(s.helper)) == []


def test_prices_of_a_product_are_compared() -> None:
    s = scene()
    put(s, 90_000)
    dear, ended = spot(s.channel, s.helper, "Quầy đắt"), spot(s.channel, s.helper, "Quầy cũ")
    put(s, 105_000, point=dear)
    actions.end_listing(put(s, 1_000, point=ended), today(), "", actor=s.owner)
    put(s, None, channel=s.channel, point=None)
    rows = list(listing_queries.listings_of(s.product))
    assert [(one.price, one.until is None) for one in rows] == [
        (90_000, True),
        (105_000, True),
        (None, True),
        (1_000, False),
    ]
    spread = listing_queries.spread_of(rows)
    assert spread is not None
    assert (spread.lowest, spread.highest, spread.difference) == (90_000, 105_000, 15_000)
    assert listing_queries.spread_of(rows[:1]) is None
    text = client_of(s.owner).get(reverse("channels:product", args=[s.product.pk])).content.decode()
    assert "chênh 15.000" in text
    assert "+15.000" in text


def test_distribution_is_what_stands_now() -> None:
    s = scene()
    chain = shop("Siêu thị Mẫu", s.helper, Channel.Kind.SUPERMARKET)
    spot(chain, s.helper, "Một")
    spot(chain, s.helper, "Hai", commune=far())
    web = shop("Sàn Mẫu", s.helper, Channel.Kind.PLATFORM, "https://san.example/")
    put(s, channel=chain, point=None)
    put(s, channel=web, url="https://san.example/mam")
    missed = put(s)
    found = listing_queries.distribution_of(s.product)
    assert (found.points, found.channels, found.kinds) == (3, 3, ("supermarket", "ocop_point", "platform"))
    assert found.platforms == (("Sàn Mẫu", "https://san.example/mam"),)
    assert found.provinces == (here().parent.full_name,)  # type: ignore[union-attr]
    assert set(found.communes) == {here().full_name, far().full_name}
    actions.look(missed, actor=s.helper, seen=False)
    actions.close_channel(chain, today(), "Dẹp tiệm", actor=s.helper)
    with CaptureQueriesContext(connection) as asked:
        after = listing_queries.distribution_of(s.product)
    assert (len(asked), after.points, after.channels, after.provinces, after.kinds) == (2, 0, 1, (), ("platform",))


def test_where_to_buy_shows_only_what_producers_show() -> None:
    s = scene()
    put(s)
    hidden = add_product(s.owner, s.product.producer, "QD26-08", ProductData(name="Mắm giấu"))
    put(s, product=hidden)
    other = spot(
        shop("Chợ", s.helper, Channel.Kind.MARKET), s.helper, "Sạp", commune=far(), latitude=None, longitude=None
    )
    put(s, product=hidden, channel=other.channel, point=other)

    def names(product: Product | None = None, **wish: Any) -> list[str]:
        return [one.name for one in public.find_points(Wish(**wish), product)]

    assert names() == names(s.product) == ["Quầy bến tàu"]
    Product.objects.filter(pk=hidden.pk).update(is_public=True)
    assert set(names()) == {"Quầy bến tàu", "Sạp"}
    assert names(s.product) == names(text="ba dam") == names(text="ben tau") == ["Quầy bến tàu"]
    assert names(text="truong xuan") == names(commune=far().code) == names(kind="market") == ["Sạp"]
    assert names(province="01") == []
    marks = public.marks_of(public.find_points(Wish()))
    assert [(one.name, one.exact) for one in marks] == [
        ("Quầy bến tàu", True)
    ]  # the other's commune has no known place
    AdminUnit.objects.filter(pk=far().pk).update(lat=10.0, lon=105.5)
    assert {(one.name, one.exact) for one in public.marks_of(public.find_points(Wish()))} == {
        ("Quầy bến tàu", True), ("Sạp", False),
    }  # fmt: skip
    text = Client().get(reverse("channels:where") + f"?sp={s.product.slug}").content.decode()
    assert "Mắm cá Bà Đầm" in text
    assert "Mắm giấu" in text  # stands at the same point, and is public now
    assert 'href="geo:10.17661,105.49900"' in text
    assert f'href="{reverse("channels:point", args=[s.point.pk])}" aria-label="Quầy bến tàu"' in text


def test_what_has_no_place_to_walk_to_is_told_beside() -> None:
    s = scene()
    web = shop("Sàn Mẫu", s.helper, Channel.Kind.PLATFORM, "https://san.example/")
    put(s, channel=web, url="https://san.example/mam")
    assert [one.channel.name for one in public.elsewhere_of(Wish(), s.product)] == ["Sàn Mẫu"]
    assert [one.channel.name for one in public.elsewhere_of(Wish(text="san mau"))] == ["Sàn Mẫu"]
    assert public.elsewhere_of(Wish(kind="market")) == public.elsewhere_of(Wish(province="92")) == []


def test_the_product_page_of_the_catalogue_says_where() -> None:
    s = scene()
    address = reverse("product", args=[s.product.slug])
    assert "Mua ở đâu" not in Client().get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    put(s)
    counts = counted(Client(), address)
    for number in range(6):
        put(s, point=spot(s.channel, s.helper, f"Quầy {number}"))
    assert counted(Client(), address) == counts
    assert reverse("channels:where") + f"?sp={s.product.slug}" in Client().get(address).content.decode()


def test_pages_ask_the_same_for_one_and_for_many() -> None:
    s = scene()
    put(s)
    grown(s, 1)
    channel, point, product = (one.pk for one in (s.channel, s.point, s.product))
    addresses = [
        *(reverse(f"channels:{name}") for name in ("list", "where", "listings", "table_csv", "listings_csv")),
        reverse("channels:channel", args=[channel]),
        reverse("channels:point", args=[point]),
        reverse("channels:product", args=[product]),
        reverse("channels:choose", args=[product]),
    ]
    client = client_of(s.owner)
    for address in addresses:
        client.get(address)
    before = {address: counted(client, address) for address in addresses}
    grown(s, 4)
    for number in range(3):
        put(s, point=spot(s.channel, s.helper, f"Quầy {number}"))
    assert {address: counted(client, address) for address in addresses} == before


def test_one_tap_looks_and_comes_back() -> None:
    s = scene()
    listing = put(s, days=200)
    client = client_of(s.helper)
    told = {"version": listing.version, "to": "list"}
    answer = client.post(reverse("channels:look", args=[listing.pk]), told)
    assert (answer.status_code, answer["Location"]) == (302, reverse("channels:listings"))
    assert Listing.objects.get(pk=listing.pk).checked_on == today()
    again = client.post(reverse("channels:look", args=[listing.pk]), told, follow=True)
    assert "Có người vừa thay đổi" in again.content.decode()


def test_figures_and_the_rows_behind_them() -> None:
    s = scene()
    put(s, days=40)
    actions.end_listing(put(s, days=40, point=spot(s.channel, s.helper, "Quầy hai")), ago(10), "", actor=s.owner)
    province = here().parent.code  # type: ignore[union-attr]
    products, points = find_indicator("products_in_channels"), find_indicator("points_of_sale")
    assert products is not None
    assert points is not None

    def numbers(day: Any) -> tuple[dict[str, int], dict[str, int]]:
        span = Span(ago(365), day)
        return products.by_commune(province, span), points.by_commune(province, span)

    code = here().code
    assert numbers(ago(41)) == ({}, {})
    assert numbers(ago(20)) == ({code: 1}, {code: 2})
    assert numbers(today()) == ({code: 1}, {code: 1})
    rows = [points.row(one) for one in points.records(province, Span(ago(9), today()))]
    assert [(row.what, row.url) for row in rows] == [("Quầy bến tàu", reverse("channels:point", args=[s.point.pk]))]


def test_a_lapsed_decision_is_said_on_the_page_and_the_sheet() -> None:
    s = scene()
    starred(s.product)
    put(s)
    client = client_of(s.helper)
    asked = client.get(reverse("channels:check_point", args=[s.point.pk])).content.decode()
    assert "950/QĐ-BCT" in asked
    assert "áp dụng đến hết ngày 31/12/2025" in asked
    sent = {"place": ["0"], "goods": ["none"], "all-1": "yes", "all-2": "", "area": "24,5", "note": "Sạch"}
    answer = client.post(reverse("channels:check_point", args=[s.point.pk]), sent, follow=True)
    text = answer.content.decode()
    assert "Chưa đạt" in text
    assert "áp dụng đến hết ngày 31/12/2025" in text
    assert "24,5 m²" in text
    assert "1 trên 1 sản phẩm" in text
    assert "Chưa đạt" in client.get(reverse("channels:point", args=[s.point.pk])).content.decode()
    assert "Chưa đạt" not in Client().get(reverse("channels:point", args=[s.point.pk])).content.decode()


def test_that_a_point_meets_the_criteria_is_told_only_while_their_decision_holds() -> None:
    s = scene()
    told = {
        "point": s.point,
        "record": "x",
        "basis": "QĐ 950/QĐ-BCT",
        "on_sale": 0,
        "with_star": 0,
        "checked_on": today(),
    }
    page = reverse("channels:point", args=[s.point.pk])
    for result, until, said in (
        ("met", today(), True), ("met", None, True), ("met", ago(1), False), ("unknown", None, False),
    ):  # fmt: skip
        PointCheck.objects.create(result=result, valid_until=until, **told)
        assert ("Đạt tiêu chí điểm bán OCOP" in Client().get(page).content.decode()) is said


def test_a_closed_place_is_opened_again_from_its_page_by_who_keeps_it() -> None:
    s = scene()
    actions.close_channel(s.channel, today(), "Bấm nhầm", actor=s.helper)
    page, address = (reverse(f"channels:{name}", args=[s.channel.pk]) for name in ("channel", "reopen"))
    shown = [address in client_of(one).get(page).content.decode() for one in (s.helper, s.owner)]
    assert shown == [True, False]
    client = client_of(s.helper)
    assert client.post(address, {"version": "1"}, follow=True).content.decode().count("Có người vừa thay đổi") == 1
    client.post(address, {"version": "2"})
    assert (queries.get_channel(s.channel.pk).closed_on, queries.get_point(s.point.pk).closed_on) == (None, None)
    actions.close_point(queries.get_point(s.point.pk), today(), "Dời chỗ", actor=s.helper)
    again = reverse("channels:reopen_point", args=[s.point.pk])
    assert again in client.get(reverse("channels:point", args=[s.point.pk])).content.decode()
    client.post(again, {"version": str(queries.get_point(s.point.pk).version)})
    assert queries.get_point(s.point.pk).closed_on is None
