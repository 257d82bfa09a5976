"""`saoque check_data`: prove that the stored data is consistent, or say line by line where it is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saoque.kernel.invariants import faults


class Command(BaseCommand):
    help = "Check every promise that the rooms make about their data. Exit status 1 when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for line in faults():
            self.stdout.write(line)
            count += 1
        if count:
            raise CommandError(f"Dữ liệu có {count} chỗ không khớp.", returncode=1)
        self.stdout.write("Dữ liệu khớp.")
