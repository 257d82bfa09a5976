"""Compile the translation catalogues (`.po` → `.mo`) without the gettext tools, which a fresh machine may lack."""

from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from django.core.management.base import BaseCommand

PACKAGE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Compile every translation catalogue of the product."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
            with source.open("rb") as catalogue, source.with_suffix(".mo").open("wb") as compiled:
                mofile.write_mo(compiled, pofile.read_po(catalogue))
