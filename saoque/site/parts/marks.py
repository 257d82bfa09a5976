"""Small drawn signs: icons, the logo mark, stars and tags."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.site.drawings.icons import ICONS

TAG_KINDS = frozenset({"", "ok", "wait", "bad", "info"})
MARK = mark_safe(
    '<svg class="mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
    '<path class="mark-star" d="M21.7 5.1a2.6 2.6 0 0 1 4.6 0l4.9 10.3 11.2 1.5a2.6 2.6 0 0 1 1.4 4.4l-8.2 7.9'
    " 2 11.2a2.6 2.6 0 0 1-3.7 2.7L24 37.7l-9.9 5.4a2.6 2.6 0 0 1-3.7-2.7l2-11.2-8.2-7.9a2.6 2.6 0 0 1"
    ' 1.4-4.4l11.2-1.5z"/>'
    '<path class="mark-leaf" d="M24 46.5c-5.9-4.7-8.4-10.6-7.2-18 5 1.6 7.4 4.5 8.4 8.2 1.7-5.2 5.6-9.2 12.4-10.7'
    ' 1.1 9.7-3.8 17.2-13.6 20.5z"/>'
    '<path class="mark-vein" d="M24.2 44.5c1.6-6 4.5-10.6 9-13.8M23 41c-.5-3.3-1.7-6.1-3.4-8.6"/></svg>'
)


# `typed`: a text that is markup and the same text that is not are equal, but must not be drawn the same.
@lru_cache(maxsize=512, typed=True)
def icon(name: str, label: str = "") -> SafeString:
    """A line icon; silent for screen readers unless it stands alone and gets a label. Unknown names are an error."""
    drawing = SafeString(ICONS[name])
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}" focusable="false">{}</svg>',
            label,
            drawing,
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


def tag(kind: str, text: str, sign: str = "") -> SafeString:
    """A state in words. Kinds: ok, wait, bad, info or empty; anything else is an error of the template."""
    if kind not in TAG_KINDS:
        raise ValueError(f"unknown kind of tag: {kind!r}")
    name = f"tag {kind}".strip()
    return format_html('<span class="{}">{}{}</span>', name, icon(sign) if sign else "", text)


def star_path(left: float) -> str:
    """One five-pointed star, 20 wide, whose box begins at `left`."""
    points = []
    for step in range(10):
        radius = 10 if step % 2 == 0 else 4.6
        angle = -pi / 2 + step * pi / 5
        points.append(f"{left + 11 + radius * cos(angle):.1f} {12.6 + radius * sin(angle):.1f}")
    return "M" + "L".join(points) + "z"


STAR_PATHS = tuple(star_path(24.5 * place) for place in range(5))


def star_words(count: int) -> str:
    """«4 sao»."""
    return ngettext("%(count)d sao", "%(count)d sao", count) % {"count": count}


def stars(count: int | None, size: str = "", words: bool = True) -> SafeString:
    """Five drawn stars with the number in words; nothing given or zero says that there is none yet."""
    if not count:
        return format_html('<span class="stars none">{}</span>', _("Chưa có sao"))
    shown = max(1, min(5, int(count)))
    return _drawn(shown, size, star_words(shown), words)


@lru_cache(maxsize=128, typed=True)
def _drawn(shown: int, size: str, said_words: str, words: bool) -> SafeString:
    drawn = format_html('<path class="on" d="{}"/>', "".join(STAR_PATHS[:shown]))
    if shown < 5:
        drawn += format_html('<path class="off" d="{}"/>', "".join(STAR_PATHS[shown:]))
    said = format_html("<b>{}</b>" if words else '<b class="hide-visually">{}</b>', said_words)
    name = f"stars {size}".strip()
    return format_html(
        '<span class="{}"><svg viewBox="0 0 120 24" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        name,
        drawn,
        said,
    )
