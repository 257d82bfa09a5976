"""Planning and holding classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from saoque.guidance.actions.places import fill_free_seats
from saoque.guidance.events import ClassChanged, ClassPlanned
from saoque.guidance.flow import class_flow
from saoque.guidance.models import FollowUp, Material, Page, Registration, TrainingClass
from saoque.guidance.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.files import keep
from saoque.places.models import AdminUnit
from saoque.rulebook.procedure import add_months

MOST_MATERIALS = 12
FOLLOW_UP_MONTHS = (3, 12)
# Without letters and digits that are read for one another on paper.
_CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class ClassData:
    """What a unit says of its class. `topics` are slugs of handbook pages, `seats` at least 1."""

    title: str
    trainer: str
    place: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    about: str = ""
    topics: Sequence[str] = ()
    commune: AdminUnit | None = None


@transaction.atomic
def plan_class(unit_id: int, data: ClassData, *, actor: Actor) -> TrainingClass:
    """Announce a class of the actor's own unit. Raises `DomainError` naming the field."""
    acting = rules.require(actor, "plan_class", unit_id)
    values = _checked(data)
    training = TrainingClass.objects.create(unit_id=unit_id, created_by=acting.user, **values)
    audit.record(training, "plan_class", acting, to_state=training.state)
    emit(ClassPlanned(training=training))
    return training


@transaction.atomic
def change_class(training: TrainingClass, data: ClassData, *, actor: Actor) -> None:
    """Change what was announced; new seats go to whoever waits longest. Seats never sink below the places given."""
    acting = rules.require(actor, "hold_class", training)
    values = _checked(data)
    given = training.registrations.filter(state=Registration.State.PLACED).count()
    if values["seats"] < given:
        raise DomainError(_("Đã có %(n)d người có chỗ; số chỗ không thể ít hơn.") % {"n": given}, field="seats")
    moved = any(getattr(training, name) != values[name] for name in ("starts_at", "ends_at", "place", "commune"))
    class_flow.apply(training, "change_class", acting, **values)
    fill_free_seats(training, acting)
    if moved and given:
        emit(ClassChanged(training=training))


@transaction.atomic
def cancel_class(training: TrainingClass, reason: str, *, actor: Actor) -> None:
    acting = rules.require(actor, "hold_class", training)
    if not reason.strip():
        raise DomainError(_("Hãy ghi vì sao hủy, để người đã ghi tên biết."), field="reason")
    class_flow.apply(training, "cancel_class", acting, reason=reason.strip()[:300])
    emit(ClassChanged(training=training))


@transaction.atomic
def close_class(training: TrainingClass, *, actor: Actor) -> int:
    """Say that the class was held: who came gets a certificate and two dates to be asked again. Return how many came."""
    acting = rules.require(actor, "hold_class", training)
    if training.starts_at > timezone.now():
        raise DomainError(_("Lớp chưa tới giờ mở, chưa kết thúc được."))
    came = list(training.registrations.filter(attended_at__isnull=False).order_by("pk"))
    if not came:
        raise DomainError(_("Chưa ghi ai có mặt. Hãy điểm danh trước, hoặc hủy lớp nếu lớp không mở."))
    class_flow.apply(training, "close_class", acting, data={"came": len(came)})
    day = timezone.localdate(training.starts_at)
    for one in came:
        one.code = get_random_string(12, _CODE_SIGNS)
    Registration.objects.bulk_update(came, ["code"])
    FollowUp.objects.bulk_create(
        FollowUp(registration=one, months=months, due_on=add_months(day, months))
        for one in came
        for months in FOLLOW_UP_MONTHS
    )
    return len(came)


@transaction.atomic
def add_material(training: TrainingClass, title: str, upload: UploadedFile, *, actor: Actor) -> Material:
    """Add a file (PDF or picture) for the people of the class. Raises `DomainError` with the reason."""
    acting = rules.require(actor, "hold_class", training)
    if training.materials.count() >= MOST_MATERIALS:
        raise DomainError(_("Một lớp giữ nhiều nhất 12 tài liệu. Hãy gộp lại."), field="file")
    if not title.strip():
        raise DomainError(_("Hãy đặt tên cho tài liệu."), field="title")
    made = Material.objects.create(
        training=training, title=title.strip()[:160], file=keep(upload, acting.user), added_by=acting.user
    )
    audit.record(training, "add_material", acting, data={"title": made.title})
    return made


def _checked(data: ClassData) -> dict[str, Any]:
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(data).items()}
    values["commune"] = data.commune
    needed = {"title": _("Lớp cần một tên."), "trainer": _("Ai dạy lớp này?"), "place": _("Lớp mở ở đâu?")}
    for name, words in needed.items():
        if not values[name]:
            raise DomainError(words, field=name)
    if data.ends_at <= data.starts_at:
        raise DomainError(_("Giờ xong phải sau giờ bắt đầu."), field="ends_at")
    if not 1 <= data.seats <= 500:
        raise DomainError(_("Số chỗ từ 1 đến 500."), field="seats")
    known = set(Page.objects.filter(slug__in=data.topics).values_list("slug", flat=True))
    if strange := sorted(set(data.topics) - known):
        raise DomainError(_("Chưa có bài cẩm nang «%(slug)s».") % {"slug": strange[0]}, field="topics")
    values["topics"] = list(dict.fromkeys(data.topics))
    return values
