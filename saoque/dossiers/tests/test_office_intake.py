"""Receipts, the clock, returned items: what commune and agency promise about them."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from saoque.dossiers import deadlines
from saoque.dossiers.actions import assessing, intake
from saoque.dossiers.flow import flow
from saoque.dossiers.models import Dossier, DossierState, IntakeRules, ProductNumber, Receipt, ReturnItem
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import Actor
from saoque.kernel.audit.chain import broken_chains
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.calendar.load import load_special_days
from saoque.kernel.errors import DomainError, NotAllowed, Stale
from saoque.people.roles import Level

S = DossierState
I = ReturnItem.State  # noqa: E741 - the states of an item, read beside those of a dossier
pytestmark = pytest.mark.django_db
SetDay = Callable[[str], None]


@pytest.fixture
def set_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Let it be ten in the morning of a day in Vietnam."""

    def set_to(day: str) -> None:
        moment = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    load_special_days()
    return set_to


def ask(key: str = "1.1", **fields: object) -> intake.NewItem:
    values = {"target": "criterion", "key": key, "reason": "Thiếu hợp đồng", "due_on": today() + timedelta(7), **fields}
    return intake.NewItem(**values)  # type: ignore[arg-type]


def again(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("product", "producer", "commune", "province").get(pk=dossier.pk)


def hand_back(dossier: Dossier, action: str = "answer_commune") -> Dossier:
    """What the producer's side does when everything is mended."""
    dossier.return_items.filter(state=I.OPEN).update(state=I.ANSWERED, answer="Đã bổ sung")
    due = deadlines.due_when_back(dossier, today())
    flow.apply(dossier, action, None, due_on=due, state_since=timezone.now())
    return dossier


def test_the_first_receipt_gives_number_code_and_deadline(set_day: SetDay) -> None:
    set_day("2026-11-23")
    officer = make.office().officer
    dossier = make.dossier()
    receipt = intake.receive_at_commune(dossier, officer)
    assert receipt.number == "01-/PĐK-92-31153-2026"
    assert (receipt.serial, receipt.year, receipt.office, receipt.received_on) == (1, 2026, "commune", today())
    assert (receipt.unit_id, receipt.received_by_id) == (make.commune_unit().pk, officer.user_id)
    # 24/11 is the Day of Vietnamese Culture; 15 working days after 23/11 end on 15/12.
    stored = again(dossier)
    assert (stored.product_code, stored.due_on) == ("92-31153-01-2026", date(2026, 12, 15))
    assert AuditRecord.objects.get().data == {"receipt": receipt.number, "product_code": "92-31153-01-2026"}


def test_the_second_blank_can_be_the_round(set_day: SetDay) -> None:
    set_day("2026-08-10")
    office = make.office()
    intake.set_intake_rules(make.commune_unit().pk, "round", "restart", "Quy trình nội bộ", office.leader)
    assert intake.receive_at_commune(make.dossier(), office.officer).number == "01-2/PĐK-92-31153-2026"


def test_numbers_run_by_unit_and_year_and_a_product_keeps_its_place_in_the_commune(set_day: SetDay) -> None:
    office = make.office()
    set_day("2026-12-30")
    first = make.dossier("Mắm cá")
    assert intake.receive_at_commune(first, office.officer).serial == 1
    assert intake.receive_at_commune(make.dossier("Mắm tôm"), office.officer).serial == 2
    Dossier.objects.filter(pk=first.pk).update(state=S.WITHDRAWN)
    set_day("2027-01-05")
    second = make.dossier("Mắm ruốc", year=2027)
    Dossier.objects.filter(pk=second.pk).update(product=first.product)
    second = again(second)
    assert intake.receive_at_commune(second, office.officer).number == "01-/PĐK-92-31153-2027"
    assert again(second).product_code == "92-31153-01-2027"


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-10", date(2026, 3, 10)),  # across Tết: 16–20/02 off
        ("2026-08-20", date(2026, 9, 14)),  # Saturday 22/08 worked; 31/08, 01/09 and 02/09 off
        ("2026-11-23", date(2026, 12, 15)),
    ],
)
def test_fifteen_working_days_across_holidays(set_day: SetDay, received: str, due: date) -> None:
    set_day(received)
    dossier = make.dossier()
    intake.receive_at_commune(dossier, make.office().officer)
    assert again(dossier).due_on == due


