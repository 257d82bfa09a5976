"""Support and capital in the demonstration: a claim promised and partly paid, a loan with one instalment late, a group."""

import io
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saoque.capital.actions import claims, groups, loans, plans, support
from saoque.capital.models import Loan
from saoque.capital.paths import find_path
from saoque.capital.queries.support import match_for
from saoque.kernel.calendar import today
from saoque.knowledge.loans import due_on
from saoque.producers.models import Paper, Producer, Product
from saoque.producers.queries import own_producers
from saoque.site.demo.cast import Cast, story

_DATA = Path(__file__).parent / "data" / "capital.yaml"


@lru_cache(maxsize=1)
def chapter() -> dict[str, Any]:
    """Return the chapter as data."""
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    """Told by those who would do it: the producer prepares, the Youth Union records, the commune's leads the group."""
    _works(cast)
    _claim(cast)
    _loan(cast)
    _group(cast)
    _plan(cast)


def _producer(cast: Cast, key: str) -> Producer:
    return own_producers(cast.actor(key)).get()


def _product(key: str, producer: Producer) -> Product:
    return Product.objects.get(producer=producer, name=story()["products"][key]["name"])


def _works(cast: Cast) -> None:
    for row in chapter()["works"]:
        producer = _producer(cast, row["producer"])
        product = _product(row["product"], producer) if "product" in row else None
        support.add_work(
            producer, row["trigger"], actor=cast.actor(row["producer"]), product=product, cost=row["cost"],
            done_on=today() - timedelta(days=row["days_ago"]),
        )  # fmt: skip


def _claim(cast: Cast) -> None:
    row = chapter()["claim"]
    owner, helper = cast.actor(row["producer"]), cast.actor("helper")
    producer = _producer(cast, row["producer"])
    claim = claims.begin_claim(
        producer, match_for(producer, row["policy"]), actor=owner, product=_product(row["product"], producer),
        amount=row["amount"], note=row["note"],
    )  # fmt: skip
    papers = list(Paper.objects.filter(producer=producer, removed_at=None).order_by("pk"))
    for words, paper in zip(row["needs"], papers, strict=False):
        claims.put_paper(claims.add_need(claim, words, actor=owner), paper, actor=owner)
        claim.refresh_from_db()
    day = today()
    claims.hand_over(claim, actor=owner, to=row["to"], on=day - timedelta(days=40))
    claims.promise(
        claim, actor=helper, payer=row["payer"], amount=row["promised"], on=day - timedelta(days=25),
        number=row["number"], due=day + timedelta(days=20),
    )  # fmt: skip
    claims.record_payment(claim, _proof(), actor=owner, amount=row["paid"], on=day - timedelta(days=10))


def _loan(cast: Cast) -> None:
    row = chapter()["loan"]
    owner, helper = cast.actor(row["producer"]), cast.actor("helper")
    producer = _producer(cast, row["producer"])
    loan = loans.begin_loan(producer, find_path(row["path"]), actor=owner, amount=row["amount"], purpose=row["purpose"])
    papers = Paper.objects.filter(producer=producer, removed_at=None).order_by("pk")
    for need, paper in zip(loan.needs.all(), papers, strict=False):
        need.loan = loan
        loans.put_loan_paper(need, paper, actor=owner)
    started = _months_before(today(), row["months_ago"])
    loans.hand_over_loan(loan, actor=owner, to=row["to"], on=started - timedelta(days=20))
    loans.disburse(
        loan, actor=helper, principal=row["amount"], annual_rate=Decimal(row["rate"]), months=row["months"],
        grace_months=0, method=Loan.Method.EQUAL_PRINCIPAL, on=started, first_due=due_on(started, 2), check_within=30,
    )  # fmt: skip
    for one in loan.instalments.all()[: row["paid_months"]]:
        loans.repay(loan, actor=owner, principal=one.principal, interest=one.interest, on=one.due)
    loans.check_use(
        loan, actor=helper, on=started + timedelta(days=25), as_planned=True, next_due=today() + timedelta(days=10),
        finding="Máy xay và khạp mới đã dùng, ủ được mẻ đầu.",
    )  # fmt: skip


def _group(cast: Cast) -> None:
    row = chapter()["group"]
    actor = cast.actor(row["leader_key"])
    producer = _producer(cast, "mam")
    started = today() - timedelta(days=150)
    names = [(name, None) for name in row["members"]]
    members: list[tuple[str, Producer | None]] = [*names, (producer.representative_name, producer)]
    group = groups.found_group(
        cast.units[row["unit"]], actor=actor, name=row["name"], hamlet=row["hamlet"], leader=row["members"][0],
        on=started, members=members,
    )  # fmt: skip
    saved = dict.fromkeys(group.members.values_list("pk", flat=True), row["saving"])
    groups.hold_meeting(
        group,
        actor=actor,
        on=started + timedelta(days=30),
        present=len(members),
        resolution=row["resolution"],
        savings=saved,
    )


def _plan(cast: Cast) -> None:
    row = chapter()["plan"]
    owner = cast.actor(row["producer"])
    plan = plans.begin_plan(_producer(cast, row["producer"]), row["title"], actor=owner)
    for field, value in row["fields"].items():
        plans.save_field(plan, field, str(value), plan.version, actor=owner)


def _months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of a shorter month."""
    back = day.year * 12 + day.month - 1 - months
    return due_on(date(back // 12, back % 12 + 1, 1).replace(day=min(day.day, 28)), 1)


def _proof() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "#f4efe2").save(out, "PNG")
    return SimpleUploadedFile("giay-bao-co-trinh-dien.png", out.getvalue(), "image/png")
