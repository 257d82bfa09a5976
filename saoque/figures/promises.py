"""What the room promises about its data."""

from collections.abc import Iterator

from saoque.figures.models import Target
from saoque.kernel.indicators import find_indicator
from saoque.kernel.invariants import invariant
from saoque.people.roles import UnitKind

_YOUTH = {UnitKind.YOUTH_CITY, UnitKind.YOUTH_DISTRICT, UnitKind.YOUTH_COMMUNE}


@invariant
def targets_are_of_known_indicators_and_youth_units() -> Iterator[str]:
    for pk, key, kind in Target.objects.values_list("pk", "indicator", "unit__kind").iterator():
        if find_indicator(key) is None:
            yield f"target {pk}: no indicator is called {key}"
        if kind not in _YOUTH:
            yield f"target {pk}: its unit is no unit of the Youth Union"
