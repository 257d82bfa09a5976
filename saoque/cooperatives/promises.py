"""What the room promises about its data."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from saoque.cooperatives.models import AgendaItem, CapitalEntry, Cooperative, HealthCheck, Meeting, Member, Presence
from saoque.cooperatives.queries.health import score_check
from saoque.cooperatives.voting import counts_hold, is_passed
from saoque.kernel.invariants import invariant
from saoque.knowledge import record


@invariant
def capital_lines_add_up() -> Iterator[str]:
    """No member has less than nothing, and nobody has paid more than was pledged."""
    sums = CapitalEntry.objects.values("member").annotate(pledged=Sum("pledged"), paid=Sum("paid")).order_by("member")
    for row in sums.filter(Q(pledged__lt=0) | Q(paid__lt=0) | Q(paid__gt=F("pledged"))):
        yield f"member {row['member']}: pledged {row['pledged']}, paid {row['paid']}"


@invariant
def votes_are_possible() -> Iterator[str]:
    """Never more votes than voters present, and the result follows from the count."""
    here: dict[int, int] = defaultdict(int)
    voters = Presence.objects.filter(present=True, votes=True).values_list("meeting").annotate(Count("pk"))
    here.update(dict(voters.order_by()))
    counted = AgendaItem.objects.filter(passed__isnull=False).order_by("pk")
    for item in counted.iterator(chunk_size=500):
        votes = (item.votes_for or 0, item.against or 0, item.abstained or 0)
        present = here[item.meeting_id]
        if not counts_hold(present, *votes):
            yield f"agenda item {item.pk}: {sum(votes)} votes of {present} present"
        elif item.passed != is_passed(item.majority, present, votes[0]):
            yield f"agenda item {item.pk}: passed is {item.passed}, the votes say otherwise"


@invariant
def states_have_their_papers() -> Iterator[str]:
    """What lies with the commune has a filing; what is registered has its day; a founding is kept by somebody or helped."""
    for one in Cooperative.objects.filter(state__in=("filed", "returned"), filings=None).order_by("pk"):
        yield f"cooperative {one.pk}: {one.state} without a filing"
    for one in Cooperative.objects.filter(state="registered", registered_on=None).order_by("pk"):
        yield f"cooperative {one.pk}: registered without a day"
    for meeting in Meeting.objects.filter(state="closed", agenda__passed=None).distinct().order_by("pk"):
        yield f"meeting {meeting.pk}: closed with an uncounted item"
    kept = Member.objects.filter(manages=True, user__isnull=False, left_on=None).values("cooperative")
    alone = Cooperative.objects.exclude(pk__in=kept).filter(helps=None).order_by("pk")
    yield from (f"cooperative {one.pk}: nobody keeps it" for one in alone)


@invariant
def scores_follow_from_answers() -> Iterator[str]:
    """Checks whose questions have changed since are not asked again."""
    facts = record("cooperatives#coop_health").facts
    keys = {question["key"] for area in facts["areas"] for question in area["questions"]}
    for one in HealthCheck.objects.order_by("pk").iterator(chunk_size=500):
        if set(one.answers) == keys:
            marks = {key: answer["mark"] for key, answer in one.answers.items()}
            scores, score = score_check(facts, marks)
            if (scores, score) != (one.scores, one.score):
                yield f"health check {one.pk}: score is {one.score}, the answers give {score}"