@pytest.mark.parametrize(
    ("clock", "due"),
    [("restart", date(2026, 6, 26)), ("run", date(2026, 6, 22)), ("pause", date(2026, 6, 24))],
)
def test_the_clock_around_a_return_is_the_units_setting(set_day: SetDay, clock: str, due: date) -> None:
    office = make.office()
    intake.set_intake_rules(make.commune_unit().pk, "empty", clock, "", office.leader)
    set_day("2026-06-01")
    dossier = make.dossier()
    intake.receive_at_commune(dossier, office.officer)
    set_day("2026-06-03")
    intake.return_from_commune(dossier, [ask(due_on=date(2026, 6, 10))], office.officer)
    assert again(dossier).due_on == date(2026, 6, 10)
    set_day("2026-06-05")
    assert again(hand_back(dossier)).due_on == due


def test_the_agencys_deadlines(set_day: SetDay) -> None:
    office = make.office()
    set_day("2026-04-10")
    first = make.dossier("Lần đầu", S.PROPOSED)
    renewed = make.dossier("Đánh giá lại", S.PROPOSED, kind=Dossier.Kind.REASSESSMENT)
    for dossier in (first, renewed):
        intake.receive_at_agency(dossier, office.clerk)
    # Round 1 evaluates before 30/6; a re-assessment has 45 days from receipt.
    assert (again(first).due_on, again(renewed).due_on) == (date(2026, 6, 29), date(2026, 5, 25))
    numbers = Receipt.objects.order_by("serial").values_list("number", "office", "unit")
    assert list(numbers) == [
        ("01-/PĐK-92-31153-2026", "province", make.agency_unit().pk),
        ("02-/PĐK-92-31153-2026", "province", make.agency_unit().pk),
    ]


def test_the_ministry_receives_by_itself_what_was_sent_up() -> None:
    office = make.office()
    dossier = make.dossier(state=S.PROPOSED, level="ministry")
    with pytest.raises(NotAllowed):
        intake.receive_at_agency(dossier, office.clerk)
    receipt = intake.receive_at_agency(dossier, office.ministry)
    assert (receipt.office, receipt.unit_id, again(dossier).state) == (
        "ministry", make.ministry_unit().pk, S.AGENCY_RECEIVED,
    )  # fmt: skip


