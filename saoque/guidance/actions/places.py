"""Places in a class: taking one, waiting for one, giving it up, coming, and saying how it was."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.guidance import codes
from saoque.guidance.flow import place_flow
from saoque.guidance.models import Evaluation, Registration, TrainingClass
from saoque.guidance.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.people.models import User

_PLACED, _WAITING, _CANCELLED = Registration.State.PLACED, Registration.State.WAITING, Registration.State.CANCELLED


@transaction.atomic
def take_place(training: TrainingClass, *, actor: Actor) -> Registration:
    """Put the actor on the list, or on the waiting list when every seat is taken. Asking twice changes nothing."""
    acting = rules.require(actor, "take_place", training)
    held = _lock(training)
    if held.ends_at <= timezone.now():
        raise DomainError(_("Lớp này đã xong. Hãy xem các lớp sắp mở."))
    return _put(held, acting.user, acting)


@transaction.atomic
def enrol(training: TrainingClass, person: User, *, actor: Actor) -> Registration:
    """The unit puts down somebody who has no phone at hand; seats are the same for everybody."""
    acting = rules.require(actor, "hold_class", training)
    return _put(_lock(training), person, acting)


def _put(training: TrainingClass, person: User, actor: Actor) -> Registration:
    kept = Registration.objects.filter(training=training, user=person).first()
    if kept is not None and kept.state != _CANCELLED:
        return kept
    state = _PLACED if _free_seats(training) else _WAITING
    if kept is not None:
        compare_and_set(kept, actor, "take_place", to_state=state, asked_at=timezone.now())
        return kept
    made = Registration.objects.create(training=training, user=person, state=state, asked_at=timezone.now())
    audit.record(made, "take_place", actor, to_state=state)
    return made


@transaction.atomic
def give_up_place(registration: Registration, *, actor: Actor) -> None:
    """Leave the list; the seat goes to whoever has waited longest."""
    acting = rules.require(actor, "give_up_place", registration)
    training = _lock(registration.training)
    if registration.attended_at is not None:
        raise DomainError(_("Bà con đã được ghi có mặt, không hủy được nữa."))
    place_flow.apply(registration, "give_up_place", acting)
    fill_free_seats(training, acting)


def fill_free_seats(training: TrainingClass, actor: Actor) -> None:
    """Move the waiting list up into free seats, the earliest first."""
    free = _free_seats(training)
    waiting = training.registrations.filter(state=_WAITING).order_by("asked_at", "pk")
    for one in waiting[: max(free, 0)]:
        place_flow.apply(one, "move_up", actor)


@transaction.atomic
def mark(registration: Registration, present: bool, *, actor: Actor) -> None:
    """The trainer ticks by hand who is there, or takes the tick back before the class is closed."""
    acting = rules.require(actor, "hold_class", registration.training)
    _lock(registration.training)
    if present:
        _come(registration, acting, Registration.How.HAND)
    elif registration.attended_at is not None:
        place_flow.apply(registration, "mark_absent", acting, attended_at=None, attended_how="")


@transaction.atomic
def come_by_code(training: TrainingClass, code: str, *, actor: Actor, seen: bool = False) -> Registration:
    """Mark the actor present by the code on the trainer's screen. `seen`: the page has seen it valid a short while ago.

    Whoever stands in the room without having registered is put down at once. Raises `DomainError` for an old code.
    """
    if not seen and not codes.holds(code, training.pk):
        raise DomainError(_("Mã này đã đổi. Hãy quét lại mã đang hiện trên màn hình của lớp."))
    rules.require(actor, "take_place", training)
    held = _lock(training)
    registration = _put(held, actor.user, actor)
    acting = rules.require(actor, "come", registration)
    registration.training = held
    _come(registration, acting, Registration.How.CODE)
    return registration


def _come(registration: Registration, actor: Actor, how: str) -> None:
    """Presence is worth more than the waiting list: who is in the room has a seat. A late tick counts for the class's day."""
    if registration.attended_at is not None:
        return
    if timezone.localdate() < timezone.localdate(registration.training.starts_at):
        raise DomainError(_("Lớp chưa tới ngày học nên chưa điểm danh được."))
    moment = min(timezone.now(), registration.training.ends_at)
    place_flow.apply(registration, "mark_present", actor, attended_at=moment, attended_how=how)


@transaction.atomic
def evaluate(registration: Registration, *, useful: int, clear: int, words: str, actor: Actor) -> Evaluation:
    """Say once how a class was, 1 to 5."""
    acting = rules.require(actor, "evaluate", registration)
    if registration.attended_at is None:
        raise DomainError(_("Chỉ người đã dự lớp mới đánh giá được."))
    if useful not in range(1, 6) or clear not in range(1, 6):
        raise DomainError(_("Hãy chọn từ 1 đến 5."), field="useful")
    if Evaluation.objects.filter(registration=registration).exists():
        raise Stale(_("Bà con đã đánh giá lớp này rồi. Cảm ơn bà con."))
    made = Evaluation.objects.create(registration=registration, useful=useful, clear=clear, words=words.strip()[:1000])
    audit.record(registration, "evaluate", acting)
    return made


def _free_seats(training: TrainingClass) -> int:
    return training.seats - training.registrations.filter(state=_PLACED).count()


def _lock(training: TrainingClass) -> TrainingClass:
    """Hold the class while seats are counted. Raises `DomainError` when it is not to be held any more."""
    held = TrainingClass.objects.select_for_update().filter(pk=training.pk).get()
    if held.state != TrainingClass.State.PLANNED:
        raise DomainError(_("Lớp này đã kết thúc hoặc đã hủy, không đổi danh sách được nữa."))
    return held
