"""Drawn bars: the points meter with its star ticks, and the spread between council members."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.site.parts.marks import star_words
from saoque.site.parts.words import Number, vn_number


def _share(value: Decimal, whole: Decimal) -> str:
    """Share of the whole in percent, kept between 0 and 100, with a point as SVG wants it."""
    part = value / whole * 100 if whole else Decimal(0)
    return f"{max(Decimal(0), min(Decimal(100), part)):.2f}".rstrip("0").rstrip(".")


def meter(points: Number, ticks: list[Number], total: Number = 100, label: str = "", kind: str = "") -> SafeString:
    """A bar of points out of a total, with a tick where each higher star begins.

    The last tick is the fifth star, the one before it the fourth, and so on; each says its star under the bar.
    """
    value, whole = Decimal(str(points)), Decimal(str(total))
    marks = []
    for place, tick in enumerate(ticks):
        at = Decimal(str(tick))
        marks.append((_share(at, whole), "reached" if value >= at else "ahead", star_words(6 - len(ticks) + place)))
    said = label or _("%(points)s trên %(total)s điểm") % {"points": vn_number(points), "total": vn_number(total)}
    lines = format_html_join(
        "",
        '<rect class="meter-tick" x="{}%" y="0" width="3" height="20" rx="1.5" transform="translate(-1.5 0)"/>',
        ((m[0],) for m in marks),
    )
    names = format_html_join("", '<text class="{}" x="{}%" y="36">{}</text>', ((m[1], m[0], m[2]) for m in marks))
    return format_html(
        '<div class="{}" role="meter" aria-valuemin="0" aria-valuemax="{}" aria-valuenow="{}" aria-valuetext="{}" aria-label="{}">'
        '<svg height="{}" aria-hidden="true" focusable="false"><rect class="meter-track" y="5" width="100%" height="10" rx="5"/>'
        '<rect class="meter-fill" y="5" width="{}%" height="10" rx="5"/>{}{}</svg></div>',
        f"meter {kind}".strip(),
        whole,
        value,
        said,
        said,
        40 if marks else 20,
        _share(value, whole),
        lines,
        names,
    )


SPREAD_TRACK = SafeString('<rect class="spread-track" x=".5" y="1.5" width="91" height="7" rx="3.5"/>')


def _spread(name: str, bars: SafeString, said: SafeString | str) -> SafeString:
    drawn = format_html('<svg viewBox="0 0 92 10" aria-hidden="true" focusable="false">{}{}</svg>', SPREAD_TRACK, bars)
    return format_html('<span class="{}">{}<span>{}</span></span>', name, drawn, said)


def spread(value: Number | None, limit: Number) -> SafeString:
    """How far apart the members' totals are; over the limit the bar, the figure and a hidden word say so."""
    if value is None or value == "":
        return _spread("spread", SafeString(""), "–")
    apart, allowed = Decimal(str(value)), Decimal(str(limit))
    whole = allowed * Decimal("1.25")
    bars = format_html(
        '<rect class="spread-fill" y="1" width="{}" height="8" rx="4"/><rect class="spread-limit" x="{}" width="1.5" height="10"/>',
        f"{float(_share(apart, whole)) * 0.92:.1f}",
        f"{float(_share(allowed, whole)) * 0.92:.1f}",
    )
    if apart <= allowed:
        return _spread("spread", bars, vn_number(value, 1))
    note = _("quá giới hạn %(limit)s") % {"limit": vn_number(limit)}
    return _spread(
        "spread over", bars, format_html('{}<span class="hide-visually"> {}</span>', vn_number(value, 1), note)
    )
