"""What the figures count of this room: co-operatives and groups founded here."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries.figures import founded
from saoque.kernel.indicators import Counting, FigureRow, Indicator, Span, register_indicator


def _founded(kind: str) -> Callable[[str, Span], QuerySet[Cooperative]]:
    def found(province: str, span: Span) -> QuerySet[Cooperative]:
        here = founded(span.first, span.last).filter(kind=kind, commune__parent__code=province)
        return here.select_related("commune").order_by("-registered_on", "pk")

    return found


def _row(one: Cooperative) -> FigureRow:
    """The founding's own pages belong to its founders, so the row leads nowhere."""
    return FigureRow(one.name, one.commune.full_name, one.registered_on)


for _key, _name, _kind in (
    ("cooperatives_founded", _("Hợp tác xã thành lập"), Kind.COOPERATIVE),
    ("groups_founded", _("Tổ hợp tác thành lập"), Kind.GROUP),
):
    register_indicator(
        Indicator(
            key=_key,
            group=_("Hợp tác xã, tổ hợp tác"),
            name=_name,
            means=_("Lập cùng Sao Quê và được cấp giấy đăng ký trong kỳ."),
            unit=_("đơn vị"),
            counting=Counting.HAPPENED,
            found=_founded(_kind),
            commune="commune__code",
            row=_row,
        )
    )
