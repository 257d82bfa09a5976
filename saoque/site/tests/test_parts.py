"""Parts of a page: same values in, same markup out."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from saoque.site.parts import faces, marks, words

TODAY = date(2026, 11, 23)


def draw(source: str, **values: Any) -> str:
    """The source rendered with our tags, in Vietnamese."""
    with translation.override("vi"):
        return Template("{% load saoque %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, None, "1.234,5"),
        ("1234567", None, "1.234.567"),
        (Decimal("78.4"), 2, "78,40"),
        (0, None, "0"),
        (None, None, ""),
        ("", None, ""),
        (Decimal("-0.001"), None, "0"),
        (Decimal("2.345"), 2, "2,35"),
        (-1500, None, "-1.500"),
        (Decimal("66.00"), None, "66"),
        (100, None, "100"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value: words.Number | None, decimals: int | None, written: str) -> None:
    assert words.vn_number(value, decimals) == written


def test_money_is_whole_dong_and_never_breaks() -> None:
    assert words.money(1234000) == "1.234.000\u00a0đ"
    assert words.money(Decimal("1999.5")) == "2.000\u00a0đ"
    assert words.money(0) == "0\u00a0đ"
    assert words.money(None) == ""


def test_dates_are_days_of_vietnam() -> None:
    assert words.vn_date(TODAY) == "23/11/2026"
    assert words.vn_date(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == "23/11/2026"
    assert words.vn_time(datetime(2026, 11, 22, 18, 30, tzinfo=UTC)) == "01:30, 23/11/2026"
    assert words.vn_date(None) == words.vn_time(None) == ""


@pytest.mark.parametrize(
    ("due", "kind", "said"),
    [
        (date(2026, 11, 22), "bad", "Quá hạn 1 ngày"),
        (date(2026, 11, 23), "wait", "Hạn chót hôm nay"),
        (date(2026, 11, 25), "wait", "Còn 2 ngày"),
        (date(2026, 11, 30), "wait", "Còn 7 ngày"),
        (date(2026, 12, 1), "ok", "Còn 8 ngày"),
        (None, "", "Chưa có hạn"),
    ],
)
def test_deadlines_say_how_many_days_are_left(due: date | None, kind: str, said: str) -> None:
    with translation.override("vi"):
        assert words.days_left(due, TODAY) == (kind, said)


def test_stars_are_drawn_and_said() -> None:
    on, off = "".join(marks.STAR_PATHS[:4]), marks.STAR_PATHS[4]
    assert draw("{% stars 4 %}") == (
        f'<span class="stars"><svg viewBox="0 0 120 24" aria-hidden="true" focusable="false"><path class="on" d="{on}"/>'
        f'<path class="off" d="{off}"/></svg><b>4 sao</b></span>'
    )
    assert draw("{% stars 5 'large' words=False %}") == (
        f'<span class="stars large"><svg viewBox="0 0 120 24" aria-hidden="true" focusable="false"><path class="on" d="{"".join(marks.STAR_PATHS)}"/>'
        '</svg><b class="hide-visually">5 sao</b></span>'
    )
    assert draw("{% stars None %}") == draw("{% stars 0 %}") == '<span class="stars none">Chưa có sao</span>'


def test_tags_say_a_state_and_escape_it() -> None:
    assert draw("{% tag 'ok' text %}", text="A & <b>") == '<span class="tag ok">A &amp; &lt;b&gt;</span>'
    assert draw("{% tag '' 'Buổi chiều' %}") == '<span class="tag">Buổi chiều</span>'
    with pytest.raises(ValueError, match="unknown kind of tag: 'green'"):
        draw("{% tag 'green' 'x' %}")


def test_icons_are_silent_unless_they_stand_alone() -> None:
    assert (
        draw("{% icon 'check' %}")
        == '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4.5 12.7l5 5L20 6.8"/></svg>'
    )
    assert draw("{% icon 'check' 'Đạt' %}").startswith(
        '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="Đạt"'
    )
    with pytest.raises(KeyError):
        draw("{% icon 'unicorn' %}")


def test_meter_puts_a_tick_where_each_star_begins() -> None:
    assert draw("{% meter 66 50 70 90 %}") == (
        '<div class="meter" role="meter" aria-valuemin="0" aria-valuemax="100" aria-valuenow="66" aria-valuetext="66 trên 100 điểm" aria-label="66 trên 100 điểm">'
        '<svg height="40" aria-hidden="true" focusable="false"><rect class="meter-track" y="5" width="100%" height="10" rx="5"/><rect class="meter-fill" y="5" width="66%" height="10" rx="5"/>'
        '<rect class="meter-tick" x="50%" y="0" width="3" height="20" rx="1.5" transform="translate(-1.5 0)"/>'
        '<rect class="meter-tick" x="70%" y="0" width="3" height="20" rx="1.5" transform="translate(-1.5 0)"/>'
        '<rect class="meter-tick" x="90%" y="0" width="3" height="20" rx="1.5" transform="translate(-1.5 0)"/>'
        '<text class="reached" x="50%" y="36">3 sao</text><text class="ahead" x="70%" y="36">4 sao</text><text class="ahead" x="90%" y="36">5 sao</text></svg></div>'
    )


def test_meter_never_leaves_its_frame() -> None:
    assert 'class="meter-fill" y="5" width="100%"' in draw("{% meter 130 %}")
    assert 'class="meter-fill" y="5" width="0%"' in draw("{% meter 3 total=0 %}")


def test_spread_over_the_limit_says_so_in_words() -> None:
    assert draw("{% spread '11' 10 %}") == (
        '<span class="spread over"><svg viewBox="0 0 92 10" aria-hidden="true" focusable="false"><rect class="spread-track" x=".5" y="1.5" width="91" height="7" rx="3.5"/>'
        '<rect class="spread-fill" y="1" width="81.0" height="8" rx="4"/><rect class="spread-limit" x="73.6" width="1.5" height="10"/></svg>'
        '<span>11,0<span class="hide-visually"> quá giới hạn 10</span></span></span>'
    )
    assert "over" not in draw("{% spread '10' 10 %}")
    assert draw("{% spread None 10 %}").endswith("<span>–</span></span>")


def test_road_says_where_we_are_and_who_has_it() -> None:
    stations = [
        {"name": "Chuẩn bị", "state": "done", "until": date(2026, 11, 2)},
        {"name": "Tự chấm", "state": "now", "who": "Bà Đầm", "since": date(2026, 11, 2), "until": date(2026, 11, 30)},
        {"name": "Nộp xã", "state": "next"},
    ]
    drawn = draw("{% road stations %}", stations=stations)
    assert drawn.startswith(
        '<ol class="road" aria-label="Chặng đường"><li class="done"><span class="road-dot" aria-hidden="true"><svg'
    )
    assert (
        '<span class="road-name">Chuẩn bị<span class="hide-visually">, đã xong</span></span><span class="road-when">02/11/2026</span></li>'
        '<li class="now" aria-current="step">' in drawn
    )
    assert (
        '<span class="road-who">Bà Đầm</span><span class="road-when">từ\u00a002/11/2026\u00a0· đến\u00a030/11/2026</span></li>'
        in drawn
    )
    assert drawn.endswith(
        '<p class="road-now" aria-hidden="true">Bà Đầm\u00a0· từ\u00a002/11/2026\u00a0· đến\u00a030/11/2026</p>'
    )
    assert draw("{% road stations %}", stations=stations * 2).startswith('<ol class="road road-long"')
    with pytest.raises(ValueError, match="unknown state of a station: 'gone'"):
        draw("{% road stations %}", stations=[{"name": "x", "state": "gone"}])


def test_every_product_set_has_a_face_of_its_own() -> None:
    assert sorted(faces.SETS) == [f"QD26-{number:02}" for number in range(1, 27)]
    assert len(set(faces.SETS.values())) == 26
    assert {faces.drawing(kind)[:4] for kind in faces.TINTS} == {"<svg"}
    assert {path.stem for path in faces.DRAWINGS.glob("*.svg")} == set(faces.TINTS)


def test_face_is_the_photograph_when_there_is_one() -> None:
    assert draw("{% face 'QD26-08' photo='/m/1.webp' alt='Hũ mắm' %}") == (
        '<div class="face"><img src="/m/1.webp" alt="Hũ mắm" loading="lazy" decoding="async"></div>'
    )
    assert (
        draw("{% face 'QD26-08' %}")
        == f'<div class="face tint-water" aria-hidden="true">{faces.drawing("fish-jar")}</div>'
    )
    assert (
        draw("{% face 'khong-co' shape='thumb' %}")
        == f'<div class="face thumb tint-stone" aria-hidden="true">{faces.drawing("basket")}</div>'
    )
    assert draw("{% face 'honey' alt='Mật ong' %}").startswith(
        '<div class="face tint-honey" role="img" aria-label="Mật ong"><svg'
    )


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Ví dụ: Mắm cá")
    note = forms.CharField(label="Ghi chú", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Hộ"), ("b", "Tổ")], widget=forms.RadioSelect)
    yes = forms.BooleanField(label="Cam kết")
    code = forms.CharField(widget=forms.HiddenInput)


def test_field_has_label_hint_control_and_saved_state() -> None:
    form = Sample()
    assert draw("{% field f saved=True %}", f=form["name"]) == (
        '<div class="field"><label for="id_name">Tên</label><p class="hint" id="id_name_helptext">Ví dụ: Mắm cá</p>'
        '<input type="text" name="name" aria-describedby="id_name_helptext" required id="id_name">'
        '<span class="saved" data-saved-for="name" role="status"></span></div>'
    )
    assert draw("{% field f suffix='kg' %}", f=form["note"]) == (
        '<div class="field"><label for="id_note">Ghi chú <span class="may">(không bắt buộc)</span></label>'
        '<div class="affix"><input type="text" name="note" id="id_note"><span>kg</span></div></div>'
    )


def test_wrong_field_shows_its_error_and_ties_it_to_the_control() -> None:
    form = Sample({"kind": "b"})
    drawn = draw("{% field f %}", f=form["name"])
    assert drawn.startswith('<div class="field wrong"><label for="id_name">')
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert '<p class="error" id="id_name_error">' in drawn


def test_radio_field_is_a_group_of_cards_around_real_inputs() -> None:
    drawn = draw("{% field f %}", f=Sample({"kind": "b"})["kind"])
    assert drawn == (
        '<fieldset class="field" id="id_kind"><legend>Loại</legend><div class="choices">'
        '<label class="choice"><input type="radio" name="kind" value="a" id="id_kind_0"><span class="choice-text">Hộ</span></label>'
        '<label class="choice"><input type="radio" name="kind" value="b" id="id_kind_1" checked><span class="choice-text">Tổ</span></label>'
        "</div></fieldset>"
    )


def test_choice_card_carries_points_and_note() -> None:
    assert draw("{% choice 'q' 2 'Trên 75%' points=2 note='Điều kiện của 4 sao' %}") == (
        '<label class="choice"><input type="radio" name="q" value="2"><span class="choice-text">Trên 75%<span class="choice-note">Điều kiện của 4 sao</span></span>'
        '<span class="choice-points">2<span class="hide-visually"> điểm</span></span></label>'
    )


def test_error_summary_leads_to_each_field() -> None:
    form = Sample({"name": "x", "kind": "a", "code": "1"})
    drawn = draw("{% error_summary form %}", form=form)
    assert '<li><a href="#id_yes">Cam kết</a>: ' in drawn
    assert draw("{% error_summary form %}", form=Sample()) == ""


def test_error_summary_names_no_field_that_nobody_sees() -> None:
    drawn = draw("{% error_summary form %}", form=Sample({"name": "x", "kind": "a", "yes": "on"}))
    assert drawn.endswith("<ul><li>Trang này thiếu một phần hoặc đã cũ. Hãy tải lại trang rồi làm lại.</li></ul></div>")


def test_rows_that_lost_their_count_say_so_and_bring_it_again() -> None:
    rows = forms.formset_factory(Sample, extra=2, max_num=3, validate_max=True)
    fresh = draw("{% rows_head rows %}", rows=rows(prefix="r"))
    assert fresh == (
        '<input type="hidden" name="r-TOTAL_FORMS" value="2"><input type="hidden" name="r-INITIAL_FORMS" value="0">'
        '<input type="hidden" name="r-MIN_NUM_FORMS" value="0"><input type="hidden" name="r-MAX_NUM_FORMS" value="3">'
    )
    lost = draw("{% rows_head rows %}", rows=rows({}, prefix="r"))
    assert "<li>Trang này thiếu một phần hoặc đã cũ. Hãy tải lại trang rồi làm lại.</li>" in lost
    assert ("TOTAL_FORMS" in lost.replace('name="r-TOTAL_FORMS"', ""), 'name="r-TOTAL_FORMS" value="0"' in lost) == (
        False,
        True,
    )
    many = draw("{% rows_head rows %}", rows=rows({"r-TOTAL_FORMS": "4", "r-INITIAL_FORMS": "0"}, prefix="r"))
    assert "<li>Nhiều nhất 3 mục mỗi lần. Hãy bớt rồi gửi lại.</li>" in many


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/san-pham/?q=m%E1%BA%ADt&page=4")
    drawn = draw("{% paginate page %}", page=Paginator(range(200), 10).get_page(4), request=request)
    assert 'rel="prev" href="?q=m%E1%BA%ADt&amp;page=3"' in drawn
    assert '<span aria-current="page">4</span>' in drawn
    assert drawn.count('class="far"') == 1
    assert draw("{% paginate page %}", page=Paginator([], 10).get_page(1), request=request).strip() == ""


def test_dialog_is_named_by_its_title() -> None:
    assert draw("{% dialog 'd' 'Nộp?' %}<p>x</p>{% enddialog %}") == (
        '<dialog class="dialog" id="d" aria-labelledby="d-title"><h2 id="d-title">Nộp?</h2><p>x</p></dialog>'
    )


_SAID = {"nothing": None, "flood": "mùa <lũ>", "quote": "Criterion 1.1 claims «từ <50%>», not “C9”."}


@pytest.mark.parametrize(
    ("language", "source", "drawn"),
    [
        ("vi", "{{ 'Dân tộc'|law }}", "Dân tộc"),
        ("en", "{{ 'Dân tộc'|law }}", "Ethnic group"),
        ("en", "{{ 'doanh thu'|law:'cap' }}", "Revenue"),
        ("vi", "{{ 'doanh thu'|law:'cap' }}", "Doanh thu"),
        ("en", "{{ flood|law }}", '<span lang="vi">mùa &lt;lũ&gt;</span>'),
        ("vi", "{{ flood|law }}", "mùa &lt;lũ&gt;"),
        ("en", "{{ 'Place of signing'|law }}", "Place of signing"),
        ("en", "{{ 'mùa lũ'|law_plain }}", "mùa lũ"),
        ("en", "{{ 'Sở hữu trí tuệ'|law_plain }}", "Intellectual property"),
        ("en", "{{ 'Xã Trung Hưng'|vi }}", '<span lang="vi">Xã Trung Hưng</span>'),
        ("vi", "{{ 'Xã Trung Hưng'|vi }}", "Xã Trung Hưng"),
        ("en", "{{ flood|linebreaks|vi }}", '<div lang="vi"><p>mùa &lt;lũ&gt;</p></div>'),
        ("en", "{{ nothing|law }}{{ nothing|vi }}", ""),
        ("en", "{{ quote|vi_quoted }}", 'Criterion 1.1 claims «<span lang="vi">từ &lt;50%&gt;</span>», not “C9”.'),
        ("vi", "{{ quote|vi_quoted }}", "Criterion 1.1 claims «từ &lt;50%&gt;», not “C9”."),
    ],
)
def test_the_wording_of_the_law_is_english_or_marked(language: str, source: str, drawn: str) -> None:
    with translation.override(language):
        assert Template("{% load saoque %}" + source).render(Context(_SAID)) == drawn


def test_an_empty_state_takes_no_place_among_the_headings() -> None:
    drawn = draw("{% empty 'Chưa có gì' 'Thêm đi.' '#x' 'Thêm' %}")
    assert re.findall(r"<h\d", drawn) == []
    assert '<p class="h3">Chưa có gì</p><p>Thêm đi.</p><a class="btn" href="#x">Thêm</a>' in drawn


def test_a_message_is_shown_once_on_every_kind_of_page() -> None:
    """The two frames draw the messages of the act before; a page that draws them too would say everything twice."""
    rooms = Path(settings.PACKAGE)
    drawing = {
        str(one.relative_to(rooms))
        for one in rooms.rglob("templates/**/*.html")
        if "_parts/messages.html" in one.read_text(encoding="utf-8")
    }
    assert drawing == {"site/templates/base.html", "site/templates/page_work.html"}
