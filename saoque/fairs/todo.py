"""What waits on the first screen: steps of the unit's fairs that are due, and for producers calls and results."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.fairs.models import Fair
from saoque.fairs.queries.fairs import open_to, own_applications
from saoque.fairs.rules import ORGANISERS
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role

LIMIT = 5
SOON = timedelta(days=30)


@todo_source
def steps_for(actor: Actor) -> Iterable[Todo]:
    """Fairs of the actor's units whose next step is due. One query."""
    units = actor.unit_ids(*ORGANISERS)
    if not units:
        return
    now, state = today(), Fair.State
    due = (
        Q(state=state.CALLED, apply_until__lte=now)
        | Q(state=state.CHOOSING)
        | Q(state=state.PLANNED, first_day__lte=now)
        | Q(state=state.RUNNING, last_day__lte=now)
    )
    for fair in Fair.objects.filter(due, unit__in=units).order_by("first_day", "pk")[:LIMIT]:
        yield Todo(
            title=fair.name, detail=_step(fair), url=reverse("fairs:fair", args=[fair.slug]), button=_("Mở hội chợ"),
            due_on=fair.last_day if fair.state == state.RUNNING else fair.first_day,
        )  # fmt: skip


def _step(fair: Fair) -> str:
    if fair.state == Fair.State.CALLED:
        return _("Đã hết hạn đăng ký. Khép đăng ký rồi xét chọn.")
    if fair.state == Fair.State.CHOOSING:
        return _("Xếp gian rồi chốt sơ đồ.") if fair.chosen_on else _("Xét chọn rồi công bố danh sách.")
    return _("Đến ngày khai mạc.") if fair.state == Fair.State.PLANNED else _("Đến ngày bế mạc.")


@todo_source
def fairs_for(actor: Actor) -> Iterable[Todo]:
    """Fairs that a producer may still apply for, and those to which it goes soon. Two queries."""
    if not actor.has(Role.PRODUCER):
        return
    for fair in open_to(actor)[:LIMIT]:
        yield Todo(
            title=_("Đăng ký dự %(name)s") % {"name": fair.name},
            detail=_("Chọn sản phẩm mang đi, ghi một ngày bán được bao nhiêu."),
            url=reverse("fairs:apply", args=[fair.slug]), button=_("Đăng ký dự"), due_on=fair.apply_until,
        )  # fmt: skip
    soon = own_applications(actor).filter(state="chosen", fair__first_day__range=(today(), today() + SOON))
    for one in soon.exclude(fair__state="cancelled")[:LIMIT]:
        yield Todo(
            title=_("Được chọn dự %(name)s") % {"name": one.fair.name}, detail=_("Không đi được thì rút sớm để người khác vào."),
            url=reverse("fairs:application", args=[one.pk]), button=_("Xem gian của mình"), due_on=one.fair.first_day,
        )  # fmt: skip
