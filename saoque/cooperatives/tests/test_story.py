"""A founding from its first talk to the member book years later, through the actions: allowed, refused, stale."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saoque.cooperatives.actions import capital, filing, health, meetings, members, opening, telling
from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import Cooperative, Filing, Help, Meeting, Member
from saoque.cooperatives.queries.access import get_cooperative
from saoque.cooperatives.queries.capital import capital_on, history_of, members_on
from saoque.cooperatives.queries.likeness import names_like
from saoque.cooperatives.queries.picture import gaps_before_filing, road_of, stations_of
from saoque.cooperatives.tests.factories import founding, helper, officer, place, user, worker
from saoque.kernel.audit import history
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.knowledge import record
from saoque.people.actors import actor_for
from saoque.people.roles import Role, UnitKind
from saoque.producers.models import LegalForm, Producer
from saoque.producers.tests.factories import owner, pdf
from saoque.sources.actions import correct

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consistent_data")]
DAY = timedelta(days=1)


def refused(act: Any, *words: str, field: str | None = None) -> None:
    with pytest.raises(DomainError) as caught:
        act()
    assert [word for word in words if word not in str(caught.value)] == []
    assert caught.value.field == field


def test_the_whole_way_to_the_certificate_and_the_producer() -> None:
    f = founding().ready()
    assert gaps_before_filing(f.seen) == []
    f.file()
    assert (f.one.state, f.filing.due_on, f.filing.fee) == ("filed", add_working_days(today(), 3), 50_000)
    assert [paper.code for paper in f.filing.papers.all()] == [
        "request", "charter", "resolution", "members", "representatives",
    ]  # fmt: skip
    desk = officer()
    filing.receive(f.filing, "07", actor=desk)
    scan = pdf("giay.pdf")
    filing.note_registration(f.filing, "92-0007", today(), scan, actor=desk)
    one = f.one
    assert (one.state, one.registration_number, one.registered_on) == ("registered", "92-0007", today())
    assert one.certificate is not None
    assert len(one.tasks.all()) == 8
    assert list(one.members.values_list("post", flat=True)) == ["chair", "director", "controller", "", ""]
    producer = filing.link_producer(one, "0292 3888 999", consent=True, actor=f.keeper)
    assert (producer.name, producer.legal_form) == ("Hợp tác xã Dâu tằm Trung Hưng", LegalForm.COOPERATIVE)
    assert f.one.producer_id == producer.pk
    assert list(f.one.tasks.filter(done_on=today()).values_list("key", flat=True)) == ["ocop"]
    done = [record.action for record in history(one)]
    assert [done[0], *done[-3:]] == ["open_founding", "file", "register", "link_producer"]


def test_a_group_signs_a_contract_and_needs_two() -> None:
    f = founding(Kind.GROUP).ready().file()
    assert [paper.code for paper in f.filing.papers.all()] == ["request", "contract", "members"]
    assert f.filing.fee is None
    assert f.one.members.filter(post="leader").count() == 1


def test_what_is_missing_is_said_and_nothing_is_filed() -> None:
    f = founding().tell().gather(4).pledge(30, 30, 20, 20)
    gaps = {one.key: one.gaps for one in stations_of(f.seen)}
    assert gaps["survey"] == gaps["choice"] == []
    assert gaps["founders"] == ["Cần thêm 1 sáng lập viên."]
    assert gaps["capital"] == []
    assert [one["state"] for one in road_of(f.seen, stations_of(f.seen))][:5] == ["done", "done", "now", "done", "next"]
    refused(f.file, "Cần thêm 1 sáng lập viên.")
    assert (f.one.state, Filing.objects.count()) == ("founding", 0)


def test_a_share_above_the_limit_is_named_and_stops_the_filing() -> None:
    f = founding().ready()
    capital.pledge(f.member(0), 90_000_000, form="money", due_on=None, actor=f.keeper)
    over = [row.member.name for row in capital_on(f.one).over]
    assert over == ["Lê Văn Dâu"]
    refused(f.file, "56,25 %", "30 %")


def test_an_officers_value_of_the_limit_goes_before_the_base() -> None:
    f = founding().gather().pledge()
    city = f.one.commune.parent
    assert city is not None
    clerk = worker(Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, city)
    correct(
        "cooperatives#coop_capital", actor=clerk, province="92", source="Luật 17/2023", confidence="O",
        facts={"max_share_percent": {**record("cooperatives#coop_capital").facts["max_share_percent"], "value": 20}}, checked_on=today(),
    )  # fmt: skip
    table = capital_on(f.one)
    assert (table.limit, len(table.over)) == (20, 1)


def test_a_young_founder_is_not_enough() -> None:
    f = founding().ready()
    members.change_member(f.member(2), {"born_on": today().replace(year=today().year - 17)}, actor=f.keeper)
    refused(f.file, "chưa đủ tuổi")


def test_returned_mended_and_filed_again() -> None:
    f = founding().ready().file()
    desk = officer()
    refused(lambda: telling.save_name(f.one, "Hợp tác xã Khác", "", "A", actor=f.keeper), "Đã nộp")
    filing.return_filing(f.filing, "Thiếu địa chỉ.", actor=desk)
    assert (f.one.state, f.filing.repair_due_on) == ("returned", today() + 60 * DAY)
    telling.save_name(f.one, "Hợp tác xã Dâu tằm", "", "Số 1, ấp Thạnh Lộc", actor=f.keeper)
    refused(f.file, "Đã sửa sau hội nghị: tên, ngành nghề.")
    f.meet().file()
    assert [(one.number, one.state) for one in f.one.filings.all()] == [(2, "filed"), (1, "returned")]


def test_founders_note_the_answer_they_got_on_paper() -> None:
    f = founding().ready().file()
    refused(lambda: filing.receive(f.filing, "1", actor=f.keeper), "không có quyền")
    refused(lambda: filing.note_registration(f.filing, "9", today() + DAY, actor=f.keeper), field="on")
    refused(lambda: filing.note_registration(f.filing, " ", today(), actor=f.keeper), field="number")
    f.register()
    assert f.one.state == "registered"
    with pytest.raises(Stale):
        filing.return_filing(f.filing, "muộn", actor=f.keeper)


def test_a_helper_opens_waits_for_consent_and_hands_over() -> None:
    youth = helper()
    made = opening.open_founding(actor=youth, name="Nhóm ổi", commune=place(), kind="cooperative", for_others=True)
    seen = lambda: get_cooperative(youth, made.pk)  # noqa: E731
    telling.save_survey(seen(), {"product": "Ổi", "need": "Bán chung"}, actor=youth)
    with pytest.raises(NotAllowed):
        telling.save_name(seen(), "Hợp tác xã Ổi", "", "A", actor=youth)
    way = members.invite_first(seen(), "Đỗ Thị Ổi", "0912 345 678", actor=youth)
    stranger, invited = actor_for(user()), actor_for(user("Đỗ Thị Ổi", "+84912345678"))
    with pytest.raises(NotFound):
        members.take_invitation(way.token, actor=stranger)
    members.take_invitation(way.token, actor=invited)
    with pytest.raises(NotFound):
        members.take_invitation(way.token, actor=invited)
    assert Help.objects.get().consented_at is not None
    telling.save_name(seen(), "Hợp tác xã Ổi", "", "A", actor=youth)
    with pytest.raises(NotAllowed):
        members.invite_first(seen(), "Người khác", "", actor=youth)
    with pytest.raises(NotAllowed):
        capital.pledge(seen().members.all()[0], 1, form="money", due_on=None, actor=youth)
    help_ = seen().helps.all()[0]
    members.end_help(get_cooperative(invited, made.pk), help_.pk, actor=invited)
    with pytest.raises(NotFound):
        seen()


def test_a_youth_unit_of_another_commune_cannot_open_here() -> None:
    youth = helper(place("31294", "Xã Trường Xuân"))
    with pytest.raises(NotAllowed):
        opening.open_founding(actor=youth, name="X", commune=place(), kind="group", for_others=True)


def test_founders_join_by_link_once_and_say_their_own_part() -> None:
    f = founding().gather(3)
    way = members.invite(f.member(1), "", manages=False, actor=f.keeper)
    other = members.invite(f.member(1), "", manages=False, actor=f.keeper)
    person = actor_for(user("Trần Thị Tằm"))
    with pytest.raises(NotFound):
        members.take_invitation(way.token, actor=person)
    members.take_invitation(other.token, actor=person)
    own = f.member(1)
    members.change_member(own, {"need": "Máy sấy", "standing": "linked", "name": "Khác"}, actor=person)
    own.refresh_from_db()
    assert (own.need, own.standing, own.name) == ("Máy sấy", "official", "Trần Thị Tằm")
    with pytest.raises(NotAllowed):
        members.change_member(f.member(2), {"need": "x"}, actor=person)
    again = members.invite(f.member(2), "", manages=False, actor=f.keeper)
    refused(lambda: members.take_invitation(again.token, actor=person), "đã có tên")
    told = [record.data for record in history(f.member(1)) if record.action == "change_member"]
    assert told[-1] == {"fields": ["need"]}


def test_two_hands_on_the_same_state_one_wins() -> None:
    f = founding().gather(2)
    first, second = f.member(0), f.member(1)
    capital.pledge(first, 1_000, form="money", due_on=None, actor=f.keeper)
    with pytest.raises(Stale):
        capital.pledge(second, 1_000, form="money", due_on=None, actor=f.keeper)
    assert capital_on(f.one).pledged == 1_000
    early, late = f.one, f.one
    telling.save_survey(early, {"product": "A", "need": "B"}, actor=f.keeper)
    with pytest.raises(Stale):
        telling.save_survey(late, {"product": "C", "need": "D"}, actor=f.keeper)


def test_votes_never_exceed_attendance_and_a_closed_meeting_stays() -> None:
    f = founding().tell().gather().pledge().name()
    made = meetings.plan_meeting(f.one, "founding", today(), place="Nhà", actor=f.keeper)
    refused(lambda: meetings.plan_meeting(f.one, "founding", today(), place="Nhà", actor=f.keeper), "chuẩn bị rồi")
    refused(lambda: meetings.plan_meeting(f.one, "general", today(), place="Nhà", actor=f.keeper), field="occasion")
    item = made.agenda.all()[0]
    count = lambda *votes: meetings.count(f.meeting, item.pk, *votes, elected=None, actor=f.keeper)  # noqa: E731
    refused(lambda: count(1, 0, 0), "mở cuộc họp")
    here = f.people[:4]
    refused(
        lambda: meetings.open_meeting(f.meeting, here, chair=here[0], secretary=f.people[4], actor=f.keeper),
        field="chair",
    )
    meetings.open_meeting(f.meeting, here, chair=here[0], secretary=here[1], actor=f.keeper)
    refused(lambda: count(5, 0, 0), "4 người", field="votes_for")
    refused(lambda: count(3, 1, 1), "4 người", field="votes_for")
    stale = f.meeting
    count(2, 2, 0)
    assert f.meeting.agenda.all()[0].passed is False
    with pytest.raises(Stale):
        meetings.count(stale, item.pk, 4, 0, 0, elected=None, actor=f.keeper)
    refused(
        lambda: meetings.open_meeting(f.meeting, here[:3], chair=here[0], secretary=here[1], actor=f.keeper),
        "nhiều phiếu",
    )
    count(3, 1, 0)
    assert f.meeting.agenda.all()[0].passed is True
    elects = f.meeting.agenda.filter(elects=True)[0]
    refused(lambda: meetings.count(f.meeting, elects.pk, 4, 0, 0, elected=0, actor=f.keeper), field="elected")
    refused(lambda: meetings.close_meeting(f.meeting, "Xong", actor=f.keeper), "chưa ghi phiếu")
    for one in f.meeting.agenda.filter(passed=None):
        chosen = here[0] if one.elects else None
        meetings.count(f.meeting, one.pk, 4, 0, 0, elected=chosen, actor=f.keeper)
    meetings.close_meeting(f.meeting, "Xong", actor=f.keeper)
    refused(lambda: meetings.add_item(f.meeting, "Thêm", "over_half", actor=f.keeper), "Biên bản đã chốt")
    assert f.meeting.state == Meeting.State.CLOSED
    refused(lambda: meetings.plan_meeting(f.one, "founding", today(), place="Nhà", actor=f.keeper), "chuẩn bị rồi")


def test_after_a_failed_vote_another_founding_meeting_decides() -> None:
    f = founding(Kind.GROUP).tell().gather(2).pledge().name()
    meetings.plan_meeting(f.one, "founding", today(), place="Nhà", actor=f.keeper)
    meetings.open_meeting(f.meeting, f.people, chair=f.people[0], secretary=f.people[1], actor=f.keeper)
    for item in f.meeting.agenda.all():
        elected = f.people[0] if item.elects else None
        meetings.count(f.meeting, item.pk, 1, 1, 0, elected=elected, actor=f.keeper)
    meetings.close_meeting(f.meeting, "Chưa thuận", actor=f.keeper)
    refused(f.file, "Hội nghị chưa thông qua")
    Meeting.objects.update(held_on=today() - DAY)
    f.meet()
    f.file()
    assert [one.state for one in f.one.meetings.all()] == ["closed", "closed"]


def test_what_was_voted_and_then_changed_needs_a_new_vote() -> None:
    f = founding().ready()
    refused(f.meet, "đã được chuẩn bị")
    capital.pledge(f.member(1), 25_000_000, form="money", due_on=None, actor=f.keeper)
    refused(f.file, "Đã sửa sau hội nghị: vốn góp. Hãy họp để biểu quyết lại.")
    capital.pledge(f.member(1), 20_000_000, form="money", due_on=None, actor=f.keeper)
    assert gaps_before_filing(f.seen) == []
    telling.save_charter(f.one, {}, 25, actor=f.keeper)
    assert "Đã sửa sau hội nghị: điều lệ, hợp đồng. Hãy họp để biểu quyết lại." in gaps_before_filing(f.seen)
    f.name()
    assert gaps_before_filing(f.seen) == ["Đã sửa sau hội nghị: tên, ngành nghề. Hãy họp để biểu quyết lại."]
    f.meet().file()
    assert (f.one.state, f.one.meetings.filter(occasion="founding").count()) == ("filed", 2)


def test_the_book_and_the_capital_as_of_any_day() -> None:
    f = founding().ready().file().register()
    Member.objects.filter(cooperative=f.pk).update(joined_on=date(2026, 1, 1))
    for number, amount in enumerate((30, 20, 20, 15, 15)):
        capital.pay(f.member(number), amount * 1_000_000, today(), actor=f.keeper)
    refused(lambda: capital.pay(f.member(0), 1, today(), actor=f.keeper), field="amount")
    refused(
        lambda: capital.transfer(f.member(4), f.member(0), 15_000_000, today(), actor=f.keeper),
        "45,00 %",
        field="amount",
    )
    assert capital_on(f.one).paid == 100_000_000
    refused(lambda: members.leave(f.member(4), today(), "Chuyển nhà", actor=f.keeper), "còn vốn góp")
    newcomer = members.add_member(f.one, {"name": "Võ Văn Xoài"}, actor=f.keeper)
    f.people.append(newcomer.pk)
    capital.transfer(f.member(4), f.member(5), 15_000_000, today(), actor=f.keeper)
    members.leave(f.member(4), today(), "Chuyển nhà", actor=f.keeper)
    refused(lambda: members.leave(f.member(0), today(), "x", actor=f.keeper), "đang giữ hồ sơ")
    assert [one.name for one in members_on(f.one, today())][3:] == ["Phạm Ngọc Mía", "Võ Văn Xoài"]
    assert [one.name for one in members_on(f.one, today() - DAY)][3:] == ["Phạm Ngọc Mía", "Đỗ Thị Ổi"]
    assert capital_on(f.one, today() - DAY).pledged == 0
    assert [(entry.act, entry.paid) for entry in history_of(f.one)[:2]] == [
        ("transfer", 15_000_000), ("transfer", -15_000_000),
    ]  # fmt: skip
    capital.repay(f.member(5), today(), actor=f.keeper)
    assert capital_on(f.one).paid == 85_000_000


def test_who_leaves_is_repaid_even_when_others_shares_grow_and_new_pledges_keep_the_limit() -> None:
    f = founding().ready().file().register()
    capital.repay(f.member(4), today(), actor=f.keeper)
    assert [row.member.name for row in capital_on(f.one).over] == ["Lê Văn Dâu"]
    more = lambda number, millions: capital.pledge(  # noqa: E731
        f.member(number), millions * 1_000_000, form="money", due_on=None, actor=f.keeper
    )
    refused(lambda: more(1, 40), "38,09 %", field="amount")
    more(3, 25)
    assert capital_on(f.one).pledged == 95_000_000


def test_a_health_check_is_scored_once_a_year() -> None:
    f = founding().ready()
    refused(lambda: health.save_check(f.one, today().year, {}, 0, actor=f.keeper), "sau khi đã đăng ký")
    f.file().register()
    keys = ["book", "use", "meeting", "control", "paid", "accounts", "tax", "contract", "quality", "star"]
    answers = {key: {"mark": "yes", "evidence": "Sổ"} for key in keys}
    refused(lambda: health.save_check(f.one, today().year, {}, 0, actor=f.keeper), "10 câu")
    refused(lambda: health.save_check(f.one, 2001, answers, 0, actor=f.keeper), field="year")
    answers["meeting"]["mark"] = "no"
    made = health.save_check(f.one, today().year, answers, 0, actor=f.keeper)
    assert (made.score, made.scores["governance"], made.scores["capital"]) == (90, 50, 100)
    with pytest.raises(Stale):
        health.save_check(f.one, today().year, answers, 0, actor=f.keeper)
    answers["meeting"]["mark"] = "partly"
    assert health.save_check(f.one, today().year, answers, 1, actor=f.keeper).score == 95


def test_names_of_the_place_that_are_alike() -> None:
    f = founding()
    _actor, there = owner(name="Hợp tác xã Dâu tằm", legal_form=LegalForm.COOPERATIVE, commune=f.one.commune)
    owner(name="Hộ kinh doanh Dâu tằm", legal_form=LegalForm.REGISTERED_HOUSEHOLD, commune=f.one.commune)
    found = names_like(f.one, "Hợp tác xã Dau Tam 2")
    assert [(one.name, one.kind) for one in found] == [(there.name, "confusing")]


def test_a_standing_cooperative_is_brought_in_by_its_owner_once() -> None:
    actor, producer = owner(name="Hợp tác xã Vú sữa", legal_form=LegalForm.COOPERATIVE, commune=place())
    made = opening.adopt(producer, actor=actor, registered_on=date(2020, 5, 1))
    assert (made.state, made.kind, made.registered_on) == ("registered", "cooperative", date(2020, 5, 1))
    refused(lambda: opening.adopt(producer, actor=actor, registered_on=date(2020, 5, 1)), "có sổ")
    with pytest.raises(NotAllowed):
        opening.adopt(producer, actor=actor_for(user()), registered_on=date(2020, 5, 1))
    _other, household = owner(name="Hộ", legal_form=LegalForm.FARM, commune=place())
    refused(lambda: opening.adopt(household, actor=_other, registered_on=date(2020, 5, 1)), "không phải hợp tác xã")


def test_figures_count_what_was_founded_and_what_stands() -> None:
    f = founding().ready().file().register()
    capital.pay(f.member(0), 30_000_000, today(), actor=f.keeper)
    founding(Kind.GROUP, place("31294", "Xã Trường Xuân")).ready().file().register()
    actor, producer = owner(name="Hợp tác xã Vú sữa", legal_form=LegalForm.COOPERATIVE, commune=place())
    opening.adopt(producer, actor=actor, registered_on=date(2020, 5, 1))
    day = today()

    def count(key: str, first: date, last: date) -> dict[str, int]:
        found = find_indicator(key)
        assert found is not None
        return found.by_commune("92", Span(first, last))

    founded = {key: count(key, day, day) for key in ("cooperatives_founded", "groups_founded")}
    assert founded == {"cooperatives_founded": {"31255": 1}, "groups_founded": {"31294": 1}}
    assert count("cooperatives_founded", day - 9 * DAY, day - DAY) == {}
    assert count("cooperative_members", day, day) == {"31255": 5 + 1, "31294": 2}
    assert count("cooperative_capital", day, day) == {"31255": 30_000_000}
    long_ago = date(2021, 1, 1)
    assert (count("cooperative_members", long_ago, long_ago), count("cooperative_capital", day, day - DAY)) == (
        {"31255": 1},
        {},
    )


def test_stopping_keeps_everything_and_can_be_taken_up() -> None:
    f = founding().tell()
    refused(lambda: opening.stop_founding(f.one, " ", actor=f.keeper), field="reason")
    opening.stop_founding(f.one, "Chưa đủ người", actor=f.keeper)
    refused(lambda: telling.save_survey(f.one, {}, actor=f.keeper), "Đã dừng")
    opening.take_up(f.one, actor=f.keeper)
    assert (f.one.state, f.one.survey["product"]) == (Cooperative.State.FOUNDING, "Dâu tằm")


def test_a_file_that_is_no_paper_is_not_taken_as_certificate() -> None:
    f = founding().ready().file()
    bad = SimpleUploadedFile("giay.pdf", b"MZ", "application/pdf")
    refused(lambda: filing.note_registration(f.filing, "9", today(), bad, actor=f.keeper), "giay.pdf")
    assert f.one.state == "filed"


def test_producers_come_only_with_consent() -> None:
    f = founding().ready().file().register()
    refused(lambda: filing.link_producer(f.one, "0292 3888 999", consent=False, actor=f.keeper), field="consent")
    assert Producer.objects.count() == 0
