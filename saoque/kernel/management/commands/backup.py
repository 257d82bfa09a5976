"""`saoque backup DIR`: keep a copy of database and files, with sizes and hashes."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saoque.kernel.backup import back_up


class Command(BaseCommand):
    help = "Write a consistent copy of the database and all files into an empty folder."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = back_up(options["folder"])
        except FileExistsError:
            raise CommandError(f"Thư mục «{options['folder']}» không trống. Hãy chọn thư mục khác.") from None
        self.stdout.write(f"Đã sao lưu cơ sở dữ liệu và {count} tệp vào «{options['folder']}».")
