"""One door for each kind of object: what is not yours and what does not exist look the same."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from saoque.councils.models import Assessment, Attendance, Council, Recusal, Round, Session
from saoque.councils.rules import COUNCIL_ROLES, OFFICE_ROLES, Seat, its_agency, rules
from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.people.roles import Level, Role

_ROLL = Prefetch("attendance", Attendance.objects.select_related("member"))
_TO_MARK = (
    *("state", "turn", "version", "presider", "session__state", "session__council__unit", "session__council__level"),
    *("session__council__province__code", "session__round__number", "session__round__year"),
    *("session__round__is_closed", "session__rules__chair_scores", "dossier__scorecard"),
)
_RECUSALS = Prefetch("recusals", Recusal.objects.select_related("member"))


def _offices(actor: Actor, prefix: str = "") -> Q:
    """The councils or rounds of the offices in which the actor works."""
    allowed = Q(pk__in=[])
    for standing in actor.having(*OFFICE_ROLES):
        if standing.province:
            allowed |= Q(**{f"{prefix}level": Level.PROVINCE, f"{prefix}province__code": standing.province})
        else:
            allowed |= Q(**{f"{prefix}level": Level.MINISTRY})
    return allowed


def visible_councils(actor: Actor) -> QuerySet[Council]:
    """The councils in which the actor has a role, and those of the actor's office."""
    allowed = Q(unit__in=actor.unit_ids(*COUNCIL_ROLES)) | _offices(actor)
    return Council.objects.filter(allowed).select_related("unit", "province")


def _councils(actor: Actor) -> Q:
    """What is before the councils in which the actor has a role, and before those of the actor's office."""
    councils = Q(session__council__unit__in=actor.unit_ids(*COUNCIL_ROLES))
    return councils | _offices(actor, "session__council__") if actor.has(*OFFICE_ROLES) else councils


def visible_to(actor: Actor) -> QuerySet[Assessment]:
    """The dossiers before councils that the actor may read: the same right as rule "read", as one query."""
    return (
        Assessment.objects.filter(_councils(actor))
        .exclude(pk__in=_recused(actor))
        .exclude(state=Assessment.State.TAKEN)
    )


def _recused(actor: Actor) -> QuerySet[Recusal, Any]:
    """The keys of the dossiers in which the actor has an interest."""
    return Recusal.objects.filter(member=actor.user_id).values("assessment")


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """The rounds of the actor's councils and offices."""
    seats = {(council.level, council.province_id) for council in visible_councils(actor)}
    allowed = _offices(actor)
    for level, province_id in seats:
        allowed |= Q(level=level, province=province_id) if province_id else Q(level=level, province__isnull=True)
    return Round.objects.filter(allowed).select_related("province")


def get_round(actor: Actor, pk: int) -> Round:
    """The round, for the office that keeps it. Raises `NotFound`."""
    found = Round.objects.select_related("province").filter(pk=pk).first()
    if found is None or not any(its_agency(actor, standing, found) for standing in actor.having(*OFFICE_ROLES)):
        raise NotFound()
    return found


def get_council(actor: Actor, pk: int) -> Council:
    """The council with its unit. Raises `NotFound` for strangers as for missing ones."""
    found = Council.objects.select_related("unit", "province").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_council", found):
        raise NotFound()
    return found


def get_session(actor: Actor, pk: int) -> Session:
    """The session with council, round, rules and roll. Raises `NotFound`."""
    found = Session.objects.select_related("council__unit", "council__province", "round", "rules").filter(pk=pk).first()
    if found is None or not rules.may(actor, "read_council", found.council):
        raise NotFound()
    prefetch_related_objects([found], _ROLL)
    return found


def get_assessment(actor: Actor, pk: int) -> Assessment:
    """One dossier before its session. For a recused person it does not exist. Raises `NotFound`.

    Strange ones are not even fetched, so that they cost what missing ones cost.
    """
    found = (
        visible_to(actor)
        .select_related(
            "session__council__unit",
            "session__council__province",
            "session__round",
            "session__rules",
            "dossier__product__producer",
            "dossier__producer",
            "dossier__commune",
            "dossier__province",
            "presider",
        )
        .prefetch_related(_RECUSALS, Prefetch("session__attendance", Attendance.objects.select_related("member")))
        .filter(pk=pk)
        .first()
    )
    if found is None or not rules.may(actor, "read", found):
        raise NotFound()
    return found


def get_to_mark(actor: Actor, pk: int) -> Assessment:
    """As `get_assessment`, with only what saving one mark needs: it is asked for at every click. Raises `NotFound`."""
    found = (
        Assessment.objects.select_related("session__council__province", "session__round", "session__rules", "dossier")
        .only(*_TO_MARK)
        .filter(_councils(actor), pk=pk)
        .exclude(pk__in=_recused(actor))
        .exclude(state=Assessment.State.TAKEN)
        .first()
    )
    if found is None:
        raise NotFound()
    prefetch_related_objects(
        [found],
        # Of roll and recusals the rules look for the actor's own lines only; of recusals there are none left here.
        Prefetch("recusals", Recusal.objects.none()),
        Prefetch("session__attendance", Attendance.objects.filter(member=actor.user_id).order_by()),
    )
    if not rules.may(actor, "read", found):
        raise NotFound()
    return found


def reads_before_council(actor: Actor, dossier: Dossier) -> bool:
    """Whether the dossier is before a council of the actor, who has no interest in it (a guest of the dossiers' room)."""
    if not actor.has(Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.ADVISER):
        return False
    mine = visible_to(actor).filter(dossier=dossier.pk, session__council__unit__in=actor.unit_ids(*COUNCIL_ROLES))
    return mine.exists()


def seats_of(actor: Actor) -> list[Seat]:
    """The levels and provinces for which the actor may set up rounds and councils, the province's record included."""
    from saoque.places.models import AdminUnit

    heads = list(actor.having(Role.AGENCY_HEAD))
    codes = [standing.province for standing in heads if standing.province]
    found = {unit.code: unit for unit in AdminUnit.objects.filter(code__in=codes, level="province", until__isnull=True)}
    seats = [Seat(Level.PROVINCE, found[code]) for code in dict.fromkeys(codes) if code in found]
    return seats + ([Seat(Level.MINISTRY, None)] if any(not standing.province for standing in heads) else [])
