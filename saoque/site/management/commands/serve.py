"""`saoque serve`: the web server and one task worker, started together and stopped together."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

LOOK_EVERY_SECONDS = 0.2
RESTART_PAUSE_SECONDS = 2.0
PATIENCE_SECONDS = 20


class Command(BaseCommand):
    help = "Bring the database up to date and serve the site until stopped."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _require_free(host, port)
        call_command("migrate", interactive=False, verbosity=0)
        web = [
            sys.executable, "-m", "granian", "saoque.site.wsgi:application",
            "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", "1", "--blocking-threads", str(options["threads"]),
            "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
        ]  # fmt: skip
        house = _House(web, [sys.executable, "-m", "saoque", "work"])
        self.stdout.write(f"Sao Quê: http://{host}:{port}/  (Ctrl+C để dừng)")
        self.stdout.flush()
        if not house.keep_running():
            raise CommandError("Máy chủ web dừng ngoài ý muốn. Hãy xem các dòng lỗi ở trên rồi chạy lại.")


def _require_free(host: str, port: int) -> None:
    """Raise when the address cannot be listened on, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"Cổng {port} trên {host} đang có chương trình khác dùng, hoặc không mở được ({error}). Hãy chọn cổng khác với --port."
        ) from None


class _House:
    """The two children. The worker is started again when it dies; without the web server there is nothing to keep."""

    def __init__(self, web: list[str], worker: list[str]) -> None:
        self.stopping = False
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        self.worker_command = worker
        # A group of its own, so that what the web server started itself can be ended even after its death.
        self.web = subprocess.Popen(web, process_group=0)
        self.worker = subprocess.Popen(worker)

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def keep_running(self) -> bool:
        """Return True when asked to stop, False when the web server died. No child is left in either case."""
        restart_at: float | None = None
        while not self.stopping and self.web.poll() is None:
            if self.worker.poll() is not None:
                restart_at = restart_at or time.monotonic() + RESTART_PAUSE_SECONDS
                if time.monotonic() >= restart_at:
                    self.worker, restart_at = subprocess.Popen(self.worker_command), None
            time.sleep(LOOK_EVERY_SECONDS)
        asked = self.stopping
        self._end_children()
        return asked

    def _end_children(self) -> None:
        children = [self.web, self.worker]
        for child in children:
            child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.web.pid, signal.SIGKILL)
