"""What the room promises about its data: every officer's value names a record that exists, with facts of its shape."""

from collections.abc import Iterator

from saoque.kernel.invariants import invariant
from saoque.knowledge import records
from saoque.sources.models import OfficersValue
from saoque.sources.shapes import misfit


@invariant
def officers_values_fit_their_records() -> Iterator[str]:
    known = {one.key: one for one in records()}
    for value in OfficersValue.objects.order_by("pk").iterator(chunk_size=500):
        base = known.get(value.key)
        if base is None:
            yield f"officers' value {value.pk}: no record {value.key}"
            continue
        strange = sorted(set(value.facts) - set(base.facts))
        wrong = strange or [name for name in value.facts if misfit(base.facts[name], value.facts[name], name)]
        if wrong:
            yield f"officers' value {value.pk}: {value.key} has no such fact {wrong[0]}"


@invariant
def officers_values_have_a_source_and_days_in_order() -> Iterator[str]:
    for value in OfficersValue.objects.order_by("pk").iterator(chunk_size=500):
        if not value.source.strip():
            yield f"officers' value {value.pk}: no source"
        if value.since and value.until and value.until < value.since:
            yield f"officers' value {value.pk}: ends {value.until} before it begins"
