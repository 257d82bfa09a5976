"""Figures are computed from records: what counts, where, when, and the rows behind every number."""

import pytest
from django.test import Client
from django.urls import reverse

from saoque.figures import queries
from saoque.figures.actions import set_target
from saoque.figures.models import Target
from saoque.figures.periods import period
from saoque.figures.reported import RECORD, missing
from saoque.figures.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotAllowed, NotFound, Stale
from saoque.knowledge import record
from saoque.people.models import Unit
from saoque.people.roles import YOUTH_ROLES, Role, UnitKind
from saoque.people.tests.factories import make_member, make_place, make_province, make_unit
from saoque.sources.actions import correct
from saoque.support.counted import ANSWERED_BY, figures_for

pytestmark = pytest.mark.django_db
YEAR = period("year", 2026, 1)


@pytest.fixture
def city() -> Unit:
    return make_unit(UnitKind.YOUTH_CITY, "Thành đoàn", province=make_province("92"))


@pytest.fixture
def commune(city: Unit) -> Unit:
    place = make_place("31261", "Xã Trường Xuân", parent=city.province)
    return make_unit(UnitKind.YOUTH_COMMUNE, "Đoàn xã", province=city.province, commune=place)


def leader_of(unit: Unit) -> Actor:
    return make_member(Role.YOUTH_LEADER, unit)[1]


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_role_by_action(role: Role, city: Unit, commune: Unit) -> None:
    """City: own unit and those below; commune: its own; everybody else nothing, administrators to look."""
    far = make_unit(UnitKind.YOUTH_CITY, "Tỉnh đoàn khác", province=make_province("91"))
    for own, subjects in ((city, {city, commune}), (commune, {commune})):
        actor = make_member(role, own)[1] if role in YOUTH_ROLES else make_member(role, make_unit(_kind_of(role)))[1]
        for unit in (city, commune, far):
            sees = role == Role.ADMIN or (role in YOUTH_ROLES and unit in subjects)
            sets = role == Role.YOUTH_LEADER and unit in subjects
            may = (rules.may(actor, "see", unit), rules.may(actor, "set_target", unit))
            assert may == (sees, sets), (role, own, unit)
            assert (unit in queries.units_for(actor)) == sees


def _kind_of(role: Role) -> str:
    from saoque.people.roles import ROLES_IN

    return next(kind for kind, roles in ROLES_IN.items() if role in roles)


def test_a_unit_that_is_not_yours_is_not_found(city: Unit, commune: Unit) -> None:
    actor = leader_of(commune)
    assert queries.get_unit(actor, None) == commune
    for pk in (city.pk, 10**9):
        with pytest.raises(NotFound):
            queries.get_unit(actor, pk)


def test_setting_a_target_is_one_act(city: Unit, commune: Unit) -> None:
    actor = leader_of(city)
    target = set_target(commune, "recognised", YEAR.span, 5, actor=actor, version=0, basis=" Kế  hoạch 1 ")
    changed = set_target(commune, "recognised", YEAR.span, 7, actor=actor, version=1)
    assert (target.basis, changed.pk, changed.amount, changed.version) == ("Kế hoạch 1", target.pk, 7, 2)
    assert [entry.data["amount"] for entry in audit.history(target)] == [5, 7]


@pytest.mark.parametrize(
    ("key", "amount", "version", "refusal"),
    [
        ("khong-co", 1, 0, DomainError),
        ("recognised", -1, 0, DomainError),
        ("recognised", 10**16, 0, DomainError),
        ("recognised", 1, 9, Stale),
    ],
)
def test_a_wrong_target_changes_nothing(
    city: Unit, key: str, amount: int, version: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        set_target(city, key, YEAR.span, amount, actor=leader_of(city), version=version)
    assert not Target.objects.exists()


def test_a_stale_page_and_a_stranger_are_refused(city: Unit, commune: Unit) -> None:
    actor = leader_of(city)
    set_target(city, "recognised", YEAR.span, 5, actor=actor, version=0)
    for version in (0, 2):
        with pytest.raises(Stale):
            set_target(city, "recognised", YEAR.span, 6, actor=actor, version=version)
    with pytest.raises(NotAllowed):
        set_target(city, "recognised", YEAR.span, 6, actor=leader_of(commune), version=1)
    assert Target.objects.get().amount == 5


def test_everything_that_is_reported_is_counted_here(client: Client, city: Unit) -> None:
    items = record(RECORD).facts["items"]
    assert [one for one in items if not figures_for(one)] == missing() == []
    assert list(ANSWERED_BY) == items
    client.force_login(leader_of(city).user, "allauth.account.auth_backends.AuthenticationBackend")
    assert "Chưa tính được ở đây" not in client.get(reverse("figures:home")).content.decode()


def test_an_item_that_an_officer_adds_and_nothing_counts_is_named(client: Client, city: Unit) -> None:
    clerk = make_member(Role.AGENCY_CLERK, make_unit(UnitKind.OCOP_AGENCY, province=city.province))[1]
    items = [*record(RECORD).facts["items"], "mô hình xanh"]
    correct(
        RECORD, actor=clerk, province="92", facts={"items": items}, source="Công văn 5-CV/TĐTN", confidence="O",
        checked_on=today(),
    )  # fmt: skip
    assert (missing("92"), missing("91")) == (["mô hình xanh"], [])
    client.force_login(leader_of(city).user, "allauth.account.auth_backends.AuthenticationBackend")
    assert "<li>mô hình xanh</li>" in client.get(reverse("figures:home")).content.decode()


@pytest.mark.parametrize(
    "asked", ["ky=year&nam=2000", "ky=days&tu=01/01/0001&den=02/01/0001", "ky=month&nam=2100&so=12"]
)
def test_any_period_of_an_address_opens(client: Client, city: Unit, asked: str) -> None:
    client.force_login(leader_of(city).user, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{reverse('figures:home')}?{asked}").status_code == 200
