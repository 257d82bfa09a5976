"""The papers of a founding as Word and PDF, filled from the records. None of them claims to be the state's own form."""

from collections.abc import Iterator

from saoque.cooperatives.papers.build import build_paper
from saoque.cooperatives.papers.meeting import invitation_paper, minutes_paper
from saoque.cooperatives.papers.names import TITLES, codes_for
from saoque.cooperatives.queries.picture import Picture
from saoque.dossiers.papers.pdf import draw_pdf
from saoque.kernel.calendar import today

__all__ = ["TITLES", "build_paper", "codes_for", "invitation_paper", "minutes_paper", "papers_of"]


def papers_of(seen: Picture) -> Iterator[tuple[str, str, bytes]]:
    """Yield code, title and PDF of every paper that this founding has to hand in."""
    for code in codes_for(seen):
        yield code, TITLES[code], draw_pdf(build_paper(seen, code), today())
