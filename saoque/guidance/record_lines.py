"""The facts of a dated record as lines for people. What has no words here is left out; it is never shown as a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True)
class Line:
    """One fact: what it is, what is said of it, and whether an officer must confirm it first. `steps`: said in order."""

    label: str
    said: tuple[str, ...]
    verify: bool = False
    steps: bool = False


def lines_of(facts: Mapping[str, Any]) -> list[Line]:
    """Return the facts that people need, in the order in which they ask: what, where, how, how long, how much."""
    lines = (_line(key, label, find, facts) for key, (label, find) in _FINDERS.items() if key in facts)
    return [line for line in lines if line.said]


def _line(key: str, label: Any, find: Callable[[Any], Iterable[str]], facts: Mapping[str, Any]) -> Line:
    value = facts[key]
    verify = bool(isinstance(value, Mapping) and value.get("verify"))
    return Line(str(label), tuple(find(value)), verify, key.startswith("steps"))


def _names(value: Any) -> list[str]:
    """A list of words; a mapping of lists; rows with a name or an item."""
    if isinstance(value, Mapping):
        return [one for part in value.values() if isinstance(part, list) for one in part]
    return [str(one.get("name") or one.get("item", "")) if isinstance(one, Mapping) else str(one) for one in value]


def _one(value: Any) -> list[str]:
    found = value.get("value") if isinstance(value, Mapping) else value
    return [str(found)] if found not in (None, "") else []


def _counted(words: Callable[[int], str]) -> Callable[[Any], list[str]]:
    def find(value: Any) -> list[str]:
        number = value.get("value") if isinstance(value, Mapping) else value
        return [words(int(number))] if number is not None else []

    return find


def _years(number: int) -> str:
    return ngettext("%(n)d năm", "%(n)d năm", number) % {"n": number}


def _months(number: int) -> str:
    return ngettext("%(n)d tháng", "%(n)d tháng", number) % {"n": number}


def _working_days(number: int) -> str:
    return ngettext("%(n)d ngày làm việc", "%(n)d ngày làm việc", number) % {"n": number}


def _people(number: int) -> str:
    return ngettext("%(n)d thành viên", "%(n)d thành viên", number) % {"n": number}


def _dong(value: int) -> str:
    return f"{value:,}".replace(",", ".") + "\u00a0đ"


def _terms(value: Mapping[str, Any]) -> list[str]:
    names = {"new": _("làm mới"), "renew": _("làm lại khi hết hạn"), "reissue": _("cấp lại khi mất, khi đổi")}
    return [f"{names[key]}: {_working_days(days)}" for key, days in value.items() if key in names]


def _money(value: Any) -> list[str]:
    if isinstance(value, int):
        return [_("không thu phí") if value == 0 else _dong(value)]
    if isinstance(value, list):
        return [_barcode(row) for row in value]
    if "value" in value:
        return [] if value["value"] is None else [_dong(value["value"])]
    return [f"{words}: {_dong(value[key])}" for key, words in _fee_names().items() if value.get(key)]


def _fee_names() -> dict[str, str]:
    return {
        "small_producer": _("cơ sở sản xuất nhỏ lẻ"),
        "trader": _("cơ sở kinh doanh"),
        "other_producer": _("cơ sở sản xuất khác"),
        "filing": _("nộp đơn"),
        "publication": _("công bố đơn"),
        "search": _("tra cứu"),
        "examination": _("thẩm định"),
        "total_1_class_6_goods": _("cộng cho một nhóm, tới 6 mặt hàng"),
        "grant": _("cấp văn bằng"),
        "worker": _("một người lao động"),
        "facility": _("một cơ sở sản xuất"),
        "facility_per_worker": _("tính trên mỗi lao động của cơ sở"),
    }


def _barcode(row: Mapping[str, Any]) -> str:
    told = {"code": row["code"], "issue": _dong(row["issue"]), "yearly": _dong(row["yearly"])}
    return _("%(code)s: cấp %(issue)s, duy trì mỗi năm %(yearly)s") % told


def _steps(value: Any) -> list[str]:
    return [_step(one) for one in value] if isinstance(value, list) else []


def _step(one: Mapping[str, Any]) -> str:
    who = one.get("who", "")
    about = [
        ", ".join(who) if isinstance(who, list) else who,
        one.get("where", ""),
        _working_days(one["days_working"]) if one.get("days_working") else "",
        _months(one["months"]) if one.get("months") else "",
    ]
    told = "; ".join(part for part in about if part)
    return f"{one['do']} ({told})" if told else str(one["do"])


def _terms_of_papers(value: list[Any]) -> list[str]:
    rows = (one for one in value if isinstance(one, Mapping))
    return [
        f"{one['name']}: {_months(one['months']) if one['months'] else one.get('note', '')}"
        for one in rows
        if "months" in one
    ] or _names(value)


def _support(value: Mapping[str, Any]) -> list[str]:
    told = {"most": _dong(value["max"]), "basis": value.get("basis", "")}
    return [_("nhiều nhất %(most)s cho một nhãn hiệu (%(basis)s)") % told] if value.get("max") else []


def _labels(value: Mapping[str, Any]) -> list[str]:
    return [str(kind["name"]) for kind in value.values()] if isinstance(value, Mapping) else [str(one) for one in value]


def _rates(value: Mapping[str, Any]) -> list[str]:
    names = {"normal": _("thường"), "special": _("diện ưu tiên"), "overdue": _("quá hạn")}
    return [f"{words}: {value[key]}" for key, words in names.items() if key in value]


_FINDERS: Mapping[str, tuple[Any, Callable[[Any], Iterable[str]]]] = {
    "kinds": (gettext_lazy("Có những loại"), _labels),
    "borrowers": (gettext_lazy("Ai vay được"), _names),
    "min_members": (gettext_lazy("Ít nhất"), _counted(_people)),
    "member_rules": (gettext_lazy("Ai làm thành viên được"), _names),
    "documents": (gettext_lazy("Cần nộp"), _names),
    "where": (gettext_lazy("Nộp ở đâu"), _one),
    "steps": (gettext_lazy("Các bước"), _steps),
    "days_working": (gettext_lazy("Bao lâu"), _terms),
    "fee": (gettext_lazy("Phí"), _money),
    "fees": (gettext_lazy("Phí"), _money),
    "ceiling": (gettext_lazy("Vay nhiều nhất"), _money),
    "term_months_max": (gettext_lazy("Thời hạn vay dài nhất"), _counted(_months)),
    "rate": (gettext_lazy("Lãi suất"), _rates),
    "validity_years": (gettext_lazy("Có giá trị"), _counted(_years)),
    "renew_window_months": (gettext_lazy("Xin lại sớm nhất trước khi hết hạn"), _counted(_months)),
    "rules": (gettext_lazy("Nhớ"), _terms_of_papers),
    "checklist": (gettext_lazy("Cần sẵn"), _names),
    "min_items": (gettext_lazy("Ít nhất phải có"), _names),
    "principles": (gettext_lazy("Nguyên tắc"), _names),
    "support": (gettext_lazy("Được hỗ trợ"), _support),
    "outcome": (gettext_lazy("Xong thì được gì"), _one),
}
