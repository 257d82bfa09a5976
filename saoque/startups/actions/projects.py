"""A project itself: what it is, its stage, milestones, money, pitch deck, and who may look inside."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product
from saoque.startups.actions.people import checked_birthday
from saoque.startups.flow import project_flow
from saoque.startups.models import BudgetLine, Member, Milestone, Project
from saoque.startups.rules import rules

MOST_ROWS = 60
MOST_MONEY = 10**13  # VND


@dataclass(frozen=True)
class Idea:
    """What a team tells of its project. `field` is one of `Project.Field`."""

    name: str
    field: str
    problem: str
    solution: str
    commune: AdminUnit
    innovative: bool = False
    producer: Producer | None = None
    product: Product | None = None


@transaction.atomic
def open_project(told: Idea, *, actor: Actor, born_on: date | None = None) -> Project:
    """Write down an idea. Who writes it leads the team; `born_on` is the person's own birthday, for contests."""
    acting = rules.require(actor, "open_project")
    fields = _checked(told, acting)
    day = today()
    project = Project.objects.create(state_since=day, opened_on=day, opened_by=acting.user, **fields)
    Member.objects.create(
        project=project,
        user=acting.user,
        leads=True,
        born_on=checked_birthday(born_on),
        state=Member.State.ACCEPTED,
        asked_on=day,
    )
    audit.record(project, "open_project", acting, to_state=project.state, data={"name": project.name})
    return project


def change_project(project: Project, told: Idea, *, actor: Actor) -> None:
    acting = rules.require(actor, "edit", project)
    fields = _checked(told, acting, project)
    compare_and_set(
        project, acting, "change_project", data={"name": fields["name"]}, search=search_text(told.name)[:260], **fields
    )


def move(project: Project, act: str, *, actor: Actor) -> None:
    """Go on to the next stage, stop, or take it up again: `prepare`, `run`, `stand`, `stop`, `take_up`."""
    acting = rules.require(actor, "lead", project)
    if act not in project_flow.transitions:
        raise DomainError(_("Dự án không có bước này."))
    if not project_flow.allows(act, project.state):
        raise DomainError(_("Dự án đang ở giai đoạn khác. Hãy tải lại trang rồi xem lại."))
    reached = project.state if act == "stop" else project_flow.transitions[act].target
    project_flow.apply(project, act, acting, state_since=today(), reached=reached)


def share(project: Project, *, shared: bool, actor: Actor) -> None:
    """Let the Youth Union of the area look inside, or no longer."""
    acting = rules.require(actor, "lead", project)
    act = "share" if shared else "unshare"
    compare_and_set(project, acting, act, shared_at=timezone.now() if shared else None)


@transaction.atomic
def put_deck(project: Project, upload: UploadedFile, *, actor: Actor) -> None:
    """Keep the slides; a new file takes the place of the one before. Raises `DomainError` unless it is a sound PDF."""
    acting = rules.require(actor, "edit", project)
    stored = keep(upload, acting.user)
    if stored.content_type != "application/pdf":
        raise DomainError(_("Bản trình bày cần là tệp PDF. Hãy xuất slide ra PDF rồi gửi lại."), field="file")
    compare_and_set(project, acting, "put_deck", data={"sha256": stored.sha256}, deck=stored)


@transaction.atomic
def add_milestone(project: Project, title: str, due_on: date, *, actor: Actor) -> Milestone:
    acting = rules.require(actor, "edit", project)
    title = " ".join(title.split())[:160]
    if len(title) < 3:
        raise DomainError(_("Hãy ghi việc cần đạt, từ 3 chữ trở lên."), field="title")
    if project.milestones.count() >= MOST_ROWS:
        raise DomainError(_("Một dự án giữ nhiều nhất 60 mốc."), field="title")
    milestone = Milestone.objects.create(project=project, title=title, due_on=due_on)
    audit.record(milestone, "add_milestone", acting, data={"project": project.pk, "due_on": str(due_on)})
    return milestone


