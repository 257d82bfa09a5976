"""A real server in a folder of its own, started by the product's own command, for tests that stop it the hard way."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg

STARTING_SECONDS = 40
POSTGRES = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def descendants(parent: int) -> set[int]:
    """Return every process that `parent` or its children started and that still hangs on them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            found |= {int(stat.parent.name)} | descendants(int(stat.parent.name))
    return found


class Installation:
    """One data folder, and on PostgreSQL one database, each of its own. `command` runs `saoque …` on it; `serving` runs the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH")}
        self.environment = {
            **kept,
            "SAOQUE_DATA": str(folder),
            "SAOQUE_DEMO": "1",
            "SITE_URL": self.url(""),
            "STATIC_ROOT": str(folder / "static"),
            "DJANGO_SETTINGS_MODULE": "saoque.site.settings_running",
        }
        self.process: subprocess.Popen[str] | None = None
        if POSTGRES:
            self.database = f"saoque_{secrets.token_hex(6)}"
            self.environment["DATABASE_URL"] = urlsplit(POSTGRES)._replace(path=f"/{self.database}").geturl()
            self._ask_postgres(f"CREATE DATABASE {self.database}")

    def lose_database(self) -> None:
        """What a dead disk leaves: nothing."""
        if POSTGRES:
            self.drop()
            self._ask_postgres(f"CREATE DATABASE {self.database}")
        for path in self.folder.glob("saoque.sqlite3*"):
            path.unlink()

    def drop(self) -> None:
        """Take the database of this installation off the server; a file of its own goes with its folder."""
        if POSTGRES:
            self._ask_postgres(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")

    def _ask_postgres(self, statement: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as line:
            line.execute(statement)  # type: ignore[call-overload]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def command(self, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "saoque", *words], env=self.environment, capture_output=True, text=True, input=given
        )

    def python(self, program: str, *words: str) -> str:
        """Run a few lines inside the installation, with Django ready, and return what they print."""
        head = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", head + program, *words], env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, output: IO[Any] | int = subprocess.DEVNULL) -> "subprocess.Popen[str]":
        words = [sys.executable, "-m", "saoque", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            words, env=self.environment, stdout=output, stderr=output, text=True, start_new_session=True
        )
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            try:
                with urlopen(self.url("/healthz"), timeout=2) as answer:  # noqa: S310 - loopback
                    if answer.status == 200:
                        return self.process
            except (URLError, ConnectionError, TimeoutError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """SIGKILL to the command and everything that it started: nobody gets to tidy up."""
        assert self.process is not None
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def ensure_started(self) -> "subprocess.Popen[str]":
        """Start the site unless it runs: a start costs seconds, so tests hand the running site on."""
        if self.process is None or self.process.poll() is not None:
            return self.start()
        return self.process

    def ensure_stopped(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    @contextmanager
    def serving(self) -> Iterator["subprocess.Popen[str]"]:
        process = self.start()
        try:
            yield process
        finally:
            if process.poll() is None:
                self.kill()
