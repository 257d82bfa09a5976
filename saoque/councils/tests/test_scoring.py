"""Sheets: autosave, conflicts, sealing; closing, scoring again, and many at once."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from saoque.councils import actions
from saoque.councils.events import AssessmentClosed
from saoque.councils.models import Assessment, Recusal, Round, ScoreSheet, SheetMark
from saoque.councils.tests.factories import CARD, House, answers_worth, dossier, house
from saoque.dossiers.models import Dossier
from saoque.kernel.audit import broken_chains, history
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.events import _subscribers, subscribe
from saoque.people.actors import actor_for
from saoque.rulebook import best_answers, score, scorecard

pytestmark = pytest.mark.django_db
LINE = scorecard(CARD).criteria[0]
OTHER = scorecard(CARD).criteria[1]


def scoring(members: int = 2, **rules: Any) -> tuple[House, Assessment]:
    h = house(members=members)
    if rules:
        h.set_rules(**rules)
    session = h.plan()
    one = h.put(session)
    h.open(session)
    return h, h.assessment(one)


def test_points_are_the_scorers() -> None:
    h, one = scoring()
    given = answers_worth(73)
    sheet = h.fill(one, h.members[0], given)
    sheet.refresh_from_db()
    pure = score(scorecard(CARD), given)
    assert (sheet.part_a, sheet.part_b, sheet.part_c, sheet.total) == (*pure.parts.values(), 73)
    assert sheet.marked == len(scorecard(CARD).criteria)
    assert sum(SheetMark.objects.filter(sheet=sheet).values_list("points", flat=True)) == 73


def test_two_criteria_in_quick_succession_do_not_meet_but_the_same_one_does() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    sheet = actions.open_sheet(one, actor=actor)
    option = LINE.options[-1].id
    first = actions.mark(sheet, LINE.code, actor=actor, version=0, option=option)
    actions.mark(sheet, OTHER.code, actor=actor, version=0, option=OTHER.options[-1].id)
    assert first.mark.version == 1
    with pytest.raises(actions.StaleMark) as clash:
        actions.mark(sheet, LINE.code, actor=actor, version=0, option="")
    assert (clash.value.status, clash.value.current.option) == (409, option)
    again = actions.mark(sheet, LINE.code, actor=actor, version=1, remark="Có hợp đồng")
    assert (again.mark.option, again.mark.remark, again.mark.version) == (option, "Có hợp đồng", 2)


def test_marks_of_two_pages_read_at_the_same_moment_are_both_counted() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    here, there = (actions.open_sheet(one, actor=actor) for _page in range(2))
    actions.mark(here, LINE.code, actor=actor, version=0, option=LINE.options[-1].id)
    saved = actions.mark(there, OTHER.code, actor=actor, version=0, option=OTHER.options[-1].id)
    stored = ScoreSheet.objects.get(pk=here.pk)
    assert (stored.marked, stored.total) == (2, LINE.options[-1].points + OTHER.options[-1].points)
    assert (stored.version, saved.sheet.version) == (3, 3)
    assert [record.action for record in history(stored)] == ["open_sheet", "mark", "mark"]


@pytest.mark.django_db(transaction=True)
def test_many_criteria_saved_at_the_same_moment_are_all_saved() -> None:
    """A phone whose line comes back sends all that waits side by side: no mark loses to its neighbours for ever."""
    h, one = scoring()
    actor = actor_for(h.members[0])
    lines = scorecard(CARD).criteria[:24]
    sheets = [actions.open_sheet(one, actor=actor) for _line in lines]
    start, failures = threading.Barrier(len(lines)), []

    def save(number: int) -> None:
        try:
            start.wait()
            line = lines[number]
            actions.mark(sheets[number], line.code, actor=actor, version=0, option=line.options[-1].id)
        except Exception as error:
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(lines))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    stored = ScoreSheet.objects.get(pk=sheets[0].pk)
    assert (stored.marked, stored.total) == (len(lines), sum(line.options[-1].points for line in lines))
    assert stored.version == len(lines) + 1


def test_a_remark_alone_is_not_a_mark() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    sheet = actions.open_sheet(one, actor=actor)
    saved = actions.mark(sheet, LINE.code, actor=actor, version=0, remark="Cần hỏi thêm")
    assert (saved.sheet.marked, saved.mark.chosen) == (0, False)
    saved = actions.mark(sheet, LINE.code, actor=actor, version=1, option="")
    assert (saved.sheet.marked, saved.mark.chosen, saved.mark.points) == (1, True, 0)


@pytest.mark.parametrize(
    ("criterion", "option", "message"),
    [("9.9.9", "a", "không có tiêu chí"), (LINE.code, "zz", "không có mức"), (LINE.code, "a" * 50, "không có mức")],
)
def test_unknown_marks_change_nothing(criterion: str, option: str, message: str) -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    sheet = actions.open_sheet(one, actor=actor)
    with pytest.raises(DomainError, match=message):
        actions.mark(sheet, criterion, actor=actor, version=0, option=option)
    assert not SheetMark.objects.exists()


def test_handing_in_wants_every_criterion_and_seals() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    sheet = actions.open_sheet(one, actor=actor)
    actions.mark(sheet, LINE.code, actor=actor, version=0, option=LINE.options[-1].id)
    with pytest.raises(DomainError, match=rf"Còn {len(scorecard(CARD).criteria) - 1} tiêu chí chưa chấm"):
        actions.hand_in(sheet, actor=actor, version=sheet.version)
    sheet = h.fill(one, h.members[0])
    with pytest.raises(Stale):
        actions.hand_in(sheet, actor=actor, version=sheet.version - 1)
    actions.hand_in(sheet, actor=actor, version=sheet.version, opinion="Sản phẩm tốt")
    with pytest.raises(DomainError, match="niêm phong nên không sửa"):
        actions.mark(sheet, LINE.code, actor=actor, version=2, option="")
    with pytest.raises(DomainError, match="đã nộp và niêm phong"):
        actions.hand_in(sheet, actor=actor, version=sheet.version)
    assert history(sheet).last().data["total"] == sheet.total == 100  # type: ignore[union-attr]


def test_a_mark_on_a_stale_copy_of_a_sealed_sheet_is_refused() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    stale = actions.open_sheet(one, actor=actor)
    h.hand_in(one, h.members[0])
    with pytest.raises(DomainError, match="niêm phong"):
        actions.mark(stale, LINE.code, actor=actor, version=1, option="")


def test_a_closed_round_takes_no_marks_even_on_a_page_opened_before() -> None:
    h, one = scoring()
    actor = actor_for(h.members[0])
    sheet = actions.open_sheet(one, actor=actor)
    actions.close_round(Round.objects.get(pk=h.round.pk), actor=actor_for(h.head))
    with pytest.raises(DomainError, match="đã đóng nên không nhận thêm hồ sơ và điểm chấm"):
        actions.mark(sheet, LINE.code, actor=actor, version=0, option="")
    fresh = h.assessment(one)
    sheet.assessment = fresh
    with pytest.raises(DomainError, match="đã đóng nên không nhận thêm hồ sơ và điểm chấm"):
        actions.mark(sheet, LINE.code, actor=actor, version=0, option="")
    assert not SheetMark.objects.exists()


def test_nobody_marks_another_persons_sheet_or_before_the_session_opens() -> None:
    h, one = scoring()
    sheet = actions.open_sheet(one, actor=actor_for(h.members[0]))
    with pytest.raises(NotFound):
        actions.mark(sheet, LINE.code, actor=actor_for(h.members[1]), version=0, option="")
    session = h.plan()
    two = h.put(session, dossier("Khác", province=h.province))
    actions.call_roll(h.session(session), {h.members[0].pk}, actor=actor_for(h.secretary))
    with pytest.raises(DomainError, match="chưa mở"):
        actions.open_sheet(h.assessment(two), actor=actor_for(h.members[0]))


def test_an_absent_member_does_not_score() -> None:
    h = house(members=4)
    session = h.plan()
    one = h.put(session)
    h.open(session, absent=(h.members[3],))
    with pytest.raises(NotAllowed):
        actions.open_sheet(h.assessment(one), actor=actor_for(h.members[3]))


def test_the_session_opens_with_quorum_and_chair_only() -> None:
    h = house(members=3)
    session = h.plan()
    h.put(session)
    with pytest.raises(DomainError, match=r"có mặt 2, cần ít nhất 3 trên 4 thành viên \(75%\)") as short:
        h.open(session, absent=(h.chair, h.members[0]))
    assert "Chủ tịch Hội đồng chưa có mặt" in str(short.value)
    with pytest.raises(DomainError, match="Chủ tịch Hội đồng chưa có mặt"):
        h.open(session, absent=(h.chair,))
    assert h.session(session).state == "planned"
    h.open(session, absent=(h.members[0],))
    assert h.session(session).state == "open"


def test_closing_says_everything_that_lacks_and_changes_nothing() -> None:
    h, one = scoring(members=3)
    h.hand_in(one, h.members[0], answers_worth(80))
    h.hand_in(one, h.members[1], answers_worth(60))
    with pytest.raises(DomainError) as refused:
        h.close(one)
    said = str(refused.value)
    assert "Thiếu 1 phiếu: đã nộp 2, cần ít nhất 3 trên 4 người được chấm." in said
    assert "Thiếu phiếu của người chủ trì." in said
    assert "Lệch 20 điểm, quá giới hạn 10." in said
    fresh = h.assessment(one)
    assert (fresh.state, fresh.mean) == ("scoring", None)
    assert Dossier.objects.get(pk=one.dossier_id).state == "assessing"


def test_closing_stores_the_result_moves_the_dossier_and_tells_the_rooms_above() -> None:
    h, one = scoring()
    heard: list[AssessmentClosed] = []

    @subscribe(AssessmentClosed)
    def hear(news: AssessmentClosed) -> None:
        heard.append(news)

    try:
        card = scorecard(CARD)
        mark = next(m for m in card.marks if m.star == 4)
        best: dict[str, str | None] = dict(best_answers(card))
        missed = {**best, mark.criterion: None}
        h.hand_in(one, h.chair, best)
        h.hand_in(one, h.members[0], missed)
        h.hand_in(one, h.members[1], missed)
        h.close(one, conclusion="Đề nghị công nhận")
    finally:
        _subscribers[AssessmentClosed].remove(hear)
    stored = Assessment.objects.get(pk=one.pk)
    lost = 100 - score(card, missed).total
    assert stored.mean == (Decimal(300 - 2 * lost) / 3).quantize(Decimal("0.01"))
    assert (stored.spread, stored.sheets, stored.stars, stored.state) == (lost, 3, 3, "closed")
    assert {"criterion": mark.criterion, "needs": mark.option, "for_star": 4} in stored.unmet
    assert [news.assessment.pk for news in heard] == [one.pk]
    assert Dossier.objects.get(pk=one.dossier_id).state == "assessed"
    with pytest.raises(DomainError, match="đã có kết luận"):
        h.close(one)
    assert list(broken_chains()) == []


@pytest.mark.parametrize(
    ("rules", "totals", "mean"),
    [
        ({"averaging": "median"}, (80, 70, 71), "71.00"),
        ({"averaging": "trimmed"}, (80, 70, 71), "71.00"),
        ({"averaging": "mean", "decimals": 1}, (80, 70, 71), "73.7"),
        ({"averaging": "mean", "decimals": 0, "rounding": "down"}, (80, 70, 71), "73"),
        ({"chair_scores": False, "quorum_percent": 50}, (None, 70, 71), "70.50"),
    ],
)
def test_the_councils_own_rules_are_followed(rules: Any, totals: tuple[int | None, ...], mean: str) -> None:
    h, one = scoring(**rules)
    for person, total in zip(h.scorers, totals, strict=True):
        if total is not None:
            h.hand_in(one, person, answers_worth(total))
    assert str(h.close(one).mean) == mean


def test_a_chair_who_does_not_score_has_no_sheet() -> None:
    h, one = scoring(chair_scores=False)
    with pytest.raises(NotAllowed):
        actions.open_sheet(one, actor=actor_for(h.chair))


def test_a_spread_over_the_limit_needs_a_reason_or_another_turn() -> None:
    h, one = scoring()
    for person, total in zip(h.scorers, (80, 60, 70), strict=True):
        h.hand_in(one, person, answers_worth(total))
    with pytest.raises(DomainError, match="quá giới hạn 10"):
        h.close(one)
    assert h.close(one, spread_reason="Đã thảo luận, hai cách hiểu tiêu chí 4.1").mean == 70
    assert Assessment.objects.get(pk=one.pk).spread_reason.startswith("Đã thảo luận")


def test_scoring_again_keeps_the_old_sheets_and_begins_from_their_marks() -> None:
    h, one = scoring()
    for person, total in zip(h.scorers, (80, 60, 70), strict=True):
        h.hand_in(one, person, answers_worth(total))
    old = list(ScoreSheet.objects.order_by("pk").values("pk", "total", "state", "turn", "version"))
    with pytest.raises(DomainError, match="vì sao"):
        actions.score_again(h.assessment(one), " ", actor=actor_for(h.chair))
    actions.score_again(h.assessment(one), "Lệch 20 điểm", actor=actor_for(h.chair))
    assert (
        list(ScoreSheet.objects.filter(turn=1).order_by("pk").values("pk", "total", "state", "turn", "version")) == old
    )
    new = ScoreSheet.objects.filter(turn=2).order_by("pk")
    assert [(sheet.total, sheet.state) for sheet in new] == [(80, "draft"), (60, "draft"), (70, "draft")]
    assert new[0].marks.count() == len(scorecard(CARD).criteria)
    first = ScoreSheet.objects.get(turn=1, member=h.chair)
    first.assessment = h.assessment(one)
    with pytest.raises(DomainError, match="niêm phong"):
        actions.mark(first, LINE.code, actor=actor_for(h.chair), version=1, option="")
    with pytest.raises(DomainError, match="Thiếu 3 phiếu"):
        h.close(one)
    for person, total in zip(h.scorers, (72, 70, 70), strict=True):
        h.hand_in(one, person, answers_worth(total))
    with pytest.raises(DomainError, match="không lệch quá"):
        actions.score_again(h.assessment(one), "Lần nữa", actor=actor_for(h.chair))
    assert str(h.close(one).mean) == "70.67"


def test_a_sheet_of_a_member_recused_later_is_kept_but_does_not_count() -> None:
    h, one = scoring(members=3)
    for person, total in zip(h.scorers, (70, 72, 71, 90), strict=True):
        h.hand_in(one, person, answers_worth(total))
    actions.recuse(h.assessment(one), h.members[2], "Người nhà của chủ thể", actor=actor_for(h.secretary))
    assert h.close(one).mean == 71
    assert Assessment.objects.get(pk=one.pk).sheets == 3
    assert ScoreSheet.objects.count() == 4


def test_a_chair_with_an_interest_is_replaced_for_that_dossier() -> None:
    h, one = scoring(members=3)
    with pytest.raises(DomainError, match="không cần người thay"):
        actions.name_presider(h.assessment(one), h.members[0], actor=actor_for(h.secretary))
    actions.recuse(h.assessment(one), h.chair, "Có cổ phần", actor=actor_for(h.secretary))
    with pytest.raises(DomainError, match="thành viên có mặt"):
        actions.name_presider(h.assessment(one), h.adviser, actor=actor_for(h.secretary))
    actions.name_presider(h.assessment(one), h.members[0], actor=actor_for(h.secretary))
    for person in h.members:
        h.hand_in(one, person, answers_worth(75))
    fresh = h.assessment(one)
    with pytest.raises(NotAllowed):
        actions.close_assessment(fresh, actor=actor_for(h.chair))
    with pytest.raises(NotAllowed):
        actions.close_assessment(fresh, actor=actor_for(h.members[1]))
    assert actions.close_assessment(fresh, actor=actor_for(h.members[0])).mean == 75


def test_the_session_closes_after_its_last_dossier() -> None:
    h, one = scoring()
    with pytest.raises(DomainError, match="còn hồ sơ chưa kết luận: Mắm cá Đồng Xa"):
        actions.close_session(h.session(h.sessions[0]), actor=actor_for(h.chair))
    for person in h.scorers:
        h.hand_in(one, person, answers_worth(75))
    h.close(one)
    actions.close_session(h.session(h.sessions[0]), actor=actor_for(h.chair))
    assert h.session(h.sessions[0]).state == "closed"
    with pytest.raises(DomainError, match="không nhận thêm hồ sơ"):
        h.put(h.sessions[0], dossier("Khác", province=h.province))


def test_a_dossier_taken_out_goes_back_and_may_come_again() -> None:
    h, one = scoring()
    h.hand_in(one, h.members[0])
    with pytest.raises(DomainError, match="vì sao rút"):
        actions.take_dossier(h.assessment(one), "", actor=actor_for(h.secretary))
    actions.take_dossier(h.assessment(one), "Chờ kiểm nghiệm", actor=actor_for(h.secretary))
    back = Dossier.objects.get(pk=one.dossier_id)
    assert back.state == "agency_received"
    again = h.put(h.sessions[0], back)
    assert again.pk != one.pk
    assert ScoreSheet.objects.filter(assessment=one).count() == 1


@pytest.mark.parametrize("wrong", ["level", "province", "state"])
def test_only_a_received_dossier_of_the_place_comes_before_the_council(wrong: str) -> None:
    from saoque.councils.tests.factories import place

    h = house()
    session = h.plan()
    one = dossier(province=h.province)
    if wrong == "level":
        one.level = "ministry"
    elif wrong == "state":
        one.state = "proposed"
    else:
        one.province = place("87", "province", "Tỉnh khác")
    one.save()
    with pytest.raises(DomainError, match="chưa đưa ra Hội đồng được" if wrong == "state" else "không thuộc cấp"):
        actions.put_dossier(h.session(session), one, actor=actor_for(h.secretary))
    assert not Assessment.objects.exists()


def test_the_ministry_runs_the_same_flow() -> None:
    h = house(level="ministry", name="trung ương")
    session = h.plan()
    one = h.put(session, dossier(level="ministry"))
    h.open(session)
    for person in h.scorers:
        h.hand_in(one, person)
    result = h.close(one)
    assert (result.mean, result.stars) == (100, 5)


def test_a_sheet_that_came_in_meanwhile_stops_a_conclusion_drawn_without_it() -> None:
    h, one = scoring(members=3)
    for person in h.scorers[:3]:
        h.hand_in(one, person, answers_worth(75))
    seen = h.assessment(one)
    h.hand_in(one, h.members[2], answers_worth(80))
    with pytest.raises(Stale):
        actions.close_assessment(seen, actor=actor_for(h.chair))
    with pytest.raises(Stale, match="phiếu mới"):
        h.close(one, version=seen.version)
    assert h.close(one).sheets == 4


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_close_at_once_one_wins() -> None:
    h, one = scoring()
    for person in h.scorers:
        h.hand_in(one, person, answers_worth(75))
    copies = [h.assessment(one) for _ in range(8)]
    chair = actor_for(h.chair)
    start, done = threading.Barrier(8), []

    def close(copy: Assessment) -> None:
        start.wait()
        try:
            actions.close_assessment(copy, actor=chair)
            done.append("won")
        except DomainError:
            done.append("lost")
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(copy,)) for copy in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["lost"] * 7 + ["won"]
    assert [entry.action for entry in history(one)].count("close_assessment") == 1
    assert list(broken_chains()) == []


def test_helpers_and_the_producers_own_people_are_recused_by_the_records() -> None:
    from saoque.councils.tests.factories import claim, evidence, held

    h = house(members=4)
    one = dossier(province=h.province)
    held(h.members[0], one.producer.unit, "producer")
    claim(one, LINE.code, LINE.options[0].id, by=h.members[1])
    evidence(one, LINE.code, added_by=h.adviser)
    put = h.put(h.plan(), one)
    found = dict(Recusal.objects.filter(assessment=put, by_record=True).values_list("member", "reason"))
    assert set(found) == {h.members[0].pk, h.members[1].pk, h.adviser.pk}
    assert "của chủ thể" in found[h.members[0].pk]
    assert "giúp chủ thể" in found[h.members[1].pk]
