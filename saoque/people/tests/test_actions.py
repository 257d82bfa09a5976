from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from saoque.kernel import audit
from saoque.kernel.access import Actor, Standing
from saoque.kernel.audit.models import AuditRecord
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.people import actions, queries
from saoque.people.actors import actor_for
from saoque.people.models import Membership, Unit, User
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import (
    PASSWORD,
    give_role,
    make_member,
    make_place,
    make_province,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


def acts(subject: Any) -> list[tuple[str, str, str, int | None]]:
    return [(one.action, one.from_state, one.to_state, one.actor_id) for one in audit.history(subject)]


def refused(act: Callable[[], object]) -> DomainError:
    """Return the refusal of `act`; nothing at all may be stored by it."""
    before = AuditRecord.objects.count(), User.objects.count(), Unit.objects.count(), Membership.objects.count()
    with pytest.raises(DomainError) as caught:
        act()
    assert before == (
        AuditRecord.objects.count(), User.objects.count(), Unit.objects.count(), Membership.objects.count()
    )  # fmt: skip
    return caught.value


def test_an_account_keeps_its_names_in_one_form() -> None:
    user = actions.create_account(
        full_name="  Nguyễn   Văn  Tám ", phone="0912 345 678", email=" Tam@VIDU.vn ", password=PASSWORD
    )
    stored = User.objects.get(pk=user.pk)
    assert (stored.full_name, stored.phone, stored.email) == ("Nguyễn Văn Tám", "+84912345678", "tam@vidu.vn")
    assert stored.check_password(PASSWORD)
    assert not stored.phone_verified
    assert acts(user) == [("create_account", "", "active", user.pk)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"full_name": " "}, "full_name"),
        ({"full_name": "a" * 121}, "full_name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "", "email": "khong phai thu"}, "email"),
        ({"password": "ngan"}, "password1"),
        ({"password": "12345678901"}, "password1"),
        ({"password": ""}, "password1"),
    ],
)
def test_a_faulty_account_is_refused_and_nothing_stored(fields: dict[str, str], field: str) -> None:
    given = {"full_name": "Lê Văn Ba", "phone": "0912345678", "password": PASSWORD, **fields}
    assert refused(lambda: actions.create_account(**given)).field == field


def test_a_name_can_be_taken_once() -> None:
    make_user(phone="0912345678", email="ba@vidu.vn")
    assert refused(lambda: make_user(phone="+84 912 345 678")).field == "phone"
    assert refused(lambda: make_user(email="BA@vidu.vn")).field == "phone"


def test_a_demonstration_account_has_no_password_and_cannot_be_changed() -> None:
    user = make_user(is_demo=True)
    me = Actor(user=user)
    assert not user.has_usable_password()
    refused(lambda: actions.change_name(user, "Tên khác", actor=me))
    refused(lambda: actions.change_phone(user, "0987654321", actor=me))
    refused(lambda: actions.change_email(user, "a@vidu.vn", actor=me))
    refused(lambda: actions.make_reset_link(user, actor=me))


def test_name_phone_and_email_change_with_one_record_each() -> None:
    user = make_user(email="cu@vidu.vn")
    me = Actor(user=user)
    actions.change_name(user, "Trần Thị Mới", actor=me)
    actions.change_phone(user, "0987 654 321", actor=me)
    actions.change_email(user, "MOI@vidu.vn", actor=me)
    stored = User.objects.get(pk=user.pk)
    assert (stored.full_name, stored.phone, stored.email) == ("Trần Thị Mới", "+84987654321", "moi@vidu.vn")
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("moi@vidu.vn", True, True)]
    assert [act[0] for act in acts(user)] == ["create_account", "change_name", "change_phone", "change_email"]


def test_the_last_way_to_sign_in_stays() -> None:
    user = make_user()
    assert refused(lambda: actions.change_phone(user, "", actor=Actor(user=user))).field == "phone"
    actions.change_email(user, "co@vidu.vn", actor=Actor(user=user))
    actions.change_phone(user, "", actor=Actor(user=user))
    assert User.objects.get(pk=user.pk).phone is None


def test_a_taken_phone_or_email_is_refused() -> None:
    other = make_user(email="co@vidu.vn")
    user = make_user()
    assert refused(lambda: actions.change_phone(user, str(other.phone), actor=Actor(user=user))).field == "phone"
    assert refused(lambda: actions.change_email(user, "co@vidu.vn", actor=Actor(user=user))).field == "email"


def test_a_unit_of_a_commune_knows_its_province() -> None:
    province = make_province()
    commune = make_place("31261", "Xã Trường Xuân", parent=province)
    actor = Actor(user=make_user())
    unit = actions.create_unit(UnitKind.COMMUNE_COMMITTEE, " UBND  xã Trường Xuân ", commune=commune, actor=actor)
    assert (unit.name, unit.province, unit.since) == ("UBND xã Trường Xuân", province, today())
    assert acts(unit) == [("create_unit", "", "active", actor.user_id)]


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [
        ("nothing", "Đơn vị", "kind"),
        (UnitKind.BUYER, "ab", "name"),
        (UnitKind.BUYER, "a" * 201, "name"),
        (UnitKind.COMMUNE_COMMITTEE, "UBND xã", "commune"),
        (UnitKind.YOUTH_COMMUNE, "Đoàn xã", "commune"),
        (UnitKind.PROVINCE_COMMITTEE, "UBND tỉnh", "province"),
        (UnitKind.YOUTH_CITY, "Thành đoàn", "province"),
    ],
)
def test_a_faulty_unit_is_refused(kind: str, name: str, field: str) -> None:
    assert refused(lambda: actions.create_unit(kind, name, actor=Actor())).field == field


