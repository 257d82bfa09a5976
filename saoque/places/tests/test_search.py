"""Units are found by what people write."""

import datetime as dt
import unicodedata

import pytest

from saoque.places.search import PlaceHit, find
from saoque.places.tests.counting import calls_in

TODAY = dt.date(2026, 11, 23)


def names(hits: list[PlaceHit]) -> list[str]:
    return [", ".join(filter(None, (hit.unit.full_name, hit.parent_name))) for hit in hits]


TRUNG_THANH = "Xã Trung Thạnh, Huyện Cờ Đỏ, Thành phố Cần Thơ"


@pytest.mark.parametrize(
    "text",
    [
        "trung thanh, co do, can tho",
        "trung thanh co do",
        "TRUNG THANH CO DO CAN THO",
        "xa trung thanh huyen co do tp can tho",
        "xã Trung Thạnh, huyện Cờ Đỏ, thành phố Cần Thơ",
        unicodedata.normalize("NFD", "xã Trung Thạnh, huyện Cờ Đỏ, Cần Thơ"),
        "ấp Thạnh Phú, xã Trung Thạnh, Cờ Đỏ, Cần Thơ",
        "can tho, co do, trung thanh",
        "co do, trung thanh",
        "trung thanh, co d",
        "thanh trung do co",
    ],
)
def test_the_old_commune_comes_first_with_its_successor(text: str) -> None:
    hit = find(text)[0]
    assert names([hit]) == [TRUNG_THANH]
    assert (hit.unit.code, hit.unit.until) == ("31225", dt.date(2025, 6, 30))
    assert [(each.unit.code, each.unit.full_name, each.whole) for each in hit.successors] == [
        ("31255", "Xã Trung Hưng", True)
    ]


def test_namesakes_both_come_with_their_parents() -> None:
    found = names(find("thanh phu, can tho"))
    assert "Xã Thạnh Phú, Thành phố Cần Thơ" in found
    assert "Xã Thạnh Phú, Huyện Cờ Đỏ, Thành phố Cần Thơ" in found
    assert "Xã Thạnh Phú, Huyện Mỹ Xuyên, Tỉnh Sóc Trăng" in found
    everywhere = names(find("Thạnh Phú"))
    assert {"Xã Thạnh Phú, Huyện Cờ Đỏ, Thành phố Cần Thơ", "Xã Thạnh Phú, Huyện Mỹ Xuyên, Tỉnh Sóc Trăng"} <= set(
        everywhere
    )


def test_marks_that_were_written_count() -> None:
    assert {hit.unit.name for hit in find("Thạnh Phú", limit=5)} == {"Thạnh Phú"}
    assert [hit.unit.name for hit in find("Thanh Phú", limit=1)] == ["Thanh Phú"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa an", "hoà an"),
        ("thái thụy", "thái thuỵ"),
        ("m'drắk", "M’Drắk"),
        ("mdrak", "m drak"),
        ("Cư M'gar", "cu mgar"),
        ("Đắk Lắk", "dak lak"),
        ("p3, sa dec", "phường 03, Sa Đéc"),
        ("tp hcm", "Thành phố Hồ Chí Minh"),
    ],
)
def test_two_ways_of_writing_find_the_same(one: str, other: str) -> None:
    found = [hit.unit.key for hit in find(one, limit=3)]
    assert found
    assert [hit.unit.key for hit in find(other, limit=3)] == found


def test_a_kind_word_that_is_part_of_the_name() -> None:
    assert names(find("Xà Phiên"))[0] == "Xã Xà Phiên, Thành phố Cần Thơ"


def test_kind_decides_between_namesakes() -> None:
    assert names(find("huyen co do"))[0] == "Huyện Cờ Đỏ, Thành phố Cần Thơ"
    assert names(find("thi tran co do"))[0] == "Thị trấn Cờ Đỏ, Huyện Cờ Đỏ, Thành phố Cần Thơ"
    assert names(find("xa co do, can tho"))[0] == "Xã Cờ Đỏ, Thành phố Cần Thơ"


def test_units_in_force_come_before_old_ones_of_the_same_name() -> None:
    found = find("truong long")[:2]
    assert [(hit.unit.code, hit.unit.until is None) for hit in found] == [("31309", True), ("31309", False)]


def test_a_divided_unit_brings_every_candidate() -> None:
    hit = find("quan binh thuy, can tho")[0]
    assert hit.unit.code == "918"
    assert [each.unit.code for each in hit.successors] == ["31120", "31150", "31168", "31174", "31183"]
    assert {each.whole for each in hit.successors} == {False}


def test_only_units_of_a_day() -> None:
    assert [hit.unit.full_name for hit in find("dong phu, dong nai", on=dt.date(2026, 4, 29))][:1] == ["Xã Đồng Phú"]
    assert [hit.unit.full_name for hit in find("dong phu, dong nai", on=dt.date(2026, 4, 30))][:1] == [
        "Phường Đồng Phú"
    ]
    assert find("co do, can tho", on=dt.date(2025, 6, 30))[0].unit.level == "district"


@pytest.mark.parametrize("text", ["", "   ", ",,,", "%_\\", "zzzz", "trung thanh, co do, ha noi", "🐝", "a" * 5000])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert find(text) == []


def test_limit_is_kept() -> None:
    assert len(find("thanh", limit=7)) == 7


@pytest.mark.parametrize(
    "text",
    [
        "t",
        "thanh",
        "an",
        "trung thanh co do",
        "xa trung thanh huyen co do tp can tho",
        "a b c d e f g h i k l m",
        "thanh, thanh, thanh, thanh, thanh",
    ],
)
def test_search_works_little(text: str) -> None:
    """At the worst a few calls for each of the names that begin so; the index is never built again."""
    find("x")
    calls = calls_in(lambda: find(text))
    assert calls["__init__"] == 0
    assert 0 < calls.total() < 40_000
