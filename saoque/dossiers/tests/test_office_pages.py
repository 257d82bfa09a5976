"""The offices' pages: strange and missing look alike, an old page changes nothing, what is personal stays with the offices."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saoque.dossiers import notices, reading
from saoque.dossiers.actions import intake, reporting
from saoque.dossiers.models import Dossier, DossierState, IntakeRules, Receipt, ReturnItem
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import NOBODY
from saoque.kernel.calendar import today
from saoque.kernel.tests.hearing import hearing
from saoque.people.roles import Role
from saoque.producers.models import LegalForm

pytestmark = pytest.mark.django_db
S = DossierState
PAGES = ("office_dossier", "office_report", "office_report_print", "office_return")
POSTS = ("office_receive", "office_check", "office_return", "office_report_save", "office_propose")


def url(name: str, *args: int) -> str:
    return reverse(f"dossiers:{name}", args=args)


def test_strange_and_missing_look_alike(client: Client) -> None:
    make.office()
    dossier = make.fill(make.dossier(state=S.COMMUNE_RECEIVED))
    paper = dossier.evidence.get()
    for actor in (
        make.person(Role.COMMUNE_OFFICER, make.commune_unit(make.truong_long())),
        make.person(Role.AGENCY_CLERK, make.agency_unit()),
        make.person(Role.COUNCIL_MEMBER, make.agency_unit()),
        make.person(Role.PRODUCER, dossier.producer.unit),
    ):
        client.force_login(actor.user)
        for name in PAGES:
            assert [client.get(url(name, pk)).status_code for pk in (dossier.pk, 999)] == [404, 404], name
        for name in POSTS:
            assert [client.post(url(name, pk)).status_code for pk in (dossier.pk, 999)] == [404, 404], name
        assert client.get(url("office_file", dossier.pk, paper.pk)).status_code == 404
    assert Dossier.objects.get().version == 1


def test_a_visitor_is_asked_to_sign_in_and_a_producer_has_no_desk(client: Client) -> None:
    assert client.get(url("office")).status_code == 302
    client.force_login(make.person(Role.PRODUCER, make.producer().unit).user)
    assert [client.get(url(name)).status_code for name in ("office", "office_csv", "office_settings")] == [403] * 3


def test_papers_open_only_through_their_own_dossier(client: Client) -> None:
    office = make.office()
    mine, other = make.fill(make.dossier()), make.fill(make.dossier("Khác", of=make.producer("HTX Khác")))
    client.force_login(office.officer.user)
    answer = client.get(url("office_file", mine.pk, mine.evidence.get().pk))
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert client.get(url("office_file", mine.pk, other.evidence.get().pk)).status_code == 404


def test_the_second_tab_gets_409_and_changes_nothing(client: Client) -> None:
    office, dossier = make.office(), make.dossier()
    client.force_login(office.officer.user)
    version = {"version": dossier.version}
    assert client.post(url("office_receive", dossier.pk), version).status_code == 302
    again = client.post(url("office_receive", dossier.pk), version)
    assert (again.status_code, "tải lại trang" in again.content.decode()) == (409, True)
    assert (Receipt.objects.count(), Dossier.objects.get().version) == (1, 2)
    rows = _rows(("criterion:1.1", "Thiếu hợp đồng"))
    assert client.post(url("office_return", dossier.pk), {**rows, "version": 1}).status_code == 409
    assert ReturnItem.objects.count() == 0
    assert client.post(url("office_receive", dossier.pk)).status_code == 409


def _rows(*rows: tuple[str, str], due: str = "") -> dict[str, Any]:
    day = due or f"{today() + timedelta(days=7):%d/%m/%Y}"
    sent: dict[str, Any] = {"muc-TOTAL_FORMS": len(rows), "muc-INITIAL_FORMS": 0}
    for number, (target, reason) in enumerate(rows):
        sent |= {f"muc-{number}-target": target, f"muc-{number}-reason": reason, f"muc-{number}-due_on": day}
    return sent


def test_a_return_by_the_page_reads_the_day_first(client: Client) -> None:
    office, dossier = make.office(), make.dossier(state=S.COMMUNE_RECEIVED)
    client.force_login(office.officer.user)
    address = url("office_return", dossier.pk)
    ticked = client.get(address, {"muc": ["criterion:1.1", "field:M02.history", "field:no-such"]}).context["formset"]
    assert [form["target"].value() for form in ticked] == ["criterion:1.1", "field:M02.history"]
    more = client.post(address, {**_rows(("criterion:1.1", "Thiếu")), "add": "1"}).context["formset"]
    assert [form["reason"].value() for form in more] == ["Thiếu", None]
    lost = client.post(address, {"muc-0-target": "criterion:1.1", "version": 1})
    assert (lost.status_code, "TOTAL_FORMS)" in lost.content.decode()) == (422, False)
    assert "Trang này thiếu một phần hoặc đã cũ." in lost.content.decode()
    wrong = client.post(address, {**_rows(("criterion:1.1", "Thiếu"), due="31/02/2027"), "version": 1})
    assert (wrong.status_code, ReturnItem.objects.count()) == (422, 0)
    due = today() + timedelta(days=7)
    sent = {**_rows(("criterion:1.1", "Thiếu"), ("paper:E12", "Quá hạn")), "version": 1}
    assert client.post(address, sent).status_code == 302
    assert set(ReturnItem.objects.values_list("target", "key", "due_on")) == {
        ("criterion", "1.1", due), ("paper", "E12", due),
    }  # fmt: skip


def test_judging_by_the_page(client: Client) -> None:
    office, dossier = make.office(), make.dossier(state=S.COMMUNE_RECEIVED)
    item = make.item(dossier, office.officer, ReturnItem.State.ANSWERED)
    client.force_login(office.officer.user)
    address = url("office_judge", dossier.pk, item.pk)
    assert client.post(address, {"verdict": "reopen", "state": "answered", "reason": ""}).status_code == 422
    assert client.post(address, {"verdict": "accept", "state": "answered"}).status_code == 302
    assert client.post(address, {"verdict": "accept", "state": "answered"}).status_code == 409
    strange = make.item(make.dossier("Khác"), office.officer, ReturnItem.State.ANSWERED)
    assert client.post(url("office_judge", dossier.pk, strange.pk), {}).status_code == 404
    assert dossier.return_items.get().state == ReturnItem.State.ACCEPTED


def test_checking_settings_and_proposing_by_the_pages(client: Client) -> None:
    office, dossier = make.office(), make.dossier(state=S.COMMUNE_RECEIVED)
    make.report(dossier)
    client.force_login(office.officer.user)
    sent = {"present": ["form_01"], "note": "Đủ", "version": 0}
    assert client.post(url("office_check", dossier.pk), sent).status_code == 302
    assert client.post(url("office_check", dossier.pk), sent).status_code == 409
    assert client.get(url("office_settings")).status_code == 403
    client.force_login(office.leader.user)
    chosen = {"second_blank": "round", "clock": "pause", "source": "", "version": 0}
    assert client.post(url("office_settings"), chosen).status_code == 302
    assert client.post(url("office_settings"), {**chosen, "clock": "never"}).status_code == 422
    assert IntakeRules.objects.get().clock == "pause"
    proposal = {"version": 1, "report_version": 1}
    assert client.post(url("office_propose", dossier.pk), {**proposal, "report_version": 7}).status_code == 409
    assert client.post(url("office_propose", dossier.pk), proposal).status_code == 302
    assert client.post(url("office_propose", dossier.pk), proposal).status_code == 409
    assert Dossier.objects.get().state == S.PROPOSED


def shown(dossier: Dossier, with_sensitive: bool) -> dict[str, tuple[Any, bool]]:
    groups = reading.read_values(dossier, with_sensitive)
    return {value.path: (value.shown, value.hidden) for group in groups for value in group.values}


def test_personal_data_leaves_the_server_only_for_offices() -> None:
    dossier = make.fill(make.dossier())
    dossier.values.create(path="M02.address", value="Ấp Thạnh Lộc")
    told = shown(dossier, with_sensitive=True)
    assert (told["M02.phone"], told["M02.representative_sex"]) == (("0900000000", False), ("Nam", False))
    kept = shown(dossier, with_sensitive=False)
    assert (kept["M02.phone"], kept["M02.representative_sex"]) == ((None, True), (None, True))
    assert (kept["M02.representative_ethnicity"], kept["M02.address"]) == ((None, False), ("Ấp Thạnh Lộc", False))
    dossier.producer.legal_form = LegalForm.PRODUCING_HOUSEHOLD
    assert shown(dossier, with_sensitive=False)["M02.address"] == (None, True)


def test_a_signers_page_does_not_hold_personal_data(client: Client) -> None:
    office, dossier = make.office(), make.fill(make.dossier(state=S.PROPOSED))
    for actor, seen in ((office.clerk, True), (make.person(Role.SIGNER, make.agency_unit()), False)):
        client.force_login(actor.user)
        assert ("0900000000" in client.get(url("office_dossier", dossier.pk)).content.decode()) is seen


def test_values_are_said_for_people() -> None:
    told = shown(make.fill(make.dossier()), with_sensitive=True)
    assert told["M02.founded_on"][0].isoformat() == "2021-03-15"
    assert told["M02.existing_papers"][0] == ["Giấy đăng ký kinh doanh", "Đã công bố chất lượng sản phẩm theo quy định"]
    values = {v.path: v for g in reading.read_values(make.dossier("Khác"), True) for v in g.values}
    assert values["M02.history"].shown is None


def test_changes_are_told_against_the_filing_before() -> None:
    dossier = make.fill(make.dossier())
    assert reading.read_changes(dossier) == []
    dossier.values.filter(path="M02.history").update(value="Từ năm 1999.")
    dossier.answers.filter(criterion="1.1").update(option="")
    changes = {c.key: (c.before, c.after) for c in reading.read_changes(dossier)}
    assert changes["M02.history"] == ("Tổ làm mắm từ năm 1998.", "Từ năm 1999.")
    assert (len(changes), changes["1.1"][1]) == (2, "Lời khai 1.1")
    before = dossier.filings.get()
    dossier.filings.filter(pk=before.pk).update(manifest=[{"sha256": "a" * 64, "title": "Giấy cũ"}])
    now = reading.current_snapshot(dossier)
    make.file_snapshot(dossier, now, [{"sha256": "b" * 64, "title": "Giấy mới"}])
    again = {(c.kind, c.before, c.after) for c in reading.read_changes(dossier)}
    assert ("paper", "Giấy cũ", "") in again
    assert ("paper", "", "Giấy mới") in again
    assert ("field", "Tổ làm mắm từ năm 1998.", "Từ năm 1999.") in again


def test_the_producer_is_told_of_each_act() -> None:
    office, dossier = make.office(), make.dossier()
    member = make.person(Role.PRODUCER, dossier.producer.unit)
    make.report(dossier)
    due = today() + timedelta(days=7)
    with hearing() as told:
        intake.receive_at_commune(dossier, office.officer)
        intake.return_from_commune(dossier, [intake.NewItem("criterion", "1.1", "Thiếu", due)], office.officer)
        dossier.return_items.update(state=ReturnItem.State.ACCEPTED)
        Dossier.objects.update(state=S.COMMUNE_RECEIVED)
        dossier.refresh_from_db()
        reporting.propose(dossier, office.leader)
    received, returned, proposed = told
    assert [one.text % one.values for one in told] == [
        f"UBND Xã Trung Hưng đã nhận hồ sơ Mắm cá Bà Đầm. Số phiếu {dossier.receipts.get().number}.",
        "UBND Xã Trung Hưng trả lại hồ sơ Mắm cá Bà Đầm, số mục cần sửa: 1.",
        "UBND Xã Trung Hưng đã đề nghị cấp tỉnh đánh giá, phân hạng Mắm cá Bà Đầm.",
    ]
    assert {(one.people, one.mail_to, one.subject) for one in told} == {
        ((member.user_id,), "htx@vi-du.vn", str(dossier.pk))
    }
    assert (received.urgent, returned.urgent, proposed.urgent) == (False, True, False)
    assert (returned.due_on, received.due_on) == (due, None)


def test_a_return_is_told_only_to_its_readers_and_while_it_waits() -> None:
    dossier = make.dossier()
    member = make.person(Role.PRODUCER, dossier.producer.unit)
    subjects = {str(dossier.pk)}
    assert notices.still_returned(member, subjects) == set()
    Dossier.objects.update(state=S.COMMUNE_RETURNED)
    assert notices.still_returned(member, subjects) == subjects
    assert notices.readable(member, subjects) == subjects
    assert notices.still_returned(NOBODY, subjects) == notices.readable(NOBODY, subjects) == set()
