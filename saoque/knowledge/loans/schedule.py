"""The schedule of repayments.

How it counts. Every period is one month and costs one twelfth of the annual rate on what is still owed. Each row is
rounded for itself to whole đồng, halves up; the last row pays whatever principal is left, so that the principal sums
exactly. During grace only interest is paid. `equal_principal` pays the same principal in every month after grace,
`annuity` the same total. Payments fall on the day of the month of the first one; a month that is too short pays on
its last day, and the month after goes back to the day of the first.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from saoque.knowledge.errors import KnowledgeError
from saoque.requests import one_line

METHODS = ("equal_principal", "annuity")
MOST_PRINCIPAL = 10**13  # VND; far above any loan of this kind, so that figures stay readable
MOST_MONTHS = 600
HIGHEST_RATE = Decimal(2)  # 200 % a year
MOST_PLACES = 8  # decimals of the rate
_LAST_YEAR = 9999 - MOST_MONTHS // 12 - 1
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_ONE = Decimal(1)


class LoanError(KnowledgeError):
    """A loan that cannot be computed; the message names the field."""


@dataclass(frozen=True, slots=True)
class Loan:
    """`principal` in VND; `annual_rate` as a part of one (0.0838 is 8.38 %); `grace_months` are among the `months`."""

    principal: int
    annual_rate: Decimal
    months: int
    grace_months: int
    method: str
    first_due: date

    def __post_init__(self) -> None:
        if not 1 <= self.principal <= MOST_PRINCIPAL:
            raise LoanError(f"principal phải từ 1 đến {MOST_PRINCIPAL} đồng.")
        if not self.annual_rate.is_finite() or not 0 <= self.annual_rate <= HIGHEST_RATE:
            raise LoanError("annual_rate phải từ 0 đến 2 (0.0838 là 8,38 % một năm).")
        if -int(self.annual_rate.as_tuple().exponent) > MOST_PLACES:
            raise LoanError(f"annual_rate có nhiều nhất {MOST_PLACES} chữ số lẻ.")
        if not 1 <= self.months <= MOST_MONTHS:
            raise LoanError(f"months phải từ 1 đến {MOST_MONTHS}.")
        if not 0 <= self.grace_months < self.months:
            raise LoanError("grace_months phải từ 0 và ít hơn months: còn ít nhất một tháng để trả gốc.")
        if self.method not in METHODS:
            raise LoanError(f"method phải là {' hoặc '.join(METHODS)}, không phải “{one_line(self.method)}”.")
        if self.first_due.year > _LAST_YEAR:
            raise LoanError("first_due quá xa.")


@dataclass(frozen=True, slots=True)
class Row:
    """One payment, in VND; `balance` is what is owed after it."""

    n: int
    due: date
    principal: int
    interest: int
    balance: int

    @property
    def total(self) -> int:
        """What is paid on the day, in VND."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Schedule:
    rows: tuple[Row, ...]

    @property
    def total_interest(self) -> int:
        """In VND."""
        return sum(row.interest for row in self.rows)

    @property
    def highest_payment(self) -> int:
        """The dearest month, in VND."""
        return max(row.total for row in self.rows)


def schedule(loan: Loan) -> Schedule:
    """Return every payment of the loan; see the head of this module for how it counts."""
    with localcontext(_EXACT):
        monthly = loan.annual_rate / 12
        paying = loan.months - loan.grace_months
        instalment = _annuity(loan.principal, monthly, paying)
        even = _whole(Decimal(loan.principal) / paying)
        rows, left = [], loan.principal
        for n in range(1, loan.months + 1):
            interest = _whole(left * monthly)
            if n <= loan.grace_months:
                back = 0
            elif n == loan.months:
                back = left
            elif loan.method == "annuity":
                back = instalment - interest
            else:
                back = even
            back = min(max(back, 0), left)
            left -= back
            rows.append(Row(n, due_on(loan.first_due, n), back, interest, left))
        return Schedule(tuple(rows))


def due_on(first: date, n: int) -> date:
    """The day of payment `n` (from 1): the day of the first one, or the last day of a month that is too short."""
    years, month = divmod(first.month - 1 + n - 1, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def _annuity(principal: int, monthly: Decimal, months: int) -> int:
    """The equal payment, in VND."""
    if monthly == 0:
        return _whole(Decimal(principal) / months)
    growth = (_ONE + monthly) ** months
    return _whole(principal * monthly * growth / (growth - _ONE))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(_ONE, rounding=ROUND_HALF_UP))
