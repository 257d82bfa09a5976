"""Convert the unpacked package vietnamadminunits 1.0.4 (MIT) into the data files of this room.

    python -m saoque.places.sources.vietnamadminunits UNPACKED_PACKAGE OUT_DIR

Two faults of that list are repaired here, by rules, and counted on the screen:
- units of the same name inside one merged province were taken for one, so each was said to be divided
  between its own place and its namesake's (see `separate_namesakes`);
- some points of new communes lie at a namesake's place (see `repair_points`).
"""

import collections
import csv
import json
import math
import sqlite3
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..units import COMMUNE, DISTRICT, PROVINCE, split_full_name

Row = dict[str, Any]
Targets = dict[str, set[str]]
UNIT_COLUMNS = ("code", "kind", "name", "parent", "lat", "lon")
FAR_KM = 40.0
OLD_UNITS, NEW_UNITS = "SELECT * FROM admin_units_legacy", "SELECT * FROM admin_units"


def read_rows(package: Path, query: str) -> list[Row]:
    """Return what a query gives on the package's database."""
    with sqlite3.connect(package / "data" / "dataset.db") as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def old_code(row: Row) -> str:
    """Return the code of an old commune, or of its district for the five island districts without communes."""
    return row["wardCode"] or row["districtCode"]


def old_key(row: Row) -> str:
    """Return the key by which the package's mapping names an old commune."""
    return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"


def point(row: Row, level: str) -> tuple[float, float]:
    """Return (lat, lon) of one level of a row."""
    return row[f"{level}Lat"], row[f"{level}Lon"]


def old_point(row: Row) -> tuple[float, float]:
    """Return the point of an old commune, or of its district where it has none."""
    return point(row, "ward" if row["wardCode"] else "district")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points in km, flat enough for one country."""
    return math.hypot((a[0] - b[0]) * 111.2, (a[1] - b[1]) * 111.2 * math.cos(math.radians(a[0])))


def read_targets(package: Path, old: dict[str, Row], new: dict[tuple[str, str], Row]) -> Targets:
    """Return old code → codes of the new communes, as the package states it."""
    mapping = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    targets: Targets = collections.defaultdict(set)
    for province, wholes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, keys in wholes.items():
            for key in keys:
                targets[old_code(old[key])].add(new[province, commune]["wardCode"])
    for province, divided in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, choices in divided.items():
            for choice in choices:
                targets[old_code(old[key])].add(new[province, choice["newWardKey"]]["wardCode"])
    return targets


def closeness(row: Row, commune: Row, sure: Iterable[Row]) -> tuple[int, float]:
    """Return a key that is smaller the likelier `row` went to `commune`.

    First by what else went there for sure (same old district 0, same old province 1, else 2), then by
    distance in km: points of namesakes are sometimes swapped, districts are not.
    """
    rows = list(sure)
    if any(other["districtCode"] == row["districtCode"] for other in rows):
        place = 0
    else:
        place = 1 if any(other["provinceCode"] == row["provinceCode"] for other in rows) else 2
    return place, distance_km(point(commune, "ward"), old_point(row))


def separate_namesakes(targets: Targets, old: list[Row], new: dict[str, Row], home: dict[str, str]) -> int:
    """Take from a "divided" old commune what belongs to its namesake in the same new province; return how much."""
    rows = {old_code(row): row for row in old}
    namesakes = collections.defaultdict(list)
    for row in old:
        if row["wardKey"]:
            namesakes[home[row["provinceKey"]], row["wardKey"]].append(old_code(row))
    twins = {code for group in namesakes.values() if len(group) > 1 for code in group}
    dropped: set[tuple[str, str]] = set()
    for group in namesakes.values():
        for code in group:
            for target in targets[code] if len(targets[code]) > 1 else ():
                rivals = [other for other in group if other != code and target in targets[other]]
                sure = [
                    rows[other]
                    for other, goes in targets.items()
                    if target in goes and (other not in twins or len(goes) == 1)
                ]
                mine = closeness(rows[code], new[target], sure)
                if any(closeness(rows[other], new[target], sure) < mine for other in rivals):
                    dropped.add((code, target))
    for code, target in dropped:
        targets[code].discard(target)
    return len(dropped)


def repair_points(targets: Targets, old: list[Row], new: list[Row]) -> int:
    """Put a new commune's point among its predecessors' when it lies far from all of them; return how many.

    Where the predecessors themselves lie far apart (Trường Sa), nothing follows from them and nothing is moved: see `notes.csv`.
    """
    rows = {old_code(row): row for row in old}
    sources = collections.defaultdict(list)
    for code, goes in targets.items():
        if len(goes) == 1:
            sources[next(iter(goes))].append(old_point(rows[code]))
    moved = 0
    for row in new:
        points = sources[row["wardCode"]]
        if len(points) < 2:
            continue
        middle = (statistics.median(p[0] for p in points), statistics.median(p[1] for p in points))
        together = all(distance_km(middle, p) < FAR_KM for p in points)
        if together and all(distance_km(point(row, "ward"), p) > FAR_KM for p in points):
            row["wardLat"], row["wardLon"] = middle
            moved += 1
    return moved


def unit_line(code: str, full_name: str, level: str, parent: str, where: tuple[float, float]) -> tuple[str, ...]:
    """Return one line of a unit file."""
    kind, name = split_full_name(full_name, level)
    return (code, kind, name, parent, f"{where[0]:.4f}", f"{where[1]:.4f}")


def old_lines(old: list[Row]) -> set[tuple[str, ...]]:
    """Return the lines of all old provinces, districts and communes."""
    lines = set()
    for row in old:
        province, district = row["provinceCode"], row["districtCode"]
        lines.add(unit_line(province, row["province"], PROVINCE, "", point(row, "province")))
        lines.add(unit_line(district, row["district"], DISTRICT, province, point(row, "district")))
        if row["wardCode"]:
            lines.add(unit_line(row["wardCode"], row["ward"], COMMUNE, district, point(row, "ward")))
    return lines


def new_lines(new: list[Row]) -> set[tuple[str, ...]]:
    """Return the lines of the provinces and communes in force since 1 July 2025."""
    lines = set()
    for row in new:
        lines.add(unit_line(row["provinceCode"], row["province"], PROVINCE, "", point(row, "province")))
        lines.add(unit_line(row["wardCode"], row["ward"], COMMUNE, row["provinceCode"], point(row, "ward")))
    return lines


def _code_order(line: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return the key of the order of lines: levels apart (by length of code), then by code."""
    return len(line[0]), line


