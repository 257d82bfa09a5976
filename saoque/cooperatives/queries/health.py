"""Scores of a yearly check, and what follows from its answers."""

from collections.abc import Mapping
from typing import Any


def score_check(facts: Mapping[str, Any], marks: Mapping[str, str]) -> tuple[dict[str, int], int]:
    """Return percent of the points by area and of all, rounded half up. KeyError for an unknown mark."""
    worth = facts["marks"]
    best = max(worth.values())
    scores, points, most = {}, 0, 0
    for area in facts["areas"]:
        own = sum(worth[marks[question["key"]]] for question in area["questions"])
        full = best * len(area["questions"])
        scores[area["key"]] = _percent(own, full)
        points, most = points + own, most + full
    return scores, _percent(points, most)


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0


def next_steps(facts: Mapping[str, Any], answers: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return what to do about each answer that is not a full yes, the weakest answers first."""
    worth = facts["marks"]
    best = max(worth.values())
    open_ = [
        (worth[answers[question["key"]]["mark"]], question["next"])
        for area in facts["areas"]
        for question in area["questions"]
        if question["key"] in answers and worth[answers[question["key"]]["mark"]] < best
    ]
    return [step for _worth, step in sorted(open_, key=lambda pair: pair[0])]
