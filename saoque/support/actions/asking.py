"""A producer, or a helper for the producer, tells what is needed; it becomes a case."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.events import emit
from saoque.kernel.text import fold
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES
from saoque.producers.models import Producer, Product
from saoque.support.actions.checks import limited, needed, unit_for
from saoque.support.events import CaseClosed, CaseOpened
from saoque.support.flow import case_flow
from saoque.support.kinds import OBSTACLE, STEPS, is_kind, obstacle_kinds
from saoque.support.models import Obstacle, SupportCase
from saoque.support.rules import rules

_TITLE = 100  # letters


@dataclass(frozen=True)
class NewObstacle:
    """Which office blocks, at which step (code of `kinds.STEPS`), in what way (as the record says). `office` or a name."""

    step: str
    kind: str
    office: Unit | None = None
    office_name: str = ""


@transaction.atomic
def ask(
    producer: Producer,
    kind: str,
    words: str,
    *,
    actor: Actor,
    product: Product | None = None,
    title: str = "",
    obstacle: NewObstacle | None = None,
) -> SupportCase:
    """Open a case. Told by a helper, it is the helper's unit's and says so; else it goes to the unit of the area."""
    acting = rules.require(actor, "ask", producer)
    if not is_kind(kind):
        raise DomainError(_("Hãy chọn bà con đang cần gì."), field="kind")
    words = needed(words, "words", _("Hãy kể vài chữ bà con đang cần gì."))
    if product is not None and product.producer_id != producer.pk:
        raise DomainError(_("Sản phẩm này không phải của chủ thể. Hãy chọn lại."), field="product")
    if (kind == OBSTACLE) != (obstacle is not None):
        raise DomainError(_("Hãy cho biết vướng với cơ quan nào, ở bước nào."), field="office_name")
    helper = acting.standing is not None and acting.standing.role in YOUTH_ROLES
    case = SupportCase(
        producer=producer,
        product=product,
        kind=kind,
        title=limited(title, "title", 160) or _first_words(words),
        words=words,
        asked_on=today(),
        asked_by=acting.user,
        on_behalf=helper,
        asked_in_id=acting.unit_id,
        unit=Unit.objects.get(pk=acting.unit_id or 0) if helper else unit_for(producer),
    )
    case.save()
    if obstacle is not None:
        _open_obstacle(case, obstacle, acting)
    audit.record(case, "ask", acting, to_state=case.state, data={"kind": kind, "unit": case.unit_id})
    emit(CaseOpened(case=case))
    return case


def _open_obstacle(case: SupportCase, told: NewObstacle, actor: Actor) -> None:
    name = limited(told.office.name if told.office else told.office_name, "office_name", 200)
    if not fold(name):
        raise DomainError(_("Hãy ghi tên cơ quan đang vướng."), field="office_name")
    if told.step not in STEPS:
        raise DomainError(_("Hãy chọn bước đang vướng."), field="step")
    place = case.producer.commune
    if told.kind not in obstacle_kinds(place.parent.code if place.parent else ""):
        raise DomainError(_("Hãy chọn kiểu vướng mắc."), field="obstacle_kind")
    obstacle = Obstacle.objects.create(
        case=case,
        office=told.office,
        office_name=name,
        office_key=fold(name),
        step=told.step,
        kind=told.kind,
        opened_on=case.asked_on,
    )
    audit.record(obstacle, "open_obstacle", actor, to_state="open", data={"office": name, "step": told.step})


def _first_words(words: str) -> str:
    """The first sentence of the first line, cut at a word."""
    line = " ".join(words.splitlines()[0].split()).split(". ")[0].rstrip(".")
    if len(line) <= _TITLE:
        return line
    return line[:_TITLE].rsplit(" ", 1)[0] + "…"


@transaction.atomic
def withdraw_need(case: SupportCase, *, reason: str = "", actor: Actor) -> None:
    """The producer no longer needs it; possible until the unit has taken it on."""
    acting = rules.require(actor, "withdraw_need", case)
    told = limited(reason, "reason", 500) or _("Chủ thể rút lại, không cần nữa.")
    end(case, "withdraw_need", told, acting)


def end(case: SupportCase, action: str, result: str, actor: Actor) -> None:
    """Close a case along `action`, and its obstacle with it; emit `CaseClosed`. Inside the caller's transaction."""
    day = today()
    case_flow.apply(
        case,
        action,
        actor,
        data={"result": result},
        result=result,
        closed_on=day,
        state_since=timezone.now(),
        waiting_on="",
        waiting_note="",
    )
    for obstacle in Obstacle.objects.select_for_update().filter(case=case):
        obstacle.closed_on, obstacle.days_to_close = day, max(0, (day - obstacle.opened_on).days)
        obstacle.version += 1
        obstacle.save(update_fields=["closed_on", "days_to_close", "version"])
        audit.record(obstacle, "close_obstacle", actor, from_state="open", to_state="closed")
    emit(CaseClosed(case=case))
