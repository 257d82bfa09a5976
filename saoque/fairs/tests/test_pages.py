"""The fair's pages: what stands on them, files that come and go, and work that does not grow with the rows."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.fairs import importing
from saoque.fairs.actions import applications, fairs, plan
from saoque.fairs.jobs import make_cards, start_cards
from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair
from saoque.fairs.tests import factories as make
from saoque.fairs.todo import fairs_for, steps_for
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.files.store import open_stored
from saoque.kernel.papers import write_xlsx
from saoque.kernel.papers.sheets import read_sheet

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def sheet(rows: list[list[Any]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("khach.xlsx", write_xlsx(importing.head(), rows))


def row(name: str, product: str = "Kẹo dừa", star: Any = 4, day: str = "31/12/2027") -> list[Any]:
    return [name, "", "", "", 1, 0, product, star, day, "I", 80, "hộp", 45000]


def seated() -> tuple[Actor, Fair]:
    chief, fair = make.called()
    make.applied(fair)
    make.published(chief, fair)
    make.drawn(chief, fair)
    plan.assign_all(make.again(fair), actor=chief)
    fairs.settle(make.again(fair), actor=chief)
    return chief, make.again(fair)


def test_a_draft_is_nobody_elses_page() -> None:
    chief = make.boss()
    fair = fairs.open_fair(make.plan_of(), actor=chief)
    address = reverse("fairs:fair", args=[fair.slug])
    assert [who.get(address).status_code for who in (Client(), signed_in(make.boss()), signed_in(chief))] == [
        404,
        404,
        200,
    ]


def test_the_calendar_file_has_every_called_fair_from_first_to_last_day() -> None:
    _chief, fair = make.called()
    fairs.open_fair(make.plan_of(name="Nháp"), actor=make.boss())
    text = Client().get(reverse("fairs:feed")).content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART;VALUE=DATE:{fair.first_day:%Y%m%d}" in text
    assert f"DTEND;VALUE=DATE:{fair.last_day + timedelta(days=1):%Y%m%d}" in text
    assert "BEGIN:VALARM" not in text
    assert Client().get(reverse("fairs:event", args=[fair.slug])).content.decode().count("BEGIN:VEVENT") == 1


def test_guests_come_from_excel_after_a_preview_all_or_none() -> None:
    chief, fair = make.called()
    client, address = signed_in(chief), reverse("fairs:guests", args=[fair.slug])
    bad = [row("Khách một"), row("", star=9), row("Khách hai", day="hôm nào")]
    refused = client.post(address, {"table_sent": "1", "table": sheet(bad)})
    assert refused.status_code == 422
    assert [(one.row, one.text) for one in refused.context["faults"]] == [
        (3, "Thiếu tên đơn vị."),
        (3, "Ô «Sao» cần số từ 0 đến 5."),
        (4, "Ô «Sao đến ngày» cần ngày như 31/12/2027."),
    ]
    good = [row("Khách một"), row("Khách một", "Trà sen"), row("Khách hai")]
    shown = client.post(address, {"table_sent": "1", "table": sheet(good)})
    assert (shown.status_code, Exhibitor.objects.count()) == (200, 0)
    client.post(reverse("fairs:write_guests", args=[fair.slug]), {"signed": shown.context["signed"]})
    assert (Exhibitor.objects.count(), Exhibit.objects.count()) == (2, 3)


def test_the_template_reads_back_as_one_good_row() -> None:
    make.here()
    rows, faults = importing.read_rows(read_sheet(BytesIO(importing.template()), "mau.xlsx", 10))
    assert [len(rows), [one.text for one in faults if "tỉnh" not in one.text]] == [1, []]


def test_only_the_own_reasons_are_read_and_only_once_published() -> None:
    chief, fair = make.called()
    owner, mine = make.applied(fair)
    other, _theirs = make.applied(fair, "Mật ong")
    address = reverse("fairs:application", args=[mine.pk])
    assert "Ban tổ chức chưa công bố" in signed_in(owner).get(address).content.decode()
    make.published(chief, fair)
    assert "Xếp thứ 1 trong 2 đơn vị đủ điều kiện." in signed_in(owner).get(address).content.decode()
    assert signed_in(other).get(address).status_code == 404


def test_what_opens_behind_the_code_at_a_booth() -> None:
    _chief, fair = seated()
    code = Booth.objects.get(exhibitor__isnull=False).code
    page = Client().get(reverse("fairs:booth", args=[fair.slug, code])).content.decode()
    assert "Mắm cá" in page
    assert "80.000" in page


def test_the_sheets_of_codes_are_one_pdf(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path
    chief, fair = seated()
    kept = make_cards(start_cards(fair, actor=chief))
    with open_stored(kept) as file:
        assert file.read(5) == b"%PDF-"


def test_a_booth_is_filled_and_moved_from_the_plan() -> None:
    chief, fair = make.called()
    _owner, mine = make.applied(fair)
    make.published(chief, fair)
    booth, client = make.drawn(chief, fair)[2], signed_in(chief)
    address = reverse("fairs:place", args=[fair.slug, booth.code])
    client.post(address, {"act": "xep", "exhibitor": mine.pk, "version": 1})
    client.post(address, {"act": "doi-cho", "step": "phai", "version": 2})
    moved = Booth.objects.get(pk=booth.pk)
    assert (moved.exhibitor_id, moved.column, moved.row) == (mine.pk, booth.column + 1, booth.row)
    page = client.get(reverse("fairs:plan", args=[fair.slug])).content.decode()
    assert page.count('class="booth booth-taken"') == 1


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_as_much_for_one_row_as_for_many() -> None:
    chief, fair = make.called(booths_planned=400)
    client = signed_in(chief)
    applications.take_guests(make.again(fair), [make.guest()], actor=chief)
    names = ("fairs:home", "fairs:exhibitors", "fairs:plan", "fairs:plan_print")
    where = [reverse(name, args=[] if name == "fairs:home" else [fair.slug]) for name in names]
    make.drawn(chief, fair, 1, 1)
    before = [count(client, one) for one in where]
    applications.take_guests(make.again(fair), [make.guest(f"Khách {n}") for n in range(30)], actor=chief)
    make.drawn(chief, fair, 20, 20)
    make.called(chief, name="Hội chợ khác")
    assert [count(client, one) for one in where] == before


def test_what_waits_for_organiser_and_producer() -> None:
    chief, fair = make.called()
    owner, _mine = make.applied(make.called(chief, name="Hội chợ kia")[1])
    assert {one.title for one in steps_for(chief)} == {fair.name, "Hội chợ kia"}
    assert [one.title for one in fairs_for(owner)] == [f"Đăng ký dự {fair.name}"]
    assert fair.apply_until == today()


def test_a_ground_that_is_not_drawn_yet_offers_drawing_alone() -> None:
    chief, fair = make.called()
    page = signed_in(chief).get(reverse("fairs:plan", args=[fair.slug])).content.decode()
    assert [reverse(f"fairs:{name}", args=[fair.slug]) in page for name in ("draw", "seat_all", "cards", "plan_print")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_booth_that_is_dragged_hears_its_version_or_why_it_goes_back() -> None:
    chief, fair = make.called()
    a, b, _c = make.drawn(chief, fair)
    client = signed_in(chief)
    plan_page = reverse("fairs:plan", args=[fair.slug])

    def drag(booth: Booth, column: int, row: int, version: int) -> tuple[int, Any]:
        told = {"act": "doi-cho", "column": column + 1, "row": row + 1, "version": version}
        address = reverse("fairs:place", args=[fair.slug, booth.code])
        answer = client.post(address, told, headers={"accept": "application/json"})
        return answer.status_code, answer.json()

    assert 'data-booth="A01" data-column="0" data-row="0" data-version="1"' in client.get(plan_page).content.decode()
    assert drag(a, 5, 3, 1) == (200, {"version": 2})
    assert drag(b, 5, 3, 1) == (422, {"error": "Ô này đã có gian khác. Hãy chọn ô trống."})
    assert drag(b, 500, 3, 1) == (422, {"error": "Ô này nằm ngoài sơ đồ."})
    assert drag(a, 6, 3, 1)[0] == 409
    assert list(Booth.objects.order_by("code").values_list("column", "row", "version")) == [
        (5, 3, 2),
        (1, 0, 1),
        (2, 0, 1),
    ]
    Fair.objects.update(state="running")
    assert drag(b, 7, 3, 1)[0] == 422
    assert "data-drag" not in client.get(plan_page).content.decode()
