"""A producer of Cần Thơ with papers, and the Youth Union beside it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from saoque.capital.actions import claims, loans
from saoque.capital.models import Claim, Loan
from saoque.capital.paths import find_path
from saoque.capital.queries.support import match_for
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.actors import actor_for
from saoque.people.models import Unit
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import give_role, make_unit, make_user
from saoque.producers.actions import put_paper
from saoque.producers.models import Paper, Producer
from saoque.producers.tests.factories import owner as own_producer
from saoque.producers.tests.factories import picture
from saoque.sources.actions import correct

CAN_THO = "support-policies#can_tho"
JOBS = "capital-and-startups#loan_job_creation"
TRUST = "capital-and-startups#loan_trust_youth_union"
MILLION = 1_000_000


@dataclass
class Scene:
    producer: Producer
    owner: Actor
    city: Actor
    commune: Actor
    city_unit: Unit
    commune_unit: Unit

    def match(self, key: str = CAN_THO) -> Any:
        return match_for(self.producer, key)


def scene() -> Scene:
    owner, producer = own_producer()
    province = producer.commune.parent
    city = make_unit(UnitKind.YOUTH_CITY, province=province)
    youth = make_unit(UnitKind.YOUTH_COMMUNE, province=province, commune=producer.commune, parent=city)
    actors = []
    for unit in (city, youth):
        user = make_user()
        give_role(user, unit, Role.YOUTH_HELPER)
        actors.append(actor_for(user))
    return Scene(producer, owner, actors[0], actors[1], city, youth)


def pay_for_packaging(s: Scene, cap: int = 20 * MILLION, **more: Any) -> None:
    """The city decided to pay half of packaging, as an officer enters it."""
    facts = {"trigger": "packaging_story", "measure": "percent", "pct": 50, "cap": cap, "per": "product"}
    correct(
        CAN_THO, actor=s.city, province="92", facts=facts | more, source="NQ thử", confidence="O", checked_on=today(),
        since=date(2026, 1, 1), until=date(2030, 12, 31),
    )  # fmt: skip


def drawer_paper(s: Scene, title: str = "Báo giá", kind: str = "") -> Paper:
    return put_paper(s.owner, s.producer, picture(), {"title": title, "kind": kind})


def draft_claim(s: Scene, amount: int = 20 * MILLION) -> Claim:
    return claims.begin_claim(s.producer, s.match(), actor=s.owner, amount=amount)


def promised_claim(s: Scene, amount: int = 20 * MILLION) -> Claim:
    claim = draft_claim(s, amount)
    claims.hand_over(claim, actor=s.owner, to="UBND xã", on=today())
    claims.promise(claim, actor=s.city, payer="Ngân sách thành phố", amount=amount, on=today())
    return claim


def draft_loan(s: Scene, amount: int = 60 * MILLION) -> Loan:
    loan = loans.begin_loan(s.producer, find_path(JOBS), actor=s.owner, amount=amount, purpose="Mua máy sấy")
    paper = drawer_paper(s, "Đơn vay")
    for need in loan.needs.all():
        need.loan = loan
        loans.put_loan_paper(need, paper, actor=s.owner)
    return loan


def running_loan(s: Scene, amount: int = 60 * MILLION, months: int = 6, months_ago: int = 3, grace: int = 0) -> Loan:
    loan = draft_loan(s, amount)
    started = today() - timedelta(days=31 * months_ago)
    loans.hand_over_loan(loan, actor=s.owner, to="NHCSXH", on=started)
    loans.disburse(
        loan, actor=s.city, principal=amount, annual_rate=Decimal("0.0838"), months=months, grace_months=grace,
        method=Loan.Method.EQUAL_PRINCIPAL, on=started, first_due=started + timedelta(days=30), check_within=30,
    )  # fmt: skip
    return loan
