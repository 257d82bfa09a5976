"""The whole table of rights, both ways."""

import pytest

from saoque.channels.models import Listing
from saoque.channels.rules import KEEPERS, rules
from saoque.channels.tests.factories import Scene, here, put, scene, shop, spot
from saoque.kernel.access import NOBODY, Actor
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.tests.factories import office, owner, places

pytestmark = pytest.mark.django_db
OF_CHANNEL = ("keep_channel",)
OF_POINT = ("check_point", "keep_channel")
OF_LISTING = ("end_listing", "look", "put_on_sale", "read_listings")


def given(actor: Actor, names: tuple[str, ...], subject: object) -> list[str]:
    return [name for name in names if rules.may(actor, name, subject)]


def standing(s: Scene) -> Listing:
    return Listing.objects.select_related("product__producer__commune__parent", "channel").get(pk=put(s).pk)


def test_the_table_is_walked_whole() -> None:
    assert set(rules.table) == {"add_channel", *OF_CHANNEL, *OF_POINT, *OF_LISTING}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRODUCER], ids=str)
def test_role_by_action(role: Role) -> None:
    s = scene()
    listing = standing(s)
    near, far = office(role, here()), office(role, places("Trường Xuân", "Huyện Thới Lai")[0])
    city = office(role, here().parent)
    keeper = role in KEEPERS
    assert rules.may(near, "add_channel") == keeper
    sees = ["look", "read_listings"] if keeper else []
    assert given(near, OF_LISTING, listing) == sees
    assert given(near, OF_POINT, s.point) == (["check_point"] if keeper else [])
    assert given(near, OF_CHANNEL, s.channel) == []
    # An agency of a commune stands for its province; a commune's Youth Union for its commune alone.
    beyond = keeper and role not in YOUTH_ROLES
    assert given(far, OF_LISTING, listing) == (sees if beyond else [])
    assert given(far, OF_POINT, s.point) == (["check_point"] if beyond else [])
    assert given(city, OF_LISTING, listing) == sees
    if keeper:
        mine = shop("Kênh của tôi", far)
        point = spot(mine, far)
        assert given(far, OF_CHANNEL, mine) == ["keep_channel"]
        kept = Listing.objects.create(product=s.product, channel=mine, point=point, since=listing.since)
        assert "look" in given(far, OF_LISTING, kept)


def test_owners_and_strangers() -> None:
    s = scene()
    listing = standing(s)
    assert given(s.owner, OF_LISTING, listing) == list(OF_LISTING)
    assert given(s.owner, OF_POINT, s.point) == []
    mine = shop("Nhà tôi", s.owner)
    assert (mine.kind, given(s.owner, OF_CHANNEL, mine)) == ("own", ["keep_channel"])
    for actor in (owner(name="Cơ sở khác")[0], NOBODY):
        assert given(actor, OF_LISTING, listing) == []
        assert given(actor, OF_POINT, s.point) == []
        assert given(actor, OF_CHANNEL, mine) == []
    assert not rules.may(NOBODY, "add_channel")
