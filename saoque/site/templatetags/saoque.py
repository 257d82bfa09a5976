"""`{% load saoque %}`: the parts of every page as tags, and the Vietnamese way of writing figures as filters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.kernel.pointers import address_of
from saoque.site.parts import bars, faces, fields, law, marks, pages, road, words

register = template.Library()

register.simple_tag(marks.stars, name="stars")
register.simple_tag(marks.icon, name="icon")
register.simple_tag(road.road, name="road")
register.simple_tag(bars.spread, name="spread")
register.simple_tag(faces.face, name="face")
register.simple_tag(fields.field, name="field")
register.simple_tag(fields.choice, name="choice")
register.simple_tag(fields.choices, name="choices")
register.simple_tag(fields.error_summary, name="error_summary")
register.simple_tag(fields.rows_head, name="rows_head")
register.simple_tag(pages.page_words, name="page_words")
register.simple_tag(words.vn_date, name="vn_date")
register.simple_tag(words.vn_time, name="vn_time")
register.simple_tag(words.vn_number, name="vn_number")
register.simple_tag(words.money, name="money")
register.filter("vn_date", words.vn_date)
register.filter("vn_time", words.vn_time)
register.filter("vn_number", words.vn_number)
register.filter("money", words.money)
register.filter("law", law.law)
register.filter("law_plain", law.law_plain)
register.filter("vi", law.vi)
register.filter("vi_quoted", law.vi_quoted)


@register.simple_tag
def pointer(kind: str, *names: object) -> str:
    """`{% pointer "criterion" sheet.code line.code as help %}`: where something is explained, "" when no room knows."""
    return address_of(kind, *(str(name) for name in names))


@register.simple_tag
def mark() -> SafeString:
    """The drawn star with its leaf."""
    return marks.MARK


@register.simple_tag
def tag(kind: str, text: object, sign: str = "") -> SafeString:
    """`{% tag 'ok' text sign='check' %}`."""
    return marks.tag(kind, str(text), sign)


@register.simple_tag
def meter(
    points: words.Number, *ticks: words.Number, total: words.Number = 100, label: str = "", kind: str = ""
) -> SafeString:
    """`{% meter points 50 70 90 %}`: a tick where each star begins, the last one the fifth."""
    return bars.meter(points, list(ticks), total, label, kind)


@register.simple_tag
def days_left(due: date | datetime | None, today: date | datetime | None = None) -> SafeString:
    """The deadline as a tag: «Còn 2 ngày», «Quá hạn 1 ngày»."""
    kind, said = words.days_left(due, today)
    return marks.tag(kind, said, "clock" if kind else "")


@register.simple_block_tag
def dialog(content: str, ident: str, title: str) -> SafeString:
    """`{% dialog "revoke" "Thu hồi giấy chứng nhận?" %}…{% enddialog %}`, opened by a button with data-dialog="revoke"."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>{2}</dialog>',
        ident,
        title,
        content,
    )


@register.simple_block_tag
def term(content: str, ident: str, text: str) -> SafeString:
    """A legal word with its note on tap, without script: `{% term "chain" "liên kết chuỗi" %}giải thích{% endterm %}`."""
    return format_html(
        '<button type="button" class="term" popovertarget="{0}">{1}</button><span class="tip" id="{0}" popover>{2}</span>',
        ident,
        text,
        content,
    )


@register.inclusion_tag("_parts/pagination.html", takes_context=True)
def paginate(context: template.Context, page: Page[Any], key: str = "page") -> dict[str, Any]:
    """Numbered pages that keep the rest of the address; nothing when there is only one."""
    return {
        "request": context.get("request"),
        "page": page,
        "key": key,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }


@register.inclusion_tag("_parts/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", face: str = "basket") -> dict[str, str]:
    """An empty state that says what to do first."""
    return {"title": title, "text": text, "url": url, "action": action, "face": face}


@register.filter
def set_words(scorecard: str) -> str:
    """`{{ card.code|set_words }}`: "QD26-07" as people say it, «Bộ 7»."""
    return _("Bộ %(number)s") % {"number": scorecard.rpartition("-")[2].lstrip("0")}


@register.filter
def first_items(items: Iterable[Any], count: int) -> list[Any]:
    """The first few of a list; an empty list for nothing."""
    return list(items or [])[:count]


@register.simple_tag
def level_sign(level: str) -> SafeString:
    """The icon of a message's level."""
    names = {"success": "check", "warning": "warning", "error": "warning"}
    return marks.icon(names.get(level.split()[-1] if level else "", "info"))


@register.simple_tag
def state_sign(state: str) -> SafeString:
    """The round sign of the verification banner: ok, bad, wait or none."""
    return marks.icon({"ok": "check", "bad": "close", "wait": "clock"}.get(state, "info"), _("Trạng thái"))


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """The present address with another page number."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[str(context.get("key", "page"))] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def address_in(context: template.Context, language: str) -> str:
    """The same page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else "/"


@register.filter
def is_far(number: int | str, page: Page[Any]) -> bool:
    """Whether a page number is left out on a phone: neither beside the present one nor first or last."""
    return isinstance(number, int) and abs(number - page.number) > 1 and number not in (1, page.paginator.num_pages)
