"""Handing in at the commune, the commune's answer, and what follows a certificate."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.cooperatives.events import CooperativeRegistered
from saoque.cooperatives.flow import cooperative_flow, filing_flow
from saoque.cooperatives.kinds import Channel, Kind
from saoque.cooperatives.models import Cooperative, FiledPaper, Filing, Task
from saoque.cooperatives.papers import papers_of
from saoque.cooperatives.queries.picture import Picture, gaps_before_filing
from saoque.cooperatives.records import founding_record, record_for, step_of
from saoque.cooperatives.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.kernel.files import keep, keep_bytes
from saoque.kernel.flow import compare_and_set
from saoque.producers.actions import ProducerData, register_producer
from saoque.producers.models import LegalForm, Producer


def fee_of(facts: Any, channel: str) -> int | None:
    """Return the fee in đồng for a way of filing as the record says; None when it says nothing."""
    fee = facts.get("fee", {})
    value = fee.get("online") if channel == Channel.ONLINE else fee.get("value")
    return None if value is None else int(value)


def file_founding(seen: Picture, channel: str, filer_id: int, *, actor: Actor) -> Filing:
    """Hand in: the papers are drawn once more and kept as they are; the commune's term is reckoned from today."""
    cooperative = seen.cooperative
    acting = rules.require(actor, "found", cooperative)
    if not cooperative_flow.allows("file", cooperative.state):
        raise Stale()
    gaps = gaps_before_filing(seen)
    if gaps:
        raise DomainError(_("Chưa nộp được: %(gap)s") % {"gap": " ".join(gaps[:3])})
    if channel not in Channel.values:
        raise DomainError(_("Hãy chọn cách nộp."), field="channel")
    filer = next((one for one in seen.people if one.pk == filer_id), None)
    if filer is None:
        raise DomainError(_("Hãy chọn người đi nộp trong số thành viên."), field="filer")
    with transaction.atomic():
        cooperative_flow.apply(cooperative, "file", acting, data={"channel": channel})
        filing = Filing.objects.create(
            cooperative=cooperative,
            number=(seen.filing.number if seen.filing else 0) + 1,
            channel=channel,
            fee=fee_of(seen.process.facts, channel),
            filer=filer,
            filed_on=today(),
            due_on=_term_from(seen.process, today()),
        )
        for code, title, pdf in papers_of(seen):
            stored = keep_bytes(pdf, f"{code}.pdf", "application/pdf", acting.user)
            FiledPaper.objects.create(filing=filing, code=code, title=title, file=stored)
    return filing


def _term_from(process: Any, day: date) -> date | None:
    term = step_of(process, "days_working").get("days_working")
    return add_working_days(day, int(term)) if term else None


def _answering(actor: Actor, cooperative: Cooperative) -> Actor:
    """The commune, or the founders who note what they got on paper: the official register is elsewhere."""
    return rules.require(actor, "answer" if rules.may(actor, "answer", cooperative) else "found", cooperative)


def receive(filing: Filing, receipt: str, *, actor: Actor) -> None:
    """The commune notes that it has the papers; its term begins anew from today."""
    acting = rules.require(actor, "answer", filing.cooperative)
    due_on = _term_from(founding_record(filing.cooperative), today())
    filing_flow.apply(filing, "receive", acting, received_on=today(), receipt=receipt.strip()[:60], due_on=due_on)


def return_filing(filing: Filing, reason: str, *, actor: Actor) -> None:
    """Send back with a reason; the founders have the repair term of the record."""
    cooperative = filing.cooperative
    acting = _answering(actor, cooperative)
    if not reason.strip():
        raise DomainError(_("Hãy ghi rõ cần sửa gì."), field="reason")
    steps = founding_record(cooperative).facts["steps"]
    days = next((step["days"] for step in steps if step.get("days")), None)
    due_on = today() + timedelta(days=int(days)) if days else None
    with transaction.atomic():
        filing_flow.apply(
            filing, "return", acting, reason=reason.strip()[:2000], answered_on=today(), repair_due_on=due_on
        )
        cooperative_flow.apply(cooperative, "return", acting)


def note_registration(filing: Filing, number: str, on: date, certificate: Any = None, *, actor: Actor) -> None:
    """Note the certificate. The co-operative gets its list of next tasks; the rooms above hear of it."""
    cooperative = filing.cooperative
    acting = _answering(actor, cooperative)
    if not number.strip():
        raise DomainError(_("Hãy ghi số giấy chứng nhận."), field="number")
    if not filing.filed_on <= on <= today():
        raise DomainError(_("Ngày cấp phải từ ngày nộp đến hôm nay."), field="on")
    with transaction.atomic():
        stored = keep(certificate, acting.user) if certificate else None
        filing_flow.apply(filing, "register", acting, answered_on=on)
        cooperative_flow.apply(
            cooperative,
            "register",
            acting,
            data={"number": number.strip()[:60]},
            registration_number=number.strip()[:60],
            registered_on=on,
            certificate=stored,
        )
        make_tasks(cooperative)
        emit(CooperativeRegistered(cooperative=cooperative))


def make_tasks(cooperative: Cooperative) -> None:
    """Write the tasks of the record that are not there yet."""
    rows = record_for(cooperative.commune, "coop_after").facts["tasks"]
    known = set(cooperative.tasks.values_list("key", flat=True))
    Task.objects.bulk_create(
        Task(cooperative=cooperative, key=row["key"], title=row["title"]) for row in rows if row["key"] not in known
    )


def set_task(task: Task, due_on: date | None, done_on: date | None, note: str, *, actor: Actor) -> None:
    """Set the co-operative's own term of a task, or say that it is done."""
    acting = rules.require(actor, "found", task.cooperative)
    if done_on and done_on > today():
        raise DomainError(_("Ngày xong chưa tới."), field="done_on")
    changes: dict[str, Any] = {"due_on": due_on, "done_on": done_on, "note": note.strip()[:200]}
    compare_and_set(task, acting, "finish" if done_on else "set_due", **changes)


def link_producer(cooperative: Cooperative, phone: str, *, consent: bool, actor: Actor) -> Producer:
    """Register the co-operative as a producer of OCOP, only when whoever keeps it says so."""
    acting = rules.require(actor, "found", cooperative)
    if cooperative.state != Cooperative.State.REGISTERED:
        raise DomainError(_("Việc này chỉ làm sau khi đã đăng ký."))
    if cooperative.producer_id:
        raise Stale()
    if not consent:
        raise DomainError(_("Hãy đánh dấu đồng ý để lập chủ thể OCOP."), field="consent")
    head = next((one for one in cooperative.members.all() if one.represents and one.left_on is None), None)
    if head is None:
        raise DomainError(_("Chưa đánh dấu ai là người đại diện."))
    told: ProducerData = {
        "name": cooperative.name,
        "legal_form": LegalForm.COOPERATIVE if cooperative.kind == Kind.COOPERATIVE else LegalForm.COOPERATIVE_GROUP,
        "registration_number": cooperative.registration_number,
        "founded_on": cooperative.registered_on,
        "commune": cooperative.commune,
        "address_line": cooperative.address_line,
        "phone": phone,
        "representative_name": (head.representative or head.name)[:120],
        "representative_position": str(head.get_post_display())[:120],
    }
    with transaction.atomic():
        producer = register_producer(actor, told)
        compare_and_set(cooperative, acting, "link_producer", data={"producer": producer.pk}, producer=producer)
        done = cooperative.tasks.filter(key="ocop", done_on=None).first()
        if done:
            set_task(done, done.due_on, today(), "", actor=actor)
    return producer
