"""What stands inside a PDF: its pages, and entries that make a viewer act. Also a program of its own, kept small by the system.

A few kilobytes can unfold to gigabytes when their objects are compressed, so a file that may unfold is looked at by a
child process with a limit of memory and time: `python pdf_inside.py < file` prints {"pages", "active", "trouble"}.
This file therefore imports nothing of the house.
"""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf

# Entries of a PDF that make a viewer run or fetch something.
ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm", "/ImportData")
MEMORY = 900_000_000  # bytes of address space; an ordinary scan of 500 pages needs a quarter
SECONDS = 30  # of work; and half as much again of waiting
PASSWORD, BROKEN, UNFOLDS = "password", "broken", "unfolds"


@dataclass(frozen=True)
class Inside:
    """`active`: the first entry that makes a viewer act, or nothing; `trouble`: why it could not be read, or nothing."""

    pages: int = 0
    active: str = ""
    trouble: str = ""


def look_inside(content: bytes | Path) -> Inside:
    """Return what is inside. Never takes more memory or time than the limits allow."""
    if not _may_unfold(content):
        return _look(io.BytesIO(content) if isinstance(content, bytes) else content)
    with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
        return _look_in_child(file)


def _may_unfold(content: bytes | Path) -> bool:
    """Whether any stream can be compressed: a filter is always called …Decode, unless its name hides behind a #."""
    whole = content if isinstance(content, bytes) else content.read_bytes()
    return b"Decode" in whole or b"#" in whole


def _look_in_child(file: BinaryIO) -> Inside:
    command = [sys.executable, "-I", str(Path(__file__).resolve())]
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in as bytes
            command, input=file.read(), capture_output=True, timeout=SECONDS * 1.5, check=True, env=environment
        )
        return Inside(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, TypeError):
        return Inside(trouble=UNFOLDS)


def _look(readable: BinaryIO | Path) -> Inside:
    try:
        with pikepdf.open(readable) as document:
            return Inside(len(document.pages), find_active(document))
    except pikepdf.PasswordError:
        return Inside(trouble=PASSWORD)
    except MemoryError:
        return Inside(trouble=UNFOLDS)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        # The last five are what a broken page tree raises only when it is walked.
        return Inside(trouble=UNFOLDS if "bad_alloc" in str(error) else BROKEN)


def find_active(document: pikepdf.Pdf) -> str:
    """Return the first entry that would make a viewer act by itself, or an empty string.

    An action may stand inside another object, so every object is walked to its leaves; what it refers to is
    an object of its own and comes by itself.
    """
    waiting: list[Any] = list(document.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            inner: list[Any] = list(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key in item.keys():  # noqa: SIM118 - a PDF dictionary is no mapping
                value = item.get(key)
                if key in ACTIVE:
                    return str(key)
                if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in ACTIVE:
                    return str(value)
            inner = [item.get(key) for key in item.keys()]  # noqa: SIM118
        else:
            continue
        waiting += [part for part in inner if isinstance(part, pikepdf.Object) and not part.is_indirect]
    return ""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(asdict(_look(io.BytesIO(sys.stdin.buffer.read())))))


if __name__ == "__main__":
    main()
