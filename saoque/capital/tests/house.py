"""What this room brings to the tests of the whole house; see `saoque/site/tests/rooms.py`."""

from collections.abc import Callable

from saoque.capital.actions import claims, support
from saoque.capital.actions.groups import hold_meeting
from saoque.capital.actions.plans import save_field
from saoque.capital.models import (
    BusinessPlan,
    Claim,
    ClaimNeed,
    GroupMember,
    Instalment,
    Loan,
    LoanNeed,
    Payment,
    SavingsGroup,
    Work,
)
from saoque.capital.queries.support import match_for
from saoque.kernel.calendar import today
from saoque.producers.tests.factories import picture
from saoque.site.demo.cast import Cast
from saoque.sources.actions import correct
from saoque.sources.models import OfficersValue

_KEY = "cooperatives#htx_support_nd113"


def things() -> dict[str, object]:
    claim, loan, group = Claim.objects.get(), Loan.objects.get(), SavingsGroup.objects.get()
    return {
        "capital.claim": claim.pk,
        "capital.need": ClaimNeed.objects.filter(claim=claim).first().pk,  # type: ignore[union-attr]
        "capital.payment": Payment.objects.filter(claim=claim).first().pk,  # type: ignore[union-attr]
        "capital.work": Work.objects.filter(producer=claim.producer).first().pk,  # type: ignore[union-attr]
        "capital.loan": loan.pk,
        "capital.loan_need": LoanNeed.objects.filter(loan=loan).first().pk,  # type: ignore[union-attr]
        "capital.group": group.pk,
        "capital.plan": BusinessPlan.objects.get().pk,
        "capital.member": GroupMember.objects.filter(group=group, producer=None).first().pk,  # type: ignore[union-attr]
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    """Another claim, a meeting and an officer's value, with the probe in every text."""
    owner, helper = cast.actor("dau"), cast.actor("helper")
    producer = Claim.objects.get().producer
    claim = claims.begin_claim(producer, match_for(producer, _KEY), actor=owner, amount=1000, note=probe)
    claims.add_need(claim, probe, actor=owner)
    need = claim.needs.get()
    paper = producer.papers.filter(removed_at=None).first()
    claims.put_paper(need, paper, actor=owner)
    claim.refresh_from_db()
    claims.hand_over(claim, actor=owner, to=probe, on=today())
    claims.promise(claim, actor=helper, payer=probe, amount=1000, on=today(), number=f"={probe}"[:80])
    claims.record_payment(claim, picture(), actor=helper, amount=500, on=today(), note=probe)
    group = SavingsGroup.objects.get()
    hold_meeting(group, actor=helper, on=today(), present=1, resolution=probe, savings={})
    correct(
        "support-policies#can_tho", actor=helper, province="92", facts={}, source=probe, confidence="B",
        checked_on=today(), verify=True, note=probe,
    )  # fmt: skip
    plan = BusinessPlan.objects.get()
    save_field(plan, "idea", probe, plan.version, actor=owner)
    support.tell(producer, actor=owner, works=True, received=True)
    return {"capital.claim": claim.pk}


SHOWS = {"capital:claim", "capital:claims", "capital:group", "capital:plan", "sources:record"}


DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a claim with another sum than its payments": (lambda: Claim.objects.update(paid_amount=1), "its payments give"),
    "a promise without a sum": (
        lambda: Claim.objects.update(promised_amount=None),
        "does not fit its money",
    ),
    "a loan with another sum than its repayments": (
        lambda: Loan.objects.update(repaid_principal=1),
        "its repayments give",
    ),
    "a loan repaid too early": (lambda: Loan.objects.update(state=Loan.State.REPAID), "does not fit what was repaid"),
    "an instalment changed": (
        lambda: Instalment.objects.filter(n=3).update(principal=1),
        "its schedule is not that of its terms",
    ),
    "a group without members": (
        lambda: GroupMember.objects.update(left_on=today()),
        "active without members",
    ),
    "a group that goes on after its end": (lambda: SavingsGroup.objects.update(ended_on=today()), "active after its end"),
    "an officer's value of no shape": (
        lambda: OfficersValue.objects.create(
            key="support-policies#can_tho", facts={"amount": "much"}, source="x", confidence="B", checked_on=today(),
            entered_by=Claim.objects.get().created_by,
        ),
        "has no such fact amount",
    ),
}  # fmt: skip
