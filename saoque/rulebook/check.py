"""Whether the data agrees with itself: every sum, every reference, every count.

``check()`` gives one line per defect and an empty list for sound data. A file that cannot be read as what it
should be is a defect like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from saoque.rulebook.check_around import check_forms, check_names, check_procedure, check_readings
from saoque.rulebook.check_guidance import check_guidance
from saoque.rulebook.check_sheets import check_index, check_notices, check_sheet
from saoque.rulebook.errors import RulebookError
from saoque.rulebook.older import older_frame
from saoque.rulebook.shapes import Decision, Scorecard
from saoque.rulebook.sheets import decision, scorecard
from saoque.rulebook.source import DATA, decision_folders

T = TypeVar("T")

_MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def check(root: Path = DATA) -> list[str]:
    """Every defect in the data under ``root``, one line each, in a stable order."""
    defects: list[str] = []
    for code, folder in decision_folders(root).items():
        found = _try(defects, f"{code}/decision.yaml", partial(decision, code, root=root))
        if found is None:
            continue
        defects += _guard(f"{code}/decision.yaml", partial(_check_decision, found, folder))
        if found.archive:
            defects += _guard(f"{code}/frame.yaml", partial(_check_older, found, root))
        else:
            defects += _check_current(found, folder, root)
    if not decision_folders(root):
        defects.append("không có quyết định nào")
    return defects


def counts(root: Path = DATA) -> dict[str, int]:
    """How much of what there is, for the report of a sound check."""
    codes = [c for c, f in decision_folders(root).items() if not decision(c, root=root).archive]
    sheets = [scorecard(p.stem.upper(), root=root) for c in codes for p in _sheet_files(decision_folders(root)[c])]
    return {
        "quyết định": len(decision_folders(root)),
        "bộ tiêu chí": len(sheets),
        "tiêu chí": sum(len(s.criteria) for s in sheets),
        "mức": sum(len(c.options) for s in sheets for c in s.criteria),
        "dấu sao": sum(len(s.marks) for s in sheets),
    }


def _check_current(found: Decision, folder: Path, root: Path) -> list[str]:
    defects: list[str] = []
    sheets: list[Scorecard] = []
    for path in _sheet_files(folder):
        sheet = _try(defects, path.name, partial(scorecard, path.stem.upper(), root=root))
        if sheet is not None:
            sheets.append(sheet)
            defects += _guard(path.name, partial(check_sheet, sheet, path, found))
    around: tuple[tuple[str, Callable[[], Iterator[str]]], ...] = (
        ("index.yaml", partial(check_index, sheets, folder, root)),
        ("notices.yaml", partial(check_notices, sheets, folder)),
        ("guidance", partial(check_guidance, sheets, folder, found)),
        ("forms.yaml", partial(check_forms, sheets, found, root)),
        ("procedure.yaml", partial(check_procedure, found, root)),
        ("examples.yaml", partial(check_readings, sheets, folder)),
        ("english", partial(check_names, sheets, folder, root)),
    )
    for name, run in around:
        defects += _guard(f"{found.code}/{name}", run)
    return defects


def _check_decision(found: Decision, folder: Path) -> Iterator[str]:
    if found.code != folder.name:
        yield f"mã {found.code} khác tên thư mục {folder.name}"
    if found.prefix != found.code.upper():
        yield f"tiền tố {found.prefix} không ứng với mã {found.code}"
    total = sum(found.score_structure.values())
    if total != 100:
        yield f"ba phần cộng lại {total}, không phải 100"
    if not found.archive:
        yield from _check_bands(found, total)


def _check_bands(found: Decision, total: int) -> Iterator[str]:
    bands = found.star_bands
    if [b.star for b in bands] != [1, 2, 3, 4, 5]:
        yield f"khung hạng không đủ 1 đến 5 sao: {[b.star for b in bands]}"
    if not bands or bands[0].minimum != 0:
        yield "khung hạng không bắt đầu từ 0"
    for lower, upper in pairwise(bands):
        if lower.maximum != upper.minimum or lower.maximum_included:
            yield f"khung {lower.star} sao và {upper.star} sao không liền nhau"
    if bands and (bands[-1].maximum != total or not bands[-1].maximum_included):
        yield f"khung cao nhất không gồm {total}"


def _check_older(found: Decision, root: Path) -> Iterator[str]:
    for old in older_frame(found.code, root=root).sets:
        for line in old.criteria:
            if max(line.points) != line.max:
                yield f"bộ {old.number} tiêu chí {line.code}: mức cao nhất {max(line.points)}, tối đa {line.max}"
        sums = {p: sum(c.max for c in old.criteria if c.part == p) for p in found.score_structure}
        if old.sums_ok != (sums == dict(found.score_structure)):
            yield f"bộ {old.number}: ghi sums_ok {old.sums_ok} nhưng các phần cộng được {sums}"


def _sheet_files(folder: Path) -> list[Path]:
    return sorted((folder / "scorecards").glob("*.yaml"))


def _guard(where: str, run: Callable[[], Iterator[str]]) -> list[str]:
    """The defects of one check, each with its place; data of the wrong shape is itself a defect."""
    found: list[str] = []
    try:
        for defect in run():
            found.append(f"{where}: {defect}")
    except RulebookError as error:
        found.append(f"{where}: {error.message}")
    except _MISSHAPEN as error:
        found.append(f"{where}: sai hình dạng ({type(error).__name__}: {error})")
    return found


def _try(defects: list[str], where: str, load: Callable[[], T]) -> T | None:
    try:
        return load()
    except RulebookError as error:
        defects.append(f"{where}: {error.message}")
    except _MISSHAPEN as error:
        defects.append(f"{where}: sai hình dạng ({type(error).__name__}: {error})")
    return None
