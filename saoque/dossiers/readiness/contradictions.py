"""What one place says and another denies: one row of `RULES` for each pair of places, each with a test of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saoque.dossiers.completeness import LOOK, SHOULD, Finding
from saoque.dossiers.readiness import finds
from saoque.dossiers.readiness.facts import Facts


@dataclass(frozen=True)
class Rule:
    """`say` is filled with what `find` yields; `where` it is mended comes with it."""

    code: str
    severity: str
    say: Promise
    find: Callable[[Facts], finds.Found]


def contradictions(facts: Facts) -> Iterator[Finding]:
    for rule in RULES:
        for words, where in rule.find(facts):
            yield Finding(where, str(rule.say) % words, rule.severity, rule.code)


RULES: tuple[Rule, ...] = (
    Rule(
        "registration_paper",
        SHOULD,
        _("Mẫu số 02 ghi loại hình là %(form)s, còn giấy đăng ký trong hồ sơ là «%(title)s». Hai chỗ cần khớp nhau."),
        finds.registration_paper,
    ),
    Rule(
        "registration_number",
        SHOULD,
        _("Mẫu số 02 ghi số đăng ký «%(told)s», còn «%(title)s» mang số %(number)s. Hãy xem lại cho khớp."),
        finds.registration_number,
    ),
    Rule(
        "address",
        SHOULD,
        _("Địa chỉ «%(told)s» không nhắc tới %(commune)s, nơi chủ thể đăng ký. Hãy xem lại cho khớp."),
        finds.address,
    ),
    Rule(
        "name",
        SHOULD,
        _("Mẫu số 01 ghi tên «%(told)s», còn hồ sơ chủ thể ghi «%(name)s». Hãy xem lại cho khớp."),
        finds.name,
    ),
    Rule(
        "representative",
        SHOULD,
        _(
            "Tiêu chí %(code)s tính điểm người đại diện là nữ, dân tộc thiểu số hoặc khuyết tật, mà Mẫu số 02"
            " không ghi như vậy."
        ),
        finds.representative,
    ),
    Rule(
        "ticked_without_paper",
        SHOULD,
        _("Mẫu số 02 đánh dấu «%(label)s» mà hồ sơ chưa có giấy nào còn hiệu lực của dòng đó."),
        finds.ticked,
    ),
    Rule(
        "paper_not_ticked",
        LOOK,
        _("Hồ sơ có «%(title)s» mà ô của giấy này ở Mẫu số 02 chưa đánh dấu."),
        finds.not_ticked,
    ),
    Rule(
        "growth_against_table",
        LOOK,
        _(
            "Tiêu chí %(code)s tính tăng trưởng, mà bảng doanh thu năm %(year)d thấp hơn năm %(before)d. Nhờ "
            "người xem lại sổ sách."
        ),
        finds.growth,
    ),
    Rule(
        "growth_without_profit",
        LOOK,
        _("Tiêu chí %(code)s tính lợi nhuận tăng, mà Mẫu số 02 ghi lợi nhuận bằng 0 hoặc lỗ. Nhờ người xem lại."),
        finds.profit,
    ),
    Rule(
        "profit_above_revenue",
        SHOULD,
        _("Lợi nhuận đang ghi lớn hơn doanh thu. Hãy xem lại hai con số."),
        finds.profit_above_revenue,
    ),
    Rule(
        "linkage_too_young",
        SHOULD,
        _("Tiêu chí %(code)s nói hợp đồng đã ổn định từ 12 tháng, mà «%(title)s» mới ký ngày %(day)s."),
        finds.linkage,
    ),
    Rule(
        "bilingual_label",
        LOOK,
        _(
            "Tiêu chí %(code)s nói nhãn ghi song ngữ, mà máy không thấy tiếng nước ngoài trong chữ trên nhãn."
            " Nhờ người xem nhãn thật."
        ),
        finds.bilingual,
    ),
    Rule(
        "barcode_without_paper",
        LOOK,
        _("Nhãn có mã vạch %(gtin)s mà hồ sơ chưa có giấy mã số mã vạch."),
        finds.barcode,
    ),
    Rule(
        "aim_above_self_star",
        SHOULD,
        _("Hồ sơ xin hạng %(aim)d sao mà tự chấm mới %(stars)d sao."),
        finds.aim,
    ),
    Rule(
        "points_above_star",
        LOOK,
        _("Tự chấm %(total)d điểm là khung %(points)d sao, nhưng còn thiếu dấu nên chỉ tính %(stars)d sao."),
        finds.points_above_star,
    ),
    Rule(
        "printed_star",
        SHOULD,
        _("Nhãn in %(printed)d sao mà tự chấm chỉ %(stars)d sao."),
        finds.printed_star,
    ),
)
