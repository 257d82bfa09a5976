"""Starting from the earlier dossier: what is still true and still valid comes along, what ran out is the gap."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.actions.writing.answers import recount
from saoque.dossiers.actions.writing.guard import hold, locked_error
from saoque.dossiers.actions.writing.helped import note_change, note_changes
from saoque.dossiers.consents import acts_as_helper
from saoque.dossiers.flow import FINISHED
from saoque.dossiers.forms.stations import DERIVED, signing, stations
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, Evidence, FieldValue, HelpedPart, Part
from saoque.dossiers.queries_writing import evidence_of, still_valid
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.rulebook.forms import FormField
from saoque.rulebook.shapes import Scorecard

# Told anew each time: the year's figures, what has changed since, the signature's own day.
_ANEW = frozenset(
    {
        "plan_results", "revenue", "profit", "quality_changes", "signed_on", "sample_count",
        "upgrade_change_description", "upgrade_change_evidence",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Carried:
    """How much came along. `left` counts papers that did not, because they ran out or left the drawer."""

    answers: int
    fields: int
    papers: int
    left: int


def carry_over(dossier: Dossier, source: Dossier, actor: Actor) -> Carried:
    """Copy answers with their words, lasting blanks, and still valid papers with their citations from `source`.

    Only empty places are filled, so doing it twice changes nothing. One transaction, one audit record.
    Raises `DomainError` unless `source` is a finished dossier of the same product and `dossier` is a draft.
    """
    actor = rules.require(actor, "write", dossier)
    if source.product_id != dossier.product_id or source.pk == dossier.pk or source.state not in FINISHED:
        raise DomainError(_("Chỉ mang sang được từ một hồ sơ cũ, đã xong, của chính sản phẩm này."))
    with transaction.atomic():
        if not hold(dossier).everything:
            raise locked_error(dossier, _("nội dung hồ sơ"))
        papers, left = _carry_papers(dossier, source, actor)
        carried = Carried(_carry_answers(dossier, source, actor), _carry_fields(dossier, source, actor), papers, left)
        recount(dossier)
        told = {"from": source.pk, "answers": carried.answers, "fields": carried.fields, "papers": papers, "left": left}
        audit.record(dossier, "carry_over", actor, from_state=dossier.state, to_state=dossier.state, data=told)
    return carried


def same_criteria(old: Scorecard, new: Scorecard) -> set[str]:
    """Return the criteria that ask the same with the same options in both sheets."""
    return {
        code
        for code, line in new.by_code.items()
        if code in old.by_code and old.by_code[code].name == line.name and old.by_code[code].options == line.options
    }


def _carry_answers(dossier: Dossier, source: Dossier, actor: Actor) -> int:
    same = same_criteria(rulebook.scorecard(source.scorecard), rulebook.scorecard(dossier.scorecard))
    have = set(CriterionAnswer.objects.filter(dossier=dossier).values_list("criterion", flat=True))
    rows = list(CriterionAnswer.objects.filter(dossier=source, criterion__in=same - have).order_by("pk"))
    if acts_as_helper(actor):
        note_changes(dossier, [(Part.CRITERION, row.criterion) for row in rows], actor)
    return len(
        CriterionAnswer.objects.bulk_create(
            CriterionAnswer(
                dossier=dossier,
                criterion=row.criterion,
                option=row.option,
                description=row.description,
                changed_by_id=actor.user_id,
            )
            for row in rows
        )
    )


def _carry_fields(dossier: Dossier, source: Dossier, actor: Actor) -> int:
    may_sign = rules.may(actor, "sign", dossier)
    lasting = {
        f.path
        for s in stations(dossier.scorecard, dossier.kind)
        for f in s.fields
        if _lasts(f) and (may_sign or not signing(s, f))
    }
    have = set(FieldValue.objects.filter(dossier=dossier).values_list("path", flat=True))
    rows = list(FieldValue.objects.filter(dossier=source, path__in=lasting - have).order_by("pk"))
    if acts_as_helper(actor):
        note_changes(dossier, [(Part.FIELD, row.path) for row in rows], actor)
    return len(
        FieldValue.objects.bulk_create(
            FieldValue(dossier=dossier, path=row.path, value=row.value, changed_by_id=actor.user_id) for row in rows
        )
    )


def _lasts(field: FormField) -> bool:
    """Whether a blank says the same next time. A choice among papers names the papers of the old dossier."""
    among_papers = field.kind == "multi_choice" and not field.choices
    return field.path not in DERIVED and field.key not in _ANEW and not among_papers


def _carry_papers(dossier: Dossier, source: Dossier, actor: Actor) -> tuple[int, int]:
    """Put the valid papers in, in their old order; return how many came and how many stayed behind."""
    day, known = today(), rulebook.scorecard(dossier.scorecard).by_code
    have = {one.paper_id: one for one in evidence_of(dossier)}
    came = left = 0
    for position, old in enumerate(evidence_of(source), len(have) + 1):
        if not still_valid(old.paper, day):
            left += 1
            continue
        fresh = have.get(old.paper_id)
        if fresh is None:
            fresh = Evidence.objects.create(dossier=dossier, paper_id=old.paper_id, position=position)
            note_change(dossier, Part.PAPER, str(old.paper_id), actor, HelpedPart.Act.ADDED, by_others=False)
            came += 1
        Citation.objects.bulk_create(
            [
                Citation(evidence=fresh, criterion=citation.criterion)
                for citation in old.citations.all()
                if citation.criterion in known
            ],
            ignore_conflicts=True,
        )
    return came, left
