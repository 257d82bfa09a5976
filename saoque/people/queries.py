"""What is read of people and units. Every single unit comes through `get_unit`."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.text import fold
from saoque.kernel.todo import Todo, todo_source
from saoque.people.actors import held_today
from saoque.people.models import Membership, Unit, User
from saoque.people.phones import normalise_phone
from saoque.people.roles import Role
from saoque.people.rules import rules


def find_account(name: str) -> User | None:
    """Return the active account with this email or phone, exactly; None when there is none."""
    name = name.strip()
    if "@" in name:
        return User.objects.filter(email=name.lower(), is_active=True).first()
    try:
        return User.objects.filter(phone=normalise_phone(name), is_active=True).first()
    except DomainError:
        return None


def get_unit(actor: Actor, pk: int) -> Unit:
    """Return the unit whose people the actor may see. Raises `NotFound` alike for strange and for missing ones."""
    unit = Unit.objects.select_related("commune", "province", "parent").filter(pk=pk).first()
    if unit is None or not rules.may(actor, "see_members", unit):
        raise NotFound()
    return unit


def members_of(unit: Unit) -> QuerySet[Membership]:
    """Return who holds a role in `unit` today or later, by name."""
    held = Q(until__isnull=True) | Q(until__gte=today())
    return unit.memberships.filter(held).select_related("user").order_by("role", "user__full_name", "pk")


def people_in(unit_id: int, *roles: str) -> list[int]:
    """Return the ids of the accounts that hold one of `roles` in the unit today, for telling them news."""
    held = held_today().filter(unit=unit_id, role__in=roles, user__is_active=True)
    return list(held.order_by("user").values_list("user", flat=True).distinct())


def former_members_of(unit: Unit, limit: int = 50) -> QuerySet[Membership]:
    return unit.memberships.filter(until__lt=today()).select_related("user").order_by("-until", "pk")[:limit]


def get_membership(actor: Actor, pk: int) -> Membership:
    """Return a membership that the actor may see: their own, or one of a unit whose people they may see."""
    membership = Membership.objects.select_related("unit", "user").filter(pk=pk).first()
    if membership is None:
        raise NotFound()
    if membership.user_id != actor.user_id and not rules.may(actor, "see_members", membership.unit):
        raise NotFound()
    return membership


def roles_of(user: User) -> QuerySet[Membership]:
    """Return the roles that the person holds today, with their units."""
    return held_today().filter(user=user).select_related("unit__commune", "unit__province").order_by("unit__sort", "pk")


def search_units(text: str) -> QuerySet[Unit]:
    """Return the units each of whose words begins with a word of `text`; marks and case do not matter."""
    found = Unit.objects.select_related("commune", "province").order_by("sort", "pk")
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    return found


def units_in_care(actor: Actor) -> QuerySet[Unit]:
    """Return the units where the actor holds a role, and the councils of an agency that the actor heads."""
    held = Q(pk__in={standing.unit_id for standing in actor.standings})
    councils = Q(kind="council", parent__in=actor.unit_ids(Role.AGENCY_HEAD))
    return Unit.objects.filter(held | councils).select_related("commune", "province").order_by("sort", "pk")


def demo_accounts() -> list[User]:
    """Return the demonstration accounts with the roles they show, in the order in which a dossier meets them."""
    held = held_today().select_related("unit").order_by("pk")
    accounts = {user.pk: user for user in User.objects.filter(is_demo=True, is_active=True)}
    shown: list[tuple[int, User]] = []
    for membership in held.filter(user__in=accounts):
        user = accounts.pop(membership.user_id, None)
        if user is None:
            continue
        user.shown_role = membership  # type: ignore[attr-defined]
        shown.append((Role.values.index(membership.role), user))
    return [user for _place, user in sorted(shown, key=lambda pair: (pair[0], pair[1].pk))]


def audit_records(subject: str = "", person: str = "") -> QuerySet[AuditRecord]:
    """Return the latest records. `subject` is "dossiers.Dossier" or "dossiers.Dossier 12"; `person` a name or address."""
    records = AuditRecord.objects.select_related("actor", "actor_unit").order_by("-at", "-pk")
    kind, _space, ident = subject.strip().partition(" ")
    if kind:
        records = records.filter(subject_type=kind)
    if ident:
        records = records.filter(subject_id=ident.strip())
    if person.strip():
        account = find_account(person)
        records = (
            records.filter(actor=account) if account else records.filter(actor__full_name__icontains=person.strip())
        )
    return records


def subject_types() -> list[str]:
    return list(AuditRecord.objects.order_by("subject_type").values_list("subject_type", flat=True).distinct())


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Ask a person without any role who they are: nothing else of the house opens before that."""
    if actor.signed_in and not actor.standings:
        yield Todo(
            title=_("Cho Sao Quê biết bạn là ai"),
            detail=_("Bạn làm ra sản phẩm, hay làm việc ở một đơn vị?"),
            url=reverse("people:who"),
            button=_("Chọn vai của tôi"),
        )
