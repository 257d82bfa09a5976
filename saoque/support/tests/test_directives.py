"""Directives: drafted, sent, accepted or not, reported with evidence, confirmed or returned; the board; requests upwards."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.todo import todos
from saoque.producers.tests.factories import pdf
from saoque.support import actions
from saoque.support.models import Assignment, Directive, Indicator, Target
from saoque.support.queries import directives as queries
from saoque.support.queries import get_directive
from saoque.support.tests.factories import city, directive, doing, part_of, soon, told, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]


def test_a_directive_goes_the_whole_way() -> None:
    c = city()
    made = directive(c)
    part = part_of(made, c.units["here"])
    actions.accept_directive(part, actor=c["leader"])
    case = doing(c)
    first = actions.send_report(
        part, text="Mới được một", values=values(part, 1), files=[pdf()], cases=[case], actor=c["helper"]
    )
    actions.return_report(first, reason="Thiếu danh sách", actor=c["city_leader"])
    part = part_of(made, c.units["here"])
    assert (part.state, part.reason, Target.objects.get(assignment=part).reached) == (
        "returned",
        "Thiếu danh sách",
        None,
    )
    second = actions.send_report(part, text="Đủ hai", values=values(part, 2), actor=c["leader"])
    actions.confirm_report(second, actor=c["city_leader"])
    target = Target.objects.get(assignment=part)
    assert (target.reached, target.reached_on, part_of(made, c.units["here"]).state) == (
        Decimal(2),
        today(),
        "confirmed",
    )
    assert (first.files.count(), list(first.cases.all())) == (1, [case])
    with pytest.raises(Stale):
        actions.confirm_report(second, actor=c["city_leader"])


def test_a_unit_says_why_it_cannot_and_may_accept_later() -> None:
    c = city()
    part = part_of(directive(c), c.units["there"])
    with pytest.raises(DomainError) as refused:
        actions.refuse_directive(part, reason=" ", actor=c["other_leader"])
    assert refused.value.field == "reason"
    actions.refuse_directive(part, reason="Xã chưa có bạn trẻ nào làm sản phẩm", actor=c["other_leader"])
    with pytest.raises(Stale):
        actions.send_report(part, text="x", values=values(part, 0), actor=c["other_leader"])
    actions.accept_directive(part, actor=c["other_helper"])
    assert (part.state, part.reason) == ("accepted", "")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"indicators": []}, "indicators"),
        ({"period_to": today() - timedelta(days=1)}, "period_to"),
        ({"answer_by": today() - timedelta(days=1)}, "answer_by"),
        ({"indicators": [actions.NewIndicator("x", Decimal(-1), soon())]}, "indicators"),
        ({"indicators": [actions.NewIndicator("", Decimal(1), soon())]}, "indicators"),
        ({"indicators": [actions.NewIndicator("x", Decimal(1), today() - timedelta(days=3))]}, "indicators"),
    ],
)
def test_a_directive_that_does_not_say_enough_is_not_drafted(more: dict[str, Any], field: str) -> None:
    c = city()
    with pytest.raises(DomainError) as refused:
        actions.draft_directive(c.units["city"], [c.units["here"]], told(**more), actor=c["city_leader"])
    assert (refused.value.field, Directive.objects.count()) == (field, 0)


def test_a_directive_goes_only_to_units_of_the_own_city() -> None:
    c, other = city(), city("91", "30001")
    for units in ([], [other.units["here"]], [c.units["partner"]], [c.units["city"]]):
        with pytest.raises(DomainError) as refused:
            actions.draft_directive(c.units["city"], units, told(), actor=c["city_leader"])
        assert refused.value.field == "units"


def test_a_commune_asks_its_city_without_targets() -> None:
    c = city()
    made = actions.draft_directive(c.units["here"], [c.units["city"]], told(indicators=[]), actor=c["leader"])
    actions.send_directive(made, actor=c["leader"])
    part = part_of(made, c.units["city"])
    actions.accept_directive(part, actor=c["city_helper"])
    report = actions.send_report(part, text="Đã mở lớp", values={}, actor=c["city_helper"])
    actions.confirm_report(report, actor=c["leader"])
    assert (made.upwards, part_of(made, c.units["city"]).state) == (True, "confirmed")


def test_numbers_of_single_units_change_in_a_draft_alone() -> None:
    c = city()
    made = directive(c, sent=False)
    target = Target.objects.get(assignment=part_of(made, c.units["here"]))
    actions.set_targets(made, {target.pk: Decimal(5)}, actor=c["city_leader"])
    assert sorted(Target.objects.values_list("number", flat=True)) == [Decimal(2), Decimal(5)]
    strange = Target.objects.exclude(assignment__directive=made).first()
    with pytest.raises(DomainError):
        actions.set_targets(made, {target.pk + 99: Decimal(5)}, actor=c["city_leader"])
    actions.send_directive(made, actor=c["city_leader"])
    with pytest.raises(Stale):
        actions.set_targets(made, {target.pk: Decimal(6)}, actor=c["city_leader"])
    assert strange is None


def test_reports_answer_every_target_with_cases_of_the_own_unit() -> None:
    c = city()
    made = directive(c)
    part = part_of(made, c.units["there"])
    actions.accept_directive(part, actor=c["other_leader"])
    strange = doing(c)
    for given, field in (
        ({"values": {}}, "values"),
        ({"values": values(part, -1)}, "values"),
        ({"cases": [strange]}, "cases"),
        ({"text": ""}, "text"),
    ):
        asked: dict[str, Any] = {"text": "x", "values": values(part, 1), **given}
        with pytest.raises(DomainError) as refused:
            actions.send_report(part, actor=c["other_leader"], **asked)
        assert refused.value.field == field
    assert part_of(made, c.units["there"]).state == "accepted"


def test_nobody_reports_to_an_ended_directive() -> None:
    c = city()
    made = directive(c)
    part = part_of(made, c.units["here"])
    with pytest.raises(DomainError) as refused:
        actions.withdraw_directive(made, reason="", actor=c["city_leader"])
    assert refused.value.field == "reason"
    actions.close_directive(made, note="Hết kỳ", actor=c["city_leader"])
    with pytest.raises(DomainError) as ended:
        actions.accept_directive(part, actor=c["leader"])
    assert str(ended.value) == "Chỉ đạo này đã kết thúc hoặc đã rút lại."


def test_the_board_says_done_late_refused_and_not_yet_accepted() -> None:
    c = city()
    made = directive(c)
    here, there = part_of(made, c.units["here"]), part_of(made, c.units["there"])

    def states() -> dict[str, str]:
        rows, _sums = queries.board(get_directive(c["city_leader"], made.pk))
        return {row.part.unit.name: row.cells[0].state for row in rows}

    seen = [states()]
    actions.accept_directive(here, actor=c["leader"])
    actions.refuse_directive(there, reason="x", actor=c["other_leader"])
    seen.append(states())
    actions.confirm_report(
        actions.send_report(here, text="x", values=values(here, 2), actor=c["leader"]), actor=c["city_leader"]
    )
    actions.accept_directive(there, actor=c["other_leader"])
    Indicator.objects.update(due_on=today() - timedelta(days=1))
    seen.append(states())
    assert [(one["here 92"], one["there 92"]) for one in seen] == [
        ("waiting", "waiting"),
        ("doing", "refused"),
        ("done", "late"),
    ]
    _rows, sums = queries.board(get_directive(c["city_leader"], made.pk))
    assert [(one.number, one.reached) for one in sums] == [(Decimal(4), Decimal(2))]
    head, rows = queries.export_board(get_directive(c["city_leader"], made.pk))
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Đơn vị"], row["Được giao"], row["Đã đạt"], row["Kết luận"]) for row in table] == [
        ("here 92", 2.0, 2.0, "Đạt"), ("there 92", 2.0, "", "Trễ hạn"),
    ]  # fmt: skip


def test_each_side_is_reminded_of_its_part() -> None:
    c = city()
    made = directive(c)
    part = part_of(made, c.units["here"])

    def titles(who: str) -> list[str]:
        return [item.title for item in todos(c[who])]

    assert titles("leader") == [f"Nhận chỉ đạo: {made.title}"]
    actions.accept_directive(part, actor=c["leader"])
    assert titles("leader") == []
    Indicator.objects.update(due_on=soon(3))
    assert titles("helper") == [f"Báo cáo: {made.title}"]
    report = actions.send_report(part, text="x", values=values(part, 1), actor=c["leader"])
    assert titles("city_leader") == ["Xem báo cáo của here 92"]
    actions.return_report(report, reason="Thiếu ảnh", actor=c["city_leader"])
    assert titles("leader") == [f"Bổ sung báo cáo: {made.title}"]
    Directive.objects.update(answer_by=today() - timedelta(days=1))
    assert titles("city_leader") == [f"Đơn vị chưa trả lời: {made.title}"]


def test_lists_and_board_cost_the_same_for_one_and_many() -> None:
    c = city()
    spent = []
    for more in (1, 4):
        for _each in range(more):
            made = directive(c)
        with CaptureQueriesContext(connection) as seen:
            rows = list(queries.directive_list(c["city_leader"], "moi xa"))
            queries.own_parts(c["leader"], rows)
            queries.board(get_directive(c["city_leader"], made.pk))
            todos(c["city_leader"])
            todos(c["leader"])
        spent.append(len(seen))
    assert (spent[0], len(rows)) == (spent[1], 5)


def test_the_list_counts_states_of_all_units_whichever_side_is_asked_for() -> None:
    c = city()
    made = directive(c)
    actions.accept_directive(part_of(made, c.units["here"]), actor=c["leader"])
    for who, side in (("city_leader", "sent"), ("leader", "received"), ("leader", "")):
        found = [(one.units, one.accepted, one.confirmed) for one in queries.directive_list(c[who], "", side)]
        assert found == [(2, 1, 0)], who
    assert list(queries.directive_list(c["leader"], "", "sent")) == []
    assert Assignment.objects.count() == 2
