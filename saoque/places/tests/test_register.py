"""What the register promises about its records and about where old units went."""

import datetime as dt
import itertools
from collections import Counter

import pytest

from saoque.kernel.text import fold
from saoque.places.register import get_register, load_base, resolve
from saoque.places.tests.counting import calls_in
from saoque.places.units import COMMUNE, DISTRICT, PROVINCE, REFORM, REGISTER_START, Unit, split_full_name

LAST_OLD_DAY = dt.date(2025, 6, 30)
RECORDS = 10_794 + 3_355
EVE, CHANGE = dt.date(2026, 4, 29), dt.date(2026, 4, 30)
BECAME_WARDS = {
    "25270": "Lộc Ninh", "25357": "Tân Khai", "25363": "Đồng Phú", "26116": "Tân Phú", "26170": "Trị An",
    "26248": "Trảng Bom", "26326": "Dầu Giây", "26368": "Long Thành", "26425": "Xuân Lộc", "26485": "Nhơn Trạch",
}  # fmt: skip


def counts(on: dt.date) -> Counter[str]:
    return Counter(unit.level for unit in get_register().in_force(on))


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (LAST_OLD_DAY, {PROVINCE: 63, DISTRICT: 696, COMMUNE: 10_035}),
        (REFORM, {PROVINCE: 34, COMMUNE: 3_321}),
        (EVE, {PROVINCE: 34, COMMUNE: 3_321}),
        (CHANGE, {PROVINCE: 34, COMMUNE: 3_321}),
    ],
)
def test_how_many_units_were_in_force(day: dt.date, wanted: dict[str, int]) -> None:
    assert counts(day) == wanted


def test_kinds_of_communes_before_and_after_april_2026() -> None:
    register = get_register()
    before = Counter(unit.kind for unit in register.in_force(EVE, COMMUNE))
    after = Counter(unit.kind for unit in register.in_force(CHANGE, COMMUNE))
    assert before == {"Xã": 2_621, "Phường": 687, "Đặc khu": 13}
    assert after == {"Xã": 2_611, "Phường": 697, "Đặc khu": 13}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("92", "Thành phố Cần Thơ"),
        ("31255", "Xã Trung Hưng"),
        ("31294", "Xã Trường Xuân"),
        ("31309", "Xã Trường Long"),
        ("31168", "Phường Bình Thủy"),
        ("31183", "Phường Long Tuyền"),
        ("31174", "Phường Thới An Đông"),
    ],
)
def test_codes_of_can_tho(code: str, name: str) -> None:
    unit = get_register().at(code, REFORM)
    assert unit is not None
    assert unit.full_name == name


def test_can_tho_has_103_communes() -> None:
    kinds = Counter(unit.kind for unit in get_register().children("92", REFORM))
    assert kinds == {"Phường": 31, "Xã": 72}


@pytest.mark.parametrize(
    ("old", "new"),
    [("31225", "31255"), ("31294", "31294"), ("31309", "31309"), ("31171", "31174"), ("31174", "31174")],
)
def test_old_communes_of_the_named_products(old: str, new: str) -> None:
    assert [(found.unit.code, found.whole) for found in resolve(old, REGISTER_START, REFORM)] == [(new, True)]


@pytest.mark.parametrize("day", [REFORM, EVE, CHANGE, dt.date(2030, 1, 1)])
def test_every_old_unit_resolves_to_units_in_force_on_any_later_day(day: dt.date) -> None:
    register = get_register()
    wrong = []
    for unit in register.in_force(LAST_OLD_DAY):
        found = register.resolve(unit.code, unit.since, day)
        goal = PROVINCE if unit.level == PROVINCE else COMMUNE
        if not found or any(not each.unit.in_force(day) or each.unit.level != goal for each in found):
            wrong.append(unit.code)
        if any(each.whole is not (len(found) == 1) for each in found):
            wrong.append(unit.code)
    assert wrong == []


def test_whole_steps_are_the_only_one_and_parts_are_several() -> None:
    register = get_register()
    for unit in register:
        steps = register.next_of(unit)
        assert [step.whole for step in steps] == ([True] if len(steps) == 1 else [False] * len(steps))


def test_442_old_communes_were_divided_and_are_asked_for() -> None:
    register = get_register()
    steps = [register.next_of(unit) for unit in register.in_force(LAST_OLD_DAY, COMMUNE)]
    assert Counter(len(each) > 1 for each in steps) == {False: 9_593, True: 442}


def test_communes_stay_within_the_province_that_theirs_became() -> None:
    register = get_register()
    for unit in register.in_force(LAST_OLD_DAY, COMMUNE):
        province = register.above(unit)[-1]
        homes = {found.unit.code for found in register.resolve(*province.key, REFORM)}
        assert {found.unit.parent for found in register.resolve(*unit.key, REFORM)} <= homes


def test_namesakes_in_one_merged_province_keep_their_own_ways() -> None:
    # Both are called xã Thạnh Quới, 99 km apart, and both lie in Cần Thơ now.
    assert [found.unit.code for found in resolve("31246", REGISTER_START, REFORM)] == ["31246"]
    assert [found.unit.code for found in resolve("31714", REGISTER_START, REFORM)] == ["31726"]


def test_old_district_gives_every_commune_it_went_to() -> None:
    names = [found.unit.full_name for found in resolve("918", REGISTER_START, REFORM)]
    assert names == [
        "Phường Cái Khế", "Phường An Bình", "Phường Bình Thủy", "Phường Thới An Đông", "Phường Long Tuyền",
    ]  # fmt: skip


