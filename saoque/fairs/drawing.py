"""The plan as a drawing of links: every booth can be reached by touch and by keyboard. No style inside."""

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.fairs.models import Booth, Zone

SQUARE = 48  # units of the drawing, and pixels where it is not shrunk
HEAD = 26  # above each zone, for its name
_BOOTH = (
    '<a href="{}" class="{}" aria-label="{}"{}{}><rect x="{}" y="{}" width="44" height="44" rx="6"/>'
    '<text x="{}" y="{}">{}</text></a>'
)


def draw_plan(
    zones: Iterable[Zone],
    booths: Iterable[Booth],
    link: Callable[[Booth], str],
    *,
    chosen: str = "",
    shrink: bool = False,
    movable: bool = False,
) -> SafeString:
    """Return the plan. `link` gives each booth's address; `shrink` fits it to the paper or the screen.

    `movable` tells each booth's square and version, and leaves one more line of squares to put a booth into.
    """
    rows = list(booths)
    zones = list(zones)
    wide = max([one.column + 1 for one in rows] + [one.column + one.columns for one in zones], default=1)
    tall = max([one.row + 1 for one in rows] + [one.row + one.rows for one in zones], default=1)
    size = ((wide + movable) * SQUARE + 8, (tall + movable) * SQUARE + HEAD + 8)
    fixed = "" if shrink else format_html(' width="{}" height="{}"', *size)
    names = ((one.column * SQUARE + 4, one.row * SQUARE - 7, one.name) for one in zones)
    cells = (_cells(one, link(one), one.code == chosen, movable) for one in rows)
    grid = format_html(' data-square="{}"', SQUARE) if movable else ""
    return format_html(
        '<svg class="ground" viewBox="-4 {} {} {}"{}{} role="group" aria-label="{}">{}{}</svg>',
        -HEAD, *size, fixed, grid, _("Sơ đồ gian hàng"),
        format_html_join("", '<text class="ground-zone" x="{}" y="{}">{}</text>', names),
        format_html_join("", _BOOTH, cells),
    )  # fmt: skip


def _cells(booth: Booth, url: str, chosen: bool, movable: bool) -> tuple[object, ...]:
    left, top = booth.column * SQUARE + 2, booth.row * SQUARE + 2
    name = booth.exhibitor.name if booth.exhibitor else _("trống")
    kind = "booth booth-taken" if booth.exhibitor_id else "booth"
    current = SafeString(' aria-current="true"') if chosen else ""
    place = (
        format_html(
            ' data-booth="{}" data-column="{}" data-row="{}" data-version="{}"',
            booth.code, booth.column, booth.row, booth.version,
        )
        if movable
        else ""
    )  # fmt: skip
    return (url, kind, f"{booth.code}: {name}", current, place, left, top, left + 22, top + 27, booth.code)
