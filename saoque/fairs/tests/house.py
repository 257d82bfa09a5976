"""The room's part in the tests of the whole house: the demonstration's two fairs, and the QR cards of the large one."""

from django.db.models import F

from saoque.fairs.actions import applications, choosing, fairs, plan
from saoque.fairs.ground import ZoneAsked
from saoque.fairs.jobs import KIND, start_cards
from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair
from saoque.kernel.calendar import today
from saoque.kernel.models import Job
from saoque.producers.queries import own_producers
from saoque.producers.tests.factories import pdf
from saoque.site.demo.cast import Cast, place

SHOWS = {
    f"fairs:{name}"
    for name in ("home", "fair", "change", "mine", "application", "exhibitors", "plan", "plan_print", "draw", "booth")
}  # fmt: skip
DEFECTS = {
    "more booths than planned": (lambda: Fair.objects.update(booths_planned=1), "more booths promised than planned"),
    "a booth for one who was refused": (
        lambda: Exhibitor.objects.filter(booths__isnull=False).update(state="refused"),
        "was not chosen",
    ),
    "a result before publishing": (
        lambda: Fair.objects.update(chosen_on=None),
        "has a result that was never published",
    ),
    "an application without goods": (lambda: Exhibit.objects.all().delete(), "brings nothing"),
    "more booths than asked for": (
        lambda: Exhibitor.objects.filter(booths__isnull=False).update(booths_wanted=0),
        "more booths than asked for",
    ),
    "a booth of another fair": (
        lambda: Booth.objects.filter(fair__state="planned").update(
            fair=Fair.objects.get(state="called"), code=F("code")
        ),
        "of another fair",
    ),
}


def prepare(cast: Cast) -> None:
    """The sheets of the large fair are asked for, and its invitation is kept."""
    large, head = Fair.objects.get(state=Fair.State.PLANNED), cast.actor("head")
    start_cards(large, actor=head)


def things() -> dict[str, object]:
    large, small = Fair.objects.get(state=Fair.State.PLANNED), Fair.objects.get(state=Fair.State.CALLED)
    own = Exhibitor.objects.get(fair=large, producer__unit__memberships__user__email__startswith="dau@")
    return {
        "fair": large.slug,
        "fair.calling": small.slug,
        "fair.application": own.pk,
        "fair.booth": Booth.objects.filter(fair=large, exhibitor__isnull=False).order_by("code")[0].code,
        "fair.job": str(Job.objects.get(kind=KIND).pk),
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    """A fair whose every text is the probe, with an application, a guest, a decision and a plan."""
    head, owner = cast.actor("head"), cast.actor("dau")
    told = fairs.Plan(
        name=f"={probe}", about=f"{probe} {probe}", host=probe, commune=place("31174"), venue=probe,
        first_day=today(), last_day=today(), apply_until=today(), booths_planned=9,
    )  # fmt: skip
    fair = fairs.open_fair(told, actor=head, invitation=pdf(f"{probe}.pdf"))
    fairs.call(fair, actor=head)
    producer = own_producers(owner).select_related("commune__parent").get()
    lines = [applications.Line(one, 5, probe[:20], 1000) for one in producer.products.all()]
    mine = applications.apply(fair, producer, applications.Application(lines, note=probe), actor=owner)
    goods = applications.GuestGoods(f"={probe}", unit=probe[:20])
    guest = applications.Visitor(f"={probe} khách", [goods], contact=probe, phone=probe[:20], note=probe)
    applications.take_guests(fair, [guest], actor=head)
    fairs.close_applications(fair, actor=head)
    choosing.propose_choice(fair, actor=head)
    one = Exhibitor.objects.select_related("fair").get(pk=mine.pk)
    choosing.decide_against(one, "chosen", f"={probe} {probe}", actor=head)
    choosing.publish_choice(fair, actor=head)
    plan.draw_plan(fair, [ZoneAsked(f"={probe}"[:80], 1, 3)], actor=head)
    plan.assign_all(fair, actor=head)
    fairs.settle(fair, actor=head)
    code = Booth.objects.get(exhibitor=mine).code
    return {"fair": fair.slug, "fair.application": mine.pk, "fair.booth": code}
