"""The block format never lets markup through; the attendance code holds for its class and its moment alone."""

import html
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from saoque.guidance import base, blocks, codes

KNOWN = {"tu-cham": "/cam-nang/bai/tu-cham/"}
TAGS = {"h2", "p", "ul", "ol", "li", "b", "a", "div"}
_TEXTS = st.text(alphabet=st.sampled_from("ab<>&\"'*[]()#-!> 1.\npage:tu-cham"), max_size=200)


def shown(text: str) -> str:
    return blocks.render(text, lambda slug: KNOWN.get(slug, ""))


def test_each_kind_of_block_is_drawn() -> None:
    text = "Mở đầu **đậm**\nnối tiếp\n\n## Đầu mục\n- một\n- hai\n1. bước\n2. bước nữa\n! coi chừng\n> ví dụ\nXem [bài này](page:tu-cham), [bài mất](page:khong-co)."
    assert shown(text).split("\n") == [
        "<p>Mở đầu <b>đậm</b> nối tiếp</p>",
        "<h2>Đầu mục</h2>",
        "<ul><li>một</li><li>hai</li></ul>",
        "<ol><li>bước</li><li>bước nữa</li></ol>",
        '<div class="note wait"><p>coi chừng</p></div>',
        '<div class="note info"><p>ví dụ</p></div>',
        '<p>Xem <a href="/cam-nang/bai/tu-cham/">bài này</a>, bài mất.</p>',
    ]


@given(_TEXTS)
def test_whatever_is_typed_no_other_tag_comes_out(text: str) -> None:
    out = shown(text)
    tags = re.findall(r"<\s*/?\s*([^\s>/]*)([^>]*)>", out)
    assert {name for name, _rest in tags} <= TAGS
    assert {rest for _name, rest in tags} <= {
        "", ' class="note wait"', ' class="note info"', ' href="/cam-nang/bai/tu-cham/"',
    }  # fmt: skip


@given(_TEXTS)
def test_plain_words_are_what_is_shown(text: str) -> None:
    bare = html.unescape(re.sub(r"<[^>]+>", "", shown(text)))
    assert re.sub(r"\s", "", bare) == re.sub(r"\s", "", blocks.plain(text))


def test_pages_of_the_product_are_whole() -> None:
    """Both languages, a source, a day; every link and every record there; no page longer than people read."""
    from saoque.knowledge import record

    pages = base.pages()
    assert 25 <= len(pages) <= 40
    for page in pages.values():
        assert set(page.texts) == {"vi", "en"}
        for text in page.texts.values():
            assert text["title"] and text["lead"] and 300 < len(text["body"]) < 3000, page.slug
            assert set(blocks.slugs_named(text["body"])) <= set(pages), page.slug
        assert page.source and page.door
        assert reverse(page.door.to), page.slug
        assert [record(key).key for key in page.records] == list(page.records)
        shapes = [[block.kind for block in blocks.parse(page.texts[language]["body"])] for language in ("vi", "en")]
        assert shapes[0] == shapes[1], page.slug
    assert {page.chapter for page in pages.values()} == {one.slug for one in base.chapters()} - {"tieu-chi"}


def test_figures_of_the_law_in_the_prose_are_those_of_the_rulebook() -> None:
    from saoque import rulebook
    from saoque.rulebook.procedure import procedure

    law, page = rulebook.decision("qd26"), base.pages()
    assert f"{law.certificate_months} tháng" in page["sau-khi-co-sao"].texts["vi"]["lead"]
    bands = {band.star: int(band.minimum) for band in law.star_bands}
    assert (
        f"Từ {bands[3]} điểm: 3 sao. Từ {bands[4]} điểm: 4 sao. Từ {bands[5]} điểm: 5 sao."
        in (page["con-duong-len-sao"].texts["vi"]["body"])
    )
    assert procedure().commune_term.value == 15


def test_topics_are_fields_and_kinds_of_papers_that_exist() -> None:
    from saoque import rulebook
    from saoque.rulebook.forms import all_fields, form

    forms = {code: form(code) for code in ("M01", "M02")}
    known = {"SP", *rulebook.decision("qd26").evidence_codes, *forms}
    for code, one in forms.items():
        known |= {f"{code}.{section.key}" for section in one.sections}
        known |= {field.path for field in all_fields(one)}
    assert set(base.topics()) <= known


@pytest.mark.parametrize(("later", "holds"), [(0, True), (29, True), (30, True), (89, True), (90, False), (-1, False)])
def test_a_code_holds_for_a_minute_and_a_half(later: int, holds: bool) -> None:
    begin = 30 * 58_000_000
    assert codes.holds(codes.code_now(7, at=begin), 7, at=begin + later) is holds


def test_a_code_of_another_class_or_a_changed_one_holds_never() -> None:
    code = codes.code_now(7, at=1000)
    turn, _dash, signed = code.partition("-")
    assert not codes.holds(code, 8, at=1000)
    assert not codes.holds(f"{int(turn, 16) + 1:x}-{signed}", 7, at=1000)
    assert not codes.holds("", 7, at=1000)
    assert not codes.holds(code + "0", 7, at=1000)
