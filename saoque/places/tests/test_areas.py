"""Councils before and after 1 July 2025: which area they had, and what lies in it now."""

from datetime import date

import pytest

from saoque.places.areas import area, inside
from saoque.places.register import get_register
from saoque.places.units import REFORM

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
SAT = date(2021, 1, 1)


def commune(province: str, day: date) -> str:
    register = get_register()
    one = next(u for u in register.in_force(day, "commune") if register.above(u)[-1].code == province)
    return one.code


def test_a_merged_council_ends_with_its_last_day() -> None:
    assert area("84", SAT, BEFORE) == ("Tỉnh Trà Vinh", None, ())
    assert area("84", SAT, AFTER) == ("Tỉnh Trà Vinh", BEFORE, ("Tỉnh Vĩnh Long",))


def test_a_code_used_again_is_another_council() -> None:
    assert area("24", date(2024, 1, 1), AFTER) == ("Tỉnh Bắc Giang", BEFORE, ("Tỉnh Bắc Ninh",))
    assert area("24", AFTER, AFTER) == ("Tỉnh Bắc Ninh", None, ())


def test_a_province_that_merged_with_nobody_goes_on() -> None:
    assert area("40", SAT, AFTER) == ("Tỉnh Nghệ An", None, ())
    assert area("42", SAT, AFTER) == ("Tỉnh Hà Tĩnh", None, ())


def test_a_province_that_took_in_another_under_its_own_name_is_a_new_one() -> None:
    found = area("33", date(2020, 1, 1), AFTER)
    assert found == ("Tỉnh Hưng Yên", BEFORE, ("Tỉnh Hưng Yên",))


def test_a_district_ends_with_all_districts() -> None:
    assert area("464", date(2024, 4, 24), AFTER) == ("Huyện Vĩnh Linh", BEFORE, ("Tỉnh Quảng Trị",))
    assert area("999", SAT, AFTER) is None


def test_a_place_is_inside_its_own_council_and_no_other() -> None:
    old = commune("84", BEFORE)
    assert [inside(old, code, SAT, BEFORE) for code in ("84", "86", "99")] == [True, False, None]
    assert [inside(one, "84", SAT, BEFORE) for one in ("84", "86", "00")] == [True, False, None]


def test_a_place_of_today_is_followed_back_to_the_merged_council() -> None:
    register = get_register()
    old = register.at(commune("84", BEFORE), BEFORE)
    assert old is not None
    (new, *_more) = register.resolve(old.code, old.since, AFTER)
    assert inside(new.unit.code, "84", SAT, AFTER) is True
    assert inside(new.unit.code, "83", SAT, AFTER) is False
    assert inside("86", "84", SAT, AFTER) is None  # the province of today is three old ones


def test_an_old_place_is_followed_on_to_a_council_of_today() -> None:
    quang_nam = commune("49", BEFORE)
    assert inside(quang_nam, "48", date(2026, 1, 1), date(2026, 3, 1)) is True
    assert inside(quang_nam, "48", SAT, BEFORE) is False


@pytest.mark.parametrize("day", [BEFORE, REFORM])
def test_every_place_is_inside_its_own_province(day: date) -> None:
    register = get_register()
    for unit in register.in_force(day, "commune")[::200]:
        assert inside(unit.code, register.above(unit)[-1].code, day, day) is True
