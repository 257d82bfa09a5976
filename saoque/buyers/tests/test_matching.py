"""The matcher explains every yes and no, and its pools are as few and as cheap as integer programming finds them."""

from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from saoque.buyers.matching import Offer, Request, match_all
from saoque.buyers.matching.fitting import judge
from saoque.buyers.matching.pooling import pool

TODAY = date(2026, 11, 25)


def offer(ident: str = "o", **more: object) -> Offer:
    said = {
        "product": "Mắm cá", "producer": ident, "set_code": "QD26-08", "star": 4, "star_until": date(2029, 1, 1),
        "price": 90_000, "unit": "kg", "per_month": 100, **more,
    }  # fmt: skip
    return Offer(id=ident, **said)  # type: ignore[arg-type]


def request(**more: object) -> Request:
    said = {"set_codes": frozenset({"QD26-08"}), "per_month": 100, "unit": "kg", **more}
    return Request(id="r", **said)  # type: ignore[arg-type]


WHY_NOT = [
    (offer(agreed=False), request(), "Chủ thể chưa đồng ý cho người mua thấy sản phẩm này."),
    (offer(star=3), request(min_star=4), "Cần từ 4 sao, sản phẩm đang có 3 sao."),
    (offer(star=0, star_until=None), request(min_star=3), "Cần từ 3 sao, sản phẩm chưa có sao."),
    (offer(star_until=date(2026, 11, 24)), request(min_star=4), "Giấy chứng nhận sao đã hết hiệu lực."),
    (offer(unit="hũ"), request(max_price=1), "Bán theo hũ, người mua hỏi theo kg."),
    (offer(price=95_500), request(max_price=90_000), "Giá 95.500 đồng một kg, cao hơn mức trả 5.500 đồng."),
    (offer(areas=frozenset({"92", "91"})), request(area="79"), "Không giao đến nơi có mã 79."),
    (offer(months=frozenset({1, 2, 3})), request(months=frozenset({2, 5, 6})), "Không có hàng vào tháng 5, 6."),
    (offer(papers=frozenset({"E01"})), request(papers=frozenset({"E02", "E01"})), "Còn thiếu giấy: E02."),
    (offer(promised=120), request(), "Đã hứa hết 100 kg mỗi tháng cho nơi khác."),
]


@pytest.mark.parametrize(("one", "wanted", "reason"), WHY_NOT, ids=[why for _one, _wanted, why in WHY_NOT])
def test_every_no_has_its_reason(one: Offer, wanted: Request, reason: str) -> None:
    verdict = judge(one, wanted, TODAY)
    assert (verdict.fits, verdict.reasons) == (False, (reason,))


def test_all_reasons_against_are_told_at_once() -> None:
    verdict = judge(offer(agreed=False, star=3, promised=100), request(min_star=5), TODAY)
    assert len(verdict.reasons) == 3


def test_a_yes_says_why() -> None:
    wanted = request(
        min_star=3, max_price=100_000, area="79", months=frozenset({12, 1}), papers=frozenset({"E01"}), per_month=50
    )
    verdict = judge(offer(papers=frozenset({"E01"}), promised=30), wanted, TODAY)
    assert verdict.fits
    assert verdict.reasons == (
        "4 sao, giấy chứng nhận còn hiệu lực đến 01/01/2029.",
        "Giá 90.000 đồng một kg, không quá mức trả 100.000 đồng.",
        "Còn giao được 70 kg mỗi tháng.",
        "Giao được đến nơi có mã 79.",
        "Có hàng vào tháng 1, 12.",
        "Đủ giấy: E01.",
    )


def test_a_star_is_valid_on_its_last_day() -> None:
    assert judge(offer(star_until=TODAY), request(min_star=4), TODAY).fits


def test_what_was_promised_is_not_offered_again() -> None:
    (found,) = match_all([offer("a", promised=80), offer("b", price=95_000)], [request(per_month=110)], TODAY)
    assert [(part.offer.id, part.amount) for part in found.parts] == [("a", 20), ("b", 90)]
    assert (found.covered, found.total, found.cost) == (True, 110, 20 * 90_000 + 90 * 95_000)


def test_who_does_not_want_a_pool_gets_one_seller() -> None:
    offers = [offer("a", per_month=60), offer("b", per_month=70)]
    (found,) = match_all(offers, [request(pool=False)], TODAY)
    assert ([part.offer.id for part in found.parts], found.total, found.covered) == (["b"], 70, False)


