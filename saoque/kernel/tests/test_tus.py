"""Trials 7 and 18: a file sent by pieces over a bad line arrives whole, once, and only for whom it was begun."""

import base64
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.files import tus, uploads
from saoque.kernel.files.uploads import drop_stale, part_of, upload_purpose
from saoque.kernel.models import Upload

User = get_user_model()
pytestmark = pytest.mark.django_db
HEAD = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def _purpose() -> Iterator[None]:
    @upload_purpose("trial")
    def check(actor: Actor, words: list[str]) -> None:
        if words != ["mine"]:
            raise NotFound()

    yield
    del uploads._purposes["trial"]


def person(name: str = "mot") -> Client:
    client = Client()
    client.force_login(User.objects.create_user(email=f"{name}@vidu.test", password="mat-khau-thu", full_name=name))
    return client


def told(**pairs: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


def begin(client: Client, length: Any, purpose: str = "trial:mine", name: str = "Giấy.pdf") -> Any:
    about = told(filename=name, **{"for": purpose})
    return client.post("/gui-tep/", headers=HEAD | {"Upload-Length": str(length), "Upload-Metadata": about})


def send(client: Client, where: str, offset: Any, body: bytes, **other: str) -> Any:
    headers = HEAD | {"Upload-Offset": str(offset)} | other
    return client.patch(where, body, content_type="application/offset+octet-stream", headers=headers)


def test_pieces_are_counted_and_put_together() -> None:
    client = person()
    opened = begin(client, 11)
    assert (opened.status_code, opened["Tus-Resumable"]) == (201, "1.0.0")
    where = opened["Location"]
    upload = Upload.objects.get()
    assert (upload.name, upload.purpose, where) == ("Giấy.pdf", "trial:mine", f"/gui-tep/{upload.pk}/")
    first = send(client, where, 0, b"hello ")
    assert (first.status_code, first["Upload-Offset"]) == (204, "6")
    asked = client.head(where, headers=HEAD)
    assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (200, "6", "11")
    assert (asked["Cache-Control"], "Upload-Expires" in asked) == ("no-store", True)
    assert send(client, where, 6, b"world")["Upload-Offset"] == "11"
    assert part_of(upload.pk).read_bytes() == b"hello world"


def test_what_the_server_can_do_is_told() -> None:
    answer = Client().options("/gui-tep/")
    assert (answer.status_code, answer["Tus-Version"], answer["Tus-Max-Size"]) == (204, "1.0.0", "64000000")
    assert answer["Tus-Extension"] == "creation,expiration,termination"


@pytest.mark.parametrize("offset", [0, 3, 6, 99])
def test_a_piece_from_elsewhere_is_refused(offset: int) -> None:
    client = person()
    where = begin(client, 11)["Location"]
    send(client, where, 0, b"hello")
    assert send(client, where, offset, b"x").status_code == 409
    assert client.head(where, headers=HEAD)["Upload-Offset"] == "5"


@pytest.mark.parametrize(
    ("length", "status"), [(0, 422), (64_000_000, 201), (64_000_001, 413), ("", 400), ("-1", 400), ("nhieu", 400)]
)
def test_the_length_has_bounds(length: Any, status: int) -> None:
    assert begin(person(), length).status_code == status


def test_more_than_announced_is_refused_and_changes_nothing() -> None:
    client = person()
    where = begin(client, 4)["Location"]
    assert send(client, where, 0, b"12345").status_code == 413
    assert client.head(where, headers=HEAD)["Upload-Offset"] == "0"


def test_somebody_elses_upload_looks_like_none() -> None:
    where = begin(person("mot"), 4)["Location"]
    other = person("hai")
    answers = {
        "head": other.head(where, headers=HEAD),
        "patch": send(other, where, 0, b"1234"),
        "delete": other.delete(where, headers=HEAD),
        "none": send(other, f"/gui-tep/{uuid4()}/", 0, b"1234"),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert answers["patch"].content == answers["none"].content
    assert part_of(Upload.objects.get().pk).read_bytes() == b""


def test_who_is_not_signed_in_gets_no_redirect() -> None:
    assert begin(Client(), 4).status_code == 401
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("purpose", ["trial:other", "unknown:1", "", "trial:mine:" + "x" * 200])
def test_a_purpose_that_is_not_mine_is_not_found(purpose: str) -> None:
    assert begin(person(), 4, purpose).status_code == 404
    assert Upload.objects.count() == 0


def test_an_upload_ends_after_three_days() -> None:
    client = person()
    where, kept = begin(client, 4)["Location"], begin(client, 4)["Location"]
    upload = Upload.objects.get(pk=where.split("/")[-2])
    send(client, where, 0, b"12")
    assert upload.expires_at - upload.created_at == pytest.approx(timedelta(days=3), abs=timedelta(seconds=5))
    Upload.objects.filter(pk=upload.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [client.head(where, headers=HEAD).status_code, send(client, where, 2, b"34").status_code] == [410, 410]
    assert drop_stale() == 1
    assert (part_of(upload.pk).exists(), client.head(where, headers=HEAD).status_code) == (False, 404)
    assert client.head(kept, headers=HEAD).status_code == 200


def test_ending_deletes_row_and_part() -> None:
    client = person()
    where = begin(client, 4)["Location"]
    upload = Upload.objects.get()
    send(client, where, 0, b"12")
    assert client.delete(where, headers=HEAD).status_code == 204
    assert (Upload.objects.count(), part_of(upload.pk).exists()) == (0, False)
    assert send(client, where, 2, b"34").status_code == 404


def test_other_versions_types_and_words_are_refused() -> None:
    client = person()
    where = begin(client, 4)["Location"]
    plain = client.patch(where, b"12", content_type="text/plain", headers=HEAD | {"Upload-Offset": "0"})
    spoilt = client.post("/gui-tep/", headers=HEAD | {"Upload-Length": "4", "Upload-Metadata": "for ***"})
    assert client.head(where).status_code == 412
    assert [plain.status_code, spoilt.status_code] == [415, 400]
    assert [send(client, where, "x", b"12").status_code, client.get(where, headers=HEAD).status_code] == [400, 405]
    assert client.get("/gui-tep/", headers=HEAD).status_code == 405


def test_one_person_cannot_fill_the_disk(settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    client = person()
    assert [begin(client, 10).status_code for _number in range(9)] == [201] * 8 + [422]
    assert begin(person("hai"), 10).status_code == 201


class Breaking:
    """A body whose line breaks after `good`."""

    def __init__(self, good: bytes) -> None:
        self.good = good

    def read(self, size: int = -1) -> bytes:
        if not self.good:
            raise ConnectionResetError("the line is dead")
        part, self.good = self.good[:size], self.good[size:]
        return part


def test_what_came_before_the_line_broke_is_kept() -> None:
    client = person()
    where = begin(client, 1000)["Location"]
    upload = Upload.objects.get()
    request = RequestFactory().generic(
        "PATCH", where, b"y" * 1000, "application/offset+octet-stream", headers=HEAD | {"Upload-Offset": "0"}
    )  # fmt: skip
    request.user = upload.user
    request.actor = Actor(user=upload.user)  # type: ignore[attr-defined]
    request._stream = Breaking(b"x" * 400)  # type: ignore[attr-defined]
    tus.piece(request, upload.pk)
    assert client.head(where, headers=HEAD)["Upload-Offset"] == "400"


def test_cross_site_requests_are_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_user(email="ba@vidu.test", password="mat-khau-thu", full_name="Ba"))
    assert begin(strict, 4).status_code == 403
    assert Upload.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_eight_equal_pieces_one_is_written() -> None:
    client = person()
    where = begin(client, 40)["Location"]
    start, statuses = threading.Barrier(8), []

    def race() -> None:
        mine = Client()
        mine.cookies = client.cookies
        start.wait()
        statuses.append(send(mine, where, 0, b"12345").status_code)
        connection.close()

    threads = [threading.Thread(target=race) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [204] + [409] * 7
    assert part_of(Upload.objects.get().pk).read_bytes() == b"12345"
