"""Each legal form in plain words, with what it means for criterion 3.1. The points are read from the scorecards."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saoque import rulebook
from saoque.producers.actions.checks import ONLY_TOURISM
from saoque.producers.models import LegalForm

CRITERION = "3.1"
# Criterion 3.1 reads the same in sets 1 to 25; set 26 knows further producers.
GOODS, TOURISM = "QD26-01", "QD26-26"

_WHAT: dict[str, Promise] = {
    LegalForm.COOPERATIVE: _("Từ 5 thành viên cùng góp vốn, cùng làm, cùng hưởng; có tư cách pháp nhân."),
    LegalForm.COOPERATIVE_GROUP: _("Từ 2 người ký hợp đồng làm chung với nhau."),
    LegalForm.ENTERPRISE: _("Công ty TNHH, công ty cổ phần, doanh nghiệp tư nhân cỡ nhỏ và vừa."),
    LegalForm.FARM: _("Trồng trọt, chăn nuôi quy mô lớn, đủ tiêu chí trang trại."),
    LegalForm.PRODUCING_HOUSEHOLD: _("Gia đình tự làm ra sản phẩm, chưa có giấy đăng ký kinh doanh."),
    LegalForm.REGISTERED_HOUSEHOLD: _("Gia đình đã có giấy chứng nhận đăng ký hộ kinh doanh."),
    LegalForm.ASSOCIATION: _("Hội đứng ra làm du lịch cộng đồng."),
    LegalForm.FEDERATION: _("Hiệp hội đứng ra làm du lịch cộng đồng."),
    LegalForm.OPERATING_CENTRE: _("Nơi điều hành du lịch của làng, của xã, hay tổ chức tương đương."),
}
_OPTION: dict[str, tuple[str, str]] = {
    LegalForm.COOPERATIVE: (GOODS, "c"),
    LegalForm.COOPERATIVE_GROUP: (GOODS, "a"),
    LegalForm.ENTERPRISE: (GOODS, "b"),
    LegalForm.FARM: (GOODS, "a"),
    LegalForm.REGISTERED_HOUSEHOLD: (GOODS, "a"),
    LegalForm.ASSOCIATION: (TOURISM, "c"),
    LegalForm.FEDERATION: (TOURISM, "c"),
    LegalForm.OPERATING_CENTRE: (TOURISM, "c"),
}
_IF: dict[str, Promise] = {
    LegalForm.COOPERATIVE: _("khi hoạt động đúng luật: có họp, có sổ, có báo cáo"),
    LegalForm.COOPERATIVE_GROUP: _("khi đã đăng ký kinh doanh"),
    LegalForm.ENTERPRISE: _("công ty cổ phần có vốn bà con địa phương từ 51% thì được cao nhất"),
}


@dataclass(frozen=True)
class LegalFormCard:
    """One legal form as a choice."""

    value: str
    label: str
    what: str
    points: str


def cards() -> list[LegalFormCard]:
    return [LegalFormCard(form.value, str(form.label), str(_WHAT[form]), _points(form)) for form in LegalForm]


def points_of(form: str) -> tuple[int, int]:
    """Return (points, most) of criterion 3.1 for a legal form."""
    sheet, option = _OPTION.get(form, (GOODS, ""))
    criterion = rulebook.criterion(rulebook.scorecard(sheet), CRITERION)
    found = criterion.find(option)
    return (found.points if found else 0), criterion.max


def _points(form: LegalForm) -> str:
    points, most = points_of(form)
    if points == 0:
        return gettext("Tiêu chí 3.1: chưa có điểm. Đăng ký hộ kinh doanh ở xã là có điểm.")
    said = gettext("Tiêu chí 3.1: %(points)d trên %(most)d điểm") % {"points": points, "most": most}
    if form in _IF:
        said = f"{said}, {_IF[form]}"
    only = gettext(" Chỉ đăng ký được bộ 26, dịch vụ du lịch.") if form in ONLY_TOURISM else ""
    return f"{said}.{only}"
