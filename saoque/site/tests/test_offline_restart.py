"""Trial 18: the server is killed while a phone sends a large file; started again, it takes the rest, once."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from saoque.kernel.tests.patience import until
from saoque.site.tests.line import Line
from saoque.site.tests.offline_hands import PHONE, large_pdf, offsets_of
from saoque.site.tests.running import Installation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("running"),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="this server keeps its data in a SQLite file of its own, whatever the suite runs on",
    ),
]
SIZE = 20_000_000  # bytes
PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from saoque.dossiers.tests.factories import draft
here, dossier = draft("QD26-08")
store = import_module(settings.SESSION_ENGINE).SessionStore()
store["_auth_user_id"], store["_auth_user_backend"] = str(here.user.pk), settings.AUTHENTICATION_BACKENDS[0]
store["_auth_user_hash"] = here.user.get_session_auth_hash()
store.save()
print(json.dumps({"session": store.session_key, "dossier": dossier.pk}))
"""
LEFT = """
import hashlib, json
from saoque.dossiers.models import Citation
from saoque.kernel.files.store import path_of
from saoque.kernel.models import StoredFile
print(json.dumps({
    "cited": list(Citation.objects.values_list("criterion", "evidence__paper__title")),
    "files": list(StoredFile.objects.filter(content_type="application/pdf").values_list("sha256", "size")),
    "on_disk": [hashlib.sha256(path_of(one.sha256).read_bytes()).hexdigest() for one in StoredFile.objects.filter(content_type="application/pdf")],
}))
"""


def test_a_server_killed_while_a_file_comes_in_takes_the_rest(
    browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = Installation(tmp_path / "site")
    line = Line(site.url(""))
    request.addfinalizer(line.close)
    for words in (["migrate", "--noinput", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        done = site.command(*words)
        assert done.returncode == 0, done.stderr
    known: dict[str, Any] = json.loads(site.python(PREPARE))
    sent = tmp_path / "ho-so.pdf"
    digest = large_pdf(sent, SIZE)
    parts = site.folder / "files" / "parts"

    def come() -> int:
        return sum(part.stat().st_size for part in parts.glob("*.part"))

    context = browser.new_context(viewport=PHONE, base_url=line.url, locale="vi-VN")  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": known["session"], "url": line.url}])
    page = context.new_page()
    with site.serving():
        page.goto(f"/ho-so/{known['dossier']}/tu-cham/1.5/")
        line.stall_after(7_000_000)
        page.set_input_files("#new-paper", sent)
        until(lambda: come() >= 6_000_000, page, 60)
    had = come()
    assert 6_000_000 <= had < SIZE
    expect(page.locator("#papers li.paper")).to_contain_text("Chờ mạng")
    assert json.loads(site.python(LEFT))["cited"] == []
    line.back()
    offsets = offsets_of(page)
    with site.serving():
        expect(page.locator("#papers a.strong")).to_have_text("ho-so", timeout=90_000)
        left = json.loads(site.python(LEFT))
    context.close()
    assert left == {"cited": [["1.5", "ho-so"]], "files": [[digest, SIZE]], "on_disk": [digest]}
    assert [one for one in offsets if one < had] == []
