"""`saoque restore DIR`: bring database and files back from a copy that `saoque backup` wrote."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saoque.kernel.backup import Damaged, restore


class Command(BaseCommand):
    help = "Put a copy in the place of what is stored now. Stop the site first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="yes, overwrite what is stored now")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["replace"]:
            raise CommandError("Lệnh này thay toàn bộ dữ liệu đang có. Nếu chắc chắn, hãy thêm --replace.")
        try:
            count = restore(options["folder"])
        except Damaged as error:
            raise CommandError(f"Bản sao lưu bị thiếu hoặc hỏng ({error}). Chưa thay đổi gì.") from None
        self.stdout.write(f"Đã khôi phục cơ sở dữ liệu và {count} tệp.")
