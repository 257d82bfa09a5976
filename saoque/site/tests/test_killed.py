"""A killed server loses nothing that it acknowledged and leaves nothing half; a stopped one leaves nothing running."""

import http.client
import json
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from saoque.site.tests.running import POSTGRES, Installation, descendants

pytestmark = pytest.mark.xdist_group("running")
on_any_engine_the_same = pytest.mark.skipif(
    bool(POSTGRES), reason="processes do not depend on the engine: tried on SQLite"
)
EACH_ACKNOWLEDGED = 6  # the storm is over when every writer has heard so many times that its work is kept
STORM_SECONDS = 30.0  # at the most
WRITERS, SAVES = 6, 12
SIGN_IN = """
import sys, json
from importlib import import_module
from django.conf import settings
from saoque.people.models import User
from saoque.councils.models import Assessment
from saoque.dossiers.models import Dossier
from saoque.producers.models import Producer
engine = import_module(settings.SESSION_ENGINE)
def enter(address):
    user = User.objects.get(email=address)
    store = engine.SessionStore()
    store["_auth_user_id"], store["_auth_user_backend"] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store.save()
    return store.session_key
draft = Dossier.objects.get(state="draft")
print(json.dumps({
    "producer_session": enter("mam@trinhdien.example"),
    "member_session": enter("member-1@trinhdien.example"),
    "head_session": enter("head@trinhdien.example"),
    "producer": draft.producer_id, "dossier": draft.pk,
    "assessment": Assessment.objects.get(state="scoring").pk,
    "round": Assessment.objects.values("session__round__pk", "session__round__number", "session__round__year").get(state="scoring"),
}))
"""
ROUND = """
import json
from saoque.councils.models import Assessment
from saoque.kernel.audit import history
found = Assessment.objects.get(state="scoring").session.round
records = sum(record.action == "close_round" for record in history(found))
print(json.dumps({"closed": found.is_closed, "records": records}))
"""
LEFT = """
import json
from saoque.councils.models import SheetMark
from saoque.dossiers.models import CriterionAnswer, Dossier
from saoque.producers.models import Paper
draft = Dossier.objects.get(state="draft")
print(json.dumps({
    "papers": sorted(Paper.objects.filter(producer=draft.producer_id).values_list("file__name", flat=True)),
    "answers": {a.criterion: [a.version, a.description] for a in CriterionAnswer.objects.filter(dossier=draft)},
    "marks": {m.criterion: [m.version, m.remark] for m in SheetMark.objects.filter(
        sheet__member__email="member-1@trinhdien.example", sheet__assessment__state="scoring")},
}))
"""
CLOSED = "Đợt {number} năm {year} đã đóng nên không nhận thêm hồ sơ và điểm chấm."
PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


