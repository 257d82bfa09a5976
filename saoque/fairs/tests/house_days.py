"""The second half's part in the tests of the whole house: the days of a fair and what came of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.db.models import F

from saoque.fairs.actions import applications, choosing, costs, days, deals, fairs, followups, plan, report, transport
from saoque.fairs.actions.attendance import mark_those_who_logged
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.models import CostLine, DayLog, Deal, Exhibitor, Fair, FollowUp
from saoque.kernel.access import Actor
from saoque.kernel.calendar import standing_on, today
from saoque.kernel.files import keep
from saoque.ledger.models import Sale
from saoque.producers.models import Product
from saoque.producers.queries import own_producers
from saoque.producers.tests.factories import pdf
from saoque.site.demo.cast import Cast, place

SHOWS = {
    f"fairs:{name}"
    for name in ("days", "day", "board", "deals", "costs", "loads", "loads_print", "report", "later", "tell_later")
}
DEFECTS = {
    "a day outside the fair": (
        lambda: DayLog.objects.filter(pk=DayLog.objects.order_by("pk")[0].pk).update(day=today()), "lies outside its fair"
    ),
    "takings twice": (
        lambda: DayLog.objects.filter(exhibitor__producer__isnull=False).update(guest_sales=1), "guest's takings although"
    ),
    "a sale of no fair": (
        lambda: Sale.objects.filter(kind="fair").update(occasion_key="fairs.Fair:0"), "which is no fair"
    ),
    "a deal before the fair": (
        lambda: Deal.objects.update(signed_on=F("signed_on") - timedelta(days=90)), "signed before the fair"
    ),
    "a cost of another fair": (
        lambda: CostLine.objects.filter(exhibitor__isnull=False).update(
            fair=Fair.objects.exclude(pk=CostLine.objects.all()[0].fair_id)[0]
        ),
        "exhibitor is of another fair",
    ),
    "an answer too early": (
        lambda: FollowUp.objects.update(answered_on=F("answered_on") - timedelta(days=90)), "before it was asked"
    ),
}  # fmt: skip


def prepare(cast: Cast) -> None:
    """A file at a deal of the fair that is over: it is there already, so only its paper is given."""
    deal = _deal(_exhibitor())
    Deal.objects.filter(pk=deal.pk).update(file=keep(pdf("Hợp đồng.pdf"), cast.users["dau"]))


def _exhibitor() -> Exhibitor:
    """The mulberry makers' booth at the demonstration's fair that is over."""
    rows = Exhibitor.objects.select_related("fair", "producer").filter(fair__state="reported")
    return rows.filter(producer__name__contains="Tiến Râu").order_by("pk")[0]


def _deal(exhibitor: Exhibitor) -> Deal:
    return exhibitor.deals.order_by("pk")[0]


def things() -> dict[str, object]:
    return _named(_exhibitor())


def _named(one: Exhibitor) -> dict[str, object]:
    return {
        "fairday.fair": one.fair.slug,
        "fairday.exhibitor": one.pk,
        "fairday.day": one.fair.first_day.isoformat(),
        "fairday.deal": _deal(one).pk,
        "fairday.load": one.transport.order_by("pk")[0].pk,
        "fairday.cost": one.costs.order_by("pk")[0].pk,
        "fairday.lead": one.lead_rows.order_by("pk")[0].pk,
        "fairday.sale": Sale.objects.filter(occasion_key=f"fairs.Fair:{one.fair_id}", producer=one.producer_id).order_by("pk")[0].pk,
    }  # fmt: skip


@dataclass
class _Told:
    boss: Actor
    owner: Actor
    fair: Fair

    def read(self) -> Fair:
        self.fair = Fair.objects.select_related("unit", "commune").get(pk=self.fair.pk)
        return self.fair

    def booth(self) -> Exhibitor:
        rows = Exhibitor.objects.select_related("fair__commune", "producer")
        return rows.get(fair=self.fair, producer=own_producers(self.owner).get())


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    """A fair of one day that is over, every text of which is the probe."""
    boss, owner = cast.actor("helper"), cast.actor("dau")
    day = today() - timedelta(days=100)
    with standing_on(day):
        told = fairs.Plan(f"={probe}", place("31255"), probe, day, day, day, booths_planned=2)
        here = _Told(boss, owner, fairs.open_fair(told, actor=boss))
        fairs.call(here.fair, actor=boss)
        producer = own_producers(owner).get()
        product = Product.objects.filter(producer=producer).order_by("pk")[0]
        asked = applications.Application([applications.Line(product, 5, "hũ", 1000)], note=probe)
        applications.apply(here.fair, producer, asked, actor=owner)
        fairs.close_applications(here.read(), actor=boss)
        choosing.propose_choice(here.fair, actor=boss)
        for one in here.fair.exhibitors.select_related("fair").exclude(proposed="chosen"):
            choosing.decide_against(one, "chosen", f"{probe} {probe}", actor=boss)
        choosing.publish_choice(here.read(), actor=boss)
        plan.draw_plan(here.read(), [ZoneAsked(probe[:60], 1, 2)], actor=boss)
        plan.assign_all(here.read(), actor=boss)
        fairs.settle(here.read(), actor=boss)
        load = transport.Load(f"={probe}", 1, 1, f"={probe}", day, "5 giờ")
        item = transport.add_load(here.booth(), load, actor=owner)
        transport.name_driver(item, f"={probe}", "65C-000.02", actor=boss)
        line = costs.add_cost(here.read(), costs.Cost(f"={probe}", 5, "organiser", here.booth()), actor=boss)
        costs.write_spent(line, 4, actor=boss)
        fairs.begin(here.read(), actor=boss)
        booth = here.booth()
        days.write_day(booth, day, {"visits": 1, "note": f"={probe}"}, version=0, actor=owner)
        exhibit = booth.exhibits.select_related("product", "exhibitor__fair__commune", "exhibitor__producer").get()
        days.sell(exhibit, day, Decimal(1), 1000, key=uuid4(), actor=owner)
        days.write_lead(booth, day, days.Asked(f"={probe}", probe, probe, True), key=uuid4(), actor=owner)
        deals.sign(booth, deals.Signed("contract", f"={probe}", day, 5, probe), actor=owner, file=pdf(f"{probe}.pdf"))
        mark_those_who_logged(here.fair, actor=boss)
        fairs.end(here.read(), actor=boss)
        report.report(here.read(), actor=boss)
    followups.tell_later(here.booth(), 3, 1, 1, f"={probe}", actor=owner)
    return _named(here.booth())
