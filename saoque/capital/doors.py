"""A paper that goes with a claim or a loan opens for whoever reads that file."""

from django.db.models import Exists, OuterRef

from saoque.capital.models import ClaimNeed, LoanNeed
from saoque.capital.rules import rules
from saoque.kernel.access import Actor
from saoque.producers.models import Paper
from saoque.producers.papers_access import paper_door


@paper_door
def opens(actor: Actor, paper: Paper) -> bool:
    """The Youth Union of the area helps with the file, so it reads its papers; nobody else comes in this way."""
    here = Paper.objects.filter(pk=paper.pk).filter(
        Exists(ClaimNeed.objects.filter(paper=OuterRef("pk"))) | Exists(LoanNeed.objects.filter(paper=OuterRef("pk")))
    )
    # Asked first, so that a paper that is not there takes as long as a strange one.
    return here.exists() and rules.may(actor, "see", paper.producer)
