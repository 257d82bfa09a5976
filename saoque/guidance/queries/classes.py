"""Classes as the public sees them and as the unit that holds them does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from saoque.guidance.models import Evaluation, Material, Registration, TrainingClass
from saoque.guidance.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, UnitKind

_STATE, _PLACE = TrainingClass.State, Registration.State


def get_class(pk: int) -> TrainingClass:
    """Return the class with the counts of its list. Everybody may read it. Raises `NotFound`."""
    training = _counted(TrainingClass.objects.filter(pk=pk)).first()
    if training is None:
        raise NotFound()
    return training


def get_held_class(actor: Actor, pk: int) -> TrainingClass:
    """Return a class for the unit that holds it; for everybody else this side of it does not exist."""
    training = get_class(pk)
    if not rules.may(actor, "hold_class", training):
        raise NotFound()
    return training


def classes(*, past: bool = False, province: str = "", text: str = "") -> QuerySet[TrainingClass]:
    """Return classes to come, the nearest first, or those held, the latest first."""
    rows = TrainingClass.objects.filter(state=_STATE.HELD) if past else _to_come()
    if province:
        rows = rows.filter(Q(unit__province__code=province) | Q(unit__commune__parent__code=province))
    for word in fold(text).split():
        rows = rows.filter(pk__in=_named(word))
    return _counted(rows).order_by("-starts_at" if past else "starts_at", "pk")


def _to_come() -> QuerySet[TrainingClass]:
    return TrainingClass.objects.filter(state=_STATE.PLANNED, ends_at__gt=timezone.now())


def _named(word: str) -> list[int]:
    """Ids of the classes whose title, place or trainer has a word that begins so; there are few classes, so they are read."""
    rows = TrainingClass.objects.values_list("pk", "title", "place", "trainer", "unit__name")
    return [pk for pk, *texts in rows if f" {word}" in f" {fold(' '.join(texts))}"]


def classes_of_units(actor: Actor) -> QuerySet[TrainingClass]:
    """Return the classes of the actor's units and of the communes below, the latest first."""
    units = actor.unit_ids(*YOUTH_ROLES)
    rows = TrainingClass.objects.filter(Q(unit__in=units) | Q(unit__parent__in=units))
    return _counted(rows).order_by("-starts_at", "pk")


def planning_units(actor: Actor) -> list[Unit]:
    """Return the units for which the actor may announce classes."""
    kinds = (UnitKind.YOUTH_CITY, UnitKind.YOUTH_COMMUNE)
    return list(Unit.objects.filter(pk__in=actor.unit_ids(*YOUTH_ROLES), kind__in=kinds).order_by("sort", "pk"))


def roster(training: TrainingClass) -> QuerySet[Registration]:
    """Return everybody with a place or waiting for one, in the order in which they asked."""
    rows = training.registrations.exclude(state=_PLACE.CANCELLED).select_related("user")
    return rows.order_by("state", "asked_at", "pk")


def own_registration(actor: Actor, training: TrainingClass) -> Registration | None:
    if not actor.signed_in:
        return None
    return (
        Registration.objects.filter(training=training, user=actor.user_id)
        .exclude(state=_PLACE.CANCELLED)
        .select_related("training")
        .first()
    )


def own_registrations(actor: Actor) -> QuerySet[Registration]:
    rows = Registration.objects.filter(user=actor.user_id).exclude(state=_PLACE.CANCELLED)
    return rows.select_related("training").order_by("-training__starts_at", "pk")


def get_registration(training: TrainingClass, pk: int) -> Registration:
    found = training.registrations.select_related("user", "training__unit").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def get_material(training: TrainingClass, pk: int) -> Material:
    found = training.materials.select_related("file").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def registration_by_code(code: str) -> Registration | None:
    """Return who a certificate of attendance is for; None for a code that was never given."""
    rows = Registration.objects.filter(code=code.strip().upper(), attended_at__isnull=False)
    return rows.select_related("user", "training__unit").first()


@dataclass(frozen=True)
class Opinion:
    """Means of 1 to 5, None while nobody has said anything, and unnamed words in alphabetical order."""

    count: int
    useful: float | None
    clear: float | None
    words: Sequence[str]


def opinion_of(training: TrainingClass) -> Opinion:
    rows = Evaluation.objects.filter(registration__training=training)
    told = rows.aggregate(count=Count("pk"), useful=Avg("useful"), clear=Avg("clear"))
    words = sorted(rows.exclude(words="").values_list("words", flat=True))
    return Opinion(told["count"], told["useful"], told["clear"], words)


def _counted(rows: QuerySet[TrainingClass]) -> QuerySet[TrainingClass]:
    return rows.select_related("unit__parent", "unit__commune", "unit__province", "commune__parent").annotate(
        placed=Count("registrations", filter=Q(registrations__state=_PLACE.PLACED)),
        waiting=Count("registrations", filter=Q(registrations__state=_PLACE.WAITING)),
        came=Count("registrations", filter=Q(registrations__attended_at__isnull=False)),
    )
