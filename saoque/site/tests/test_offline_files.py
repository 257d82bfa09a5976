"""Trial 7: papers sent over a bad line arrive whole; until then they stay on the phone, and the dossier names none of them."""

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from saoque.dossiers.models import Citation, Evidence
from saoque.dossiers.tests.factories import draft, picture
from saoque.kernel.files.store import path_of
from saoque.kernel.files.uploads import part_of
from saoque.kernel.models import StoredFile, Upload
from saoque.site.tests.offline_hands import (
    PHONE,
    Line,
    carry_along,
    cookie_of,
    large_pdf,
    phone,
    question,
    shot,
    until,
    waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIXTY = 60 * 1024 * 1024  # bytes
PLACE = "#papers li.paper"


def come() -> int:
    """Return how many bytes of the one upload have come."""
    upload = Upload.objects.first()
    return part_of(upload.pk).stat().st_size if upload and part_of(upload.pk).exists() else 0


def test_photos_taken_without_a_line_wait_and_arrive_in_order(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.4"))
    context.set_offline(True)
    photos = [
        {"name": f"giay-{number}.png", "mimeType": "image/png", "buffer": picture("giay.png", number).read()}
        for number in (1, 2)
    ]
    page.set_input_files("#new-paper", files=photos)  # type: ignore[arg-type]
    expect(page.locator(PLACE)).to_contain_text(["giay-1.png", "giay-2.png"])
    expect(page.locator(PLACE).first).to_contain_text("Chờ mạng")
    shot(page, "photos-waiting")
    page.reload()
    expect(page.locator(PLACE)).to_contain_text(["giay-1.png", "giay-2.png"])
    expect(page.locator("[data-outbox] summary")).to_have_text("Chờ mạng · 2 mục")
    assert (Upload.objects.count(), Evidence.objects.count()) == (0, 0)
    context.set_offline(False)
    expect(page.locator("#papers a.strong")).to_have_text(["giay-1", "giay-2"])
    until(lambda: waiting(page, "files") == 0, page)
    cited = Citation.objects.filter(criterion="1.4").order_by("evidence__position")
    assert list(cited.values_list("evidence__paper__title", flat=True)) == ["giay-1", "giay-2"]
    context.close()


def test_photos_taken_without_a_line_go_from_any_page(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.4"))
    context.set_offline(True)
    photo = {"name": "giay.png", "mimeType": "image/png", "buffer": picture("giay.png", 3).read()}
    page.set_input_files("#new-paper", files=[photo])  # type: ignore[list-item]
    expect(page.locator(PLACE)).to_contain_text("Chờ mạng")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/hom-nay/")
    until(lambda: waiting(page, "files") == 0, page)
    assert list(Citation.objects.values_list("criterion", "evidence__paper__title")) == [("1.4", "giay")]
    context.close()


def test_a_bad_file_is_refused_with_the_reason_and_waits_no_longer(browser: Browser, live_server: Any) -> None:
    here, dossier = draft("QD26-08")
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    page.goto(question(dossier, "1.4"))
    fake = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + b"0" * 5000}
    page.set_input_files("#new-paper", files=[fake])  # type: ignore[list-item]
    expect(page.locator(PLACE)).to_contain_text("không phải PDF hay ảnh")
    until(lambda: waiting(page, "files") == 0, page)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)
    context.close()


def test_sixty_megabytes_over_a_line_cut_three_times(browser: Browser, live_server: Any, tmp_path: Path) -> None:
    here, dossier = draft("QD26-08")
    sent = tmp_path / "quet-ca-bo.pdf"
    digest = large_pdf(sent, SIXTY)
    context = phone(browser, live_server.url, here.user)
    page = context.new_page()
    page.goto(question(dossier, "1.5"))
    line = Line(page, speed=5_000_000)
    began = time.monotonic()
    page.set_input_files("#new-paper", sent)
    for share in (0.2, 0.5, 0.8):
        until(lambda share=share: come() >= share * SIXTY, page, 40)  # type: ignore[misc]
        line.cut()
        expect(page.locator(PLACE)).to_contain_text("Chờ mạng")
        shot(page, f"cut-{int(share * 100)}")
        assert Evidence.objects.count() == 0
        page.wait_for_timeout(1_000)
        line.back()
    expect(page.locator("#papers a.strong")).to_have_text("quet-ca-bo", timeout=40_000)
    assert time.monotonic() - began < 60
    stored = StoredFile.objects.get()
    assert (stored.sha256, stored.size, stored.pages) == (digest, SIXTY, 1)
    assert hashlib.sha256(path_of(digest).read_bytes()).hexdigest() == digest
    assert list(Citation.objects.values_list("criterion", "evidence__paper__file")) == [("1.5", stored.pk)]
    assert come() == 0
    context.close()


def test_a_browser_closed_while_sending_continues_where_it_was(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    here, dossier = draft("QD26-08")
    sent = tmp_path / "ho-so.pdf"
    digest = large_pdf(sent, 12_000_000)

    def opened() -> Any:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone", executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"],
            viewport=PHONE, base_url=live_server.url, locale="vi-VN", reduced_motion="reduce",  # type: ignore[arg-type]
        )  # fmt: skip
        context.add_cookies([cookie_of(here.user, live_server.url)])  # type: ignore[list-item]
        return context

    context = opened()
    page = context.pages[0]
    page.goto(question(dossier, "1.5"))
    Line(page, speed=2_000_000)
    page.set_input_files("#new-paper", sent)
    until(lambda: come() >= 4_000_000, page)
    context.close()
    had = come()
    assert 4_000_000 <= had < 12_000_000
    context = opened()
    page = context.pages[0]
    offsets: list[int] = []
    page.on(
        "request",
        lambda request: offsets.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None,
    )
    page.goto(question(dossier, "1.5"))
    expect(page.locator("#papers a.strong")).to_have_text("ho-so", timeout=30_000)
    assert offsets[0] >= had
    assert Upload.objects.count() == 1
    assert StoredFile.objects.get().sha256 == digest
    context.close()
