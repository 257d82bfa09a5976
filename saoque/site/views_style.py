"""The living style page: every part of the look in its states, for people who build screens and for the browser test."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saoque.site.drawings.icons import ICONS
from saoque.site.parts.faces import TINTS

TODAY = date(2026, 11, 23)


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Tên sản phẩm", help_text="Ví dụ: Mắm cá Bà Đầm", max_length=120)
    weight = forms.CharField(label="Khối lượng tịnh", help_text="Ví dụ: 1.234,5")
    kind = forms.ChoiceField(
        label="Loại hình", choices=[("", "Chọn loại hình"), ("hkd", "Hộ kinh doanh"), ("htx", "Hợp tác xã")]
    )
    link = forms.ChoiceField(
        label="Liên kết với người trồng",
        widget=forms.RadioSelect,
        choices=[("0", "Chưa có, hoặc có mà không rõ"), ("1", "Hợp đồng cho 50% đến dưới 75% sản lượng")],
    )
    channels = forms.MultipleChoiceField(
        label="Bán ở đâu",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("cho", "Chợ"), ("mang", "Trên mạng")],
    )
    story = forms.CharField(label="Câu chuyện sản phẩm", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Phiếu kiểm nghiệm", required=False, help_text="Ảnh hoặc PDF, tối đa 25 MB")
    agree = forms.BooleanField(label="Tôi cam kết những điều trên là đúng")


def sample_road() -> list[dict[str, Any]]:
    """A dossier on its second of five stations."""
    return [
        {"name": "Chuẩn bị", "state": "done", "until": date(2026, 11, 2)},
        {
            "name": "Tự chấm",
            "state": "now",
            "who": "Hộ kinh doanh Bà Đầm",
            "since": date(2026, 11, 2),
            "until": date(2026, 11, 30),
        },
        {"name": "Nộp xã", "state": "next"},
        {"name": "Hội đồng", "state": "next"},
        {"name": "Nhận sao", "state": "next"},
    ]


def sample_long_road() -> list[dict[str, Any]]:
    """Seven stations, the fourth one late."""
    names = ["Chuẩn bị", "Tự chấm", "Nộp xã", "Xã xem hồ sơ", "Tổ tư vấn", "Hội đồng tỉnh", "Nhận sao"]
    row: list[dict[str, Any]] = [
        {"name": name, "state": "done" if place < 3 else "next"} for place, name in enumerate(names)
    ]
    row[3] |= {
        "state": "now",
        "who": "UBND xã Trường Xuân",
        "since": date(2026, 11, 5),
        "until": date(2026, 11, 22),
        "late": True,
    }
    return row


@require_GET
def style_guide(request: HttpRequest) -> HttpResponse:
    """Shown in the demonstration and while developing; elsewhere the page does not exist."""
    if not (settings.DEBUG or getattr(settings, "DEMO_MODE", False)):
        raise Http404
    wrong = SampleForm({"name": "", "link": "1", "channels": ["cho"]}, auto_id="wrong_%s", prefix="wrong")
    wrong.full_clean()
    context = {
        "form": SampleForm(auto_id="id_%s"),
        "wrong": wrong,
        "road": sample_road(),
        "long_road": sample_long_road(),
        "today": TODAY,
        "due": [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 25), date(2027, 1, 23), None],
        "faces": list(TINTS),
        "icons": list(ICONS),
        "page": Paginator(range(200), 10).get_page(request.GET.get("page", 4)),
        "scores": [
            {
                "name": "Ong Nhà Trọng",
                "set": "Bộ 4",
                "sheets": "8/8",
                "mean": "78.4",
                "spread": "3.5",
                "stars": 4,
                "kind": "ok",
                "next": "Thống nhất",
            },
            {
                "name": "Mắm cá Bà Đầm",
                "set": "Bộ 8",
                "sheets": "9/9",
                "mean": "72.1",
                "spread": "11",
                "stars": 4,
                "kind": "bad",
                "next": "Lệch quá 10: thảo luận, chấm lại",
            },
            {
                "name": "Vú sữa Lò Rèn",
                "set": "Bộ 1",
                "sheets": "0/9",
                "mean": "",
                "spread": "",
                "stars": 0,
                "kind": "",
                "next": "Buổi chiều",
            },
        ],
    }
    return render(request, "style_guide.html", context)
