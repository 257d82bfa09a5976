"""The matcher: a worked example from its source for every policy, what holds for all facts, and the command."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saoque.capital.match import RegisterPlaces, main_support
from saoque.knowledge import Record, record, records
from saoque.knowledge.policies import TRIGGERS, Answer, Event, Facts, Match, Received, match, match_all, policy_of
from saoque.places.register import get_register

PLACES = RegisterPlaces()
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
MILLION = 1_000_000


def commune(province: str, day: date = BEFORE) -> str:
    """A commune of a province as both stood on a day."""
    register = get_register()
    return next(u.code for u in register.in_force(day, "commune") if register.above(u)[-1].code == province)


def commune_of_district(district: str) -> str:
    return next(u.code for u in get_register().in_force(BEFORE, "commune") if u.parent == district)


def ask(policy: str, *events: Event, on: date, place: str | None, **more: Any) -> Match:
    """Ask as somebody who has received nothing yet. The text counts as confirmed, as after an officer's check."""
    text = replace(record(f"support-policies#{policy}"), verify=False)
    facts = Facts(on=on, place=place, events=events, **{"received": (), "commune_counts": {policy: 0}, **more})
    return match(policy_of(text), facts, PLACES)


def star(now: int, before: int | None, product: str | None = None) -> Event:
    return Event("recognition", product=product, star=now, star_before=before)


# policy, what was done, day, place, amount in million VND: each row is a line of the source that the record names.
EXAMPLES = [
    ("nat_mark", Event("mark", cost=50 * MILLION), date(2025, 3, 1), "92", 35),
    ("nat_mark", Event("mark", cost=20 * MILLION), date(2025, 3, 1), "92", 20),
    ("nat_point", Event("ocop_point", cost=80 * MILLION), date(2024, 3, 1), "92", 40),
    ("dn_gmp", Event("cert_gmp", cost=600 * MILLION), date(2026, 3, 1), "48", 500),
    ("dn_org", Event("cert_organic_globalgap", cost=120 * MILLION), date(2026, 3, 1), "48", 100),
    ("dn_gap", Event("cert_vietgap", cost=45 * MILLION), date(2026, 3, 1), "48", 45),
    ("dn_machine", Event("machine", cost=500 * MILLION), date(2026, 3, 1), "48", 250),
    ("dn_machine", Event("machine", cost=900 * MILLION), date(2026, 3, 1), "48", 300),
    ("bg_first", star(3, 0), date(2025, 3, 1), "24", 50),
    ("bg_first", star(4, 0), date(2025, 3, 1), "24", 150),
    ("bg_first", star(5, 0), date(2025, 3, 1), "24", 300),
    ("bg_keep", star(3, 3), date(2025, 3, 1), "24", 20),
    ("bg_keep", star(4, 4), date(2025, 3, 1), "24", 60),
    ("bg_raise", star(4, 3), date(2025, 3, 1), "24", 150),
    ("bg_raise", star(5, 4), date(2025, 3, 1), "24", 300),
    ("tv_pack", Event("packaging_story", cost=12 * MILLION), date(2022, 3, 1), "84", 10),
    ("tv_shop", Event("shop", area_m2=20), date(2022, 3, 1), "84", 50),
    ("tv_fair", Event("fair", cost=7 * MILLION), date(2022, 3, 1), "84", 7),
    ("tv_machine", Event("machine", cost=1200 * MILLION), date(2022, 3, 1), "84", 500),
    ("tv_raise34", star(4, 3), date(2022, 3, 1), "84", 5),
    ("tv_raise5", star(5, 3), date(2022, 3, 1), "84", 10),
    ("tv_raise5", star(5, 4), date(2022, 3, 1), "84", 10),
    ("tv_first5", star(5, 0), date(2022, 3, 1), "84", 20),
    ("hy_pack", star(3, 0), date(2021, 3, 1), "33", 5),
    ("hy_pack", star(4, 3), date(2021, 3, 1), "33", 10),
    ("hy_pack", star(5, 4), date(2021, 3, 1), "33", 20),
    ("ht_award", star(3, 0), date(2021, 3, 1), "42", 30),
    ("ht_award", star(4, 0), date(2021, 3, 1), "42", 50),
    ("na_machine", Event("machine", cost=100 * MILLION), date(2024, 3, 1), "40", None),
    ("vl_award", star(3, 0), date(2024, 9, 1), "464", 8),
    ("hd_pack", Event("packaging_story", star_before=0, cost=14 * MILLION), date(2022, 3, 1), "30", 10),
    (
        "htx_young_worker",
        Event("young_worker_at_htx", persons=3, months=40, minimum_wage=3_450_000),
        date(2025, 3, 1),
        "92",
        372.6,
    ),
]


