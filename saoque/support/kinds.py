"""What a producer can ask for, and the steps at which an office may block, as data in plain words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saoque.kernel.calendar import today
from saoque.knowledge import Record
from saoque.sources.queries import records_of

OBSTACLE = "obstacle"


@dataclass(frozen=True)
class Kind:
    """One kind of need. `records`: keys of the records (steps, papers, fees) that go with it."""

    code: str
    name: Any
    says: Any
    example: Any
    records: tuple[str, ...] = ()


_MARKS = "trademark-barcode-label-traceability"

KINDS: tuple[Kind, ...] = (
    Kind(
        "technology", _("Kỹ thuật, máy móc"), _("Cách làm, giống, máy, giữ hàng lâu hơn"),
        _("Mứt nhanh đổi màu, muốn biết cách giữ màu"),
    ),
    Kind(
        "capital", _("Vốn"), _("Vay, xin quỹ, tìm người góp vốn"), _("Cần 80 triệu đồng mua máy chiết rót"),
        ("capital-and-startups#loan_trust_youth_union", "capital-and-startups#loan_job_creation"),
    ),
    Kind(
        "promotion", _("Quảng bá"), _("Chụp ảnh, viết bài, lên báo, livestream"),
        _("Muốn có ảnh đẹp và một đoạn phim ngắn"),
    ),
    Kind(
        "outlet", _("Chỗ bán"), _("Cửa hàng, siêu thị, hội chợ, bán trên mạng"),
        _("Muốn gửi hàng ở cửa hàng đặc sản Ninh Kiều"),
        ("markets-and-organisation#supermarket_ready", "markets-and-organisation#ecommerce_ready"),
    ),
    Kind(
        "brand", _("Thương hiệu"), _("Tên gọi, câu chuyện, bộ nhận diện"), _("Muốn đặt tên và vẽ biểu trưng"),
    ),
    Kind(
        "trademark", _("Nhãn hiệu"), _("Đăng ký bảo hộ tên, hình của sản phẩm"),
        _("Sợ người khác lấy tên của mình"), (f"{_MARKS}#trademark",),
    ),
    Kind(
        "label", _("Nhãn hàng hóa"), _("Chữ phải có trên nhãn, tem truy xuất"), _("Xã trả hồ sơ vì nhãn thiếu hạn dùng"),
        (f"{_MARKS}#label_check", f"{_MARKS}#ocop_mark", f"{_MARKS}#traceability"),
    ),
    Kind(
        "barcode", _("Mã số mã vạch"), _("Đăng ký mã để vào siêu thị, in tem"), _("Siêu thị đòi mã vạch"),
        (f"{_MARKS}#barcode",),
    ),
    Kind("packaging", _("Bao bì"), _("Chai, hộp, túi, in ấn"), _("Hũ thủy tinh hay vỡ khi gửi xe")),
    Kind(
        "legal_form", _("Hình thức làm ăn"), _("Lập tổ hợp tác, hợp tác xã, hộ kinh doanh"),
        _("Bảy hộ muốn lập hợp tác xã"), ("cooperatives#htx_found", "cooperatives#tht_found"),
    ),
    Kind(
        OBSTACLE, _("Vướng với cơ quan"), _("Giấy tờ bị giữ, bị trả, hỏi mãi chưa ai trả lời"),
        _("Nộp đơn ba tuần, chưa thấy phiếu hẹn"),
    ),
    Kind("other", _("Việc khác"), _("Chưa biết gọi là gì thì cứ kể"), _("Cần người giúp tính giá bán")),
)  # fmt: skip

STEPS: dict[str, Any] = {
    "registration_form": _("Hồ sơ OCOP: khai mẫu, tự chấm"),
    "commune_intake": _("Hồ sơ OCOP: xã tiếp nhận"),
    "commune_proposal": _("Hồ sơ OCOP: xã đề nghị"),
    "agency_intake": _("Hồ sơ OCOP: tỉnh, thành phố tiếp nhận"),
    "council": _("Hồ sơ OCOP: Hội đồng đánh giá"),
    "decision": _("Hồ sơ OCOP: ký quyết định, giấy chứng nhận"),
    "business_registration": _("Đăng ký hộ kinh doanh, hợp tác xã, tổ hợp tác"),
    "food_paper": _("An toàn thực phẩm, tự công bố sản phẩm"),
    "trademark": _("Đăng ký nhãn hiệu"),
    "barcode": _("Mã số mã vạch"),
    "loan_file": _("Vay vốn: lập hồ sơ, xác nhận"),
    "loan_decision": _("Vay vốn: thẩm định, giải ngân"),
    "land": _("Đất, nhà xưởng, môi trường"),
    "tax": _("Thuế, hóa đơn"),
    "sale": _("Vào siêu thị, sàn bán hàng"),
    "other": _("Bước khác"),
}

_BY_CODE = {kind.code: kind for kind in KINDS}


def kind_of(code: str) -> Kind:
    return _BY_CODE[code]


def is_kind(code: str) -> bool:
    return code in _BY_CODE


def kind_choices() -> list[tuple[str, Any]]:
    return [(kind.code, kind.name) for kind in KINDS]


def kind_name(code: str) -> str:
    return str(_BY_CODE[code].name) if code in _BY_CODE else code


def step_name(code: str) -> str:
    return str(STEPS.get(code, code))


def obstacle_kinds(province: str = "") -> tuple[str, ...]:
    """Return the kinds of obstacles as the record says them, in its order. One query."""
    key = "markets-and-organisation#obstacle_ticket"
    found = next(one for one in records_of("organisation", province=province) if one.key == key)
    return tuple(str(one) for one in found.facts["kinds"])


def indicator_names(province: str = "") -> tuple[str, ...]:
    """Return what the Youth Union counts in its reports, as the record says it. One query."""
    key = "markets-and-organisation#report_indicators"
    found = next(one for one in records_of("organisation", province=province) if one.key == key)
    return tuple(str(one) for one in found.facts["items"])


def records_for(kind: Kind, province: str) -> list[Record]:
    """Return the records of a kind as they hold today in a province (code). One query for each kind of record."""
    wanted = set(kind.records)
    if not wanted:
        return []
    kinds = ("process", "capital", "fee", "rule", "checklist")
    found = [one for each in kinds for one in records_of(each, province=province) if one.key in wanted]
    return [one for one in found if one.holds(today())]
