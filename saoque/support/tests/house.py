"""What this room brings to the tests of the whole house (saoque/site/tests/rooms.py)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from saoque.kernel.calendar import today
from saoque.people.models import Unit
from saoque.producers.models import Producer
from saoque.producers.tests.factories import pdf
from saoque.site.demo.cast import Cast
from saoque.support import actions
from saoque.support.kinds import obstacle_kinds
from saoque.support.models import (
    Assignment,
    CaseMoney,
    CaseStep,
    Directive,
    Measure,
    Obstacle,
    Report,
    SupportCase,
    Target,
    UnitSuccession,
)

_SHORT = "<b>{{7*7}}"  # where a field has room for a few letters only


def things() -> dict[str, object]:
    """The mulberry producer's, held by the unit of its commune; `own_…` are held by the unit of Trường Xuân."""
    case = SupportCase.objects.get(kind="technology", state="waiting")
    own = SupportCase.objects.get(kind="capital")
    directive = Directive.objects.get(upwards=False)
    report = Report.objects.get(verdict="confirmed")
    return {
        "support.case": case.pk,
        "support.step": CaseStep.objects.get(case=case, evidence__isnull=False).pk,
        "support.money": CaseMoney.objects.get(case=case).pk,
        "support.own_case": own.pk,
        "support.own_step": own.steps.order_by("pk").values_list("pk", flat=True)[0],
        "support.own_money": CaseMoney.objects.get(case__unit=own.unit_id).pk,
        "support.own_part": Assignment.objects.get(directive=directive, unit=own.unit_id).pk,
        "support.producer": case.producer_id,
        "support.obstacle": Obstacle.objects.get(case__producer=case.producer_id).pk,
        "support.directive": directive.pk,
        "support.directive_file": directive.files.get().pk,
        "support.part": report.assignment_id,
        "support.report": report.pk,
        "support.report_file": report.files.get().pk,
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    """Type the probe into every text of a case, an obstacle, a contact, a directive and the line of units."""
    owner, helper = cast.actor("mam"), cast.actor("helper_truong_xuan")
    producer = Producer.objects.select_related("commune__parent", "unit").get(unit__memberships__user=cast.users["mam"])
    actions.note_contact(producer, met=probe, how="visit", on=today(), agreed=probe, actor=helper)
    case = actions.ask(producer, "technology", probe, title=f"={probe}", actor=owner)
    due = today() + timedelta(days=3)
    actions.accept(case, due_on=due, actor=helper)
    actions.set_plan(case, plan=probe, due_on=due, partner=cast.units["partner"], actor=helper)
    actions.start(case, actor=helper)
    step = actions.add_step(case, what=probe, who=probe, actor=helper)
    actions.finish_step(step, evidence=pdf(f"{probe}.pdf"), actor=helper)
    line = actions.add_money(case, source="other", what=probe, planned=1, actor=helper)
    actions.change_money(line, planned=1, paid=1, paid_on=today(), proof=pdf(f"{probe}.pdf"), actor=helper)
    actions.write_message(case, probe, actor=owner)
    actions.wait(case, waiting_on="producer", note=probe, actor=helper)
    actions.measure(case, "before", actions.Figures(revenue=1, note=probe), actor=helper)
    told = actions.NewObstacle("other", obstacle_kinds()[0], None, f"@{probe}")
    blocked = actions.ask(producer, "obstacle", probe, title=f"-{probe}", obstacle=told, actor=owner)
    actions.answer_obstacle(blocked.obstacle, probe, actor=helper)
    dropped = actions.ask(producer, "brand", probe, title=f"+{probe}", actor=owner)
    actions.drop(dropped, reason=probe, actor=helper)
    old, heir = Unit.objects.get(kind="youth_district"), cast.units["youth_truong_xuan"]
    past = {
        "title": probe,
        "words": probe,
        "result": probe,
        "asked_on": date(2024, 1, 2),
        "closed_on": date(2024, 1, 3),
    }
    actions.enter_past_case(producer, "brand", unit=heir, actor=helper, **past)
    actions.record_succession(old, [heir], since=date(2025, 7, 1), source=probe, actor=cast.actor("admin"))
    return _probe_directive(cast, probe) | {
        "support.case": case.pk,
        "support.step": step.pk,
        "support.money": line.pk,
        "support.own_case": case.pk,
        "support.own_step": step.pk,
        "support.own_money": line.pk,
        "support.obstacle": blocked.obstacle.pk,
    }


def _probe_directive(cast: Cast, probe: str) -> dict[str, object]:
    helper, city = cast.actor("helper_truong_xuan"), cast.actor("youth_leader")
    units = [cast.units["youth_truong_xuan"], cast.units["youth_trung_hung"]]
    data = actions.DirectiveData(
        title=f"={probe}", text=probe, basis=probe, period_from=today(), period_to=today(), answer_by=today(),
        indicators=[actions.NewIndicator(f"+{probe}", Decimal(1), today(), _SHORT)],
    )  # fmt: skip
    made = actions.draft_directive(cast.units["youth_city"], units, data, files=[pdf(f"{probe}.pdf")], actor=city)
    actions.send_directive(made, actor=city)
    actions.refuse_directive(
        made.assignments.get(unit=units[1]), reason=f"-{probe}", actor=cast.actor("leader_youth_trung_hung")
    )
    part = made.assignments.get(unit=units[0])
    actions.accept_directive(part, actor=helper)
    values = dict.fromkeys(Target.objects.filter(assignment=part).values_list("pk", flat=True), Decimal(1))
    report = actions.send_report(part, text=probe, values=values, files=[pdf(f"{probe}.pdf")], actor=helper)
    actions.return_report(report, reason=probe, actor=city)
    return {
        "support.directive": made.pk,
        "support.directive_file": made.files.get().pk,
        "support.part": part.pk,
        "support.own_part": part.pk,
        "support.report": report.pk,
        "support.report_file": report.files.get().pk,
    }


SHOWS = {
    f"support:{name}"
    for name in (
        "home", "case", "act", "close", "plan", "step", "money", "producers", "producer", "contact", "past", "ask",
        "obstacle_rows", "obstacles", "obstacle", "directives", "directive", "board", "part", "report", "lineage", "measure",
    )
}  # fmt: skip

DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a result without figures": (lambda: Measure.objects.filter(moment="closing").delete(), "done without the figures"),
    "a close without words": (
        lambda: SupportCase.objects.filter(state="done").update(result=""),
        "without a word of result",
    ),
    "closed before asked": (
        lambda: SupportCase.objects.filter(state="done").update(closed_on=date(2020, 1, 1)),
        "closed before it was asked",
    ),
    "a step of no day": (lambda: CaseStep.objects.update(done_on=None), "on no day"),
    "an obstacle of another day": (lambda: Obstacle.objects.update(opened_on=date(2020, 1, 1)), "opened on 2020-01-01"),
    "an obstacle's own days": (
        lambda: Obstacle.objects.filter(answered_on__isnull=False).update(days_to_answer=99),
        "days_to_answer is 99",
    ),
    "confirmed without a report": (
        lambda: Assignment.objects.filter(state="sent").update(state="confirmed"),
        "confirmed without such a report",
    ),
    "reached out of nowhere": (lambda: Target.objects.update(reached=77), "no confirmed report says"),
    "a former unit that goes on": (
        lambda: Unit.objects.filter(pk__in=UnitSuccession.objects.values("old")).update(until=None),
        "lasts until None",
    ),
}