def test_appointing_gives_the_role_from_its_first_day_on() -> None:
    unit, user, boss = make_unit(UnitKind.COMMUNE_COMMITTEE), make_user(), make_user()
    standing = Standing(Role.COMMUNE_LEADER, unit.pk, unit.kind)
    held = actions.appoint(user, unit, Role.COMMUNE_OFFICER, title=" Công  chức ", actor=Actor(boss, (), standing))
    give_role(user, unit, Role.COMMUNE_LEADER, since=today() + timedelta(days=1))
    assert held.title == "Công chức"
    assert actor_for(user).standings == (
        Standing(Role.COMMUNE_OFFICER, unit.pk, UnitKind.COMMUNE_COMMITTEE, "31261", "92"),
    )
    record = audit.history(held).get()
    assert (record.action, record.actor_id, record.actor_unit_id, record.to_state) == (
        "appoint",
        boss.pk,
        unit.pk,
        "held",
    )
    assert record.data == {
        "user": user.pk, "unit": unit.pk, "role": "commune_officer", "since": today().isoformat()
    }  # fmt: skip


def test_a_role_that_the_unit_does_not_have_is_refused() -> None:
    unit, user = make_unit(UnitKind.PRODUCER), make_user()
    for role in set(Role) - {Role.PRODUCER}:
        assert refused(lambda role=role: give_role(user, unit, role)).field == "role"


def test_one_role_is_held_once_at_a_time() -> None:
    unit, user = make_unit(UnitKind.BUYER), make_user()
    held = give_role(user, unit, Role.BUYER)
    assert refused(lambda: give_role(user, unit, Role.BUYER)).field == "role"
    actions.end_membership(held, actor=Actor(user=user))
    give_role(user, unit, Role.BUYER)


def test_locked_accounts_and_closed_units_get_no_roles() -> None:
    unit, user = make_unit(UnitKind.BUYER), make_user()
    locked = make_user()
    User.objects.filter(pk=locked.pk).update(is_active=False)
    locked.refresh_from_db()
    assert refused(lambda: give_role(locked, unit, Role.BUYER)).field == "name"
    Unit.objects.filter(pk=unit.pk).update(until=date(2025, 6, 30))
    unit.refresh_from_db()
    assert refused(lambda: give_role(user, unit, Role.BUYER)).field == "role"


def test_an_ended_role_gives_no_right_from_that_moment() -> None:
    unit = make_unit(UnitKind.BUYER)
    user, actor = make_member(Role.BUYER, unit)
    held = Membership.objects.get(user=user)
    actions.end_membership(held, actor=actor)
    assert actor_for(user).standings == ()
    assert held.until == today() - timedelta(days=1)
    assert acts(held)[-1] == ("end_membership", "held", "ended", user.pk)


def test_a_role_ends_once() -> None:
    unit = make_unit(UnitKind.BUYER)
    user, actor = make_member(Role.BUYER, unit)
    first, second = Membership.objects.get(user=user), Membership.objects.get(user=user)
    actions.end_membership(first, actor=actor)
    assert isinstance(refused(lambda: actions.end_membership(second, actor=actor)), Stale)


def test_the_last_who_answers_for_a_unit_stays_unless_an_administrator_acts() -> None:
    unit = make_unit(UnitKind.PRODUCER)
    user, actor = make_member(Role.PRODUCER, unit)
    held = Membership.objects.get(user=user)
    refused(lambda: actions.end_membership(held, actor=actor))
    _other, _other_actor = make_member(Role.PRODUCER, unit)
    actions.end_membership(held, actor=actor)
    platform = make_unit(UnitKind.PLATFORM)
    _admin, admin_actor = make_member(Role.ADMIN, platform)
    last = unit.memberships.get(until__isnull=True)
    actions.end_membership(last, actor=admin_actor.acting(admin_actor.standings[0]))
    assert not unit.memberships.filter(until__isnull=True).exists()


def test_people_are_found_by_the_whole_name_only() -> None:
    user = make_user(phone="0912345678", email="ba@vidu.vn")
    for name in ("0912 345 678", "+84912345678", "BA@vidu.vn "):
        assert queries.find_account(name) == user
    for name in ("0912", "ba@", "", "Người", "a@vidu.vn"):
        assert queries.find_account(name) is None


def test_units_are_found_without_marks_by_the_beginnings_of_words() -> None:
    one = make_unit(UnitKind.BUYER, "UBND xã Trường Xuân")
    other = make_unit(UnitKind.BUYER, "Thành đoàn Cần Thơ")
    assert list(queries.search_units("truong xuan")) == [one]
    assert list(queries.search_units("XUÂN trường")) == [one]
    assert list(queries.search_units("doan can")) == [other]
    assert list(queries.search_units("oan")) == []
    assert set(queries.search_units("%_")) == {one, other}


def test_who_has_no_role_is_asked_who_they_are() -> None:
    user = make_user()
    assert [item.url for item in queries.todo_for(actor_for(user))] == ["/tai-khoan/toi-la-ai/"]
    give_role(user, make_unit(UnitKind.BUYER), Role.BUYER)
    assert list(queries.todo_for(actor_for(user))) == []
    assert list(queries.todo_for(Actor())) == []
