"""`saoque texts`: say which English texts are missing or stale; `--update` brings the catalogues up to date first."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saoque.kernel.text.catalogues import faults_of, rooms, update


class Command(BaseCommand):
    help = "Check the English catalogue of every room against what the room says. Needs the gettext tools."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--update", action="store_true", help="add new texts to the catalogues, drop those no longer said"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lines = []
        for room in rooms():
            if options["update"]:
                update(room)
            lines += list(faults_of(room))
        for line in lines:
            self.stdout.write(line)
        if lines:
            raise CommandError(f"{len(lines)} chữ chưa có bản tiếng Anh đúng.", returncode=1)
        self.stdout.write("Bản tiếng Anh đủ.")
