"""The log of people met."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.producers.models import Producer
from saoque.support.actions.checks import needed, not_in_future
from saoque.support.models import Contact, SupportCase
from saoque.support.rules import rules


@transaction.atomic
def note_contact(
    producer: Producer,
    *,
    met: str,
    how: str,
    on: date,
    agreed: str,
    actor: Actor,
    case: SupportCase | None = None,
) -> Contact:
    """Write who was met, when, and what was agreed."""
    acting = rules.require(actor, "note_contact", producer)
    if how not in Contact.How.values:
        raise DomainError(_("Hãy chọn gặp bằng cách nào."), field="how")
    if case is not None and case.producer_id != producer.pk:
        raise DomainError(_("Vụ việc này của chủ thể khác."), field="case")
    contact = Contact.objects.create(
        producer=producer,
        case=case,
        by=acting.user,
        unit_id=acting.unit_id,
        how=how,
        met=needed(met, "met", _("Hãy ghi đã gặp ai."), 160),
        on=not_in_future(on, "on"),
        agreed=needed(agreed, "agreed", _("Hãy ghi đã hẹn, đã thống nhất điều gì."), 4000),
    )
    audit.record(contact, "note_contact", acting, to_state="held", data={"producer": producer.pk})
    return contact
