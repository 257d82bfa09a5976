"""The drawing and the criteria, both pure."""

import re
from decimal import Decimal
from typing import Any

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from saoque.channels import criteria
from saoque.channels.chart import draw_map
from saoque.channels.criteria import MET, NOT_MET, UNKNOWN, Criterion, answer, conclude, criteria_of
from saoque.channels.map import CELL, Mark, frame_of, lines_of, spots_of
from saoque.knowledge import record

norths, easts = st.floats(6, 24), st.floats(102, 118)
marks = st.lists(st.builds(Mark, st.integers(1, 10**6), st.just("Quầy"), norths, easts), max_size=40)
FACTS: dict[str, Any] = {
    "place_any_of": ["bến xe", "chợ"], "goods_any_of": ["sản phẩm OCOP"], "goods_all": ["an toàn"], "area_min": {"value": None},
}  # fmt: skip
WORDS = {"place": "Ở đâu", "goods": "Hàng gì", "area": "Diện tích"}


@given(marks)
def test_every_mark_lies_in_the_frame_and_in_one_spot(places: list[Mark]) -> None:
    frame = frame_of(places)
    assert 0.6 < frame.height / frame.width < 1.6
    spots = spots_of(places, frame)
    assert sorted(one.pk for spot in spots for one in spot.marks) == sorted(one.pk for one in places)
    for spot in spots:
        assert 0 <= spot.x <= frame.width
        assert 0 <= spot.y <= frame.height
        for one in spot.marks:
            x, y = frame.place(one.north, one.east)
            assert abs(x - spot.x) <= CELL
            assert abs(y - spot.y) <= CELL


@given(norths, easts, st.floats(0.001, 3))
def test_north_is_up_and_east_is_right(north: float, east: float, step: float) -> None:
    frame = frame_of([Mark(1, "a", north, east), Mark(2, "b", north + step, east + step)])
    (x, y), (right, up) = frame.place(north, east), frame.place(north + step, east + step)
    assert (right >= x, up <= y) == (True, True)


@given(st.floats(6, 20), st.floats(0.06, 12))
def test_lines_are_few_and_within(low: float, span: float) -> None:
    lines = lines_of(low, low + span)
    assert len(lines) <= 7
    assert all(low - 0.01 <= one <= low + span + 0.01 for one in lines)


def test_the_drawing_says_what_it_shows_and_escapes_it() -> None:
    places = [Mark(1, "<Quầy>", 10.1, 105.5), Mark(2, "Nhà", 10.4, 105.9, exact=False)]
    drawn = draw_map(places, [Mark(9, "Cần Thơ", 10.2, 105.7)], lambda spot: f"/{spot.marks[0].pk}/")
    assert 'href="/1/"' in drawn
    assert "&lt;Quầy&gt;" in drawn
    assert "<Quầy>" not in drawn
    assert drawn.count('class="spot') == 2
    assert drawn.count('class="spot around"') == 1
    assert ">Cần Thơ</text>" in drawn
    assert "style=" not in drawn


def test_the_record_of_decision_950_gives_the_questions() -> None:
    held = record("markets-and-organisation#ocop_point")
    made = criteria_of(held.facts, WORDS)
    assert [(one.code, one.kind, len(one.options)) for one in made] == [
        ("place", "any_of", 8), ("goods", "any_of", 4), ("all-1", "yes_no", 0), ("all-2", "yes_no", 0), ("area", "area", 0),
    ]  # fmt: skip
    assert made[-1].least is None


def test_answers() -> None:
    place, _goods, safe, area = criteria_of(FACTS, WORDS)
    assert [answer(place, said) for said in (["0"], ["0", "1"], ["none"], [])] == [MET, MET, NOT_MET, UNKNOWN]
    assert [answer(safe, said) for said in (["yes"], ["no"], [""])] == [MET, NOT_MET, UNKNOWN]
    assert answer(area, ["500"]) == UNKNOWN  # the record has no figure to compare with
    known = Criterion("area", "area", "", least=Decimal(30))
    assert [answer(known, said) for said in (["30"], ["29.9"], [])] == [MET, NOT_MET, UNKNOWN]
    assert criteria_of({**FACTS, "area_min": 30}, WORDS)[-1].least == Decimal(30)


@given(st.lists(st.sampled_from([MET, NOT_MET, UNKNOWN])))
def test_the_whole_is_as_good_as_its_worst(results: list[str]) -> None:
    whole = conclude(results)
    assert (whole == criteria.NOT_MET) == (NOT_MET in results)
    assert (whole == MET) == (bool(results) and set(results) == {MET})


def test_a_name_at_the_edge_hangs_inwards_so_that_none_of_it_is_cut_off() -> None:
    ends = [Mark(1, "Tây", 10.0, 105.0), Mark(2, "Đông", 10.5, 106.0)]
    frame = frame_of(ends)
    middle = (frame.west + frame.east) / 2
    names = [
        Mark(1, "Bìa trái", 10.2, frame.west),
        Mark(2, "Bìa phải", 10.2, frame.east),
        Mark(3, "Giữa", 10.3, middle),
    ]
    drawn = draw_map(ends, names, lambda spot: "/")
    sides = dict(re.findall(r'text-anchor="(\w+)">(Bìa trái|Bìa phải|Giữa)<', drawn))
    assert {name: side for side, name in sides.items()} == {"Bìa trái": "start", "Bìa phải": "end", "Giữa": "middle"}


def test_degrees_are_said_in_the_language_of_the_page() -> None:
    places = [Mark(1, "Quầy", 10.1, 105.5), Mark(2, "Nhà", 10.4, 105.9)]
    assert "10,1°B" in draw_map(places, [], lambda spot: "/")
    with translation.override("en"):
        drawn = draw_map(places, [], lambda spot: "/")
    assert ("10.1°N" in drawn, "°B" in drawn, "°Đ" in drawn) == (True, False, False)