def test_the_second_click_changes_nothing() -> None:
    officer = make.office().officer
    dossier = make.dossier()
    other_tab = again(dossier)
    intake.receive_at_commune(dossier, officer)
    with pytest.raises(Stale):
        intake.receive_at_commune(other_tab, officer)
    assert (Receipt.objects.count(), ProductNumber.objects.count(), AuditRecord.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_officers_at_once_get_eight_numbers() -> None:
    officer = make.office().officer
    dossiers = [make.dossier(f"Sản phẩm {n}") for n in range(8)]
    failures = at_once([lambda d=d: intake.receive_at_commune(d, officer) for d in dossiers])
    assert failures == []
    assert sorted(Receipt.objects.values_list("serial", flat=True)) == list(range(1, 9))
    codes = {f"92-31153-{n:02d}-2026" for n in range(1, 9)}
    assert set(Dossier.objects.values_list("product_code", flat=True)) == codes
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_receive_once() -> None:
    officer = make.office().officer
    dossier = make.dossier()
    failures = at_once([lambda: intake.receive_at_commune(again(dossier), officer)] * 8)
    assert [type(failure) for failure in failures] == [Stale] * 7
    assert (Receipt.objects.count(), ProductNumber.objects.count(), again(dossier).version) == (1, 1, 2)


def at_once(acts: list[Callable[[], object]]) -> list[Exception]:
    gate, failures = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            act()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def received() -> tuple[Dossier, Actor]:
    officer = make.office().officer
    dossier = make.dossier()
    intake.receive_at_commune(dossier, officer)
    return dossier, officer


def test_the_life_of_a_returned_item() -> None:
    dossier, officer = received()
    first, second = intake.return_from_commune(dossier, [ask("1.1"), ask("2.1")], officer)
    assert (again(dossier).state, first.state, second.state) == (S.COMMUNE_RETURNED, I.OPEN, I.OPEN)
    with pytest.raises(Stale):
        intake.judge_item(first, officer, accept=True)
    hand_back(dossier)
    first, second = dossier.return_items.order_by("pk")
    intake.judge_item(first, officer, accept=True)
    with pytest.raises(DomainError, match="Còn 1 mục"):
        intake.return_from_commune(again(dossier), [ask("3.1")], officer)
    intake.judge_item(second, officer, accept=False, reason="Hợp đồng chưa ký", due_on=today() + timedelta(days=3))
    assert list(dossier.return_items.order_by("pk").values_list("state", "reason")) == [
        (I.ACCEPTED, "Thiếu hợp đồng"),
        (I.OPEN, "Hợp đồng chưa ký"),
    ]
    dossier = again(dossier)
    assert intake.return_from_commune(dossier, [], officer) == []
    assert (again(dossier).state, again(dossier).due_on) == (S.COMMUNE_RETURNED, today() + timedelta(days=3))
    hand_back(dossier)
    intake.judge_item(dossier.return_items.get(state=I.ANSWERED), officer, accept=True)
    assert set(dossier.return_items.values_list("state", flat=True)) == {I.ACCEPTED}
    assert list(broken_chains()) == []


def test_judging_twice_or_by_another_office_is_refused() -> None:
    dossier, officer = received()
    intake.return_from_commune(dossier, [ask()], officer)
    hand_back(dossier)
    item, same = dossier.return_items.get(), dossier.return_items.get()
    intake.judge_item(item, officer, accept=True)
    with pytest.raises(Stale):
        intake.judge_item(same, officer, accept=False, reason="Khác", due_on=today())
    clerk = make.person("agency_clerk", make.agency_unit())
    with pytest.raises(NotAllowed):
        intake.judge_item(dossier.return_items.get(), clerk, accept=True)
    assert dossier.return_items.get().state == I.ACCEPTED


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], "ít nhất một mục"),
        ([("criterion", "1.1", "  ", 5)], "lý do"),
        ([("criterion", "1.1", "x" * 2001, 5)], "Lý do dài quá"),
        ([("criterion", "99.9", "Thiếu", 5)], "không có mục đó"),
        ([("field", "M01.receipt_commune.receipt_number", "Thiếu", 5)], "không có mục đó"),
        ([("paper", "E99", "Thiếu", 5)], "không có mục đó"),
        ([("field", "M02.upgrade_change_description", "Thiếu", 5)], "không có mục đó"),
        ([("criterion", "1.1", "Thiếu", -1)], "Hạn sửa"),
        ([("criterion", "1.1", "Thiếu", 181)], "Hạn sửa"),
        ([("criterion", "1.1", "Thiếu", 5), ("criterion", "1.1", "Nữa", 5)], "một lần"),
    ],
)
def test_a_return_that_says_too_little_changes_nothing(items: list[tuple[str, str, str, int]], said: str) -> None:
    dossier, officer = received()
    asked = [intake.NewItem(t, k, r, today() + timedelta(days=n)) for t, k, r, n in items]
    with pytest.raises(DomainError, match=said):
        intake.return_from_commune(dossier, asked, officer)
    assert (again(dossier).state, ReturnItem.objects.count()) == (S.COMMUNE_RECEIVED, 0)


def test_fields_criteria_and_papers_can_be_named_together() -> None:
    dossier, officer = received()
    asked = [ask("M02.history", target="field"), ask("1.1"), ask("E12", target="paper")]
    intake.return_from_commune(dossier, asked, officer)
    named = dossier.return_items.order_by("pk").values_list("target", "key", "state", "office")
    assert list(named) == [
        ("field", "M02.history", I.OPEN, "commune"),
        ("criterion", "1.1", I.OPEN, "commune"),
        ("paper", "E12", I.OPEN, "commune"),
    ]


