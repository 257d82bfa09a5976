"""Photographed papers for a dossier: made into one PDF first, then put into drawer and dossier at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.dossiers.actions.writing.guard import locked_error
from saoque.dossiers.actions.writing.papers import attach_paper
from saoque.dossiers.models import Dossier, Evidence
from saoque.dossiers.queries_writing import unlocked
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.producers.actions import PageSpec, PaperData, prepare_pages, put_pages


def put_photographed_paper(
    dossier: Dossier,
    pages: Sequence[PageSpec],
    data: PaperData,
    criterion: str | None,
    actor: Actor,
    keep_originals: bool = False,
) -> Evidence:
    """Make one paper of the photos, put it into drawer and dossier and let `criterion` cite it, all or nothing.

    The photos are worked on before the transaction, which looks at the lock once more.
    """
    actor = rules.require(actor, "write", dossier)
    if not unlocked(dossier).adding():
        raise locked_error(dossier, _("phần giấy tờ"))
    prepared = prepare_pages(actor, dossier.producer, pages, keep_originals)
    with transaction.atomic():
        paper = put_pages(actor, dossier.producer, prepared, data)
        return attach_paper(dossier, paper, criterion, actor)
