"""`saoque places import FILE [--apply]`: preview or take in a change of administrative units."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saoque.kernel.errors import DomainError
from saoque.places.actions import import_change


class Command(BaseCommand):
    help = "Preview or take in a change of administrative units (a CSV file, one line per arrow old → new)."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        importing = commands.add_parser("import", help="xem trước hoặc nhập một tệp thay đổi đơn vị")
        importing.add_argument("file", type=Path)
        importing.add_argument("--apply", action="store_true", help="nhập thật; không có thì chỉ xem trước")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {path}: {error.strerror}", returncode=2) from None
        try:
            result = import_change(content, apply=options["apply"])
        except DomainError as refused:
            raise CommandError(str(refused)) from None
        for line in result.lines:
            self.stdout.write(line)
        if result.kept:
            self.stdout.write(f"Đã nhập và giữ lại thành {result.kept}.")
        elif result.date:
            self.stdout.write("Đây là bản xem trước, chưa có gì thay đổi. Thêm --apply để nhập.")
