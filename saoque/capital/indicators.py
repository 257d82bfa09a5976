"""What the figures count of this room: what is owed, by how many, in how many groups, and support paid out."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.capital.models import Loan, Payment, Repayment, SavingsGroup
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.producers.models import Producer

_GROUP = _("Vốn")


def _owed(province: str, span: Span) -> QuerySet[Loan]:
    """Loans paid out by the last day, with what was still owed then: repayments count by their own day."""
    paid = Repayment.objects.filter(loan=OuterRef("pk"), paid_on__lte=span.last).order_by().values("loan")
    loans = Loan.objects.filter(disbursed_on__lte=span.last, producer__commune__parent__code=province)
    back = Coalesce(Subquery(paid.annotate(sum=Sum("principal")).values("sum")), 0)
    owed = loans.annotate(owed=F("principal") - back).filter(owed__gt=0)
    return owed.select_related("producer").order_by("-owed", "pk")


def _loan_row(one: Any) -> FigureRow:
    return FigureRow(one.name, one.producer.name, one.disbursed_on, reverse("capital:loan", args=[one.pk]), one.owed)


def _borrowers(province: str, span: Span) -> QuerySet[Producer]:
    return Producer.objects.filter(pk__in=_owed(province, span).order_by().values("producer")).order_by("sort", "pk")


def _borrower_row(one: Producer) -> FigureRow:
    return FigureRow(one.name, one.get_legal_form_display(), None, reverse("producers:detail", args=[one.pk]))


def _groups(province: str, span: Span) -> QuerySet[SavingsGroup]:
    stood = Q(state=SavingsGroup.State.ACTIVE) | Q(ended_on__gt=span.last)
    active = SavingsGroup.objects.filter(stood, founded_on__lte=span.last)
    return active.filter(unit__province__code=province).select_related("unit").order_by("name", "pk")


def _group_row(one: SavingsGroup) -> FigureRow:
    return FigureRow(one.name, one.unit.name, one.founded_on, reverse("capital:group", args=[one.pk]))


def _paid(province: str, span: Span) -> QuerySet[Payment]:
    found = Payment.objects.filter(
        paid_on__range=(span.first, span.last), claim__producer__commune__parent__code=province
    )
    return found.select_related("claim__producer").order_by("-paid_on", "pk")


def _payment_row(one: Payment) -> FigureRow:
    claim = one.claim
    return FigureRow(
        claim.name, claim.producer.name, one.paid_on, reverse("capital:claim", args=[claim.pk]), one.amount
    )


register_indicator(
    Indicator(
        key="outstanding",
        group=_GROUP,
        name=_("Dư nợ"),
        means=_("Gốc chưa trả vào ngày cuối kỳ của các khoản vay ghi trên Sao Quê; sổ của ngân hàng quyết định."),
        unit=_("đồng"),
        counting=Counting.STOOD,
        found=_owed,
        commune="producer__commune__code",
        row=_loan_row,
        amount="owed",
    )
)
register_indicator(
    Indicator(
        key="borrowers",
        group=_GROUP,
        name=_("Số hộ vay"),
        means=_("Chủ thể còn nợ gốc vào ngày cuối kỳ."),
        unit=_("hộ"),
        counting=Counting.STOOD,
        found=_borrowers,
        commune="commune__code",
        row=_borrower_row,
    )
)
register_indicator(
    Indicator(
        key="savings_groups",
        group=_GROUP,
        name=_("Tổ tiết kiệm và vay vốn"),
        means=_("Tổ đang hoạt động vào ngày cuối kỳ."),
        unit=_("tổ"),
        counting=Counting.STOOD,
        found=_groups,
        commune="unit__commune__code",
        row=_group_row,
    )
)
register_indicator(
    Indicator(
        key="support_paid",
        group=_GROUP,
        name=_("Tiền hỗ trợ đã nhận"),
        means=_("Tiền nhận trong kỳ theo các đề nghị hỗ trợ, có chứng từ."),
        unit=_("đồng"),
        counting=Counting.HAPPENED,
        found=_paid,
        commune="claim__producer__commune__code",
        row=_payment_row,
        amount="amount",
    )
)
