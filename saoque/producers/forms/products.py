"""A product: its name, its set, its story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saoque.producers.forms.base import LayoutRow, StepForm

SET_NEEDED = _("Hãy chọn một bộ sản phẩm. Chưa chắc thì gõ tên thường gọi để tìm.")


class NewProductForm(StepForm):
    name = forms.CharField(
        label=_("Tên sản phẩm"), max_length=200, help_text=_("Đúng như trên nhãn, ví dụ: Mắm cá Bà Đầm.")
    )
    summary = forms.CharField(
        label=_("Mô tả ngắn"),
        required=False,
        max_length=20_000,
        help_text=_("Làm từ gì, đóng gói bao nhiêu, để được bao lâu."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    scorecard = forms.CharField(label=_("Bộ sản phẩm"), error_messages={"needed": SET_NEEDED})

    layout: tuple[LayoutRow, ...] = (
        (_("Sản phẩm tên gì?"), "", ("name", "summary"), ""),
        (
            _("Sản phẩm thuộc bộ nào?"),
            _("Mỗi bộ có phiếu chấm 100 điểm riêng. Chọn đúng bộ ngay từ đầu thì khỏi làm lại hồ sơ."),
            ("scorecard",),
            "producers/_set_picker.html",
        ),
    )


class SetForm(StepForm):
    scorecard = forms.CharField(label=_("Bộ sản phẩm"), error_messages={"needed": SET_NEEDED})


class ProductForm(StepForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Tên sản phẩm"), max_length=200, help_text=_("Đúng như trên nhãn."))
    summary = forms.CharField(
        label=_("Mô tả, quy cách, tiêu chuẩn"),
        required=False,
        max_length=20_000,
        help_text=_("Làm từ gì, đóng gói bao nhiêu, để được bao lâu, theo tiêu chuẩn nào."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class StoryForm(StepForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    story = forms.CharField(
        label=_("Câu chuyện sản phẩm"),
        required=False,
        max_length=20_000,
        help_text=_("Viết như đang kể cho khách nghe. Khoảng 200 đến 300 chữ là vừa."),
        widget=forms.Textarea(attrs={"rows": 16, "class": "tale", "data-count-words": ""}),
    )
