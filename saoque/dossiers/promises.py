"""What the room promises about its data: computed points, the rows that each state needs, sealed filings."""

from collections.abc import Iterator

from django.db.models import Exists, F, Min, OuterRef, Q

from saoque.dossiers.actions.writing.filing import digest_of
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.models import (
    CommuneReport,
    Consent,
    CriterionAnswer,
    Dossier,
    DossierState,
    Filing,
    Receipt,
    ReturnItem,
    Thread,
)
from saoque.kernel.invariants import invariant
from saoque.people.roles import Level
from saoque.rulebook import score, scorecard

CHUNK = 500
_BEFORE_FILING = (DossierState.DRAFT, DossierState.WITHDRAWN)
_BEFORE_COMMUNE = (*_BEFORE_FILING, DossierState.FILED)
_IN_COMMUNE = (*_BEFORE_COMMUNE, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED)
_RETURNED = {DossierState.COMMUNE_RETURNED: "commune", DossierState.AGENCY_RETURNED: None}


def _in_chunks() -> Iterator[list[Dossier]]:
    chunk: list[Dossier] = []
    for dossier in Dossier.objects.order_by("pk").iterator(chunk_size=CHUNK):
        chunk.append(dossier)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@invariant
def own_points_are_the_scorers() -> Iterator[str]:
    for chunk in _in_chunks():
        answers: dict[int, dict[str, str | None]] = {dossier.pk: {} for dossier in chunk}
        rows = CriterionAnswer.objects.filter(dossier__in=list(answers)).values_list(
            "dossier_id", "criterion", "option"
        )
        for pk, criterion, option in rows:
            answers[pk][criterion] = option or None
        for dossier in chunk:
            yield from _compare_points(dossier, answers[dossier.pk])


def _compare_points(dossier: Dossier, answers: dict[str, str | None]) -> Iterator[str]:
    try:
        result = score(scorecard(dossier.scorecard), answers)
    except (LookupError, ValueError) as error:
        yield f"dossier {dossier.pk}: cannot be scored: {error}"
        return
    fresh = {
        "self_a": result.parts.get("A", 0),
        "self_b": result.parts.get("B", 0),
        "self_c": result.parts.get("C", 0),
        "self_total": result.total,
        "self_stars": result.stars,
        "answered": sum(1 for option in answers.values() if option),
    }
    for name, value in fresh.items():
        if getattr(dossier, name) != value:
            yield f"dossier {dossier.pk}: {name} is {getattr(dossier, name)}, the answers give {value}"


@invariant
def states_have_their_rows() -> Iterator[str]:
    """A dossier that has been filed has a filing, one that was received a receipt, one that was proposed a signed report."""
    filed = Filing.objects.filter(dossier=OuterRef("pk"))
    receipts = Receipt.objects.filter(dossier=OuterRef("pk"))
    report = CommuneReport.objects.filter(dossier=OuterRef("pk"), proposed_at__isnull=False)
    lacking = [
        (~Q(state__in=_BEFORE_FILING) & ~Exists(filed), "has no filing"),
        (~Q(state__in=_BEFORE_COMMUNE) & ~Exists(receipts.filter(office="commune")), "has no receipt of the commune"),
        (~Q(state__in=_IN_COMMUNE) & ~Exists(report), "has no report of the commune that proposes it"),
        (
            ~Q(state__in=(*_IN_COMMUNE, DossierState.PROPOSED)) & ~Exists(receipts.filter(office="province")),
            "has no receipt of the province",
        ),
        (
            Q(level=Level.MINISTRY)
            & ~Q(state__in=(*_IN_COMMUNE, DossierState.PROPOSED))
            & ~Exists(receipts.filter(office="ministry")),
            "has no receipt of the ministry",
        ),
        (Q(state=DossierState.DRAFT) & Exists(filed), "is a draft with a filing"),
    ]
    for missing, words in lacking:
        for pk, state in Dossier.objects.filter(missing).order_by("pk").values_list("pk", "state"):
            yield f"dossier {pk}: {state} but {words}"


@invariant
def return_items_fit_the_state() -> Iterator[str]:
    """A returned dossier has something to mend; one that went on, or is finished, has nothing left open."""
    pending = ReturnItem.objects.filter(dossier=OuterRef("pk")).exclude(state=ReturnItem.State.ACCEPTED)
    returned = Dossier.objects.filter(state__in=list(_RETURNED)).exclude(Exists(pending))
    for pk, state in returned.order_by("pk").values_list("pk", "state"):
        yield f"dossier {pk}: {state} but nothing is to be mended"
    past = (
        DossierState.PROPOSED,
        DossierState.ASSESSING,
        DossierState.ASSESSED,
        *(FINISHED - {DossierState.WITHDRAWN}),
    )
    for pk, state in Dossier.objects.filter(Exists(pending), state__in=past).order_by("pk").values_list("pk", "state"):
        yield f"dossier {pk}: {state} but something is still to be mended"


@invariant
def filings_are_as_they_were() -> Iterator[str]:
    before: tuple[int, int] = (0, 0)
    for filing in Filing.objects.order_by("dossier_id", "sequence").iterator(chunk_size=200):
        expected = before[1] + 1 if before[0] == filing.dossier_id else 1
        if filing.sequence != expected:
            yield f"dossier {filing.dossier_id}: filing {filing.sequence} follows {expected - 1}"
        if filing.digest != digest_of(filing.manifest, filing.snapshot):
            yield f"dossier {filing.dossier_id}: filing {filing.sequence} is not what its digest says"
        before = (filing.dossier_id, filing.sequence)


@invariant
def consents_are_the_producers_own() -> Iterator[str]:
    """A consent names a dossier of its own producer, and never one of the producer's own people as helper."""
    strange = Consent.objects.filter(dossier__isnull=False).exclude(dossier__producer=F("producer"))
    for pk in strange.order_by("pk").values_list("pk", flat=True):
        yield f"consent {pk}: names a dossier of another producer"
    own = Consent.objects.filter(given_by=F("helper"))
    for pk in own.order_by("pk").values_list("pk", flat=True):
        yield f"consent {pk}: the helper gave it to themselves"


@invariant
def talk_before_filing_is_private() -> Iterator[str]:
    """What was begun before the first filing is hidden from offices, and no thread is empty."""
    threads = Thread.objects.annotate(began=Min("comments__at"))
    for pk in threads.filter(began__isnull=True).order_by("pk").values_list("pk", flat=True):
        yield f"thread {pk}: nothing was said in it"
    early = Q(dossier__filed_at__isnull=True) | Q(began__lt=F("dossier__filed_at"))
    for pk in threads.filter(early, private=False).order_by("pk").values_list("pk", flat=True):
        yield f"thread {pk}: begun before the filing, but offices see it"
