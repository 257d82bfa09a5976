"""Memoranda and contracts signed at a fair."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.actions.checks import MOST_MONEY, at_the_fair, in_time, whole, words
from saoque.fairs.models import Deal, Exhibitor
from saoque.fairs.outcome_flow import LOGGING, deal_flow
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep


@dataclass(frozen=True)
class Signed:
    """What the paper says. `kind` is one of `Deal.Kind`, `value` VND, 0 where the paper names no sum."""

    kind: str
    partner: str
    signed_on: date
    value: int = 0
    about: str = ""


@transaction.atomic
def sign(exhibitor: Exhibitor, told: Signed, *, actor: Actor, file: UploadedFile | None = None) -> Deal:
    acting = rules.require(actor, "log", exhibitor)
    at_the_fair(exhibitor)
    in_time(exhibitor.fair, LOGGING)
    if told.kind not in Deal.Kind.values:
        raise DomainError(_("Hãy chọn biên bản ghi nhớ hay hợp đồng."), field="kind")
    if not exhibitor.fair.first_day <= told.signed_on <= today():
        raise DomainError(_("Ngày ký từ ngày khai mạc đến hôm nay."), field="signed_on")
    if told.kind == Deal.Kind.CONTRACT and told.value == 0:
        raise DomainError(_("Hợp đồng thì ghi giá trị; chưa rõ tiền thì là biên bản ghi nhớ."), field="value")
    deal = Deal.objects.create(
        exhibitor=exhibitor,
        kind=told.kind,
        partner=words(told.partner, 2, 200, _("Hãy ghi ký với ai."), "partner"),
        about=words(told.about, 0, 300, "", "about"),
        value=whole(told.value, MOST_MONEY, "value"),
        signed_on=told.signed_on,
        file=keep(file, acting.user) if file else None,
        entered_by=acting.user,
    )
    audit.record(deal, "sign_deal", acting, to_state=deal.state, data={"kind": deal.kind, "value": deal.value})
    return deal


def deliver(deal: Deal, *, actor: Actor) -> None:
    """Note that the goods were delivered."""
    acting = rules.require(actor, "log", deal.exhibitor)
    deal_flow.apply(deal, "deliver_deal", acting)


def strike(deal: Deal, reason: str, *, actor: Actor) -> None:
    """Strike out a wrong entry, until the result is reported."""
    acting = rules.require(actor, "log", deal.exhibitor)
    in_time(deal.exhibitor.fair, LOGGING)
    said = words(reason, 3, 200, _("Hãy ghi vì sao gạch dòng này."), "reason")
    deal_flow.apply(deal, "strike_deal", acting, data={"reason": said})
