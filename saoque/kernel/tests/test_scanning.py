"""Trial 6: EICAR is quarantined where a scanner is set up; where none is, or it is away, a file is never more than unscanned."""

import io
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError
from saoque.kernel.files import clamd, keep, keep_bytes, serve
from saoque.kernel.files.place import path_of, quarantine_of
from saoque.kernel.files.scanning import JOB, Withheld, catch_up, is_open_to_all
from saoque.kernel.invariants import faults
from saoque.kernel.jobs.work import run
from saoque.kernel.models import Job, StoredFile
from saoque.kernel.tests.scanners import EICAR, REAL, StandIn, StandInOnASocket, real_clamd, serving

S = StoredFile.Scan
db = pytest.mark.django_db(transaction=True)


def paper(name: str = "giay.pdf", *, bad: bool = False) -> SimpleUploadedFile:
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Words = document.make_stream((EICAR if bad else b"") + name.encode())
        out = io.BytesIO()
        document.save(out, compress_streams=False, deterministic_id=True)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


@pytest.fixture
def scanner(settings: Settings) -> Iterator[StandIn]:
    with serving(StandIn()) as standing:
        settings.CLAMD = standing.where
        yield standing


def work() -> None:
    """Let the worker do every scan that waits."""
    for job in Job.objects.filter(kind=JOB, state="waiting"):
        run.func(str(job.pk))


def person(name: str) -> Any:
    return get_user_model().objects.create_user(email=f"{name}@vidu.test", password="mat-khau-thu", full_name=name)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@db
def test_a_clean_file_opens_for_others_once_the_scanner_has_seen_it(scanner: StandIn) -> None:
    sender, officer = person("gui"), person("can-bo")
    stored = keep(paper(), sender)
    assert (stored.scan, Job.objects.filter(kind=JOB).count()) == (S.UNSCANNED, 1)
    assert body(serve(stored, sender))[:5] == b"%PDF-"
    for stranger in (officer, None):
        with pytest.raises(Withheld, match="đang chờ quét vi-rút"):
            serve(stored, stranger)
    work()
    stored.refresh_from_db()
    assert (stored.scan, stored.scanned_at is not None) == (S.CLEAN, True)
    assert scanner.seen == [path_of(stored.sha256).read_bytes()] == [body(serve(stored, officer))]
    assert keep(paper(), officer).scan == S.CLEAN  # the same content needs no second look
    assert Job.objects.filter(kind=JOB).count() == 1


@db
def test_eicar_is_quarantined_and_serves_nobody(scanner: StandIn) -> None:
    sender = person("gui")
    stored, again = keep(paper(bad=True), sender), keep(paper(bad=True), person("khac"))
    work()
    for row in (stored, again):
        row.refresh_from_db()
        assert (row.scan, row.scan_found) == (S.INFECTED, "Eicar-Test-Signature")
        with pytest.raises(Withheld, match="có mã độc nên đã bị cách ly"):
            serve(row, sender)
        (record,) = history(row)
        assert (record.action, record.from_state, record.to_state) == ("quarantine", S.UNSCANNED, S.INFECTED)
    assert (path_of(stored.sha256).exists(), quarantine_of(stored.sha256).exists()) == (False, True)
    assert list(faults()) == []
    with pytest.raises(DomainError, match="rồi chụp hay xuất lại giấy và gửi bản sạch"):
        keep(paper(bad=True), sender)
    assert (StoredFile.objects.count(), path_of(stored.sha256).exists()) == (2, False)


@db
def test_without_a_scanner_nothing_is_ever_called_clean(settings: Settings) -> None:
    settings.CLAMD = ""
    stored = keep(paper(), person("gui"))
    assert (stored.scan, stored.get_scan_display(), Job.objects.count()) == (S.UNSCANNED, "chưa quét vi-rút", 0)
    assert body(serve(stored, person("can-bo")))[:5] == b"%PDF-"
    assert catch_up() == 0
    assert StoredFile.objects.get().scan == S.UNSCANNED


@db
def test_a_scanner_that_is_away_is_asked_again(settings: Settings) -> None:
    standing = StandIn()
    standing.server_close()
    settings.CLAMD = standing.where
    stored = keep(paper(), person("gui"))
    work()
    assert catch_up() == 0
    stored.refresh_from_db()
    assert (stored.scan, is_open_to_all(stored)) == (S.UNSCANNED, False)
    with serving(StandIn()) as back:
        settings.CLAMD = back.where
        assert catch_up() == 0  # asked a moment ago
        Job.objects.filter(kind=JOB).update(touched_at=timezone.now() - timedelta(minutes=3))
        assert (catch_up(), catch_up()) == (1, 0)
        work()
    stored.refresh_from_db()
    assert stored.scan == S.CLEAN


@db
def test_files_from_before_the_scanner_are_caught_up_with(settings: Settings) -> None:
    settings.CLAMD = ""
    old = [keep(paper(f"{number}.pdf"), person(f"gui{number}")) for number in range(3)]
    with serving(StandIn()) as standing:
        settings.CLAMD = standing.where
        assert (catch_up(), catch_up()) == (3, 0)
        work()
    assert {row.scan for row in StoredFile.objects.filter(pk__in=[one.pk for one in old])} == {S.CLEAN}


@db
def test_what_the_scanner_refuses_for_its_size_stays_unscanned(settings: Settings) -> None:
    with serving(StandIn(limit=100)) as small:
        settings.CLAMD = small.where
        stored = keep(paper(), person("gui"))
        work()
    stored.refresh_from_db()
    assert stored.scan == S.UNSCANNED


@db
def test_what_the_product_made_needs_no_scanner(scanner: StandIn) -> None:
    made = keep_bytes(b"%PDF-1.7", "giay-chung-nhan.pdf", "application/pdf")
    assert (made.scan, Job.objects.count(), body(serve(made, None))) == (S.OWN, 0, b"%PDF-1.7")


def test_a_scanner_on_a_socket_of_the_file_system(settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as short, serving(StandInOnASocket(Path(short) / "c")) as standing:
        for where in (standing.where, f"unix:{standing.where}"):
            settings.CLAMD = where
            assert clamd.answers()
            assert [clamd.scan(io.BytesIO(EICAR)), clamd.scan(io.BytesIO(b"a" * 200_000))] == [
                "Eicar-Test-Signature",
                "",
            ]
    assert not clamd.answers()


@pytest.mark.parametrize("where", ["127.0.0.1:1", "no-port", "/no/such/socket", "127.0.0.1:x"])
def test_a_wrong_address_is_a_scanner_that_is_away(settings: Settings, where: str) -> None:
    settings.CLAMD = where
    assert not clamd.answers()
    with pytest.raises(clamd.Away):
        clamd.scan(io.BytesIO(b"x"))


@pytest.mark.skipif(not REAL, reason="clamd is not installed here")
def test_the_real_clamd_says_the_same(settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as short, real_clamd(Path(short)) as where:
        settings.CLAMD = where
        assert clamd.answers()
        bad, good = paper(bad=True).read(), paper().read()
        assert [clamd.scan(io.BytesIO(bad)), clamd.scan(io.BytesIO(good))] == ["Own.Test.UNOFFICIAL", ""]