def test_the_agency_returns_with_items_of_its_own() -> None:
    clerk = make.office().clerk
    dossier = make.dossier(state=S.AGENCY_RECEIVED)
    make.receipt(dossier, clerk, make.agency_unit(), today(), "province")
    intake.return_from_agency(dossier, [ask("E12", target="paper")], clerk)
    hand_back(dossier, "answer_agency")
    item = dossier.return_items.get()
    assert (item.office, again(dossier).state) == ("province", S.AGENCY_RECEIVED)
    assert intake.judge_item(item, clerk, accept=True).state == I.ACCEPTED


def test_the_check_of_parts_is_kept_by_version() -> None:
    dossier, officer = received()
    first = intake.check_parts(dossier, ["form_01", "evidence"], "Thiếu mẫu", officer)
    assert (first.present, first.note, first.version) == (["evidence", "form_01"], "Thiếu mẫu", 1)
    intake.check_parts(dossier, ["form_01"], "", officer, version=1)
    with pytest.raises(Stale):
        intake.check_parts(dossier, ["samples"], "", officer, version=1)
    with pytest.raises(DomainError):
        intake.check_parts(dossier, ["everything"], "", officer, version=2)
    assert dossier.parts_checks.get().present == ["form_01"]


def test_settings_are_kept_by_version_and_by_the_own_leader() -> None:
    office, unit_id = make.office(), make.commune_unit().pk
    intake.set_intake_rules(unit_id, "round", "pause", "Công văn 12", office.leader)
    with pytest.raises(Stale):
        intake.set_intake_rules(unit_id, "empty", "run", "", office.leader)
    with pytest.raises(DomainError):
        intake.set_intake_rules(unit_id, "round", "never", "", office.leader, version=1)
    with pytest.raises(NotAllowed):
        intake.set_intake_rules(unit_id, "empty", "run", "", office.officer, version=1)
    kept = IntakeRules.objects.get()
    assert (kept.second_blank, kept.clock, kept.source, kept.version) == ("round", "pause", "Công văn 12", 1)


def test_the_deadline_of_the_evaluation_stays_while_the_council_works(set_day: SetDay) -> None:
    """Article 7 clause 6: 45 days from the whole dossier to the result, not to the council's door."""
    office = make.office()
    set_day("2026-11-02")
    dossier = make.dossier(state=S.PROPOSED, kind=Dossier.Kind.REASSESSMENT)
    intake.receive_at_agency(dossier, office.clerk)
    due = date(2026, 12, 17)
    assert again(dossier).due_on == due
    assessing.put_before_council(dossier, office.clerk)
    assert again(dossier).due_on == due
    assessing.take_from_council(dossier, office.clerk)
    assert again(dossier).due_on == due
    assessing.put_before_council(dossier, office.clerk)
    assessing.conclude(dossier, office.clerk, data={})
    assert again(dossier).due_on is None


def test_going_to_the_ministry_and_back_brings_the_deadline_of_the_round_there(set_day: SetDay) -> None:
    office = make.office()
    set_day("2026-11-26")
    dossier = make.dossier(state=S.ASSESSED)
    assessing.send_to_ministry(dossier, office.clerk, data={})
    # The ministry's round takes proposals before 30/1 and evaluates before 30/3.
    assert (again(dossier).level, again(dossier).due_on) == (Level.MINISTRY, date(2027, 3, 29))
    Dossier.objects.filter(pk=dossier.pk).update(state=S.ASSESSED, due_on=None)
    dossier = again(dossier)
    set_day("2027-04-01")
    assessing.assess_again(dossier, office.clerk, data={})
    assert (again(dossier).level, again(dossier).due_on) == (Level.PROVINCE, date(2027, 6, 29))


def test_a_dossier_that_comes_to_the_ministry_again_keeps_its_number_there() -> None:
    office = make.office()
    dossier = make.dossier(state=S.PROPOSED, level=Level.MINISTRY)
    first = intake.receive_at_agency(dossier, office.ministry)
    Dossier.objects.filter(pk=dossier.pk).update(state=S.PROPOSED)
    assert intake.receive_at_agency(again(dossier), office.ministry) == first
    assert again(dossier).state == S.AGENCY_RECEIVED
