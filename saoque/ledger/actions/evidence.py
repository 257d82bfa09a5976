"""One tap: a statement from the ledger becomes a paper of the drawer and stands as evidence at a criterion of the dossier."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from saoque.dossiers.actions.writing import attach_paper
from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.files import keep_bytes
from saoque.ledger.evidence.criteria import find
from saoque.ledger.evidence.figures import Statement, statement_of
from saoque.ledger.evidence.paper import PAPER_LANGUAGE, number_of, statement_pdf
from saoque.ledger.rules import rules
from saoque.producers.actions.papers import PaperData, insert_paper, new_paper
from saoque.producers.models import Paper
from saoque.producers.rules import rules as producers_rules


@dataclass(frozen=True)
class Made:
    """The paper, and what the figures would support, in the reader's language."""

    paper: Paper
    advice: str


def look(dossier: Dossier, code: str, *, actor: Actor) -> Statement:
    """Return what the ledger says at the criterion. Raises `NotFound` for one it has nothing for."""
    rules.require(actor, "make_statement", dossier.producer)
    served = find(dossier.scorecard, code)
    if served is None:
        raise NotFound()
    return statement_of(dossier, *served)


def make_statement(dossier: Dossier, code: str, *, actor: Actor) -> Made:
    """Make the paper and cite it. The same figures on the same day are one paper; no option is chosen."""
    advice = look(dossier, code, actor=actor).advice
    with translation.override(PAPER_LANGUAGE):
        statement = look(dossier, code, actor=actor)
    number = number_of(dossier, statement)
    paper = Paper.objects.filter(producer=dossier.producer, number=number, removed_at=None).first()
    content = b"" if paper else statement_pdf(dossier, statement)
    with transaction.atomic():
        if paper is None:
            paper = _put(dossier, statement, number, content, actor)
        attach_paper(dossier, paper, code, actor)
    return Made(paper, advice)


def _put(dossier: Dossier, statement: Statement, number: str, content: bytes, actor: Actor) -> Paper:
    acting = producers_rules.require(actor, "put_paper", dossier.producer)
    day = today()
    title = f"{statement.title}, {dossier.product.name}, {day:%d/%m/%Y}"
    told: PaperData = {"kind": statement.kind, "title": title[:200], "number": number, "issued_on": day}
    paper = new_paper(acting, dossier.producer, told, f"{number}.pdf")
    paper.file = keep_bytes(content, f"{number}.pdf", "application/pdf", acting.user)
    insert_paper(paper, acting, made_by="ledger")
    return paper
