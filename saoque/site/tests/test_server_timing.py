"""Every answer says how long the server took, but only where somebody measures; pages travel compressed."""

import gzip
import re
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from saoque.site.middleware import CompressPages

ADDRESSES = ["/", "/san-pham/", "/khong-co-trang-nay/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_how_long_it_took_when_asked(client: Client, settings: Any, address: str) -> None:
    settings.SERVER_TIMING = True
    told = re.fullmatch(r"app;dur=(\d+\.\d), cpu;dur=(\d+\.\d)", client.get(address).headers["Server-Timing"])
    assert told is not None
    assert 0 < float(told[2]) <= float(told[1]) + 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_not_told_how_long_it_took(client: Client, address: str) -> None:
    assert "Server-Timing" not in client.get(address).headers


@pytest.mark.django_db
def test_pages_travel_compressed_with_a_length_that_tells_nothing(client: Client) -> None:
    plain = client.get("/san-pham/")
    packed = [client.get("/san-pham/", headers={"accept-encoding": "gzip"}) for _ in range(20)]
    assert "Content-Encoding" not in plain.headers
    assert {page.headers["Content-Encoding"] for page in packed} == {"gzip"}
    assert "Accept-Encoding" in packed[0].headers["Vary"]
    assert gzip.decompress(packed[0].content).decode() == plain.content.decode()
    # One and the same page has many lengths, so that guessing at its content by its length does not work.
    assert len({len(page.content) for page in packed}) > 5


@pytest.mark.parametrize(("kind", "packed"), [("application/pdf", False), ("text/html; charset=utf-8", True)])
def test_files_travel_as_they_are(rf: RequestFactory, kind: str, packed: bool) -> None:
    house = CompressPages(lambda _request: HttpResponse(b"a" * 1000, content_type=kind))
    answer = house(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert ("Content-Encoding" in answer.headers) is packed
    assert len(answer.content) == 1000 or packed


def test_streams_pass_row_by_row(rf: RequestFactory) -> None:
    house = CompressPages(lambda _request: StreamingHttpResponse([b"a" * 1000], content_type="text/html"))
    answer = house(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert (answer.headers.get("Content-Encoding"), list(answer)) == (None, [b"a" * 1000])
