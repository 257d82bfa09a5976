"""Bring the tables of administrative units to what the data files say; quick when nothing has changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saoque.places.actions import load_register
from saoque.places.changefile import ChangeRefused


class Command(BaseCommand):
    help = "Load administrative units, old and new, and where the old ones went."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="compare every record even if the files are the same")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = load_register(force=options["force"])
        except ChangeRefused as refused:
            raise CommandError(str(refused)) from None
        if result.changed:
            self.stdout.write(f"Đơn vị hành chính: thêm {result.added}, sửa {result.updated}, mũi tên {result.steps}.")
