"""Trial 6 in a dossier: a paper with a virus leaves what is still written, opens nobody, and its owner is told what to do."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from saoque.dossiers.actions.writing import attach_paper, put_new_paper
from saoque.dossiers.completeness import MUST, check_completeness
from saoque.dossiers.models import Dossier, Evidence
from saoque.dossiers.papers.whole import bound_pdf, packed_zip
from saoque.dossiers.tests.factories import draft, officer
from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError
from saoque.kernel.files.scanning import quarantine
from saoque.kernel.models import StoredFile
from saoque.producers.tests.factories import pdf

pytestmark = pytest.mark.django_db(transaction=True)
S = StoredFile.Scan
AWAY = "127.0.0.1:1"  # a scanner is set up, and does not answer


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filed(dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(state="filed", filed_at="2026-11-20T08:00:00+07:00")
    dossier.refresh_from_db()


def test_a_paper_with_a_virus_leaves_the_draft_and_its_owner_is_told() -> None:
    here, dossier = draft()
    one = put_new_paper(dossier, pdf(), {"title": "Hợp đồng"}, "1.5", here.actor)
    quarantine(one.paper.file.sha256, "Eicar-Test-Signature")
    assert not Evidence.objects.exists()
    assert "drop_infected" in [record.action for record in history(dossier)]
    mine = client_of(here.user)
    today = mine.get("/hom-nay/").content.decode()
    assert "Giấy có mã độc: Hợp đồng" in today
    assert "rồi chụp hay xuất lại giấy và gửi bản sạch." in today
    drawer = mine.get(reverse("producers:drawer", args=[here.producer.pk])).content.decode()
    assert "Có mã độc: bỏ giấy này, gửi bản sạch" in drawer
    refused = mine.get(reverse("producers:paper_file", args=[one.paper_id]))
    assert (refused.status_code, "đã bị cách ly" in refused.content.decode()) == (423, True)
    one.paper.file.refresh_from_db()
    with pytest.raises(DomainError, match="có mã độc"):
        attach_paper(dossier, one.paper, "1.5", here.actor)


def test_a_filed_paper_with_a_virus_stays_named_and_opens_nobody() -> None:
    here, dossier = draft()
    one = put_new_paper(dossier, pdf(), {"title": "Hợp đồng"}, "1.5", here.actor)
    filed(dossier)
    quarantine(one.paper.file.sha256, "Eicar-Test-Signature")
    assert Evidence.objects.get() == one
    clerk = client_of(officer(here))
    for address in (reverse("dossiers:office_file", args=[dossier.pk, one.pk]), viewer(dossier, one)):
        assert clerk.get(address).status_code == 423
    page = clerk.get(reverse("dossiers:office_dossier", args=[dossier.pk])).content.decode()
    assert "có mã độc, đã cách ly" in page
    found = [finding.what for finding in check_completeness(dossier) if finding.severity == MUST]
    assert "Giấy «Hợp đồng» có mã độc, đã bị cách ly. Hãy bỏ ra và gửi bản sạch." in found
    assert withheld(dossier) == [("Hợp đồng", "", S.INFECTED)]


def test_before_the_scanner_has_spoken_only_the_sender_opens_a_paper(settings: Settings) -> None:
    here, dossier = draft()
    settings.CLAMD = AWAY
    one = put_new_paper(dossier, pdf(), {"title": "Hợp đồng"}, "1.5", here.actor)
    filed(dossier)
    mine, clerk = client_of(here.user), client_of(officer(here))
    own, theirs = (reverse(f"dossiers:{name}", args=[dossier.pk, one.pk]) for name in ("file", "office_file"))
    assert mine.get(own).status_code == 200
    assert mine.get(viewer(dossier, one)).status_code == 200
    for address in (theirs, viewer(dossier, one)):
        answer = clerk.get(address)
        assert (answer.status_code, "đang chờ quét vi-rút" in answer.content.decode()) == (423, True)
    assert withheld(dossier) == [("Hợp đồng", "", S.UNSCANNED)]
    assert bound_pdf(dossier).content[:5] == b"%PDF-"
    StoredFile.objects.filter(pk=one.paper.file_id).update(scan=S.CLEAN)
    assert clerk.get(theirs).status_code == 200
    assert withheld(dossier) == []


def test_without_a_scanner_a_paper_says_that_nobody_has_scanned_it(settings: Settings) -> None:
    settings.CLAMD = ""
    here, dossier = draft()
    put_new_paper(dossier, pdf(), {"title": "Hợp đồng"}, "1.5", here.actor)
    mine = client_of(here.user)
    for address in (
        reverse("producers:drawer", args=[here.producer.pk]),
        reverse("dossiers:papers", args=[dossier.pk]),
    ):
        page = mine.get(address).content.decode()
        assert ("chưa quét vi-rút" in page, "sạch" in page) == (True, False)


def viewer(dossier: Dossier, one: Evidence) -> str:
    return reverse("dossiers:viewer", args=[dossier.pk, one.pk])


def withheld(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Return title, hash and scan of what the packed dossier only names."""
    with zipfile.ZipFile(io.BytesIO(packed_zip(dossier))) as archive:
        rows = json.loads(archive.read("manifest.json"))["files"]
    return [(row["title"], row["sha256"], row["scan"]) for row in rows if row.get("missing")]
