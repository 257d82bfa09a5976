"""Channels, points and listings: what is kept, what is refused, what ends with what, what is seen by whom."""

from decimal import Decimal
from typing import Any

import pytest

from saoque.channels import actions
from saoque.channels.actions import ChannelTold, Found, ListingTold, PointTold
from saoque.channels.models import Channel, Listing, ListingCheck, PointAnswer, PointCheck, PointOfSale
from saoque.channels.queries import points as point_queries
from saoque.channels.queries.channels import points_of
from saoque.channels.tests.factories import ago, here, put, scene, shop, spot, starred
from saoque.kernel import audit
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.people.roles import Role
from saoque.producers.actions import ProductData, add_product
from saoque.producers.tests.factories import office, picture
from saoque.sources.models import OfficersValue

pytestmark = pytest.mark.django_db
MET = {"place": Found(("0", "2")), "goods": Found(("0",)), "all-1": Found(("yes",)), "all-2": Found(("yes",))}


def refused(field: str | None, act: Any, *words: Any, **more: Any) -> None:
    with pytest.raises(DomainError) as caught:
        act(*words, **more)
    assert caught.value.field == field


def test_what_is_told_of_a_channel() -> None:
    s = scene()
    assert (s.channel.unit_id, s.channel.search, s.channel.kind) == (
        s.helper.standings[0].unit_id, " diem ocop mau", "ocop_point",
    )  # fmt: skip
    for told, field in (
        (ChannelTold("", "market"), "name"),
        (ChannelTold("Chợ", "khong-co"), "kind"),
        (ChannelTold("Sàn", "platform"), "website"),
        (ChannelTold("Chợ", "market", "javascript:alert(1)"), "website"),
    ):
        refused(field, actions.add_channel, told, actor=s.helper)
    assert shop("Nhà tôi", s.owner, Channel.Kind.SUPERMARKET).kind == "own"  # whatever a producer says
    actions.change_channel(s.channel, ChannelTold("Điểm mới", "craft"), actor=s.helper)
    assert Channel.objects.get(pk=s.channel.pk).search == " diem moi"
    stale = Channel.objects.get(pk=s.channel.pk)
    stale.version -= 1
    with pytest.raises(Stale):
        actions.change_channel(stale, ChannelTold("Điểm cũ", "craft"), actor=s.helper)
    with pytest.raises(NotAllowed):
        actions.change_channel(s.channel, ChannelTold("Điểm lạ", "craft"), actor=s.owner)


def test_what_is_told_of_a_point() -> None:
    s = scene()
    half = Decimal("10.1")
    for more, field in (
        ({"name": "Q"}, "name"),
        ({"latitude": half, "longitude": None}, "longitude"),
        ({"latitude": Decimal(50)}, "latitude"),
        ({"longitude": Decimal(20)}, "longitude"),
        ({"opened_on": ago(-1)}, "opened_on"),
        ({"commune": here().parent}, "place"),
    ):
        refused(field, spot, s.channel, s.helper, **more)
    web = shop("Sàn", s.helper, Channel.Kind.PLATFORM, "https://san.example/")
    refused(None, spot, web, s.helper)
    told = PointTold("Quầy mới", here(), latitude=Decimal("10.1234567"), longitude=Decimal(105))
    actions.change_point(s.point, told, actor=s.helper)
    kept = PointOfSale.objects.get(pk=s.point.pk)
    assert (kept.name, kept.latitude, kept.search) == ("Quầy mới", Decimal("10.12346"), " quay moi")


