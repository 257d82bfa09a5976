"""A producer's facts as JSON, and the answers as JSON; the shapes are told in ``API.md``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from saoque.knowledge.errors import KnowledgeError
from saoque.knowledge.policies.facts import RECOGNITIONS, TRIGGERS, Event, Facts, Received
from saoque.knowledge.policies.matcher import Match
from saoque.knowledge.policies.words import LEGAL_FORMS
from saoque.requests import one_line

_FACTS = ("on", "place", "former_place", "legal_form", "events", "received", "commune_counts", "papers")
_EVENT = (
    "trigger", "product", "on", "star", "star_before", "cost", "area_m2", "persons", "months", "minimum_wage",
)  # fmt: skip
_RECEIVED = ("policy", "product", "amount")
_MOST = 10**15  # VND
_MOST_ROWS = 200


def facts_of(asked: Mapping[str, Any], today: date) -> Facts:
    """Read a producer's facts. KnowledgeError in one line that names the field."""
    _only(asked, _FACTS, "")
    form = _text(asked, "legal_form", "")
    if form is not None and form not in LEGAL_FORMS:
        raise KnowledgeError(f"legal_form “{one_line(form)}” không có; dùng một trong: {', '.join(LEGAL_FORMS)}.")
    events, received = _rows(asked, "events"), _rows(asked, "received")
    papers = asked.get("papers")
    if papers is not None and not (isinstance(papers, list) and all(isinstance(one, str) for one in papers)):
        raise KnowledgeError("papers phải là danh sách chuỗi hoặc null.")
    return Facts(
        on=_day(asked, "on", "") or today,
        place=_text(asked, "place", ""),
        former_place=_text(asked, "former_place", ""),
        legal_form=form,
        events=None if events is None else tuple(_event(one, n) for n, one in enumerate(events, start=1)),
        received=None if received is None else tuple(_received(one, n) for n, one in enumerate(received, start=1)),
        commune_counts=_counts(asked.get("commune_counts")),
        papers=None if papers is None else frozenset(papers),
    )


def answer_of(found: Match) -> dict[str, Any]:
    """Return one match as JSON."""
    record = found.record
    return {
        "policy": record.id,
        "name": record.name,
        "answer": found.answer.value,
        "reason": found.reason,
        "amount": found.amount,
        "warnings": list(found.warnings),
        "missing": list(found.missing),
        "papers": list(found.papers),
        "basis": list(record.basis),
        "source": list(record.sources),
        "confidence": record.c,
        "verify": record.verify,
        "since": record.since.isoformat() if record.since else None,
        "until": record.until.isoformat() if record.until else None,
    }


def _event(asked: Mapping[str, Any], n: int) -> Event:
    where = f"events mục {n}: "
    _only(asked, _EVENT, where)
    trigger = _text(asked, "trigger", where)
    if trigger is None or trigger not in TRIGGERS:
        raise KnowledgeError(f"{where}trigger “{one_line(trigger)}” không có; dùng một trong: {', '.join(TRIGGERS)}.")
    star, before = _number(asked, "star", where, 5), _number(asked, "star_before", where, 5)
    if trigger in RECOGNITIONS:
        trigger, before = "recognition", _star_before(trigger, star, before)
    return Event(
        trigger=trigger,
        product=_text(asked, "product", where),
        on=_day(asked, "on", where),
        star=star,
        star_before=before,
        **{name: _number(asked, name, where) for name in ("cost", "area_m2", "persons", "months", "minimum_wage")},
    )


def _star_before(trigger: str, star: int | None, before: int | None) -> int | None:
    """What the kind of recognition says of the star before, when nothing else does."""
    if before is not None:
        return before
    return {"first_recognition": 0, "kept_star": star, "raised_3_to_4": 3}.get(trigger)


def _received(asked: Mapping[str, Any], n: int) -> Received:
    where = f"received mục {n}: "
    _only(asked, _RECEIVED, where)
    policy = _text(asked, "policy", where)
    if policy is None:
        raise KnowledgeError(f"{where}thiếu policy.")
    return Received(policy, _text(asked, "product", where), _number(asked, "amount", where))


def _counts(raw: object) -> dict[str, int]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise KnowledgeError("commune_counts phải là đối tượng {mã chính sách: số sản phẩm}.")
    return {key: _number(raw, key, "commune_counts: ") or 0 for key in raw if raw[key] is not None}


def _rows(asked: Mapping[str, Any], field: str) -> list[dict[str, Any]] | None:
    rows = asked.get(field)
    if rows is None:
        return None
    if not isinstance(rows, list) or len(rows) > _MOST_ROWS or not all(isinstance(one, dict) for one in rows):
        raise KnowledgeError(f"{field} phải là danh sách đối tượng, nhiều nhất {_MOST_ROWS} mục, hoặc null.")
    return rows


def _only(asked: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    strange = sorted(set(asked) - set(known))
    if strange:
        raise KnowledgeError(f"{where}không có mục “{one_line(strange[0])}”; dùng: {', '.join(known)}.")


def _text(asked: Mapping[str, Any], field: str, where: str) -> str | None:
    value = asked.get(field)
    if value is not None and not isinstance(value, str):
        raise KnowledgeError(f"{where}{field} phải là chuỗi hoặc null, không phải “{one_line(value)}”.")
    return value


def _number(asked: Mapping[str, Any], field: str, where: str, most: int = _MOST) -> int | None:
    value = asked.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise KnowledgeError(
            f"{where}{field} phải là số nguyên từ 0 đến {most} hoặc null, không phải “{one_line(value)}”."
        )
    return value


def _day(asked: Mapping[str, Any], field: str, where: str) -> date | None:
    value = asked.get(field)
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise KnowledgeError(f"{where}{field} phải là ngày dạng 2026-05-22, không phải “{one_line(value)}”.")
