"""`saoque demo load`: a few known products at every stage, through the same actions as the screens.
`saoque demo fill`: a crowd of invented ones, for measuring.
"""

import time
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saoque.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Put demonstration data into the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("load", help="known products at every stage of the way; safe to run again")
        crowd = parts.add_parser("fill", help="many invented products and dossiers")
        crowd.add_argument("--products", type=int, default=20_000)
        crowd.add_argument("--dossiers", type=int, default=5_000)
        crowd.add_argument("--members", type=int, default=50, help="people who score, in councils of about six")
        crowd.add_argument("--seed", type=int, default=1, help="the same seed on the same day gives the same data")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["part"] == "load":
                from saoque.site.demo.load import load

                load(cast(TextIO, self.stdout))
            else:
                self._fill(options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _fill(self, options: dict[str, Any]) -> None:
        from saoque.site.demo.fill import Sizes, fill

        began = time.monotonic()

        def say(line: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {line}")

        sizes = Sizes(options["products"], options["dossiers"], options["members"])
        done = fill(sizes, options["seed"], say)
        say(
            f"Xong: {done.products} sản phẩm, {done.dossiers} hồ sơ, {done.sheets} phiếu chấm,"
            f" {done.certificates} giấy chứng nhận"
        )
