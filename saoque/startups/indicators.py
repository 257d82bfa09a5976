"""What the figures count of this room."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator
from saoque.startups.models import Introduction, Meeting, Project


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


def _knocked(province: str, span: Span) -> QuerySet[Introduction]:
    return _talks(province).filter(knocked_on__range=(span.first, span.last)).order_by("-knocked_on", "pk")


def _agreed(province: str, span: Span) -> QuerySet[Introduction]:
    """Also those that ended later: only a knock that was declined has a day of answer and no consent."""
    found = _talks(province).exclude(state=Introduction.State.DECLINED)
    return found.filter(answered_on__range=(span.first, span.last)).order_by("-answered_on", "pk")


def _deals(province: str, span: Span) -> QuerySet[Introduction]:
    deal = Meeting.objects.filter(
        introduction=OuterRef("pk"), outcome=Meeting.Outcome.DEAL, met_on__range=(span.first, span.last)
    )
    return _talks(province).filter(Exists(deal)).order_by("-answered_on", "pk")


def _talks(province: str) -> QuerySet[Introduction]:
    found = Introduction.objects.filter(project__commune__parent__code=province)
    return found.select_related("project__commune")


def _money(province: str, span: Span) -> QuerySet[Meeting]:
    found = Meeting.objects.filter(
        introduction__project__commune__parent__code=province, met_on__range=(span.first, span.last), received__gt=0
    )
    return found.select_related("introduction__project__commune").order_by("-met_on", "pk")


def _talk_row(one: Introduction) -> FigureRow:
    """The project's name and commune are known to its area anyway; with whom it talks stays between the two."""
    return FigureRow(one.project.name, one.project.commune.full_name, one.answered_on or one.knocked_on)


def _money_row(one: Meeting) -> FigureRow:
    project = one.introduction.project
    return FigureRow(project.name, project.commune.full_name, one.met_on, amount=one.received)


for _key, _name, _means, _talked in (
    (
        "partner_knocks",
        _("Lời ngỏ giữa dự án và đối tác"),
        _("Lời ngỏ trong kỳ, của dự án hoặc của đối tác."),
        _knocked,
    ),
    ("partner_talks", _("Lời ngỏ được nhận"), _("Lời ngỏ mà bên kia đồng ý gặp trong kỳ."), _agreed),
    (
        "partner_deals",
        _("Dự án và đối tác đã thống nhất"),
        _("Cặp dự án, đối tác có buổi gặp trong kỳ ghi là đã thống nhất."),
        _deals,
    ),
):
    register_indicator(
        Indicator(
            key=_key, group=_GROUP, name=_name, means=_means, unit=_("lượt"), counting=Counting.HAPPENED,
            found=_talked, commune="project__commune__code", row=_talk_row,
        )
    )  # fmt: skip
register_indicator(
    Indicator(
        key="partner_money", group=_GROUP, name=_("Vốn đối tác đã trao cho dự án"),
        means=_("Tiền đã nhận, theo nhật ký các buổi gặp trong kỳ."), unit=_("đồng"), counting=Counting.HAPPENED,
        found=_money, commune="introduction__project__commune__code", row=_money_row, amount="received",
    )
)  # fmt: skip
