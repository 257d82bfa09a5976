"""What waits for founders, helpers and the commune today."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.cooperatives.models import Cooperative, Filing, Help, Invitation, Member, Task
from saoque.cooperatives.queries.access import OFFICE
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import YOUTH_ROLES

_MOST = 20


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Six queries at most."""
    if actor.signed_in:
        yield from _invited(actor)
        yield from _founders(actor)
    if actor.has(*OFFICE):
        yield from _office(actor)
    if actor.has(*YOUTH_ROLES):
        yield from _helpers(actor)


def _invited(actor: Actor) -> Iterable[Todo]:
    """Whoever was invited by the phone number of the account."""
    if not actor.user.phone:
        return
    found = Invitation.objects.filter(phone=actor.user.phone, state="open", expires_on__gte=today())
    for one in found.select_related("member__cooperative", "made_by").order_by("pk")[:_MOST]:
        yield Todo(
            title=_("Mời bạn vào %(name)s") % {"name": one.member.cooperative.name},
            detail=one.made_by.full_name,
            url=reverse("cooperatives:invitation", args=[one.token]),
            button=_("Xem lời mời"),
            due_on=one.expires_on,
        )


def _founders(actor: Actor) -> Iterable[Todo]:
    mine = Member.objects.filter(user=actor.user_id, left_on=None, manages=True).values("cooperative")
    open_states = (Cooperative.State.FOUNDING, Cooperative.State.RETURNED)
    found = Cooperative.objects.filter(pk__in=mine, state__in=open_states).prefetch_related("filings")
    for one in found.order_by("pk")[:_MOST]:
        filings = list(one.filings.all())
        returned = one.state == Cooperative.State.RETURNED
        yield Todo(
            title=_("Sửa hồ sơ thành lập %(name)s") % {"name": one.name}
            if returned
            else _("Làm tiếp việc thành lập %(name)s") % {"name": one.name},
            detail=filings[0].reason[:160] if returned and filings else one.get_kind_display(),
            url=reverse("cooperatives:road", args=[one.pk]),
            button=_("Mở đường thành lập"),
            due_on=filings[0].repair_due_on if returned and filings else None,
        )
    tasks = Task.objects.filter(cooperative__in=mine, done_on=None, due_on__isnull=False).select_related("cooperative")
    for task in tasks.order_by("due_on", "pk")[:_MOST]:
        yield Todo(
            title=task.title,
            detail=task.cooperative.name,
            url=reverse("cooperatives:after", args=[task.cooperative_id]),
            button=_("Xem việc"),
            due_on=task.due_on,
        )


def _office(actor: Actor) -> Iterable[Todo]:
    communes = {one.commune for one in actor.having(*OFFICE) if one.commune}
    waiting = Filing.objects.filter(
        state__in=(Filing.State.FILED, Filing.State.RECEIVED), cooperative__commune__code__in=communes
    ).select_related("cooperative")
    for one in waiting.order_by("due_on", "pk")[:_MOST]:
        yield Todo(
            title=_("Hồ sơ đăng ký %(name)s") % {"name": one.cooperative.name},
            detail=one.get_state_display(),
            url=reverse("cooperatives:office", args=[one.cooperative_id]),
            button=_("Xem hồ sơ"),
            due_on=one.due_on,
        )


def _helpers(actor: Actor) -> Iterable[Todo]:
    units = actor.unit_ids(*YOUTH_ROLES)
    helped = Help.objects.filter(
        Q(cooperative__state=Cooperative.State.RETURNED) | Q(consented_at=None),
        unit__in=units,
        ended_at=None,
    ).select_related("cooperative")
    for one in helped.order_by("pk")[:_MOST]:
        waits = one.consented_at is None
        yield Todo(
            title=_("Mời sáng lập viên đầu tiên của %(name)s") % {"name": one.cooperative.name}
            if waits
            else _("Giúp %(name)s sửa hồ sơ") % {"name": one.cooperative.name},
            detail=one.cooperative.get_state_display(),
            url=reverse("cooperatives:road", args=[one.cooperative_id]),
            button=_("Mở đường thành lập"),
        )
