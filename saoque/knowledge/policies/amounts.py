"""How much a policy gives. Whole đồng, rounded down, never above a cap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from saoque.knowledge.policies.facts import Event, Facts
from saoque.knowledge.policies.policy import Policy
from saoque.knowledge.policies.sentences import listed, sentence
from saoque.knowledge.policies.words import money, number


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` in VND, None where a fact or a cap is missing; `how` says in words how it was computed."""

    value: int | None
    how: str


def amount_for(policy: Policy, events: Sequence[Event], facts: Facts) -> Amount:
    """Return what the events that meet the policy are worth together, after caps and what came before."""
    if not policy.cap_known:
        return Amount(None, sentence("chưa biết mức trần nên chưa tính được số tiền"))
    groups: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        groups[event.product if policy.per or policy.once else None].append(event)
    sums: list[int] = []
    said: list[str] = []
    for product, members in groups.items():
        known = [_worth(policy, event) for event in members]
        worth = [one for one in known if one is not None]
        if len(worth) < len(known):
            return Amount(None, sentence("thiếu con số để tính tiền"))
        total = max(worth) if policy.once else sum(worth)  # once: the best of what the product did, not each
        if policy.cap is not None:
            before = _before(policy, facts, product if policy.per else None)
            total = min(total, max(policy.cap - before, 0))
        sums.append(total)
        said.append(_how(policy, members, total))
    left = _left_in_commune(policy, facts)
    if left is not None and left < len(sums):
        sums = sorted(sums, reverse=True)[:left]
        said = [sentence("trong xã còn {left} sản phẩm được hỗ trợ, lấy sản phẩm được nhiều nhất", left=left)]
    value = sum(sums)
    if policy.cap_subject is not None:
        value = min(value, max(policy.cap_subject - _before(policy, facts, None), 0))
        said.append(sentence("một chủ thể nhận nhiều nhất {most}", most=money(policy.cap_subject)))
    return Amount(value, listed(said, "; "))


def _worth(policy: Policy, event: Event) -> int | None:
    """One event before caps, in VND."""
    if policy.measure == "fixed":
        return policy.amount if policy.amount is not None else _by_star(policy, event)
    if policy.measure == "monthly":
        return _wages(policy, event)
    if event.cost is None:
        return None
    return int((Decimal(event.cost) * policy.percent / 100).to_integral_value(ROUND_DOWN))


def _by_star(policy: Policy, event: Event) -> int | None:
    worth = policy.by_star.get(event.star or 0)
    if worth is not None and policy.difference and event.star_before:
        before = policy.by_star.get(event.star_before)
        return None if before is None else max(worth - before, 0)
    return worth


def _wages(policy: Policy, event: Event) -> int | None:
    """The least that the text promises: so many times the minimum wage, for so many months and persons."""
    if policy.times_wage is None or event.persons is None or event.months is None or event.minimum_wage is None:
        return None
    persons = event.persons if policy.most_persons is None else min(event.persons, policy.most_persons)
    months = event.months if policy.most_months is None else min(event.months, policy.most_months)
    return int((policy.times_wage * event.minimum_wage * persons * months).to_integral_value(ROUND_DOWN))


def _before(policy: Policy, facts: Facts, product: str | None) -> int:
    """What came under this policy before, in VND; for one product, or altogether."""
    mine = [one for one in facts.received or () if one.policy == policy.record.id]
    return sum(one.amount or 0 for one in mine if product is None or one.product in (None, product))


def _left_in_commune(policy: Policy, facts: Facts) -> int | None:
    if policy.most_products_in_commune is None:
        return None
    return max(policy.most_products_in_commune - facts.commune_counts.get(policy.record.id, 0), 0)


def _how(policy: Policy, events: Sequence[Event], total: int) -> str:
    if policy.measure == "fixed":
        return sentence("mức cố định {total}", total=money(total))
    if policy.measure == "monthly":
        return sentence(
            "ít nhất {times} lần lương tối thiểu vùng, cộng được {total}",
            times=number(policy.times_wage),
            total=money(total),
        )
    cost = sum(event.cost or 0 for event in events)
    share = {"share": f"{number(format(policy.percent.normalize(), 'f'))}%", "cost": money(cost), "total": money(total)}
    if policy.cap is None:
        return sentence("{share} của {cost}: {total}", **share)
    return sentence("{share} của {cost}, tối đa {cap}: {total}", cap=money(policy.cap), **share)
