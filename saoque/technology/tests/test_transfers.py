"""Transfers: who may, what must be there, what is refused, what is counted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.kernel import audit
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.people.roles import YOUTH_ROLES, Role
from saoque.producers.models import Producer
from saoque.producers.tests import factories
from saoque.technology import actions, queries
from saoque.technology.actions import TransferPlan
from saoque.technology.digital import questions
from saoque.technology.forms import read_number
from saoque.technology.models import DigitalCheck, Measure, Transfer
from saoque.technology.rules import rules
from saoque.technology.techniques import find_technique, find_techniques

pytestmark = pytest.mark.django_db
PLAN = TransferPlan(title="Nhà sấy dâu", technique="solar_drying", cost=35_000_000)


@pytest.fixture
def here() -> tuple[Actor, Producer, Actor]:
    """The owner, the producer, and a helper of its commune."""
    owner, producer = factories.owner()
    return owner, producer, factories.office(Role.YOUTH_HELPER, producer.commune)


def running(producer: Producer, helper: Actor) -> Transfer:
    transfer = actions.open_transfer(producer, PLAN, actor=helper)
    actions.begin(transfer, actor=helper)
    return transfer


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRODUCER], ids=str)
def test_role_by_action(role: Role) -> None:
    owner, producer = factories.owner()
    elsewhere = factories.places("Trường Xuân", "Huyện Thới Lai")[0]
    near, far = factories.office(role, producer.commune), factories.office(role, elsewhere)
    everything = sorted(rules.table)
    assert [name for name in everything if rules.may(near, name, producer)] == (
        everything if role in YOUTH_ROLES else []
    )
    assert [name for name in everything if rules.may(far, name, producer)] == []
    assert [name for name in everything if rules.may(owner, name, producer)] == [
        n for n in everything if n != "lead_transfer"
    ]
    assert [name for name in everything if rules.may(factories.owner()[0], name, producer)] == []
    assert [name for name in everything if rules.may(NOBODY, name, producer)] == []


def test_a_strange_transfer_is_not_found(here: Any) -> None:
    _owner, producer, helper = here
    transfer = running(producer, helper)
    stranger = factories.owner()[0]
    assert list(queries.list_transfers(stranger)) == []
    for pk in (transfer.pk, 10**9):
        with pytest.raises(NotFound):
            queries.get_transfer(stranger, pk)


def test_a_package_brings_its_measures(here: Any) -> None:
    _owner, producer, helper = here
    transfer = actions.open_transfer(producer, PLAN, actor=helper)
    assert [(one.name, one.unit) for one in transfer.measures.all()] == [
        ("Hao hụt mỗi mẻ", "%"),
        ("Thời gian một mẻ", "giờ"),
    ]
    assert (transfer.technique, transfer.unit_id, transfer.state) == (
        "techniques#solar_drying",
        helper.standings[0].unit_id,
        "planned",
    )


def test_it_is_finished_only_with_figures_and_an_outcome(here: Any) -> None:
    owner, producer, helper = here
    transfer = running(producer, helper)
    with pytest.raises(DomainError, match="Hao hụt mỗi mẻ, Thời gian một mẻ"):
        actions.finish(transfer, "Mẻ sấy đều hơn hẳn.", actor=helper)
    for measure in transfer.measures.all():
        actions.write_figures(measure, before=Decimal(30), after=Decimal("12.5"), actor=owner)
    with pytest.raises(DomainError) as refused:
        actions.finish(transfer, "Tốt", actor=helper)
    assert refused.value.field == "outcome"
    actions.finish(transfer, "Mẻ sấy đều hơn hẳn.", actor=helper)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.ended_on) == ("done", today())
    assert [entry.action for entry in audit.history(transfer)] == ["open_transfer", "begin", "finish"]


def test_a_transfer_without_any_figure_is_not_finished(here: Any) -> None:
    _owner, producer, helper = here
    transfer = actions.open_transfer(producer, TransferPlan(title="Cách riêng"), actor=helper)
    actions.begin(transfer, actor=helper)
    with pytest.raises(DomainError, match="ít nhất một số đo"):
        actions.finish(transfer, "Mẻ sấy đều hơn hẳn.", actor=helper)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (TransferPlan(title="ab"), "title"),
        (TransferPlan(title="Nhà sấy", technique="khong-co"), "technique"),
        (TransferPlan(title="Nhà sấy", cost=10**13), "cost"),
        (TransferPlan(title="Nhà sấy", cost=-1), "cost"),
    ],
)
def test_a_wrong_plan_changes_nothing(here: Any, told: TransferPlan, field: str) -> None:
    _owner, producer, helper = here
    with pytest.raises(DomainError) as refused:
        actions.open_transfer(producer, told, actor=helper)
    assert (refused.value.field, Transfer.objects.count(), Measure.objects.count()) == (field, 0, 0)


def test_another_producers_product_is_refused(here: Any) -> None:
    _owner, producer, helper = here
    _other, product = factories.owned_product()
    with pytest.raises(DomainError) as refused:
        actions.open_transfer(producer, TransferPlan(title="Nhà sấy", product=product), actor=helper)
    assert refused.value.field == "product"


def test_the_owner_measures_and_does_not_lead(here: Any) -> None:
    owner, producer, helper = here
    transfer = running(producer, helper)
    actions.add_measure(transfer, "Giá bán", "đồng", actor=owner)
    with pytest.raises(DomainError):
        actions.add_measure(transfer, " Giá  bán ", "", actor=owner)
    with pytest.raises(NotAllowed):
        actions.drop(transfer, "Không làm nữa", actor=owner)
    assert transfer.measures.count() == 3


def test_two_who_write_the_same_figure_one_wins(here: Any) -> None:
    owner, producer, helper = here
    transfer = running(producer, helper)
    first, second = transfer.measures.first(), transfer.measures.first()
    assert first is not None
    assert second is not None
    actions.write_figures(first, before=Decimal(1), after=None, actor=owner)
    with pytest.raises(Stale):
        actions.write_figures(second, before=Decimal(2), after=None, actor=helper)
    second.refresh_from_db()
    assert second.before == 1


def test_a_closed_transfer_is_left_alone_until_it_is_resumed(here: Any) -> None:
    _owner, producer, helper = here
    transfer = running(producer, helper)
    actions.drop(transfer, "Máy hỏng, chờ sửa", actor=helper)
    measure = Measure.objects.select_related("transfer__producer").filter(transfer=transfer)[0]
    for act in (
        lambda: actions.change_plan(transfer, PLAN, actor=helper),
        lambda: actions.add_measure(transfer, "Giá", "", actor=helper),
        lambda: actions.write_figures(measure, before=Decimal(1), after=None, actor=helper),
    ):
        with pytest.raises(DomainError, match="đã khép"):
            act()
    actions.resume(transfer, actor=helper)
    assert (transfer.state, transfer.ended_on) == ("running", None)


def test_days_lie_in_order_and_not_in_the_future(here: Any) -> None:
    _owner, producer, helper = here
    transfer = actions.open_transfer(producer, TransferPlan(title="Cách riêng"), actor=helper)
    with pytest.raises(DomainError) as refused:
        actions.begin(transfer, actor=helper, on=today() + timedelta(days=1))
    assert refused.value.field == "started_on"
    actions.begin(transfer, actor=helper, on=today())
    with pytest.raises(DomainError) as refused:
        actions.finish(transfer, "Mẻ sấy đều hơn hẳn.", actor=helper, on=today() - timedelta(days=1))
    assert refused.value.field == "ended_on"


def test_the_list_needs_one_query_however_long(here: Any) -> None:
    _owner, producer, helper = here
    for count in (1, 4):
        while Transfer.objects.count() < count:
            running(producer, helper)
        with CaptureQueriesContext(connection) as seen:
            rows = list(queries.list_transfers(helper, text="thuan phat"))
        assert (len(rows), len(seen)) == (count, 1)


def test_a_check_is_kept_beside_the_earlier_one(here: Any) -> None:
    owner, producer, helper = here
    low, high = ({question.id: points for question in questions().all} for points in (0, 3))
    actions.answer_check(producer, low, actor=owner)
    actions.answer_check(producer, high, actor=helper)
    assert [(one.score, one.answered_by_id) for one in queries.checks_of(producer)] == [
        (100, helper.user_id),
        (0, owner.user_id),
    ]
    with pytest.raises(DomainError):
        actions.answer_check(producer, {"orders": 1}, actor=owner)
    assert DigitalCheck.objects.count() == 2
    (row,) = queries.producers_with_checks(owner)
    assert (row.last_score, row.last_check) == (100, today())  # type: ignore[attr-defined]


def test_techniques_are_found_by_problem_without_marks_and_by_set() -> None:
    assert [one.id for one in find_techniques("am moc")][:1] == ["solar_drying"]
    fish = [one.id for one in find_techniques("", "QD26-09")]
    assert "fish_sauce_hygiene" in fish
    assert "fruit_bagging" not in fish
    assert fish[-1] == "online_selling"
    assert find_techniques("khong co chuyen nay") == []
    assert find_technique("khong-co") is None


@pytest.mark.parametrize(
    ("text", "number"), [("1.234,5", "1234.500"), ("12", "12.000"), ("", None), (" 0,25 ", "0.250")]
)
def test_numbers_are_read_the_vietnamese_way(text: str, number: str | None) -> None:
    assert read_number(text) == (Decimal(number) if number else None)
