"""Obstacles: opened, answered, closed; which office and step block most, computed in the database."""

from datetime import date, timedelta
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.todo import todos
from saoque.sources.actions import correct
from saoque.support import actions
from saoque.support.kinds import obstacle_kinds
from saoque.support.models import Obstacle, SupportCase
from saoque.support.queries import closed_obstacles, obstacles, opened_obstacles, visible_obstacles
from saoque.support.queries.figures import open_obstacles
from saoque.support.queries.obstacles import Narrow
from saoque.support.tests.factories import AFTER, BEFORE, begin, blocked, city, done, fresh

pytestmark = pytest.mark.django_db


def test_an_obstacle_opens_with_its_case_is_answered_and_closes_with_it() -> None:
    c = city()
    case = begin(c, blocked(c))
    assert (case.obstacle.opened_on, case.obstacle.office, case.obstacle.office_key) == (
        today(),
        c.units["office"],
        "office 92",
    )
    actions.answer_obstacle(case.obstacle, "Thiếu hạn dùng.", actor=c["officer"])
    assert (case.obstacle.answered_on, case.obstacle.days_to_answer, case.obstacle.answered_in_id) == (
        today(), 0, c.units["office"].pk,
    )  # fmt: skip
    actions.close(case, result="Xã nhận lại hồ sơ", before=BEFORE, closing=AFTER, actor=c["helper"])
    closed = Obstacle.objects.get(pk=case.obstacle.pk)
    assert (closed.closed_on, closed.days_to_close) == (today(), 0)
    with pytest.raises(DomainError):
        actions.answer_obstacle(closed, "Trả lời lại", actor=c["officer"])
    actions.reopen(fresh(case), reason="Lại trả", due_on=today(), actor=c["helper"])
    assert Obstacle.objects.get(pk=closed.pk).closed_on is None


@pytest.mark.parametrize(
    ("step", "kind", "name", "field"),
    [("x", 0, "", "step"), ("tax", 99, "", "obstacle_kind"), ("tax", 0, "…", "office_name")],
)
def test_an_obstacle_names_office_step_and_kind(step: str, kind: int, name: str, field: str) -> None:
    from saoque.support.kinds import obstacle_kinds

    c = city()
    kinds = obstacle_kinds()
    told = actions.NewObstacle(step, kinds[kind] if kind < len(kinds) else "bịa", None, name or "Thuế cơ sở")
    with pytest.raises(DomainError) as refused:
        actions.ask(c.producers["owner"], "obstacle", "x", obstacle=told, actor=c["owner"])
    assert (refused.value.field, SupportCase.objects.count()) == (field, 0)


def shift(case: SupportCase, days: int, *, closed: bool = True) -> None:
    """Let the obstacle have been opened `days` ago, and closed today."""
    day = today() - timedelta(days=days)
    SupportCase.objects.filter(pk=case.pk).update(
        asked_on=day,
        closed_on=today() if closed else None,
        state="done" if closed else "asked",
        result="x",
        owner=case.asked_by_id,
    )
    Obstacle.objects.filter(case=case).update(
        opened_on=day, closed_on=today() if closed else None, days_to_close=days if closed else None
    )


def test_offices_and_steps_are_ordered_by_how_often_they_block_with_medians() -> None:
    c = city()
    for days, office, step in (
        (3, "office", "tax"),
        (9, "office", "tax"),
        (4, "office", "land"),
        (1, "other_office", "tax"),
    ):
        shift(blocked(c, office=office, step=step), days)
    blocked(c, office="office", step="land")
    offices = [(one.name, one.count, one.open, one.median_close) for one in obstacles.by_office(c["city_helper"])]
    assert offices == [("office 92", 4, 1, 4.0), ("other_office 92", 1, 0, 1.0)]
    steps = [(one.key, one.name, one.count, one.open, one.median_close) for one in obstacles.by_step(c["city_helper"])]
    assert steps == [("tax", "Thuế, hóa đơn", 3, 0, 3.0), ("land", "Đất, nhà xưởng, môi trường", 2, 1, 4.0)]


def test_every_number_opens_to_its_rows() -> None:
    c = city()
    for days, step in ((3, "tax"), (200, "land"), (400, "tax")):
        shift(blocked(c, step=step), days)
    blocked(c)
    actor = c["city_helper"]
    for one in obstacles.by_office(actor):
        assert obstacles.narrowed(actor, Narrow(office=one.key)).count() == one.count
        assert obstacles.narrowed(actor, Narrow(office=one.key, state="open")).count() == one.open
    for one in obstacles.by_step(actor):
        assert obstacles.narrowed(actor, Narrow(step=one.key)).count() == one.count
    for quarter in obstacles.by_quarter(actor):
        assert obstacles.narrowed(actor, Narrow(quarter=quarter.key)).count() == quarter.opened
    total = obstacles.summary(actor)
    states = {state: obstacles.narrowed(actor, Narrow(state=state)).count() for state in ("open", "unanswered")}
    assert states == {"open": total["open"], "unanswered": total["unanswered"]}