def test_island_districts_without_communes_became_special_zones() -> None:
    for code, name in (
        ("318", "Bạch Long Vĩ"),
        ("471", "Cồn Cỏ"),
        ("498", "Hoàng Sa"),
        ("536", "Lý Sơn"),
        ("755", "Côn Đảo"),
    ):
        (found,) = resolve(code, REGISTER_START, REFORM)
        assert (found.unit.kind, found.unit.name, found.whole) == ("Đặc khu", name, True)


def test_both_archipelagos_are_there() -> None:
    names = {unit.name for unit in get_register().in_force(CHANGE, COMMUNE) if unit.kind == "Đặc khu"}
    assert {"Hoàng Sa", "Trường Sa"} <= names


def test_truong_sa_lies_at_its_island_and_says_why() -> None:
    records = [
        get_register().get(*key) for key in (("576", REGISTER_START), ("22736", REGISTER_START), ("22736", REFORM))
    ]
    assert [unit and (unit.name, unit.lat, unit.lon, unit.confidence) for unit in records] == [
        ("Trường Sa", 8.645, 111.92, "S")
    ] * 3
    assert all(unit and "CIA World Factbook" in unit.source and "the province's point" in unit.note for unit in records)


def test_the_eleven_changes_of_30_april_2026() -> None:
    register = get_register()
    before, after = register.at("75", EVE), register.at("75", CHANGE)
    assert before is not None and after is not None
    assert (before.full_name, before.until) == ("Tỉnh Đồng Nai", EVE)
    assert (after.full_name, after.since, after.until) == ("Thành phố Đồng Nai", CHANGE, None)
    wards = {}
    for code in BECAME_WARDS:
        old, new = register.at(code, EVE), register.at(code, CHANGE)
        assert old is not None and new is not None
        assert (old.kind, old.until, new.since, new.parent) == ("Xã", EVE, CHANGE, "75")
        assert (new.kind, new.confidence, new.source) == ("Phường", "S", "Resolution 237/NQ-UBTVQH16")
        assert (new.lat, new.lon) == (old.lat, old.lon)
        wards[code] = new.name
    assert wards == BECAME_WARDS
    assert sum(unit.since == CHANGE for unit in register) == 11


def test_chains_are_followed_to_the_day_asked_for() -> None:
    old = next(unit for unit in get_register().in_force(LAST_OLD_DAY, COMMUNE) if unit.code == "25363")
    for day, name in ((LAST_OLD_DAY, "Thị trấn Tân Phú"), (EVE, "Xã Đồng Phú"), (CHANGE, "Phường Đồng Phú")):
        assert [(found.unit.full_name, found.whole) for found in resolve(*old.key, day)] == [(name, True)]


def test_a_unit_in_force_is_its_own_answer_and_an_unknown_one_has_none() -> None:
    assert [found.unit.code for found in resolve("31255", REFORM, CHANGE)] == ["31255"]
    assert resolve("31255", REFORM, LAST_OLD_DAY) == []
    assert resolve("99999", REFORM) == []


def test_parents_follow_the_time_of_the_unit() -> None:
    register = get_register()
    ended, lasting = register.at("25363", EVE), register.at("26041", CHANGE)
    assert ended is not None and lasting is not None
    assert register.parent_name(ended) == "Tỉnh Đồng Nai"
    assert register.parent_name(lasting) == "Thành phố Đồng Nai"


def test_every_record_has_a_parent_of_its_own_time() -> None:
    register = get_register()
    for unit in register:
        parent = register.parent(unit)
        assert (parent is None) == (unit.level == PROVINCE)
        assert parent is None or parent.in_force(unit.until or CHANGE)


def test_records_of_one_code_never_overlap() -> None:
    register = get_register()
    for code in {unit.code for unit in register}:
        records = register.records(code)
        for earlier, later in itertools.pairwise(records):
            assert earlier.until is not None and earlier.until < later.since


def test_points_are_inside_vietnam_and_near_their_predecessors() -> None:
    register = get_register()
    for unit in register:
        assert unit.lat is not None and unit.lon is not None
        assert 6.0 < unit.lat < 24.0 and 102.0 < unit.lon < 118.0
    # Its point in the source lies at a namesake's place a hundred kilometres away.
    commune = next(unit for unit in register.children("82", REFORM) if unit.name == "Thanh Bình")
    assert commune.lon is not None and abs(commune.lon - 105.49) < 0.1


def test_disputed_codes_carry_their_note() -> None:
    unit = get_register().at("06970", CHANGE)
    assert unit is not None
    assert "06978" in unit.note and unit.confidence == "S"


def test_names_differ_only_in_spelling_never_in_folded_form() -> None:
    assert fold("Thuỵ Hoà M’Drắk") == fold("Thụy Hòa M'Drắk") == "thuy hoa mdrak"


def test_full_names_are_split_whatever_their_case() -> None:
    assert split_full_name("Thị Trấn Prao", COMMUNE) == ("Thị trấn", "Prao")
    assert split_full_name("Phường 1", COMMUNE) == ("Phường", "1")
    with pytest.raises(ValueError, match="Khóm Ba"):
        split_full_name("Khóm Ba", COMMUNE)


def test_every_file_is_read_once_and_every_line_costs_little() -> None:
    calls = calls_in(load_base)
    assert (calls["load_base"], calls["_read"], calls["_base_units"]) == (
        1,
        4,
        RECORDS + 2,
    )  # a generator: once more at its end
    assert calls.total() < 5 * RECORDS
    get_register()
    assert calls_in(get_register)["load_base"] == 0


def test_the_base_holds_every_record() -> None:
    register = load_base()
    assert all(isinstance(unit, Unit) for unit in register)
    assert len(register) == RECORDS
