"""The road: one row of stations for a dossier, a case, a co-operative or a certificate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from saoque.site.parts.law import law
from saoque.site.parts.marks import star_path
from saoque.site.parts.words import vn_date

CHECK = mark_safe('<svg viewBox="0 0 24 24"><path d="M5 12.5l4.7 4.7L19 7.5"/></svg>')
STAR = format_html('<svg viewBox="0 0 22 24"><path d="{}"/></svg>', star_path(0))
STATES = ("done", "now", "next")


def _of(station: Any, name: str) -> Any:
    """The station's value under a name, for objects and for mappings; None when it has none."""
    return station.get(name) if isinstance(station, dict) else getattr(station, name, None)


def _day(value: Any) -> str:
    return vn_date(value) if hasattr(value, "strftime") else str(value or "")


def _times(station: Any) -> str:
    """«từ 02/11/2026 · đến 16/11/2026», as much of it as is known."""
    since, until = _day(_of(station, "since")), _day(_of(station, "until"))
    if _of(station, "state") == "done":
        return until or since
    words = [_("từ %(day)s") % {"day": since} if since else "", _("đến %(day)s") % {"day": until} if until else ""]
    return "\u00a0· ".join(word.replace(" ", "\u00a0") for word in words if word)


def _station(station: Any) -> SafeString:
    state = _of(station, "state") or "next"
    if state not in STATES:
        raise ValueError(f"unknown state of a station: {state!r}")
    said = {"done": _("đã xong"), "now": _("đang ở đây"), "next": _("chưa tới")}[state]
    late = state == "now" and bool(_of(station, "late"))
    name: Any = _of(station, "name")
    if url := _of(station, "url"):
        name = format_html('<a href="{}">{}</a>', url, name)
    who, when = _of(station, "who") or "", _times(station)
    return format_html(
        '<li class="{}"{}><span class="road-dot" aria-hidden="true">{}</span>{}{}{}</li>',
        f"{state} late" if late else state,
        mark_safe(' aria-current="step"') if state == "now" else "",
        {"done": CHECK, "now": STAR, "next": ""}[state],
        format_html(
            '<span class="road-name">{}<span class="hide-visually">, {}</span></span>',
            name,
            _("đang ở đây, quá hạn") if late else said,
        ),
        format_html('<span class="road-who">{}</span>', law(who)) if who else "",
        format_html('<span class="road-when">{}</span>', when) if when else "",
    )


def road(stations: Iterable[Any], label: str = "") -> SafeString:
    """An ordered list of stations; more than five stand upright on a phone.

    Each station (object or mapping) has `name`, `state` done, now or next, and may have `who`, `since`, `until`, `url`, `late`.
    On a phone a short road says who has it and until when in one line under it.
    """
    row = list(stations)
    here = next((s for s in row if _of(s, "state") == "now"), None)
    words = [word for word in (law(_of(here, "who")), _times(here)) if word] if here else []
    line = format_html_join("\u00a0· ", "{}", ((word,) for word in words))
    return format_html(
        '<ol class="{}" aria-label="{}">{}</ol>{}',
        "road road-long" if len(row) > 5 else "road",
        label or _("Chặng đường"),
        format_html_join("", "{}", ((_station(station),) for station in row)),
        format_html('<p class="road-now" aria-hidden="true">{}</p>', line) if line else "",
    )
