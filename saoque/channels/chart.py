"""The schematic map as markup: no script, no style, nothing from another server."""

from collections.abc import Callable, Sequence

from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.channels.map import EDGE, Frame, Mark, Spot, frame_of, lines_of, spots_of

NAME_ROOM = 48  # units of the drawing that half a name takes


def draw_map(marks: Sequence[Mark], names: Sequence[Mark], address: Callable[[Spot], str]) -> SafeString:
    """Return the SVG. Each spot leads to its `address`; the list beside the map says the same in words."""
    frame = frame_of(marks)
    spots = spots_of(marks, frame)
    shapes = format_html_join(
        "",
        '<a href="{0}" aria-label="{1}"><title>{1}</title><circle class="hit" cx="{3}" cy="{4}" r="20"/>'
        '<circle class="{2}" cx="{3}" cy="{4}" r="{5}"/>{6}</a>',
        (
            (
                address(spot), _named(spot.marks), "spot" if spot.exact else "spot around", spot.x, spot.y,
                13 if len(spot.marks) > 1 else 9, _number(spot.x, spot.y, len(spot.marks)),
            )
            for spot in spots
        ),
    )  # fmt: skip
    return format_html(
        '<svg class="where-map" viewBox="-{0} -{0} {1} {2}" role="group" aria-label="{3}">'
        '<rect class="ground" width="{4}" height="{5}"/>{6}{7}{8}</svg>',
        EDGE, frame.width + 2 * EDGE, frame.height + 2 * EDGE, _("Bản đồ các nơi bán; danh sách bên cạnh ghi đủ như vậy"),
        frame.width, frame.height, _grid(frame), _names(frame, names), shapes,
    )  # fmt: skip


def _named(marks: Sequence[Mark]) -> str:
    names = ", ".join(one.name for one in marks[:3])
    return names if len(marks) <= 3 else f"{names}, +{len(marks) - 3}"


def _number(x: float, y: float, count: int) -> SafeString:
    if count == 1:
        return SafeString("")
    return format_html('<text class="spot-number" x="{}" y="{}" dy="4.5" text-anchor="middle">{}</text>', x, y, count)


def _degrees(value: float, side: str) -> str:
    return f"{value:g}".replace(".", get_format("DECIMAL_SEPARATOR")) + side


def _grid(frame: Frame) -> SafeString:
    across = (
        (frame.width, frame.place(north, frame.west)[1], _degrees(north, _("°B")))
        for north in lines_of(frame.south, frame.north)
    )
    down = (
        (x, frame.height, _degrees(east, _("°Đ")) if x < frame.width - 48 else "")
        for east in lines_of(frame.west, frame.east)
        for x in [frame.place(frame.north, east)[0]]
    )
    return format_html(
        "{}{}",
        format_html_join(
            "",
            '<line class="grid" x1="0" x2="{0}" y1="{1}" y2="{1}"/><text class="grid-text" x="2" y="{1}" dy="-3">{2}</text>',
            across,
        ),
        format_html_join(
            "",
            '<line class="grid" x1="{0}" x2="{0}" y1="0" y2="{1}"/>'
            '<text class="grid-text" x="{0}" y="{1}" dx="3" dy="-5">{2}</text>',
            down,
        ),
    )


def _names(frame: Frame, names: Sequence[Mark]) -> SafeString:
    """Names that would lie on one another are left out, the first one stays."""
    drawn: list[tuple[float, float, str, str]] = []
    for one in names:
        if not frame.holds(one.north, one.east):
            continue
        x, y = frame.place(one.north, one.east)
        if all(abs(x - other) > 90 or abs(y - above) > 16 for other, above, _side, _name in drawn):
            drawn.append((x, y, _side_of(x, frame.width), one.name))
    return format_html_join("", '<text class="place-name" x="{}" y="{}" text-anchor="{}">{}</text>', drawn)


def _side_of(x: float, width: float) -> str:
    """Where a name hangs on its place: inwards at the edges, so that none is cut off by the frame."""
    if x < NAME_ROOM:
        return "start"
    return "end" if x > width - NAME_ROOM else "middle"
