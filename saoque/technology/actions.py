"""Everything that can happen to transfers and digital checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.files import keep
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit
from saoque.producers.models import Producer, Product
from saoque.technology import digital
from saoque.technology.events import TransferFinished
from saoque.technology.flow import transfer_flow
from saoque.technology.models import DigitalCheck, Measure, Proof, Transfer
from saoque.technology.rules import rules
from saoque.technology.techniques import SHELF, find_technique

MOST_MEASURES = 12
MOST_MONEY = 10**12  # VND


@dataclass(frozen=True)
class TransferPlan:
    """What is known of a transfer. `technique`: slug of a package, empty for one of its own; `cost` in VND."""

    title: str
    technique: str = ""
    plan: str = ""
    teacher: str = ""
    cost: int = 0
    paid_by: str = ""
    product: Product | None = None

    def fields(self) -> dict[str, Any]:
        """Return the fields as they are stored. Raises `DomainError` naming what is wrong."""
        title = " ".join(self.title.split())[:200]
        if len(title) < 3:
            raise DomainError(_("Hãy đặt tên cho việc chuyển giao, từ 3 chữ trở lên."), field="title")
        if self.technique and find_technique(self.technique) is None:
            raise DomainError(_("Không có gói kỹ thuật này."), field="technique")
        if not 0 <= self.cost <= MOST_MONEY:
            raise DomainError(_("Kinh phí cần là số tiền từ 0 đến 1.000 tỷ đồng."), field="cost")
        key = f"{SHELF}#{self.technique}" if self.technique else ""
        return {
            "title": title, "technique": key, "plan": self.plan.strip()[:5000], "teacher": self.teacher.strip()[:200],
            "cost": self.cost, "paid_by": self.paid_by.strip()[:200], "product": self.product,
        }  # fmt: skip


@transaction.atomic
def open_transfer(producer: Producer, told: TransferPlan, *, actor: Actor) -> Transfer:
    """Begin a transfer to a producer; the package's own measures wait for their figures."""
    acting = rules.require(actor, "lead_transfer", producer)
    fields = told.fields()
    _check_product(producer, told.product)
    transfer = Transfer.objects.create(producer=producer, unit=_unit_of(acting), opened_by=acting.user, **fields)
    technique = find_technique(told.technique) if told.technique else None
    for measure in technique.facts["measures"] if technique else ():
        Measure.objects.create(transfer=transfer, name=measure["name"], unit=measure["unit"])
    audit.record(transfer, "open_transfer", acting, to_state=transfer.state, data={"technique": fields["technique"]})
    return transfer


def change_plan(transfer: Transfer, told: TransferPlan, *, actor: Actor) -> None:
    """Change what is planned while the transfer is under way."""
    acting = rules.require(actor, "lead_transfer", transfer.producer)
    if transfer.state in (Transfer.State.DONE, Transfer.State.DROPPED):
        raise DomainError(_("Việc chuyển giao đã khép. Hãy mở lại rồi sửa."))
    fields = told.fields()
    _check_product(transfer.producer, told.product)
    compare_and_set(transfer, acting, "change_transfer", data={"title": fields["title"]}, **fields)


def begin(transfer: Transfer, *, actor: Actor, on: date | None = None) -> None:
    """Say that the work has begun, today or on an earlier day."""
    acting = rules.require(actor, "lead_transfer", transfer.producer)
    transfer_flow.apply(transfer, "begin", acting, started_on=_not_later(on, "started_on"))


@transaction.atomic
def finish(transfer: Transfer, outcome: str, *, actor: Actor, on: date | None = None) -> None:
    """Close a transfer with its outcome. Every measure needs its figure before and after, and there must be one."""
    acting = rules.require(actor, "lead_transfer", transfer.producer)
    day = _not_later(on, "ended_on")
    if transfer.started_on and day < transfer.started_on:
        raise DomainError(_("Ngày xong không thể trước ngày bắt đầu."), field="ended_on")
    if len(outcome.strip()) < 10:
        raise DomainError(_("Hãy ghi kết quả bằng vài câu."), field="outcome")
    missing = [one.name for one in transfer.measures.all() if one.before is None or one.after is None]
    if missing:
        raise DomainError(_("Còn thiếu số đo trước hoặc sau: %(names)s.") % {"names": ", ".join(missing)})
    if not transfer.measures.exists():
        raise DomainError(_("Cần ít nhất một số đo trước và sau để biết việc có ích không."))
    transfer_flow.apply(transfer, "finish", acting, outcome=outcome.strip()[:5000], ended_on=day)
    emit(TransferFinished(transfer=transfer))


