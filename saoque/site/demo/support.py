"""What the Youth Union does for the named producers: needs, cases, obstacles, a directive, and a district of before."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from saoque.kernel.access import NOBODY, Actor
from saoque.kernel.calendar import today
from saoque.people.actions import appoint, create_unit
from saoque.people.models import Unit
from saoque.producers.models import Producer, Product
from saoque.site.demo.cast import Cast, person, place
from saoque.site.demo.papers import sample
from saoque.sources.queries import record_of
from saoque.support import actions
from saoque.support.kinds import obstacle_kinds
from saoque.support.models import Directive, SupportCase, Target

_DATA = Path(__file__).parent / "data" / "support.yaml"
TRADEMARK = "trademark-barcode-label-traceability#trademark"
LOAN = "capital-and-startups#loan_trust_youth_union"


@lru_cache(maxsize=1)
def tale() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def tell(cast: Cast) -> None:
    """Tell this chapter, by actions alone."""
    _people(cast)
    _former_district(cast)
    for key, words in tale()["contacts"].items():
        helper = cast.actor({"dau": "leader_youth_trung_hung", "mam": "helper_truong_xuan"}[key])
        day = today() - timedelta(days=words["days_ago"])
        actions.note_contact(
            _producer(cast, key), met=words["met"], how=words["how"], on=day, agreed=words["agreed"], actor=helper
        )
    shown = _technology(cast)
    _trademark(cast)
    _capital(cast)
    _obstacles(cast)
    actions.ask(_producer(cast, "ong"), "outlet", tale()["outlet"]["words"], actor=cast.actor("ong"))
    _directive(cast, shown)


def _producer(cast: Cast, key: str) -> Producer:
    found = Producer.objects.select_related("commune__parent", "unit")
    return found.get(unit__memberships__user=cast.users[key])


def _product(producer: Producer) -> Product | None:
    return Product.objects.filter(producer=producer).order_by("pk").first()


def _people(cast: Cast) -> None:
    for key, row in tale()["people"].items():
        cast.users[key] = person(key, row["name"])
        appoint(cast.users[key], cast.units[row["unit"]], row["role"], actor=NOBODY, title=row["title"])


def _former_district(cast: Cast) -> None:
    """A district's unit that ended with June 2025, its successor, and a case from its time."""
    row, past = tale()["former"], tale()["past"]
    old = create_unit(
        "youth_district", row["name"], actor=NOBODY, province=place("92"), since=date(2009, 1, 1),
        parent=cast.units["youth_city"],
    )  # fmt: skip
    heir = cast.units["youth_trung_hung"]
    actions.record_succession(old, [heir], since=date(2025, 7, 1), source=row["source"], actor=cast.actor("admin"))
    actions.enter_past_case(
        _producer(cast, "dau"), "technology", unit=Unit.objects.get(pk=old.pk), **past,
        asked_on=date(2024, 3, 5), closed_on=date(2024, 8, 20), actor=cast.actor("leader_youth_trung_hung"),
    )  # fmt: skip


HELPERS = {"dau": "leader_youth_trung_hung", "mam": "helper_truong_xuan", "vusua": "leader_youth_truong_long"}


def _technology(cast: Cast) -> dict[str, SupportCase]:
    """Technical support in three communes: one waits for the producer, one is done and measured, one goes on."""
    made = {}
    for key, row in tale()["technology"].items():
        producer, helper = _producer(cast, key), cast.actor(HELPERS[key])
        asker = helper if key == "vusua" else cast.actor(key)
        case = actions.ask(producer, "technology", row["words"], product=_product(producer), actor=asker)
        _begin(case, row["plan"], 20, helper, cast.units["partner"] if key != "vusua" else None)
        steps = [actions.add_step(case, actor=helper, **step) for step in row["steps"]]
        shown = sample(row["steps"][0]["what"], producer.name, "TD-MC") if key == "dau" else None
        actions.finish_step(steps[0], evidence=shown, actor=helper)
        line = actions.add_money(case, actor=helper, **{k: row["money"][k] for k in ("source", "what", "planned")})
        if row["money"]["paid"]:
            actions.change_money(
                line,
                planned=line.planned,
                paid=row["money"]["paid"],
                paid_on=today(),
                proof=_receipt(producer, key),
                actor=helper,
            )
        made[key] = case
    words = tale()["technology"]
    actions.write_message(made["dau"], words["dau"]["message"], actor=cast.actor(HELPERS["dau"]))
    actions.write_message(made["dau"], words["dau"]["reply"], actor=cast.actor("dau"))
    actions.wait(made["dau"], waiting_on="producer", note=words["dau"]["note"], actor=cast.actor(HELPERS["dau"]))
    figures = {name: actions.Figures(**words["mam"][name]) for name in ("before", "closing")}
    actions.close(made["mam"], result=words["mam"]["result"], actor=cast.actor(HELPERS["mam"]), **figures)
    return made


