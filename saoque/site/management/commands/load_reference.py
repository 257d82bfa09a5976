"""Load what every installation needs before its first user: places, the calendar, the handbook. Safe to run again."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from saoque.guidance.actions import stock
from saoque.kernel.calendar.load import load_special_days


class Command(BaseCommand):
    help = "Load administrative units and special days that are not stored yet, and the handbook of this release."

    def handle(self, *args: Any, **options: Any) -> None:
        load_special_days()
        call_command("load_places")
        stock()