@pytest.mark.parametrize(("policy", "event", "on", "place", "millions"), EXAMPLES)
def test_what_the_source_gives(policy: str, event: Event, on: date, place: str, millions: float | None) -> None:
    form = "cooperative"
    found = ask(policy, event, on=on, place=place, legal_form=form)
    wanted = None if millions is None else round(millions * MILLION)
    assert (found.answer, found.amount) == (Answer.YES, wanted), found.reason


def test_every_policy_with_figures_has_an_example() -> None:
    with_figures = {r.id for r in records("policy") if policy_of(r).trigger}
    assert {row[0] for row in EXAMPLES} == with_figures


def test_every_policy_can_be_read_and_says_its_needs() -> None:
    policies = [policy_of(r) for r in records("policy")]
    assert [p.record.id for p in policies if p.trigger and not p.needs] == []
    assert [p.record.id for p in policies if p.trigger and p.council is None] == [
        "nat_mark",
        "nat_point",
        "htx_young_worker",
    ]
    for p in policies:
        assert p.council is None or PLACES.council(*p.council, p.council[1]) is not None


def test_a_reason_is_one_sentence_of_facts() -> None:
    found = ask("dn_gap", Event("cert_vietgap", cost=80 * MILLION), on=date(2026, 3, 1), place="48")
    assert found.reason == (
        "Được: văn bản đang áp dụng; cơ sở ở Thành phố Đà Nẵng; cơ sở làm chứng nhận VietGAP. "
        "Số tiền: 100% của 80.000.000 đồng, tối đa 50.000.000 đồng: 50.000.000 đồng."
    )
    assert found.missing == ("Hóa đơn, chứng từ chi tiền", "Giấy chứng nhận đã được cấp")
    assert ask(
        "dn_gap", Event("cert_vietgap", cost=1), on=date(2026, 3, 1), place="48", papers=frozenset({"E08"})
    ).missing == ("Giấy chứng nhận đã được cấp",)


def test_a_lapsed_text_says_no_and_warns() -> None:
    found = ask("nat_mark", Event("mark", cost=1), on=date(2026, 1, 1), place="92")
    assert (found.answer, found.amount) == (Answer.NO, None)
    assert found.warnings == ("Văn bản đã hết hạn ngày 31/12/2025.",)


def test_a_text_of_a_merged_council_is_never_sure_after_1_july_2025() -> None:
    old = commune("84")
    done = Event("fair", cost=MILLION)
    assert ask("tv_fair", done, on=BEFORE, place=old).answer == Answer.YES
    found = ask("tv_fair", done, on=AFTER, place=old)
    assert (found.answer, found.amount) == (Answer.UNKNOWN, None)
    assert found.warnings == (
        "Tỉnh Trà Vinh thôi hoạt động từ sau ngày 30/06/2025, nay thuộc Tỉnh Vĩnh Long: phải hỏi lại.",
    )
    assert ask("tv_fair", done, on=AFTER, place="86").answer == Answer.UNKNOWN
    assert ask("tv_fair", done, on=AFTER, place="86", former_place=old).answer == Answer.UNKNOWN
    assert ask("tv_fair", done, on=AFTER, place=commune("86")).answer == Answer.NO
    assert ask("tv_fair", done, on=AFTER, place="92").answer == Answer.NO


