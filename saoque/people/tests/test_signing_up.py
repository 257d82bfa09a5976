from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from saoque.people.models import User
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import PASSWORD, give_role, make_unit, make_user
from saoque.people.tests.post import deliver

pytestmark = pytest.mark.django_db

SIGN_UP = "/tai-khoan/dang-ky/"
FORM = {"full_name": "Lê Thị Tư", "phone": "0912 345 678", "email": "", "password1": PASSWORD, "password2": PASSWORD}


def test_a_new_person_signs_up_signs_in_and_is_asked_who_they_are(client: Client) -> None:
    response = client.post(SIGN_UP, FORM)
    assert response["Location"] == "/tai-khoan/dang-nhap/?next=/tai-khoan/toi-la-ai/"
    page = client.get(response["Location"]).content.decode()
    assert 'value="+84912345678"' in page
    assert 'value="/tai-khoan/toi-la-ai/"' in page
    entered = client.post(
        "/tai-khoan/dang-nhap/", {"login": "+84912345678", "password": PASSWORD, "next": "/tai-khoan/toi-la-ai/"}
    )
    who = client.get(entered["Location"]).content.decode()
    assert "Tôi làm ra sản phẩm" in who
    assert "0912 345 678" in who


@pytest.mark.parametrize("taken", [{"phone": "0912345678"}, {"phone": "0987654321", "email": "tu@vidu.vn"}])
def test_a_taken_name_gets_the_same_answer_and_makes_no_account(taken: dict[str, str]) -> None:
    form = {**FORM, "email": "tu@vidu.vn"}
    fresh_client, other_client = Client(), Client()
    fresh = fresh_client.post(SIGN_UP, form)
    shown = fresh_client.get(fresh["Location"]).content.decode()
    count = User.objects.count()
    assert deliver() == ["Sao Quê: Tài khoản của bạn đã mở"]
    mail.outbox.clear()
    again = other_client.post(SIGN_UP, {**form, **taken})
    seen = other_client.get(again["Location"]).content.decode()
    assert (again.status_code, again["Location"]) == (fresh.status_code, fresh["Location"])
    assert ("Đã nhận đăng ký" in shown, "Đã nhận đăng ký" in seen) == (True, True)
    assert User.objects.count() == count
    assert deliver() == ["Sao Quê: Bạn đã có tài khoản"]
    assert mail.outbox[0].to == ["tu@vidu.vn"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"full_name": ""}, "full_name"),
        ({"phone": ""}, "Hãy cho biết số điện thoại hoặc thư điện tử"),
        ({"phone": "09123"}, "thiếu chữ số"),
        ({"phone": "", "email": "tu@"}, "email"),
        ({"password2": "khac"}, "Hai lần nhập mật khẩu chưa giống nhau"),
        ({"password1": "ngan", "password2": "ngan"}, "password1"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1"),
    ],
)
def test_a_faulty_sign_up_says_what_to_do_and_stores_nothing(client: Client, given: dict[str, str], words: str) -> None:
    response = client.post(SIGN_UP, {**FORM, **given})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Còn chỗ cần sửa" in page
    assert User.objects.count() == 0


def test_markup_in_a_name_is_shown_as_text(client: Client) -> None:
    user = make_user(full_name="<script>alert(1)</script> Tư")
    client.force_login(user)
    for address in ("/tai-khoan/", "/tai-khoan/toi-la-ai/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page or address.endswith("ai/")


def demo(settings: Settings, on: bool) -> User:
    settings.DEMO_MODE = on
    user = make_user(full_name="Vai Chủ thể", is_demo=True)
    give_role(user, make_unit(UnitKind.PRODUCER, "Cơ sở mẫu"), Role.PRODUCER)
    return user


def enter(client: Client, user: User, **data: Any) -> Any:
    return client.post(f"/tai-khoan/vao-thu/{user.pk}/", data)


def test_in_demonstration_mode_one_enters_with_a_button(client: Client, settings: Settings) -> None:
    user = demo(settings, on=True)
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert "Cơ sở mẫu" in page
    assert "Khai sản phẩm, tự chấm điểm" in page
    assert enter(client, user)["Location"] == "/hom-nay/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_outside_demonstration_mode_there_are_no_such_buttons(client: Client, settings: Settings) -> None:
    user = demo(settings, on=False)
    assert "Cơ sở mẫu" not in client.get("/tai-khoan/dang-nhap/").content.decode()
    assert enter(client, user).status_code == 404
    assert "_auth_user_id" not in client.session


def test_no_real_account_is_entered_without_its_password(client: Client, settings: Settings) -> None:
    settings.DEMO_MODE = True
    user = make_user()
    assert enter(client, user).status_code == 404
    assert enter(client, User(pk=10**9)).status_code == 404
    assert client.get(f"/tai-khoan/vao-thu/{user.pk}/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_entering_for_demonstration_needs_the_token_and_stays_on_the_host(settings: Settings) -> None:
    user = demo(settings, on=True)
    strict = Client(enforce_csrf_checks=True)
    response = enter(strict, user)
    assert response.status_code == 403
    assert "Trang này mở đã lâu" in response.content.decode()
    assert enter(Client(), user, next="https://la.example/")["Location"] == "/hom-nay/"
    assert enter(Client(), user, next="/ho-so/")["Location"] == "/ho-so/"


def test_the_sign_in_page_asks_the_same_number_of_queries_for_one_role_and_for_many(
    client: Client, settings: Settings, django_assert_num_queries: Any
) -> None:
    demo(settings, on=True)
    with django_assert_num_queries(2):
        client.get("/tai-khoan/dang-nhap/")
    for _number in range(12):
        demo(settings, on=True)
    with django_assert_num_queries(2):
        client.get("/tai-khoan/dang-nhap/")
