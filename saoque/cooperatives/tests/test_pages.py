"""The pages: what stands on them for whom, refusals beside the field, files to keep, queries that do not grow."""

import html
import io
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.cooperatives.actions import filing, members
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.tests.factories import Founding, founding, helper, officer, user
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import todos
from saoque.people.actors import actor_for
from saoque.producers.tests.factories import pdf

pytestmark = pytest.mark.django_db


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"cooperatives:{name}", args=args)


def read(client: Client, name: str, *args: Any) -> str:
    answer = client.get(at(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_opening_by_form_makes_the_opener_the_keeper() -> None:
    f = founding()
    person = actor_for(user("Phạm Ngọc Mía"))
    commune = f.one.commune
    told = {"name": "Nhóm mía", "kind": "group", "place": str(commune.pk)}
    client = browser(person)
    refused = client.post(at("open"), {"name": "", "kind": "group"})
    assert (refused.status_code, Cooperative.objects.count()) == (422, 1)
    page = client.get(at("open")).content.decode()
    assert "Bạn là ai trong việc này?" not in page
    answer = client.post(at("open"), told)
    made = Cooperative.objects.exclude(pk=f.pk).get()
    assert (answer.status_code, answer["Location"]) == (302, at("road", made.pk))
    assert [one.manages for one in made.members.all()] == [True]


def test_an_older_page_is_told_so_and_writes_nothing() -> None:
    f = founding()
    client = browser(f.keeper)
    told = {"product": "A", "need": "B", "version": 1}
    assert client.post(at("survey", f.pk), told).status_code == 302
    late = client.post(at("survey", f.pk), {**told, "product": "C"})
    assert (late.status_code, "trước bạn" in late.content.decode()) == (422, True)
    assert f.one.survey["product"] == "A"


def test_a_refusal_stands_beside_its_field() -> None:
    f = founding()
    sent = {"name": "Dâu tằm", "address_line": "A", "version": 1}
    page = browser(f.keeper).post(at("name", f.pk), sent)
    assert page.status_code == 422
    assert 'id="id_name_error"' in page.content.decode()


def test_personal_data_stands_only_where_the_keeper_looks() -> None:
    f = founding().ready().file()
    person, youth, desk = actor_for(user("Trần Thị Tằm")), helper(), officer()
    way = members.invite(f.member(1), "", manages=False, actor=f.keeper)
    members.take_invitation(way.token, actor=person)
    members.ask_help(f.one, youth.standings[0].unit_id, actor=f.keeper)
    secrets = [*(f"09209500000{n}" for n in range(5)), "01/03/1995", "Ấp Thạnh Lộc 3"]
    names = ("road", "members", "capital", "book", "book_print", "papers", "filing", "meetings", "after")
    for actor in (person, youth, f.keeper):
        shown = "".join(read(browser(actor), name, f.pk) for name in names)
        assert [one for one in secrets if one in shown] == []
    assert [one for one in secrets if one in read(browser(desk), "office", f.pk)] == []
    assert "092095000003" in read(browser(f.keeper), "member", f.pk, f.people[3])
    assert browser(person).get(at("member", f.pk, f.people[3])).status_code == 404
    assert browser(youth).get(at("paper", f.pk, "members", "pdf")).status_code == 404


def test_the_book_as_excel_has_personal_columns_for_the_keeper_only() -> None:
    f = founding().ready()
    person = actor_for(user("Trần Thị Tằm"))
    members.take_invitation(members.invite(f.member(1), "", manages=False, actor=f.keeper).token, actor=person)

    def rows(actor: Actor) -> list[list[str]]:
        book = zipfile.ZipFile(io.BytesIO(browser(actor).get(at("book_export", f.pk)).content))
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        found = re.findall(r"<row .*?</row>", sheet)
        return [[html.unescape(cell) for cell in re.findall(r"<(?:t|v)[^>]*>(.*?)</", row)] for row in found]

    whole, short = rows(f.keeper), rows(person)
    assert [len(row) for row in (whole[0], short[0])] == [11, 8]
    assert [whole[1][n] for n in (0, 4, 6, 9)] == ["Lê Văn Dâu", "30000000", "30.00", "092095000000"]
    assert (len(whole), len(short), "092095000000" in short[1]) == (6, 6, False)


def test_papers_come_as_word_and_pdf_and_nothing_else() -> None:
    f = founding().ready()
    client = browser(f.keeper)
    starts = {kind: client.get(at("paper", f.pk, "request", kind)).content[:4] for kind in ("pdf", "docx")}
    assert starts == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}
    assert client.get(at("paper", f.pk, "request", "exe")).status_code == 404
    assert client.get(at("paper", f.pk, "contract", "pdf")).status_code == 404
    assert client.get(at("meeting_paper", f.pk, f.meeting.pk, "giay-moi", "pdf")).content[:4] == b"%PDF"


def test_votes_are_sent_and_wrong_ones_are_said() -> None:
    f = founding().ready()
    meeting = f.meeting
    client = browser(f.keeper)
    item = meeting.agenda.all()[0]
    sent = {"votes_for": "9", "version": meeting.version}
    answer = client.post(at("count", f.pk, meeting.pk, item.pk), sent, follow=True)
    assert "Hãy điểm danh và mở cuộc họp" in answer.content.decode()


def test_the_commune_answers_on_its_page() -> None:
    f = founding().ready().file()
    desk = browser(officer())
    page = read(desk, "office", f.pk)
    assert "Sổ đăng ký chính thức ở hệ thống thông tin quốc gia" in page
    desk.post(at("receive", f.pk), {"receipt": "12", "version": f.filing.version})
    desk.post(at("return", f.pk), {"reason": "Thiếu chữ ký", "version": f.filing.version})
    assert (f.one.state, f.filing.receipt) == ("returned", "12")
    assert "Thiếu chữ ký" in read(browser(f.keeper), "road", f.pk)
    opened = desk.get(at("filed_paper", f.pk, f.filing.papers.all()[0].pk))
    assert opened["Content-Type"] == "application/pdf"


def test_todos_of_founders_helpers_and_commune() -> None:
    f = founding().ready()
    own = [one.title for one in todos(f.keeper) if "Dâu tằm" in one.title]
    assert own == ["Làm tiếp việc thành lập Hợp tác xã Dâu tằm Trung Hưng"]
    f.file()
    (waiting,) = [one for one in todos(officer()) if "Dâu tằm" in one.title]
    assert (waiting.url, waiting.due_on) == (at("office", f.pk), f.filing.due_on)


def test_who_was_invited_by_phone_finds_it_on_the_first_screen() -> None:
    f = founding().gather(2)
    person = actor_for(user("Trần Thị Tằm", "+84912345678"))
    made = members.invite(f.member(1), "0912 345 678", manages=False, actor=f.keeper)
    assert [one.url for one in todos(person) if "Nhóm dâu tằm" in one.title] == [at("invitation", made.token)]
    client = browser(person)
    assert "Nhận lời chưa phải là góp vốn" in read(client, "invitation", made.token)
    assert client.post(at("invitation", made.token), {"consent": "yes"})["Location"] == at("member", f.pk, f.people[1])
    assert [one.url for one in todos(person) if one.url.endswith("/loi-moi/")] == []
    assert client.get(at("invitation", made.token)).status_code == 404


@pytest.mark.parametrize("name", ["road", "members", "capital", "book", "filing"])
def test_queries_do_not_grow_with_members(name: str) -> None:
    f = founding().tell().gather(2).pledge(20, 30)
    client = browser(f.keeper)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(client, name, f.pk)
        return len(seen)

    queries()
    few = queries()
    for number in range(12):
        members.add_member(f.one, {"name": f"Người {number}", "uses_services": True}, actor=f.keeper)
    assert queries() == few


def test_the_list_is_searched_without_marks_and_does_not_grow() -> None:
    f = founding().ready()
    client = browser(f.keeper)
    assert "Hợp tác xã Dâu tằm Trung Hưng" in client.get(at("home"), {"q": "dau tam"}).content.decode()
    assert "Hợp tác xã Dâu tằm Trung Hưng" not in client.get(at("home"), {"q": "vu sua"}).content.decode()
    assert "Hợp tác xã Dâu tằm Trung Hưng" not in client.get(at("home"), {"state": "filed"}).content.decode()
    with CaptureQueriesContext(connection) as one:
        read(client, "home")
    other: Founding = founding()
    other.one.members.update(user=f.keeper.user)
    with CaptureQueriesContext(connection) as two:
        read(client, "home")
    assert len(two) == len(one)


def test_the_certificate_opens_for_those_who_may_read() -> None:
    f = founding().ready().file()
    filing.note_registration(f.filing, "92-1", today(), pdf("g.pdf"), actor=f.keeper)
    assert browser(f.keeper).get(at("certificate", f.pk)).status_code == 200
    assert browser(officer()).get(at("certificate", f.pk)).status_code == 200
    assert browser(helper()).get(at("certificate", f.pk)).status_code == 404
