"""The crowd of `saoque demo fill`: whole, consistent, plainly invented, and the same for the same seed."""

from collections import Counter
from decimal import Decimal

import pytest

from saoque import rulebook
from saoque.certificates.models import Certificate
from saoque.councils.actions.closing import terms_of
from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.councils.results import quorum_needed, reckon
from saoque.dossiers.actions.writing.filing import digest_of, snapshot_of
from saoque.dossiers.models import CriterionAnswer, Dossier, DossierState, FieldValue, Filing
from saoque.kernel.audit import broken_chains, history
from saoque.kernel.errors import DomainError
from saoque.kernel.invariants import faults
from saoque.people.models import User
from saoque.producers.models import Producer, Product
from saoque.site.demo.fill import Filled, Sizes, fill

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crowd")]


def answers_of(rows: object) -> dict[str, str | None]:
    return {row.criterion: row.option for row in rows}  # type: ignore[attr-defined]


def test_makes_what_was_asked_for(crowd: Filled) -> None:
    assert (Product.objects.count(), Producer.objects.count(), Dossier.objects.count()) == (200, 100, 60)
    assert crowd.products == 200
    assert crowd.dossiers == 60
    assert crowd.sheets == ScoreSheet.objects.count()
    assert crowd.certificates == Certificate.objects.count()
    assert ScoreSheet.objects.values("member").distinct().count() == 10


def test_every_room_finds_its_promises_kept(crowd: Filled) -> None:
    assert list(faults()) == []


def test_every_state_occurs(crowd: Filled) -> None:
    assert set(Dossier.objects.values_list("state", flat=True)) == set(DossierState.values)


def test_people_are_plainly_invented(crowd: Filled) -> None:
    for user in User.objects.all():
        assert user.full_name.startswith("Người thử ")
        assert user.phone == f"+84{user.full_name.removeprefix('Người thử '):0>9}"
        assert not user.has_usable_password()
        assert not user.is_demo


def test_the_audit_chain_holds_and_ends_in_the_state(crowd: Filled) -> None:
    assert list(broken_chains()) == []
    for subject in [*Dossier.objects.all(), *ScoreSheet.objects.all(), *Assessment.objects.all()]:
        last = history(subject).last()
        assert last is not None
        assert last.to_state == subject.state
    for dossier in Dossier.objects.all():
        assert dossier.version == history(dossier).count()


def test_own_points_are_those_of_the_scorer(crowd: Filled) -> None:
    for dossier in Dossier.objects.all():
        answers = answers_of(CriterionAnswer.objects.filter(dossier=dossier))
        result = rulebook.score(rulebook.scorecard(dossier.scorecard), answers)
        assert (dossier.self_total, dossier.self_stars) == (result.total, result.stars)
        assert (dossier.self_a, dossier.self_b, dossier.self_c) == tuple(result.parts.values())
        assert dossier.answered == len(answers)
        assert FieldValue.objects.filter(dossier=dossier).count() == 16


def test_what_was_filed_is_what_stands_there(crowd: Filled) -> None:
    filings = list(Filing.objects.select_related("dossier__product", "dossier__producer", "dossier__commune"))
    assert len(filings) == Dossier.objects.filter(filed_at__isnull=False).count()
    for filing in filings:
        assert filing.snapshot == snapshot_of(filing.dossier)
        assert filing.digest == digest_of(filing.manifest, filing.snapshot)


def test_totals_and_results_follow_from_the_marks(crowd: Filled) -> None:
    for assessment in Assessment.objects.select_related("session__rules", "dossier"):
        card = rulebook.scorecard(assessment.dossier.scorecard)
        sheets = list(assessment.score_sheets.all())
        answers = [answers_of(SheetMark.objects.filter(sheet=sheet)) for sheet in sheets]
        for sheet, given in zip(sheets, answers, strict=True):
            assert sheet.total == rulebook.score(card, given).total
            assert sheet.marked == len(given)
        if assessment.state != Assessment.State.CLOSED:
            assert assessment.mean is None
            continue
        result = reckon(card, answers, terms_of(assessment.session.rules))
        assert (assessment.mean, assessment.spread) == (result.mean, result.spread)
        assert (assessment.sheets, assessment.stars) == (len(sheets), result.stars)
        voters = assessment.session.attendance.exclude(role="council_secretary").count()
        assert len(sheets) >= quorum_needed(voters, assessment.session.rules.quorum_percent)
        assert bool(assessment.spread_reason) == (result.spread > Decimal(10))


def test_stars_come_from_valid_certificates_alone(crowd: Filled) -> None:
    valid = {c.product_id: (c.star, c.valid_until) for c in Certificate.objects.filter(state="valid")}
    for product in Product.objects.all():
        assert (product.star, product.star_until) == valid.get(product.pk, (0, None))
    recognised = Dossier.objects.filter(state=DossierState.RECOGNISED)
    assert set(recognised.values_list("pk", flat=True)) == set(Certificate.objects.values_list("dossier", flat=True))


def test_a_second_crowd_is_refused(crowd: Filled) -> None:
    with pytest.raises(DomainError, match="đã có rồi"):
        fill(Sizes(products=10, dossiers=5, members=5))


def test_most_of_it_is_in_the_home_province_and_the_rest_everywhere(crowd: Filled) -> None:
    by_province = Counter(Producer.objects.values_list("commune__parent__code", flat=True))
    assert by_province["92"] == 40
    assert len(by_province) > 20
    assert set(Dossier.objects.values_list("province__code", flat=True)) == {"92"}
