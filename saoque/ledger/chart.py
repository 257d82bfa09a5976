"""A year month by month beside the year before, as one drawing made on the server: no script, no style in it."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.ledger.queries.sums import Line

WIDTH, HEIGHT, FOOT = 720, 200, 24


def months_chart(months: Sequence[Line]) -> SafeString:
    """Return the SVG. Its figures stand in the table beside it, so its words name it and no more."""
    most = max((max(one.now, one.before) for one in months), default=0) or 1
    step = WIDTH / (len(months) or 1)
    bars, names = [], []
    for place, one in enumerate(months):
        for kind, amount, shift in (("before", one.before, 0.1), ("now", one.now, 0.5)):
            tall = amount / most * HEIGHT
            bars.append(
                (kind, f"{(place + shift) * step:.1f}", f"{step * 0.4:.1f}", f"{HEIGHT - tall:.1f}", f"{tall:.1f}")
            )
        names.append((f"{(place + 0.5) * step:.1f}", HEIGHT + FOOT, one.name))
    return format_html(
        '<svg class="sale-chart" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}'
        '<line class="sale-chart-line" x1="0" x2="{0}" y1="{4}" y2="{4}"/>{5}</svg>',
        WIDTH,
        HEIGHT + FOOT,
        _("Biểu đồ tiền bán từng tháng, năm nay bên năm trước"),
        format_html_join("", '<rect class="sale-chart-{}" x="{}" width="{}" y="{}" height="{}" rx="2"/>', bars),
        HEIGHT,
        format_html_join(
            "", '<text class="sale-chart-text" x="{}" y="{}" dy="-6" text-anchor="middle">{}</text>', names
        ),
    )
