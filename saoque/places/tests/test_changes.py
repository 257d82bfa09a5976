"""A change of units is checked line by line; a bad file changes nothing."""

import datetime as dt
from pathlib import Path

import pytest

from saoque.places.changefile import COLUMNS, ChangeRefused, check_change
from saoque.places.register import DATA, get_register, load_base

HEADER = ",".join(COLUMNS)
RENAMED = "2027-01-01,31255,31255,yes,Phường,Trung Hưng,92,,,Resolution 1,O,"


def file_of(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines, ""]).encode()


def refused(*lines: str) -> list[str]:
    with pytest.raises(ChangeRefused) as caught:
        check_change(file_of(*lines), get_register())
    return caught.value.errors


def test_a_new_kind_ends_the_old_record_and_begins_a_new_one() -> None:
    register = get_register()
    change = check_change(file_of(RENAMED), register)
    assert change is not None
    after = register.with_change(change)
    first = dt.date(2027, 1, 1)
    old, new = after.at("31255", first - dt.timedelta(days=1)), after.at("31255", first)
    assert old is not None and new is not None
    assert (old.full_name, old.until, new.full_name, new.until) == (
        "Xã Trung Hưng", dt.date(2026, 12, 31), "Phường Trung Hưng", None,
    )  # fmt: skip
    assert (new.lat, new.lon) == (old.lat, old.lon)
    assert [(s.unit.key, s.whole) for s in after.resolve("31225", dt.date(2004, 7, 8), first)] == [(new.key, True)]


def test_a_merger_and_a_division() -> None:
    register = get_register()
    content = file_of(
        "2027-01-01,31255,31255,yes,Xã,Trung Hưng,92,10.1,105.5,Resolution 2,O,",
        "2027-01-01,31249,31255,yes,Xã,Trung Hưng,92,10.1,105.5,Resolution 2,O,",
        "2027-01-01,31261,31261,no,Xã,Cờ Đỏ,92,,,Resolution 2,O,",
        "2027-01-01,31261,99001,no,Xã,Cờ Đỏ Mới,92,10.1,105.4,Resolution 2,O,",
    )
    change = check_change(content, register)
    assert change is not None
    after = register.with_change(change)
    day = dt.date(2027, 1, 1)
    assert [s.unit.code for s in after.resolve("31249", dt.date(2025, 7, 1), day)] == ["31255"]
    assert [(s.unit.code, s.whole) for s in after.resolve("31261", dt.date(2025, 7, 1), day)] == [
        ("31261", False),
        ("99001", False),
    ]
    assert len(after.in_force(day, "commune")) == 3_321


def test_the_change_of_april_2026_is_read_from_its_file_and_only_once() -> None:
    content = (DATA / "changes" / "2026-04-30.csv").read_bytes()
    change = check_change(content, load_base())
    assert change is not None
    assert (len(change.ended), len(change.started), len(change.arrows)) == (11, 11, 11)
    assert check_change(content, get_register()) is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2027-13-01,31255,31255,yes,Xã,A,92,,,R,O,", "ngày «2027-13-01»"),
        ("2027-01-01,3125x,31255,yes,Xã,A,92,,,R,O,", "mã «3125x»"),
        ("2027-01-01,31255,,yes,Xã,A,92,,,R,O,", "thiếu mã đơn vị mới"),
        ("2027-01-01,31255,92,yes,Tỉnh,A,,,,R,O,", "không cùng cấp"),
        ("2027-01-01,31255,31255,yes,Làng,A,92,,,R,O,", "loại «Làng»"),
        ("2027-01-01,31255,31255,yes,Xã,,92,,,R,O,", "tên đơn vị mới bị trống"),
        ("2027-01-01,31255,31255,maybe,Xã,A,92,,,R,O,", "whole phải là yes hoặc no"),
        ("2027-01-01,31255,31255,no,Xã,A,92,,,R,O,", "whole phải là yes vì chỉ đi về một nơi"),
        ("2027-01-01,31255,31255,yes,Xã,A,,,,R,O,", "đơn vị khác phải có"),
        ("2027-01-01,31255,31255,yes,Xã,A,31249,,,R,O,", "không phải cấp trên"),
        ("2027-01-01,31255,31255,yes,Xã,A,99,,,R,O,", "cấp trên 99 không có hiệu lực"),
        ("2027-01-01,31255,31255,yes,Xã,A,92,48.8,2.3,R,O,", "không nằm trong Việt Nam"),
        ("2027-01-01,31255,31255,yes,Xã,A,92,nan,105,R,O,", "không nằm trong Việt Nam"),
        ("2027-01-01,31255,31255,yes,Xã,A,92,,,,O,", "phải ghi nguồn"),
        ("2027-01-01,31255,31255,yes,Xã,A,92,,,R,X,", "phải ghi nguồn"),
        ("2027-01-01,99999,31255,yes,Xã,A,92,,,R,O,", "99999 không có hiệu lực"),
        ("2027-01-01,31255,31249,yes,Xã,A,92,,,R,O,", "không có dòng nào kết thúc nó"),
        ("2025-07-01,31255,31255,yes,Xã,A,92,,,R,O,", "đã có bản ghi từ ngày 01/07/2025"),
        ("2027-01-01,92,98,yes,Thành phố,Mới,,,,R,O,", "103 đơn vị bên dưới còn thuộc nó"),
    ],
)
def test_one_fault_gives_one_line_that_names_it(line: str, fault: str) -> None:
    errors = refused(line)
    assert any(fault in error for error in errors), errors
    assert all("\n" not in error for error in errors)


def test_faults_among_lines() -> None:
    other_day = RENAMED.replace("2027-01-01", "2027-02-01").replace("31255", "31249")
    assert "Mọi dòng phải cùng một ngày" in refused(RENAMED, other_day)[0]
    assert any("bị lặp lại" in error for error in refused(RENAMED, RENAMED))
    described_twice = "2027-01-01,31249,31255,yes,Xã,Trung Hưng,92,,,Resolution 1,O,"
    assert any("được tả khác với dòng 2" in error for error in refused(RENAMED, described_twice))


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"code,name\n1,2\n", HEADER.encode(), f"{HEADER}\n2027-01-01,31255\n".encode(), b'a"\n"b'],
)
def test_what_is_no_change_file_is_refused(content: bytes) -> None:
    with pytest.raises(ChangeRefused):
        check_change(content, get_register())


def test_a_broken_file_among_the_kept_ones_is_named(own_changes: Path) -> None:
    own_changes.mkdir()
    (own_changes / "2027-01-01.csv").write_bytes(file_of(RENAMED.replace("31255,31255", "99999,99999")))
    with pytest.raises(ChangeRefused) as caught:
        get_register()
    assert caught.value.errors[0].startswith("2027-01-01.csv: Dòng 2: ")
