"""A phone that loses its line: a browser context of one person, its store on the device, and files to send."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pikepdf
from django.urls import reverse
from playwright.sync_api import Browser, Page

from saoque.dossiers.models import Dossier
from saoque.dossiers.tests.factories import World
from saoque.kernel.tests.browser import SHOTS, cookie_of
from saoque.site.tests.line import Line

PHONE = {"width": 390, "height": 844}
# How many rows wait on the device, asked of the device itself.
_COUNT = """async (store) => {
  const open = indexedDB.open("saoque");
  const db = await new Promise((done, fail) => { open.onsuccess = () => done(open.result); open.onerror = fail; });
  if (!db.objectStoreNames.contains(store)) { db.close(); return 0; }
  const asked = db.transaction(store).objectStore(store).count();
  const count = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  db.close();
  return count;
}"""
# Resolves when the service worker looks after this page.
READY = """async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done; });
}"""


class Phone:
    """A phone of one person, on a line of its own. `lose_line` and `find_line` are what the phone notices; `line` alone is not."""

    def __init__(self, browser: Browser, server: str, user: Any) -> None:
        self.line = Line(server)
        self.context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            base_url=self.line.url,
            locale="vi-VN",
            reduced_motion="reduce",
        )
        self.sign_in(user)

    def sign_in(self, user: Any) -> None:
        self.context.add_cookies([cookie_of(user, self.line.url)])

    def lose_line(self) -> None:
        self.line.cut()
        self.context.set_offline(True)

    def find_line(self) -> None:
        self.line.back()
        self.context.set_offline(False)

    def new_page(self) -> Page:
        return self.context.new_page()

    def close(self) -> None:
        self.context.close()
        self.line.close()


def home_of(dossier: Dossier) -> str:
    return reverse("dossiers:home", args=[dossier.pk])


def question(dossier: Dossier, code: str) -> str:
    return reverse("dossiers:criterion", args=[dossier.pk, code])


def carry_along(page: Page, dossier: Dossier) -> None:
    """Press the button that takes the dossier along and wait until it says how many pages came."""
    page.goto(home_of(dossier))
    page.evaluate(READY)
    page.locator("[data-carry-now]").click()
    page.locator("[data-carry-state]", has_text="Đã mang theo").wait_for(timeout=60_000)


def waiting(page: Page, store: str = "typed") -> int:
    count: int = page.evaluate(_COUNT, store)
    return count


def shot(page: Page, name: str) -> None:
    page.screenshot(path=SHOTS / "offline" / f"{name}.png")


def large_pdf(path: Path, size: int) -> str:
    """Write a one-page PDF of `size` bytes that cannot be compressed, and return its SHA-256."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Filling = document.make_stream(os.urandom(size - 2_000))
        out = io.BytesIO()
        document.save(out, compress_streams=False)
    content = out.getvalue()
    content += b"%" + b"x" * (size - len(content) - 1)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def offsets_of(page: Page) -> list[int]:
    """Return a list that grows by the place from which each piece was sent."""
    offsets: list[int] = []
    page.on(
        "request",
        lambda request: offsets.append(int(request.headers["upload-offset"])) if request.method == "PATCH" else None,
    )
    return offsets


def answers(here: World) -> dict[str, str]:
    from saoque.dossiers.models import CriterionAnswer

    rows = CriterionAnswer.objects.filter(dossier__producer=here.producer)
    return dict(rows.values_list("criterion", "option"))
