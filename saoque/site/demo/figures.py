"""What the city's committee wants its units to reach this year."""

from saoque.figures.actions import set_target
from saoque.figures.periods import containing
from saoque.kernel.calendar import today
from saoque.site.demo.cast import Cast

_TARGETS = (
    ("youth_city", "ocop_3_star", 3),
    ("youth_city", "communes_with_product", 4),
    ("youth_trung_hung", "recognised", 2),
)


def tell(cast: Cast) -> None:
    year = containing("year", today())
    for unit, key, amount in _TARGETS:
        set_target(
            cast.units[unit], key, year.span, amount, actor=cast.actor("youth_leader"), version=0,
            basis="Kế hoạch công tác năm (trình diễn)",
        )  # fmt: skip
