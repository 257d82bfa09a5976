"""Words that the page modules show, in the reader's language."""

from __future__ import annotations

import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def page_words() -> SafeString:
    """A block of data, not of code, so the content policy has nothing to forbid."""
    words = {
        "close": _("Đóng"),
        "offline": _("Mất mạng. Việc vừa làm chưa gửi được, thử lại khi có mạng."),
        "refused": _("Bạn không có quyền làm việc này, hoặc phiên đăng nhập đã hết."),
        "failed": _("Máy chủ chưa làm được việc này. Thử lại sau ít phút."),
        "saving": _("Đang lưu…"),
        "saved": _("Đã lưu {time}"),
        "waiting": _("Chờ mạng · {count} mục"),
        "sendingAll": _("Đang gửi · {count} mục"),
        "choose": _("Có {count} mục cần bạn chọn"),
        "held": _("Máy giữ {count} mục chưa gửi được"),
        "open": _("Mở"),
        "drop": _("Bỏ mục này"),
        "dropSure": _("Bỏ hẳn nội dung này? Không lấy lại được."),
        "waitingFile": _("Chờ mạng, đã gửi {percent}%. Giấy vẫn nằm trên máy này."),
        "keptFile": _("Máy hết chỗ giữ tệp. Đừng đóng trang này cho tới khi gửi xong."),
        "carried": _("Đã mang theo {count} trang, mất mạng vẫn mở được"),
        "carrying": _("Đang tải về máy {done}/{count}…"),
        "carryFailed": _("Chưa tải đủ về máy. Thử lại khi có mạng."),
        "savedElse": _("lúc {at}"),
        "signIn": _("Phiên đăng nhập đã hết. Những gì bạn gõ vẫn được giữ trên máy này. Đăng nhập lại để lưu."),
        "noRight": _("Bạn không còn quyền sửa mục này."),
        "clash": _("{by} vừa sửa mục này. Giữ bản nào?"),
        "someone": _("Người khác"),
        "keepMine": _("Giữ của tôi"),
        "keepTheirs": _("Lấy bản kia"),
        "mine": _("Bạn gõ"),
        "theirs": _("Đang lưu trên hệ thống"),
        "empty": _("(để trống)"),
        "tooBig": _("{name} nặng {size} MB, quá mức {limit} MB. Chụp lại nhỏ hơn hoặc tách tệp."),
        "wrongType": _("{name} không phải loại tệp nhận được. Gửi ảnh hoặc PDF."),
        "sending": _("Đang gửi {percent}%"),
        "sent": _("Đã gửi"),
        "sendFailed": _("Chưa gửi được. Kiểm tra mạng rồi thử lại."),
        "again": _("Gửi lại"),
        "cancel": _("Bỏ"),
        "urlSender": static("sender.js"),
    }
    return format_html(
        '<script type="application/json" id="page-words">{}</script>',
        SafeString(json.dumps(words, ensure_ascii=False).translate(_SAFE)),
    )
