"""A loan file, and the loan that comes of it. No bank acts here: people record what happened there."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.capital.actions.checks import not_future, some_money, some_words
from saoque.capital.flow import loan_flow
from saoque.capital.models import Instalment, Loan, LoanNeed, Repayment, SavingsGroup, UseCheck
from saoque.capital.paths import Path
from saoque.capital.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.knowledge.loans import Loan as Terms
from saoque.knowledge.loans import LoanError, schedule
from saoque.producers.models import Paper, Producer


@transaction.atomic
def begin_loan(
    producer: Producer, path: Path, *, actor: Actor, amount: int, purpose: str, group: SavingsGroup | None = None
) -> Loan:
    """Begin a loan file on one of the paths. `amount` in VND, not above the path's ceiling where it is known."""
    acting = rules.require(actor, "prepare", producer)
    amount, purpose = some_money(amount, "amount"), some_words(purpose, "purpose")
    if not path.record.holds(today()):
        raise DomainError(_("Đường vay này không còn áp dụng. Hãy xem các đường vay đang mở."))
    if path.fits(producer.legal_form) is False:
        raise DomainError(
            _("Đường vay này không dành cho %(form)s.") % {"form": str(producer.get_legal_form_display()).lower()}
        )
    ceiling = path.ceiling_for(producer.legal_form)
    if ceiling is not None and amount > ceiling:
        raise DomainError(
            _("Đường vay này cho tới %(most)s đồng.") % {"most": f"{ceiling:,}".replace(",", ".")}, field="amount"
        )
    if group is not None and not group.members.filter(producer=producer, left_on=None).exists():
        raise DomainError(_("Cơ sở chưa phải thành viên của tổ này."), field="group")
    if path.needs_group and group is None:
        raise DomainError(_("Đường vay này đi qua tổ tiết kiệm và vay vốn. Hãy vào tổ trước."), field="group")
    loan = Loan.objects.create(
        producer=producer, group=group, path=path.record.key, name=path.record.name, purpose=purpose,
        amount_asked=amount, created_by=acting.user,
    )  # fmt: skip
    LoanNeed.objects.bulk_create(
        LoanNeed(loan=loan, position=place, words=words) for place, words in enumerate(path.documents, start=1)
    )
    audit.record(loan, "begin", acting, to_state=loan.state, data={"path": path.record.key, "amount": amount})
    return loan


@transaction.atomic
def put_loan_paper(need: LoanNeed, paper: Paper | None, *, actor: Actor) -> None:
    acting = rules.require(actor, "prepare", need)
    loan = need.loan
    if loan.state != Loan.State.DRAFT:
        raise Stale()
    if paper is not None and (paper.producer_id != loan.producer_id or paper.removed_at is not None):
        raise DomainError(_("Giấy này không nằm trong ngăn giấy tờ của cơ sở."), field="paper")
    compare_and_set(loan, acting, "attach_paper", data={"need": need.words, "paper": paper.pk if paper else None})
    LoanNeed.objects.filter(pk=need.pk).update(paper=paper)


@transaction.atomic
def hand_over_loan(loan: Loan, *, actor: Actor, to: str, on: date) -> None:
    """The complete file went to the bank: a fact that people record, nothing is sent from here."""
    acting = rules.require(actor, "prepare", loan)
    not_future(on, "on")
    missing = list(loan.needs.filter(paper=None).values_list("words", flat=True))
    if missing:
        raise DomainError(_("Còn thiếu giấy: %(papers)s.") % {"papers": "; ".join(missing)})
    loan_flow.apply(loan, "hand_over", acting, handed_to=some_words(to, "to"), handed_on=on)


@transaction.atomic
def refuse_loan(loan: Loan, *, actor: Actor, why: str) -> None:
    loan_flow.apply(loan, "refuse", rules.require(actor, "record", loan), refusal=some_words(why, "why"))


@transaction.atomic
def withdraw_loan(loan: Loan, *, actor: Actor) -> None:
    loan_flow.apply(loan, "withdraw", rules.require(actor, "prepare", loan))


@transaction.atomic
def disburse(
    loan: Loan,
    *,
    actor: Actor,
    principal: int,
    annual_rate: Decimal,
    months: int,
    grace_months: int,
    method: str,
    on: date,
    first_due: date,
    check_within: int,
) -> None:
    """The bank paid out: what its contract says becomes the schedule. `check_within`: days until the first look at the use."""
    acting = rules.require(actor, "record", loan)
    not_future(on, "on")
    if first_due <= on:
        raise DomainError(_("Kỳ trả đầu phải sau ngày giải ngân."), field="first_due")
    try:
        plan = schedule(Terms(some_money(principal, "principal"), annual_rate, months, grace_months, method, first_due))
    except LoanError as error:
        raise DomainError(_("Hợp đồng vay chưa đúng: %(why)s") % {"why": error.message}) from None
    loan_flow.apply(
        loan, "disburse", acting, principal=principal, annual_rate=annual_rate, months=months,
        grace_months=grace_months, method=method, disbursed_on=on, first_due=first_due,
        check_due=on + timedelta(days=check_within), data={"principal": principal, "months": months},
    )  # fmt: skip
    rows, so_far = [], 0
    for row in plan.rows:
        so_far += row.principal
        rows.append(
            Instalment(
                loan=loan,
                n=row.n,
                due=row.due,
                principal=row.principal,
                interest=row.interest,
                principal_to_date=so_far,
            )
        )
    Instalment.objects.bulk_create(rows)


@transaction.atomic
def repay(loan: Loan, *, actor: Actor, principal: int, interest: int, on: date, note: str = "") -> Repayment:
    """Note a payment to the bank, VND. The loan is repaid with the last of the principal."""
    acting = rules.require(actor, "record", loan)
    not_future(on, "on")
    if loan.state != Loan.State.DISBURSED:
        raise Stale()
    if min(principal, interest) < 0:
        raise DomainError(_("Số tiền không thể âm."), field="principal" if principal < 0 else "interest")
    some_money(principal + interest, "principal")
    if loan.disbursed_on and on < loan.disbursed_on:
        raise DomainError(_("Ngày trả không thể trước ngày giải ngân."), field="on")
    left = (loan.principal or 0) - loan.repaid_principal
    if principal > left:
        raise DomainError(_("Gốc trả nhiều hơn số còn nợ."), field="principal")
    action = "repay_last" if principal == left else "repay"
    loan_flow.apply(
        loan, action, acting, repaid_principal=loan.repaid_principal + principal,
        data={"principal": principal, "interest": interest},
    )  # fmt: skip
    return Repayment.objects.create(
        loan=loan, paid_on=on, principal=principal, interest=interest, note=note.strip(), entered_by=acting.user
    )


@transaction.atomic
def check_use(
    loan: Loan, *, actor: Actor, on: date, as_planned: bool, finding: str, next_due: date | None = None
) -> UseCheck:
    """The Youth Union looked at what the money is used for."""
    acting = rules.require(actor, "check_use", loan)
    not_future(on, "on")
    if loan.state not in (Loan.State.DISBURSED, Loan.State.REPAID):
        raise Stale()
    if next_due is not None and next_due <= on:
        raise DomainError(_("Lần kiểm tra sau phải sau lần này."), field="next_due")
    compare_and_set(loan, acting, "check_use", check_due=next_due, data={"as_planned": as_planned})
    return UseCheck.objects.create(
        loan=loan, done_on=on, as_planned=as_planned, finding=some_words(finding, "finding"), entered_by=acting.user
    )
