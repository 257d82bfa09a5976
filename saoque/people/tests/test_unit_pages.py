from typing import Any

import pytest
from django.test import Client

from saoque.kernel.access import Actor
from saoque.kernel.audit.models import AuditRecord
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
from saoque.people.tests.pages import words

pytestmark = pytest.mark.django_db


def enter(user: User) -> Client:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": user.phone, "password": PASSWORD})
    return client


def page_of(unit: Unit) -> str:
    return f"/tai-khoan/don-vi/{unit.pk}/"


@pytest.fixture
def commune() -> Unit:
    return make_unit(UnitKind.COMMUNE_COMMITTEE, "UBND xã Trường Xuân")


@pytest.fixture
def leader(commune: Unit) -> User:
    return make_member(Role.COMMUNE_LEADER, commune)[0]


@pytest.fixture
def admin() -> User:
    return make_member(Role.ADMIN, make_unit(UnitKind.PLATFORM))[0]


def test_a_leader_adds_a_colleague_by_phone_and_ends_the_role(commune: Unit, leader: User) -> None:
    colleague = make_user(phone="0912345678", full_name="Lê Thị Ba")
    client = enter(leader)
    given = {"name": "0912 345 678", "role": Role.COMMUNE_OFFICER.value, "title": "Công chức"}
    assert client.post(page_of(commune) + "them/", given)["Location"] == page_of(commune)
    held = Membership.objects.get(user=colleague)
    assert (held.unit, held.role, held.title) == (commune, Role.COMMUNE_OFFICER, "Công chức")
    assert "Lê Thị Ba" in client.get(page_of(commune)).content.decode()
    client.post(f"/tai-khoan/vai-tro/{held.pk}/thoi/")
    assert Membership.objects.get(user=colleague).until is not None
    assert [act.actor_id for act in AuditRecord.objects.filter(subject_type="people.Membership", subject_id=held.pk)] == [
        leader.pk, leader.pk
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "0987654321"}, "Hãy nhờ người đó đăng ký trước"),
        ({"name": "khong-co@vidu.vn"}, "Hãy nhờ người đó đăng ký trước"),
        ({"name": "0912"}, "thiếu chữ số"),
        ({"name": ""}, "id_name"),
        ({"role": ""}, "id_role"),
        ({"role": Role.ADMIN.value}, "id_role"),
    ],
)
def test_a_faulty_appointment_says_why_and_gives_nothing(
    commune: Unit, leader: User, given: dict[str, str], said: str
) -> None:
    make_user(phone="0912345678")
    form = {"name": "0912345678", "role": Role.COMMUNE_OFFICER.value, "title": "", **given}
    response = enter(leader).post(page_of(commune) + "them/", form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Membership.objects.count() == 1


def test_nobody_can_try_out_a_list_of_numbers(commune: Unit, leader: User) -> None:
    client = enter(leader)
    form = {"role": Role.COMMUNE_OFFICER.value, "title": ""}
    for number in range(20):
        client.post(page_of(commune) + "them/", {**form, "name": f"09876543{number:02d}"})
    known = make_user(phone="0912345678")
    page = client.post(page_of(commune) + "them/", {**form, "name": str(known.phone)}).content.decode()
    assert "Bạn tìm người hơi nhiều" in page
    assert not Membership.objects.filter(user=known).exists()


def test_strange_and_missing_units_look_the_same(commune: Unit) -> None:
    user = make_user(phone="0912345678")
    client = enter(user)
    form = {"name": "0912345678", "role": Role.COMMUNE_OFFICER.value}
    strange, missing = page_of(commune), "/tai-khoan/don-vi/999999/"
    for one, other in ((client.get(strange), client.get(missing)),
                       (client.post(strange + "them/", form), client.post(missing + "them/", form))):  # fmt: skip
        assert (one.status_code, other.status_code) == (404, 404)
        assert words(one).replace(strange, "") == words(other).replace(missing, "")
    held = give_role(make_user(), commune, Role.COMMUNE_OFFICER)
    assert client.post(f"/tai-khoan/vai-tro/{held.pk}/thoi/").status_code == 404
    assert client.post("/tai-khoan/vai-tro/999999/thoi/").status_code == 404
    assert Membership.objects.get(pk=held.pk).until is None


def test_a_member_without_the_right_sees_people_and_changes_nothing(commune: Unit) -> None:
    officer, _actor = make_member(Role.COMMUNE_OFFICER, commune)
    other = give_role(make_user(phone="0912345678"), commune, Role.COMMUNE_OFFICER)
    client = enter(officer)
    page = client.get(page_of(commune)).content.decode()
    assert "Giao vai trò" not in page
    form = {"name": "0912345678", "role": Role.COMMUNE_LEADER.value}
    assert client.post(page_of(commune) + "them/", form).status_code == 403
    assert client.post(f"/tai-khoan/vai-tro/{other.pk}/thoi/").status_code == 403
    assert client.post(f"/tai-khoan/vai-tro/{other.pk}/cap-mat-khau/").status_code == 403
    assert Membership.objects.filter(until__isnull=True).count() == 2


def test_one_lays_down_an_own_role(commune: Unit) -> None:
    officer, _actor = make_member(Role.COMMUNE_OFFICER, commune)
    held = Membership.objects.get(user=officer)
    client = enter(officer)
    assert client.post(f"/tai-khoan/vai-tro/{held.pk}/thoi/").status_code == 302
    assert client.get(page_of(commune)).status_code == 404


def test_the_people_of_a_unit_cost_the_same_queries_for_one_and_for_many(
    commune: Unit, leader: User, django_assert_num_queries: Any
) -> None:
    client = enter(leader)
    with django_assert_num_queries(7):
        client.get(page_of(commune))
    for _number in range(10):
        make_member(Role.COMMUNE_OFFICER, commune)
    with django_assert_num_queries(7):
        client.get(page_of(commune))


def test_my_units_are_mine_and_the_councils_of_my_agency() -> None:
    agency, strange = make_unit(UnitKind.OCOP_AGENCY, "Chi cục"), make_unit(UnitKind.OCOP_AGENCY, "Chi cục khác")
    make_unit(UnitKind.COUNCIL, "Hội đồng của Chi cục", parent=agency)
    make_unit(UnitKind.COUNCIL, "Hội đồng lạ", parent=strange)
    head, _actor = make_member(Role.AGENCY_HEAD, agency)
    page = enter(head).get("/tai-khoan/don-vi/?q=la").content.decode()
    assert "Hội đồng của Chi cục" in page
    assert "Hội đồng lạ" not in page
    assert "Chi cục khác" not in page


def test_only_an_administrator_searches_all_units(admin: User, leader: User) -> None:
    make_unit(UnitKind.BUYER, "Siêu thị Cái Răng")
    client = enter(admin)
    assert "Siêu thị Cái Răng" in client.get("/tai-khoan/don-vi/?q=cai rang").content.decode()
    assert "Siêu thị Cái Răng" not in client.get("/tai-khoan/don-vi/?q=truong xuan").content.decode()
    assert "Siêu thị Cái Răng" not in enter(leader).get("/tai-khoan/don-vi/?q=cai rang").content.decode()


def test_the_list_of_units_costs_the_same_queries_for_one_and_for_many(
    admin: User, django_assert_num_queries: Any
) -> None:
    client = enter(admin)
    with django_assert_num_queries(6):
        client.get("/tai-khoan/don-vi/")
    for _number in range(10):
        make_unit(UnitKind.BUYER)
    with django_assert_num_queries(6):
        client.get("/tai-khoan/don-vi/")


def test_an_administrator_founds_a_unit(admin: User, leader: User) -> None:
    province = make_province()
    form = {"kind": UnitKind.YOUTH_CITY.value, "name": "Thành đoàn Cần Thơ", "province": province.pk}
    before = Unit.objects.count()
    assert enter(leader).post("/tai-khoan/don-vi/lap/", form).status_code == 403
    client = enter(admin)
    assert client.post("/tai-khoan/don-vi/lap/", {**form, "province": ""}).status_code == 422
    assert Unit.objects.count() == before
    response = client.post("/tai-khoan/don-vi/lap/", form)
    made = Unit.objects.get(name="Thành đoàn Cần Thơ")
    assert (response["Location"], made.province, made.kind) == (page_of(made), province, UnitKind.YOUTH_CITY)


def test_a_unit_of_a_commune_is_founded_by_choosing_the_commune(admin: User) -> None:
    commune = make_place("31261", "Xã Trường Xuân", parent=make_province())
    form = {"kind": UnitKind.COMMUNE_COMMITTEE.value, "name": "UBND xã Trường Xuân", "commune": str(commune.pk)}
    enter(admin).post("/tai-khoan/don-vi/lap/", form)
    made = Unit.objects.get(kind=UnitKind.COMMUNE_COMMITTEE)
    assert (made.commune, made.province) == (commune, commune.parent)


def test_an_administrator_hands_over_a_link_that_works_once(admin: User, commune: Unit) -> None:
    user, _actor = make_member(Role.COMMUNE_OFFICER, commune)
    held = Membership.objects.get(user=user)
    response = enter(admin).post(f"/tai-khoan/vai-tro/{held.pk}/cap-mat-khau/")
    link = response.content.decode().split("<code>")[1].split("</code>")[0]
    assert response["Cache-Control"] == "no-store"
    client = Client()
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    new = {"password1": "vit chay dong khuya", "password2": "vit chay dong khuya"}
    client.post(page.request["PATH_INFO"], new)
    assert User.objects.get(pk=user.pk).check_password("vit chay dong khuya")
    again = Client().get(link.removeprefix("http://127.0.0.1:8000"), follow=True).content.decode()
    assert "hết dùng được" in again


def test_the_audit_page_is_for_administrators(admin: User, leader: User) -> None:
    assert enter(leader).get("/tai-khoan/nhat-ky/").status_code == 403
    assert enter(admin).get("/tai-khoan/nhat-ky/").status_code == 200


def rows(client: Client, query: str = "") -> list[tuple[str, str]]:
    context = client.get(f"/tai-khoan/nhat-ky/{query}").context
    return [(row["record"].action, row["record"].subject_id) for row in context["rows"]]


def test_audit_records_are_found_by_subject_and_person(admin: User, leader: User, commune: Unit) -> None:
    client = enter(admin)
    assert rows(client, f"?subject=people.Unit {commune.pk}") == [("create_unit", str(commune.pk))]
    assert rows(client, f"?person={leader.phone}".replace("+", "%2B")) == [("create_account", str(leader.pk))]
    assert rows(client, f"?person={leader.full_name}") == [("create_account", str(leader.pk))]
    assert rows(client, "?subject=people.Unit&person=khong ai ca") == []


def test_audit_pages_are_short_and_cost_the_same_queries(admin: User, django_assert_num_queries: Any) -> None:
    client = enter(admin)
    unit = make_unit(UnitKind.BUYER)
    with django_assert_num_queries(7):
        client.get("/tai-khoan/nhat-ky/")
    from saoque.kernel import audit

    for _number in range(60):
        audit.record(unit, "look", Actor(user=admin))
    with django_assert_num_queries(7):
        first = client.get("/tai-khoan/nhat-ky/")
    assert len(first.context["rows"]) == 50
    assert first.context["rows"][0]["record"].at >= first.context["rows"][49]["record"].at
    assert first.context["page"].paginator.num_pages == 2
