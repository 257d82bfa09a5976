"""Kinds of papers: the evidence codes of the decision (annex of form 02) in words short enough for a list."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "E01": _("Giấy đăng ký kinh doanh"),
    "E02": _("Giấy cơ sở đủ điều kiện (an toàn thực phẩm…)"),
    "E03": _("Nguồn nguyên liệu, hợp đồng liên kết"),
    "E04": _("Giấy tờ, ảnh về môi trường"),
    "E05": _("Danh sách lao động"),
    "E06": _("Báo cáo tài chính, xếp loại hợp tác xã"),
    "E07": _("Nhãn hiệu, sáng chế, kiểu dáng"),
    "E08": _("Hợp đồng, hóa đơn bán hàng"),
    "E09": _("Trang web, quảng bá"),
    "E10": _("Tờ rơi, ảnh, phim về câu chuyện"),
    "E11": _("Công bố chất lượng"),
    "E12": _("Phiếu kiểm nghiệm"),
    "E13": _("Mã vạch, tem truy xuất"),
    "E14": _("Chứng nhận VietGAP, HACCP, ISO…"),
    "E15": _("Giải thưởng, bình chọn"),
}


def kind_words(kind: str) -> str:
    """Return the words of a kind; the code itself for one that is not in the list."""
    return str(KINDS.get(kind, kind))
