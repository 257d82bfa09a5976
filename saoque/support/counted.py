"""What the Youth Union reports, and the figures of the house that answer each of it: what is recorded is never typed again."""

from collections.abc import Mapping

from saoque.kernel.calendar import today
from saoque.kernel.indicators import Indicator, Span, find_indicator
from saoque.people.models import Unit
from saoque.people.roles import UnitKind
from saoque.support.models import Assignment

# Items of the record `report_indicators` → keys of the figures that add up to them.
ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "mô hình kinh tế": ("economic_models",),
    "tổ hợp tác": ("cooperative_groups",),
    "hợp tác xã": ("cooperatives",),
    "doanh nghiệp": ("enterprises",),
    "sản phẩm OCOP theo sao": ("ocop_3_star", "ocop_4_star", "ocop_5_star"),
    "xã có sản phẩm OCOP của thanh niên": ("communes_with_product",),
    "dự án khởi nghiệp": ("startup_projects",),
    "dự án đổi mới sáng tạo": ("innovative_projects",),
    "dư nợ": ("outstanding",),
    "số tổ tiết kiệm và vay vốn": ("savings_groups",),
    "số hộ vay": ("borrowers",),
    "vốn tự có đã giải ngân": ("own_capital_disbursed",),
    "lớp tập huấn": ("classes",),
    "người tập huấn": ("people_trained",),
    "chuyển giao khoa học kỹ thuật": ("transfers",),
    "việc làm thường xuyên": ("jobs_regular",),
    "việc làm thời vụ": ("jobs_seasonal",),
    "doanh thu": ("revenue",),
    "hội chợ": ("hoi_cho",),
    "biên bản ghi nhớ": ("mou_hoi_cho",),
    "hợp đồng": ("hop_dong_hoi_cho", "buyer_contracts"),
    "kênh tiêu thụ": ("points_of_sale",),
    "nhãn hiệu đã nộp": ("trademarks_filed",),
    "nhãn hiệu được cấp": ("trademarks_granted",),
    "vướng mắc đang mở": ("obstacles_open",),
    "vướng mắc đã đóng": ("obstacles_closed",),
}


def figures_for(item: str) -> list[Indicator]:
    """Return the figures that add up to an item of the report; none where a room has not registered one of them."""
    found = [find_indicator(key) for key in ANSWERED_BY.get(" ".join(item.split()), ())]
    return [] if None in found else [one for one in found if one is not None]


def of_unit(unit: Unit, counted: Mapping[str, int]) -> int:
    """The city's committee answers for everything in the city, a commune's unit for its commune."""
    if unit.kind == UnitKind.YOUTH_COMMUNE:
        return counted.get(unit.commune.code, 0) if unit.commune else 0
    return sum(counted.values())


def counted_for(part: Assignment, item: str) -> int | None:
    """Return what the records count of an item for a unit, from the directive's first day until today or its last.

    None where the item is nothing that the house counts, or the period has not begun. One query for each figure.
    """
    found, last = figures_for(item), min(part.directive.period_to, today())
    if not found or part.unit.province is None or last < part.directive.period_from:
        return None
    span = Span(part.directive.period_from, last)
    return sum(of_unit(part.unit, one.by_commune(part.unit.province.code, span)) for one in found)
