"""Capacity by month as one drawing made on the server: what is promised below, what is left on top."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.selling.told import Month

WIDTH, HEIGHT, FOOT = 720, 180, 26


def capacity_chart(months: dict[int, Month]) -> SafeString:
    """Return the SVG, empty when no month holds anything. The figures stand in the table beside it."""
    most = max((one.amount for one in months.values()), default=0)
    if not most:
        return SafeString("")
    step, drawn, names = WIDTH / 12, [], []
    for number in range(1, 13):
        left = (number - 1) * step
        names.append((f"{left + step / 2:.1f}", HEIGHT + FOOT - 6, number))
        one = months.get(number)
        if one is None:
            continue
        promised, rest = one.promised / most * HEIGHT, (one.amount - one.promised) / most * HEIGHT
        drawn.append((f"{left + step * 0.12:.1f}", f"{step * 0.76:.1f}", f"{HEIGHT - promised:.1f}", f"{promised:.1f}",
                      f"{HEIGHT - promised - rest:.1f}", f"{rest:.1f}"))  # fmt: skip
    bars = format_html_join(
        "",
        '<rect class="capacity-promised" x="{0}" y="{2}" width="{1}" height="{3}"/>'
        '<rect class="capacity-left" x="{0}" y="{4}" width="{1}" height="{5}"/>',
        drawn,
    )
    words = format_html_join("", '<text class="capacity-text" x="{}" y="{}" text-anchor="middle">{}</text>', names)
    return format_html(
        '<svg class="capacity" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="capacity-line" x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        WIDTH, HEIGHT + FOOT, _("Biểu đồ sản lượng từng tháng: đã hứa ở dưới, còn nhận ở trên"), bars, WIDTH, HEIGHT,
        HEIGHT, words,
    )  # fmt: skip
