"""The result of a fair is what its rows give, for the whole and for each exhibitor."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.fairs.actions import costs, days, deals, followups
from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.models import Exhibit
from saoque.fairs.queries.results import Later, day_sums, later_of, missing_on, result_of, rows_of
from saoque.fairs.tests.days_factories import Ground, one_more, running
from saoque.kernel.calendar import today

pytestmark = pytest.mark.django_db


def told(ground: Ground) -> None:
    """A day of both, deals of both kinds, one struck out, costs of three payers."""
    boss = ground.boss
    days.write_day(ground.exhibitor, today(), {"visits": 120, "leads": 3}, version=0, actor=ground.owner)
    days.write_day(ground.guest, today(), {"visits": 30, "guest_sales": 4_000_000}, version=0, actor=boss)
    days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=uuid4(), actor=ground.owner)
    wrong = days.sell(ground.exhibit, today(), Decimal(9), 999_000, key=uuid4(), actor=ground.owner)
    days.unsell(ground.exhibitor, wrong, "Ghi nhầm", actor=ground.owner)
    asked = days.Asked("Chị Lan", "200 hũ mỗi tháng", "0901 234 567")
    days.write_lead(ground.exhibitor, today(), asked, key=uuid4(), actor=ground.owner)
    for kind, value in (("memorandum", 0), ("contract", 90_000_000), ("contract", 1)):
        paper = deals.sign(ground.exhibitor, deals.Signed(kind, "Siêu thị", today(), value), actor=ground.owner)
    deals.strike(paper, "Ghi nhầm", actor=ground.owner)
    for payer, spent in (("exhibitor", 100), ("organiser", 20), ("policy", 3)):
        record = "support-policies#tv_fair" if payer == "policy" else ""
        line = costs.add_cost(ground.fair, costs.Cost("Gian", spent * 2, payer, ground.exhibitor, record), actor=boss)
        costs.write_spent(line, spent, actor=boss)
    Exhibit.objects.filter(pk=ground.exhibit.pk).update(star=3, star_until=today() - timedelta(days=9))


def test_the_result_is_reckoned_from_the_rows() -> None:
    ground = running()
    told(ground)
    assert asdict(result_of(ground.fair)) == {
        "booths": 2, "provinces": 1, "exhibitors": 2, "products": 2, "stars": (0, 1, 0), "visits": 150, "leads": 4,
        "revenue": 4_255_000, "memoranda": 1, "contracts": 1, "contract_value": 90_000_000, "cost": 123,
        "planned": 246, "help": 23, "absent": 0,
    }  # fmt: skip
    mark_attendance(ground.guest, came=False, actor=ground.boss)
    after = result_of(ground.fair)
    assert (after.exhibitors, after.absent, after.booths, after.products) == (1, 1, 1, 1)


def test_the_rows_behind_add_up_to_the_result() -> None:
    ground = running()
    told(ground)
    rows, whole = rows_of(ground.fair), result_of(ground.fair)
    for name in (
        "booths",
        "products",
        "visits",
        "leads",
        "revenue",
        "memoranda",
        "contracts",
        "contract_value",
        "cost",
        "help",
    ):
        assert sum(getattr(one, name) for one in rows) == getattr(whole, name), name
    sums = day_sums(ground.fair, today())
    assert [(one.logged, one.visits, one.leads, one.revenue) for one in sums] == [
        (0, 0, 0, 0), (0, 0, 0, 0), (2, 150, 4, 4_255_000),
    ]  # fmt: skip


def test_whoever_has_not_logged_the_day_is_named() -> None:
    ground = running()
    assert [one.pk for one in missing_on(ground.fair, today())] == [ground.guest.pk, ground.exhibitor.pk]
    days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=uuid4(), actor=ground.owner)
    assert [one.pk for one in missing_on(ground.fair, today())] == [ground.guest.pk]


def test_what_came_later_stands_against_the_cost() -> None:
    ground = running()
    ground.state("reported", first_day=today() - timedelta(days=100), last_day=today() - timedelta(days=95))
    followups.tell_later(ground.exhibitor, 3, 4, 60_000_000, "", actor=ground.owner)
    assert later_of(ground.fair, 3) == Later(3, 2, 1, 4, 60_000_000)


def test_the_result_takes_as_many_queries_for_many_as_for_one() -> None:
    ground = running()
    with CaptureQueriesContext(
        connection,
    ) as few:
        result_of(ground.fair), rows_of(ground.fair)
    for _number in range(3):
        one_more(ground)
    told(ground)
    with CaptureQueriesContext(connection) as many:
        result_of(ground.fair), rows_of(ground.fair)
    assert len(many) == len(few)
