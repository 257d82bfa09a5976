"""A dossier of 400 scanned pages is bound in the background in under ten seconds, and its page shows how far it is."""

import io
import time
from typing import Any

import img2pdf
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdf import PdfReader

from saoque.dossiers import bundles
from saoque.dossiers.tests import office_factories as make
from saoque.dossiers.tests import papers_factories as papers
from saoque.people.roles import Role

pytestmark = pytest.mark.django_db
PAPERS, PAGES = 40, 10
SECONDS = 10  # of computing, so that a busy machine proves nothing wrong


def scanned(number: int) -> bytes:
    """Ten pages of A4 as a phone makes them: one grey JPEG of 200 dots per inch each."""
    page = Image.linear_gradient("L").resize((1654, 2339))
    ImageDraw.Draw(page).text((200, 200), f"TO {number}", fill=0)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=20)
    return bytes(img2pdf.convert([out.getvalue()] * PAGES))


def test_four_hundred_pages_are_bound_in_time_with_progress_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make.dossier(state="filed")
    for number in range(PAPERS):
        papers.put(dossier, f"Giấy {number:02d}", scanned(number), "1.1", pages=PAGES)
    owner = make.person(Role.PRODUCER, dossier.producer.unit)
    client, page = Client(), reverse("dossiers:official_papers", args=[dossier.pk])
    client.force_login(owner.user)
    client.post(reverse("dossiers:ask_bundle", args=[dossier.pk]), {"kind": "pdf"})
    job = bundles.Bundle.objects.get().job
    told: list[tuple[int, int]] = []
    shown: list[str] = []
    tell = bundles.progress

    def progress(job: Any, done: int, total: int, message: str = "") -> None:
        tell(job, done, total, message)
        told.append((done, total))
        if done == total // 2:
            started = time.process_time()
            shown.append(client.get(page).content.decode())
            spent.append(time.process_time() - started)

    spent: list[float] = []
    monkeypatch.setattr(bundles, "progress", progress)
    started = time.process_time()
    job = papers.run(job)
    took = time.process_time() - started - sum(spent)
    assert (job.state, took < SECONDS) == ("done", True), took
    assert told == sorted(told)
    assert (len(told) >= PAPERS, told[-1][0] == told[-1][1]) == (True, True)
    half = told[-1][1] // 2
    assert f"Đang ghép: {half} trên {told[-1][1]} phần." in shown[0]
    bound = client.get(reverse("dossiers:bundle_file", args=[dossier.pk, bundles.Bundle.objects.get().pk]))
    reader = PdfReader(io.BytesIO(b"".join(bound.streaming_content)))  # type: ignore[attr-defined]
    assert len(reader.pages) > PAPERS * PAGES
    assert len([mark for mark in reader.outline if not isinstance(mark, list)]) > 0
