"""A simple monthly cash-flow: what comes in, what goes out, whether money ever runs out. Pure, whole đồng.

Revenue grows evenly to its full size over the ramp. Own money and the loan come in the first month, the investment goes
out then; the loan is paid back from the second month on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from saoque.knowledge.loans.schedule import Row

MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Assumptions:
    """VND; `variable_percent` of revenue goes into material and other costs that grow with it."""

    months: int = 24
    own_money: int = 0
    investment: int = 0
    revenue: int = 0
    ramp_months: int = 1
    variable_percent: Decimal = Decimal(0)
    fixed_costs: int = 0
    loan: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """One month, VND. `balance` is the money at hand at its end, `earned` what the business has earned since the start."""

    n: int
    revenue: int
    variable: int
    fixed: int
    investment: int
    loan_in: int
    loan_out: int
    balance: int
    earned: int


@dataclass(frozen=True, slots=True)
class Cashflow:
    """`back_month`: the month in which what was earned first covers the investment; None: not within the plan."""

    rows: tuple[Month, ...]
    lowest: int
    lowest_month: int
    back_month: int | None
    even_revenue: int | None


def cashflow(asked: Assumptions, repayments: Sequence[Row] = ()) -> Cashflow:
    """Return the months of a plan. `repayments` is the schedule of its loan."""
    rows, balance, earned, back = [], 0, 0, None
    for n in range(1, asked.months + 1):
        revenue = _share(asked.revenue, Decimal(min(n, asked.ramp_months)) / max(asked.ramp_months, 1))
        variable = _share(revenue, asked.variable_percent / 100)
        paid = repayments[n - 2].total if 2 <= n <= len(repayments) + 1 else 0
        own, loan, spent = (asked.own_money, asked.loan, asked.investment) if n == 1 else (0, 0, 0)
        earned += revenue - variable - asked.fixed_costs
        balance += own + loan - spent + revenue - variable - asked.fixed_costs - paid
        if back is None and earned >= asked.investment:
            back = n
        rows.append(Month(n, revenue, variable, asked.fixed_costs, spent, loan, paid, balance, earned))
    low = min(rows, key=lambda row: row.balance)
    return Cashflow(tuple(rows), low.balance, low.n, back, _even(asked))


def _even(asked: Assumptions) -> int | None:
    """The monthly revenue that just pays all costs, VND; None where every đồng of it is spent."""
    kept = 1 - asked.variable_percent / 100
    return _share(asked.fixed_costs, 1 / kept) if kept > 0 else None


def _share(amount: int, part: Decimal) -> int:
    return int((amount * part).to_integral_value(ROUND_HALF_UP))