def test_a_text_of_a_district_ends_with_the_districts() -> None:
    old = commune_of_district("464")
    assert ask("vl_award", star(3, 0), on=BEFORE, place=old).answer == Answer.YES
    found = ask("vl_award", star(3, 0), on=AFTER, place=old)
    assert found.answer == Answer.NO
    assert found.warnings == (
        "Văn bản đã hết hạn ngày 30/06/2025.",
        "Huyện Vĩnh Linh thôi hoạt động từ sau ngày 30/06/2025, nay thuộc Tỉnh Quảng Trị: phải hỏi lại.",
    )


def test_the_code_of_a_merged_province_names_the_new_one() -> None:
    """24 was Bắc Giang and is Bắc Ninh: half of the new province was never under the old council."""
    assert ask("bg_first", star(3, 0), on=BEFORE, place="24", legal_form="cooperative").answer == Answer.YES
    assert ask("bg_first", star(3, 0), on=AFTER, place="24", legal_form="cooperative").answer == Answer.UNKNOWN


def test_an_unconfirmed_text_without_an_end_is_unknown() -> None:
    text = record("support-policies#ht_award")
    found = match(policy_of(text), Facts(date(2026, 3, 1), "42", events=(star(3, 0),)), PLACES)
    assert (found.answer, found.amount) == (Answer.UNKNOWN, None)
    assert "Số liệu này chưa được cán bộ xác nhận." in found.warnings


def test_what_is_not_known_of_can_tho_is_unknown_there_and_no_elsewhere() -> None:
    def answer(place: str) -> Answer:
        return match(
            policy_of(record("support-policies#can_tho")), Facts(date(2026, 3, 1), place, events=()), PLACES
        ).answer

    assert (answer("92"), answer("01")) == (Answer.UNKNOWN, Answer.NO)


def test_once_for_each_product() -> None:
    events = (star(3, 0, "Mật ong"), star(4, 0, "Mắm"))
    mine = {"on": date(2025, 3, 1), "place": "24", "legal_form": "cooperative"}
    assert ask("bg_first", *events, **mine).amount == 200 * MILLION
    had = (Received("bg_first", "Mật ong", 50 * MILLION),)
    assert ask("bg_first", *events, received=had, **mine).amount == 150 * MILLION
    assert ask("bg_first", events[0], received=had, **mine).answer == Answer.NO
    assert ask("bg_first", events[0], received=None, **mine).answer == Answer.UNKNOWN


def test_what_is_paid_once_is_the_best_of_a_product_and_not_each_star() -> None:
    """«5 / 10 / 20 million for each product, once»: three stars, then four, is ten and not fifteen."""
    risen = (star(3, 0, "Mắm"), star(4, 3, "Mắm"), star(3, 0, "Mật ong"))
    assert ask("hy_pack", *risen, on=date(2021, 3, 1), place="33").amount == 15 * MILLION


def test_part_of_what_was_received_is_known() -> None:
    done = Event("cert_vietgap", cost=80 * MILLION)
    mine = {"on": date(2026, 3, 1), "place": "48", "received_known": False}
    for had, answer in ((20, "unknown"), (50, "no")):
        found = ask("dn_gap", done, received=(Received("dn_gap", None, had * MILLION),), **mine)
        assert found.answer.value == answer


def test_a_paper_of_a_row_is_a_paper_of_that_row() -> None:
    held = frozenset({"E08", "trademark_certificate"})
    found = ask("nat_mark", Event("mark", cost=1), on=date(2025, 3, 1), place="92", papers=held)
    assert (found.answer, found.missing) == (Answer.YES, ())


