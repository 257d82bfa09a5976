"""What of a fair's days and outcome waits on the first screen."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.fairs.models import DayLog, Exhibitor, Fair
from saoque.fairs.months import add_months
from saoque.fairs.outcome_flow import AT_FAIR
from saoque.fairs.queries.outcomes import Due, due_for, due_guests
from saoque.fairs.rules import ORGANISERS
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role

LIMIT = 20


@todo_source
def days_for(actor: Actor) -> Iterator[Todo]:
    """Today's log of the actor's own booths, what is asked months later, and fairs of the unit to be reported."""
    units = actor.unit_ids(Role.PRODUCER)
    if units:
        yield from _logs(units)
    for one in due_for(actor, LIMIT):
        yield _later(one)
    offices = actor.unit_ids(*ORGANISERS)
    if offices:
        yield from _reports(offices)
        for one in due_guests(actor, LIMIT):
            yield _later(one)


def _logs(units: Collection[int]) -> Iterator[Todo]:
    now = today()
    written = DayLog.objects.filter(exhibitor=OuterRef("pk"), day=now)
    running = Exhibitor.objects.filter(
        ~Exists(written), producer__unit__in=units, state__in=AT_FAIR, fair__state=Fair.State.RUNNING,
        fair__first_day__lte=now, fair__last_day__gte=now,
    )  # fmt: skip
    for one in running.select_related("fair").order_by("fair__last_day", "pk")[:LIMIT]:
        yield Todo(
            title=_("Ghi nhật ký hôm nay: «%(name)s»") % {"name": one.fair.name},
            detail=_("Khách ghé, bán được, ai hỏi mua."),
            url=reverse("fairs:day", args=[one.pk, now.isoformat()]), button=_("Ghi hôm nay"), due_on=now,
        )  # fmt: skip


def _later(one: Due) -> Todo:
    return Todo(
        title=_("Sau %(months)d tháng: «%(name)s» đem lại gì?") % {"months": one.months, "name": one.exhibitor.fair.name},
        detail=_("%(who)s · không có gì cũng là câu trả lời.") % {"who": one.exhibitor.name},
        url=reverse("fairs:tell_later", args=[one.exhibitor.pk, one.months]), button=_("Trả lời"),
        due_on=add_months(one.due_on, 1),
    )  # fmt: skip


def _reports(offices: Collection[int]) -> Iterator[Todo]:
    ended = Fair.objects.filter(unit__in=offices, state=Fair.State.ENDED).order_by("last_day", "pk")
    for one in ended[:LIMIT]:
        yield Todo(
            title=_("Báo cáo kết quả «%(name)s»") % {"name": one.name},
            detail=_("Các con số đã tính sẵn từ nhật ký, bản ký và chi phí."),
            url=reverse("fairs:report", args=[one.slug]), button=_("Xem báo cáo"), due_on=add_months(one.last_day, 1),
        )  # fmt: skip