def test_closing_ends_what_stands_there_with_day_and_reason() -> None:
    s = scene()
    other = spot(s.channel, s.helper, "Quầy hai")
    first, second, everywhere = put(s, days=30), put(s, days=2, point=other), put(s, point=None, days=30)
    refused("on", actions.close_point, s.point, ago(-1), "Hết mùa", actor=s.helper)
    refused("reason", actions.close_point, s.point, today(), "", actor=s.helper)
    actions.close_point(s.point, ago(5), "Hết hạn thuê", actor=s.helper)
    ended = Listing.objects.get(pk=first.pk)
    assert (ended.until, ended.end_reason) == (ago(5), "Hết hạn thuê")
    actions.close_channel(s.channel, ago(5), "Dẹp tiệm", actor=s.helper)
    rows = {one.pk: one.until for one in Listing.objects.all()}
    assert rows == {first.pk: ago(5), second.pk: ago(2), everywhere.pk: ago(5)}  # nothing ends before it began
    assert set(PointOfSale.objects.values_list("closed_on", "closed_reason")) == {
        (ago(5), "Hết hạn thuê"), (ago(5), "Dẹp tiệm"),
    }  # fmt: skip
    third = spot(shop("Chợ", s.helper, Channel.Kind.MARKET), s.helper, "Sạp A")
    open_one = spot(third.channel, s.helper, "Sạp B")
    actions.close_point(third, today(), "Dời chỗ", actor=s.helper)
    assert list(points_of(third.channel)) == [open_one, third]  # open ones first
    assert [one.action for one in audit.history(second)] == ["put_on_sale", "end_listing"]
    for act, words in (
        (actions.close_channel, (today(), "Nữa")),
        (actions.change_channel, (ChannelTold("Mới", "craft"),)),
    ):
        refused(None, act, Channel.objects.get(pk=s.channel.pk), *words, actor=s.helper)
    refused(None, put, s, point=None)


def test_a_closed_channel_opens_again_with_the_points_that_were_closed_with_it() -> None:
    s = scene()
    before = spot(s.channel, s.helper, "Quầy hai")
    listing = put(s)
    actions.close_point(before, ago(3), "Hết hạn thuê", actor=s.helper)
    refused(None, actions.reopen_channel, s.channel, actor=s.helper)
    actions.close_channel(s.channel, today(), "Bấm nhầm", actor=s.helper)
    closed = read_anew(s.point)
    refused(None, actions.reopen_point, closed, actor=s.helper)
    with pytest.raises(NotAllowed):
        actions.reopen_channel(s.channel, actor=s.owner)
    stale = Channel.objects.get(pk=s.channel.pk)
    assert actions.reopen_channel(s.channel, actor=s.helper) == 1
    with pytest.raises(Stale):
        actions.reopen_channel(stale, actor=s.helper)
    assert dict(PointOfSale.objects.values_list("pk", "closed_on")) == {s.point.pk: None, before.pk: ago(3)}
    assert Listing.objects.get(pk=listing.pk).until == today()
    record = list(audit.history(s.channel))[-1]
    assert (record.action, record.data) == (
        "reopen_channel", {"closed_on": str(today()), "closed_reason": "Bấm nhầm"},
    )  # fmt: skip
    again = read_anew(before)
    actions.reopen_point(again, actor=s.helper)
    refused(None, actions.reopen_point, again, actor=s.helper)
    assert put(s, point=again).until is None


def read_anew(point: PointOfSale) -> PointOfSale:
    return PointOfSale.objects.select_related("channel", "commune__parent").get(pk=point.pk)


def test_a_product_stands_once_in_a_place_at_a_time() -> None:
    s = scene()
    listing = put(s)
    refused(None, put, s)
    put(s, point=None)
    refused(None, put, s, point=None)
    refused("since", put, s, days=-1, point=spot(s.channel, s.helper, "Quầy hai"))
    refused("price", put, s, price=0, point=spot(s.channel, s.helper, "Quầy ba"))
    web = shop("Sàn", s.helper, Channel.Kind.PLATFORM, "https://san.example/")
    refused("url", put, s, channel=web)
    refused(None, put, s, channel=web, point=s.point, url="https://san.example/mam")
    with pytest.raises(NotAllowed):
        actions.put_on_sale(s.product, s.channel, ListingTold(today()), actor=s.helper, point=s.point)
    refused("on", actions.end_listing, listing, ago(1), "", actor=s.owner)
    actions.end_listing(listing, today(), "Hết hàng", actor=s.owner)
    refused(None, actions.look, listing, actor=s.owner)
    refused(None, actions.change_listing, listing, ListingTold(today()), actor=s.owner)
    assert put(s).pk != listing.pk
    assert Listing.objects.filter(product=s.product, point=s.point).count() == 2


