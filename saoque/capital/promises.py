"""What the room promises about its data: sums follow from their rows, schedules from their terms, states from both."""

from collections.abc import Iterator
from datetime import date

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from saoque.capital.models import Claim, GroupMember, Instalment, Loan, Payment, Repayment, Saving, SavingsGroup
from saoque.kernel.invariants import invariant
from saoque.knowledge.loans import Loan as Terms
from saoque.knowledge.loans import LoanError, schedule

CHUNK = 200


def _sum(rows: type[Payment] | type[Repayment], by: str, field: str) -> Coalesce:
    found = rows._default_manager.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(sum=Sum(field))
    return Coalesce(Subquery(found.values("sum"), output_field=BigIntegerField()), 0)


@invariant
def claims_are_paid_by_their_payments() -> Iterator[str]:
    claims = Claim.objects.annotate(rows=_sum(Payment, "claim", "amount")).order_by("pk")
    for claim in claims.exclude(rows=F("paid_amount")).iterator(chunk_size=CHUNK):
        yield f"claim {claim.pk}: {claim.paid_amount} paid, its payments give {claim.rows}"
    promised = Q(state__in=(Claim.State.PROMISED, Claim.State.PAID))
    wrong = (
        (promised & Q(promised_amount__isnull=True))
        | Q(paid_amount__gt=F("promised_amount"))
        | (Q(state=Claim.State.PAID) & ~Q(paid_amount=F("promised_amount")))
        | (Q(paid_amount__gt=0) & Q(promised_amount__isnull=True))
    )
    for pk, state in Claim.objects.filter(wrong).order_by("pk").values_list("pk", "state"):
        yield f"claim {pk}: {state} does not fit its money"


@invariant
def loans_are_repaid_by_their_repayments() -> Iterator[str]:
    loans = Loan.objects.annotate(rows=_sum(Repayment, "loan", "principal")).order_by("pk")
    for loan in loans.exclude(rows=F("repaid_principal")).iterator(chunk_size=CHUNK):
        yield f"loan {loan.pk}: {loan.repaid_principal} repaid, its repayments give {loan.rows}"
    wrong = (
        Q(repaid_principal__gt=F("principal"))
        | (Q(state=Loan.State.REPAID) & ~Q(repaid_principal=F("principal")))
        | (Q(state=Loan.State.DISBURSED) & Q(repaid_principal=F("principal")))
    )
    for pk, state in Loan.objects.filter(wrong).order_by("pk").values_list("pk", "state"):
        yield f"loan {pk}: {state} does not fit what was repaid"


@invariant
def schedules_follow_from_their_loans() -> Iterator[str]:
    loans = Loan.objects.filter(principal__isnull=False).prefetch_related("instalments").order_by("pk")
    for loan in loans.iterator(chunk_size=CHUNK):
        kept = [(one.n, one.due, one.principal, one.interest) for one in loan.instalments.all()]
        if _schedule(loan) != kept:
            yield f"loan {loan.pk}: its schedule is not that of its terms"
    bare = Instalment.objects.filter(loan__principal__isnull=True).order_by("pk")
    for pk in bare.values_list("loan", flat=True).distinct():
        yield f"loan {pk}: a schedule without money"


def _schedule(loan: Loan) -> list[tuple[int, date, int, int]] | None:
    """What the terms of a loan give; None for terms that nobody could have recorded."""
    if loan.principal is None or loan.annual_rate is None or loan.months is None or loan.first_due is None:
        return None
    try:
        terms = Terms(
            loan.principal, loan.annual_rate, loan.months, loan.grace_months or 0, loan.method, loan.first_due
        )
    except LoanError:
        return None
    return [(row.n, row.due, row.principal, row.interest) for row in schedule(terms).rows]


@invariant
def savings_are_of_members() -> Iterator[str]:
    for pk in Saving.objects.exclude(member__group=F("meeting__group")).order_by("pk").values_list("pk", flat=True):
        yield f"saving {pk}: its member is of another group"
    doubled = (
        GroupMember.objects.filter(left_on=None, producer__isnull=False)
        .order_by()
        .values("group", "producer")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
    )
    for row in doubled:
        yield f"group {row['group']}: producer {row['producer']} is in it twice"
    empty = SavingsGroup.objects.filter(state=SavingsGroup.State.ACTIVE).exclude(members__left_on=None)
    for pk in empty.order_by("pk").values_list("pk", flat=True):
        yield f"group {pk}: active without members"
    dated = SavingsGroup.objects.filter(state=SavingsGroup.State.ACTIVE, ended_on__isnull=False)
    for pk in dated.order_by("pk").values_list("pk", flat=True):
        yield f"group {pk}: active after its end"