def _receipt(producer: Producer, key: str) -> Any:
    return sample("Chứng từ chi", producer.name, "TD-CT") if key == "dau" else None


def _begin(case: SupportCase, plan: str, days: int, helper: Actor, partner: Unit | None = None) -> None:
    due = today() + timedelta(days=days)
    actions.accept(case, due_on=due, actor=helper)
    actions.set_plan(case, plan=plan, due_on=due, partner=partner, actor=helper)
    actions.start(case, actor=helper)


def _trademark(cast: Cast) -> None:
    """A trademark under way: the steps come from the record, two are behind, the office has it."""
    words, helper = tale()["trademark"], cast.actor("leader_youth_trung_hung")
    producer = _producer(cast, "dau")
    case = actions.ask(producer, "trademark", words["words"], product=_product(producer), actor=cast.actor("dau"))
    _begin(case, words["plan"], 60, helper)
    for step in actions.draft_steps(case, record_of(TRADEMARK, province="92"), actor=helper)[:2]:
        actions.finish_step(step, actor=helper)
    actions.wait(case, waiting_on="office", note=words["note"], actor=helper)


def _capital(cast: Cast) -> None:
    words, helper = tale()["capital"], cast.actor("helper_truong_xuan")
    producer = _producer(cast, "mam")
    case = actions.ask(producer, "capital", words["words"], actor=helper)
    _begin(case, words["plan"], 5, helper)
    actions.draft_steps(case, record_of(LOAN, province="92"), actor=helper)


def _obstacles(cast: Cast) -> None:
    """One answered by the commune's office, one still open."""
    kinds, words = obstacle_kinds("92"), tale()["obstacles"]
    label = actions.ask(
        _producer(cast, "dau"), "obstacle", words["label"]["words"], actor=cast.actor("dau"),
        obstacle=actions.NewObstacle(words["label"]["step"], kinds[0], cast.units["trung_hung"]),
    )  # fmt: skip
    actions.answer_obstacle(label.obstacle, words["label"]["answer"], actor=cast.actor("officer_trung_hung"))
    actions.ask(
        _producer(cast, "vusua"), "obstacle", words["money"]["words"], actor=cast.actor("vusua"),
        obstacle=actions.NewObstacle(words["money"]["step"], kinds[2], cast.units["truong_long"]),
    )  # fmt: skip


def _directive(cast: Cast, shown: dict[str, SupportCase]) -> None:
    """The city asks three communes: one report is confirmed, one waits to be read, one unit has not answered."""
    words, leader = tale()["directive"], cast.actor("youth_leader")
    units = [cast.units[f"youth_{key}"] for key in ("trung_hung", "truong_xuan", "truong_long")]
    data = actions.DirectiveData(
        title=words["title"], text=words["text"], basis=words["basis"], period_from=today(),
        period_to=today() + timedelta(days=40), answer_by=today() + timedelta(days=4),
        indicators=[
            actions.NewIndicator(
                row["name"], Decimal(row["number"]), today() + timedelta(days=row["days"]), row["measure"]
            )
            for row in words["indicators"]
        ],
    )  # fmt: skip
    paper = sample(words["basis"], cast.units["youth_city"].name, "TD-KH")
    directive = actions.draft_directive(cast.units["youth_city"], units, data, files=[paper], actor=leader)
    actions.send_directive(directive, actor=leader)
    cases = {"trung_hung": [shown["dau"]], "truong_xuan": [shown["mam"]]}
    for key, row in words["reports"].items():
        _report(cast, directive, key, row, cases[key])
    first = directive.assignments.get(unit=cast.units["youth_trung_hung"]).reports.get()
    actions.confirm_report(first, actor=leader)
    _request(cast)


def _report(cast: Cast, directive: Directive, key: str, row: dict[str, Any], cases: Iterable[SupportCase]) -> None:
    helper = cast.actor({"trung_hung": "leader_youth_trung_hung", "truong_xuan": "helper_truong_xuan"}[key])
    part = directive.assignments.get(unit=cast.units[f"youth_{key}"])
    actions.accept_directive(part, actor=helper)
    targets = Target.objects.filter(assignment=part).order_by("indicator__position")
    values = {target.pk: Decimal(value) for target, value in zip(targets, row["values"], strict=True)}
    paper = sample(f"Minh chứng: {directive.title}", part.unit.name, "TD-BC")
    actions.send_report(part, text=row["text"], values=values, files=[paper], cases=cases, actor=helper)


def _request(cast: Cast) -> None:
    """A commune asks the city."""
    words, helper = tale()["request"], cast.actor("leader_youth_trung_hung")
    data = actions.DirectiveData(
        title=words["title"], text=words["text"], period_from=today(), period_to=today() + timedelta(days=60),
        answer_by=today() + timedelta(days=7),
    )  # fmt: skip
    asked = actions.draft_directive(cast.units["youth_trung_hung"], [cast.units["youth_city"]], data, actor=helper)
    actions.send_directive(asked, actor=helper)
