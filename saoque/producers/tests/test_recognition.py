"""A paper is read in the background, its words are proposed, a person confirms; without an engine all goes on."""

import datetime as dt
from typing import Any

import img2pdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.producers import actions
from saoque.producers.actions.recognition import JOB, reading_when_opened
from saoque.producers.models import Paper, Recognition
from saoque.producers.recognition.words import from_rows
from saoque.producers.tests import factories
from saoque.producers.tests.scans import SAFE_FOOD, SHEETS, Sheet, scan

pytestmark = pytest.mark.django_db
FOUND = {
    "kind": "food_certificate_nlts",
    "number": "128/2026/NNMT-CTY",
    "issuer": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    "issued_on": "2026-08-16",
    "expires_on": "2029-08-15",
}


def read(paper: Paper) -> Recognition:
    """Let the worker do what waits for this paper."""
    for job in Job.objects.filter(kind=JOB, key=str(paper.pk), state="waiting"):
        run.func(str(job.pk))
        job.refresh_from_db()
        assert job.state == "done"
    return Recognition.objects.get(paper=paper)


def owner_with(upload: SimpleUploadedFile, **data: Any) -> tuple[Client, Any, Paper]:
    actor, producer = factories.owner()
    paper = actions.put_paper(actor, producer, upload, data)  # type: ignore[arg-type]
    client = Client()
    client.force_login(actor.user)
    return client, actor, paper


def test_a_paper_put_in_among_many_is_read_when_somebody_opens_it() -> None:
    with reading_when_opened():
        client, _actor, paper = owner_with(scan())
    assert (Recognition.objects.count(), Job.objects.filter(kind=JOB).count()) == (0, 0)
    for _time in range(2):
        page = client.get(reverse("producers:paper_edit", args=[paper.pk])).content.decode()
        assert "Máy đang đọc chữ trên giấy." in page
    assert (Recognition.objects.get().paper_id, Job.objects.filter(kind=JOB).count()) == (paper.pk, 1)
    actions.put_paper(_actor, paper.producer, scan(tilt=0.4))
    assert Job.objects.filter(kind=JOB).count() == 2


@pytest.mark.parametrize("tilt", [0.8, -1.5])
def test_a_scan_is_read_and_proposed(tilt: float) -> None:
    paper = owner_with(scan(tilt=tilt))[2]
    assert Recognition.objects.get(paper=paper).state == "waiting"
    found = read(paper)
    assert (found.state, {p["field"]: p["value"] for p in found.proposals}) == ("read", FOUND)
    stored = Paper.objects.get(pk=paper.pk)
    assert (stored.kind, stored.number, stored.expires_on) == ("", "", None)  # proposals are not taken by themselves
    words = from_rows(found.words)
    number = next(p for p in found.proposals if p["field"] == "number")
    assert [words[place].text for place in number["words"]] == ["128/2026/NNMT-CTY"]
    left, top, right, bottom = words[number["words"][0]].box
    assert 130 < left < 190 and 380 < right < 520 and 100 < top < bottom < 150
    assert [r.action for r in history(found)] == ["tell_read"]


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.lines != SAFE_FOOD], ids=lambda one: one.kind)
def test_papers_of_many_kinds_are_proposed_and_taken_by_nobody_but_a_person(sheet: Sheet) -> None:
    client, _actor, paper = owner_with(scan(sheet.lines))
    found = read(paper)
    said = {proposal["field"]: proposal["value"] for proposal in found.proposals}
    assert [said.get(name, "") for name in ("kind", "number", "issued_on", "expires_on")] == [
        sheet.kind, sheet.number, sheet.issued_on, sheet.expires_on,
    ]  # fmt: skip
    assert all(proposal["words"] for proposal in found.proposals)  # each stands on words that the page highlights
    stored = Paper.objects.get(pk=paper.pk)
    assert (stored.kind, stored.number, stored.issued_on, stored.expires_on) == ("", "", None, None)
    shown = client.get(reverse("producers:paper_edit", args=[paper.pk]), {"dien": "1"}).context["form"]
    assert [shown["kind"].value(), shown["number"].value()] == [sheet.kind, sheet.number]


def test_pages_of_a_pdf_are_read_up_to_the_third() -> None:
    blank = ("",)
    sheets = [scan(lines).read() for lines in (SAFE_FOOD[:9], blank, SAFE_FOOD[9:], ("Số: 999/X",))]
    paper = owner_with(SimpleUploadedFile("giay.pdf", img2pdf.convert(sheets)))[2]
    found = read(paper)
    assert {p["field"]: p["value"] for p in found.proposals} == FOUND
    assert [page.number for page in found.pages.all()] == [1, 2, 3]
    pages = {word.page for word in from_rows(found.words)}
    assert pages == {1, 3}