def test_the_last_eight_quarters_stand_in_order_without_a_hole() -> None:
    c = city()
    shift(blocked(c), 0)
    quarters = obstacles.by_quarter(c["city_helper"])
    places = [one.year * 4 + one.number for one in quarters]
    assert places == list(range(places[-1] - 7, places[-1] + 1))
    assert (quarters[-1].opened, quarters[-1].closed, quarters[-1].median_close) == (1, 1, 0.0)


class MedianTest(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["tax", "land"]), st.integers(0, 400)), min_size=1, max_size=9))
    def test_the_median_of_the_database_is_the_median(self, rows: list[tuple[str, int]]) -> None:
        c = city("80", "20001")
        case = blocked(c)
        Obstacle.objects.all().delete()
        for step, days in rows:
            copy = SupportCase.objects.create(
                producer=case.producer, kind="obstacle", title="x", words="x", asked_on=today(), asked_by=case.asked_by, unit=case.unit,
            )  # fmt: skip
            Obstacle.objects.create(
                case=copy, office_name="x", office_key="x", step=step, kind="x", opened_on=today(), closed_on=today(), days_to_close=days,
            )  # fmt: skip
        want = {key: median([d for step, d in rows if step == key]) for key in {step for step, _days in rows}}
        assert obstacles.medians(Obstacle.objects.all(), "step", "days_to_close") == want


def test_figures_cost_the_same_for_one_row_and_many() -> None:
    c = city()
    spent = []
    for more in (1, 5):
        for _each in range(more):
            blocked(c)
        with CaptureQueriesContext(connection) as seen:
            obstacles.by_office(c["city_helper"])
            obstacles.by_step(c["city_helper"])
            obstacles.by_quarter(c["city_helper"])
            list(obstacles.export(c["city_helper"], Narrow())[1])
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_figures_for_other_rooms_count_rows_they_can_show() -> None:
    c = city()
    shift(blocked(c), 5)
    blocked(c)
    done(c)
    first, last = today() - timedelta(days=10), today()
    here = [c.units["here"].pk]
    assert (opened_obstacles(first, last, here).count(), closed_obstacles(first, last, here).count()) == (2, 1)
    assert opened_obstacles(date(2020, 1, 1), date(2020, 2, 1)).count() == 0
    assert (open_obstacles(first, last).count(), open_obstacles(date(2020, 1, 1), date(2020, 2, 1)).count()) == (1, 0)


def test_an_agency_that_is_named_hears_of_it_and_answers_like_a_commune() -> None:
    c = city()
    case, other = blocked(c, office="agency", step="agency_intake"), blocked(c)
    assert [one.url for one in todos(c["clerk"])] == [reverse("support:obstacle", args=[case.obstacle.pk])]
    actions.answer_obstacle(case.obstacle, "Thiếu phiếu kiểm nghiệm.", actor=c["clerk"])
    kept = Obstacle.objects.get(pk=case.obstacle.pk)
    assert (kept.answer, kept.answered_in, list(todos(c["clerk"]))) == (
        "Thiếu phiếu kiểm nghiệm.",
        c.units["agency"],
        [],
    )
    with pytest.raises(NotAllowed):
        actions.answer_obstacle(other.obstacle, "x", actor=c["clerk"])
    assert list(visible_obstacles(c["clerk"])) == [kept]


def test_a_kind_of_obstacle_that_the_city_worded_anew_can_be_chosen() -> None:
    c = city()
    key, kinds = "markets-and-organisation#obstacle_ticket", list(obstacle_kinds())
    correct(
        key, actor=c["clerk"], province="92", facts={"kinds": ["hồ sơ OCOP", *kinds[1:]]}, source="Công văn 9",
        confidence="O", checked_on=today(),
    )  # fmt: skip
    told = actions.NewObstacle("commune_intake", "hồ sơ OCOP", c.units["office"])
    case = actions.ask(c.producers["owner"], "obstacle", "Hỏi mãi.", actor=c["owner"], obstacle=told)
    assert Obstacle.objects.get(case=case).kind == "hồ sơ OCOP"
    with pytest.raises(DomainError) as refused:
        old = actions.NewObstacle("commune_intake", kinds[0], c.units["office"])
        actions.ask(c.producers["owner"], "obstacle", "Hỏi mãi.", actor=c["owner"], obstacle=old)
    assert refused.value.field == "obstacle_kind"
