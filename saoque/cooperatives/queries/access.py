"""What a person may see: own foundings, those a unit helps, those filed in a commune. Everything else does not exist."""

from django.db.models import Prefetch, Q, QuerySet

from saoque.cooperatives.models import Cooperative, Filing, Help, Meeting, Member
from saoque.cooperatives.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.roles import YOUTH_ROLES, Role

OFFICE = (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER)


def visible_to(actor: Actor) -> QuerySet[Cooperative]:
    """Return the co-operatives that the actor may read."""
    if not actor.signed_in:
        return Cooperative.objects.none()
    now = today()
    mine = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=now), user=actor.user_id)
    helped = Help.objects.filter(unit__in=actor.unit_ids(*YOUTH_ROLES), ended_at=None)
    communes = {standing.commune for standing in actor.having(*OFFICE) if standing.commune}
    filed = Q(commune__code__in=communes, pk__in=Filing.objects.values("cooperative")) if communes else Q(pk=None)
    seen = Q(pk__in=mine.values("cooperative")) | Q(pk__in=helped.values("cooperative")) | filed
    return Cooperative.objects.filter(seen).select_related("commune__parent__parent")


def search(actor: Actor, text: str = "", state: str = "", kind: str = "") -> QuerySet[Cooperative]:
    """Return what the actor may read, each of whose words begins with a word of `text`; by name."""
    found = visible_to(actor).order_by("sort", "pk")
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    if state in Cooperative.State.values:
        found = found.filter(state=state)
    return found.filter(kind=kind) if kind in ("cooperative", "group") else found


def get_cooperative(actor: Actor, pk: int) -> Cooperative:
    """Return one with members, helps and filings fetched. Four queries. Raises `NotFound` for what the actor may not read."""
    found = (
        Cooperative.objects.select_related("commune__parent__parent", "certificate", "producer")
        .prefetch_related(
            "members",
            Prefetch("helps", Help.objects.filter(ended_at=None).select_related("unit")),
            "filings",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not (rules.may(actor, "read", found) or rules.may(actor, "read_filed", found)):
        raise NotFound()
    return found


def get_founding(actor: Actor, pk: int, right: str = "read") -> Cooperative:
    """The same for one of the founders' own pages, which an office never sees. Raises `NotFound`."""
    found = get_cooperative(actor, pk)
    if not rules.may(actor, right, found):
        raise NotFound()
    return found


def member_of(cooperative: Cooperative, pk: int) -> Member:
    """Return one line of the member book. Raises `NotFound`."""
    found = next((one for one in cooperative.members.all() if one.pk == pk), None)
    if found is None:
        raise NotFound()
    found.cooperative = cooperative
    return found


def meeting_of(cooperative: Cooperative, pk: int) -> Meeting:
    """Return a meeting with roll and agenda. Raises `NotFound`."""
    found = (
        cooperative.meetings.select_related("chair", "secretary")
        .prefetch_related("roll__member", "agenda__elected")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound()
    found.cooperative = cooperative
    return found
