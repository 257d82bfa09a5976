"""Saving the producer's own choice for a criterion. Points and stars are computed here from what is stored, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque import rulebook
from saoque.dossiers.actions.writing.guard import hold, locked_error
from saoque.dossiers.actions.writing.helped import note_change
from saoque.dossiers.models import CriterionAnswer, Dossier, Part
from saoque.dossiers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.rulebook.shapes import Criterion, Scorecard, ScoreResult

LONGEST_DESCRIPTION = 6000


class AnswerClash(Stale):
    """Somebody else answered this criterion meanwhile; `answer` is the stored row (None: it was taken away)."""

    def __init__(self, answer: CriterionAnswer | None) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True)
class SavedAnswer:
    """`answers` is what is stored now: criterion → option, for whoever draws the points.

    `version` is what the sender may go on from: never one that holds words of others which the sender has not seen.
    """

    answer: CriterionAnswer
    version: int
    result: ScoreResult
    answers: dict[str, str | None]


def save_answer(
    dossier: Dossier,
    criterion: str,
    option: str | None,
    description: str | None,
    version: int,
    actor: Actor,
) -> SavedAnswer:
    """Keep the chosen `option` (None: none) and the `description` (None: as it is) of one criterion.

    `version` is the one the page was read with, 0 when there was no answer yet. One transaction: the answer's row by
    compare-and-set, the dossier's own points recomputed from all stored answers, one audit record.
    Raises `DomainError` for an unknown criterion or option and for a locked one, `AnswerClash` when it was changed meanwhile.
    """
    actor = rules.require(actor, "write", dossier)
    sheet = rulebook.scorecard(dossier.scorecard)
    line = _line(sheet, criterion)
    _check_option(line, option)
    if description is not None and len(description := description.strip()) > LONGEST_DESCRIPTION:
        raise DomainError(
            _("Phần mô tả dài quá %(limit)d chữ cái. Hãy viết gọn lại, số liệu chi tiết để trong giấy tờ.")
            % {"limit": LONGEST_DESCRIPTION}
        )
    with transaction.atomic():
        if not hold(dossier).criterion(criterion):
            raise locked_error(dossier, _("tiêu chí %(code)s") % {"code": criterion})
        rows = {row.criterion: row for row in CriterionAnswer.objects.filter(dossier=dossier)}
        answer = rows.get(criterion) or CriterionAnswer(dossier=dossier, criterion=criterion, version=0)
        wanted = (option or "", answer.description if description is None else description)
        same = wanted == (answer.option, answer.description)
        # Saved by this person's last request, whose answer was lost on the way; not by somebody else who thought alike.
        echoed = answer.version == version + 1 and answer.changed_by_id == actor.user_id
        if answer.version != version and not same:
            raise AnswerClash(rows.get(criterion))
        if not same:
            by_others = answer.pk is not None and answer.changed_by_id != actor.user_id
            _write(answer, *wanted, actor)
            note_change(dossier, Part.CRITERION, criterion, actor, by_others=by_others)
            rows[criterion] = answer
        answers = {code: row.option or None for code, row in rows.items()}
        result = _count(dossier, sheet, answers)
    return SavedAnswer(answer, version if same and not echoed else answer.version, result, answers)


def _line(sheet: Scorecard, criterion: str) -> Criterion:
    line = sheet.by_code.get(criterion)
    if line is None:
        raise DomainError(
            _("Bộ tiêu chí này không có tiêu chí %(code)s. Hãy tải lại trang.") % {"code": criterion[:20]}
        )
    return line


def _check_option(line: Criterion, option: str | None) -> None:
    if option is not None and line.find(option) is None:
        raise DomainError(
            _("Tiêu chí %(code)s không có mức vừa chọn. Hãy tải lại trang rồi chọn lại.") % {"code": line.code}
        )


def _write(answer: CriterionAnswer, option: str, description: str, actor: Actor) -> None:
    """Insert, or update only while the version is still the one that was compared."""
    before = answer.option
    changes = {
        "option": option,
        "description": description,
        "changed_by_id": actor.user_id,
        "changed_at": timezone.now(),
    }
    if answer.pk is None:
        answer.version = 1
        for name, value in changes.items():
            setattr(answer, name, value)
        try:
            with transaction.atomic():
                answer.save(force_insert=True)
        except IntegrityError:
            raise AnswerClash(None) from None
    else:
        seen = answer.version
        if CriterionAnswer.objects.filter(pk=answer.pk, version=seen).update(**changes, version=seen + 1) != 1:
            raise AnswerClash(None)
        answer.option, answer.description, answer.version = option, description, seen + 1
    audit.record(
        answer,
        "answer",
        actor,
        data={"dossier": answer.dossier_id, "criterion": answer.criterion, "from": before, "to": option},
    )


def recount(dossier: Dossier) -> ScoreResult:
    """Compute the dossier's own points anew from what is stored. The caller holds the dossier's row."""
    rows = CriterionAnswer.objects.filter(dossier=dossier).values_list("criterion", "option")
    answers = {criterion: option or None for criterion, option in rows}
    return _count(dossier, rulebook.scorecard(dossier.scorecard), answers)


def _count(dossier: Dossier, sheet: Scorecard, answers: dict[str, str | None]) -> ScoreResult:
    """Compute points, star and progress from `answers` and keep them on the dossier."""
    result = rulebook.score(sheet, answers)
    counted = {
        "self_a": result.parts.get("A", 0),
        "self_b": result.parts.get("B", 0),
        "self_c": result.parts.get("C", 0),
        "self_total": result.total,
        "self_stars": result.stars,
        "answered": sum(1 for option in answers.values() if option),
    }
    Dossier.objects.filter(pk=dossier.pk).update(**counted)
    for name, value in counted.items():
        setattr(dossier, name, value)
    return result
