"""Lists over a crowd: the agency's table with the council's figures, its files, and queries that do not grow with rows."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.councils.models import Assessment
from saoque.dossiers.export import make_xlsx, start_xlsx, table
from saoque.dossiers.lists import Filters, Row, dossier_rows
from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.kernel.files.store import open_stored
from saoque.people.actors import actor_for
from saoque.people.models import Membership, User
from saoque.people.roles import Role
from saoque.producers.models import Product
from saoque.site.demo.fill import Filled

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("crowd")]


def holder(role: str) -> User:
    return Membership.objects.filter(role=role).select_related("user").order_by("pk")[0].user


def clerk() -> Actor:
    return actor_for(holder(Role.AGENCY_CLERK))


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def test_the_agency_sorts_by_the_councils_mean(crowd: Filled) -> None:
    rows: list[Row] = list(dossier_rows(clerk(), Filters(), "mean").page.object_list)
    closed = {a.dossier_id: a for a in Assessment.objects.filter(state="closed")}
    means = [closed[row.pk].mean for row in rows if row.pk in closed]
    assert means == sorted(means, key=lambda mean: -(mean or 0))
    assert [row.pk in closed for row in rows] == [True] * len(means) + [False] * (len(rows) - len(means))
    for row in rows:
        shown = closed.get(row.pk)
        if shown is None:
            assert tuple(row.extra[1:]) == ("", "")
            continue
        assert shown.mean is not None and shown.spread is not None
        assert row.extra[0] == shown.sheets
        assert Decimal(row.extra[1].replace(",", ".")) == shown.mean
        assert Decimal(row.extra[2].replace(",", ".")) == shown.spread


def test_the_list_asks_as_often_for_one_row_as_for_fifty(crowd: Filled) -> None:
    actor = clerk()
    one = Dossier.objects.filter(state="recognised").select_related("product")[0]
    by_code, by_place = Filters(q=one.product_code), Filters(q="92")
    assert len(dossier_rows(actor, by_code, "mean").page.object_list) == 1
    assert len(dossier_rows(actor, by_place, "mean").page.object_list) > 40
    assert queries(lambda: dossier_rows(actor, by_code, "mean")) == 4
    assert queries(lambda: dossier_rows(actor, by_place, "mean")) == 4
    assert len(dossier_rows(actor, Filters(state="agency_returned"), "mean").page.object_list) == 1
    assert queries(lambda: dossier_rows(actor, Filters(state="agency_returned"), "mean")) == 5
    assert queries(lambda: dossier_rows(actor, Filters(), "mean")) == 5


def test_the_catalogue_asks_as_often_for_one_product_as_for_a_page(crowd: Filled, client: Client) -> None:
    one = Product.objects.filter(is_public=True)[0]
    place = reverse("catalogue")
    client.get(place)
    many = queries(lambda: client.get(place, {"q": "ba"}))
    assert queries(lambda: client.get(place, {"q": one.search.strip()})) == many


def test_the_files_hold_every_visible_dossier_once(crowd: Filled, client: Client) -> None:
    actor = clerk()
    head, rows = table(actor, Filters(), "mean")
    lines = [[str(cell) for cell in row] for row in rows]
    visible = Dossier.objects.filter(filed_at__isnull=False).exclude(
        state__in=["draft", "filed", "commune_received", "commune_returned", "withdrawn"]
    )
    assert {int(line[0]) for line in lines} >= set(visible.values_list("pk", flat=True))
    assert len({line[0] for line in lines}) == len(lines)

    client.force_login(holder(Role.AGENCY_CLERK))
    sent = client.get(reverse("dossiers:office_csv"), {"sort": "mean"})
    text = b"".join(sent.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert list(csv.reader(io.StringIO(text))) == [head, *lines]

    job = start_xlsx(actor, Filters(), "mean")
    with open_stored(make_xlsx(job)) as file, zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    firsts = re.findall(r'<row r="\d+"[^>]*><c r="A\d+"[^>]*><v>(\d+)</v>', sheet)
    assert firsts == [line[0] for line in lines]
