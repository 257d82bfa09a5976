"""The project's own command.

`saoque score`, `plan`, `label check`, `loan`, `support match`, `market match`, `rulebook`, `places find` are pure;
`serve`, `demo` and Django's load it.
"""

import os
import signal
import sys
from typing import Any

_PURE = ("score", "plan", "label", "market", "loan", "support", "rulebook", "places")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status. Pure commands never load Django, so they start at once."""
    words = sys.argv[1:] if argv is None else argv
    name, rest = (words[0], words[1:]) if words else ("help", [])
    if argv is None and name in _PURE:
        _speak_utf8()
    if name == "score":
        from saoque.rulebook.cli import main_score

        return main_score(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "plan":
        from saoque.rulebook.planning.cli import main_plan

        return main_plan(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "label":
        from saoque.knowledge.labels.cli import main_label

        return main_label(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "market":
        from saoque.buyers.matching.cli import main_market

        return main_market(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "loan":
        from saoque.knowledge.loans.cli import main_loan

        return main_loan(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "support":
        from saoque.capital.match import main_support

        return main_support(rest, sys.stdin, sys.stdout, sys.stderr)
    if name == "rulebook":
        from saoque.rulebook.cli import main_rulebook

        return main_rulebook(rest)
    if name == "places" and rest[:1] != ["import"]:
        from saoque.places.cli import main_places

        return main_places(rest, sys.stdout, sys.stderr)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saoque.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["saoque", name, *rest])
    return 0


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the terminal's language, and end quietly when the reader has enough (`| head`)."""
    streams: list[Any] = [sys.stdin, sys.stdout, sys.stderr]
    for stream in streams:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is sys.stderr else "strict")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main())
