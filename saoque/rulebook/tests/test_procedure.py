"""Rounds and terms come from the data of the decision."""

from __future__ import annotations

from datetime import date

import pytest

from saoque.rulebook.errors import RulebookError
from saoque.rulebook.procedure import certificate_expiry, next_round, procedure, reassessment_window, rounds_of


def test_rounds_of_a_year() -> None:
    found = [(r.level, r.number, r.submitted_by, r.submit_before, r.evaluate_before) for r in rounds_of(2026)]
    assert found == [
        ("province", 1, "commune", date(2026, 4, 30), date(2026, 6, 30)),
        ("central", 1, "province", date(2026, 7, 30), date(2026, 9, 30)),
        ("province", 2, "commune", date(2026, 10, 30), date(2026, 12, 30)),
        ("central", 2, "province", date(2027, 1, 30), date(2027, 3, 30)),
    ]
    assert [r.number for r in rounds_of(2026, "province")] == [1, 2]


def test_before_is_strict() -> None:
    assert rounds_of(2026, "province")[0].last_submit_day == date(2026, 4, 29)
    assert next_round(date(2026, 4, 29), "province").submit_before == date(2026, 4, 30)
    assert next_round(date(2026, 4, 30), "province").submit_before == date(2026, 10, 30)
    assert next_round(date(2026, 11, 23), "province").submit_before == date(2027, 4, 30)
    assert next_round(date(2026, 11, 23), "central").submit_before == date(2027, 1, 30)
    assert next_round(date(2027, 1, 15), "central").year == 2026
    with pytest.raises(RulebookError, match="huyện"):
        next_round(date(2026, 1, 1), "huyện")


@pytest.mark.parametrize(
    ("issued", "expires"),
    [
        (date(2026, 8, 5), date(2029, 8, 5)),
        (date(2028, 2, 29), date(2031, 2, 28)),
        (date(2026, 12, 31), date(2029, 12, 31)),
    ],
)
def test_certificates_last_thirty_six_months(issued: date, expires: date) -> None:
    assert certificate_expiry(issued) == expires


def test_window_for_reassessment() -> None:
    window = reassessment_window(date(2029, 8, 5))
    assert (window.opens_on, window.closes_on) == (date(2029, 2, 6), date(2029, 4, 7))
    assert window.holds(date(2029, 2, 6))
    assert window.holds(date(2029, 4, 7))
    assert not window.holds(date(2029, 2, 5))
    assert not window.holds(date(2029, 4, 8))


def test_terms_and_transition() -> None:
    rules = procedure()
    assert (rules.commune_term.value, rules.commune_term.unit) == (15, "working_days")
    assert (rules.reassessment_term.value, rules.reassessment_term.unit) == (45, "days")
    assert (rules.revocation_term.value, rules.revocation_term.unit) == (15, "days")
    assert dict(rules.min_rounds_per_year) == {"province": 2, "central": 2}
    assert len(rules.revocation_grounds) == 6
    assert [s.number for s in rules.steps] == list(range(1, 12))
    assert {t.key: (t.days, t.until) for t in rules.transition} == {
        "recognised_before": (None, None),
        "first_or_upgrade_filed_before": (60, date(2026, 7, 21)),
        "reassessment_filed_before": (30, date(2026, 6, 21)),
        "window_missed": (180, None),
    }


def test_archived_decisions_have_no_procedure() -> None:
    with pytest.raises(RulebookError, match="qd148"):
        procedure("qd148")
