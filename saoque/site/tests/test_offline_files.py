"""Trial 7: papers sent over a bad line arrive whole; until then they stay on the phone, and the dossier names none of them."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from saoque.dossiers.models import Citation, Evidence
from saoque.dossiers.tests.factories import draft, picture
from saoque.kernel.files.store import path_of
from saoque.kernel.files.uploads import part_of
from saoque.kernel.models import StoredFile, Upload
from saoque.kernel.tests.browser import cookie_of
from saoque.kernel.tests.patience import until
from saoque.site.tests.line import Line
from saoque.site.tests.offline_hands import (
    PHONE,
    Phone,
    carry_along,
    large_pdf,
    offsets_of,
    question,
    shot,
    waiting,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIXTY = 60 * 1024 * 1024  # bytes
PLACE = "#papers li.paper"
Hand = Callable[[Any], Phone]


def come() -> int:
    """Return how many bytes of the one upload have come."""
    upload = Upload.objects.first()
    return part_of(upload.pk).stat().st_size if upload and part_of(upload.pk).exists() else 0


def test_photos_taken_without_a_line_wait_and_arrive_in_order(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.4"))
    mine.lose_line()
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
    mine.find_line()
    expect(page.locator("#papers a.strong")).to_have_text(["giay-1", "giay-2"])
    until(lambda: waiting(page, "files") == 0, page)
    cited = Citation.objects.filter(criterion="1.4").order_by("evidence__position")
    assert list(cited.values_list("evidence__paper__title", flat=True)) == ["giay-1", "giay-2"]


def test_photos_taken_without_a_line_go_from_any_page(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    carry_along(page, dossier)
    page.goto(question(dossier, "1.4"))
    mine.lose_line()
    photo = {"name": "giay.png", "mimeType": "image/png", "buffer": picture("giay.png", 3).read()}
    page.set_input_files("#new-paper", files=[photo])  # type: ignore[list-item]
    expect(page.locator(PLACE)).to_contain_text("Chờ mạng")
    page.close()
    mine.find_line()
    page = mine.new_page()
    page.goto("/hom-nay/")
    until(lambda: waiting(page, "files") == 0, page)
    assert list(Citation.objects.values_list("criterion", "evidence__paper__title")) == [("1.4", "giay")]


def test_a_bad_file_is_refused_with_the_reason_and_waits_no_longer(phone: Hand) -> None:
    here, dossier = draft("QD26-08")
    mine = phone(here.user)
    page = mine.new_page()
    page.goto(question(dossier, "1.4"))
    fake = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + b"0" * 5000}
    page.set_input_files("#new-paper", files=[fake])  # type: ignore[list-item]
    expect(page.locator(PLACE)).to_contain_text("không phải PDF hay ảnh")
    until(lambda: waiting(page, "files") == 0, page)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_sixty_megabytes_over_a_line_cut_three_times(phone: Hand, tmp_path: Path) -> None:
    """The phone notices nothing of the cuts; the page tries again by itself and sends no byte twice that was acknowledged."""
    here, dossier = draft("QD26-08")
    sent = tmp_path / "quet-ca-bo.pdf"
    digest = large_pdf(sent, SIXTY)
    mine = phone(here.user)
    page = mine.new_page()
    page.goto(question(dossier, "1.5"))
    offsets = offsets_of(page)
    mine.line.cut_after(SIXTY // 5)
    page.set_input_files("#new-paper", sent)
    for cuts in range(1, 4):
        until(lambda: mine.line.is_dead, page, 60)
        expect(page.locator(PLACE)).to_contain_text("Chờ mạng")
        shot(page, f"cut-{cuts}")
        assert 0 < come() < SIXTY
        assert Evidence.objects.count() == 0
        mine.line.back()
        if cuts < 3:
            mine.line.cut_after(SIXTY * 3 // 10)
    expect(page.locator("#papers a.strong")).to_have_text("quet-ca-bo", timeout=90_000)
    assert [one for one in offsets if one == 0] == [0]
    stored = StoredFile.objects.get()
    assert (stored.sha256, stored.size, stored.pages) == (digest, SIXTY, 1)
    assert hashlib.sha256(path_of(digest).read_bytes()).hexdigest() == digest
    assert list(Citation.objects.values_list("criterion", "evidence__paper__file")) == [("1.5", stored.pk)]
    assert come() == 0


def test_a_browser_closed_while_sending_continues_where_it_was(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    here, dossier = draft("QD26-08")
    sent = tmp_path / "ho-so.pdf"
    digest = large_pdf(sent, 12_000_000)

    def opened(line: Line) -> Any:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone", executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"],
            viewport=PHONE, base_url=line.url, locale="vi-VN", reduced_motion="reduce",  # type: ignore[arg-type]
        )  # fmt: skip
        context.add_cookies([cookie_of(here.user, line.url)])
        return context

    with closing(Line(live_server.url)) as line:
        context = opened(line)
        page = context.pages[0]
        page.goto(question(dossier, "1.5"))
        line.stall_after(5_000_000)
        page.set_input_files("#new-paper", sent)
        until(lambda: come() >= 4_000_000, page, 60)
        context.close()
        line.cut()
        line.back()
        had = come()
        assert 4_000_000 <= had < 12_000_000
        context = opened(line)
        page = context.pages[0]
        offsets = offsets_of(page)
        page.goto(question(dossier, "1.5"))
        expect(page.locator("#papers a.strong")).to_have_text("ho-so", timeout=60_000)
        context.close()
    assert offsets[0] >= had
    assert Upload.objects.count() == 1
    assert StoredFile.objects.get().sha256 == digest
