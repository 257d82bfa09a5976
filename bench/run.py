"""Measure the pages that people wait for, on a database as full as a province's. See README.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.client import Measured, Unexpected
from bench.server import Server, free_port, prepare

RESULTS = Path(__file__).parent / "results"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./bench/run", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--dossiers", type=int, default=5_000)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--data", type=Path, help="use this folder again, filled or not, and keep it")
    asked = parser.parse_args(words)
    if asked.database == "postgres" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        parser.error("DATABASE_URL must name a PostgreSQL database; ./bench/run starts one by itself")
    if asked.database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="saoque-bench-") as folder:
        data = asked.data or Path(folder)
        data.mkdir(parents=True, exist_ok=True)
        facts = _measure(asked, data)
    _keep(facts)
    return 0


def _measure(asked: argparse.Namespace, data: Path) -> dict[str, Any]:
    prepare(data)
    from bench import pages

    filled = _fill(asked)
    port = free_port()
    found: list[Measured] = []
    failed: list[str] = []
    with Server(port, data / "server.log") as server:
        before = server.memory()
        for part in (pages.public_pages, pages.council_pages, pages.office_pages):
            _tell(part.__name__)
            for work in part(port):
                try:
                    found.append(work())
                except Unexpected as refusal:
                    _tell(str(refusal))
                    failed.append(str(refusal))
        after = server.memory()
    return {
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "command": "./bench/run " + " ".join(sys.argv[1:]),
        "database": asked.database,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "fill": filled,
        "sizes": pages.sizes(),
        "memory_mb": {"before": before, "after": after},
        "measured": [{**asdict(one), "over": one.over} for one in found],
        "failed": failed,
        "table": list(table(found)),
    }


def _fill(asked: argparse.Namespace) -> dict[str, float]:
    """Set the database up and fill it, once; returns seconds per step."""
    import resource

    from django.core.management import call_command

    from saoque.kernel.jobs.models import Job
    from saoque.people.models import User
    from saoque.site.demo.fill.people import FIRST_PHONE

    spent = {}
    steps: dict[str, tuple[Any, ...]] = {
        "collectstatic": ("collectstatic",),
        "migrate": ("migrate",),
        "load_reference": ("load_reference",),
    }
    for name, call in steps.items():
        began = time.monotonic()
        quiet: dict[str, Any] = {"verbosity": 0, "interactive": False} if name != "load_reference" else {}
        call_command(*call, **quiet)
        spent[name] = round(time.monotonic() - began, 1)
    # What an earlier measurement in the same folder broke off is not waited for.
    Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).delete()
    if not User.objects.filter(phone=FIRST_PHONE).exists():
        began = time.monotonic()
        given = (f"--{name}={getattr(asked, name)}" for name in ("products", "dossiers", "members"))
        call_command("demo", "fill", *given)
        spent["fill"] = round(time.monotonic() - began, 1)
        spent["fill_peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        _settle()
    return spent


def _settle() -> None:
    """Let the database look at what it holds, as its own service does in the night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def table(found: Iterable[Measured]) -> Iterable[str]:
    yield "| what | server median | p95 | best | cpu median | wall median | p95 | kB sent | kB raw | budget | |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for one in found:
        server = f"{one.server:.1f}" if one.server is not None else ""
        server_p95 = f"{one.server_p95:.1f}" if one.server_p95 is not None else ""
        cpu = f"{one.cpu:.1f}" if one.cpu is not None else ""
        budget = f"{one.budget:g}{' wall' if one.whole else ''}" if one.budget is not None else ""
        yield (
            f"| {one.name} | {server} | {server_p95} | {one.best:.1f} | {cpu} | {one.wall:.1f} | {one.wall_p95:.1f} |"
            f" {one.sent / 1000:.1f} | {one.size / 1000:.1f} | {budget} | {'over budget' if one.over else ''} |"
        )


def _keep(facts: dict[str, Any]) -> None:
    """Print the table, keep everything as JSON."""
    lines = [
        f"{facts['database']}, Python {facts['python']}, {facts['machine']}; {facts['sizes']}",
        f"fill: {facts['fill']}; memory in MB: {facts['memory_mb']}",
        "Times in milliseconds, one client on loopback.",
        "",
        *facts.pop("table"),
        *facts["failed"],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    RESULTS.mkdir(exist_ok=True)
    name = f"{facts['at'][:19].replace(':', '')}-{facts['database']}.json"
    (RESULTS / name).write_text(json.dumps(facts, ensure_ascii=False, indent=1))


def _tell(line: str) -> None:
    sys.stderr.write(f"▸ {line}\n")


if __name__ == "__main__":
    sys.exit(main())
