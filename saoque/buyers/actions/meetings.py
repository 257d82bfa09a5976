"""Slots in which a buyer meets producers, at a fair for example; of many who want one, one gets it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.buyers import notices
from saoque.buyers.actions.thread import need, note, said
from saoque.buyers.flow import slot_flow
from saoque.buyers.models import BuyingRequest, Entry, Inquiry, MeetingSlot, Side
from saoque.buyers.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound

MOST_SLOTS = 100


@dataclass(frozen=True)
class Meeting:
    """`begins_at` is aware; `minutes` how long."""

    occasion: str
    place: str
    begins_at: datetime
    minutes: int = 20


@transaction.atomic
def offer_slot(request: BuyingRequest, told: Meeting, *, actor: Actor) -> MeetingSlot:
    acting = rules.require(actor, "edit_request", request)
    if request.state not in (BuyingRequest.State.OPEN, BuyingRequest.State.CLOSED):
        raise DomainError(_("Hãy mở nhu cầu trước khi hẹn gặp."))
    if told.begins_at <= timezone.now():
        raise DomainError(_("Giờ gặp phải ở phía trước."), field="day")
    if not 5 <= told.minutes <= 480:
        raise DomainError(_("Một lần gặp từ 5 đến 480 phút."), field="minutes")
    if request.slots.count() >= MOST_SLOTS:
        raise DomainError(_("Một nhu cầu giữ nhiều nhất 100 giờ hẹn."))
    fields = {
        "occasion": said(told.occasion, 160, field="occasion", least=3, lacks=_("Hãy ghi gặp ở dịp nào.")),
        "place": said(told.place, 200, field="place", least=3, lacks=_("Hãy ghi gặp ở đâu.")),
    }
    try:
        with transaction.atomic():
            slot = MeetingSlot.objects.create(request=request, begins_at=told.begins_at, minutes=told.minutes, **fields)
    except IntegrityError:
        raise DomainError(_("Giờ này đã có trong danh sách."), field="time") from None
    audit.record(slot, "offer_slot", acting, to_state=slot.state, data={"begins_at": told.begins_at.isoformat()})
    return slot


@transaction.atomic
def take_slot(slot: MeetingSlot, inquiry: Inquiry, *, actor: Actor) -> None:
    """Take a free slot for one's thread with the same request. Raises `Stale` when somebody else was faster."""
    acting = rules.require(actor, "take_slot", inquiry)
    if slot.request_id != inquiry.request_id:
        raise NotFound()
    need(inquiry, Inquiry.State.ASKED, Inquiry.State.QUOTED, Inquiry.State.AGREED)
    if slot.begins_at <= timezone.now():
        raise DomainError(_("Giờ này đã qua. Hãy chọn giờ khác."))
    if inquiry.meetings.filter(state=MeetingSlot.State.TAKEN, begins_at__gt=timezone.now()).exists():
        raise DomainError(_("Bà con đã có một giờ hẹn. Hãy trả giờ đó trước khi chọn giờ khác."))
    slot_flow.apply(slot, "take_slot", acting, taken_by=inquiry)
    note(inquiry, Entry.Kind.MEETING, acting, Side.PRODUCER, _moment(slot))
    notices.tell_news(inquiry, Side.BUYER, "meeting")


@transaction.atomic
def give_back_slot(slot: MeetingSlot, *, actor: Actor) -> None:
    inquiry = slot.taken_by
    if inquiry is None:
        raise NotFound()
    acting = rules.require(actor, "take_slot", inquiry)
    slot_flow.apply(slot, "give_back_slot", acting, taken_by=None)
    note(inquiry, Entry.Kind.MEETING_BACK, acting, Side.PRODUCER, _moment(slot))
    notices.tell_news(inquiry, Side.BUYER, "meeting")


@transaction.atomic
def cancel_slot(slot: MeetingSlot, *, actor: Actor) -> None:
    """Take a slot out; who has taken it is told."""
    acting = rules.require(actor, "edit_request", slot.request)
    inquiry = slot.taken_by
    slot_flow.apply(slot, "cancel_slot", acting, taken_by=None)
    if inquiry is not None:
        note(inquiry, Entry.Kind.MEETING_OFF, acting, Side.BUYER, _moment(slot))
        notices.tell_news(inquiry, Side.PRODUCER, "meeting")


def _moment(slot: MeetingSlot) -> str:
    local = timezone.localtime(slot.begins_at)
    return f"{local:%H:%M %d/%m/%Y} · {slot.occasion} · {slot.place}"
