"""Lists, counts and tables: nothing hidden shows, the number of queries stays, other rooms can add to them."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.dossiers import export, lists
from saoque.dossiers.lists import Filters, dossier_rows
from saoque.dossiers.models import Dossier, DossierState, ReturnItem
from saoque.dossiers.queries_office import LIMIT, ready_dossiers, todo_for
from saoque.dossiers.tests import office_factories as make
from saoque.kernel.access import Actor
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import NotAllowed
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db
S = DossierState


@pytest.fixture
def no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this room's columns and orders, whatever is installed above it."""
    monkeypatch.setattr(lists, "_columns", {})
    monkeypatch.setattr(lists, "_sorts", dict(lists._sorts))


def names(actor: Actor, sort: str = "due", page: int = 1, **filters: str) -> list[str]:
    return [row.product for row in dossier_rows(actor, Filters(**filters), sort, page).page.object_list]


def elsewhere(**fields: Any) -> Dossier:
    return make.dossier("Mắm cá Bà Đầm", of=make.producer("HTX Trường Long", make.truong_long()), **fields)


def test_a_hidden_row_that_would_match_is_nowhere(client: Client) -> None:
    office = make.office()
    make.dossier("Mắm cá Bà Đầm")
    make.dossier("Mắm cá nháp", S.DRAFT)
    elsewhere()
    for filters in ({}, {"q": "mam ca ba dam"}, {"state": S.FILED}, {"state": "todo"}, {"scorecard": "QD26-08"}):
        assert names(office.officer, **filters) == ["Mắm cá Bà Đầm"], filters
        counts = dossier_rows(office.officer, Filters(**filters)).counts
        assert (counts["all"], counts["todo"], counts.get(S.FILED), counts.get(S.DRAFT)) == (1, 1, 1, None)
    assert names(office.officer, q="truong long") == []
    assert dossier_rows(office.officer, Filters(q="truong long")).counts["all"] == 0
    client.force_login(office.officer.user)
    page = client.get(reverse("dossiers:office"), {"q": "mam"}).content.decode()
    assert ("Trường Long" in page, "nháp" in page) == (False, False)


def test_exports_hold_what_is_seen_and_nothing_else() -> None:
    office = make.office()
    make.dossier("Chờ xã", S.FILED)
    make.dossier("Lên tỉnh", S.PROPOSED)
    far = make.person(Role.AGENCY_CLERK, make.agency_unit(make.dong_thap()))
    assert [row[2] for row in export.table(office.clerk, Filters(), "due")[1]] == ["Lên tỉnh"]
    assert list(export.table(far, Filters(), "due")[1]) == []
    with pytest.raises(NotAllowed):
        export.table(office.officer, Filters(), "due")


def test_search_needs_no_marks_and_begins_words() -> None:
    officer = make.office().officer
    make.dossier("Mắm cá Bà Đầm", product_code="92-31153-07-2026")
    make.dossier("Ong Nhà Trọng")
    for query in ("mam ca", "BÀ ĐẦM", "dam mam", "31153 07", "thanh nien ba"):
        assert names(officer, q=query) == ["Mắm cá Bà Đầm"], query
    assert names(officer, q="am ca") == []
    assert names(officer, q="%") == names(officer, q="") != []


def test_orders() -> None:
    clerk = make.office().clerk
    make.dossier("Bưởi", S.PROPOSED, due_on=date(2026, 12, 1), self_total=60)
    make.dossier("Ấu", S.PROPOSED, due_on=None, self_total=90)
    make.dossier("Đậu", S.PROPOSED, due_on=date(2026, 11, 1), self_total=75)
    assert names(clerk) == ["Đậu", "Bưởi", "Ấu"]
    assert names(clerk, "product") == ["Ấu", "Bưởi", "Đậu"]
    assert names(clerk, "points") == ["Ấu", "Đậu", "Bưởi"]
    assert names(clerk, "no-such-order") == names(clerk, "due")


