"""The way of a case: allowed, refused, stale; and that nothing has changed when an act is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from saoque.kernel.audit import history
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import _subscribers, subscribe
from saoque.kernel.todo import todos
from saoque.people.actions import end_membership
from saoque.people.actors import actor_for
from saoque.people.models import Membership
from saoque.producers.tests.factories import pdf
from saoque.sources.queries import record_of
from saoque.support import actions
from saoque.support.actions.measuring import months_after
from saoque.support.events import CaseClosed, CaseOpened
from saoque.support.models import CaseMessage, CaseMoney, CaseStep, Measure, SupportCase
from saoque.support.queries.worklist import Filters, counts, export, found_cases, ordered
from saoque.support.road import road_of
from saoque.support.tests.factories import AFTER, BEFORE, asked, begin, blocked, city, doing, done, fresh, product, soon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]
TRADEMARK = "trademark-barcode-label-traceability#trademark"


def test_a_need_goes_to_the_unit_of_the_commune() -> None:
    c = city()
    case = asked(c)
    assert (case.unit, case.state, case.on_behalf, case.asked_in, case.title) == (
        c.units["here"], "asked", False, c.producers["owner"].unit, "Cần người chỉ cách giữ màu",
    )  # fmt: skip


def test_a_need_told_by_a_helper_is_the_helpers_and_says_so() -> None:
    c = city()
    case = asked(c, "city_helper")
    assert (case.unit, case.on_behalf, case.asked_in, case.asked_by) == (
        c.units["city"], True, c.units["city"], c["city_helper"].user,
    )  # fmt: skip


def test_where_nobody_works_in_the_commune_the_city_takes_the_need() -> None:
    c = city()
    Membership.objects.filter(unit=c.units["here"]).update(since=date(2020, 1, 1), until=date(2020, 1, 2))
    assert asked(c).unit == c.units["city"]
    Membership.objects.filter(unit=c.units["city"]).update(since=date(2020, 1, 1), until=date(2020, 1, 2))
    with pytest.raises(DomainError) as told:
        asked(c)
    assert str(told.value) == "Nơi này chưa có đơn vị Đoàn nào trên Sao Quê. Hãy gọi Đoàn xã, phường của bà con."


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        ("khong-co", "x", "kind"),
        ("brand", "  ", "words"),
        ("obstacle", "x", "office_name"),
        ("brand", "x" * 20_001, "words"),
    ],
)
def test_a_need_that_says_too_little_is_not_taken(kind: str, words: str, field: str) -> None:
    c = city()
    with pytest.raises(DomainError) as told:
        actions.ask(c.producers["owner"], kind, words, actor=c["owner"])
    assert (told.value.field, SupportCase.objects.count()) == (field, 0)


def test_a_strangers_product_is_not_taken() -> None:
    c = city()
    strange = product(c.producers["neighbour"])
    with pytest.raises(DomainError) as told:
        actions.ask(c.producers["owner"], "brand", "x", product=strange, actor=c["owner"])
    assert told.value.field == "product"


def test_the_whole_way_is_recorded_and_measured() -> None:
    c = city()
    case = done(c)
    assert [row.action for row in history(case)] == ["ask", "accept", "set_plan", "start", "close"]
    assert (case.state, case.owner, case.closed_on, case.result) == ("done", c["helper"].user, today(), "Giữ được màu.")
    rows = {one.moment: (one.taken_on, one.due_on, one.revenue) for one in case.measures.all()}
    assert rows == {
        "before": (today(), None, 10_000_000), "closing": (today(), None, 15_000_000),
        "month_3": (None, months_after(today(), 3), None), "month_12": (None, months_after(today(), 12), None),
    }  # fmt: skip


def test_a_case_does_not_start_without_a_plan_nor_wait_for_nobody() -> None:
    c = city()
    case = asked(c)
    actions.accept(case, due_on=soon(), actor=c["helper"])
    with pytest.raises(DomainError):
        actions.start(case, actor=c["helper"])
    actions.set_plan(case, plan="Làm", due_on=soon(), actor=c["helper"])
    actions.start(case, actor=c["helper"])
    for on, note, field in (("nobody", "x", "waiting_on"), ("partner", "x", "waiting_on"), ("office", " ", "note")):
        with pytest.raises(DomainError) as told:
            actions.wait(case, waiting_on=on, note=note, actor=c["helper"])
        assert told.value.field == field
    actions.wait(case, waiting_on="office", note="Chờ phiếu hẹn", actor=c["helper"])
    actions.resume(case, actor=c["helper"])
    assert (fresh(case).state, fresh(case).waiting_note) == ("doing", "")


def test_who_acts_on_an_old_page_is_told_and_changes_nothing() -> None:
    c = city()
    case = asked(c)
    old = fresh(case)
    actions.accept(case, due_on=soon(), actor=c["helper"])
    with pytest.raises(Stale):
        actions.accept(old, due_on=soon(3), actor=c["leader"])
    older = fresh(case)
    actions.set_plan(case, plan="Một", due_on=soon(), actor=c["helper"])
    with pytest.raises(Stale):
        actions.set_plan(older, plan="Hai", due_on=soon(), actor=c["leader"])
    assert (fresh(case).plan, fresh(case).owner) == ("Một", c["helper"].user)


def test_only_a_leader_gives_a_case_to_somebody_and_only_to_people_of_the_unit() -> None:
    c = city()
    case = asked(c)
    with pytest.raises(DomainError):
        actions.accept(case, due_on=soon(), owner=c["leader"].user, actor=c["helper"])
    actions.accept(case, due_on=soon(), owner=c["helper"].user, actor=c["leader"])
    with pytest.raises(DomainError) as told:
        actions.assign(case, c["other_helper"].user, actor=c["leader"])
    assert told.value.field == "owner"
    actions.assign(case, c["leader"].user, actor=c["city_leader"])
    assert fresh(case).owner == c["leader"].user


def test_a_case_passes_between_commune_and_city_with_its_reason() -> None:
    c = city()
    case = doing(c)
    for unit, field in ((c.units["here"], "unit"), (c.units["there"], "unit"), (c.units["partner"], "unit")):
        with pytest.raises(DomainError) as told:
            actions.pass_on(case, unit, reason="x", actor=c["leader"])
        assert told.value.field == field
    with pytest.raises(DomainError) as told:
        actions.pass_on(case, c.units["city"], reason=" ", actor=c["leader"])
    assert told.value.field == "reason"
    actions.pass_on(case, c.units["city"], reason="Cần quan hệ của thành phố", actor=c["leader"])
    moved = fresh(case)
    assert (moved.unit, moved.owner, moved.state, moved.plan) == (
        c.units["city"],
        None,
        "asked",
        "Mời kỹ sư xuống xem.",
    )
    assert list(history(moved))[-1].data["reason"] == "Cần quan hệ của thành phố"
    actions.accept(moved, due_on=soon(), actor=c["city_helper"])
    actions.pass_on(moved, c.units["here"], reason="Xã làm được", actor=c["city_leader"])
    assert fresh(case).unit == c.units["here"]


def test_closing_needs_words_and_a_figure_on_both_sides() -> None:
    c = city()
    case = doing(c)
    nothing = actions.Figures()
    for result, before, closing, field in (
        ("", BEFORE, AFTER, "result"), ("x", nothing, AFTER, "revenue"), ("x", BEFORE, nothing, "revenue"),
        ("x", actions.Figures(jobs_regular=-1), AFTER, "jobs_regular"), ("x", BEFORE, actions.Figures(revenue=-5), "revenue"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as told:
            actions.close(case, result=result, before=before, closing=closing, actor=c["helper"])
        assert told.value.field == field
    assert (fresh(case).state, Measure.objects.count()) == ("doing", 0)


def test_reopening_takes_back_what_was_to_be_asked_later() -> None:
    c = city()
    case = done(c)
    actions.reopen(case, reason="Lại sẫm màu", due_on=soon(), actor=c["helper"])
    assert (case.state, case.closed_on, sorted(case.measures.values_list("moment", flat=True))) == (
        "doing", None, ["before", "closing"],
    )  # fmt: skip
    actions.close(case, result="Xong hẳn", before=BEFORE, closing=AFTER, actor=c["helper"])
    assert case.measures.count() == 4


def test_a_case_whose_owner_left_is_reopened_by_whoever_reopens_it() -> None:
    c = city()
    case = done(c)
    end_membership(Membership.objects.get(user=c["helper"].user), actor=c["leader"])
    actions.reopen(case, reason="x", due_on=soon(), actor=c["leader"])
    assert fresh(case).owner == c["leader"].user


def test_later_figures_are_asked_for_only_after_a_result() -> None:
    c = city()
    case = doing(c)
    for moment in ("closing", "month_3"):
        with pytest.raises(DomainError):
            actions.measure(case, moment, AFTER, actor=c["helper"])
    actions.close(case, result="x", before=BEFORE, closing=AFTER, actor=c["helper"])
    kept = actions.measure(case, "month_3", actions.Figures(channels=5), actor=c["leader"])
    assert (kept.taken_on, kept.channels, kept.revenue) == (today(), 5, None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 36))
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    then = months_after(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


def test_steps_come_from_the_record_and_are_then_the_units_own() -> None:
    c = city()
    case = doing(c, kind="trademark")
    made = actions.draft_steps(case, record_of(TRADEMARK), actor=c["helper"])
    told = record_of(TRADEMARK).facts["steps"]
    assert [(one.what, one.source, one.confidence) for one in made] == [
        (row["do"], TRADEMARK, row["c"]) for row in told
    ]
    first = CaseStep.objects.get(pk=made[0].pk)
    actions.change_step(first, what=first.what, who="Đoàn xã", due_on=soon(), actor=c["helper"])
    assert (first.source, first.who) == (TRADEMARK, "Đoàn xã")
    actions.change_step(first, what="Tra tên ở nhà", who="Đoàn xã", due_on=soon(), actor=c["helper"])
    assert (first.source, first.confidence, first.verify) == ("", "", False)
    actions.finish_step(first, evidence=pdf("tra-cuu.pdf"), actor=c["helper"])
    assert (first.done_on, first.done_by, first.evidence.name) == (today(), c["helper"].user, "tra-cuu.pdf")  # type: ignore[union-attr]
    actions.unfinish_step(first, actor=c["helper"])
    actions.remove_step(first, actor=c["helper"])
    assert case.steps.filter(removed_at=None).count() == len(told) - 1


def test_steps_of_a_closed_case_and_steps_done_tomorrow_are_refused() -> None:
    c = city()
    case = doing(c)
    step = actions.add_step(case, what="Ghé", actor=c["helper"])
    with pytest.raises(DomainError) as told:
        actions.finish_step(step, done_on=soon(1), actor=c["helper"])
    assert told.value.field == "done_on"
    actions.drop(case, reason="Bà con đổi ý", actor=c["helper"])
    with pytest.raises(DomainError):
        actions.add_step(fresh(case), what="Thêm", actor=c["helper"])


def test_money_is_planned_and_paid_by_source() -> None:
    c = city()
    case = doing(c)
    line = actions.add_money(case, source="youth", what="Xăng xe", planned=500_000, actor=c["helper"])
    with pytest.raises(DomainError) as told:
        actions.change_money(line, planned=500_000, paid=1, paid_on=None, actor=c["helper"])
    assert told.value.field == "paid_on"
    actions.close(fresh(case), result="x", before=BEFORE, closing=AFTER, actor=c["helper"])
    late = CaseMoney.objects.get(pk=line.pk)
    actions.change_money(late, planned=500_000, paid=450_000, paid_on=today(), proof=pdf(), actor=c["helper"])
    assert (late.paid, late.proof is not None) == (450_000, True)
    for bad in (-1, 10**14):
        with pytest.raises(DomainError):
            actions.add_money(doing(c), source="youth", what="x", planned=bad, actor=c["helper"])


def test_producer_helper_and_partner_write_to_each_other() -> None:
    c = city()
    case = doing(c)
    for who in ("owner", "helper", "partner"):
        actions.write_message(case, f"Tin của {who}", actor=c[who])
    assert [(one.by, one.text) for one in CaseMessage.objects.all()] == [
        (c[who].user, f"Tin của {who}") for who in ("owner", "helper", "partner")
    ]


def test_a_producer_takes_a_need_back_until_it_is_accepted() -> None:
    c = city()
    first, second = asked(c), asked(c)
    actions.withdraw_need(first, actor=c["owner"])
    actions.accept(second, due_on=soon(), actor=c["helper"])
    with pytest.raises(Stale):
        actions.withdraw_need(second, actor=c["owner"])
    assert (fresh(first).state, fresh(first).result) == ("dropped", "Chủ thể rút lại, không cần nữa.")


def test_rooms_above_hear_of_opening_and_closing() -> None:
    heard: list[str] = []

    def opened(event: CaseOpened) -> None:
        heard.append(f"opened {event.case.pk}")

    def closed(event: CaseClosed) -> None:
        heard.append(f"{event.case.state} {event.case.pk}")

    subscribe(CaseOpened)(opened)
    subscribe(CaseClosed)(closed)
    try:
        c = city()
        case = done(c)
    finally:
        _subscribers[CaseOpened].remove(opened)
        _subscribers[CaseClosed].remove(closed)
    assert heard == [f"opened {case.pk}", f"done {case.pk}"]


def _titles(actor: object) -> list[str]:
    return [item.title for item in todos(actor)]  # type: ignore[arg-type]


def test_an_overdue_case_rises_to_its_owner_and_then_to_the_leader() -> None:
    c = city()
    case = doing(c)
    seen = {}
    for late in (-20, 1, 4):
        SupportCase.objects.filter(pk=case.pk).update(due_on=today() - timedelta(days=late))
        seen[late] = (_titles(c["helper"]), _titles(c["leader"]), _titles(c["city_leader"]))
    over = f"Vụ việc quá hạn: {case.title}"
    assert seen == {-20: ([], [], []), 1: ([case.title], [], []), 4: ([case.title], [over], [])}


def test_results_rise_when_they_are_due_and_new_needs_at_once() -> None:
    c = city()
    case = done(c)
    other = asked(c)
    Measure.objects.filter(case=case, moment="month_3").update(due_on=soon(2))
    assert _titles(c["helper"]) == [f"Hỏi lại kết quả: {case.title}", f"Nhận việc: {other.title}"]


def test_what_waits_for_producer_or_partner_is_on_their_first_screen() -> None:
    c = city()
    case = doing(c)
    actions.wait(case, waiting_on="producer", note="Gửi ảnh nhãn", actor=c["helper"])
    assert ("Gửi ảnh nhãn" in _titles(c["owner"]), _titles(c["partner"])) == (True, [])
    actions.resume(case, actor=c["helper"])
    actions.wait(case, waiting_on="partner", note="Hẹn ngày xuống", actor=c["helper"])
    assert ("Gửi ảnh nhãn" in _titles(c["owner"]), _titles(c["partner"])) == (False, ["Hẹn ngày xuống"])


def test_the_road_says_where_the_case_is_and_that_it_is_late() -> None:
    c = city()
    case = doing(c)
    SupportCase.objects.filter(pk=case.pk).update(due_on=today() - timedelta(days=2))
    stations = road_of(fresh(case))
    assert [(one["state"], one["late"]) for one in stations] == [
        ("done", False),
        ("done", False),
        ("now", True),
        ("next", False),
    ]
    assert stations[2]["who"] == c["helper"].user.full_name


def test_the_work_list_puts_overdue_first_and_filters_by_state_kind_and_words() -> None:
    c = city()
    late, near, over = doing(c), doing(c, words="Mật ong kết tinh"), done(c, kind="brand")
    new = asked(c)
    SupportCase.objects.filter(pk=late.pk).update(due_on=today() - timedelta(days=1))
    actor = c["city_helper"]
    assert list(ordered(found_cases(actor, Filters()))) == [late, near, new, over]
    found = {
        name: set(found_cases(actor, filters))
        for name, filters in {
            "late": Filters(state="late"), "brand": Filters(kind="brand"), "words": Filters(q="mat ong"),
            "mine": Filters(whose="mine"), "unit": Filters(unit=c.units["here"].pk),
        }.items()
    }  # fmt: skip
    assert found == {"late": {late}, "brand": {over}, "words": {near}, "mine": set(), "unit": {late, near, over, new}}
    totals = counts(actor, Filters())
    assert (totals["late"], totals["open"], totals["closed"], totals["asked"], totals["doing"]) == (1, 3, 1, 1, 2)


def test_the_export_reads_what_is_filtered_with_money_counted_once() -> None:
    c = city()
    case = doing(c)
    for what in ("Một", "Hai"):
        actions.add_step(case, what=what, actor=c["helper"])
        actions.add_money(case, source="youth", what=what, planned=100, actor=c["helper"])
    head, rows = export(c["helper"], Filters(state="doing"))
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Số"], row["Tiền dự kiến"], row["Trạng thái"]) for row in told] == [(case.pk, 200, "Đang làm")]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    c = city()
    spent = []
    for more in (1, 4):
        for _each in range(more):
            begin(c, blocked(c))
        with CaptureQueriesContext(connection) as seen:
            list(ordered(found_cases(c["helper"], Filters())))
            counts(c["helper"], Filters())
            list(export(c["helper"], Filters())[1])
            todos(actor_for(c["helper"].user))
            todos(actor_for(c["leader"].user))
            todos(actor_for(c["owner"].user))
            todos(actor_for(c["officer"].user))
        spent.append(len(seen))
    assert spent[0] == spent[1]