def drop(transfer: Transfer, reason: str, *, actor: Actor) -> None:
    """Stop a transfer, with the reason; it can be resumed."""
    acting = rules.require(actor, "lead_transfer", transfer.producer)
    if len(reason.strip()) < 5:
        raise DomainError(_("Hãy ghi lý do dừng."), field="outcome")
    transfer_flow.apply(transfer, "drop", acting, outcome=reason.strip()[:5000], data={"reason": reason.strip()[:300]})


def resume(transfer: Transfer, *, actor: Actor) -> None:
    """Take a closed transfer up again."""
    acting = rules.require(actor, "lead_transfer", transfer.producer)
    transfer_flow.apply(transfer, "resume", acting, ended_on=None, started_on=transfer.started_on or today())


@transaction.atomic
def add_measure(transfer: Transfer, name: str, unit: str, *, actor: Actor) -> Measure:
    """Add one more figure to be taken."""
    acting = rules.require(actor, "measure", transfer.producer)
    _still_open(transfer)
    name, unit = " ".join(name.split())[:120], unit.strip()[:20]
    if not name:
        raise DomainError(_("Hãy ghi tên số đo, ví dụ: hao hụt mỗi mẻ."), field="name")
    if transfer.measures.count() >= MOST_MEASURES:
        raise DomainError(_("Một lần chuyển giao theo dõi nhiều nhất 12 số đo."), field="name")
    try:
        with transaction.atomic():
            measure = Measure.objects.create(transfer=transfer, name=name, unit=unit)
    except IntegrityError:
        raise DomainError(_("Số đo này đã có."), field="name") from None
    audit.record(measure, "add_measure", acting, data={"transfer": transfer.pk, "name": name})
    return measure


def write_figures(measure: Measure, *, before: Decimal | None, after: Decimal | None, actor: Actor) -> None:
    """Write what was measured before and after; either may still be unknown."""
    acting = rules.require(actor, "measure", measure.transfer.producer)
    _still_open(measure.transfer)
    data = {"before": str(before), "after": str(after)}
    compare_and_set(measure, acting, "write_figures", data=data, before=before, after=after)


@transaction.atomic
def add_proof(transfer: Transfer, upload: UploadedFile, *, actor: Actor) -> Proof:
    """Put a photo or PDF to the transfer. Raises `DomainError` when the file is not fit."""
    acting = rules.require(actor, "measure", transfer.producer)
    proof = Proof.objects.create(transfer=transfer, file=keep(upload, acting.user), added_by=acting.user)
    audit.record(proof, "add_proof", acting, data={"transfer": transfer.pk, "sha256": proof.file.sha256})
    return proof


@transaction.atomic
def answer_check(producer: Producer, answers: Mapping[str, int], *, actor: Actor) -> DigitalCheck:
    """Keep the answers of one day with their score. Raises `DomainError` when a question is left open."""
    acting = rules.require(actor, "answer_check", producer)
    faults = digital.faults_of(answers)
    if faults:
        raise DomainError(_("Còn câu chưa chọn. Hãy chọn một mức cho mỗi câu."), field=faults[0])
    check = DigitalCheck.objects.create(
        producer=producer, questions=digital.questions().version, answers=dict(answers),
        score=digital.percent(answers), answered_by=acting.user, answered_on=today(),
    )  # fmt: skip
    audit.record(check, "answer_check", acting, data={"producer": producer.pk, "score": check.score})
    return check


def _unit_of(acting: Actor) -> Unit:
    """The unit of the standing that gives the right."""
    return Unit.objects.get(pk=acting.unit_id or 0)


def _check_product(producer: Producer, product: Product | None) -> None:
    if product is not None and product.producer_id != producer.pk:
        raise DomainError(_("Sản phẩm này không phải của chủ thể."), field="product")


def _still_open(transfer: Transfer) -> None:
    if transfer.state in (Transfer.State.DONE, Transfer.State.DROPPED):
        raise DomainError(_("Việc chuyển giao đã khép. Hãy mở lại rồi ghi số đo."))


def _not_later(day: date | None, field: str) -> date:
    chosen = day or today()
    if chosen > today():
        raise DomainError(_("Ngày này còn ở tương lai."), field=field)
    return chosen
