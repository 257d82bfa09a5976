"""The loan calculator: worked examples, what holds for every loan, and the command."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.knowledge.loans import Loan, LoanError, due_on, schedule
from saoque.knowledge.loans.cli import main_loan

FIRST = date(2026, 1, 31)


def loan(**other: Any) -> Loan:
    given = {
        "principal": 120_000_000, "annual_rate": Decimal("0.0838"), "months": 12, "grace_months": 0,
        "method": "equal_principal", "first_due": FIRST,
    }  # fmt: skip
    return Loan(**given | other)


@st.composite
def loans(draw: st.DrawFn) -> Loan:
    months = draw(st.integers(1, 130))
    return loan(
        principal=draw(st.integers(1, 20_000_000_000)),
        annual_rate=Decimal(draw(st.integers(0, 20_000))) / 10_000,
        months=months,
        grace_months=draw(st.integers(0, months - 1)),
        method=draw(st.sampled_from(["equal_principal", "annuity"])),
    )


@given(loans())
def test_what_holds_for_every_loan(one: Loan) -> None:
    rows = schedule(one).rows
    assert len(rows) == one.months
    assert sum(row.principal for row in rows) == one.principal
    assert rows[-1].balance == 0
    assert all(row.interest >= 0 and row.principal >= 0 for row in rows)
    assert all(row.principal == 0 and row.balance == one.principal for row in rows[: one.grace_months])
    assert [row.balance for row in rows] == sorted((row.balance for row in rows), reverse=True)
    assert [row.due for row in rows] == sorted({row.due for row in rows})
    owed = one.principal
    for row in rows:
        exact = owed * one.annual_rate / 12
        assert abs(row.interest - exact) <= Decimal("0.5")
        owed -= row.principal
        assert row.balance == owed


@given(loans(), st.integers(1_000_000, 20_000_000_000))
def test_annuity_rows_are_equal_but_for_the_last(one: Loan, principal: int) -> None:
    level = loan(
        principal=principal, annual_rate=one.annual_rate, months=one.months, grace_months=one.grace_months,
        method="annuity",
    )  # fmt: skip
    paying = schedule(level).rows[one.grace_months :]
    # Where the rate is so high that the first interest alone rounds to the whole payment, principal waits for the end.
    assert len({row.total for row in paying[:-1]}) <= 1
    growth = (1 + one.annual_rate / 12) ** len(paying)
    assert abs(paying[-1].total - paying[0].total) <= len(paying) * growth


@given(loans())
def test_equal_principal_is_equal_but_for_the_last(one: Loan) -> None:
    even = loan(
        principal=max(one.principal, 1_000_000), annual_rate=one.annual_rate, months=one.months,
        grace_months=one.grace_months,
    )  # fmt: skip
    paying = schedule(even).rows[one.grace_months :]
    assert len({row.principal for row in paying[:-1]}) <= 1
    assert abs(paying[-1].principal - paying[0].principal) <= len(paying)


def test_a_year_of_equal_principal() -> None:
    rows = schedule(loan()).rows
    assert [row.principal for row in rows] == [10_000_000] * 12
    assert rows[0].interest == 838_000
    assert rows[-1].interest == 69_833
    assert schedule(loan()).total_interest == 5_447_000


def test_an_annuity_as_in_the_textbook() -> None:
    found = schedule(loan(principal=100_000_000, annual_rate=Decimal("0.12"), method="annuity"))
    assert {row.total for row in found.rows[:-1]} == {8_884_879}
    assert found.rows[0].interest == 1_000_000
    assert found.rows[-1].balance == 0


def test_grace_pays_interest_alone() -> None:
    rows = schedule(loan(months=24, grace_months=12)).rows
    assert [(row.principal, row.interest) for row in rows[:12]] == [(0, 838_000)] * 12
    assert [row.principal for row in rows[12:]] == [10_000_000] * 12


@pytest.mark.parametrize("method", ["equal_principal", "annuity"])
def test_no_interest_and_one_month(method: str) -> None:
    free = schedule(loan(principal=100, annual_rate=Decimal(0), months=3, method=method))
    assert [(row.principal, row.interest) for row in free.rows] == [(33, 0), (33, 0), (34, 0)]
    (only,) = schedule(loan(months=1, method=method)).rows
    assert (only.principal, only.interest, only.balance) == (120_000_000, 838_000, 0)


def test_halves_round_up_in_each_row() -> None:
    (only,) = schedule(loan(principal=6, annual_rate=Decimal(1), months=1)).rows
    assert only.interest == 1  # exactly 0.5


def test_short_months_pay_on_their_last_day_and_long_ones_go_back() -> None:
    days = [due_on(FIRST, n) for n in (1, 2, 3, 4, 13, 26)]
    assert days == [
        FIRST,
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2027, 1, 31),
        date(2028, 2, 29),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("principal", 0), ("principal", 10**13 + 1), ("annual_rate", Decimal("-0.01")), ("annual_rate", Decimal("2.01")),
        ("annual_rate", Decimal("NaN")), ("annual_rate", Decimal("0.000000001")), ("months", 0), ("months", 601),
        ("grace_months", -1), ("grace_months", 12), ("method", "balloon"), ("first_due", date(9999, 1, 1)),
    ],
)  # fmt: skip
def test_limits_name_their_field(field: str, value: object) -> None:
    with pytest.raises(LoanError, match=field):
        loan(**{field: value})


ASKED = {
    "principal": 100_000_000, "annual_rate": "0.0838", "months": 36, "grace_months": 6, "method": "annuity",
    "first_due": "2026-12-15",
}  # fmt: skip


def run(text: str, *argv: str) -> tuple[int, str, str]:
    out, error = io.StringIO(), io.StringIO()
    return main_loan(argv or ("-",), io.StringIO(text), out, error), out.getvalue(), error.getvalue()


def test_the_command_prints_rows_and_the_sum_of_interest() -> None:
    status, out, error = run(json.dumps(ASKED))
    said = json.loads(out)
    assert (status, error, set(said)) == (0, "", {"rows", "total_interest"})
    assert [set(row) for row in said["rows"]] == [{"n", "due", "principal", "interest", "balance"}] * 36
    assert said["rows"][0] == {
        "n": 1, "due": "2026-12-15", "principal": 0, "interest": 698_333, "balance": 100_000_000,
    }  # fmt: skip
    assert sum(row["principal"] for row in said["rows"]) == 100_000_000
    assert said["total_interest"] == sum(row["interest"] for row in said["rows"])


def test_a_list_gives_a_list() -> None:
    status, out, _error = run(json.dumps([ASKED, ASKED | {"months": 12}]))
    assert (status, [len(one["rows"]) for one in json.loads(out)]) == (0, [36, 12])


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal": "100"}, {"principal": True}, {"principal": 1.5}, {"principal": None}, {"annual_rate": 0.0838},
        {"annual_rate": "8,38"}, {"annual_rate": "1e9"}, {"annual_rate": "٣"}, {"months": "12"}, {"months": -1},
        {"grace_months": None}, {"grace_months": 36}, {"method": None}, {"method": "x\ny"}, {"first_due": "15/12/2026"},
        {"first_due": "2026-02-30"}, {"first_due": "20260101"}, {"more": 1},
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_status_2(wrong: dict[str, object]) -> None:
    status, out, error = run(json.dumps(ASKED | wrong))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert next(iter(wrong)) in error


@pytest.mark.parametrize("text", ["", "{", "3", "null", '["a"]', '{"months": 1, "months": 2}', "[" * 100_000])
def test_what_is_no_loan_is_refused(text: str) -> None:
    status, out, error = run(text)
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert run("", "a", "b")[0] == 2
    assert run("", "/nowhere.json")[0] == 2


def typed(sent: bytes, encoding: str = "utf-8") -> tuple[int, bytes, str]:
    """The command as a shell runs it: bytes come in through a terminal's encoding."""
    out, error = io.BytesIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(sent), encoding=encoding, errors="surrogateescape")
    told = io.TextIOWrapper(out, encoding=encoding, write_through=True)
    return main_loan(("-",), stdin, told, error), out.getvalue(), error.getvalue()


def test_bytes_from_standard_input_are_read_as_a_file_is() -> None:
    plain = json.dumps(ASKED).encode()
    assert typed(b"\xef\xbb\xbf" + plain) == typed(plain)
    assert typed(plain)[0] == 0
    assert typed(b'{"\xe9": 1}') == (2, b"", "-: không phải chữ UTF-8.\n")


def test_a_file_with_a_mark_of_byte_order_is_read(tmp_path: Path) -> None:
    file = tmp_path / "vay.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(ASKED).encode())
    assert run("", str(file)) == run(json.dumps(ASKED))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "-: trống, không phải JSON đúng."),
        (" \n", "-: trống, không phải JSON đúng."),
        ("{\n,", "-: không phải JSON đúng (dòng 2 cột 1)."),
        ('{"principal": 1' + "0" * 5000 + "}", "-: không phải JSON đúng (có số quá dài)."),
    ],
)
def test_what_is_no_json_is_said_in_vietnamese(text: str, said: str) -> None:
    assert run(text) == (2, "", said + "\n")
