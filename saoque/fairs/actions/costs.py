"""What the fair costs, planned and spent, and who pays."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.fairs.actions.checks import MOST_MONEY, in_time, whole, words
from saoque.fairs.models import CostLine, Exhibitor, Fair
from saoque.fairs.outcome_flow import COSTING
from saoque.fairs.queries.policies import fair_policies
from saoque.fairs.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set

MOST_LINES = 2000


@dataclass(frozen=True)
class Cost:
    """One cost: `planned` VND, `payer` of `CostLine.Payer`, `record` the policy's key where a policy pays."""

    what: str
    planned: int
    payer: str
    exhibitor: Exhibitor | None = None
    record: str = ""


@transaction.atomic
def add_cost(fair: Fair, told: Cost, *, actor: Actor) -> CostLine:
    acting = rules.require(actor, "organise", fair)
    in_time(fair, COSTING)
    if told.payer not in CostLine.Payer.values:
        raise DomainError(_("Hãy chọn ai trả."), field="payer")
    if told.exhibitor is not None and told.exhibitor.fair_id != fair.pk:
        raise DomainError(_("Đơn vị này không dự hội chợ này."), field="exhibitor")
    record = told.record if told.payer == CostLine.Payer.POLICY else ""
    if told.payer == CostLine.Payer.POLICY and record not in {one.key for one in fair_policies()}:
        raise DomainError(_("Hãy chọn chính sách nào trả."), field="record")
    if fair.costs.count() >= MOST_LINES:
        raise DomainError(_("Một hội chợ giữ nhiều nhất 2.000 dòng chi phí."), field="what")
    line = CostLine.objects.create(
        fair=fair,
        exhibitor=told.exhibitor,
        what=words(told.what, 2, 160, _("Hãy ghi chi vào việc gì."), "what"),
        planned=whole(told.planned, MOST_MONEY, "planned"),
        payer=told.payer,
        record=record,
    )
    audit.record(line, "add_cost", acting, data={"planned": line.planned, "payer": line.payer})
    return line


def write_spent(line: CostLine, spent: int, *, actor: Actor) -> None:
    """Note what was really spent, VND."""
    acting = rules.require(actor, "organise", line.fair)
    in_time(line.fair, COSTING)
    compare_and_set(line, acting, "write_spent", data={"spent": spent}, spent=whole(spent, MOST_MONEY, "spent"))