def test_requests_take_nothing_from_one_another_and_other_sets_are_left_alone() -> None:
    offers = [offer("a"), offer("tea", set_code="QD26-11")]
    found = list(match_all(offers, [request(), request()], TODAY))
    assert [[part.offer.id for part in one.parts] for one in found] == [["a"], ["a"]]
    assert [[verdict.offer.id for verdict in one.verdicts] for one in found] == [["a"], ["a"]]


SIZES = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40)), min_size=1, max_size=9)


def offers_of(sizes: list[tuple[int, int]]) -> list[Offer]:
    return [offer(f"o{n}", per_month=size, price=price) for n, (size, price) in enumerate(sizes)]


def worth(parts: tuple[object, ...]) -> tuple[int, int, int]:
    """More, then fewer, then cheaper: the smaller the better."""
    amount = sum(part.amount for part in parts)  # type: ignore[attr-defined]
    return -amount, len(parts), sum(part.amount * part.offer.price for part in parts)  # type: ignore[attr-defined]


def brute(offers: list[Offer], wanted: int, most: int) -> tuple[int, int, int]:
    best = (0, 0, 0)
    for count in range(1, min(most or len(offers), len(offers)) + 1):
        for chosen in itertools.combinations(offers, count):
            left, cost, used = wanted, 0, 0
            for one in sorted(chosen, key=lambda o: o.price):
                amount = min(left, one.free)
                left, cost, used = left - amount, cost + amount * one.price, used + (amount > 0)
            if used == count:
                best = min(best, (left - wanted, count, cost))
    return best


@settings(max_examples=300, deadline=None)
@given(SIZES, st.integers(1, 200), st.integers(0, 4))
def test_no_pool_is_better_than_the_one_found(sizes: list[tuple[int, int]], wanted: int, most: int) -> None:
    offers = offers_of(sizes)
    found = pool(offers, wanted, most)
    assert (worth(found.parts), found.exact) == (brute(offers, wanted, most), True)
    assert all(0 < part.amount <= part.offer.free for part in found.parts)


def by_integer_programming(offers: list[Offer], wanted: int) -> tuple[int, int]:
    """Fewest offers, then least cost: y chooses, x is the amount."""
    n = len(offers)
    free = np.array([one.free for one in offers], dtype=float)
    price = np.array([one.price for one in offers], dtype=float)
    amount_only_if_chosen = LinearConstraint(np.hstack([np.eye(n), -np.diag(free)]), -np.inf, 0)
    reaches = LinearConstraint(np.hstack([np.ones(n), np.zeros(n)]), wanted, wanted)
    bounds, whole = Bounds(0, np.concatenate([free, np.ones(n)])), np.ones(2 * n)
    few = milp(
        np.concatenate([np.zeros(n), np.ones(n)]),
        constraints=[amount_only_if_chosen, reaches],
        bounds=bounds,
        integrality=whole,
    )
    count = round(few.fun)
    as_few = LinearConstraint(np.hstack([np.zeros(n), np.ones(n)]), 0, count)
    cheap = milp(
        np.concatenate([price, np.zeros(n)]),
        constraints=[amount_only_if_chosen, reaches, as_few],
        bounds=bounds,
        integrality=whole,
    )
    return count, round(cheap.fun)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 400)), min_size=15, max_size=40), st.data())
def test_pools_are_what_integer_programming_finds(sizes: list[tuple[int, int]], data: st.DataObject) -> None:
    offers = offers_of(sizes)
    wanted = data.draw(st.integers(1, sum(size for size, _price in sizes)))
    found = pool(offers, wanted, 0)
    assert (len(found.parts), worth(found.parts)[2]) == by_integer_programming(offers, wanted)
    assert found.exact


# So many, or so alike, that going through the sets one by one would never end; the first is a supermarket's volume from
# three hundred farms.
MANY = [(300, 20, 60, 9_000), (400, 10, 500, 30_000), (120, 90, 110, 5_000)]


@pytest.mark.parametrize(("count", "least", "most", "wanted"), MANY)
def test_pools_of_many_small_sellers_are_exact_too(count: int, least: int, most: int, wanted: int) -> None:
    draw = random.Random(count)
    offers = offers_of([(draw.randint(least, most), draw.randrange(20, 200)) for _ in range(count)])
    found = pool(offers, wanted, 0)
    assert (len(found.parts), worth(found.parts)[2]) == by_integer_programming(offers, wanted)
    assert found.exact


def test_a_pool_may_have_more_sellers_than_a_stack_has_room() -> None:
    found = pool(offers_of([(1, price % 7) for price in range(2000)]), 1500, 0)
    assert (len(found.parts), worth(found.parts)[2], found.exact) == (
        1500,
        sum(sorted(n % 7 for n in range(2000))[:1500]),
        True,
    )