@transaction.atomic
def finish_milestone(
    milestone: Milestone, *, actor: Actor, on: date | None = None, evidence: UploadedFile | None = None
) -> None:
    """Say that a milestone was reached, on a day not in the future, with a photo or PDF that shows it when there is one."""
    acting = rules.require(actor, "edit", milestone.project)
    day = on or today()
    if milestone.done_on:
        raise DomainError(_("Mốc này đã đạt rồi."))
    if day > today():
        raise DomainError(_("Ngày đạt còn ở tương lai."), field="done_on")
    stored = keep(evidence, acting.user) if evidence else None
    data = {"done_on": str(day), "sha256": stored.sha256 if stored else ""}
    compare_and_set(milestone, acting, "finish_milestone", data=data, done_on=day, evidence=stored)


def reopen_milestone(milestone: Milestone, *, actor: Actor) -> None:
    acting = rules.require(actor, "edit", milestone.project)
    if not milestone.done_on:
        raise DomainError(_("Mốc này chưa đạt."))
    compare_and_set(milestone, acting, "reopen_milestone", done_on=None, evidence=None)


@transaction.atomic
def add_budget(project: Project, what: str, source: str, planned: int, *, actor: Actor) -> BudgetLine:
    """Plan money for one thing from one source; `planned` in VND."""
    acting = rules.require(actor, "edit", project)
    what = " ".join(what.split())[:160]
    if len(what) < 2:
        raise DomainError(_("Hãy ghi tiền dùng vào việc gì."), field="what")
    if source not in BudgetLine.Source.values:
        raise DomainError(_("Hãy chọn tiền từ đâu."), field="source")
    if project.budget.count() >= MOST_ROWS:
        raise DomainError(_("Một dự án giữ nhiều nhất 60 dòng tiền."), field="what")
    line = BudgetLine.objects.create(project=project, what=what, source=source, planned=_money(planned, "planned"))
    audit.record(line, "add_budget", acting, data={"project": project.pk, "planned": planned})
    return line


def write_spent(line: BudgetLine, spent: int, *, actor: Actor) -> None:
    """Write what has been spent so far, in VND; it may be more than was planned."""
    acting = rules.require(actor, "edit", line.project)
    compare_and_set(line, acting, "write_spent", data={"spent": spent}, spent=_money(spent, "spent"))


def _money(amount: int, field: str) -> int:
    if not 0 <= amount <= MOST_MONEY:
        raise DomainError(_("Số tiền cần từ 0 đến 10.000 tỷ đồng."), field=field)
    return amount


def _checked(told: Idea, acting: Actor, before: Project | None = None) -> dict[str, Any]:
    """The fields as they are stored. Raises `DomainError` naming what is wrong."""
    name = " ".join(told.name.split())[:160]
    if len(name) < 3:
        raise DomainError(_("Hãy đặt tên dự án, từ 3 chữ trở lên."), field="name")
    if told.field not in Project.Field.values:
        raise DomainError(_("Hãy chọn lĩnh vực."), field="field")
    for key, text in (("problem", told.problem), ("solution", told.solution)):
        if len(text.strip()) < 10:
            raise DomainError(_("Hãy kể bằng vài câu."), field=key)
    kept = before is not None and told.producer == before.producer
    if told.producer and not kept and told.producer.unit_id not in acting.unit_ids("producer"):
        raise DomainError(_("Chỉ gắn được chủ thể của chính mình."), field="producer")
    if told.product and (told.producer is None or told.product.producer_id != told.producer.pk):
        raise DomainError(_("Sản phẩm này không phải của chủ thể đã chọn."), field="product")
    return {
        "name": name, "field": told.field, "innovative": told.innovative, "problem": told.problem.strip()[:5000],
        "solution": told.solution.strip()[:5000], "commune": told.commune, "producer": told.producer,
        "product": told.product,
    }  # fmt: skip
