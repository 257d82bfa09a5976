"""What the figures count of this room."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.startups.models import Project


def _opened(province: str, span: Span) -> QuerySet[Project]:
    found = Project.objects.filter(opened_on__range=(span.first, span.last), commune__parent__code=province)
    return found.select_related("commune").order_by("-opened_on", "pk")


def _innovative(province: str, span: Span) -> QuerySet[Project]:
    return _opened(province, span).filter(innovative=True)


def _row(one: Project) -> FigureRow:
    url = reverse("startups:project", args=[one.pk]) if one.shared_at else ""
    return FigureRow(one.name, one.commune.full_name, one.opened_on, url)


_GROUP = _("Khởi nghiệp")
for _key, _name, _means, _found in (
    ("startup_projects", _("Dự án khởi nghiệp"), _("Dự án của thanh niên mở trong kỳ."), _opened),
    (
        "innovative_projects",
        _("Dự án khởi nghiệp đổi mới sáng tạo"),
        _("Dự án mở trong kỳ mà nhóm ghi là có cái mới về công nghệ, sản phẩm hoặc cách làm."),
        _innovative,
    ),
):
    register_indicator(
        Indicator(
            key=_key, group=_GROUP, name=_name, means=_means, unit=_("dự án"), counting=Counting.HAPPENED,
            found=_found, commune="commune__code", row=_row,
        )
    )  # fmt: skip
