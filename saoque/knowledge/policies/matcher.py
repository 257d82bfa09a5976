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
from saoque.knowledge.policies.sentences import Sentence, listed, sentence, shortened
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
    paper that the payer asks for. `warnings` hold whatever the answer. What the matcher says itself is a `Sentence`, so
    that a page can say it in another language; names of papers are the record's.
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
        return result(
            Answer.NO, sentence("Không được: {why}.", why=_join(against)), None, (one.missing for one in against)
        )
    unsure = [one for one in said if one.met is None]
    if unsure:
        unclear = sentence("Chưa nói chắc được: {why}.", why=_join(unsure))
        return result(Answer.UNKNOWN, unclear, None, (one.missing for one in unsure))
    amount = amount_for(policy, events, facts)
    held = facts.papers or ()
    papers_left = [need.paper for need in policy.needs if not any(same_kind(need.kind or "", one) for one in held)]
    reason = sentence("Được: {why}. Số tiền: {how}.", why=_join(said), how=amount.how)
    return result(Answer.YES, reason, amount.value, papers_left)


def _events(policy: Policy, facts: Facts) -> tuple[list[Said], list[Event]]:
    """What the producer did that this policy is for; the conditions that stand against it when nothing fits."""
    if policy.trigger is None or policy.measure is None:
        words = sentence("chưa tìm thấy mức và điều kiện của chính sách này")
        return [Said(None, words, sentence("Văn bản có mức hỗ trợ; cán bộ ghi ở «Số liệu gốc»"))], []
    asked = TRIGGERS[policy.trigger]
    told = facts.events is not None and (facts.works_known or policy.trigger in RECOGNITIONS)
    if facts.events is None or not (told or facts.events):
        return [_not_told(asked)], []
    found = [(event, event_meets(policy, event, facts)) for event in facts.events]
    fitting = [event for event, one in found if one.met]
    if fitting:
        return [one for _event, one in found if one.met], fitting
    if any(one.met is None for _event, one in found):
        return [one for _event, one in found if one.met is None], []
    if not told:
        return [_not_told(asked)], []
    near = [one for _event, one in found if not one.missing.endswith(asked)]
    return (
        near
        or [Said(False, sentence("chính sách dành cho nơi {work}", work=asked), sentence("Cơ sở {work}", work=asked))]
    ), []


def _warnings(policy: Policy, facts: Facts, council: Council | None) -> tuple[str, ...]:
    text, found = policy.record, []
    if text.until is not None and facts.on > text.until:
        found.append(sentence("Văn bản đã hết hạn ngày {day}.", day=day(text.until)))
    if council is not None and council.until is not None:
        found.append(
            sentence(
                "{council} thôi hoạt động từ sau ngày {day}, nay thuộc {after}: phải hỏi lại.",
                council=council.name,
                day=day(council.until),
                after=listed(council.after),
            )
        )
    if text.verify:
        found.append(sentence("Số liệu này chưa được cán bộ xác nhận."))
    if not policy.cap_known:
        found.append(sentence("Văn bản có mức trần nhưng chưa tìm thấy con số."))
    return tuple(found)


def _join(said: Iterable[Said]) -> Sentence:
    return listed(dict.fromkeys(one.words for one in said if one.words), "; ")


def _not_told(asked: Sentence) -> Said:
    """«có sản phẩm…» after «có …» would say it twice."""
    bare = shortened(asked, asked.removeprefix("có "))
    return Said(None, sentence("chưa rõ cơ sở có {work} không", work=bare), sentence("Cơ sở đã {work} chưa", work=bare))