def write_csv(path: Path, header: Iterable[str], lines: Iterable[tuple[str, ...]]) -> None:
    """Write lines in the order of their codes, so that changes show well."""
    ordered: list[tuple[str, ...]] = sorted(lines, key=_code_order)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(ordered)


def convert(package: Path, out: Path) -> str:
    """Write units-old.csv, units-2025.csv and successors-2025.csv into `out`; return a summary."""
    old, new = read_rows(package, OLD_UNITS), read_rows(package, NEW_UNITS)
    provinces = json.loads((package / "data" / "converter_2025.json").read_text(encoding="utf-8"))["DICT_PROVINCE"]
    home = {before: after for after, befores in provinces.items() for before in befores}
    by_key = {(row["provinceKey"], row["wardKey"]): row for row in new}
    targets = read_targets(package, {old_key(row): row for row in old}, by_key)
    dropped = separate_namesakes(targets, old, {row["wardCode"]: row for row in new}, home)
    moved = repair_points(targets, old, new)
    new_province = {row["provinceKey"]: row["provinceCode"] for row in new}
    arrows = {(row["provinceCode"], new_province[home[row["provinceKey"]]]) for row in old}
    arrows |= {(code, target) for code, goes in targets.items() for target in goes}
    write_csv(out / "units-old.csv", UNIT_COLUMNS, old_lines(old))
    write_csv(out / "units-2025.csv", UNIT_COLUMNS, new_lines(new))
    write_csv(out / "successors-2025.csv", ("old", "new"), arrows)
    divided = sum(len(goes) > 1 for goes in targets.values())
    return f"{len(targets)} old, {divided} divided, {dropped} arrows to namesakes dropped, {moved} points moved"


if __name__ == "__main__":
    sys.stdout.write(convert(Path(sys.argv[1]), Path(sys.argv[2])) + "\n")
