import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.kernel.errors import DomainError
from saoque.people.phones import normalise_phone, show_phone


@pytest.mark.parametrize(
    "text",
    ["0912345678", "0912 345 678", "0912.345.678", "(0912) 345-678", "+84912345678", "+84 912 345 678", "84912345678",
     "0084912345678", "+84 0912345678", "912345678", " 0912\u00a0345\u00a0678 "],
)  # fmt: skip
def test_every_spelling_of_a_number_is_one_number(text: str) -> None:
    assert normalise_phone(text) == "+84912345678"


def test_land_lines_have_ten_digits_after_the_zero() -> None:
    assert normalise_phone("0292 3820 123") == "+842923820123"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("091234567", "thiếu chữ số: mới có 9, cần 10"),
        ("09123456789", "thừa chữ số: đang có 11, cần 10"),
        ("0292382012", "thiếu chữ số: mới có 10, cần 11"),
        ("0112345678", "Đầu số này không có"),
        ("+12025550123", "Chỉ nhận số điện thoại Việt Nam"),
        ("0912abc678", "chỉ gồm chữ số"),
        ("٠٩١٢٣٤٥٦٧٨", "chỉ gồm chữ số"),
        ("", "chỉ gồm chữ số"),
    ],
)
def test_a_wrong_number_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(DomainError) as refused:
        normalise_phone(text)
    assert words in str(refused.value)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_what_is_shown_can_be_typed_again(text: str) -> None:
    stored = normalise_phone(text)
    assert normalise_phone(show_phone(stored)) == stored
    assert normalise_phone(stored) == stored


def test_no_number_is_shown_as_nothing() -> None:
    assert show_phone(None) == ""
