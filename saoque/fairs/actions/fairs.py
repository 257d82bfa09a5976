"""A fair from its plan or invitation to its end."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.flow import fair_flow
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files.store import keep
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text
from saoque.knowledge.papers import find_kind
from saoque.places.models import AdminUnit
from saoque.producers.slugs import with_free_slug

MOST_BOOTHS = 1000
_STATED = ("min_star", "needs", "capacity_least", "bar_absent", "booths_planned")


@dataclass(frozen=True)
class Plan:
    """A fair as it is told. `host` empty: the unit's own; `needs` are codes of kinds of papers."""

    name: str
    commune: AdminUnit
    venue: str
    first_day: date
    last_day: date
    apply_until: date
    kind: str = Fair.Kind.FAIR
    about: str = ""
    host: str = ""
    booths_planned: int = 0
    min_star: int = 0
    needs: tuple[str, ...] = ()
    capacity_least: int = 0
    bar_absent: bool = True

    def check(self) -> None:
        """Raise `DomainError` naming the field that is wrong."""
        for field, wrong, said in (
            ("name", not self.name.strip(), _("Hãy ghi tên hội chợ.")),
            ("venue", not self.venue.strip(), _("Hãy ghi nơi họp.")),
            ("last_day", self.last_day < self.first_day, _("Ngày bế mạc không thể trước ngày khai mạc.")),
            ("apply_until", self.apply_until > self.first_day, _("Hạn đăng ký không thể sau ngày khai mạc.")),
            ("booths_planned", self.booths_planned > MOST_BOOTHS, _("Nhiều nhất 1.000 gian.")),
            ("min_star", not 0 <= self.min_star <= 5, _("Số sao từ 0 đến 5.")),
            ("needs", any(find_kind(one) is None for one in self.needs), _("Có loại giấy không có trong danh mục.")),
        ):
            if wrong:
                raise DomainError(said, field=field)

    def values(self) -> dict[str, Any]:
        return {**{name: getattr(self, name) for name in asdict(self)}, "needs": list(self.needs)}


@transaction.atomic
def open_fair(told: Plan, *, actor: Actor, invitation: UploadedFile | None = None) -> Fair:
    """Write down a fair of the actor's unit, with the invitation when another organisation asks us to come."""
    acting = rules.require(actor, "open")
    told.check()
    file = keep(invitation, acting.user) if invitation else None

    unit = acting.standing.unit_id if acting.standing else 0

    def make(slug: str) -> Fair:
        return Fair.objects.create(**told.values(), slug=slug, unit_id=unit, opened_by=acting.user, invitation=file)

    name = f"{told.name[:190]} {told.first_day.year}"
    fair = with_free_slug(Fair, name, f"hoi-cho-{told.first_day.year}", make)
    audit.record(fair, "open_fair", acting, to_state=fair.state, data={"name": fair.name})
    return fair


def change_fair(fair: Fair, told: Plan, *, actor: Actor, invitation: UploadedFile | None = None) -> None:
    """Change a draft; once called, everything but the rule that was stated, until booths are settled."""
    acting = rules.require(actor, "organise", fair)
    told.check()
    if fair.state not in (Fair.State.DRAFT, Fair.State.CALLED, Fair.State.CHOOSING):
        raise DomainError(_("Hội chợ đã xếp gian nên không sửa được nữa."))
    values = told.values()
    if fair.state != Fair.State.DRAFT and any(getattr(fair, name) != values[name] for name in _STATED):
        raise DomainError(_("Quy tắc chọn và số gian đã công bố, không đổi được giữa chừng."))
    if invitation:
        values["invitation"] = keep(invitation, acting.user)
    found_by = search_text(told.name, told.venue, told.host)[:600]
    compare_and_set(fair, acting, "change_fair", **values, search=found_by)


def call(fair: Fair, *, actor: Actor) -> None:
    """Call for applications: from now on everybody reads of it, and the rule stands."""
    acting = rules.require(actor, "organise", fair)
    if not fair.booths_planned:
        raise DomainError(_("Hãy ghi số gian dự kiến trước khi nhận đăng ký."))
    if fair.apply_until < today():
        raise DomainError(_("Hạn đăng ký đã qua. Hãy sửa hạn trước."))
    fair_flow.apply(fair, "call", acting, called_on=today())


def close_applications(fair: Fair, *, actor: Actor) -> None:
    """Take no more applications and begin to choose; not before the last day that was promised."""
    acting = rules.require(actor, "organise", fair)
    if today() < fair.apply_until:
        raise DomainError(_("Chưa đến hạn đăng ký đã công bố. Bà con còn được đăng ký."))
    if not fair.exhibitors.filter(state=Exhibitor.State.APPLIED).exists():
        raise DomainError(_("Chưa có ai đăng ký. Hãy kéo dài hạn, hoặc hủy hội chợ."))
    fair_flow.apply(fair, "choose", acting)


@transaction.atomic
def call_again(fair: Fair, until: date, *, actor: Actor) -> None:
    """Take applications again until a later day, before anything was published."""
    acting = rules.require(actor, "organise", fair)
    if fair.chosen_on is not None:
        raise DomainError(_("Danh sách đã công bố nên không nhận thêm đăng ký."))
    if not today() <= until <= fair.first_day:
        raise DomainError(_("Hạn mới phải từ hôm nay đến ngày khai mạc."), field="until")
    fair_flow.apply(fair, "call_again", acting, apply_until=until)
    fair.exhibitors.update(proposed="", rank=None, because="", reasons=[])


def settle(fair: Fair, *, actor: Actor) -> None:
    """Settle the booth plan: published list, and a booth for everybody who was chosen."""
    acting = rules.require(actor, "organise", fair)
    if fair.chosen_on is None:
        raise DomainError(_("Hãy công bố danh sách được chọn trước."))
    without = fair.exhibitors.filter(state=Exhibitor.State.CHOSEN, booths__isnull=True).count()
    if without:
        raise DomainError(_("Còn %(number)d đơn vị được chọn chưa có gian.") % {"number": without})
    fair_flow.apply(fair, "settle", acting)


def begin(fair: Fair, *, actor: Actor) -> None:
    acting = rules.require(actor, "organise", fair)
    if today() < fair.first_day:
        raise DomainError(_("Chưa đến ngày khai mạc."))
    fair_flow.apply(fair, "begin", acting)


def end(fair: Fair, *, actor: Actor) -> None:
    acting = rules.require(actor, "organise", fair)
    if today() < fair.last_day:
        raise DomainError(_("Chưa đến ngày bế mạc."))
    fair_flow.apply(fair, "end", acting)


def cancel(fair: Fair, reason: str, *, actor: Actor) -> None:
    """Call the fair off, with the reason that everybody reads."""
    acting = rules.require(actor, "organise", fair)
    said = reason.strip()[:300]
    if len(said) < 5:
        raise DomainError(_("Hãy ghi lý do hủy để bà con biết."), field="reason")
    fair_flow.apply(fair, "cancel", acting, data={"reason": said}, cancelled_because=said)


STEPS: Mapping[str, Any] = {
    "nhan-dang-ky": call, "xet-chon": close_applications, "chot-so-do": settle, "khai-mac": begin, "be-mac": end,
}  # fmt: skip
