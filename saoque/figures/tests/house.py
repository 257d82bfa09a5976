"""The room's part in the tests of the whole house."""

from django.db.models import QuerySet

from saoque.figures.actions import set_target
from saoque.figures.models import Target
from saoque.figures.periods import containing
from saoque.kernel.calendar import today
from saoque.people.models import Unit
from saoque.site.demo.cast import Cast

SHOWS: set[str] = {"figures:home", "figures:rows"}
DEFECTS = {
    "a target of nothing": (lambda: _first().update(indicator="khong-co"), "no indicator is called"),
    "a target of a commune's office": (
        lambda: _first().update(unit=Unit.objects.filter(kind="ministry")[0]),
        "no unit of the Youth Union",
    ),
}


def _first() -> QuerySet[Target]:
    return Target.objects.filter(pk=Target.objects.order_by("pk").values_list("pk", flat=True)[0])


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    set_target(
        cast.units["youth_city"], "ocop_5_star", containing("year", today()).span, 1,
        actor=cast.actor("youth_leader"), version=0, basis=probe,
    )  # fmt: skip
    return {}
