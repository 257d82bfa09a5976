"""The cash-flow of a plan: every month adds up, and what it says follows from its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from saoque.knowledge.loans import Loan, schedule
from saoque.knowledge.loans.cashflow import Assumptions, cashflow

MILLION = 1_000_000
_money = st.integers(0, 1_000 * MILLION)
_plans = st.builds(
    Assumptions, months=st.integers(1, 60), own_money=_money, investment=_money, revenue=_money,
    ramp_months=st.integers(1, 24), variable_percent=st.integers(0, 150).map(Decimal), fixed_costs=_money, loan=_money,
)  # fmt: skip


@given(_plans)
def test_months_add_up_and_the_lowest_is_the_lowest(asked: Assumptions) -> None:
    found = cashflow(asked)
    assert len(found.rows) == asked.months
    balance = asked.own_money
    for row in found.rows:
        balance += row.revenue + row.loan_in - row.variable - row.fixed - row.investment - row.loan_out
        assert row.balance == balance
    assert found.lowest == min(row.balance for row in found.rows) == found.rows[found.lowest_month - 1].balance
    revenues = [row.revenue for row in found.rows]
    assert revenues == sorted(revenues)
    assert max(revenues) <= asked.revenue
    covered = [row.n for row in found.rows if row.earned >= asked.investment]
    assert found.back_month == (covered[0] if covered else None)


def test_a_plan_with_a_loan() -> None:
    loan = schedule(Loan(60 * MILLION, Decimal("0.08"), 6, 0, "equal_principal", date(2027, 1, 15)))
    asked = Assumptions(12, 20 * MILLION, 80 * MILLION, 40 * MILLION, 2, Decimal(50), 5 * MILLION, 60 * MILLION)
    found = cashflow(asked, loan.rows)
    first, second = found.rows[:2]
    assert (first.revenue, first.balance, first.loan_out) == (20 * MILLION, 5 * MILLION, 0)
    assert (second.revenue, second.loan_out) == (40 * MILLION, 10_400_000)
    assert sum(row.loan_out for row in found.rows) == 60 * MILLION + loan.total_interest
    assert (found.back_month, found.even_revenue) == (6, 10 * MILLION)


def test_what_earns_nothing_never_comes_back() -> None:
    found = cashflow(Assumptions(months=3, investment=1, variable_percent=Decimal(100), revenue=5))
    assert (found.back_month, found.even_revenue) == (None, None)
