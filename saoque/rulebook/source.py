"""Where the data lies and how a file of it is read, once.

A decision is a folder: ``<root>/<code>/decision.yaml``, or ``<root>/older/<code>/decision.yaml`` for one
that is kept only to read old papers. Files are cached per real path for the life of the process.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from saoque.requests import one_line as one_line
from saoque.rulebook.errors import RulebookError

DATA = Path(__file__).parent / "data"

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CODE = re.compile(r"[A-Z][A-Z0-9]*-[0-9]{2}")
_FOLDER = re.compile(r"[a-z][a-z0-9]*")


@cache
def read(path: Path) -> Any:
    """The content of one YAML file, to be read only. RulebookError when it is missing or not YAML."""
    return read_real(path.resolve())


@cache
def read_real(path: Path) -> Any:
    """The content of a file by its real path, so that a link to a file does not parse it again."""
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except OSError as error:
        raise RulebookError(f"Không đọc được tệp dữ liệu {path.name}.") from error
    except yaml.YAMLError as error:
        raise RulebookError(f"Tệp dữ liệu {path.name} không phải YAML đúng.") from error


@cache
def decision_folders(root: Path) -> dict[str, Path]:
    """Folder of each decision by its code, those in use before those of the archive."""
    found: dict[str, Path] = {}
    for base in (root, root / "older"):
        if base.is_dir():
            for folder in sorted(base.iterdir()):
                if (folder / "decision.yaml").is_file():
                    found[folder.name] = folder
    return found


def decision_folder(code: str, root: Path = DATA) -> Path:
    """The folder of one decision ("qd26"). RulebookError when there is none."""
    folder = decision_folders(root).get(code) if _FOLDER.fullmatch(code) else None
    if folder is None:
        raise RulebookError(f"Không có quyết định “{one_line(code)}” trong bộ luật.")
    return folder


def decision_of(scorecard_code: str) -> str:
    """The decision that a scorecard code names: "QD26-08" gives "qd26"."""
    if not _CODE.fullmatch(scorecard_code):
        raise unknown_scorecard(scorecard_code)
    return scorecard_code.split("-")[0].lower()


def unknown_scorecard(code: str) -> RulebookError:
    """The error for a scorecard that does not exist."""
    return RulebookError(f"Không có bộ tiêu chí “{one_line(code)}”.")