def test_a_commune_sees_no_points_and_cannot_sort_by_them(client: Client) -> None:
    officer = make.office().officer
    dossier = make.fill(make.dossier(state=S.COMMUNE_RECEIVED, self_total=87))
    assert "points" not in [sort.name for sort in lists.sorts_for(officer)]
    client.force_login(officer.user)
    for name, args in (("office", []), ("office_dossier", [dossier.pk]), ("office_report", [dossier.pk])):
        page = client.get(reverse(f"dossiers:{name}", args=args)).content.decode().split("<main")[1].split("</main")[0]
        assert ("87" in page, 'class="stars' in page) == (False, False), name


def test_pages_hold_fifty_and_a_page_too_far_is_the_last() -> None:
    officer = make.office().officer
    for number in range(53):
        make.dossier(f"Sản phẩm {number:02d}", due_on=today() + timedelta(days=number))
    assert [len(names(officer, page=page)) for page in (1, 2, 9)] == [50, 3, 3]
    assert dossier_rows(officer, Filters()).counts["all"] == 53


def queries(act: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def test_the_number_of_queries_does_not_grow(client: Client) -> None:
    office = make.office()
    pages = {
        "list": lambda: dossier_rows(office.clerk, Filters()).page.object_list,
        "csv": lambda: list(export.table(office.clerk, Filters(), "due")[1]),
        "todo": lambda: list(todo_for(office.officer)),
    }
    first = make.dossier(state=S.AGENCY_RECEIVED)
    make.item(first, office.officer, ReturnItem.State.ANSWERED)
    make.dossier("Một", S.FILED)
    one = {name: queries(act) for name, act in pages.items()}
    for number in range(12):
        made = make.dossier(f"Khác {number}", S.AGENCY_RECEIVED)
        make.item(made, office.officer, ReturnItem.State.ANSWERED)
        make.dossier(f"Chờ {number}", S.FILED)
    assert {name: queries(act) for name, act in pages.items()} == one


def test_one_dossiers_page_costs_the_same_with_much_in_it(client: Client) -> None:
    office = make.office()
    dossier = make.fill(make.dossier(state=S.COMMUNE_RECEIVED))
    make.item(dossier, office.officer)
    client.force_login(office.officer.user)
    url = reverse("dossiers:office_dossier", args=[dossier.pk])
    client.get(url)
    few = queries(lambda: client.get(url))
    for number in range(10):
        make.add_paper(dossier, f"Giấy {number}", "E04", "1.6")
        make.item(dossier, office.officer, key="1.2")
    assert queries(lambda: client.get(url)) == few


def test_other_rooms_add_columns_and_orders_for_agencies(no_extra: None) -> None:
    office = make.office()
    low = make.dossier("Thấp", S.PROPOSED, self_a=10)
    high = make.dossier("Cao", S.PROPOSED, self_a=30)
    asked: list[list[int]] = []

    def cells(ids: Any) -> dict[int, list[str]]:
        asked.append(list(ids))
        return {high.pk: ["78,40", "3,5"]}

    lists.add_columns("test", ["Điểm", "Độ lệch"], cells)
    lists.add_sort("test", "Điểm Hội đồng", lambda: [F("self_a").desc()])
    rows = dossier_rows(office.clerk, Filters(), "test")
    assert [(row.product, list(row.extra)) for row in rows.page.object_list] == [
        ("Cao", ["78,40", "3,5"]),
        ("Thấp", ["", ""]),
    ]
    assert (rows.extra_labels, asked) == (["Điểm", "Độ lệch"], [[high.pk, low.pk]])
    head, table = export.table(office.clerk, Filters(), "test")
    assert (head[-2:], [row[-2:] for row in table]) == (["Điểm", "Độ lệch"], [["78,40", "3,5"], ["", ""]])
    assert dossier_rows(office.officer, Filters(), "test").extra_labels == []


def test_the_csv_says_exactly_this(client: Client, no_extra: None) -> None:
    office = make.office()
    dossier = make.dossier(
        "=Mắm, «đặc biệt»", S.PROPOSED, product_code="92-31153-01-2026", due_on=date(2026, 6, 29), self_a=25, self_b=30,
        self_c=17,
    )  # fmt: skip
    client.force_login(office.clerk.user)
    answer = client.get(reverse("dossiers:office_csv"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    _head, row = list(csv.reader(io.StringIO(text[1:])))
    assert row == [
        str(dossier.pk), "92-31153-01-2026", "'=Mắm, «đặc biệt»", "HTX Thanh niên Trung Hưng", "Xã Trung Hưng",
        "Thành phố Cần Thơ", "QD26-08", lists.set_name("QD26-08"), "Lần đầu", "2026", "Đã đề nghị lên trên", "Cấp tỉnh",
        "25", "30", "17", "72", "4", f"{today():%d/%m/%Y}", "29/06/2026",
    ]  # fmt: skip


def test_excel_is_made_by_a_job_for_its_owner_only(client: Client) -> None:
    office = make.office()
    make.dossier("Mắm", S.PROPOSED)
    client.force_login(office.clerk.user)
    first = client.post(reverse("dossiers:office_xlsx"), {"q": "mam"})
    second = client.post(reverse("dossiers:office_xlsx"), {"q": "mam"})
    job = Job.objects.get(kind=export.KIND)
    assert first["Location"] == second["Location"] == reverse("dossiers:office_export", args=[job.pk])
    assert "Đang chờ" in client.get(first["Location"]).content.decode()
    assert client.get(reverse("dossiers:office_download", args=[job.pk])).status_code == 404
    run.func(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (Job.State.DONE, 1, 1)
    assert "Tải về" in client.get(first["Location"]).content.decode()
    content = b"".join(client.get(reverse("dossiers:office_download", args=[job.pk])).streaming_content)  # type: ignore[attr-defined]
    assert content[:2] == b"PK"
    client.force_login(office.head.user)
    assert client.get(first["Location"]).status_code == 404


def test_todo_lists_nearest_deadline_first_and_no_more_than_its_limit() -> None:
    office = make.office()
    for number in range(LIMIT + 3):
        make.dossier(f"P{number:02d}", S.COMMUNE_RECEIVED, due_on=today() + timedelta(days=40 - number))
    todo = list(todo_for(office.officer))
    assert (len(todo), todo[0].due_on, todo[-1].due_on) == (LIMIT, today() + timedelta(18), today() + timedelta(37))
    assert list(todo_for(office.leader)) == []
    make.report(Dossier.objects.get(product__name="P05"))
    assert [item.title for item in todo_for(office.leader)] == ["Đề nghị lên tỉnh: P05"]
    make.dossier("Lên tỉnh", S.PROPOSED)
    make.dossier("Của Bộ", S.PROPOSED, level="ministry")
    assert [item.title for item in todo_for(office.clerk)] == ["Nhận hồ sơ Lên tỉnh"]
    assert [item.title for item in todo_for(office.ministry)] == ["Nhận hồ sơ Của Bộ"]


def test_ready_for_a_council_is_received_and_settled() -> None:
    office = make.office()
    ready = make.dossier("Sẵn", S.AGENCY_RECEIVED)
    make.item(ready, office.officer, ReturnItem.State.ACCEPTED)
    make.item(make.dossier("Chưa", S.AGENCY_RECEIVED), office.clerk, ReturnItem.State.ANSWERED)
    make.dossier("Chờ nhận", S.PROPOSED)
    assert list(ready_dossiers(office.clerk)) == [ready]


@pytest.mark.parametrize(("working_days", "titles"), [(3, ["Sắp hết hạn của xã, chưa xem xong: Mắm"]), (4, [])])
def test_the_leader_is_told_when_the_communes_days_run_out(working_days: int, titles: list[str]) -> None:
    office = make.office()
    dossier = make.dossier("Mắm", S.COMMUNE_RECEIVED, due_on=add_working_days(today(), working_days))
    assert [item.title for item in todo_for(office.leader)] == titles
    make.report(dossier)
    assert [item.title for item in todo_for(office.leader)] == ["Đề nghị lên tỉnh: Mắm"]
