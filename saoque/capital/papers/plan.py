"""A business plan on paper: words, figures, cash-flow. Vietnamese."""

from django.utils import translation

from saoque.capital.models import BusinessPlan
from saoque.capital.papers.letters import money
from saoque.capital.plans import WORDS, cashflow_of, schedule_of
from saoque.dossiers.papers.tree import Heading, Node, Paper, Row, Table, text

HEAD = ("Tháng", "Doanh thu", "Chi theo hàng", "Chi cố định", "Đầu tư", "Vay vào", "Trả nợ", "Còn tiền")


def plan_paper(plan: BusinessPlan) -> Paper:
    """Return the whole plan."""
    found, loan = cashflow_of(plan), schedule_of(plan)
    nodes: list[Node] = [
        Heading(("PHƯƠNG ÁN SẢN XUẤT, KINH DOANH",), align="center", size=15, listed=False),
        text(plan.title, bold=True, align="center"),
        text(f"Cơ sở: {plan.producer.name}"),
        text(f"Địa chỉ: {plan.producer.address}"),
    ]
    with translation.override("vi"):
        for name, (label, _hint) in WORDS.items():
            nodes.append(Heading((str(label),), level=2))
            nodes += [text(line, align="justify") for line in (plan.words.get(name) or "…").splitlines()]
    nodes.append(Heading(("Dòng tiền (đồng)",), level=2))
    nodes += [text(line) for line in lines_of(plan)]
    if loan:
        nodes.append(
            text(f"Trả nợ tháng nặng nhất {money(loan.highest_payment)}, tổng lãi {money(loan.total_interest)}.")
        )
    rows = tuple(
        Row(tuple(map(money, (m.n, m.revenue, m.variable, m.fixed, m.investment, m.loan_in, m.loan_out, m.balance))))
        for m in found.rows
    )
    nodes.append(Table(HEAD, rows, (3, 4, 4, 4, 5, 5, 4, 5)))
    return Paper(plan.title, tuple(nodes))


def lines_of(plan: BusinessPlan) -> list[str]:
    """What the cash-flow says, in words."""
    found = cashflow_of(plan)
    said = [f"Lúc ít tiền nhất: {money(found.lowest)} (tháng {found.lowest_month})."]
    back = f"tháng {found.back_month}" if found.back_month else "chưa trong thời gian này"
    said.append(f"Lấy lại vốn đầu tư: {back}.")
    if found.even_revenue is not None:
        said.append(f"Hòa vốn mỗi tháng khi doanh thu đạt {money(found.even_revenue)}.")
    return said
