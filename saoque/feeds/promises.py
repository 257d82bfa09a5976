"""What the room promises about its data."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from saoque.feeds.fitting import digest
from saoque.feeds.models import Dispatch, DispatchRow
from saoque.kernel.invariants import invariant


@invariant
def finished_files_are_kept() -> Iterator[str]:
    lost = Dispatch.objects.filter(state=Dispatch.State.READY, file__isnull=True)
    for pk in lost.order_by("pk").values_list("pk", flat=True):
        yield f"dispatch {pk}: said to be ready, has no file"


@invariant
def files_count_what_they_tell() -> Iterator[str]:
    told = Count("rows", filter=~Q(rows__kind=DispatchRow.Kind.ENDED))
    wrong = Dispatch.objects.annotate(told=told).exclude(told=F("count"))
    for pk, count, rows in wrong.order_by("pk").values_list("pk", "count", "told"):
        yield f"dispatch {pk}: says {count} products, keeps {rows}"


@invariant
def kept_rows_are_as_they_were() -> Iterator[str]:
    for row in DispatchRow.objects.order_by("pk").iterator(chunk_size=2000):
        if digest(row.fields) != row.digest:
            yield f"dispatch row {row.pk}: the fields are not those that were told"
