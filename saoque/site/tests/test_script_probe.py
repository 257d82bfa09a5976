"""What somebody types is shown as it was typed: it never runs, is never computed, and never becomes a formula."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from saoque.certificates.models import Certificate
from saoque.kernel.calendar import today
from saoque.kernel.files import open_stored
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.reminders.jobs import MORNING, make_morning_round
from saoque.site.demo.cast import story
from saoque.site.tests.addresses import EVERYBODY, Row, table
from saoque.site.tests.house import House, whole_house
from saoque.site.tests.probe import PROBE, SIGNS, carry_the_probe, spoil_the_story
from saoque.site.tests.rooms import offered

pytestmark = pytest.mark.xdist_group("probe")
SEEN = [row for row in table() if row.method == "get"]
MOST_PERSONAS = 5  # of those who may open the page; who may not is the matter of test_addresses.py
# Addresses that show a text which somebody typed; each must have shown the probe, else the test would prove nothing.
SHOWS = {
    "home", "catalogue", "product", "certificate", "certificates:sign_list", "today", "people:account", "people:units",
    "people:unit", "people:audit", "producers:home", "producers:detail", "producers:edit", "producers:drawer",
    "producers:product", "producers:edit_product", "producers:story", "producers:photos", "producers:paper_edit",
    "dossiers:list", "dossiers:begin", "dossiers:home", "dossiers:station", "dossiers:assessment", "dossiers:criterion",
    "dossiers:papers", "dossiers:filing", "dossiers:compare", "dossiers:returns", "dossiers:office",
    "dossiers:office_settings", "dossiers:office_dossier", "dossiers:office_report", "dossiers:office_report_print",
    "councils:home", "councils:council", "councils:session", "councils:minutes", "councils:assessment",
    "councils:advice", "councils:sheet", "councils:print_sheet",
}.union(*offered("SHOWS"))  # fmt: skip


@pytest.fixture(scope="module")
def spoiled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, House]]:
    """The house told with the probe in every text, and the same house with the product that went the whole way."""
    spoil_the_story()
    try:
        with django_db_blocker.unblock(), whole_house(tmp_path_factory.mktemp("probe")) as house:
            found = carry_the_probe()
            yield house, replace(house, things=house.things | found)
    finally:
        story.cache_clear()


@pytest.fixture
def houses(spoiled: tuple[House, House], settings: Any) -> Iterator[tuple[House, House]]:
    settings.FILES_ROOT = spoiled[0].files
    with transaction.atomic():
        yield spoiled
        transaction.set_rollback(True)


def _body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def _faults(kind: str, body: str) -> list[str]:
    """Say what is wrong with a page on which a probe may stand."""
    found = []
    if kind.startswith(("text/html", "image/svg")):
        found += [word for word in ("<script>alert", 'alert("x")', "<b>{{7*7}}", "<b>49") if word in body]
    told = html.unescape(body)
    found += [word for word in ("'>49", "49$", "${49}", "}}49") if word in told]
    return found


@pytest.mark.django_db  # has the test database made, for this module alone too
def test_what_shows_texts_are_addresses() -> None:
    assert {row.name for row in SEEN} >= SHOWS


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row.name)
def test_a_script_is_shown_and_never_run(houses: tuple[House, House], row: Row) -> None:
    faults, shown = [], False
    for house in houses:
        for persona in [one for one in EVERYBODY if row.expected[one] == 200][:MOST_PERSONAS]:
            response = house.client(persona).get(row.url(house))
            body, kind = _body(response), response.headers.get("Content-Type", "")
            assert response.status_code < 500
            faults += [(persona, word) for word in _faults(kind, body)]
            shown = shown or (kind.startswith("text/html") and PROBE[:30] in html.unescape(body))
    assert faults == []
    assert shown or row.name not in SHOWS


@pytest.mark.parametrize("name", ["dossiers:office_csv", "councils:export"])
def test_cells_of_a_table_never_begin_like_a_formula(houses: tuple[House, House], name: str) -> None:
    row = next(row for row in SEEN if row.name == name)
    for house in houses:
        response = house.client("agency_clerk").get(row.url(house))
        cells = [cell for line in csv.reader(io.StringIO(_body(response).lstrip("\ufeff"))) for cell in line]
        assert [cell for cell in cells if cell.startswith(SIGNS)] == []
        assert [cell for cell in cells if cell.startswith("'") and PROBE in cell] != []


def test_the_excel_table_has_no_formula(houses: tuple[House, House]) -> None:
    house = houses[0]
    job = Job.objects.get(pk=str(house.thing("job")))
    run.call(str(job.pk))
    response = house.client("agency_clerk").get(reverse("dossiers:office_download", args=[job.pk]))
    book = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]
    texts = html.unescape("".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml")))
    assert "<f>" not in texts
    assert f"'={PROBE}" in texts
    assert [sign for sign in SIGNS if f">{sign}{PROBE}" in texts] == []


def test_letters_are_plain_text(houses: tuple[House, House], mailoutbox: list[Any]) -> None:
    make_morning_round(Job(kind=MORNING, arguments={"day": today().isoformat()}))
    assert {(letter.content_subtype, tuple(getattr(letter, "alternatives", ()))) for letter in mailoutbox} == {
        ("plain", ())
    }
    assert all("\n" not in letter.subject for letter in mailoutbox)
    assert len([letter for letter in mailoutbox if PROBE in letter.body]) > 3
    assert [word for letter in mailoutbox for word in _faults("text/plain", letter.body)] == []


@pytest.mark.parametrize("code", ["M01", "M02", "M03"])
def test_official_papers_print_what_was_typed(houses: tuple[House, House], code: str) -> None:
    pk, client = houses[1].thing("dossier.before_council"), houses[1].client("commune_officer")
    word = client.get(reverse("dossiers:form_file", args=[pk, code, "docx"]))
    book = zipfile.ZipFile(io.BytesIO(word.content))
    written = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "<script" not in written
    assert PROBE in html.unescape(re.sub(r"<[^>]+>", "", written))
    printed = client.get(reverse("dossiers:form_file", args=[pk, code, "pdf"])).content
    assert "{{7*7}}${7*7}" in _printed(printed)
    assert b"/JavaScript" not in printed


def test_pages_of_official_papers_show_and_never_run(houses: tuple[House, House]) -> None:
    house = houses[1]
    pk, evidence = house.thing("dossier.before_council"), house.thing("evidence")
    for persona, address in [
        ("owner", reverse("dossiers:official_papers", args=[pk])),
        ("agency_clerk", reverse("dossiers:official_papers", args=[pk])),
        ("owner", reverse("dossiers:viewer", args=[pk, evidence])),
        ("agency_clerk", reverse("dossiers:viewer", args=[pk, evidence])),
    ]:
        response = house.client(persona).get(address)
        body = _body(response)
        assert (address, response.status_code, _faults("text/html", body)) == (address, 200, [])
        assert PROBE in html.unescape(body)


def _printed(content: bytes) -> str:
    """The words of a PDF without any space, because lines break where they must."""
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content))


def test_the_certificate_prints_what_was_typed(houses: tuple[House, House]) -> None:
    for job in Job.objects.filter(kind="certificate_pdf"):
        run.call(str(job.pk))
    certificate = Certificate.objects.get(code=str(houses[1].thing("certificate")))
    assert certificate.pdf is not None
    with open_stored(certificate.pdf) as content:
        told = _printed(content.read())
    assert "{{7*7}}${7*7}" in told
    assert '<script>alert("x")' in told