def test_who_may_have_it() -> None:
    mine = {"on": date(2025, 3, 1), "place": "24"}
    answers = [ask("bg_first", star(3, 0), legal_form=form, **mine).answer for form in ("cooperative", "farm", None)]
    assert answers == [Answer.YES, Answer.NO, Answer.UNKNOWN]


def test_a_cap_for_the_producer_and_one_for_each_product() -> None:
    three = [star(5, 4, name) for name in "ABC"]
    assert ask("hy_pack", *three, on=date(2021, 3, 1), place="33").amount == 30 * MILLION
    two = [Event("packaging_story", product=name, cost=50 * MILLION) for name in "AB"]
    assert ask("tv_pack", *two, on=date(2022, 3, 1), place="84").amount == 20 * MILLION
    again = [Event("packaging_story", product="A", cost=50 * MILLION)] * 2
    assert ask("tv_pack", *again, on=date(2022, 3, 1), place="84").amount == 10 * MILLION


@pytest.mark.parametrize(
    ("used", "answer", "millions"), [(0, "yes", 20), (2, "yes", 10), (3, "no", None), (None, "unknown", None)]
)
def test_products_of_a_commune_are_counted(used: int | None, answer: str, millions: int | None) -> None:
    two = [Event("packaging_story", product=name, cost=50 * MILLION) for name in "AB"]
    counts = {} if used is None else {"tv_pack": used}
    found = ask("tv_pack", *two, on=date(2022, 3, 1), place="84", commune_counts=counts)
    assert (found.answer.value, found.amount) == (answer, None if millions is None else millions * MILLION)


@pytest.mark.parametrize(
    ("before", "words"),
    [(None, "4 sao, chưa rõ trước đó mấy sao"), (0, "4 sao, lần đầu"), (3, "4 sao, trước đó 3 sao")],
)
def test_the_star_before_is_said_in_words(before: int | None, words: str) -> None:
    text = record("support-policies#vl_award")
    wider = replace(text, facts={**text.facts, "trigger": "recognition", "by_star": {4: 15 * MILLION}})
    facts = Facts(date(2025, 1, 1), "464", events=(star(4, before),), received=())
    assert words in match(policy_of(wider), facts, PLACES).reason


def test_a_raise_pays_the_difference_only() -> None:
    text = record("support-policies#vl_award")
    wider = replace(text, facts={**text.facts, "trigger": "recognition", "by_star": {3: 8 * MILLION, 4: 15 * MILLION}})
    facts = Facts(date(2025, 1, 1), "464", events=(star(4, 3),), received=())
    assert match(policy_of(wider), facts, PLACES).amount == 7 * MILLION


@pytest.mark.parametrize(
    ("event", "answer"),
    [
        (Event("shop"), "unknown"), (Event("shop", area_m2=19), "no"), (Event("shop", area_m2=20), "yes"),
        (Event("fair", cost=1), "no"),
    ],
)  # fmt: skip
def test_the_area_of_the_shop(event: Event, answer: str) -> None:
    assert ask("tv_shop", event, on=date(2022, 3, 1), place="84").answer.value == answer


def test_what_was_done_before_the_text_or_is_still_to_come_is_not_paid() -> None:
    mine = {"on": date(2026, 3, 1), "place": "48"}
    for day, answer in ((date(2025, 12, 31), "no"), (date(2026, 1, 1), "yes"), (date(2026, 3, 2), "no")):
        assert ask("dn_gap", Event("cert_vietgap", on=day, cost=1000), **mine).answer.value == answer