def test_a_look_is_kept_for_ever_and_moves_the_day() -> None:
    s = scene()
    listing = put(s, 90_000, days=200)
    assert listing.stale_since == ago(200)
    missed = actions.look(listing, actor=s.helper, seen=False, price=1, note="Kệ trống")
    again = Listing.objects.get(pk=listing.pk)
    assert (again.missing_on, again.checked_on, again.price, again.stale_since) == (today(), None, 90_000, ago(200))
    seen = actions.look(again, actor=s.owner, price=95_000, photo=picture())
    now = Listing.objects.get(pk=listing.pk)
    assert (now.missing_on, now.checked_on, now.price, now.stale_since) == (None, today(), 95_000, None)
    assert (seen.photo is not None, seen.checked_in_id, missed.note) == (True, s.owner.standings[0].unit_id, "Kệ trống")
    with pytest.raises(Stale):
        actions.look(listing, actor=s.owner)
    assert ListingCheck.objects.count() == 2
    with pytest.raises(DomainError):
        seen.save()


def test_the_criteria_of_a_point_are_answered_and_concluded_by_the_server() -> None:
    s = scene()
    other = add_product(s.owner, s.product.producer, "QD26-08", ProductData(name="Mắm chưa sao"))
    put(s)
    put(s, product=other)
    starred(s.product)
    known = actions.check_point(s.point, {**MET, "area": Found(("24.50",), "đo bằng thước", picture())}, actor=s.helper)
    assert (known.result, known.on_sale, known.with_star, known.valid_until) == ("unknown", 2, 1, known.valid_until)
    assert "950/QĐ-BCT" in known.basis
    assert [(one.criterion, one.answer, one.result) for one in known.answers.all()] == [
        ("place", "nhà ga, sân bay, bến xe, bến tàu; trung tâm thương mại, siêu thị, chợ", "met"),
        ("goods", "sản phẩm OCOP từ 3 sao", "met"),
        ("all-1", "Có", "met"),
        ("all-2", "Có", "met"),
        ("area", "24,5 m²", "unknown"),
    ]
    area = known.answers.get(criterion="area")
    assert (area.note, area.photo is not None) == ("đo bằng thước", True)
    bad = actions.check_point(s.point, {**MET, "place": Found(("none",))}, actor=s.helper)
    assert (bad.result, PointCheck.objects.count()) == ("not_met", 2)
    for row in (bad, area):
        with pytest.raises(DomainError):
            row.save()


def test_a_figure_that_an_officer_found_decides_the_area() -> None:
    s = scene()
    OfficersValue.objects.create(
        key=point_queries.RECORD, facts={"area_min": {"value": 30, "verify": False}}, source="Văn bản thử",
        confidence="O", checked_on=today(), entered_by=s.helper.user,
    )  # fmt: skip
    results = [
        actions.check_point(s.point, {**MET, "area": Found((area,))}, actor=s.helper).result for area in ("30", "29")
    ]
    assert results == ["met", "not_met"]


@pytest.mark.parametrize(
    ("code", "given"), [("place", ("99",)), ("place", ("0", "none")), ("all-1", ("maybe",)), ("area", ("-3",)), ("area", ("NaN",))]
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused(code: str, given: tuple[str, ...]) -> None:
    s = scene()
    refused(code, actions.check_point, s.point, {code: Found(given)}, actor=s.helper)
    assert PointAnswer.objects.count() == 0


def test_nothing_answered_or_nobodys_right_keeps_nothing() -> None:
    s = scene()
    refused(None, actions.check_point, s.point, {"place": Found((), "chỉ ghi chú")}, actor=s.helper)
    with pytest.raises(NotAllowed):
        actions.check_point(s.point, MET, actor=s.owner)
    actions.close_point(s.point, today(), "Dời chỗ", actor=s.helper)
    refused(None, actions.check_point, s.point, MET, actor=s.helper)
    assert PointCheck.objects.count() == 0


def test_stars_that_lapsed_do_not_count() -> None:
    s = scene()
    put(s)
    starred(s.product, days=-1)
    assert point_queries.star_share(s.point) == point_queries.StarShare(1, 0)
    starred(s.product)
    assert point_queries.star_share(s.point).percent == 100
    empty = spot(shop("Chợ", s.helper, Channel.Kind.MARKET), s.helper)
    assert point_queries.star_share(empty).percent is None


def test_an_officer_of_a_strange_place_may_not_look() -> None:
    s = scene()
    stranger = office(Role.AGENCY_CLERK, None)
    with pytest.raises(NotAllowed):
        actions.look(put(s), actor=stranger)
