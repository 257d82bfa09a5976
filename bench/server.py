"""The real server (`saoque serve`: web server and task worker) in a folder of its own, and how much memory it takes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

_PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`saoque serve` on a loopback port; stops when the block is left."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "saoque", "serve", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own command
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                    return self
            except (urllib.error.URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.2)
        self.__exit__()
        raise SystemExit(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def __exit__(self, *_details: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def memory(self) -> dict[str, float]:
        """Resident memory in MB: of the web server's processes, of the task worker, and the worker's peak so far."""
        found = {"web": 0.0, "worker": 0.0, "worker_peak": 0.0}
        for pid in _family(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            status = dict(
                line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line
            )
            resident, peak = (int(status.get(name, "0 kB").split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
            if b"work" in words:
                found["worker"], found["worker_peak"] = resident, peak
            elif b"serve" not in words:
                found["web"] += resident
        return found


def _family(pid: int) -> list[int]:
    children = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(one for child in children for one in _family(child))]


def prepare(data: Path) -> None:
    """Point this process and its children at a data folder and load Django."""
    os.environ["SAOQUE_DATA"] = str(data)
    os.environ["STATIC_ROOT"] = str(data / "static")
    os.environ["SERVER_TIMING"] = "on"
    os.environ["DJANGO_SETTINGS_MODULE"] = "saoque.site.settings"
    import django

    django.setup()
