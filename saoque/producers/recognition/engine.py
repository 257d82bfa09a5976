"""Tesseract with Vietnamese, as a program of the machine: fixed words, one thread, a time limit, nothing sent anywhere."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess

from django.conf import settings

from saoque.producers.recognition.words import Word

LANGUAGE = "vie"
SECONDS = 90  # for one page
LEAST_CONFIDENCE = 3  # of 100; worn words count too: a person looks them over anyway


class Unreadable(Exception):
    """The engine gave up on the page."""


def program() -> str | None:
    """Return where the engine is, None when it or its Vietnamese is not installed."""
    found = shutil.which(settings.TESSERACT)
    if found is None:
        return None
    told = subprocess.run([found, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    return found if LANGUAGE in told.stdout.split() else None


def words_of(engine: str, picture: bytes, page: int, width: int, height: int, first_line: int) -> list[Word]:
    """Return the words on one page picture (PNG of `width` by `height` pixels). Raises `Unreadable`."""
    command = [engine, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", "200", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Unreadable(str(error)) from error
    return read_table(done.stdout.decode("utf-8", "replace"), page, width, height, first_line)


def read_table(table: str, page: int, width: int, height: int, first_line: int) -> list[Word]:
    """Return the words of the engine's table; boxes become thousandths of the page, lines are counted on."""
    words: list[Word] = []
    lines: dict[tuple[str, str, str], int] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        confidence = round(float(row["conf"]))
        if row["level"] != "5" or not text or confidence < LEAST_CONFIDENCE:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), first_line + len(lines))
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        box = (left * 1000 // width, top * 1000 // height, -(-right * 1000 // width), -(-bottom * 1000 // height))
        words.append(Word(text, page, line, box, confidence))
    return words
