"""What the room promises about its data: every paper has a kind that is known, or none yet."""

from collections.abc import Iterator

from saoque.kernel.invariants import invariant
from saoque.knowledge.papers import kinds
from saoque.producers.models import Paper


@invariant
def papers_have_a_known_kind() -> Iterator[str]:
    known = [kind.code for kind in kinds()]
    for paper in Paper.objects.exclude(kind="").exclude(kind__in=known).order_by("pk").iterator(chunk_size=2000):
        yield f"paper {paper.pk}: there is no kind {paper.kind}"
