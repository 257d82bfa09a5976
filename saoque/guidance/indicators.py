"""What the figures count of this room: classes held, and people who came."""

from datetime import datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saoque.guidance.models import Registration, TrainingClass
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator

_GROUP = _("Tập huấn")


def _held(province: str, span: Span) -> QuerySet[TrainingClass]:
    first, last = (
        timezone.make_aware(datetime.combine(day, at)) for day, at in ((span.first, time.min), (span.last, time.max))
    )
    held = TrainingClass.objects.filter(state=TrainingClass.State.HELD, starts_at__range=(first, last))
    return held.filter(unit__province__code=province).select_related("unit").order_by("-starts_at", "pk")


def _attended(province: str, span: Span) -> QuerySet[Registration]:
    classes = _held(province, span).order_by().values("pk")
    came = Registration.objects.filter(training__in=classes, attended_at__isnull=False)
    return came.select_related("training__unit").order_by("-training__starts_at", "pk")


def _class_row(one: TrainingClass) -> FigureRow:
    day = timezone.localtime(one.starts_at).date()
    return FigureRow(one.title, one.unit.name, day, reverse("guidance:class", args=[one.pk]))


def _person_row(one: Registration) -> FigureRow:
    """Names of participants stay in the class's own list."""
    day = timezone.localtime(one.training.starts_at).date()
    return FigureRow(one.training.title, one.training.unit.name, day, reverse("guidance:class", args=[one.training_id]))


register_indicator(
    Indicator(
        key="classes",
        group=_GROUP,
        name=_("Lớp tập huấn"),
        means=_("Lớp đã kết thúc trong kỳ, do đơn vị Đoàn trong địa bàn mở."),
        unit=_("lớp"),
        counting=Counting.HAPPENED,
        found=_held,
        commune="unit__commune__code",
        row=_class_row,
    )
)
register_indicator(
    Indicator(
        key="people_trained",
        group=_GROUP,
        name=_("Lượt người tập huấn"),
        means=_("Lượt có mặt ở các lớp ấy; một người dự hai lớp tính hai lượt."),
        unit=_("lượt người"),
        counting=Counting.HAPPENED,
        found=_attended,
        commune="training__unit__commune__code",
        row=_person_row,
    )
)
