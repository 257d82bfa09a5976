"""Single sales: told, struck out, taken back at once; and whether units may read a producer's total by name."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.channels.models import Channel
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.ledger.models import NamedRevenue, Sale
from saoque.ledger.rules import rules
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product

MOST_MONEY = 10**12  # VND
MOST_QUANTITY = Decimal(10**9)
OLDEST = date(2000, 1, 1)
UNDO_WITHIN = timedelta(minutes=30)


@dataclass(frozen=True)
class Sold:
    """One sale as it is told: `quantity` in `unit`, `amount` VND of all of it. `key` makes telling twice harmless."""

    sold_on: date
    quantity: Decimal
    amount: int
    unit: str
    kind: str = Sale.Kind.DIRECT
    channel: Channel | None = None
    place: AdminUnit | None = None
    note: str = ""
    key: UUID | None = None

    def check(self) -> None:
        """Raise `DomainError` naming the field that is wrong."""
        if self.sold_on > today():
            raise DomainError(_("Ngày bán không thể ở tương lai."), field="sold_on")
        if self.sold_on < OLDEST:
            raise DomainError(_("Ngày bán phải từ năm 2000 trở đi. Hãy xem lại năm."), field="sold_on")
        if not 0 < self.quantity <= MOST_QUANTITY:
            raise DomainError(_("Số lượng phải lớn hơn 0."), field="quantity")
        if not 0 <= self.amount <= MOST_MONEY:
            raise DomainError(_("Số tiền từ 0 đến 1.000 tỷ đồng."), field="amount")
        if not self.unit.strip():
            raise DomainError(_("Hãy ghi bán theo gì: chai, hũ, kg."), field="unit")
        if (self.kind == Sale.Kind.CHANNEL) != (self.channel is not None):
            raise DomainError(_("Bán qua kênh thì chọn kênh nào."), field="channel")


def record_sale(product: Product, told: Sold, *, actor: Actor, source: str = Sale.Source.PRODUCER) -> Sale:
    """Write down what was sold. The same `key` twice returns the row that is there and changes nothing."""
    acting = rules.require(actor, "record_sale", product.producer)
    return _write(product, told, acting, source=source)


def record_at_occasion(product: Product, told: Sold, occasion: str, occasion_key: str, *, actor: Actor) -> Sale:
    """Write down a sale that a room above vouches for: at a fair, or under an agreement.

    That room has checked its own rule, and hands in the actor in the standing that gave the right.
    """
    source = Sale.Source.FAIR if told.kind == Sale.Kind.FAIR else Sale.Source.PRODUCER
    return _write(product, told, actor, source=source, occasion=occasion[:200], occasion_key=occasion_key)


def strike_sale(sale: Sale, reason: str, *, actor: Actor) -> None:
    """Strike out a wrong entry; it stays readable, and counts nowhere any more."""
    _strike(sale, reason, rules.require(actor, "strike_sale", sale.producer))


def strike_at_occasion(sale: Sale, occasion_key: str, reason: str, *, actor: Actor) -> None:
    """Strike out a wrong entry of the occasion that a room above vouches for, as in `record_at_occasion`."""
    if sale.occasion_key != occasion_key:
        raise NotFound()
    _strike(sale, reason, actor)


def _strike(sale: Sale, reason: str, acting: Actor) -> None:
    if sale.struck_at is not None:
        raise DomainError(_("Dòng này đã gạch rồi."))
    if len(reason.strip()) < 3:
        raise DomainError(_("Hãy ghi vì sao gạch dòng này."), field="reason")
    said = reason.strip()[:200]
    compare_and_set(sale, acting, "strike_sale", data={"reason": said}, struck_at=timezone.now(), struck_reason=said)


def undo_sale(sale: Sale, *, actor: Actor) -> None:
    """Take back what the same person has just written down, without being asked why."""
    acting = rules.require(actor, "undo_sale", sale.producer)
    if sale.struck_at is not None:
        return
    if sale.entered_by_id != actor.user_id or timezone.now() - sale.entered_at > UNDO_WITHIN:
        raise DomainError(_("Dòng này ghi đã lâu hoặc do người khác ghi. Chủ thể gạch nó trong sổ, kèm lý do."))
    said = _("Hoàn tác ngay sau khi ghi")
    compare_and_set(sale, acting, "undo_sale", struck_at=timezone.now(), struck_reason=said)


@transaction.atomic
def name_revenue(producer: Producer, *, agreed: bool, actor: Actor) -> None:
    """Let units read the producer's total by name, or no longer. Saying the same again changes nothing."""
    acting = rules.require(actor, "name_revenue", producer)
    kept, _made = NamedRevenue.objects.get_or_create(producer=producer)
    if (kept.agreed_at is not None) == agreed:
        return
    moment = timezone.now() if agreed else None
    act = "name_revenue" if agreed else "unname_revenue"
    compare_and_set(kept, acting, act, agreed_at=moment, agreed_by=acting.user)


@transaction.atomic
def _write(product: Product, told: Sold, acting: Actor, **more: str) -> Sale:
    told.check()
    fields = {
        "product": product,
        "producer_id": product.producer_id,
        "sold_on": told.sold_on,
        "quantity": told.quantity,
        "unit": told.unit.strip()[:20],
        "amount": told.amount,
        "kind": told.kind,
        "channel": told.channel,
        "place": told.place,
        "note": told.note.strip()[:200],
        "entered_by": acting.user,
        **more,
    }
    sale, created = Sale.objects.get_or_create(key=told.key or uuid4(), defaults=fields)
    if not created:
        same = (sale.product_id, sale.sold_on, sale.quantity, sale.amount)
        if same != (product.pk, told.sold_on, round(told.quantity, 2), told.amount):
            raise DomainError(_("Mã gửi này đã dùng cho một lần bán khác. Hãy ghi lại từ đầu."))
        return sale
    audit.record(sale, "record_sale", acting, data={"product": product.pk, "amount": told.amount})
    return sale
