"""The template of a business plan: its parts in words, its figures, and the cash-flow that follows from them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.capital.models import BusinessPlan, Loan
from saoque.kernel.fields import MoneyField, RateField
from saoque.knowledge.loans import Loan as Terms
from saoque.knowledge.loans import LoanError, Schedule, schedule
from saoque.knowledge.loans.cashflow import MOST_MONTHS, Assumptions, Cashflow, cashflow

_LONG = 5000
_FIRST_DUE = date(2001, 1, 1)  # the day plays no part in the sums

WORDS = {
    "idea": (_("Ý tưởng"), _("Làm ra gì, vì sao là bạn làm được?")),
    "product": (_("Sản phẩm"), _("Quy cách, chất lượng, sao đang có hay muốn có.")),
    "market": (_("Thị trường"), _("Bán cho ai, ở đâu, giá bao nhiêu, ai đang bán giống vậy?")),
    "making": (_("Sản xuất"), _("Nguyên liệu, máy móc, nhà xưởng, mỗi tháng làm được bao nhiêu?")),
    "people": (_("Con người"), _("Ai làm việc gì, cần thêm mấy lao động?")),
    "risks": (_("Rủi ro"), _("Điều gì có thể hỏng, lúc ấy làm sao?")),
}


def _word_field(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 4})
    )


class PlanForm(forms.Form):
    """All fields of a plan; one at a time is saved."""

    title = forms.CharField(label=_("Tên phương án"), max_length=200)
    months = forms.IntegerField(label=_("Tính cho mấy tháng"), min_value=1, max_value=MOST_MONTHS, initial=24)
    own_money = MoneyField(label=_("Vốn của mình (đồng)"), required=False)
    investment = MoneyField(label=_("Đầu tư ban đầu (đồng)"), required=False)
    revenue = MoneyField(label=_("Doanh thu một tháng khi chạy đều (đồng)"), required=False)
    ramp_months = forms.IntegerField(
        label=_("Sau mấy tháng thì chạy đều"), min_value=1, max_value=MOST_MONTHS, required=False
    )
    variable_percent = RateField(label=_("Nguyên liệu, chi phí theo hàng (% doanh thu)"), required=False)
    fixed_costs = MoneyField(label=_("Chi cố định mỗi tháng (đồng)"), required=False)
    loan = MoneyField(label=_("Vốn vay (đồng)"), required=False)
    loan_rate = RateField(label=_("Lãi vay một năm (%)"), required=False)
    loan_months = forms.IntegerField(label=_("Vay mấy tháng"), min_value=1, max_value=600, required=False)
    loan_grace = forms.IntegerField(label=_("Mấy tháng đầu chỉ trả lãi"), min_value=0, max_value=600, required=False)
    loan_method = forms.ChoiceField(label=_("Cách trả"), choices=Loan.Method.choices, required=False)
    idea, product, market, making, people, risks = (_word_field(*told) for told in WORDS.values())

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in WORDS]

    @property
    def number_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in WORDS and name != "title"]


NUMBERS = tuple(name for name in PlanForm.base_fields if name not in WORDS and name != "title")


def initial_of(plan: BusinessPlan) -> dict[str, Any]:
    """Return what the form shows."""
    figures = {name: value for name, value in plan.numbers.items() if value is not None}
    rates = {name: Decimal(figures[name]) for name in ("variable_percent", "loan_rate") if name in figures}
    return {"months": 24, "title": plan.title, **plan.words, **figures, **rates}


def schedule_of(plan: BusinessPlan) -> Schedule | None:
    """The schedule of the plan's loan; None while its terms are not all told, or cannot be."""
    told = plan.numbers
    if not told.get("loan") or told.get("loan_rate") is None or not told.get("loan_months"):
        return None
    method = told.get("loan_method") or Loan.Method.EQUAL_PRINCIPAL
    try:
        rate = Decimal(told["loan_rate"]) / 100
        return schedule(Terms(told["loan"], rate, told["loan_months"], told.get("loan_grace") or 0, method, _FIRST_DUE))
    except LoanError:
        return None


def cashflow_of(plan: BusinessPlan) -> Cashflow:
    """The months of a plan, VND; what is not told counts as nothing."""
    told = plan.numbers
    paid_back = schedule_of(plan)
    asked = Assumptions(
        months=told.get("months") or 24,
        own_money=told.get("own_money") or 0,
        investment=told.get("investment") or 0,
        revenue=told.get("revenue") or 0,
        ramp_months=told.get("ramp_months") or 1,
        variable_percent=Decimal(told.get("variable_percent") or 0),
        fixed_costs=told.get("fixed_costs") or 0,
        loan=told.get("loan") or 0,
    )
    return cashflow(asked, paid_back.rows if paid_back else ())
