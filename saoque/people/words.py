"""Audit records in words. The chain keeps short codes; people read what they mean."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

_SUBJECTS: dict[str, Any] = {
    "people.User": _("Tài khoản"),
    "people.Unit": _("Đơn vị"),
    "people.Membership": _("Vai trò"),
    "places.RegisterLoad": _("Danh mục địa giới"),
    "producers.Producer": _("Chủ thể"),
    "producers.Product": _("Sản phẩm"),
    "producers.Paper": _("Giấy tờ"),
    "dossiers.Dossier": _("Hồ sơ"),
    "dossiers.ReturnItem": _("Mục trả lại"),
    "dossiers.CommuneReport": _("Báo cáo của xã"),
    "councils.Council": _("Hội đồng"),
    "councils.Round": _("Đợt đánh giá"),
    "councils.Session": _("Phiên họp"),
    "councils.Assessment": _("Lượt đánh giá"),
    "councils.ScoreSheet": _("Phiếu chấm"),
    "councils.AdvisoryReport": _("Báo cáo Tổ tư vấn"),
    "certificates.Decision": _("Quyết định"),
    "certificates.Certificate": _("Giấy chứng nhận"),
    "certificates.Inspection": _("Lần kiểm tra"),
    "kernel.StoredFile": _("Tệp"),
}

_ACTIONS: dict[str, Any] = {
    "create_account": _("Đăng ký tài khoản"),
    "change_name": _("Đổi tên"),
    "change_phone": _("Đổi số điện thoại"),
    "change_email": _("Đổi thư điện tử"),
    "change_password": _("Đổi mật khẩu"),
    "reset_password": _("Đặt lại mật khẩu"),
    "make_reset_link": _("Cấp đường dẫn đặt lại mật khẩu"),
    "create_unit": _("Lập đơn vị"),
    "appoint": _("Giao vai trò"),
    "end_membership": _("Thôi vai trò"),
    "load": _("Nạp dữ liệu"),
    "register": _("Đăng ký"),
    "add": _("Thêm"),
    "change": _("Sửa"),
    "add_photo": _("Thêm ảnh"),
    "remove_photo": _("Bỏ ảnh"),
    "restore_photo": _("Lấy lại ảnh"),
    "describe_photo": _("Ghi chú ảnh"),
    "reorder_photos": _("Xếp lại ảnh"),
    "begin": _("Bắt đầu hồ sơ"),
    "save_field": _("Ghi ô khai"),
    "attach_paper": _("Góp giấy tờ"),
    "detach_paper": _("Rút giấy tờ"),
    "cite": _("Dẫn minh chứng"),
    "uncite": _("Bỏ dẫn minh chứng"),
    "file": _("Nộp hồ sơ"),
    "withdraw": _("Rút hồ sơ"),
    "receive_at_commune": _("Xã tiếp nhận"),
    "return_from_commune": _("Xã trả lại"),
    "answer_commune": _("Trả lời xã"),
    "check_parts": _("Kiểm thành phần hồ sơ"),
    "propose": _("Xã đề nghị"),
    "receive_at_agency": _("Tỉnh tiếp nhận"),
    "return_from_agency": _("Tỉnh trả lại"),
    "answer_agency": _("Trả lời tỉnh"),
    "put_before_council": _("Đưa ra Hội đồng"),
    "take_from_council": _("Rút khỏi Hội đồng"),
    "assess_again": _("Đánh giá lại"),
    "conclude": _("Chốt kết quả"),
    "send_to_ministry": _("Chuyển lên trung ương"),
    "recognise": _("Công nhận"),
    "refuse": _("Không công nhận"),
    "set_intake_rules": _("Đặt cách tiếp nhận"),
    "open_round": _("Mở đợt"),
    "open_extra_round": _("Mở đợt bổ sung"),
    "form_council": _("Lập Hội đồng"),
    "set_rules": _("Đặt quy chế"),
    "plan_session": _("Chuẩn bị phiên"),
    "open_session": _("Mở phiên"),
    "close_session": _("Khép phiên"),
    "put_dossier": _("Đưa hồ sơ vào phiên"),
    "take_dossier": _("Rút hồ sơ khỏi phiên"),
    "name_presider": _("Cử người điều hành"),
    "open_sheet": _("Mở phiếu chấm"),
    "mark": _("Chấm điểm"),
    "hand_in": _("Nộp phiếu chấm"),
    "score_again": _("Cho chấm lại"),
    "write_advisory_report": _("Viết báo cáo Tổ tư vấn"),
    "issue": _("Cấp giấy"),
    "revoke": _("Thu hồi"),
    "report": _("Báo tin"),
    "quarantine": _("Cách ly vì có mã độc"),
    "drop_infected": _("Bỏ giấy có mã độc"),
    "put": _("Góp tệp"),
    "recognition": _("Đọc chữ trên giấy"),
    "lock_set": _("Giữ nguyên bộ sản phẩm"),
    "set_star": _("Ghi hạng sao"),
    "call_roll": _("Điểm danh"),
    "close_assessment": _("Khép lượt đánh giá"),
    "answer": _("Trả lời"),
}

_STATES: dict[str, Any] = {
    "active": _("đang hoạt động"),
    "held": _("đang giữ"),
    "ended": _("đã thôi"),
    "unscanned": _("chưa quét vi-rút"),
    "clean": _("đã quét, không có vi-rút"),
    "infected": _("có mã độc, đã cách ly"),
    "draft": _("đang soạn"),
    "filed": _("đã nộp"),
    "commune_received": _("xã đã nhận"),
    "commune_returned": _("xã trả lại"),
    "proposed": _("đã đề nghị"),
    "agency_received": _("tỉnh đã nhận"),
    "agency_returned": _("tỉnh trả lại"),
    "assessing": _("đang đánh giá"),
    "assessed": _("đã có kết quả"),
    "recognised": _("được công nhận"),
    "not_recognised": _("chưa được công nhận"),
    "withdrawn": _("đã rút"),
    "planned": _("đang chuẩn bị"),
    "open": _("đang mở"),
    "closed": _("đã khép"),
    "kept": _("đã giữ"),
    "added": _("đã thêm"),
    "handed_in": _("đã nộp"),
    "valid": _("còn hiệu lực"),
}


# The same short code is another word in another room: «refused» is a case not taken, and a fair's stand not given.
_OF_ROOM: dict[tuple[str, str], Any] = {}


def say(
    *,
    room: str = "",
    subjects: Mapping[str, Any] | None = None,
    actions: Mapping[str, Any] | None = None,
    states: Mapping[str, Any] | None = None,
) -> None:
    """Teach the words of a room above: its subjects (model labels), acts and states, each with a lazy text.

    `room` is the app's label: its acts and states are said so for its own subjects, whatever other rooms call them.
    """
    for known, more in ((_SUBJECTS, subjects), (_ACTIONS, actions), (_STATES, states)):
        known.update(more or {})
    if room:
        _OF_ROOM.update({(room, code): words for more in (actions, states) for code, words in (more or {}).items()})


def subject_words(label: str) -> str:
    """Return what a subject's type is called; its code where no word is known."""
    return str(_SUBJECTS.get(label, label))


def action_words(action: str, subject: str = "") -> str:
    """Return what was done to a subject of this type; the code where no word is known."""
    return str(_of_room(subject, action) or _ACTIONS.get(action, action))


def state_words(state: str, subject: str = "") -> str:
    """Return the state of a subject of this type: as its room says it, as its model calls it, or as it is said anywhere."""
    return str(_of_room(subject, state) or _of_model(subject, state) or _STATES.get(state, state))


def _of_room(subject: str, code: str) -> Any:
    return _OF_ROOM.get((subject.partition(".")[0], code))


def _of_model(subject: str, state: str) -> str:
    try:
        field = apps.get_model(subject)._meta.get_field("state")
    except (LookupError, ValueError, FieldDoesNotExist):
        return ""
    label = str(dict(getattr(field, "flatchoices", ())).get(state, ""))
    return label[:1].lower() + label[1:]
