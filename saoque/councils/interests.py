"""Conflicts of interest that the records show by themselves: own producer, or a hand in the dossier."""

from collections.abc import Callable, Collection, Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from saoque.dossiers.models import CriterionAnswer, Dossier, FieldValue, Filing
from saoque.people.models import Membership
from saoque.producers.models import Paper

Finder = Callable[[Dossier, Collection[int]], Mapping[int, str]]
_finders: list[Finder] = []


def interest_finder(find: Finder) -> Finder:
    """Register another source: a function from a dossier and user ids to reasons by user id."""
    if find not in _finders:
        _finders.append(find)
    return find


def interests(dossier: Dossier, user_ids: Collection[int]) -> dict[int, str]:
    """Return the reason by user id for those of `user_ids` who must not judge this dossier."""
    found: dict[int, str] = {}
    for find in _finders:
        for user_id, reason in find(dossier, user_ids).items():
            found.setdefault(user_id, reason)
    return found


@interest_finder
def of_the_producer(dossier: Dossier, user_ids: Collection[int]) -> dict[int, str]:
    """Members of the producer's unit, today or on the day of filing or later."""
    held = Membership.objects.filter(unit=dossier.producer.unit_id, user__in=user_ids)
    if dossier.filed_at:
        held = held.filter(Q(until__isnull=True) | Q(until__gte=dossier.filed_at.date()))
    return dict.fromkeys(held.values_list("user", flat=True), _("Là người của chủ thể đứng tên hồ sơ."))


@interest_finder
def who_helped(dossier: Dossier, user_ids: Collection[int]) -> dict[int, str]:
    """Those who wrote in the forms or the self-assessment, put papers in, or filed it, for the producer."""
    wrote = FieldValue.objects.filter(dossier=dossier, changed_by__in=user_ids).values_list("changed_by")
    answered = CriterionAnswer.objects.filter(dossier=dossier, changed_by__in=user_ids).values_list("changed_by")
    added = Paper.objects.filter(uses__dossier=dossier, added_by__in=user_ids).values_list("added_by")
    filed = Filing.objects.filter(dossier=dossier, filed_by__in=user_ids).values_list("filed_by")
    helped = {user_id for (user_id,) in wrote.union(answered, added, filed)}
    return dict.fromkeys(helped, _("Đã giúp chủ thể làm hồ sơ này."))
