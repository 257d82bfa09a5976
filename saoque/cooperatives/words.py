"""What the room's codes mean to people, and its audit words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from saoque.people.words import say

LACKING: Mapping[str, Any] = {
    "born": _("chưa ghi ngày sinh"),
    "young": _("chưa đủ tuổi"),
    "capacity": _("chưa xác nhận có năng lực hành vi dân sự đầy đủ"),
    "id": _("chưa ghi số định danh hoặc số đăng ký"),
    "representative": _("chưa ghi người đại diện được cử"),
    "certificate": _("chưa ghi số giấy chứng nhận đăng ký đầu tư"),
    "kind": _("loại thành viên này chưa thấy trong quy định về tổ hợp tác"),
    "capital": _("chưa cam kết góp vốn"),
    "part": _("chưa ghi dùng dịch vụ hay góp sức lao động"),
}
NAME_FAULTS: Mapping[str, Any] = {
    "start": _("Tên cần bắt đầu bằng loại hình, ví dụ «Hợp tác xã …»."),
    "own": _("Sau loại hình cần có tên riêng."),
    "letters": _("Tên có ký hiệu lạ. Chỉ dùng chữ, số và các dấu & . , - ( )."),
}
MARKS: Mapping[str, Any] = {"yes": _("Có"), "partly": _("Một phần"), "no": _("Chưa")}
SURVEY: Mapping[str, Any] = {
    "product": _("Bà con làm ra sản phẩm gì?"),
    "people": _("Bao nhiêu hộ, bao nhiêu thanh niên làm cùng nghề?"),
    "need": _("Khó khăn chung lớn nhất là gì?"),
    "market": _("Đang bán cho ai, muốn bán cho ai?"),
}

say(
    room="cooperatives",
    subjects={
        "cooperatives.Cooperative": _("Hợp tác xã, tổ hợp tác"),
        "cooperatives.Member": _("Thành viên hợp tác xã"),
        "cooperatives.Meeting": _("Cuộc họp"),
        "cooperatives.Filing": _("Lần nộp hồ sơ đăng ký"),
        "cooperatives.Task": _("Việc sau đăng ký"),
        "cooperatives.HealthCheck": _("Khám sức khỏe hợp tác xã"),
    },
    actions={
        "open_founding": _("Bắt đầu thành lập"),
        "adopt": _("Nhập hợp tác xã đã có"),
        "stop": _("Dừng việc thành lập"),
        "take_up": _("Làm tiếp việc thành lập"),
        "save_survey": _("Ghi khảo sát"),
        "save_choice": _("Ghi lựa chọn hình thức"),
        "save_name": _("Ghi tên và trụ sở"),
        "add_line": _("Thêm ngành nghề"),
        "remove_line": _("Bỏ ngành nghề"),
        "save_charter": _("Soạn điều lệ"),
        "add_member": _("Ghi thành viên vào sổ"),
        "change_member": _("Sửa thành viên"),
        "leave": _("Thành viên ra"),
        "invite": _("Mời sáng lập viên"),
        "take_invitation": _("Nhận lời mời"),
        "ask_help": _("Mời Đoàn giúp"),
        "end_help": _("Thôi nhờ giúp"),
        "pledge": _("Cam kết góp vốn"),
        "pay": _("Góp vốn"),
        "transfer": _("Chuyển nhượng vốn góp"),
        "repay": _("Trả lại vốn góp"),
        "plan_meeting": _("Chuẩn bị cuộc họp"),
        "add_item": _("Thêm việc vào chương trình họp"),
        "open": _("Mở cuộc họp"),
        "count": _("Ghi kết quả biểu quyết"),
        "close": _("Chốt biên bản"),
        "receive": _("Xã nhận hồ sơ"),
        "return": _("Xã trả lại"),
        "link_producer": _("Gắn với chủ thể OCOP"),
        "set_due": _("Đặt hạn"),
        "finish": _("Làm xong"),
        "save_check": _("Ghi lần khám"),
    },
    states={
        "founding": _("đang thành lập"),
        "returned": _("được trả lại"),
        "registered": _("đã đăng ký"),
        "stopped": _("đã dừng"),
        "received": _("đã nhận"),
    },
)
