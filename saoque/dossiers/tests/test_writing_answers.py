"""Answers: stored points always equal the pure scorer, one writer wins, and wrong ids change nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saoque import rulebook
from saoque.dossiers.actions.writing import file_dossier, save_answer
from saoque.dossiers.actions.writing.answers import AnswerClash
from saoque.dossiers.models import CriterionAnswer, Dossier
from saoque.dossiers.queries_writing import answers_of
from saoque.dossiers.tests.factories import answer_all, draft, fill_fast, world
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.errors import DomainError, NotAllowed, Stale

pytestmark = pytest.mark.django_db


def stored(dossier: Dossier) -> tuple[int, ...]:
    fields = ("self_a", "self_b", "self_c", "self_total", "self_stars", "answered")
    return Dossier.objects.filter(pk=dossier.pk).values_list(*fields).get()


def computed(dossier: Dossier) -> tuple[int, ...]:
    answers = answers_of(dossier)
    result = rulebook.score(rulebook.scorecard(dossier.scorecard), answers)
    parts = result.parts
    return (parts["A"], parts["B"], parts["C"], result.total, result.stars, sum(1 for o in answers.values() if o))


@pytest.mark.parametrize("code", ["QD26-01", "QD26-08", "QD26-13", "QD26-25", "QD26-26"])
@given(data=st.data())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stored_points_equal_the_scorer_after_any_row_of_answers(code: str, data: st.DataObject) -> None:
    here, dossier = draft(code)
    sheet = rulebook.scorecard(code)
    versions: dict[str, int] = {}
    for line in data.draw(st.lists(st.sampled_from(sheet.criteria), min_size=1, max_size=14)):
        option = data.draw(st.sampled_from([None, *(o.id for o in line.options)]))
        saved = save_answer(dossier, line.code, option, None, versions.get(line.code, 0), here.actor)
        versions[line.code] = saved.answer.version
        assert saved.result == rulebook.score(sheet, answers_of(dossier))
    assert stored(dossier) == computed(dossier)


def test_the_last_rungs_of_a_sheet_are_the_best_points() -> None:
    here, dossier = draft("QD26-08")
    answer_all(dossier, here.actor)
    assert stored(dossier) == computed(dossier)
    assert dossier.answered == len(rulebook.scorecard("QD26-08").criteria)


def test_set_26_takes_either_case() -> None:
    here, dossier = draft("QD26-26")
    line = next(c for c in rulebook.scorecard("QD26-26").criteria if c.cases)
    first = save_answer(dossier, line.code, line.ladder(1)[-1].id, None, 0, here.actor)
    second = save_answer(dossier, line.code, line.ladder(2)[-1].id, None, first.answer.version, here.actor)
    assert (first.result.total, second.result.total) == (line.ladder(1)[-1].points, line.ladder(2)[-1].points)


def test_of_two_writers_one_wins_and_the_other_hears_who() -> None:
    here, dossier = draft()
    save_answer(dossier, "1.5", "b", "bản một", 0, here.actor)
    with pytest.raises(AnswerClash) as clash:
        save_answer(dossier, "1.5", "c", None, 0, here.actor)
    assert clash.value.answer is not None
    assert (clash.value.answer.option, clash.value.answer.description, clash.value.answer.version) == (
        "b",
        "bản một",
        1,
    )
    assert answers_of(dossier) == {"1.5": "b"}


def test_the_same_answer_twice_is_no_conflict_and_no_second_record() -> None:
    here, dossier = draft()
    first = save_answer(dossier, "1.5", "b", "như vậy", 0, here.actor)
    again = save_answer(dossier, "1.5", "b", "như vậy", 0, here.actor)
    assert (first.answer.version, again.answer.version) == (1, 1)
    assert AuditRecord.objects.filter(subject_type="dossiers.CriterionAnswer").count() == 1


@pytest.mark.parametrize(("criterion", "option"), [("9.9.9", "a"), ("1.5", "zz"), ("", None), ("1.5", "")])
def test_wrong_ids_change_nothing(criterion: str, option: str | None) -> None:
    here, dossier = draft()
    before, records = stored(dossier), AuditRecord.objects.count()
    with pytest.raises(DomainError) as refused:
        save_answer(dossier, criterion, option, None, 0, here.actor)
    assert refused.value.status == 422
    assert (stored(dossier), AuditRecord.objects.count(), CriterionAnswer.objects.count()) == (before, records, 0)


def test_a_filed_dossier_takes_no_answer() -> None:
    here, dossier = draft()
    stale = Dossier.objects.get(pk=dossier.pk)
    fill_fast(dossier)
    file_dossier(dossier, here.actor)
    with pytest.raises(NotAllowed):
        save_answer(dossier, "1.5", "a", None, 1, here.actor)
    with pytest.raises(Stale):
        save_answer(stale, "1.5", "a", None, 1, here.actor)
    assert answers_of(dossier)["1.5"] == rulebook.scorecard("QD26-08").by_code["1.5"].options[-1].id


def test_another_producer_may_not_answer() -> None:
    _here, dossier = draft()
    with pytest.raises(NotAllowed):
        save_answer(dossier, "1.5", "a", None, 0, world().actor)
    assert answers_of(dossier) == {}


@pytest.mark.parametrize("many", [1, 32])
def test_saving_takes_few_queries_however_much_is_answered(many: int, django_assert_max_num_queries) -> None:
    here, dossier = draft()
    for line in rulebook.scorecard("QD26-08").criteria[1:many]:
        save_answer(dossier, line.code, line.options[0].id, None, 0, here.actor)
    first = rulebook.scorecard("QD26-08").criteria[0]
    save_answer(dossier, first.code, first.options[0].id, None, 0, here.actor)
    with django_assert_max_num_queries(8) as seen:
        save_answer(dossier, first.code, first.options[-1].id, None, 1, here.actor)
    # hold, answers, the row, last record, new record, the dossier; and the two ends of a savepoint
    assert len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]) == 6


@pytest.mark.django_db(transaction=True)
def test_racing_writers_lose_no_point() -> None:
    """Eight people answer eight criteria at once: every answer is there, and the points are those of all of them."""
    here, dossier = draft()
    lines = rulebook.scorecard("QD26-08").criteria[:8]

    def act(code: str, option: str) -> None:
        try:
            save_answer(
                Dossier.objects.select_related("producer").get(pk=dossier.pk), code, option, None, 0, here.actor
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(act, line.code, line.options[-1].id) for line in lines]:
            done.result()
    assert answers_of(dossier) == {line.code: line.options[-1].id for line in lines}
    assert stored(dossier) == computed(dossier)


@pytest.mark.django_db(transaction=True)
def test_of_eight_racers_for_one_criterion_exactly_one_wins() -> None:
    here, dossier = draft()
    options = [option.id for option in rulebook.scorecard("QD26-08").by_code["1.5"].options] * 2

    def act(turn: int) -> str:
        try:
            mine = Dossier.objects.select_related("producer").get(pk=dossier.pk)
            save_answer(mine, "1.5", options[turn], f"người {turn}", 0, here.actor)
        except Stale:
            return "lost"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(8) as pool:
        results = sorted(pool.map(act, range(8)))
    assert results == ["lost"] * 7 + ["won"]
    assert CriterionAnswer.objects.get(dossier=dossier).version == 1
    assert AuditRecord.objects.filter(subject_type="dossiers.CriterionAnswer").count() == 1
