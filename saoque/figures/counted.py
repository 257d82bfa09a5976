"""What is counted of producers, products and certificates."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saoque.certificates.models import Certificate
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.places.models import AdminUnit
from saoque.producers.models import LegalForm, Paper, Producer

_PRODUCTS = gettext_lazy("Sản phẩm OCOP")
_MODELS = gettext_lazy("Kinh tế thanh niên")
_OF_COMMUNE = "product__producer__commune__code"


def _valid(span: Span, **more: Any) -> QuerySet[Certificate]:
    """Certificates in force at the end of the span, as far as the records tell: revoked ones count until their day."""
    begun = Certificate.objects.filter(issued_on__lte=span.last, valid_until__gte=span.last, **more)
    ended = Q(revoked_by__signed_on__lte=span.last) | Q(superseded_by__issued_on__lte=span.last)
    return begun.exclude(ended)


def _products(star: int) -> Indicator:
    def found(province: str, span: Span) -> QuerySet[Certificate]:
        return (
            _valid(span, star=star, product__producer__commune__parent__code=province)
            .select_related("product__producer")
            .order_by("product_name", "pk")
        )

    return Indicator(
        key=f"ocop_{star}_star",
        group=_PRODUCTS,
        name=format_lazy(gettext_lazy("Sản phẩm OCOP {star} sao"), star=star),
        means=gettext_lazy("Sản phẩm có giấy chứng nhận còn hiệu lực vào ngày cuối kỳ."),
        unit=gettext_lazy("sản phẩm"),
        counting=Counting.STOOD,
        found=found,
        commune=_OF_COMMUNE,
        row=_certificate_row,
    )


def _certificate_row(one: Certificate) -> FigureRow:
    return FigureRow(one.product_name, one.producer_name, one.issued_on, reverse("certificate", args=[one.code]))


def _recognised(province: str, span: Span) -> QuerySet[Certificate]:
    return Certificate.objects.filter(
        product__producer__commune__parent__code=province, issued_on__range=(span.first, span.last)
    ).order_by("-issued_on", "pk")


def _communes(province: str, span: Span) -> QuerySet[AdminUnit]:
    here = _valid(span, product__producer__commune__code=OuterRef("code"))
    return AdminUnit.objects.filter(Exists(here), parent__code=province, level="commune", until=None).order_by("sort")


def _commune_row(one: AdminUnit) -> FigureRow:
    return FigureRow(one.full_name)


def _producers(key: str, name: Any, *forms: LegalForm) -> Indicator:
    def found(province: str, span: Span) -> QuerySet[Producer]:
        here = Producer.objects.filter(commune__parent__code=province, created_at__date__lte=span.last)
        return (
            (here.filter(legal_form__in=forms) if forms else here).prefetch_related("products").order_by("sort", "pk")
        )

    return Indicator(
        key=key,
        group=_MODELS,
        name=name,
        means=gettext_lazy("Chủ thể đã đăng ký trên Sao Quê đến ngày cuối kỳ, theo loại hình đã khai."),
        unit=gettext_lazy("chủ thể"),
        counting=Counting.STOOD,
        found=found,
        commune="commune__code",
        row=_producer_row,
    )


def _producer_row(one: Producer) -> FigureRow:
    count = len(one.products.all())
    said = ngettext("%(count)d sản phẩm", "%(count)d sản phẩm", count) % {"count": count}
    detail = _("%(form)s · %(products)s") % {"form": one.get_legal_form_display(), "products": said}
    return FigureRow(one.name, detail, one.created_at.date(), reverse("producers:detail", args=[one.pk]))


def _trademarks(key: str, kind: str, name: Any, means: Any) -> Indicator:
    def found(province: str, span: Span) -> QuerySet[Paper]:
        kept = Paper.objects.filter(kind=kind, removed_at=None, issued_on__range=(span.first, span.last))
        here = kept.filter(producer__commune__parent__code=province)
        return here.select_related("producer").order_by("-issued_on", "pk")

    return Indicator(
        key=key,
        group=_MODELS,
        name=name,
        means=means,
        unit=gettext_lazy("nhãn hiệu"),
        counting=Counting.HAPPENED,
        found=found,
        commune="producer__commune__code",
        row=_trademark_row,
    )


def _trademark_row(one: Paper) -> FigureRow:
    """The paper itself stays in the producer's drawer; its owner and day are enough to find it."""
    return FigureRow(one.producer.name, "", one.issued_on, reverse("producers:detail", args=[one.producer_id]))


for _star in (3, 4, 5):
    register_indicator(_products(_star))
register_indicator(
    Indicator(
        key="recognised",
        group=_PRODUCTS,
        name=gettext_lazy("Lượt công nhận trong kỳ"),
        means=gettext_lazy("Giấy chứng nhận được cấp trong kỳ: lần đầu, nâng hạng và đánh giá lại."),
        unit=gettext_lazy("lượt"),
        counting=Counting.HAPPENED,
        found=_recognised,
        commune=_OF_COMMUNE,
        row=_certificate_row,
    )
)
register_indicator(
    Indicator(
        key="communes_with_product",
        group=_PRODUCTS,
        name=gettext_lazy("Xã, phường có sản phẩm OCOP"),
        means=gettext_lazy("Xã, phường có ít nhất một giấy chứng nhận còn hiệu lực vào ngày cuối kỳ."),
        unit=gettext_lazy("xã, phường"),
        counting=Counting.STOOD,
        found=_communes,
        commune="code",
        row=_commune_row,
    )
)
register_indicator(_producers("economic_models", gettext_lazy("Mô hình kinh tế")))
register_indicator(_producers("enterprises", gettext_lazy("Doanh nghiệp"), LegalForm.ENTERPRISE))
register_indicator(_producers("cooperatives", gettext_lazy("Hợp tác xã"), LegalForm.COOPERATIVE))
register_indicator(_producers("cooperative_groups", gettext_lazy("Tổ hợp tác"), LegalForm.COOPERATIVE_GROUP))
register_indicator(
    _trademarks(
        "trademarks_filed",
        "trademark_application",
        gettext_lazy("Nhãn hiệu đã nộp đơn"),
        gettext_lazy("Đơn nhãn hiệu được chấp nhận trong kỳ, theo ngăn giấy tờ của chủ thể."),
    )
)
register_indicator(
    _trademarks(
        "trademarks_granted",
        "trademark_certificate",
        gettext_lazy("Nhãn hiệu được cấp"),
        gettext_lazy("Giấy chứng nhận nhãn hiệu cấp trong kỳ, theo ngăn giấy tờ của chủ thể."),
    )
)
