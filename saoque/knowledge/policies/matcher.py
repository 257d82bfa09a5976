"""``match``: may this producer have that support on this day, why, how much, and what is missing.

`yes` only where every condition is known to be met, `no` only where one is known not to be; all else is `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from saoque.knowledge.papers import same_kind
from saoque.knowledge.policies.amounts import amount_for
from saoque.knowledge.policies.conditions import Said, council_of, event_meets, period, place, who
from saoque.knowledge.policies.facts import RECOGNITIONS, TRIGGERS, Event, Facts
from saoque.knowledge.policies.places import Council, Places
from saoque.knowledge.policies.policy import Policy, policy_of
from saoque.knowledge.policies.words import day
from saoque.knowledge.records import Record


class Answer(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """`reason` is a Vietnamese sentence. `amount` in VND, only with YES and only where it can be computed.

    `missing`: what is not reached (NO) or not known (UNKNOWN), and with YES the papers still to be got. `papers`: every
    paper that the payer asks for. `warnings` hold whatever the answer.
    """

    record: Record
    answer: Answer
    reason: str
    amount: int | None
    warnings: tuple[str, ...]
    missing: tuple[str, ...]
    papers: tuple[str, ...]


def match_all(records: Iterable[Record], facts: Facts, places: Places) -> list[Match]:
    """Return the answer of each policy, in the order given. KnowledgeError for one that cannot be read."""
    return [match(policy_of(record), facts, places) for record in records]


def match(policy: Policy, facts: Facts, places: Places) -> Match:
    """Return what holds for this producer on `facts.on`."""
    council = council_of(policy, facts, places)
    warnings = _warnings(policy, facts, council)
    met, events = _events(policy, facts)
    said = [period(policy, facts), place(policy, facts, council, places), who(policy, facts), *met]
    papers = tuple(need.paper for need in policy.needs)

    def result(answer: Answer, reason: str, amount: int | None, missing: Iterable[str]) -> Match:
        return Match(policy.record, answer, reason, amount, warnings, tuple(dict.fromkeys(missing)), papers)

    against = [one for one in said if one.met is False]
    if against:
        return result(Answer.NO, f"Không được: {_join(against)}.", None, (one.missing for one in against))
    unsure = [one for one in said if one.met is None]
    if unsure:
        return result(Answer.UNKNOWN, f"Chưa nói chắc được: {_join(unsure)}.", None, (one.missing for one in unsure))
    amount = amount_for(policy, events, facts)
    held = facts.papers or ()
    papers_left = [need.paper for need in policy.needs if not any(same_kind(need.kind or "", one) for one in held)]
    return result(Answer.YES, f"Được: {_join(said)}. Số tiền: {amount.how}.", amount.value, papers_left)


def _events(policy: Policy, facts: Facts) -> tuple[list[Said], list[Event]]:
    """What the producer did that this policy is for; the conditions that stand against it when nothing fits."""
    if policy.trigger is None or policy.measure is None:
        words = "chưa tìm thấy mức và điều kiện của chính sách này"
        return [Said(None, words, "Văn bản có mức hỗ trợ; cán bộ ghi ở «Số liệu gốc»")], []
    asked = TRIGGERS[policy.trigger]
    told = facts.events is not None and (facts.works_known or policy.trigger in RECOGNITIONS)
    if facts.events is None or not (told or facts.events):
        return [Said(None, f"chưa rõ cơ sở có {_bare(asked)} không", f"Cơ sở đã {_bare(asked)} chưa")], []
    found = [(event, event_meets(policy, event, facts)) for event in facts.events]
    fitting = [event for event, one in found if one.met]
    if fitting:
        return [one for _event, one in found if one.met], fitting
    if any(one.met is None for _event, one in found):
        return [one for _event, one in found if one.met is None], []
    if not told:
        return [Said(None, f"chưa rõ cơ sở có {_bare(asked)} không", f"Cơ sở đã {_bare(asked)} chưa")], []
    near = [one for _event, one in found if not one.missing.endswith(asked)]
    return (near or [Said(False, f"chính sách dành cho nơi {asked}", f"Cơ sở {asked}")]), []


def _warnings(policy: Policy, facts: Facts, council: Council | None) -> tuple[str, ...]:
    text, found = policy.record, []
    if text.until is not None and facts.on > text.until:
        found.append(f"Văn bản đã hết hạn ngày {day(text.until)}.")
    if council is not None and council.until is not None:
        after = ", ".join(council.after)
        found.append(
            f"{council.name} thôi hoạt động từ sau ngày {day(council.until)}, nay thuộc {after}: phải hỏi lại."
        )
    if text.verify:
        found.append("Số liệu này chưa được cán bộ xác nhận.")
    if not policy.cap_known:
        found.append("Văn bản có mức trần nhưng chưa tìm thấy con số.")
    return tuple(found)


def _join(said: Iterable[Said]) -> str:
    return "; ".join(dict.fromkeys(one.words for one in said if one.words))


def _bare(asked: str) -> str:
    """«có sản phẩm…» after «có …» would say it twice."""
    return asked.removeprefix("có ")
