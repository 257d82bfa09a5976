"""What this room does when something happens below: a product changes its set, a paper leaves the drawer."""

from django.db import transaction
from django.utils import timezone

from saoque import rulebook
from saoque.dossiers.actions.writing.answers import recount
from saoque.dossiers.actions.writing.begin import prefill
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.forms.stations import DERIVED
from saoque.dossiers.models import (
    Citation,
    CriterionAnswer,
    Dossier,
    DossierState,
    Evidence,
    FieldValue,
    HelpedPart,
    Part,
)
from saoque.dossiers.queries import visible_to
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.events import subscribe
from saoque.kernel.files.events import FileQuarantined
from saoque.producers.events import PaperRemoved, SetChosen
from saoque.producers.models import Paper
from saoque.producers.papers_access import paper_door


@subscribe(SetChosen)
def follow_set(event: SetChosen) -> None:
    """Move the product's draft to the new scorecard: what both sheets ask stays, what the new one lacks goes."""
    drafts = Dossier.objects.select_for_update().filter(product=event.product, state=DossierState.DRAFT)
    for dossier in drafts.exclude(scorecard=event.product.scorecard):
        _move(dossier, event.product.scorecard)


@subscribe(PaperRemoved)
def drop_paper(event: PaperRemoved) -> None:
    """Take the paper out of drafts that hold it; a filed dossier keeps its own."""
    held = Evidence.objects.filter(paper=event.paper, dossier__filed_at__isnull=True).exclude(
        dossier__state__in=FINISHED
    )
    key = str(event.paper.pk)
    waiting = HelpedPart.objects.filter(dossier__in=held.values("dossier"), target=Part.PAPER, key=key)
    waiting.filter(seen_at__isnull=True).update(seen_at=timezone.now())
    held.delete()


@subscribe(FileQuarantined)
def drop_infected(event: FileQuarantined) -> None:
    """A paper with a virus leaves every dossier that its owner still writes; what was filed stays named there, and opens nobody."""
    held = Evidence.objects.select_related("dossier").filter(paper__file__in=event.files)
    for one in held.filter(dossier__filed_at__isnull=True).exclude(dossier__state__in=FINISHED):
        dossier, data = one.dossier, {"evidence": one.pk, "paper": one.paper_id}
        one.delete()
        audit.record(dossier, "drop_infected", None, from_state=dossier.state, to_state=dossier.state, data=data)


@paper_door
def filed_with_dossier(actor: Actor, paper: Paper) -> bool:
    """Whoever may read a filed dossier may open the papers in it."""
    return visible_to(actor).filter(evidence__paper=paper, filed_at__isnull=False).exists()


@transaction.atomic
def _move(dossier: Dossier, scorecard: str) -> None:
    old, new = rulebook.scorecard(dossier.scorecard), rulebook.scorecard(scorecard)
    before, dossier.scorecard = dossier.scorecard, scorecard
    Dossier.objects.filter(pk=dossier.pk).update(scorecard=scorecard)
    same = [
        code
        for code, line in new.by_code.items()
        if code in old.by_code and old.by_code[code].name == line.name and old.by_code[code].options == line.options
    ]
    dropped, _kinds = CriterionAnswer.objects.filter(dossier=dossier).exclude(criterion__in=same).delete()
    Citation.objects.filter(evidence__dossier=dossier).exclude(criterion__in=list(new.by_code)).delete()
    gone = HelpedPart.objects.filter(dossier=dossier, target=Part.CRITERION, seen_at__isnull=True)
    gone.exclude(key__in=same).update(seen_at=timezone.now())
    filled = prefill(dossier)
    for path in DERIVED:
        FieldValue.objects.filter(dossier=dossier, path=path).delete()
        if path in filled:
            FieldValue.objects.create(dossier=dossier, path=path, value=filled[path])
    recount(dossier)
    audit.record(
        dossier,
        "change_set",
        None,
        from_state=dossier.state,
        to_state=dossier.state,
        data={"from": before, "to": scorecard, "answers_dropped": dropped},
    )
