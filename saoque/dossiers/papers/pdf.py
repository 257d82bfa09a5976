"""The tree as PDF. It goes to the template as data, so nothing that people typed is read as markup."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from saoque.dossiers.papers.tree import Paper
from saoque.kernel.papers import compile_pdf

HERE = Path(__file__).parent


def draw_pdf(paper: Paper, made_on: date, *, first_page: int = 1, numbered: bool = True) -> bytes:
    """Return the paper on A4. `first_page` is the number of its first page in the contents; not `numbered`: none is printed."""
    data: dict[str, Any] = {
        "title": paper.title,
        "nodes": [asdict(node) for node in paper.nodes],
        "date": [made_on.year, made_on.month, made_on.day],
        "first_page": first_page,
        "numbered": numbered,
    }
    return compile_pdf(HERE / "form.typ", data)
