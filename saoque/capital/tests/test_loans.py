"""Loan paths, files, schedules, repayments, looks at the use, groups."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saoque.capital.actions import groups, loans
from saoque.capital.chart import bars_of, repayment_chart
from saoque.capital.models import Loan, SavingsGroup
from saoque.capital.papers.bundle import bundle
from saoque.capital.papers.letters import loan_letter
from saoque.capital.paths import find_path, group_limits, path_of, paths
from saoque.capital.queries.loans import (
    balance_by_unit,
    find_groups,
    find_loans,
    get_group,
    get_loan,
    lines_of,
    overdue_loans,
    units_that_lead,
)
from saoque.capital.queries.todos import todo_for
from saoque.capital.tests.factories import JOBS, MILLION, TRUST, Scene, draft_loan, running_loan, scene
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.kernel.indicators import Span, find_indicator
from saoque.kernel.invariants import faults
from saoque.knowledge.loans import Loan as Terms
from saoque.knowledge.loans import schedule
from saoque.producers.tests.factories import owner
from saoque.sources.actions import correct

pytestmark = pytest.mark.django_db
NAMES = ["Người Một", "Người Hai", "Người Ba"]


@pytest.fixture
def s() -> Iterator[Scene]:
    yield scene()
    assert [line for line in faults() if line.startswith(("claim", "loan", "group", "saving"))] == []


def group_of(s: Scene, *more: Any) -> SavingsGroup:
    return groups.found_group(
        s.commune_unit, actor=s.commune, name="Tổ Một", hamlet="Ấp Một", leader="Người Một", on=today(),
        members=[*((name, None) for name in NAMES), *more],
    )  # fmt: skip


def test_paths_come_from_the_records(s: Scene) -> None:
    jobs = find_path(JOBS)
    assert (jobs.rate, jobs.months, jobs.ceilings["worker"]) == (Decimal("0.083820"), 120, 200 * MILLION)
    assert [jobs.fits(form) for form in ("cooperative", "producing_household", "association")] == [True, True, False]
    assert (jobs.ceiling_for("cooperative"), jobs.ceiling_for("farm")) == (10_000 * MILLION, 200 * MILLION)
    trust = find_path(TRUST)
    assert (trust.needs_group, trust.rate, trust.months, trust.fits("farm")) == (True, None, None, None)
    assert [step.do for step in trust.steps][-1].startswith("Thu lãi")
    assert {path.record.kind for path in paths(province="92")} == {"capital"}
    assert group_limits() == (3, 60)


def test_steps_and_papers_of_before_are_told_as_those_of_before(s: Scene) -> None:
    jobs, trust = find_path(JOBS), find_path(TRUST)
    assert (jobs.steps_before, jobs.documents_before, len(jobs.steps), len(jobs.documents)) == (2026, 2026, 3, 2)
    assert (trust.steps_before, trust.documents_before) == (None, None)
    assert (jobs.security_above, jobs.overdue_rate) == (200 * MILLION, "1,30 x lãi suất vay")
    facts = jobs.record.facts
    new = path_of(replace(jobs.record, facts={**facts, "steps_from_2026": [{"n": 1, "do": "Nộp", "who": "người vay"}]}))
    assert ([one.do for one in new.steps], new.steps_before, new.documents_before) == (["Nộp"], None, 2026)


def test_a_path_is_begun_only_by_whom_it_is_for_and_while_it_holds(s: Scene) -> None:
    jobs = find_path(JOBS)
    over = path_of(replace(jobs.record, until=today() - timedelta(days=1)))
    with pytest.raises(DomainError, match="không còn áp dụng"):
        loans.begin_loan(s.producer, over, actor=s.owner, amount=MILLION, purpose="x")
    s.producer.legal_form = "association"
    with pytest.raises(DomainError, match="không dành cho hội"):
        loans.begin_loan(s.producer, jobs, actor=s.owner, amount=MILLION, purpose="x")
    assert not Loan.objects.exists()


def test_an_officers_rate_is_used(s: Scene) -> None:
    facts = find_path(JOBS).record.facts["rate"]
    correct(
        JOBS, actor=s.city, province="92", facts={"rate": {**facts, "poor_household_rate_pct": 7.0}}, source="NHCSXH",
        confidence="O", checked_on=today(),
    )  # fmt: skip
    assert find_path(JOBS, province="92").rate == Decimal("0.0889")
    assert find_path(JOBS, province="91").rate == Decimal("0.083820")


def test_what_nobody_had_found_can_be_entered(s: Scene) -> None:
    key = "capital-and-startups#loan_cooperative_fund"
    assert (find_path(key).rate, find_path(key).months, find_path(key).ceiling_for("cooperative")) == (None, None, None)
    facts = {
        "ceiling": {"value": 500 * MILLION, "c": "O", "verify": False}, "rate": {"pct": 6.5, "c": "O", "verify": False},
        "term_months_max": {"value": 36, "c": "O", "verify": False},
    }  # fmt: skip
    correct(key, actor=s.city, province="92", facts=facts, source="Quy chế", confidence="O", checked_on=today())
    found = find_path(key, province="92")
    assert (found.rate, found.months, found.ceiling_for("cooperative")) == (Decimal("0.065"), 36, 500 * MILLION)
    assert [found.fits(form) for form in ("cooperative", "farm")] == [True, False]


def test_a_file_is_complete_before_it_is_handed_over(s: Scene) -> None:
    with pytest.raises(DomainError) as error:
        loans.begin_loan(s.producer, find_path(JOBS), actor=s.owner, amount=10_001 * MILLION, purpose="x")
    assert error.value.field == "amount"
    with pytest.raises(DomainError) as error:
        loans.begin_loan(s.producer, find_path(TRUST), actor=s.owner, amount=MILLION, purpose="x")
    assert error.value.field == "group"
    bare = loans.begin_loan(s.producer, find_path(JOBS), actor=s.owner, amount=MILLION, purpose="x")
    with pytest.raises(DomainError, match="NĐ 104/2022"):
        loans.hand_over_loan(bare, actor=s.owner, to="NHCSXH", on=today())
    loan = draft_loan(s)
    with pytest.raises(NotAllowed):
        loans.hand_over_loan(loan, actor=s.city, to="NHCSXH", on=today())
    loans.hand_over_loan(loan, actor=s.owner, to="NHCSXH", on=today())
    assert loan.state == "handed_over"
    with pytest.raises(Stale):
        loans.put_loan_paper(loan.needs.select_related("loan__producer").all()[0], None, actor=s.owner)


def test_the_file_goes_as_one_archive(s: Scene) -> None:
    loan = draft_loan(s)
    papers = [need.paper for need in loan.needs.select_related("paper__file") if need.paper]
    with zipfile.ZipFile(io.BytesIO(bundle(loan_letter(loan), papers, today()))) as archive:
        assert archive.namelist() == ["00-thu-de-nghi.pdf", "00-thu-de-nghi.docx", "01-don-vay.jpg"]


def test_paying_out_makes_the_schedule_of_the_contract(s: Scene) -> None:
    loan = running_loan(s, 60 * MILLION, months=6)
    assert [one.principal for one in loan.instalments.all()] == [10 * MILLION] * 6
    assert loan.instalments.get(n=1).interest == 419_000
    assert loan.check_due == loan.disbursed_on + timedelta(days=30)  # type: ignore[operator]


@pytest.mark.parametrize("wrong", [{"months": 0}, {"grace_months": 6}, {"principal": 0}, {"first_due": today()}])
def test_a_contract_that_cannot_be_is_refused(s: Scene, wrong: dict[str, Any]) -> None:
    loan = draft_loan(s)
    loans.hand_over_loan(loan, actor=s.owner, to="NHCSXH", on=today())
    told: dict[str, Any] = {
        "principal": MILLION, "annual_rate": Decimal("0.08"), "months": 6, "grace_months": 0, "method": "annuity",
        "on": today(), "first_due": today() + timedelta(days=30), "check_within": 30,
    }  # fmt: skip
    with pytest.raises(DomainError):
        loans.disburse(loan, actor=s.city, **told | wrong)
    loan.refresh_from_db()
    assert (loan.state, loan.instalments.count()) == ("handed_over", 0)


def test_what_was_paid_goes_to_the_oldest_and_the_rest_is_late(s: Scene) -> None:
    loan = running_loan(s, 60 * MILLION, months=6, months_ago=3)
    loans.repay(loan, actor=s.owner, principal=15 * MILLION, interest=800_000, on=today())
    lines = lines_of(get_loan(s.owner, loan.pk))
    assert [line.paid for line in lines] == [10 * MILLION, 5 * MILLION, 0, 0, 0, 0]
    assert [line.late for line in lines] == [False, True, lines[2].instalment.due < today(), False, False, False]
    (found,) = overdue_loans(s.city)
    assert found.pk == loan.pk
    assert found.overdue == found.owed - 15 * MILLION
    assert get_loan(s.owner, loan.pk).next_due == lines[1].instalment.due


def test_interest_of_the_grace_is_reminded_of_and_overdue(s: Scene) -> None:
    loan = running_loan(s, 60 * MILLION, months=6, months_ago=2, grace=3)
    assert [(line.done, line.late) for line in lines_of(get_loan(s.owner, loan.pk))][:3] == [
        (False, True), (False, True), (False, False),
    ]  # fmt: skip
    (found,) = overdue_loans(s.city)
    first = loan.instalments.get(n=1)
    assert (found.overdue, found.overdue_interest, found.next_due) == (0, 838_000, first.due)
    assert [one.due_on for one in todo_for(s.owner)] == [first.due]
    loans.repay(loan, actor=s.owner, principal=0, interest=419_000, on=today())
    (found,) = overdue_loans(s.city)
    assert (found.overdue_interest, found.next_due) == (419_000, loan.instalments.get(n=2).due)
    loans.repay(loan, actor=s.owner, principal=0, interest=419_000, on=today())
    shown = get_loan(s.owner, loan.pk)
    assert (list(overdue_loans(s.city)), shown.overdue_interest, shown.next_due) == (  # type: ignore[attr-defined]
        [], 0, loan.instalments.get(n=3).due,
    )  # fmt: skip
    assert [line.done for line in lines_of(shown)] == [True, True, False, False, False, False]


def test_interest_after_an_early_payment_is_the_banks_to_reckon(s: Scene) -> None:
    loan = running_loan(s, 60 * MILLION, months=6, months_ago=2, grace=3)
    loans.repay(loan, actor=s.owner, principal=MILLION, interest=419_000, on=loan.instalments.get(n=1).due)
    assert [line.late for line in lines_of(get_loan(s.owner, loan.pk))] == [False] * 6
    assert list(overdue_loans(s.city)) == []
    assert get_loan(s.owner, loan.pk).next_due == loan.instalments.get(n=4).due  # type: ignore[attr-defined]


def test_the_last_of_the_principal_ends_the_loan(s: Scene) -> None:
    loan = running_loan(s, 60 * MILLION)
    with pytest.raises(DomainError):
        loans.repay(loan, actor=s.owner, principal=60 * MILLION + 1, interest=0, on=today())
    with pytest.raises(DomainError):
        loans.repay(loan, actor=s.owner, principal=0, interest=0, on=today())
    loans.repay(loan, actor=s.city, principal=60 * MILLION, interest=1, on=today())
    assert (loan.state, list(overdue_loans(s.city))) == ("repaid", [])
    with pytest.raises(Stale):
        loans.repay(loan, actor=s.owner, principal=1, interest=0, on=today())


def test_a_refused_file_says_why(s: Scene) -> None:
    loan = draft_loan(s)
    loans.hand_over_loan(loan, actor=s.owner, to="NHCSXH", on=today())
    loans.refuse_loan(loan, actor=s.city, why="Chưa đủ điều kiện")
    assert (loan.state, loan.refusal) == ("refused", "Chưa đủ điều kiện")
    other = draft_loan(s)
    loans.withdraw_loan(other, actor=s.owner)
    assert other.state == "withdrawn"


def test_looks_at_the_use_are_the_youth_unions(s: Scene) -> None:
    loan = running_loan(s)
    with pytest.raises(NotAllowed):
        loans.check_use(loan, actor=s.owner, on=today(), as_planned=True, finding="Tốt")
    loans.check_use(
        loan,
        actor=s.commune,
        on=today(),
        as_planned=False,
        finding="Chưa mua máy",
        next_due=today() + timedelta(days=9),
    )
    assert (loan.check_due, loan.use_checks.get().as_planned) == (today() + timedelta(days=9), False)
    with pytest.raises(DomainError):
        loans.check_use(loan, actor=s.city, on=today(), as_planned=True, finding="x", next_due=today())


def test_everybody_is_reminded_of_their_own(s: Scene) -> None:
    loan = running_loan(s, months_ago=3)
    assert [one.title for one in todo_for(s.owner)] == [f"Trả nợ: {loan.name}"]
    assert [one.title for one in todo_for(s.city)] == [
        f"Kiểm tra sử dụng vốn: {s.producer.name}", "1 khoản vay quá hạn",
    ]  # fmt: skip


def test_lists_cost_the_same_with_one_and_many(s: Scene) -> None:
    counts = []
    for _n in range(2):
        running_loan(s)
        with CaptureQueriesContext(connection) as queries:
            list(find_loans(s.city))
            list(overdue_loans(s.city))
            balance_by_unit("92")
            list(todo_for(s.city))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _groups_on(day: date) -> dict[str, int]:
    found = find_indicator("savings_groups")
    assert found is not None
    return found.by_commune("92", Span(date(day.year, 1, 1), day))


@pytest.mark.parametrize(
    ("principal", "interest", "field"), [(-1, 5, "principal"), (5, -1, "interest"), (0, 0, "principal")]
)
def test_a_repayment_is_money_and_never_less_than_nothing(s: Scene, principal: int, interest: int, field: str) -> None:
    loan = running_loan(s)
    with pytest.raises(DomainError) as error:
        loans.repay(loan, actor=s.owner, principal=principal, interest=interest, on=today())
    assert (error.value.field, loan.repayments.count()) == (field, 0)


def test_figures_for_the_house(s: Scene) -> None:
    running_loan(s, 60 * MILLION)
    loan = running_loan(s, 30 * MILLION)
    loans.repay(loan, actor=s.owner, principal=10 * MILLION, interest=0, on=today())
    group_of(s)
    code = s.producer.commune.code
    (row,) = balance_by_unit("92")
    assert (row["commune"], row["du_no"], row["so_ho_vay"]) == (code, 80 * MILLION, 1)
    assert _groups_on(today()) == {code: 1}
    assert balance_by_unit("91") == []


def test_strangers_see_no_loan_and_no_group(s: Scene) -> None:
    loan, group = running_loan(s), group_of(s)
    stranger, _producer = owner(name="Khác")
    for act in (lambda: get_loan(stranger, loan.pk), lambda: get_group(stranger, group.pk)):
        with pytest.raises(NotFound):
            act()
    assert list(units_that_lead(s.city)) == [s.commune_unit]


def test_a_group_has_as_many_members_as_the_record_says(s: Scene) -> None:
    for names in (NAMES[:2], [f"Người {n}" for n in range(61)]):
        with pytest.raises(DomainError) as error:
            groups.found_group(
                s.commune_unit, actor=s.commune, name="Tổ", hamlet="Ấp", leader=names[0], on=today(),
                members=[(name, None) for name in names],
            )  # fmt: skip
        assert error.value.field == "members"
    with pytest.raises(DomainError):
        groups.found_group(
            s.city_unit, actor=s.city, name="Tổ", hamlet="Ấp", leader=NAMES[0], on=today(),
            members=[(name, None) for name in NAMES],
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        groups.found_group(
            s.commune_unit, actor=s.owner, name="Tổ", hamlet="Ấp", leader=NAMES[0], on=today(),
            members=[(name, None) for name in NAMES],
        )  # fmt: skip


def test_members_come_and_go(s: Scene) -> None:
    group = group_of(s)
    member = group.members.select_related("group__unit").first()
    assert member is not None
    with pytest.raises(DomainError):
        groups.leave(member, actor=s.commune, on=today())
    mine = groups.join(group, "Người Bốn", actor=s.city, on=today(), producer=s.producer)
    with pytest.raises(DomainError):
        groups.join(group, "Lần nữa", actor=s.city, on=today(), producer=s.producer)
    loan = loans.begin_loan(s.producer, find_path(TRUST), actor=s.owner, amount=MILLION, purpose="x", group=group)
    assert loan.group == group
    Loan.objects.filter(pk=loan.pk).update(state=Loan.State.DISBURSED)
    with pytest.raises(DomainError):
        groups.leave(mine, actor=s.commune, on=today())
    Loan.objects.filter(pk=loan.pk).update(state=Loan.State.WITHDRAWN)
    groups.leave(mine, actor=s.commune, on=today())
    with pytest.raises((Stale, DomainError)):
        groups.leave(mine, actor=s.commune, on=today())


def test_a_group_is_dissolved_once_when_no_loan_waits(s: Scene) -> None:
    group = group_of(s, ("Người Bốn", s.producer))
    loan = loans.begin_loan(s.producer, find_path(TRUST), actor=s.owner, amount=MILLION, purpose="x", group=group)
    with pytest.raises(NotAllowed):
        groups.end_group(group, actor=s.owner)
    with pytest.raises(DomainError, match="chưa giải thể được"):
        groups.end_group(group, actor=s.commune)
    loans.withdraw_loan(loan, actor=s.owner)
    groups.end_group(group, actor=s.commune)
    SavingsGroup.objects.filter(pk=group.pk).update(founded_on=today() - timedelta(days=9))
    assert (group.state, group.ended_on, _groups_on(today()), group.members.count()) == ("ended", today(), {}, 4)
    assert _groups_on(today() - timedelta(days=1)) == {s.producer.commune.code: 1}
    for act in (
        lambda: groups.end_group(group, actor=s.city),
        lambda: groups.join(group, "Người Năm", actor=s.commune, on=today()),
    ):
        with pytest.raises(Stale):
            act()


def test_a_meeting_keeps_its_resolution_and_savings(s: Scene) -> None:
    group = group_of(s)
    first = group.members.all()[0]
    groups.hold_meeting(
        group, actor=s.commune, on=today(), present=3, resolution="Bình xét", savings={first.pk: 50_000}
    )
    for wrong in ({"present": 4}, {"present": 0}, {"savings": {999_999: 1}}, {"resolution": " "}):
        with pytest.raises(DomainError):
            groups.hold_meeting(
                group, actor=s.commune, **{"on": today(), "present": 1, "resolution": "x", "savings": {}} | wrong
            )
    (found,) = find_groups(s.city)
    assert (found.size, found.saved) == (3, 50_000)


def test_long_loans_are_drawn_by_year() -> None:
    def plan(months: int) -> Any:
        return schedule(Terms(120 * MILLION, Decimal("0.08"), months, 0, "annuity", today()))

    assert len(bars_of(plan(60))) == 60
    years = bars_of(plan(120))
    assert 10 <= len(years) <= 11
    assert sum(bar.principal for bar in years) == 120 * MILLION
    drawn = str(repayment_chart(plan(12)))
    assert drawn.count("repay-principal") == 12
    assert "style=" not in drawn
