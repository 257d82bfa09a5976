"""What a dossier costs on a weak line, counted in the browser against a server as it is installed: compressed, with names by content."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from saoque.kernel.tests.patience import until
from saoque.site.tests.line import Line
from saoque.site.tests.offline_hands import PHONE, READY
from saoque.site.tests.running import Installation
from saoque.site.tests.test_offline_restart import PREPARE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("running"),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="this server keeps its data in a SQLite file of its own, whatever the suite runs on",
    ),
]
FIRST_SCREEN = 150_000  # bytes
CARRIED = 2_000_000  # bytes
_STAMP = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
  return (await (await caches.open(name)).match("/mang-theo")).json();
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, dict[str, Any]]]:
    made = Installation(tmp_path_factory.mktemp("light"))
    made.environment["DJANGO_SETTINGS_MODULE"] = "saoque.site.settings"
    for words in (["migrate", "--noinput", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        done = made.command(*words)
        assert done.returncode == 0, done.stderr
    known = json.loads(made.python(PREPARE))
    with made.serving():
        yield made, known


def cold(browser: Browser, url: str, session: str) -> BrowserContext:
    context = browser.new_context(viewport=PHONE, base_url=url, locale="vi-VN")  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    return context


@pytest.mark.parametrize("path", ["", "tu-cham/", "tu-cham/1.5/", "mau/M02/part_2/", "giay-to/"])
def test_a_first_screen_is_light(
    browser: Browser, site: tuple[Installation, dict[str, Any]], path: str, record_property: Any
) -> None:
    installed, known = site
    context = cold(browser, installed.url(""), known["session"])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    session.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    under_way: set[str] = set()
    session.on("Network.requestWillBeSent", lambda told: under_way.add(told["requestId"]))
    for end in ("loadingFinished", "loadingFailed"):
        session.on(f"Network.{end}", lambda told: under_way.discard(told["requestId"]))
    page.goto(f"/ho-so/{known['dossier']}/{path}", wait_until="load")
    page.evaluate("new Promise((done) => requestIdleCallback(done))")
    until(lambda: not under_way, page)
    counted = dict.fromkeys(("Document", "Stylesheet", "Script"), 0)
    for request, size in sizes.items():
        kind = kinds.get(request, "Other")
        if kind not in ("Font", "Image"):
            counted[kind] = counted.get(kind, 0) + int(size)
    record_property("bytes", counted)
    print(path or "home", counted, sum(counted.values()))  # noqa: T201 - the figure, for whoever reads the log
    assert min(counted[kind] for kind in ("Document", "Stylesheet", "Script")) > 0
    assert sum(counted.values()) < FIRST_SCREEN
    context.close()


def test_a_whole_dossier_is_carried_along_for_little(
    browser: Browser, site: tuple[Installation, dict[str, Any]], request: pytest.FixtureRequest
) -> None:
    installed, known = site
    line = Line(installed.url(""))
    request.addfinalizer(line.close)
    context = cold(browser, line.url, known["session"])
    page = context.new_page()
    page.goto(f"/ho-so/{known['dossier']}/")
    page.evaluate(READY)
    page.locator("[data-carry-now]").click()
    page.locator("[data-carry-state]", has_text="Đã mang theo").wait_for(timeout=60_000)
    told = page.evaluate(_STAMP)
    print("carried", told)  # noqa: T201
    pages = context.request.get(f"/ho-so/{known['dossier']}/mang-theo/").json()["pages"]
    assert told["count"] == len(pages) == len(set(pages))
    assert 0 < told["bytes"] < CARRIED
    line.cut()
    context.set_offline(True)
    for address in (pages[0], pages[1], pages[len(pages) // 2], pages[-1]):
        page.goto(address)
        assert page.locator("h1").first.text_content() != "Đang mất mạng"
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Be Vietnam Pro"')
    context.close()


def test_the_installed_files_are_all_there(site: tuple[Installation, dict[str, Any]]) -> None:
    """Every file that the service worker asks for is served under its name by content."""
    from urllib.request import urlopen

    installed, _known = site
    with urlopen(installed.url("/sw.js")) as answer:  # noqa: S310 - loopback
        script = answer.read().decode()
    shell = json.loads(script.split("self.saoqueShell = ", 1)[1].split(";\n", 1)[0])
    with urlopen(installed.url("/manifest.webmanifest")) as answer:  # noqa: S310
        icons = [one["src"] for one in json.load(answer)["icons"]]
    assert len(icons) == 3
    for address in [*shell["files"], *icons, shell["away"]]:
        with urlopen(installed.url(address)) as answer:  # noqa: S310
            assert answer.status == 200
    assert [name for name in shell["files"] if len(Path(name).stem.split(".")) < 2] == []
