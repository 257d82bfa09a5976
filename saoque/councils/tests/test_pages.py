"""Pages: who gets which, what stays sealed, what a recused person sees, and how many queries they take."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from saoque.councils import actions, queries
from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.councils.tests.factories import CARD, House, answers_worth, claim, dossier, evidence, house, user
from saoque.dossiers.queries import get_dossier, reads_as_guest
from saoque.kernel.errors import NotFound
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.rulebook import notices, scorecard

pytestmark = pytest.mark.django_db
LINE = scorecard(CARD).criteria[0]


def client(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def two_dossiers(**rules: Any) -> tuple[House, Assessment, Assessment]:
    h = house(members=3)
    if rules:
        h.set_rules(**rules)
    session = h.plan()
    one = h.put(session, dossier("Mắm cá Đồng Xa", province=h.province))
    two = h.put(session, dossier("Trà sen Đồng Xa", province=h.province))
    h.open(session)
    return h, h.assessment(one), h.assessment(two)


def pages(h: House, one: Assessment) -> dict[str, str]:
    return {
        "session": reverse("councils:session", args=[one.session_id]),
        "assessment": reverse("councils:assessment", args=[one.pk]),
        "sheet": reverse("councils:sheet", args=[one.pk]),
        "advice": reverse("councils:advice", args=[one.pk]),
        "minutes": reverse("councils:minutes", args=[one.session_id]),
        "export": reverse("councils:export", args=[one.session_id]),
        "council": reverse("councils:council", args=[h.council.pk]),
        "home": reverse("councils:home"),
    }


def text(person: User, address: str) -> str:
    answer = client(person).get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer) if answer.streaming else answer.content).decode()  # type: ignore[attr-defined]


def test_everyone_of_the_council_and_its_office_gets_the_pages() -> None:
    h, one, _two = two_dossiers()
    for person in (h.chair, h.members[0], h.secretary, h.adviser, h.clerk, h.head):
        for address in pages(h, one).values():
            assert client(person).get(address).status_code == 200, (person, address)


@pytest.mark.parametrize("code", ["QD26-07", "QD26-26"])
def test_what_is_doubtful_about_a_scorecard_is_told_to_whoever_scores(code: str) -> None:
    h = house()
    session = h.plan()
    one = h.put(session, dossier(province=h.province, scorecard_code=code))
    h.open(session)
    page = text(h.members[0], reverse("councils:sheet", args=[one.pk]))
    doubts = notices(scorecard(code))
    assert len(doubts) > 3
    assert [notice.key for notice in doubts if escape(notice.text) not in page] == []


def test_strangers_and_another_council_get_the_same_as_for_what_does_not_exist() -> None:
    h, one, _two = two_dossiers()
    other = house(code="87", name="Đồng Tháp")
    for person in (user("Người ngoài"), other.chair, other.members[0], other.secretary, other.head, other.clerk):
        browser = client(person)
        for name, address in pages(h, one).items():
            if name == "home":
                continue
            there, nowhere = browser.get(address), browser.get(address.replace(f"/{one.pk}/", "/999999/"))
            assert there.status_code == 404, (person, address)
            assert nowhere.status_code == 404
    assert client(user("Người ngoài")).get(reverse("councils:home")).status_code == 404
    assert Client().get(reverse("councils:home")).status_code == 302


def test_a_recused_member_sees_nothing_of_the_dossier_anywhere() -> None:
    h, one, two = two_dossiers()
    h.hand_in(one, h.chair, answers_worth(71))
    actions.recuse(h.assessment(one), h.members[0], "Anh em ruột", actor=actor_for(h.secretary))
    away, here = h.members[0], h.members[1]
    paths = pages(h, one)
    for name in ("session", "minutes", "export", "home", "council"):
        said = text(away, paths[name])
        assert "Mắm cá Đồng Xa" not in said, name
        assert "Anh em ruột" not in said
    assert "Trà sen Đồng Xa" in text(away, paths["session"])
    assert "Mắm cá Đồng Xa" in text(here, paths["session"])
    assert "Mắm cá Đồng Xa" not in text(away, paths["session"] + "?q=mam")
    assert "Mắm cá Đồng Xa" in text(here, paths["session"] + "?q=mam")
    for name in ("assessment", "sheet", "advice"):
        assert client(away).get(paths[name]).status_code == 404
    assert [item.title for item in queries.todo_for(actor_for(away))] == ["Chấm Trà sen Đồng Xa"]
    assert queries.visible_to(actor_for(away)).count() == 1
    council_row = dict(client(away).get(paths["council"]).context["sessions"])
    assert list(council_row.values()) == [1]
    mark = reverse("councils:mark", args=[one.pk, 1, LINE.code])
    assert client(away).post(mark, {"field": "option", "value": "", "version": "0"}).status_code == 404
    assert not reads_as_guest(actor_for(away), one.dossier)
    assert reads_as_guest(actor_for(here), one.dossier)
    assert two.dossier.state == "assessing"


def test_a_recused_chair_and_secretary_are_told_nothing_either() -> None:
    h, one, _two = two_dossiers()
    actions.recuse(h.assessment(one), h.chair, "Góp vốn", actor=actor_for(h.secretary))
    actions.recuse(h.assessment(one), h.secretary, "Vợ là chủ thể", actor=actor_for(h.secretary))
    for person in (h.chair, h.secretary):
        said = text(person, pages(h, one)["session"])
        assert "Mắm cá Đồng Xa" not in said
        assert client(person).get(pages(h, one)["assessment"]).status_code == 404
        details = [item.detail for item in queries.todo_for(actor_for(person))]
        assert "Còn 1 hồ sơ chưa kết luận." in details
    answer = client(h.chair).post(reverse("councils:close_session", args=[one.session_id]), follow=True)
    assert "Mắm cá Đồng Xa" not in answer.content.decode()


def figures(said: str) -> bool:
    return "83,5" in said or "83.50" in said or "4 sao" in said


def test_results_stay_secret_from_members_until_the_close() -> None:
    h, one, _two = two_dossiers()
    h.hand_in(one, h.chair, answers_worth(85))
    h.hand_in(one, h.members[0], answers_worth(82))
    paths = pages(h, one)
    for person in (*h.members, h.adviser, h.clerk, h.head):
        for name in ("session", "assessment", "minutes", "export"):
            said = text(person, paths[name])
            assert not figures(said), (person, name)
            assert "2/4" not in said
        rows = queries.session_table(actor_for(person), h.session(h.sessions[0]))
        assert [(row.mean, row.spread, row.stars, row.handed) for row in rows] == [(None, None, None, None)] * 2
    stats = queries.assessment_stats([one.dossier_id])[one.dossier_id]
    assert (stats.sheets, stats.mean, stats.spread, stats.stars) == (2, None, None, None)
    sheet = ScoreSheet.objects.get(member=h.chair)
    assert client(h.members[1]).get(reverse("councils:print_sheet", args=[sheet.pk])).status_code == 404
    assert client(h.secretary).get(reverse("councils:print_sheet", args=[sheet.pk])).status_code == 404
    assert "83,50" in text(h.secretary, paths["session"])
    assert "83,50" in text(h.chair, paths["session"])
    for person in h.members[1:]:
        h.hand_in(one, person, answers_worth(84))
    h.close(one)
    for person in (*h.members, h.adviser, h.clerk):
        assert "83,75" in text(person, paths["session"])
        assert "83,75" in text(person, paths["assessment"])
        assert "83,75" in text(person, paths["minutes"])
    assert client(h.secretary).get(reverse("councils:print_sheet", args=[sheet.pk])).status_code == 200
    assert client(h.members[1]).get(reverse("councils:print_sheet", args=[sheet.pk])).status_code == 404
    stats = queries.assessment_stats([one.dossier_id])[one.dossier_id]
    assert (stats.sheets, str(stats.mean), str(stats.spread)) == (4, "83.750", "3.000")


def test_a_chair_who_scores_sees_figures_after_the_own_sheet_only() -> None:
    h, one, _two = two_dossiers()
    h.hand_in(one, h.members[0], answers_worth(84))
    assert "84,00" not in text(h.chair, pages(h, one)["session"])
    assert "84,00" in text(h.secretary, pages(h, one)["session"])
    h.hand_in(one, h.chair, answers_worth(84))
    assert "84,00" in text(h.chair, pages(h, one)["session"])


def test_the_stricter_sealing_shows_nothing_before_all_sheets_are_in() -> None:
    h, one, _two = two_dossiers(sealing="all_sheets")
    for person in h.scorers[:3]:
        h.hand_in(one, person, answers_worth(84))
    assert "84,00" not in text(h.secretary, pages(h, one)["session"])
    h.hand_in(one, h.members[2], answers_worth(84))
    assert "84,00" in text(h.secretary, pages(h, one)["session"])


def test_autosave_answers_with_version_sums_and_clash() -> None:
    h, one, _two = two_dossiers()
    browser = client(h.members[0])
    address = reverse("councils:mark", args=[one.pk, 1, LINE.code])
    best = LINE.options[-1]
    told = browser.post(address, {"field": "option", "value": best.id, "version": "0"})
    assert told.status_code == 200
    assert told.json()["version"] == 1
    assert set(told.json()["html"]) == {"#sheet-sum", "#sheet-end", "#sheet-bar"}
    assert f"<b>{best.points}</b>" in told.json()["html"]["#sheet-bar"]
    other = reverse("councils:mark", args=[one.pk, 1, scorecard(CARD).criteria[1].code])
    assert browser.post(other, {"field": "option", "value": "-", "version": "0"}).json()["version"] == 1
    assert told.json()["order"] == ScoreSheet.objects.get().version - 1
    clash = browser.post(address, {"field": "option", "value": "-", "version": "0"})
    assert clash.status_code == 409
    assert (clash.json()["version"], clash.json()["current"], clash.json()["current_text"]) == (1, best.id, best.label)
    assert browser.post(address, {"field": "option", "value": "zz", "version": "1"}).status_code == 422
    later = reverse("councils:mark", args=[one.pk, 2, LINE.code])
    assert browser.post(later, {"field": "option", "value": "-", "version": "1"}).status_code == 422
    assert SheetMark.objects.get(criterion=LINE.code).option == best.id
    plain = browser.post(address, {"option": "-", "remark": "Thiếu hợp đồng", "version": "1"})
    assert plain.status_code == 302
    mark = SheetMark.objects.get(criterion=LINE.code)
    assert (mark.option, mark.chosen, mark.points, mark.remark) == ("", True, 0, "Thiếu hợp đồng")


def test_the_sheet_shows_claim_evidence_guidance_and_doubts() -> None:
    h = house()
    one = dossier(province=h.province)
    claim(one, LINE.code, LINE.options[-1].id, words="Ký với 15 hộ")
    proof = evidence(one, LINE.code, "Hợp đồng với 15 hộ")
    session = h.plan()
    put = h.put(session, one)
    h.open(session)
    said = text(h.members[0], reverse("councils:sheet", args=[put.pk]))
    for expected in ("Ký với 15 hộ", "Hợp đồng với 15 hộ", LINE.options[-1].label, "Hội đồng xem gì"):
        assert expected in said
    from saoque.rulebook import notices

    for notice in notices(scorecard(CARD)):
        assert escape(notice.text) in said
    assert "Dân tộc riêng tư" not in said
    assert "0292000000" not in said
    address = reverse("councils:evidence", args=[put.pk, proof.pk])
    assert client(h.members[0]).get(address).status_code == 404  # the row is there, the content was never kept
    assert client(user("Người ngoài")).get(address).status_code == 404


def test_guests_read_a_dossier_only_where_a_page_lets_guests_in() -> None:
    h, one, _two = two_dossiers()
    actor = actor_for(h.members[0])
    assert get_dossier(actor, one.dossier_id, guests=True).pk == one.dossier_id
    with pytest.raises(NotFound):
        get_dossier(actor, one.dossier_id)
    actions.take_dossier(h.assessment(one), "Chờ", actor=actor_for(h.secretary))
    with pytest.raises(NotFound):
        get_dossier(actor, one.dossier_id, guests=True)


def test_the_whole_way_through_the_pages() -> None:
    h = house()
    one = dossier(province=h.province)
    secretary, chair = client(h.secretary), client(h.chair)
    day = "2026-12-10"
    planned = secretary.post(reverse("councils:plan", args=[h.council.pk]), {"round": h.round.pk, "held_on": day})
    session = h.council.sessions.get()
    assert planned["Location"] == reverse("councils:session", args=[session.pk])
    secretary.post(reverse("councils:put", args=[session.pk]), {"dossier": one.pk})
    put = Assessment.objects.get()
    here = [str(person.pk) for person in (*h.scorers, h.secretary)]
    secretary.post(reverse("councils:roll", args=[session.pk]), {"present": here})
    chair.post(reverse("councils:open_session", args=[session.pk]))
    client(h.adviser).post(
        reverse("councils:advice", args=[put.pk]), {"findings": "Đủ giấy", "proposal": "Xem 4 sao", "version": "0"}
    )
    for person in h.scorers:
        sheet = h.fill(put, person, answers_worth(75))
        browser = client(person)
        browser.post(reverse("councils:hand_in", args=[put.pk, 1]), {"version": sheet.version, "opinion": "Tốt"})
    version = Assessment.objects.get().version
    chair.post(reverse("councils:close", args=[put.pk]), {"version": version, "conclusion": "Đề nghị công nhận"})
    chair.post(reverse("councils:close_session", args=[session.pk]))
    said = text(h.secretary, reverse("councils:minutes", args=[session.pk]))
    assert "3 phiếu; điểm trung bình 75; độ lệch 0." in said
    assert queries.minutes_of(actor_for(h.secretary), h.session(session)).hash in said
    assert "Xem 4 sao" in text(h.members[0], reverse("councils:assessment", args=[put.pk]))
    rows = list(csv.reader(io.StringIO(text(h.clerk, reverse("councils:export", args=[session.pk])))))
    assert rows[1][0] == "Mắm cá Đồng Xa"
    printed = text(h.members[0], reverse("councils:print_sheet", args=[ScoreSheet.objects.get(member=h.members[0]).pk]))
    assert "TỔNG CỘNG" in printed
    assert "Người đánh giá" in printed


def test_forming_and_rules_through_the_pages() -> None:
    h = house()
    head = client(h.head)
    people = [
        (user(f"Mới {n}"), role) for n, role in enumerate(("council_chair", "council_member", "council_secretary"))
    ]
    sent = {
        "seat": "0", "name": "Hội đồng mới", "decision_number": "99/QĐ", "decided_on": "01/09/2026",
        "member-TOTAL_FORMS": "4", "member-INITIAL_FORMS": "4", "member-3-person": "", "member-3-role": "adviser",
    }  # fmt: skip
    for n, (person, role) in enumerate(people):
        sent |= {f"member-{n}-person": person.email, f"member-{n}-role": role, f"member-{n}-title": "Sở"}
    wrong = head.post(reverse("councils:form"), {**sent, "member-1-person": "khong-co@example.vn"})
    assert wrong.status_code == 422
    assert "Chưa có tài khoản" in wrong.content.decode()
    assert head.post(reverse("councils:form"), sent).status_code == 302
    address = reverse("councils:rules", args=[h.council.pk])
    assert head.get(address).status_code == 200
    values = {
        "quorum_percent": "60", "chair_required": "on", "spread_limit": "7,5", "averaging": "median", "decimals": "1",
        "rounding": "down", "mark_rule": "all", "sealing": "members", "source": "Quyết định 5",
    }  # fmt: skip
    assert head.post(address, {**values, "decimals": "9"}).status_code == 422
    assert head.post(address, values).status_code == 302
    newest = h.council.rules.order_by("-number")[0]
    assert (newest.number, str(newest.spread_limit), newest.chair_scores) == (2, "7.5", False)
    assert client(h.chair).get(address).status_code == 403


@pytest.mark.parametrize("page", ["session", "minutes", "export", "todo", "stats", "council"])
def test_queries_do_not_grow_with_the_dossiers(page: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    h = house(members=3)
    session = h.plan()
    first = h.put(session, dossier("Một", province=h.province))
    h.open(session)
    for person in h.scorers:
        h.hand_in(first, person, answers_worth(75))
    person = h.members[0] if page == "todo" else h.secretary

    def ask() -> None:
        if page == "todo":
            queries.todo_for(actor_for(person))
        elif page == "stats":
            queries.assessment_stats(list(Assessment.objects.values_list("dossier", flat=True)))
        else:
            text(person, pages(h, first)[page])

    ask()
    with CaptureQueriesContext(connection) as one:
        ask()
    for n in range(4):
        more = h.put(session, dossier(f"Thêm {n}", province=h.province))
        for person_ in h.scorers[:2]:
            h.hand_in(more, person_, answers_worth(60 + n))
    with CaptureQueriesContext(connection) as many:
        ask()
    assert len(many) == len(one)


def test_queries_of_one_sheet_are_fixed() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    h, one, _two = two_dossiers()
    address = reverse("councils:sheet", args=[one.pk])
    h.fill(one, h.members[0])
    text(h.members[0], address)
    with CaptureQueriesContext(connection) as bare:
        text(h.members[0], address)
    for line in scorecard(CARD).criteria[:5]:
        claim(one.dossier, line.code, line.options[0].id)
        evidence(one.dossier, line.code, f"Giấy {line.code}")
    with CaptureQueriesContext(connection) as full:
        text(h.members[0], address)
    assert len(full) == len(bare)


def test_saving_one_mark_asks_the_database_thirteen_times() -> None:
    """It is the most frequent act of a round's last evening: each further question would be felt."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    h, one, _two = two_dossiers()
    h.fill(one, h.members[0])
    line = scorecard(CARD).criteria[0]
    sheet = ScoreSheet.objects.get(assessment=one, member=h.members[0])
    version = sheet.marks.get(criterion=line.code).version
    browser = client(h.members[0])
    address = reverse("councils:mark", args=[one.pk, sheet.turn, line.code])
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address, {"field": "option", "value": line.options[0].id, "version": version})
    assert answer.status_code == 200
    # On SQLite under a test the transaction's own BEGIN and COMMIT are savepoints: the number stays the same.
    assert len(asked) == 13


def test_todos_name_the_next_act_of_each_role() -> None:
    h, _one, _two = two_dossiers()
    dossier("Chờ phiên", province=h.province)
    titles = {person: [item.title for item in queries.todo_for(actor_for(person))] for person in
              (h.chair, h.members[0], h.secretary, h.adviser, h.clerk, h.head)}  # fmt: skip
    scoring = ["Chấm Mắm cá Đồng Xa", "Chấm Trà sen Đồng Xa"]
    assert titles[h.members[0]] == scoring
    assert titles[h.chair] == [*scoring, "Điều hành phiên đang chấm"]
    assert titles[h.secretary] == ["Điều hành phiên đang chấm"]
    assert titles[h.adviser] == ["Viết báo cáo Tổ tư vấn: Mắm cá Đồng Xa", "Viết báo cáo Tổ tư vấn: Trà sen Đồng Xa"]
    assert titles[h.clerk] == ["Đưa hồ sơ vào phiên họp Hội đồng"]
    assert titles[h.head] == []