POLICIES = [policy_of(r) for r in records("policy")]
_days = st.dates(date(2019, 1, 1), date(2031, 12, 31))
_maybe_star = st.none() | st.integers(0, 5)
_places = st.sampled_from([None, "92", "48", "24", "84", "86", "33", "42", "40", "30", "464", "xx"])
_events = st.builds(
    Event,
    trigger=st.sampled_from(["recognition", *(t for t in TRIGGERS if t in {"mark", "shop", "fair", "machine", "packaging_story", "cert_gmp"})]),
    product=st.sampled_from([None, "A", "B"]),
    on=st.none() | _days,
    star=_maybe_star,
    star_before=_maybe_star,
    cost=st.none() | st.integers(0, 2_000 * MILLION),
    area_m2=st.none() | st.integers(0, 100),
)  # fmt: skip
_facts = st.builds(
    Facts,
    on=_days,
    place=_places,
    legal_form=st.none() | st.sampled_from(["cooperative", "farm"]),
    events=st.none() | st.lists(_events, max_size=3).map(tuple),
    received=st.none() | st.just(()),
    commune_counts=st.sampled_from([{}, {"tv_pack": 0}, {"tv_pack": 3}]),
)


@settings(max_examples=60, deadline=None)
@given(_facts)
def test_what_holds_for_all_facts(facts: Facts) -> None:
    for policy in POLICIES:
        found = match(policy, facts, PLACES)
        text = policy.record
        if not text.holds(facts.on):
            assert found.answer == Answer.NO
        if found.answer != Answer.YES:
            assert found.amount is None
            assert found.missing
        elif found.amount is not None:
            groups = {event.product for event in facts.events or ()} if policy.per else {None}
            assert found.amount >= 0
            assert policy.cap is None or found.amount <= policy.cap * len(groups)
            assert policy.cap_subject is None or found.amount <= policy.cap_subject


@settings(max_examples=60, deadline=None)
@given(_facts)
def test_nothing_known_decides_nothing_and_learning_more_never_turns_yes_into_no(facts: Facts) -> None:
    """Whoever knows less never says yes where more knowledge says no, nor no where it says yes."""
    less = replace(facts, place=None, legal_form=None, events=None, received=None, commune_counts={})
    for policy in POLICIES:
        more, blank = match(policy, facts, PLACES).answer, match(policy, less, PLACES).answer
        assert blank == more or blank == Answer.UNKNOWN
        if policy.trigger:
            assert blank != Answer.YES


@given(st.integers(1, 3_000 * MILLION), st.integers(0, 500 * MILLION))
def test_more_cost_never_gives_less_and_never_more_than_the_cap(cost: int, more: int) -> None:
    for name, done, on, place in (
        ("dn_gap", "cert_vietgap", date(2026, 3, 1), "48"),
        ("dn_machine", "machine", date(2026, 3, 1), "48"),
        ("nat_mark", "mark", date(2025, 3, 1), None),
        ("tv_fair", "fair", date(2022, 3, 1), "84"),
    ):
        first, second = (ask(name, Event(done, cost=c), on=on, place=place).amount for c in (cost, cost + more))
        policy = policy_of(record(f"support-policies#{name}"))
        assert first is not None and second is not None
        assert first <= second <= (policy.cap or second)
        exact = cost * policy.percent / 100
        assert first == int(min(exact, policy.cap or exact))


def test_officers_figures_are_used_as_they_stand() -> None:
    base = record("support-policies#dn_gap")
    newer: Record = replace(base, facts={**base.facts, "cap": 60 * MILLION}, since=date(2026, 6, 1))
    facts = Facts(date(2026, 7, 1), "48", events=(Event("cert_vietgap", cost=99 * MILLION),), received=())
    assert [m.amount for m in match_all([base, newer], facts, PLACES)] == [50 * MILLION, 60 * MILLION]
    early = replace(facts, on=base.since + timedelta(days=1) if base.since else facts.on)
    assert [m.answer for m in match_all([base, newer], early, PLACES)] == [Answer.YES, Answer.NO]


ASKED: dict[str, Any] = {
    "on": "2026-03-01", "place": "48", "legal_form": "cooperative", "received": [],
    "events": [{"trigger": "cert_vietgap", "cost": 80_000_000}],
}  # fmt: skip


