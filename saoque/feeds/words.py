"""What forms and kinds of channels are called on screen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saoque.feeds.fields import FIELDS
from saoque.feeds.fitting import Lack, Why
from saoque.feeds.layouts import Layout, layout

FORM_WORDS: Mapping[str, Any] = {
    "csv": _("Bảng CSV"),
    "xlsx": _("Bảng Excel"),
    "google": _("Tệp XML của Google"),
    "schema": _("Dữ liệu JSON-LD"),
    "gs1": _("Dữ liệu JSON-LD của GS1"),
    "catalogue": _("Tập giới thiệu PDF"),
    "prices_pdf": _("Bảng giá PDF"),
    "prices_xlsx": _("Bảng giá Excel"),
    "cards": _("Ảnh PNG, gói trong tệp ZIP"),
    "sheet_word": _("Kịch bản Word"),
    "sheet_pdf": _("Kịch bản PDF"),
}
KIND_WORDS: Mapping[str, Any] = {
    "platform": _("Sàn thương mại điện tử"),
    "website": _("Trang bán hàng riêng"),
    "search": _("Máy tìm kiếm"),
    "standard": _("Chuẩn dữ liệu"),
    "supermarket": _("Siêu thị"),
    "print": _("Để in, gửi kèm thư"),
    "social": _("Mạng xã hội, bán trực tiếp"),
}
LANGUAGES = (("vi", _("Bản tiếng Việt")), ("en", _("Bản tiếng Anh")))


def name_of(layout: Layout) -> str:
    return layout.name_en if _english() else layout.name


def channel_name(code: str) -> str:
    """Return the name of a layout that may have gone since; then its code."""
    found = layout(code)
    return name_of(found) if found else code


def note_of(layout: Layout) -> str:
    return layout.note_en if _english() else layout.note


def lack_words(lack: Lack) -> str:
    """Say what is missing, and why when that is not plain."""
    known = FIELDS.get(lack.field)
    label = str(known.label) if known else lack.head
    if lack.why is Why.LONG:
        return _("%(label)s dài hơn %(most)d chữ") % {"label": label, "most": lack.most or 0}
    if lack.why is Why.NOT_ALLOWED:
        return _("%(label)s: kênh này không nhận") % {"label": label}
    return f"{label}: {known.why}" if known and known.why else label


def _english() -> bool:
    return (get_language() or "").startswith("en")
