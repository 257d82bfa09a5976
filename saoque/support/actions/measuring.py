"""The result in figures: before, at the close, after 3 and after 12 months."""

from calendar import monthrange
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.events import emit
from saoque.kernel.flow import compare_and_set
from saoque.support.actions.checks import limited, money
from saoque.support.events import ResultMeasured
from saoque.support.models import Measure, SupportCase
from saoque.support.rules import rules

LATER = {Measure.Moment.MONTH_3: 3, Measure.Moment.MONTH_12: 12}  # months after the close
MOST = 1_000_000  # people, places of selling


@dataclass(frozen=True)
class Figures:
    """How the producer stands: revenue in VND (mean of one month), jobs in people, channels. None: not known."""

    revenue: int | None = None
    jobs_regular: int | None = None
    jobs_seasonal: int | None = None
    channels: int | None = None
    note: str = ""


@transaction.atomic
def measure(case: SupportCase, moment: str, figures: Figures, *, actor: Actor) -> Measure:
    """Store the figures of one moment, or mend them: then they stay of the day they were taken. Later ones only when done."""
    acting = rules.require(actor, "work", case)
    if moment not in Measure.Moment.values:
        raise DomainError(_("Không có lần đo này."))
    if moment in LATER and case.state != SupportCase.State.DONE:
        raise DomainError(_("Chỉ đo lại sau khi vụ việc đã xong."))
    if moment == Measure.Moment.CLOSING and case.is_open:
        raise DomainError(_("Số liệu lúc xong việc được ghi khi khép vụ việc."))
    taken = Measure.objects.filter(case=case, moment=moment).values_list("taken_on", flat=True).first()
    return take_measure(case, moment, figures, acting, on=taken)


def take_measure(case: SupportCase, moment: str, figures: Figures, actor: Actor, *, on: date | None = None) -> Measure:
    """Check and store as taken today or `on`; the audit record keeps every figure ever told. Inside the caller's transaction."""
    values = _checked(figures)
    values |= {"taken_on": on or today(), "taken_by": actor.user}
    told = {key: value for key, value in asdict(figures).items() if key != "note"}
    kept = Measure.objects.filter(case=case, moment=moment).first()
    if kept is None:
        try:
            with transaction.atomic():
                kept = Measure.objects.create(case=case, moment=moment, **values)
        except IntegrityError:
            raise Stale() from None
        audit.record(kept, "measure", actor, data=told)
    else:
        compare_and_set(kept, actor, "measure", data=told, **values)
    emit(ResultMeasured(measure=kept))
    return kept


def _checked(figures: Figures) -> dict[str, Any]:
    values: dict[str, Any] = {"note": limited(figures.note, "note", 500)}
    if figures.revenue is not None:
        money(figures.revenue, "revenue")
    values["revenue"] = figures.revenue
    counted = {
        "jobs_regular": figures.jobs_regular,
        "jobs_seasonal": figures.jobs_seasonal,
        "channels": figures.channels,
    }
    for name, count in counted.items():
        if count is not None and not 0 <= count <= MOST:
            raise DomainError(_("Con số này phải từ 0 đến 1.000.000."), field=name)
    if figures.revenue is None and all(count is None for count in counted.values()):
        raise DomainError(_("Hãy ghi ít nhất một con số; số nào chưa biết thì để trống."), field="revenue")
    return values | counted


def plan_later_measures(case: SupportCase) -> None:
    """Ask for the figures again after 3 and 12 months; what was taken earlier stays."""
    if case.closed_on is None:
        raise ValueError("only a closed case is measured later")
    for moment, months in LATER.items():
        Measure.objects.get_or_create(
            case=case, moment=moment, defaults={"due_on": months_after(case.closed_on, months)}
        )


def unplan_later_measures(case: SupportCase) -> None:
    """A reopened case is asked for nothing later, until it is closed anew."""
    Measure.objects.filter(case=case, moment__in=list(LATER), taken_on__isnull=True).delete()


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later; the last of the month where that day does not exist (Civil Code art. 147)."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
