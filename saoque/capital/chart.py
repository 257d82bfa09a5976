"""A repayment schedule as one drawing, made on the server: no script, no style in it. Principal below, interest on top."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saoque.knowledge.loans import Schedule

WIDTH, HEIGHT, FOOT = 720, 220, 24
_MOST_BARS = 60


@dataclass(frozen=True)
class Bar:
    """What is paid in one month, or in a year of a long loan. VND."""

    name: str
    principal: int
    interest: int


def bars_of(plan: Schedule) -> list[Bar]:
    """A bar for each month; for more than 60 months one for each year of the loan."""
    if len(plan.rows) <= _MOST_BARS:
        return [Bar(f"{row.due:%m/%Y}", row.principal, row.interest) for row in plan.rows]
    years: dict[int, list[int]] = {}
    for row in plan.rows:
        held = years.setdefault(row.due.year, [0, 0])
        held[0] += row.principal
        held[1] += row.interest
    return [Bar(str(year), principal, interest) for year, (principal, interest) in years.items()]


def repayment_chart(plan: Schedule) -> SafeString:
    """Return the SVG. Its figures stand in the table beside it, so the words name it and no more."""
    bars = bars_of(plan)
    most = max(bar.principal + bar.interest for bar in bars) or 1
    step = WIDTH / len(bars)
    drawn = []
    for place, bar in enumerate(bars):
        low, top = bar.principal / most * HEIGHT, bar.interest / most * HEIGHT
        drawn.append(
            (
                f"{place * step + step * 0.1:.1f}",
                f"{step * 0.8:.1f}",
                f"{HEIGHT - low:.1f}",
                f"{low:.1f}",
                f"{HEIGHT - low - top:.1f}",
                f"{top:.1f}",
            )
        )
    shapes = format_html_join(
        "",
        '<rect class="repay-principal" x="{0}" y="{2}" width="{1}" height="{3}"/>'
        '<rect class="repay-interest" x="{0}" y="{4}" width="{1}" height="{5}"/>',
        drawn,
    )
    return format_html(
        '<svg class="repay" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}'
        '<line class="repay-line" x1="0" x2="{0}" y1="{4}" y2="{4}"/><text class="repay-text" x="0" y="{1}" dy="-6">{5}</text>'
        '<text class="repay-text" x="{0}" y="{1}" dy="-6" text-anchor="end">{6}</text></svg>',
        WIDTH,
        HEIGHT + FOOT,
        _("Biểu đồ tiền trả mỗi kỳ: gốc ở dưới, lãi ở trên"),
        shapes,
        HEIGHT,
        bars[0].name,
        bars[-1].name,
    )
