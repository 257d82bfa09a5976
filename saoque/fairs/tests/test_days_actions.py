"""What may be written of a fair's days and outcome: allowed, refused, stale, and never twice."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saoque.fairs.actions import attendance, costs, days, deals, followups, transport
from saoque.fairs.actions.applications import mark_attendance
from saoque.fairs.actions.report import report
from saoque.fairs.models import CostLine, DayLog, Deal, Exhibitor, Fair, FollowUp, Lead, TransportItem
from saoque.fairs.months import add_months
from saoque.fairs.queries.outcomes import due_for, due_guests, leads_with_contact
from saoque.fairs.queries.results import result_of
from saoque.fairs.tests.days_factories import Ground, one_more, running
from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.tests.hearing import hearing
from saoque.ledger.models import Sale
from saoque.ledger.queries.sums import sums_of
from saoque.people.actors import actor_for
from saoque.people.roles import Role
from saoque.producers.tests.factories import office, owner, pdf, places

pytestmark = pytest.mark.django_db
KEY = uuid4()


@pytest.fixture
def ground() -> Ground:
    return running()


def test_a_day_is_written_field_by_field_and_a_stale_writer_changes_nothing(ground: Ground) -> None:
    log = days.write_day(ground.exhibitor, today(), {"visits": 120}, version=0, actor=ground.owner)
    days.write_day(ground.exhibitor, today(), {"note": "Đông từ 17 giờ"}, version=1, actor=ground.owner)
    with pytest.raises(Stale):
        days.write_day(ground.exhibitor, today(), {"visits": 1}, version=1, actor=ground.boss)
    log.refresh_from_db()
    assert (log.visits, log.leads, log.note, log.version) == (120, 0, "Đông từ 17 giờ", 2)
    assert DayLog.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "told", "field"),
    [
        (-3, {"visits": 1}, None),
        (1, {"visits": 1}, None),
        (0, {"visits": -1}, "visits"),
        (0, {"visits": 10**7}, "visits"),
        (0, {"guest_sales": 5}, "guest_sales"),
        (0, {"colour": 5}, "colour"),
    ],
)
def test_a_day_that_cannot_be_is_refused(ground: Ground, day: int, told: Any, field: str | None) -> None:
    with pytest.raises(DomainError) as caught:
        days.write_day(ground.exhibitor, today() + timedelta(days=day), told, version=0, actor=ground.owner)
    assert (caught.value.field, DayLog.objects.count()) == (field, 0)


def test_a_guests_takings_are_written_by_the_organiser(ground: Ground) -> None:
    log = days.write_day(ground.guest, today(), {"guest_sales": 4_500_000}, version=0, actor=ground.boss)
    assert (log.guest_sales, log.entered_by_id) == (4_500_000, ground.boss.user_id)
    with pytest.raises(NotAllowed):
        days.write_day(ground.guest, today(), {"visits": 1}, version=1, actor=ground.owner)


def test_a_sale_sent_twice_is_one_row_of_the_ledger(ground: Ground) -> None:
    for _time in range(2):
        days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=KEY, actor=ground.owner)
    sale = Sale.objects.get()
    assert (sale.amount, sale.kind, sale.source, sale.occasion, sale.occasion_key, sale.unit, sale.key) == (
        255_000, "fair", "fair", "Hội chợ OCOP", f"fairs.Fair:{ground.fair.pk}", "hũ", KEY
    )  # fmt: skip
    assert (sale.producer_id, sale.place_id) == (ground.exhibitor.producer_id, ground.fair.commune_id)
    assert AuditRecord.objects.filter(action="record_sale").count() == 1
    other = running("Hội chợ khác")
    with pytest.raises(DomainError):
        days.sell(other.exhibit, today(), Decimal(3), 1, key=KEY, actor=other.owner)


def test_a_wrong_sale_is_struck_and_a_guest_has_none(ground: Ground) -> None:
    sale = days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=KEY, actor=ground.owner)
    days.unsell(ground.exhibitor, sale, "Ghi nhầm", actor=ground.owner)
    assert Sale.objects.get().struck_reason == "Ghi nhầm"
    with pytest.raises(DomainError):
        days.sell(ground.guest.exhibits.get(), today(), Decimal(1), 1, key=uuid4(), actor=ground.boss)


def test_an_organiser_strikes_a_wrong_sale_and_the_ledger_follows(ground: Ground) -> None:
    days.sell(ground.exhibit, today(), Decimal(3), 255_000, key=uuid4(), actor=ground.owner)
    wrong = days.sell(ground.exhibit, today(), Decimal(300), 25_500_000, key=uuid4(), actor=ground.owner)
    with pytest.raises(DomainError) as caught:
        days.unsell(ground.exhibitor, wrong, " ", actor=ground.boss)
    assert (caught.value.field, Sale.objects.filter(struck_at=None).count()) == ("reason", 2)
    with hearing() as heard:
        days.unsell(ground.exhibitor, wrong, "Ghi thừa hai số 0", actor=ground.boss)
    assert result_of(ground.fair).revenue == 255_000
    producer = ground.exhibitor.producer
    assert producer is not None
    assert sums_of(producer, today().year).whole.now == 255_000
    record = AuditRecord.objects.get(action="strike_sale")
    assert (record.actor_id, record.data) == (ground.boss.user_id, {"reason": "Ghi thừa hai số 0"})
    assert [(one.people, one.values["reason"]) for one in heard] == [((ground.owner.user_id,), "Ghi thừa hai số 0")]
    again = days.sell(ground.exhibit, today(), Decimal(1), 85_000, key=uuid4(), actor=ground.owner)
    with pytest.raises(NotAllowed):
        days.unsell(ground.exhibitor, again, "Ghi nhầm", actor=office(Role.YOUTH_LEADER, places()[0].parent))
    other = running("Hội chợ khác")
    with pytest.raises(NotFound):
        days.unsell(other.exhibitor, again, "Ghi nhầm", actor=other.boss)
    elsewhere = one_more(ground)
    with pytest.raises(NotFound):
        days.unsell(elsewhere, again, "Ghi nhầm", actor=ground.boss)
    ground.state("reported")
    with pytest.raises(DomainError):
        days.unsell(ground.exhibitor, again, "Ghi nhầm", actor=ground.boss)
    assert Sale.objects.filter(struck_at=None).count() == 2


def test_a_lead_is_kept_once_and_its_contact_is_seen_only_by_whom_it_was_given(ground: Ground) -> None:
    told = days.Asked("Chị Lan, siêu thị", "200 hũ mỗi tháng", "0901 234 567")
    for _time in range(2):
        lead = days.write_lead(ground.exhibitor, today(), told, key=KEY, actor=ground.owner)
    assert Lead.objects.count() == 1
    assert leads_with_contact(ground.owner, [lead]) == [(lead, "0901 234 567")]
    assert leads_with_contact(ground.boss, [lead]) == [(lead, None)]
    assert leads_with_contact(owner()[0], [lead]) == [(lead, None)]
    with pytest.raises(NotAllowed):
        days.share_contact(lead, shared=True, actor=ground.boss)
    days.share_contact(lead, shared=True, actor=ground.owner)
    assert leads_with_contact(ground.boss, [lead]) == [(lead, "0901 234 567")]
    days.share_contact(lead, shared=False, actor=ground.owner)
    assert leads_with_contact(ground.boss, [lead]) == [(lead, None)]
    assert "0901" not in str(list(AuditRecord.objects.values_list("data", flat=True)))


def test_who_came_and_who_was_absent_is_marked_and_corrected(ground: Ground) -> None:
    days.write_day(ground.exhibitor, today(), {"visits": 5}, version=0, actor=ground.owner)
    assert attendance.mark_those_who_logged(ground.fair, actor=ground.boss) == 1
    seller = one_more(ground)
    days.sell(seller.exhibits.get(), today(), Decimal(1), 85_000, key=KEY, actor=_owner_of(seller))
    assert attendance.mark_those_who_logged(ground.fair, actor=ground.boss) == 1  # who sold came, log or no log
    Exhibitor.objects.filter(pk=seller.pk).update(name="Người bán")
    mark_attendance(ground.guest, came=False, actor=ground.boss)
    assert dict(Exhibitor.objects.values_list("name", "state")) == {
        ground.exhibitor.name: "came",
        ground.guest.name: "absent",
        "Người bán": "came",
    }
    mark_attendance(ground.guest, came=True, actor=ground.boss)
    assert Exhibitor.objects.get(pk=ground.guest.pk).state == "came"
    ground.state("reported")
    with pytest.raises(DomainError):
        mark_attendance(ground.guest, came=False, actor=ground.boss)


def _owner_of(exhibitor: Exhibitor) -> Actor:
    assert exhibitor.producer is not None
    return actor_for(exhibitor.producer.unit.memberships.get().user)


def _signed(**more: Any) -> deals.Signed:
    told: dict[str, Any] = {
        "kind": "contract",
        "partner": "Siêu thị Cần Thơ",
        "signed_on": today(),
        "value": 90_000_000,
    }
    return deals.Signed(**{**told, **more})


def test_a_contract_is_kept_with_its_file_delivered_and_struck(ground: Ground) -> None:
    deal = deals.sign(ground.exhibitor, _signed(), actor=ground.owner, file=pdf("Hợp đồng.pdf"))
    assert deal.file is not None
    assert (deal.file.name, deal.value, deal.state) == ("Hợp đồng.pdf", 90_000_000, "signed")
    deals.deliver(deal, actor=ground.owner)
    with pytest.raises(Stale):
        deals.deliver(Deal.objects.get(), actor=ground.owner)
    deals.strike(Deal.objects.select_related("exhibitor__fair").get(), "Ghi hai lần", actor=ground.boss)
    assert Deal.objects.get().state == "struck"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "promise"}, "kind"),
        ({"partner": " "}, "partner"),
        ({"signed_on": today() + timedelta(days=1)}, "signed_on"),
        ({"signed_on": today() - timedelta(days=3)}, "signed_on"),
        ({"value": 0}, "value"),
        ({"value": 10**13}, "value"),
    ],
)
def test_a_deal_that_cannot_be_is_refused(ground: Ground, more: Any, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        deals.sign(ground.exhibitor, _signed(**more), actor=ground.owner)
    assert (caught.value.field, Deal.objects.count()) == (field, 0)


def test_a_memorandum_needs_no_sum(ground: Ground) -> None:
    assert deals.sign(ground.exhibitor, _signed(kind="memorandum", value=0), actor=ground.owner).value == 0


def test_costs_name_who_pays_and_a_policy_comes_from_the_records(ground: Ground) -> None:
    line = costs.add_cost(
        ground.fair, costs.Cost("Thuê gian", 8_000_000, "organiser", ground.exhibitor), actor=ground.boss
    )
    costs.write_spent(line, 7_500_000, actor=ground.boss)
    policy = costs.Cost("Trưng bày", 2_000_000, "policy", ground.guest, "support-policies#tv_fair")
    assert costs.add_cost(ground.fair, policy, actor=ground.boss).record == "support-policies#tv_fair"
    assert CostLine.objects.get(pk=line.pk).spent == 7_500_000
    with pytest.raises(DomainError) as caught:
        costs.add_cost(
            ground.fair, costs.Cost("Trưng bày", 1, "policy", None, "support-policies#dn_gap"), actor=ground.boss
        )
    assert caught.value.field == "record"
    with pytest.raises(Stale):
        line.version = 1
        costs.write_spent(line, 1, actor=ground.boss)


def _load(**more: Any) -> transport.Load:
    told: dict[str, Any] = {"goods": "Mắm", "boxes": 12, "kilograms": 150, "pick_up_at": "Kho hợp tác xã"}
    return transport.Load(**{**told, "pick_up_on": today() - timedelta(days=3), **more})


def test_goods_are_loaded_then_arrive_and_a_tick_twice_is_one(ground: Ground) -> None:
    item = transport.add_load(ground.exhibitor, _load(cold=True), actor=ground.owner)
    transport.name_driver(item, "Anh Tư", "65c-123.45", actor=ground.boss)
    with pytest.raises(DomainError):
        transport.tick(item, "arrived", actor=ground.owner)
    for step in ("loaded", "loaded", "arrived", "arrived"):
        transport.tick(item, step, actor=ground.owner)
    kept = TransportItem.objects.get()
    assert (kept.plate, kept.loaded_at is None, kept.arrived_at is None, kept.version) == (
        "65C-123.45",
        False,
        False,
        4,
    )
    with pytest.raises(DomainError) as caught:
        transport.add_load(ground.exhibitor, _load(pick_up_on=today() + timedelta(days=3)), actor=ground.owner)
    assert caught.value.field == "pick_up_on"


def test_follow_ups_come_due_and_nothing_is_an_answer(ground: Ground) -> None:
    ground.state("reported", first_day=today() - timedelta(days=100), last_day=today() - timedelta(days=95))
    waiting = [(one.exhibitor.pk, one.months) for one in due_for(ground.owner)]
    assert waiting == [(ground.exhibitor.pk, 3)]
    assert [(one.exhibitor.pk, one.months) for one in due_guests(ground.boss)] == [(ground.guest.pk, 3)]
    told = followups.tell_later(ground.exhibitor, 3, 0, 0, "", actor=ground.owner)
    assert (told.orders, due_for(ground.owner)) == (0, [])
    again = followups.tell_later(ground.exhibitor, 3, 4, 60_000_000, "Siêu thị lấy thêm", actor=ground.owner, version=1)
    assert (again.orders, FollowUp.objects.count()) == (4, 1)
    with pytest.raises(Stale):
        followups.tell_later(ground.exhibitor, 3, 1, 1, "", actor=ground.owner, version=1)
    for months, orders, value in ((12, 1, 1), (6, 1, 1), (3, 0, 5)):
        with pytest.raises(DomainError):
            followups.tell_later(ground.exhibitor, months, orders, value, "", actor=ground.owner, version=2)


def test_a_result_is_reported_once_after_the_end(ground: Ground) -> None:
    with pytest.raises(Stale):
        report(ground.fair, actor=ground.boss)
    ground.state("ended")
    report(ground.fair, actor=ground.boss)
    assert Fair.objects.get().state == "reported"
    kept = AuditRecord.objects.get(action="report").data
    assert (kept["exhibitors"], kept["booths"]) == (2, 2)
    with pytest.raises(DomainError):
        days.write_day(ground.exhibitor, today(), {"visits": 1}, version=0, actor=ground.owner)


Act = Callable[[Ground, Any], object]
_ACTS: dict[str, Act] = {
    "write_day": lambda g, a: days.write_day(g.exhibitor, today(), {"visits": 1}, version=0, actor=a),
    "sell": lambda g, a: days.sell(g.exhibit, today(), Decimal(1), 1, key=uuid4(), actor=a),
    "write_lead": lambda g, a: days.write_lead(g.exhibitor, today(), days.Asked("Ai đó", "Mắm"), key=uuid4(), actor=a),
    "sign": lambda g, a: deals.sign(g.exhibitor, _signed(), actor=a),
    "add_load": lambda g, a: transport.add_load(g.exhibitor, _load(), actor=a),
    "mark": lambda g, a: mark_attendance(g.exhibitor, came=True, actor=a),
    "add_cost": lambda g, a: costs.add_cost(g.fair, costs.Cost("Điện", 1, "organiser"), actor=a),
}
_BY_ORGANISER = {"mark", "add_cost"}


@pytest.mark.parametrize("act", _ACTS)
@pytest.mark.parametrize("who", ["owner", "boss", "other_owner", "other_office", "nobody"])
def test_every_act_has_its_people_and_nobody_else(ground: Ground, act: str, who: str) -> None:
    province = places()[0].parent
    actors: dict[str, Callable[[], Any]] = {
        "owner": lambda: ground.owner,
        "boss": lambda: ground.boss,
        "other_owner": lambda: owner()[0],
        "other_office": lambda: office(Role.AGENCY_CLERK, province),
        "nobody": lambda: NOBODY,
    }
    allowed = who == "boss" or (who == "owner" and act not in _BY_ORGANISER)
    if allowed:
        _ACTS[act](ground, actors[who]())
        return
    with pytest.raises(NotAllowed):
        _ACTS[act](ground, actors[who]())


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
