"""A day at the booth: how many came, what was sold, who asked for more. Everything may be sent twice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.actions.checks import MOST_MONEY, MOST_PEOPLE, may_log, whole, words
from saoque.fairs.day_rules import day_rules
from saoque.fairs.models import DayLog, Exhibit, Exhibitor, Lead
from saoque.fairs.notices import tell_struck
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.flow import compare_and_set
from saoque.ledger.actions import Sold, record_at_occasion, strike_at_occasion
from saoque.ledger.models import Sale

FIELDS = ("visits", "leads", "guest_sales", "note")


def occasion_of(exhibitor: Exhibitor) -> str:
    """What the ledger calls this fair."""
    return f"fairs.Fair:{exhibitor.fair_id}"


@transaction.atomic
def write_day(exhibitor: Exhibitor, day: date, told: dict[str, int | str], *, version: int, actor: Actor) -> DayLog:
    """Write fields of `FIELDS` into the day. `version` is the one that was read, 0 for a day without a log.

    Raises `Stale` when somebody else wrote in between.
    """
    acting = rules.require(actor, "log", exhibitor)
    may_log(exhibitor, day)
    changes = _checked(exhibitor, told)
    log, _made = DayLog.objects.get_or_create(exhibitor=exhibitor, day=day, defaults={"entered_by": acting.user})
    if log.version != version:
        raise Stale()
    compare_and_set(log, acting, "write_day", data={"day": str(day), **changes}, **changes)
    return log


def _checked(exhibitor: Exhibitor, told: dict[str, int | str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, value in told.items():
        if name not in FIELDS:
            raise DomainError(_("Nhật ký không có ô này."), field=name)
        if name == "note":
            changes[name] = words(str(value), 0, 300, "", name)
        else:
            changes[name] = whole(int(value), MOST_MONEY if name == "guest_sales" else MOST_PEOPLE, name)
    if changes.get("guest_sales") and exhibitor.producer_id is not None:
        raise DomainError(_("Sản phẩm có trên Sao Quê thì ghi từng lần bán, để vào sổ bán hàng."), field="guest_sales")
    return changes


def sell(exhibit: Exhibit, day: date, quantity: Decimal, amount: int, *, key: UUID, actor: Actor) -> Sale:
    """Write one sale into the ledger under this fair. The same `key` again changes nothing."""
    exhibitor = exhibit.exhibitor
    acting = rules.require(actor, "log", exhibitor)
    may_log(exhibitor, day)
    if exhibit.product is None:
        raise DomainError(_("Sản phẩm này không có trên Sao Quê. Hãy ghi tiền bán cả ngày."), field="exhibit")
    told = Sold(
        sold_on=day, quantity=quantity, amount=amount, unit=exhibit.unit or _("phần"), kind=Sale.Kind.FAIR,
        place=exhibitor.fair.commune, key=key,
    )  # fmt: skip
    sale = record_at_occasion(exhibit.product, told, exhibitor.fair.name, occasion_of(exhibitor), actor=acting)
    if sale.occasion_key != occasion_of(exhibitor):
        raise DomainError(_("Mã gửi này đã dùng cho một lần bán khác. Hãy ghi lại từ đầu."))
    return sale


@transaction.atomic
def unsell(exhibitor: Exhibitor, sale: Sale, reason: str, *, actor: Actor) -> None:
    """Strike out a wrong sale of this fair, while the result is not yet reported; the ledger follows.

    When the organiser does it, the exhibitor's people are told, with the reason.
    """
    acting = rules.require(actor, "log", exhibitor)
    if sale.producer_id != exhibitor.producer_id:
        raise NotFound()
    may_log(exhibitor, sale.sold_on)
    strike_at_occasion(sale, occasion_of(exhibitor), reason, actor=acting)
    if acting.unit_id == exhibitor.fair.unit_id:
        tell_struck(exhibitor, sale)


@dataclass(frozen=True)
class Asked:
    """Somebody at the booth: who, what is wanted, how to reach them, and whether the organiser may see that."""

    who: str
    wants: str
    contact: str = ""
    shared: bool = False


@transaction.atomic
def write_lead(exhibitor: Exhibitor, day: date, told: Asked, *, key: UUID, actor: Actor) -> Lead:
    """Keep who asked. The same `key` again returns what is there and changes nothing."""
    acting = rules.require(actor, "log", exhibitor)
    may_log(exhibitor, day)
    fields = {
        "exhibitor": exhibitor,
        "day": day,
        "who": words(told.who, 2, 120, _("Hãy ghi người hỏi mua là ai."), "who"),
        "wants": words(told.wants, 2, 300, _("Hãy ghi họ cần gì."), "wants"),
        "contact": words(told.contact, 0, 120, "", "contact"),
        "shared": told.shared and bool(told.contact.strip()),
        "entered_by": acting.user,
    }
    lead, made = Lead.objects.get_or_create(key=key, defaults=fields)
    if lead.exhibitor_id != exhibitor.pk:
        raise DomainError(_("Mã gửi này đã dùng cho một người hỏi mua khác. Hãy ghi lại từ đầu."))
    if made:
        # The contact stays out of the chain, which is never taken back.
        audit.record(lead, "write_lead", acting, data={"exhibitor": exhibitor.pk, "shared": lead.shared})
    return lead


def share_contact(lead: Lead, *, shared: bool, actor: Actor) -> None:
    """Let the organiser see how to reach them, or no longer."""
    acting = day_rules.require(actor, "share_contact", lead)
    if shared and not lead.contact:
        raise DomainError(_("Người này không để lại cách liên lạc."))
    compare_and_set(lead, acting, "share_contact" if shared else "hide_contact", shared=shared)