@dataclass
class Browser:
    """One person's connection. `post` returns the status and the answer; None when the server is gone."""

    port: int
    session: str
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes] | None:
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        try:
            self.connection.request(method, path, body, {"Cookie": cookies, "X-CSRFToken": self.token, **headers})
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return None

    def save(self, path: str, values: dict[str, Any]) -> tuple[int, bytes] | None:
        kind = "application/x-www-form-urlencoded"
        return self.send(
            "POST", path, urlencode(values).encode(), **{"Content-Type": kind, "Accept": "application/json"}
        )

    def upload(self, path: str, name: str) -> tuple[int, bytes] | None:
        edge = secrets.token_hex(12)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
        body = head.encode() + PDF + f"% {name}\n".encode() + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.send("POST", path, body, **{"Content-Type": kind, "HX-Request": "true"})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with the demonstration in it."""
    made = Installation(tmp_path_factory.mktemp("running"))
    for words in (["migrate", "--noinput", "-v0"], ["load_reference"], ["demo", "load"]):
        done = made.command(*words)
        assert done.returncode == 0, done.stderr
    yield made
    made.ensure_stopped()
    made.drop()


def _people(site: Installation) -> dict[str, Any]:
    return dict(json.loads(site.python(SIGN_IN)))


def _left(site: Installation) -> dict[str, Any]:
    return dict(json.loads(site.python(LEFT)))


def _storm(work: list[Callable[[threading.Event], None]]) -> tuple[list[threading.Thread], threading.Event]:
    over = threading.Event()
    threads = [threading.Thread(target=one, args=(over,), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    return threads, over


def _keep_uploading(
    browser: Browser, path: str, done: list[str], faults: list[Any]
) -> Callable[[threading.Event], None]:
    def work(over: threading.Event) -> None:
        number = 0
        while not over.is_set():
            number += 1
            name = f"giay-{number}.pdf"
            answer = browser.upload(path, name)
            if answer is None:
                return
            (done if answer[0] == 201 else faults).append(name if answer[0] == 201 else answer)

    return work


def _keep_saving(
    browser: Browser,
    path: str,
    field_name: str,
    version: int,
    done: list[tuple[int, str]],
    faults: list[Any],
    most: int = 10_000,
) -> Callable[[threading.Event], None]:
    def work(over: threading.Event) -> None:
        seen = version
        for number in range(most):
            if over.is_set():
                return
            value = f"lần {number}"
            answer = browser.save(path, {"field": field_name, "value": value, "version": seen})
            if answer is None:
                return
            if answer[0] != 200:
                faults.append(answer)
                return
            seen = json.loads(answer[1])["version"]
            done.append((seen, value))

    return work


def test_what_was_acknowledged_survives_a_kill(site: Installation) -> None:
    people, before = _people(site), _left(site)
    uploads: list[str] = []
    answers: list[tuple[int, str]] = []
    marks: list[tuple[int, str]] = []
    faults: list[Any] = []
    producer, member = people["producer_session"], people["member_session"]
    site.ensure_started()
    threads, over = _storm(
        [
            _keep_uploading(
                Browser(site.port, producer), f"/chu-the/{people['producer']}/giay-to/them/", uploads, faults
            ),
            _keep_saving(
                Browser(site.port, producer),
                f"/ho-so/{people['dossier']}/tu-cham/1.1/luu/",
                "description",
                before["answers"]["1.1"][0],
                answers,
                faults,
            ),
            _keep_saving(
                Browser(site.port, member),
                f"/hoi-dong/ho-so/{people['assessment']}/phieu/1/1.1/",
                "remark",
                0,
                marks,
                faults,
            ),
        ]
    )
    deadline = time.monotonic() + STORM_SECONDS
    while time.monotonic() < deadline and min(len(uploads), len(answers), len(marks)) < EACH_ACKNOWLEDGED:
        time.sleep(0.02)
    site.kill()
    over.set()
    for thread in threads:
        thread.join(timeout=10)
    assert faults == []
    assert min(len(uploads), len(answers), len(marks)) >= EACH_ACKNOWLEDGED

    site.ensure_started()
    after = _left(site)
    assert [name for name in uploads if name not in after["papers"]] == []
    assert len(after["papers"]) - len(before["papers"]) - len(uploads) in (0, 1)  # one more may have been on its way
    for acknowledged, stored in ((answers[-1], after["answers"]["1.1"]), (marks[-1], after["marks"]["1.1"])):
        assert stored[0] - acknowledged[0] in (0, 1)
        if stored[0] == acknowledged[0]:
            assert stored[1] == acknowledged[1]
    checked = site.command("check_data")
    assert (checked.returncode, checked.stdout) == (0, "Dữ liệu khớp.\n")


def test_many_writers_at_once_lose_no_word(site: Installation) -> None:
    people, before = _people(site), _left(site)
    criteria = sorted(before["answers"])[:WRITERS]
    done: dict[str, list[tuple[int, str]]] = {code: [] for code in criteria}
    faults: list[Any] = []
    site.ensure_started()
    threads, _over = _storm(
        [
            _keep_saving(
                Browser(site.port, people["producer_session"]),
                f"/ho-so/{people['dossier']}/tu-cham/{code}/luu/",
                "description",
                before["answers"][code][0],
                done[code],
                faults,
                most=SAVES,
            )
            for code in criteria
        ]
    )
    for thread in threads:
        thread.join(timeout=60)
    after = _left(site)
    assert faults == []
    expected = {code: [before["answers"][code][0] + SAVES, f"lần {SAVES - 1}"] for code in criteria}
    assert {code: after["answers"][code] for code in criteria} == expected
    assert site.command("check_data").returncode == 0


def test_a_round_whose_closing_was_acknowledged_stays_closed_after_a_kill(site: Installation) -> None:
    """While a member marks. What was acknowledged stands, once; a mark comes before the closing or not at all."""
    people = _people(site)
    pk, number, year = (people["round"][f"session__round__{name}"] for name in ("pk", "number", "year"))
    closed = CLOSED.format(number=number, year=year)
    marks: list[tuple[int, str]] = []
    refused: list[Any] = []
    site.ensure_started()
    path, before = f"/hoi-dong/ho-so/{people['assessment']}/phieu/1/1.1/", _left(site)["marks"].get("1.1", [0])
    member = Browser(site.port, people["member_session"])
    threads, over = _storm([_keep_saving(member, path, "remark", before[0], marks, refused)])
    deadline = time.monotonic() + STORM_SECONDS
    while time.monotonic() < deadline and len(marks) < EACH_ACKNOWLEDGED:
        time.sleep(0.02)
    head = Browser(site.port, people["head_session"])
    answer = head.save(f"/hoi-dong/dot/{pk}/dong/", {})
    site.kill()
    over.set()
    for thread in threads:
        thread.join(timeout=10)
    assert (answer or (0,))[0] == 302
    assert len(marks) >= EACH_ACKNOWLEDGED
    assert [json.loads(told[1])["error"] for told in refused] in ([], [closed])

    site.ensure_started()
    after = json.loads(site.python(ROUND))
    assert after == {"closed": True, "records": 1}
    stored = _left(site)["marks"]["1.1"]
    assert stored[0] - marks[-1][0] in (0, 1)
    late = Browser(site.port, people["member_session"]).save(
        path, {"field": "remark", "value": "muộn", "version": stored[0]}
    )
    assert late is not None and json.loads(late[1])["error"] == closed
    assert _left(site)["marks"]["1.1"] == stored
    assert site.command("check_data").returncode == 0


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _worker_of(server: int) -> int:
    """Return the process of the task worker; its command line ends with `work`."""
    for pid in descendants(server):
        if Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[-2] == b"work":
            return pid
    raise LookupError


@on_any_engine_the_same
def test_a_dead_worker_is_replaced_and_a_stop_leaves_nothing(site: Installation) -> None:
    server = site.ensure_started()
    first = _worker_of(server.pid)
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 15
    second = first
    while time.monotonic() < deadline and second == first:
        time.sleep(0.2)
        try:
            second = _worker_of(server.pid)
        except (LookupError, OSError, IndexError):
            continue
    assert second != first
    assert server.poll() is None
    family = descendants(server.pid)
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=25) == 0
    assert {pid for pid in family if _is_running(pid)} == set()


@on_any_engine_the_same
def test_a_dead_web_server_ends_the_house(site: Installation) -> None:
    server = site.ensure_started()
    family = descendants(server.pid)
    web = next(pid for pid in family if descendants(pid))
    os.kill(web, signal.SIGKILL)
    assert server.wait(timeout=25) == 1
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(_is_running(pid) for pid in family):
        time.sleep(0.1)
    assert {pid for pid in family if _is_running(pid)} == set()


@on_any_engine_the_same
def test_a_taken_port_is_told_in_one_line(site: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = site.command("serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"Cổng {port}" in done.stderr


def test_a_lost_installation_comes_back_whole(site: Installation, tmp_path: Path) -> None:
    site.ensure_stopped()
    before = _left(site)
    kept = tmp_path / "bản sao"
    assert site.command("backup", str(kept)).returncode == 0
    assert site.command("backup", str(kept)).returncode == 1
    assert site.command("restore", str(kept)).returncode == 1
    hashes = sorted(path.name for path in (site.folder / "files").glob("*/*/*"))

    site.lose_database()
    for path in (site.folder / "files").glob("*/*/*"):
        path.unlink()
    done = site.command("restore", str(kept), "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (site.folder / "files").glob("*/*/*")) == hashes
    assert _left(site) == before
    assert site.command("check_data").returncode == 0

    damaged = next((kept / "files").glob("*/*/*"))
    damaged.write_bytes(b"x")
    refused = site.command("restore", str(kept), "--replace")
    assert refused.returncode == 1
    assert damaged.name in refused.stderr
    assert _left(site) == before
