"""Pages: what a person sees and sends, and that pages cost a fixed number of queries."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.models import AuditRecord, StoredFile
from saoque.producers.models import Paper
from saoque.producers.tests.factories import pdf
from saoque.support import actions
from saoque.support.models import Contact, Obstacle, SupportCase
from saoque.support.queries.producers import Asked, area_list, producer_page
from saoque.support.tests.factories import asked, begin, blocked, city, directive, doing, done, part_of, product, soon

pytestmark = pytest.mark.django_db


def client(actor: Actor) -> Client:
    made = Client()
    made.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return made


def typed(day: Any) -> str:
    return f"{day:%d/%m/%Y}"


def test_a_producer_asks_with_kind_and_product_filled_in() -> None:
    c = city()
    mine = product(c.producers["owner"])
    browser = client(c["owner"])
    page = browser.get(reverse("support:ask"), {"kind": "brand", "product": mine.pk}).content.decode()
    assert 'value="brand" checked' in page
    assert f'<option value="{mine.pk}" selected>' in page
    sent = browser.post(
        f"{reverse('support:ask')}?product={mine.pk}",
        {"kind": "brand", "product": mine.pk, "words": "Muốn vẽ biểu trưng."},
    )
    case = SupportCase.objects.get()
    assert (sent.status_code, sent["Location"], case.product, case.kind) == (
        302,
        reverse("support:case", args=[case.pk]),
        mine,
        "brand",
    )


def test_an_obstacle_needs_its_office_and_other_needs_do_not() -> None:
    c = city()
    browser, address = client(c["owner"]), reverse("support:ask")
    short = browser.post(address, {"kind": "obstacle", "words": "Hỏi mãi"})
    assert (short.status_code, SupportCase.objects.count()) == (422, 0)
    assert short.content.decode().count("Chỗ này cần điền.") >= 3
    told = {
        "kind": "obstacle",
        "words": "Hỏi mãi",
        "office": str(c.units["office"].pk),
        "step": "tax",
        "obstacle_kind": "khác",
    }
    assert browser.post(address, told).status_code == 302
    assert Obstacle.objects.get().office == c.units["office"]
    other = {**told, "office": "other", "office_name": "Thuế cơ sở 3"}
    assert browser.post(address, other).status_code == 302
    assert Obstacle.objects.order_by("pk").last().office_name == "Thuế cơ sở 3"  # type: ignore[union-attr]
    assert browser.post(address, {"kind": "brand", "words": "Vẽ biểu trưng"}).status_code == 302


@pytest.mark.parametrize("name", ["producer", "product"])
def test_nobody_asks_for_a_stranger(name: str) -> None:
    c = city()
    strange = {"producer": c.producers["neighbour"].pk, "product": product(c.producers["neighbour"]).pk}
    for number in (strange[name], 999_999):
        assert client(c["owner"]).get(reverse("support:ask"), {name: number}).status_code == 404


def test_the_whole_way_by_pages() -> None:
    c = city()
    case = asked(c)
    helper = client(c["helper"])

    def act(name: str, **sent: Any) -> int:
        case.refresh_from_db()
        return helper.post(reverse("support:act", args=[case.pk, name]), {"version": case.version, **sent}).status_code

    assert act("nhan", due_on=typed(soon())) == 302
    assert act("bat-dau") == 422  # no plan yet
    case.refresh_from_db()
    plan = {"version": case.version, "plan": "Mời kỹ sư", "due_on": typed(soon()), "partner": c.units["partner"].pk}
    assert helper.post(reverse("support:plan", args=[case.pk]), plan).status_code == 302
    assert (act("bat-dau"), act("cho", waiting_on="office", note="Phiếu hẹn"), act("lam-tiep")) == (302, 302, 302)
    assert helper.post(reverse("support:add_step", args=[case.pk]), {"what": "Ghé cơ sở"}).status_code == 302
    step = case.steps.get()
    files = {"version": step.version, "done_on": typed(today()), "evidence": pdf("anh.pdf")}
    assert helper.post(reverse("support:finish_step", args=[step.pk]), files).status_code == 302
    assert helper.get(reverse("support:step_file", args=[step.pk])).status_code == 200
    assert client(c["neighbour"]).get(reverse("support:step_file", args=[step.pk])).status_code == 404
    money = {"source": "youth", "what": "Xăng xe", "planned": "1.500.000"}
    assert helper.post(reverse("support:add_money", args=[case.pk]), money).status_code == 302
    line = case.money.get()
    paid = {
        "version": line.version,
        "planned": "1.500.000",
        "paid": "1.200.000",
        "paid_on": typed(today()),
        "proof": pdf(),
    }
    assert helper.post(reverse("support:money", args=[line.pk]), paid).status_code == 302
    case.refresh_from_db()
    wrong = {"version": case.version, "result": "Giữ được màu", "before-revenue": "nhiều", "closing-revenue": "1"}
    assert helper.post(reverse("support:close", args=[case.pk]), wrong).status_code == 422
    right = {**wrong, "before-revenue": "10.000.000", "closing-revenue": "12.500.000", "closing-channels": "3"}
    assert helper.post(reverse("support:close", args=[case.pk]), right).status_code == 302
    later = helper.post(reverse("support:measure", args=[case.pk, "month_3"]), {"revenue": "13.000.000"})
    case.refresh_from_db()
    found = {one.moment: one.revenue for one in case.measures.all()}
    assert (later.status_code, case.state) == (302, "done")
    assert found == {"before": 10_000_000, "closing": 12_500_000, "month_3": 13_000_000, "month_12": None}
    line.refresh_from_db()
    assert line.paid == 1_200_000
    assert "1.200.000" in client(c["owner"]).get(reverse("support:case", args=[case.pk])).content.decode()


def test_an_act_of_an_old_page_is_refused_in_words() -> None:
    c = city()
    case = asked(c)
    sent = {"version": case.version + 3, "due_on": typed(soon())}
    told = client(c["helper"]).post(reverse("support:act", args=[case.pk, "nhan"]), sent)
    assert told.status_code == 422
    assert "Có người vừa thay đổi việc này trước bạn" in told.content.decode()


def test_the_office_reads_the_obstacle_and_not_the_case() -> None:
    c = city()
    case = begin(c, blocked(c))
    officer = client(c["officer"])
    assert officer.get(reverse("support:case", args=[case.pk])).status_code == 404
    page = officer.get(reverse("support:obstacle", args=[case.obstacle.pk]))
    assert "Mời kỹ sư" not in page.content.decode()
    sent = {"version": case.obstacle.version, "answer": "Thiếu hạn dùng"}
    assert officer.post(reverse("support:obstacle", args=[case.obstacle.pk]), sent).status_code == 302
    assert "Thiếu hạn dùng" in client(c["owner"]).get(reverse("support:case", args=[case.pk])).content.decode()


def test_a_directive_by_pages() -> None:
    c = city()
    leader = client(c["city_leader"])
    head = {
        "title": "Mỗi xã một sản phẩm", "text": "Giúp bạn trẻ", "period_from": typed(today()), "period_to": typed(soon(60)),
        "answer_by": typed(soon(5)), "units": [c.units["here"].pk, c.units["there"].pk],
        "line-TOTAL_FORMS": 4, "line-INITIAL_FORMS": 0, "line-0-name": "sản phẩm OCOP", "line-0-number": "2", "line-0-due_on": typed(soon(30)),
        "attached": [pdf("ke-hoach.pdf")],
    }  # fmt: skip
    made = leader.post(reverse("support:new_directive"), head)
    address = made["Location"]
    directive_ = c.units["city"].directives.get()
    target = directive_.indicators.get().targets.get(assignment__unit=c.units["there"])
    numbers = {f"t{one.pk}": "2" for one in directive_.indicators.get().targets.all()} | {
        f"t{target.pk}": "3,5",
        "version": directive_.version,
    }
    assert leader.post(address, numbers).status_code == 302
    directive_.refresh_from_db()
    leader.post(reverse("support:send_directive", args=[directive_.pk]), {"version": directive_.version})
    commune = client(c["leader"])
    part = part_of(directive_, c.units["here"])
    assert "ke-hoach" in commune.get(address).content.decode()
    file = directive_.files.get().pk
    assert commune.get(reverse("support:directive_file", args=[directive_.pk, file])).status_code == 200
    commune.post(reverse("support:accept_directive", args=[part.pk]), {"version": part.version})
    part.refresh_from_db()
    own = part.targets.get()
    sent = {"version": part.version, "text": "Đã nộp hai hồ sơ", f"t{own.pk}": "2", "attached": [pdf("anh.pdf")]}
    assert commune.post(reverse("support:report", args=[part.pk]), sent).status_code == 302
    report = part.reports.get()
    part.refresh_from_db()
    leader.post(reverse("support:confirm_report", args=[report.pk]), {"version": part.version})
    page = leader.get(reverse("support:board", args=[directive_.pk])).content.decode()
    assert [word in page for word in ("Đạt", "Chưa nhận", "3,5")] == [True, True, True]
    assert commune.get(reverse("support:board", args=[directive_.pk])).status_code == 404
    table = b"".join(leader.get(reverse("support:board_csv", args=[directive_.pk])).streaming_content).decode(
        "utf-8-sig"
    )  # type: ignore[attr-defined]
    assert [row[0] for row in csv.reader(io.StringIO(table))] == ["Đơn vị", "here 92", "there 92"]
    assert leader.get(reverse("support:board_xlsx", args=[directive_.pk])).content[:2] == b"PK"


def test_the_area_list_finds_whom_to_visit() -> None:
    c = city()
    mine, other = c.producers["owner"], c.producers["neighbour"]
    product(mine, "Mật ong", star=4)
    asked(c)
    actions.note_contact(
        mine, met="Chủ", how="visit", on=today() - timedelta(days=10), agreed="Hẹn", actor=c["city_helper"]
    )
    actions.note_contact(
        other, met="Chủ", how="call", on=today() - timedelta(days=91), agreed="Hẹn", actor=c["city_helper"]
    )
    actor = c["city_helper"]
    found = {
        mark: set(area_list(actor, Asked(mark=mark)))
        for mark in ("no_dossier", "no_star", "star_4", "open_need", "not_met", "")
    }
    assert found == {
        "no_dossier": {mine, other}, "no_star": {other}, "star_4": {mine}, "open_need": {mine}, "not_met": {other}, "": {mine, other},
    }  # fmt: skip
    assert set(area_list(actor, Asked(q="mat ong"))) == {mine}
    assert list(area_list(c["helper"], Asked())) == [mine]
    assert [one.last_met for one in area_list(actor, Asked())] == [
        today() - timedelta(days=91),
        today() - timedelta(days=10),
    ]


def test_a_producers_page_costs_the_same_whatever_the_producer_has() -> None:
    c = city()
    of, helper = c.producers["owner"], client(c["helper"])
    spent = []
    for more in (1, 5):
        for number in range(more):
            product(of, f"Sản phẩm {number}")
            done(c)
            asked(c)
            actions.note_contact(of, met="Chủ", how="visit", on=today(), agreed="Hẹn", actor=c["helper"])
        with CaptureQueriesContext(connection) as seen:
            assert helper.get(reverse("support:producer", args=[of.pk])).status_code == 200
            assert helper.get(reverse("support:producers")).status_code == 200
            assert helper.get(reverse("support:home")).status_code == 200
            assert helper.get(reverse("support:home"), {"view": "board"}).status_code == 200
        spent.append(len(seen))
    assert (spent[0], Contact.objects.count()) == (spent[1], 6)


def test_a_producers_page_names_papers_about_to_end_but_not_the_papers() -> None:
    from saoque.kernel.files import keep

    c = city()
    of = c.producers["owner"]
    kept = keep(pdf(), c["owner"].user)
    for title, days in (("Giấy sắp hết", 10), ("Giấy còn lâu", 300)):
        Paper.objects.create(producer=of, file=kept, title=title, number="SỐ-KÍN", expires_on=soon(days))
    page = client(c["helper"]).get(reverse("support:producer", args=[of.pk])).content.decode()
    assert [word in page for word in ("Giấy sắp hết", "Giấy còn lâu", "SỐ-KÍN")] == [True, False, False]
    assert [one.title for one in producer_page(c["helper"], of).papers] == ["Giấy sắp hết"]


def test_a_case_costs_the_same_with_one_and_many_parts() -> None:
    c = city()
    case, helper = doing(c), client(c["helper"])
    spent = []
    for more in (1, 5):
        for number in range(more):
            actions.add_step(case, what=f"Bước {number}", actor=c["helper"])
            actions.add_money(case, source="youth", what="x", planned=1, actor=c["helper"])
            actions.write_message(case, "Tin", actor=c["owner"])
        with CaptureQueriesContext(connection) as seen:
            assert helper.get(reverse("support:case", args=[case.pk])).status_code == 200
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_the_city_and_offices_come_to_their_own_first_page() -> None:
    c = city()
    blocked(c)
    directive(c)
    pages = {
        who: client(c[who]).get(reverse("support:home")) for who in ("owner", "partner", "helper", "officer", "clerk")
    }
    assert {who: page.status_code for who, page in pages.items()} == {
        "owner": 200,
        "partner": 200,
        "helper": 200,
        "officer": 302,
        "clerk": 302,
    }
    assert client(c["city_leader"]).get(reverse("support:obstacles")).status_code == 200
    assert client(c["leader"]).get(reverse("support:obstacles")).status_code == 404


def test_wrong_files_are_refused_with_the_reason_and_nothing_changes() -> None:
    c = city()
    case, helper = doing(c), client(c["helper"])
    step = actions.add_step(case, what="Ghé", actor=c["helper"])
    line = actions.add_money(case, source="youth", what="x", planned=1, actor=c["helper"])
    part = part_of(directive(c), c.units["here"])
    actions.accept_directive(part, actor=c["leader"])
    target = part.targets.get()
    before = (StoredFile.objects.count(), AuditRecord.objects.count())

    def wrong() -> SimpleUploadedFile:
        return SimpleUploadedFile("bao-cao.exe", b"MZ\x90\x00\x03")

    answers = [
        helper.post(
            reverse("support:finish_step", args=[step.pk]), {"version": step.version, "evidence": wrong()}, follow=True
        ),
        helper.post(
            reverse("support:money", args=[line.pk]),
            {"version": 1, "planned": "1", "paid": "1", "paid_on": typed(today()), "proof": wrong()},
        ),
        helper.post(
            reverse("support:report", args=[part.pk]),
            {"version": part.version, "text": "x", f"t{target.pk}": "1", "attached": [wrong()]},
        ),
    ]
    assert ["không phải PDF hay ảnh" in one.content.decode() for one in answers] == [True, True, True]
    assert (StoredFile.objects.count(), AuditRecord.objects.count()) == before


@pytest.mark.parametrize(
    "asked", ["?state=x&kind=%00&unit=99999999999999999&whose=y&page=-3", "?q=%00%27&office=%00&step=z&quarter=2026-9"]
)
def test_addresses_with_nonsense_show_a_page(asked: str) -> None:
    c = city()
    blocked(c)
    for name in ("home", "producers", "obstacle_rows", "directives"):
        assert client(c["city_leader"]).get(reverse(f"support:{name}") + asked).status_code == 200
