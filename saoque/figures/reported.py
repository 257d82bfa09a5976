"""What the Youth Union reports (record `report_indicators`) against what the records here can tell."""

from saoque.kernel.indicators import find_indicator
from saoque.knowledge import record

RECORD = "markets-and-organisation#report_indicators"

# Each item of the record → the figures that answer it. An item whose figure no room has registered is said to be missing.
_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "mô hình kinh tế": ("economic_models",),
    "tổ hợp tác": ("cooperative_groups",),
    "hợp tác xã": ("cooperatives",),
    "DN": ("enterprises",),
    "sản phẩm OCOP theo sao": ("ocop_3_star", "ocop_4_star", "ocop_5_star"),
    "xã có sản phẩm OCOP của thanh niên": ("communes_with_product",),
    "dư nợ": ("outstanding",),
    "số tổ tiết kiệm và vay vốn": ("savings_groups",),
    "số hộ vay": ("borrowers",),
    "lớp tập huấn": ("classes",),
    "người tập huấn": ("people_trained",),
    "chuyển giao khoa học kỹ thuật": ("transfers",),
    "việc làm thường xuyên": ("jobs_regular",),
    "việc làm thời vụ": ("jobs_seasonal",),
    "doanh thu": ("revenue",),
    "kênh tiêu thụ": ("channels",),
    "nhãn hiệu đã nộp": ("trademarks_filed",),
    "nhãn hiệu được cấp": ("trademarks_granted",),
    "vướng mắc đang mở": ("obstacles_open",),
    "vướng mắc đã đóng": ("obstacles_closed",),
    "dự án khởi nghiệp": ("startup_projects",),
    "dự án đổi mới sáng tạo": ("innovative_projects",),
    "vốn tự có đã giải ngân": ("own_capital_disbursed",),
    "hội chợ": ("fairs",),
    "biên bản ghi nhớ": ("memoranda",),
    "hợp đồng": ("contracts", "buyer_contracts"),
}


def missing() -> list[str]:
    """Return the items of the record that nothing here counts yet, in the record's words and order. No query."""
    items = record(RECORD).facts["items"]
    return [one for one in items if not all(find_indicator(key) for key in _ANSWERED_BY.get(one, ("",)))]
