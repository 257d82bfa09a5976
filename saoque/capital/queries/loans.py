"""Loans, what is overdue, and the figures that units report."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from saoque.capital.models import GroupMember, Instalment, Loan, LoanNeed, Repayment, Saving, SavingsGroup
from saoque.capital.queries.claims import area_of
from saoque.capital.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, UnitKind

_WITH = ("producer__unit", "producer__commune__parent", "group")
SOON = timedelta(days=14)


# While only interest is due every instalment is the same, so the n-th asks for n times its interest altogether.
_INTEREST_TO_DATE = F("n") * F("interest")


def _with_dues(loans: QuerySet[Loan], day: date) -> QuerySet[Loan]:
    """Add what is due by the day and not paid, VND: `overdue` principal (of `owed`) and `overdue_interest` of the grace.

    `next_due` is the first instalment not paid. Interest is held against the schedule only during grace and until the
    first principal comes back: from then on the bank reckons it anew, and its own books decide.
    """
    mine = Instalment.objects.filter(loan=OuterRef("pk")).order_by()
    due = mine.filter(due__lt=day).values("loan").annotate(most=Max("principal_to_date")).values("most")
    back = Repayment.objects.filter(loan=OuterRef("pk")).order_by().values("loan")
    loans = loans.annotate(
        interest_paid=Coalesce(
            Subquery(back.annotate(sum=Sum("interest")).values("sum"), output_field=BigIntegerField()), 0
        ),
        first_back=Subquery(back.filter(principal__gt=0).annotate(day=Min("paid_on")).values("day")),
    )
    in_grace = Q(n__lte=OuterRef("grace_months")) & (
        Q(due__lte=OuterRef("first_back")) | Q(loan__in=_without_principal_back())
    )
    grace = mine.filter(in_grace, due__lt=day).values("loan").annotate(most=Max(_INTEREST_TO_DATE)).values("most")
    unpaid = mine.alias(asked=_INTEREST_TO_DATE).filter(
        Q(principal__gt=0, principal_to_date__gt=OuterRef("repaid_principal"))
        | (in_grace & Q(asked__gt=OuterRef("interest_paid")))
    )
    coming = unpaid.values("loan").annotate(first=Min("due")).values("first")
    return loans.annotate(
        owed=Coalesce(Subquery(due, output_field=BigIntegerField()), 0),
        overdue=F("owed") - F("repaid_principal"),
        overdue_interest=Coalesce(Subquery(grace, output_field=BigIntegerField()), 0) - F("interest_paid"),
        balance=F("principal") - F("repaid_principal"),
        next_due=Subquery(coming),
    )


def _without_principal_back() -> QuerySet[Loan]:
    return Loan.objects.filter(repaid_principal=0)


def find_loans(actor: Actor, *, text: str = "", state: str = "", on: date | None = None) -> QuerySet[Loan]:
    """Return the loans that the actor may see with `owed`, `overdue`, `overdue_interest`, `balance` (VND), `next_due`, newest first."""
    found = Loan.objects.filter(area_of(actor)).select_related(*_WITH)
    for word in fold(text).split():
        found = found.filter(producer__search__contains=f" {word}")
    if state:
        found = found.filter(state=state)
    return _with_dues(found, on or today()).order_by("-created_at", "-pk")


def overdue_loans(actor: Actor, *, text: str = "", on: date | None = None) -> QuerySet[Loan]:
    """Return the loans with principal, or interest of the grace, due before the day and not paid; the longest waiting first."""
    loans: QuerySet[Any] = find_loans(actor, text=text, state=Loan.State.DISBURSED, on=on)
    return loans.filter(Q(overdue__gt=0) | Q(overdue_interest__gt=0)).order_by("next_due", "pk")


def get_loan(actor: Actor, pk: int) -> Loan:
    """Return a loan with its figures of today. Raises `NotFound`."""
    loan = _with_dues(Loan.objects.select_related(*_WITH), today()).filter(pk=pk).first()
    if loan is None or not rules.may(actor, "see", loan):
        raise NotFound()
    return loan


def get_loan_need(actor: Actor, pk: int) -> LoanNeed:
    need = (
        LoanNeed.objects.select_related("loan__producer__unit", "loan__producer__commune__parent").filter(pk=pk).first()
    )
    if need is None or not rules.may(actor, "see", need):
        raise NotFound()
    return need


@dataclass(frozen=True)
class Line:
    """One instalment as it stands: what of its principal is paid, whether all of it is, and whether it is late. VND."""

    instalment: Instalment
    paid: int
    done: bool
    late: bool


def lines_of(loan: Loan) -> list[Line]:
    """Return the schedule of a loan of `get_loan` with what was paid put to the oldest instalments first. One query."""
    figures: Any = loan
    left, day, found = loan.repaid_principal, today(), []
    for one in loan.instalments.all():
        paid = min(left, one.principal)
        left -= paid
        if one.n <= (loan.grace_months or 0):
            reckoned_anew = figures.first_back is not None and one.due > figures.first_back
            done = figures.interest_paid >= one.n * one.interest or reckoned_anew
        else:
            done = paid == one.principal
        found.append(Line(one, paid, done, not done and one.due < day))
    return found


def balance_by_unit(province: str, on: date | None = None) -> list[dict[str, Any]]:
    """Return what communes owe under loans through the Youth Union: `commune` (code), `du_no` VND, `so_ho_vay`. One query.

    For the figures of the house. `on` must be today or later: repayments are counted as they stand.
    """
    day = on or today()
    rows = (
        Loan.objects.filter(state=Loan.State.DISBURSED, disbursed_on__lte=day, producer__commune__parent__code=province)
        .order_by()
        .values(commune=F("producer__commune__code"), commune_name=F("producer__commune__full_name"))
        .annotate(du_no=Sum(F("principal") - F("repaid_principal")), so_ho_vay=Count("producer", distinct=True))
        .order_by("commune")
    )
    return [dict(row) for row in rows]


def find_groups(actor: Actor) -> QuerySet[SavingsGroup]:
    """Return the groups of the actor's unit, for the city's Youth Union of all units below, with `size` and `saved`."""
    saved = Saving.objects.filter(meeting__group=OuterRef("pk")).order_by().values("meeting__group")
    size = GroupMember.objects.filter(group=OuterRef("pk"), left_on=None).order_by().values("group")
    return (
        SavingsGroup.objects.filter(Q(unit__in=_units(actor)))
        .select_related("unit")
        .annotate(
            size=Coalesce(Subquery(size.annotate(n=Count("pk")).values("n")), 0),
            saved=Coalesce(
                Subquery(saved.annotate(sum=Sum("amount")).values("sum"), output_field=BigIntegerField()), 0
            ),
        )
        .order_by("unit__sort", "name", "pk")
    )


def units_that_lead(actor: Actor) -> QuerySet[Unit]:
    """Return the commune units for which the actor may found a group."""
    return _units(actor).filter(kind=UnitKind.YOUTH_COMMUNE).select_related("commune__parent").order_by("sort", "pk")


def _units(actor: Actor) -> QuerySet[Unit]:
    ids = actor.unit_ids(*YOUTH_ROLES)
    cities = [one.unit_id for one in actor.having(*YOUTH_ROLES) if one.unit_kind == UnitKind.YOUTH_CITY]
    return Unit.objects.filter(Q(pk__in=ids) | Q(parent__in=cities))


def get_group(actor: Actor, pk: int) -> SavingsGroup:
    group = find_groups(actor).filter(pk=pk).first()
    if group is None:
        raise NotFound()
    return group


def get_member(actor: Actor, pk: int) -> GroupMember:
    member = GroupMember.objects.select_related("group__unit").filter(pk=pk, left_on=None).first()
    if member is None or not rules.may(actor, "see_group", member.group):
        raise NotFound()
    return member
