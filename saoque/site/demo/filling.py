"""Filling in a dossier as a producer would: blanks, answers, papers."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from saoque.dossiers.actions.writing.answers import save_answer
from saoque.dossiers.actions.writing.fields import page_blanks, save_section, token_of
from saoque.dossiers.actions.writing.papers import attach_paper, cite, put_new_paper
from saoque.dossiers.completeness import needs_file
from saoque.dossiers.forms.stations import Blank, stations
from saoque.dossiers.models import Dossier, Evidence
from saoque.dossiers.queries_writing import kept_of
from saoque.kernel.access import Actor
from saoque.rulebook import guidance, score, scorecard
from saoque.rulebook.forms import evidence_rows
from saoque.rulebook.shapes import Criterion, Scorecard
from saoque.site.demo.cast import story
from saoque.site.demo.papers import sample


def fill_forms(dossier: Dossier, actor: Actor) -> None:
    """Type into every blank that is still empty and that the story has words for."""
    words = _words(dossier)
    for station in stations(dossier.scorecard, dossier.kind):
        kept = kept_of(dossier, station.paths)
        typed: dict[str, list[str]] = {}
        for blank in page_blanks(station, dossier.scorecard):
            value = _typed(blank, words)
            if value and not blank.locked and (blank.path not in kept or kept[blank.path][0] in (None, "", [])):
                typed[blank.name] = value
        refused = save_section(dossier, station, typed, token_of(station, kept), actor)
        if refused:
            raise ValueError(f"demonstration data refused at {station.form}.{station.key}: {refused}")


def _words(dossier: Dossier) -> Mapping[str, str | list[str]]:
    names = {
        "product": dossier.product.name,
        "producer": dossier.producer.name,
        "summary": dossier.product.summary,
        "address": f"{dossier.producer.address_line}, {dossier.commune.full_name}, {dossier.province.full_name}",
    }
    raw: dict[str, Any] = story()["blanks"]
    return {key: value.format(**names) if isinstance(value, str) else value for key, value in raw.items()}


def _typed(blank: Blank, words: Mapping[str, str | list[str]]) -> list[str]:
    value = words.get(blank.path.rsplit(".", 1)[-1], "")
    return value if isinstance(value, list) else [value] if value else []


def answers_for(card: Scorecard, star: int, points: int, legal_form: str = "") -> dict[str, str]:
    """Return modest answers that keep every mark up to `star` and reach about `points`, without reaching the next star.

    Criteria are raised one rung at a time, in turns, so that the points lie spread over the sheet.
    """
    places = {line.code: _least(line, star) for line in card.criteria}
    fixed = _organisation(card, legal_form)
    places.update(fixed)
    lines = sorted((line for line in card.criteria if line.code not in fixed), key=lambda line: _turn(line.code))
    raised = True
    while raised:
        raised = False
        for line in lines:
            if score(card, _chosen(card, places)).total >= points:
                return _chosen(card, places)
            higher = places | {line.code: places[line.code] + 1}
            if higher[line.code] < len(line.options) and score(card, _chosen(card, higher)).stars <= star:
                places, raised = higher, True
    return _chosen(card, places)


def _chosen(card: Scorecard, places: Mapping[str, int]) -> dict[str, str]:
    return {code: card.by_code[code].options[place].id for code, place in places.items()}


def _turn(code: str) -> str:
    """Return a fixed but mixed order of criteria."""
    return hashlib.sha256(code.encode()).hexdigest()


def _organisation(card: Scorecard, legal_form: str) -> dict[str, int]:
    """Return the rung of criterion 3.1 that says what the producer is."""
    word = {"registered_household": "Hộ", "cooperative": "HTX"}.get(legal_form, "")
    options = card.by_code["3.1"].options if word and "3.1" in card.by_code else ()
    fitting = [n for n, option in enumerate(options) if option.label.startswith(word)]
    return {"3.1": fitting[-1]} if fitting else {}


def _least(line: Criterion, star: int) -> int:
    """Return the place of the lowest option that keeps the marks up to `star`."""
    marked = [n for n, option in enumerate(line.options) if option.min_for_star and option.min_for_star <= star]
    return max(marked, default=0)


def answer_all(dossier: Dossier, actor: Actor, star: int, points: int) -> None:
    """Choose an option for every criterion, with a sentence that says how it is proved."""
    card = scorecard(dossier.scorecard)
    for code, option in answers_for(card, star, points, dossier.producer.legal_form).items():
        advice = guidance(card.code, code)
        proof = (advice.good or advice.papers or (advice.question,))[0]
        save_answer(dossier, code, option, f"{proof} (trình diễn)", 0, actor)


def attach_all(dossier: Dossier, actor: Actor) -> None:
    """Put one sample paper per kind into the dossier, each cited by every criterion that it can prove."""
    card = scorecard(dossier.scorecard)
    drawer = {paper.kind: paper for paper in dossier.producer.papers.filter(removed_at=None)}
    for row in evidence_rows():
        lines = [line.code for line in card.criteria if row.code in line.evidence and needs_file(line.evidence)]
        if not lines:
            continue
        if row.code in drawer:
            evidence = attach_paper(dossier, drawer[row.code], lines[0], actor)
        else:
            evidence = _new_paper(dossier, row.code, row.label, lines[0], actor)
        for code in lines[1:]:
            cite(dossier, evidence, code, actor)


def _new_paper(dossier: Dossier, code: str, label: str, line: str, actor: Actor) -> Evidence:
    title = label[:180]
    return put_new_paper(
        dossier,
        sample(title, dossier.producer.name, code),
        {"kind": code, "title": title, "number": f"TD-{code}", "issued_on": date(2026, 3, 2), "expires_on": None},
        line,
        actor,
    )