def run(text: str, *argv: str) -> tuple[int, str, str]:
    out, error = io.StringIO(), io.StringIO()
    return main_support(argv or ("match", "-"), io.StringIO(text), out, error), out.getvalue(), error.getvalue()


def test_the_command_prints_every_policy_with_its_answer() -> None:
    status, out, error = run(json.dumps(ASKED))
    said = json.loads(out)
    assert (status, error, said["on"]) == (0, "", "2026-03-01")
    assert [one["policy"] for one in said["policies"]] == [r.id for r in records("policy")]
    by_id = {one["policy"]: one for one in said["policies"]}
    assert set(by_id["dn_gap"]) == {
        "policy", "name", "answer", "reason", "amount", "warnings", "missing", "papers", "basis", "source",
        "confidence", "verify", "since", "until",
    }  # fmt: skip
    assert {one["answer"] for one in said["policies"]} == {"yes", "no", "unknown"}
    assert (by_id["dn_gap"]["answer"], by_id["dn_gap"]["amount"]) == ("yes", 50_000_000)


def test_recognitions_may_be_named_as_policies_name_them() -> None:
    for event in ({"trigger": "first_recognition", "star": 3}, {"trigger": "recognition", "star": 3, "star_before": 0}):
        asked = {"on": "2025-03-01", "place": "24", "legal_form": "cooperative", "received": [], "events": [event]}
        found = {one["policy"]: one for one in json.loads(run(json.dumps(asked))[1])["policies"]}
        assert (found["bg_first"]["answer"], found["bg_first"]["amount"]) == ("yes", 50_000_000)


def test_nothing_but_a_day_is_an_answer_too() -> None:
    (one,) = json.loads(run('[{"on": "2026-03-01"}]')[1])
    assert {p["answer"] for p in one["policies"]} == {"no", "unknown"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "1/3/2026"}, {"on": 5}, {"place": 48}, {"legal_form": "company"}, {"events": {}}, {"events": ["x"]},
        {"events": [{}]}, {"events": [{"trigger": "dance"}]}, {"events": [{"trigger": "mark", "cost": -1}]},
        {"events": [{"trigger": "mark", "cost": True}]}, {"events": [{"trigger": "mark", "cost": 1.5}]},
        {"events": [{"trigger": "recognition", "star": 6}]}, {"events": [{"trigger": "mark", "when": 1}]},
        {"events": [{"trigger": "mark"}] * 201}, {"received": [{}]}, {"received": 1}, {"commune_counts": []},
        {"commune_counts": {"tv_pack": "3"}}, {"papers": [1]}, {"more": 1},
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_status_2(wrong: dict[str, object]) -> None:
    status, out, error = run(json.dumps(ASKED | wrong))
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert next(iter(wrong)) in error


@pytest.mark.parametrize("argv", [(), ("match",), ("find", "-"), ("match", "a", "b"), ("match", "/nowhere.json")])
def test_wrong_words_are_one_line_and_status_2(argv: tuple[str, ...]) -> None:
    out, error = io.StringIO(), io.StringIO()
    assert main_support(argv, io.StringIO(""), out, error) == 2
    assert (out.getvalue(), error.getvalue().count("\n")) == ("", 1)


@pytest.mark.parametrize(("encoding", "product"), [("utf-8", "\ud800"), ("ascii", "Trà sen")])
def test_words_that_a_terminal_cannot_show_come_as_escapes(encoding: str, product: str) -> None:
    out, error = io.BytesIO(), io.StringIO()
    asked = ASKED | {"events": [ASKED["events"][0] | {"product": product}]}
    told = io.TextIOWrapper(out, encoding=encoding, write_through=True)
    assert (main_support(("match", "-"), io.StringIO(json.dumps(asked)), told, error), error.getvalue()) == (0, "")
    by_id = {one["policy"]: one for one in json.loads(out.getvalue())["policies"]}
    assert f"({product})" in by_id["dn_gap"]["reason"]
