import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.kernel.text import fold, search_text, sort_key

IN_ORDER = [
    "An", "Ánh", "Ăn", "Âu", "Ba", "Bà", "Bá", "Cần Thơ", "Dâu", "Đầm", "Em", "Êm", "Long", "Mắm", "Ong",
    "Ơn", "Trường Long", "Trường Xuân", "Vú sữa", "Xoài",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mắm cá Bà Đầm", "mam ca ba dam"),
        ("  Đường — ĐẶC sản  ", "duong dac san"),
        ("Lò Rèn (Trường Long)", "lo ren truong long"),
        ("K'Long", "klong"),
        ("100 % tự nhiên_", "100 tu nhien"),
        ("", ""),
    ],
)
def test_folding_leaves_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(text.upper()) == folded


def test_every_vietnamese_letter_folds_to_its_base() -> None:
    letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    bases = "a" * 18 + "e" * 12 + "i" * 6 + "o" * 18 + "u" * 12 + "y" * 6 + "d"
    assert fold(letters) == bases
    assert fold(letters.upper()) == bases


@given(st.text())
def test_folding_is_plain_and_changes_nothing_the_second_time(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert fold(folded) == folded
    assert folded == folded.strip()


def test_search_text_begins_every_word_with_a_space() -> None:
    assert search_text("Mắm cá", "", "Bà Đầm") == " mam ca ba dam"


def test_names_are_sorted_the_vietnamese_way() -> None:
    mixed = IN_ORDER[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == IN_ORDER


def test_letters_come_before_tones_and_tones_in_their_order() -> None:
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    shuffled = ["mạ", "ma", "má", "mã", "mả", "mà"]
    assert sorted(shuffled, key=sort_key) == tones
    assert sorted(["má an", "ma ba"], key=sort_key) == ["má an", "ma ba"]


@given(st.text(alphabet="aàăâbcdđeêoôơuưyỹ 19Ậ"))
def test_the_key_does_not_depend_on_how_letters_are_stored(text: str) -> None:
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text)) == sort_key(text.upper())
