"""One client on one kept connection. Times in milliseconds, sizes in bytes."""

from __future__ import annotations

import gzip
import http.client
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

_CSRF = "b" * 32
_TIMING = re.compile(r"app;dur=([\d.]+), cpu;dur=([\d.]+)")


class Unexpected(Exception):
    """A page did not answer as it should, so there is nothing to measure."""


@dataclass(frozen=True)
class Answer:
    """`wall` until the last byte; `server` as the server says, until its first, and `cpu` what it computed of that;

    `sent` as on the wire, `size` unpacked.
    """

    status: int
    wall: float
    server: float | None
    cpu: float | None
    sent: int
    size: int
    body: bytes
    location: str


@dataclass(frozen=True)
class Measured:
    """One line of the table. `budget` in milliseconds, held against the server's time, or the wall's with `whole`."""

    name: str
    address: str
    wall: float
    wall_p95: float
    server: float | None
    server_p95: float | None
    cpu: float | None
    best: float
    sent: int
    size: int
    runs: int
    budget: float | None
    whole: bool

    @property
    def over(self) -> bool:
        held = self.wall if self.whole or self.server is None else self.server
        return self.budget is not None and held > self.budget


class Client:
    """A browser's worth of HTTP: cookies of one session, gzip accepted, the connection kept."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.headers = {
            "Accept-Encoding": "gzip",
            "Accept": "text/html,*/*",
            "Cookie": "; ".join(filter(None, [cookie, f"csrftoken={_CSRF}"])),
        }

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, {})

    def post(self, address: str, fields: dict[str, str]) -> Answer:
        extra = {"X-CSRFToken": _CSRF, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(fields), extra)

    def _ask(self, method: str, address: str, body: str | None, extra: dict[str, str]) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, address, body, {**self.headers, **extra})
        response = self.connection.getresponse()
        raw = response.read()
        wall = (time.perf_counter() - began) * 1000
        told = _TIMING.search(response.headers.get("Server-Timing", ""))
        content = gzip.decompress(raw) if response.headers.get("Content-Encoding") == "gzip" else raw
        return Answer(
            response.status,
            wall,
            float(told[1]) if told else None,
            float(told[2]) if told else None,
            len(raw),
            len(content),
            content,
            response.headers.get("Location", ""),
        )


def measure(
    name: str,
    address: str,
    ask: Callable[[int], Answer],
    *,
    budget: float | None,
    runs: int = 30,
    warm: int = 5,
    whole: bool = False,
    expect: int = 200,
) -> Measured:
    """Ask `warm` times for nothing, then `runs` times; `ask` gets the number of the run. Raises `Unexpected`."""
    answers = []
    for number in range(warm + runs):
        answer = ask(number)
        if answer.status != expect:
            raise Unexpected(f"{name}: {address} answered {answer.status}, not {expect}")
        if number >= warm:
            answers.append(answer)
    walls = sorted(a.wall for a in answers)
    servers = sorted(a.server for a in answers if a.server is not None)
    cpus = [a.cpu for a in answers if a.cpu is not None]
    return Measured(
        name=name,
        address=address,
        wall=statistics.median(walls),
        wall_p95=_p95(walls),
        server=statistics.median(servers) if servers else None,
        server_p95=_p95(servers) if servers else None,
        cpu=statistics.median(cpus) if cpus else None,
        best=(servers or walls)[0],
        sent=answers[-1].sent,
        size=answers[-1].size,
        runs=len(answers),
        budget=budget,
        whole=whole,
    )


def _p95(ranked: list[float]) -> float:
    return ranked[min(len(ranked) - 1, round(0.95 * (len(ranked) - 1)))]