def test_without_an_engine_the_form_works_and_says_so() -> None:
    client, _actor, paper = owner_with(scan())
    with override_settings(TESSERACT="khong-co-chuong-trinh-nay"):
        assert (read(paper).state, read(paper).proposals) == ("absent", [])
    edit = reverse("producers:paper_edit", args=[paper.pk])
    assert "Chưa đọc được trên máy này" in client.get(edit).content.decode()
    answer = client.post(edit, {"version": 1, "title": "Giấy ATTP", "kind": "E02"})
    assert (answer.status_code, Paper.objects.get().kind, read(paper).state) == (302, "E02", "absent")


def test_an_engine_that_fails_is_no_failure_of_the_site(tmp_path: Any) -> None:
    program = tmp_path / "hong"
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && exit 0\nexit 3\n')
    program.chmod(0o755)
    client, _actor, paper = owner_with(scan())
    with override_settings(TESSERACT=str(program)):
        assert read(paper).state == "failed"
    assert (
        "Máy không đọc được giấy này" in client.get(reverse("producers:paper_edit", args=[paper.pk])).content.decode()
    )


def test_a_paper_without_words_proposes_nothing() -> None:
    client, _actor, paper = owner_with(factories.picture(400, 300))
    found = read(paper)
    assert (found.state, found.proposals, found.words) == ("read", [], [])
    page = client.get(reverse("producers:paper_edit", args=[paper.pk])).content.decode()
    assert "Không thấy số giấy hay ngày tháng nào rõ ràng" in page


def test_a_person_looks_over_and_confirms() -> None:
    client, _actor, paper = owner_with(scan(), number="SỐ TỰ GÕ")
    edit = reverse("producers:paper_edit", args=[paper.pk])
    assert "Máy đang đọc chữ trên giấy" in client.get(edit).content.decode()
    read(paper)
    shown = client.get(edit)
    assert shown.context["form"]["expires_on"].value() is None
    assert shown.content.decode().count('class="seen-mark') == sum(
        len(p["words"]) for p in Recognition.objects.get().proposals
    )
    filled = client.get(edit, {"dien": "1"}).context["form"]
    assert [filled[name].value() for name in ("kind", "number", "issued_on", "expires_on")] == [
        FOUND["kind"], "SỐ TỰ GÕ", dt.date(2026, 8, 16), dt.date(2029, 8, 15),
    ]  # fmt: skip
    sent = {
        "version": 1, "title": "Giấy ATTP", "kind": FOUND["kind"], "number": "129/2026", "issuer": FOUND["issuer"],
        "issued_on": "16/08/2026", "expires_on": "15/08/2029",
    }  # fmt: skip
    client.post(edit, sent)
    stored, found = Paper.objects.get(), Recognition.objects.get()
    assert (stored.number, stored.expires_on) == ("129/2026", dt.date(2029, 8, 15))
    assert (found.state, found.confirmed_by_id) == ("confirmed", stored.added_by_id)
    assert history(found).last().data == {"taken": ["kind", "issuer", "issued_on", "expires_on"]}
    client.post(edit, {**sent, "version": 2, "number": "130/2026"})
    assert [r.action for r in history(found)] == ["tell_read", "confirm"]


def test_a_refused_save_confirms_nothing() -> None:
    _client, actor, paper = owner_with(scan())
    read(paper)
    with pytest.raises(DomainError):
        actions.rename_paper(actor, paper, {"title": "", "kind": "E02"})
    assert Recognition.objects.get().state == "read"


def test_reading_twice_changes_nothing() -> None:
    paper = owner_with(scan())[2]
    before = read(paper)
    job = Job.objects.get(kind=JOB)
    Job.objects.filter(pk=job.pk).update(state="waiting")
    after = read(paper)
    assert (after.read_at, after.words, after.pages.count()) == (before.read_at, before.words, 1)


def test_strangers_see_no_page() -> None:
    client, _actor, paper = owner_with(scan())
    read(paper)
    url = reverse("producers:paper_page", args=[paper.pk, 1])
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert client.get(reverse("producers:paper_page", args=[paper.pk, 2])).status_code == 404
    client.force_login(factories.owner()[0].user)
    assert client.get(url).status_code == 404


def test_the_paper_page_costs_the_same_with_more_words(django_assert_num_queries: Any) -> None:
    client, _actor, paper = owner_with(scan())
    found = read(paper)
    edit = reverse("producers:paper_edit", args=[paper.pk])
    for times in (1, 3):
        Recognition.objects.filter(pk=found.pk).update(proposals=found.proposals * times)
        with django_assert_num_queries(9):
            assert client.get(edit).status_code == 200
