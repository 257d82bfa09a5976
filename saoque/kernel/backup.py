"""Keeping a copy of everything and bringing it back: the database in its own way, the files with a manifest of hashes."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

MANIFEST = "manifest.json"
CHUNK = 1 << 20  # bytes


class Damaged(Exception):
    """The copy is not what its manifest says; nothing has been changed."""


_TOLD_BEHIND = ("host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "service")


def back_up(folder: Path) -> int:
    """Write database, files and manifest into the empty `folder`; return the number of files. The site may go on running.

    The database comes first: a file is on the disk before the row that names it, so the files copied afterwards
    cover every row of the copy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    database = _dump(folder)
    names = [database]
    for source in sorted(Path(settings.FILES_ROOT).glob("*/*/*")):
        if source.name.startswith("."):
            continue
        target = folder / "files" / source.relative_to(settings.FILES_ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        names.append(target.relative_to(folder).as_posix())
    manifest = {
        "engine": connection.vendor,
        "database": database,
        "parts": {name: _measure(folder / name) for name in names},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    return len(names) - 1


def restore(folder: Path) -> int:
    """Put database and files back in the place of what is there; return the number of files. The site must be stopped.

    Raises `Damaged` before anything is touched when a part is missing, changed or of another engine.
    """
    manifest = _checked(folder)
    for name in manifest["parts"]:
        if not name.startswith("files/"):
            continue
        target = Path(settings.FILES_ROOT) / name.removeprefix("files/")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".part-{target.name}")
        shutil.copyfile(folder / name, part)
        part.replace(target)
    _load(folder / manifest["database"])
    return len(manifest["parts"]) - 1


def _checked(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Damaged(f"{MANIFEST}: {error}") from None
    if manifest["engine"] != connection.vendor:
        raise Damaged(f"{manifest['engine']} ≠ {connection.vendor}")
    for name, expected in manifest["parts"].items():
        if not (folder / name).is_file() or _measure(folder / name) != expected:
            raise Damaged(name)
    return manifest


def _measure(path: Path) -> dict[str, Any]:
    with path.open("rb") as content:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(content, "sha256").hexdigest()}


def _dump(folder: Path) -> str:
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as source,
            closing(sqlite3.connect(folder / "saoque.sqlite3")) as target,
        ):
            source.backup(target)
        return "saoque.sqlite3"
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={folder / 'saoque.dump'}")
    return "saoque.dump"


def _load(dump: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(dump)) as source,
            closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as target,
        ):
            source.backup(target)
        return
    _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname", "", str(dump))


def _run(program: str, *words: str) -> None:
    """Run a tool of PostgreSQL on the configured database; the password goes through the environment, never the command line."""
    given = connection.settings_dict
    facts = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
        # What the address says behind its "?": a socket's folder, and how the line is encrypted.
        **{f"PG{name.upper()}": value for name, value in given["OPTIONS"].items() if name in _TOLD_BEHIND},
    }
    environment = {**os.environ, **{name: str(value) for name, value in facts.items() if value}}
    arguments = [str(given["NAME"]) if word == "" else word for word in words]
    subprocess.run([program, *arguments], env=environment, check=True)  # noqa: S603
