"""`saoque serve`: the web server and one task worker, started together and stopped together."""

import argparse
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database up to date and serve the site until stopped."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        commands = [
            [
                sys.executable, "-m", "granian", "saoque.site.wsgi:application",
                "--interface", "wsgi", "--host", options["host"], "--port", str(options["port"]),
                "--workers", "1", "--blocking-threads", str(options["threads"]),
                "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
            ],
            [sys.executable, "-m", "saoque", "work"],
        ]  # fmt: skip
        children = [subprocess.Popen(command) for command in commands]
        stopping = False

        def stop(signum: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True
            for child in children:
                child.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write(f"Sao Quê: http://{options['host']}:{options['port']}/  (Ctrl+C để dừng)")
        while not stopping and all(child.poll() is None for child in children):
            time.sleep(0.2)
        failed = not stopping
        stop(signal.SIGTERM, None)
        for child in children:
            child.wait(timeout=30)
        if failed:
            sys.exit(1)
