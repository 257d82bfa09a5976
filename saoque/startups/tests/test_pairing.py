"""The pure pairing: both ways the same, reasons for and against in words."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from saoque.startups.pairing import Offered, Pairing, Range, Sought, pair

TODAY = date(2026, 11, 1)
NAMES = {"money": "Vốn", "mentor": "Người cố vấn", "outlet": "Chỗ bán"}
FIELDS = {"farming": "Nông nghiệp", "culture": "Văn hóa"}
amounts = st.none() | st.integers(0, 100)
kinds = st.lists(st.sampled_from(sorted(NAMES.items())), unique=True, max_size=3)
ranges = st.builds(Range, amounts, amounts)
soughts = st.builds(
    Sought, kinds, ranges, st.sampled_from(sorted(FIELDS.items())), st.sampled_from(["92", "79"]),
    st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
)  # fmt: skip
offers = st.builds(
    Offered, kinds, ranges, st.lists(st.sampled_from(sorted(FIELDS)), unique=True), st.sampled_from(["", "92", "79"])
)


def sought(**more: object) -> Sought:
    told = {
        "kinds": [("money", "Vốn"), ("outlet", "Chỗ bán")], "money": Range(20, 50), "field": ("farming", "Nông nghiệp"),
        "province": "92", "until": TODAY,
    }  # fmt: skip
    return Sought(**{**told, **more})  # type: ignore[arg-type]


def offered(**more: object) -> Offered:
    told = {"kinds": [("money", "Vốn")], "money": Range(10, 30), "fields": [], "province": ""}
    return Offered(**{**told, **more})  # type: ignore[arg-type]


def test_what_speaks_for_is_said() -> None:
    assert pair(sought(), offered(), TODAY) == Pairing(
        True, 1,
        ("Cùng một việc: Vốn.", "Số vốn hai bên nêu gặp nhau.", "Đối tác nhận lĩnh vực nông nghiệp.",
         "Đối tác giúp được ở địa bàn này."),
        (),
    )  # fmt: skip


def test_what_speaks_against_is_said() -> None:
    one = pair(
        sought(until=TODAY - timedelta(days=1)),
        offered(kinds=[("mentor", "Người cố vấn")], fields=["culture"], province="79"), TODAY,
    )  # fmt: skip
    assert (one.fits, one.reasons, one.against) == (
        False, (),
        ("Điều dự án tìm không có trong điều đối tác giúp được.", "Đối tác không nhận lĩnh vực nông nghiệp.",
         "Đối tác không làm ở địa bàn này.", "Hạn tìm của dự án đã qua."),
    )  # fmt: skip


def test_sums_that_do_not_meet_leave_what_else_is_shared() -> None:
    apart = offered(money=Range(60, None))
    assert pair(sought(), apart, TODAY).fits is False
    both = offered(money=Range(60, None), kinds=[("money", "Vốn"), ("outlet", "Chỗ bán")])
    one = pair(sought(), both, TODAY)
    assert (one.fits, one.against) == (True, ("Số vốn hai bên nêu chưa gặp nhau.",))


@given(ranges, ranges)
def test_sums_meet_both_ways(one: Range, other: Range) -> None:
    assert one.meets(other) == other.meets(one)
    proper = [each for each in (one, other) if None in (each.least, each.most) or each.least <= each.most]  # type: ignore[operator]
    if len(proper) == 2:
        inside = any(
            all((side.least or 0) <= amount <= (200 if side.most is None else side.most) for side in (one, other))
            for amount in range(201)
        )
        assert one.meets(other) == inside


@given(soughts, offers)
def test_a_suggestion_shares_something_and_every_ground_is_said_once(one: Sought, other: Offered) -> None:
    found = pair(one, other, TODAY)
    shared = {key for key, _words in one.kinds} & {key for key, _words in other.kinds}
    assert found.shared == len(shared)
    right = (
        bool(shared)
        and (not other.fields or one.field[0] in other.fields)
        and other.province in ("", one.province)
        and one.until >= TODAY
    )
    assert found.fits <= right
    if right and shared != {"money"}:
        assert found.fits
    assert found.fits or found.against
    said = (*found.reasons, *found.against)
    assert len(set(said)) == len(said) and 3 <= len(said) <= 5


@given(soughts, offers)
def test_more_offered_never_hurts(one: Sought, other: Offered) -> None:
    wider = Offered(sorted(NAMES.items()), Range(), [], "")
    assert pair(one, other, TODAY).fits <= pair(one, wider, TODAY).fits
