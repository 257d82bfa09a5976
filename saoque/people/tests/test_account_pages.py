import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client

from saoque.kernel import audit
from saoque.kernel.access import NOBODY
from saoque.people.actors import actor_of
from saoque.people.middleware import ActorMiddleware
from saoque.people.models import User
from saoque.people.recent import recently_signed_in
from saoque.people.roles import Role, UnitKind
from saoque.people.tests.factories import PASSWORD, give_role, make_unit, make_user
from saoque.people.tests.pages import words
from saoque.people.tests.post import deliver

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": user.phone, "password": PASSWORD})
    return client


def make_old(client: Client, seconds: int = 3600) -> None:
    """Let the sign-in of this session lie an hour back, or so many seconds."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - seconds}]
    session.save()


def test_the_account_page_shows_roles_and_names() -> None:
    user = make_user(phone="0912345678", email="ba@vidu.vn", full_name="Lê Thị Ba")
    give_role(user, make_unit(UnitKind.PRODUCER, "Cơ sở Ba"), Role.PRODUCER)
    page = signed_in(user).get("/tai-khoan/").content.decode()
    for shown in ("Lê Thị Ba", "0912 345 678", "ba@vidu.vn", "Cơ sở Ba", "Chủ thể"):
        assert shown in page


def test_the_name_is_changed_on_the_account_page() -> None:
    user = make_user()
    client = signed_in(user)
    assert client.post("/tai-khoan/", {"full_name": "Lê Thị Mới"})["Location"] == "/tai-khoan/"
    assert User.objects.get(pk=user.pk).full_name == "Lê Thị Mới"
    assert client.post("/tai-khoan/", {"full_name": " a "}).status_code == 422
    assert User.objects.get(pk=user.pk).full_name == "Lê Thị Mới"


@pytest.mark.parametrize(
    "address",
    ["/tai-khoan/", "/tai-khoan/toi-la-ai/", "/tai-khoan/dien-thoai/", "/tai-khoan/thu-dien-tu/", "/tai-khoan/don-vi/",
     "/tai-khoan/don-vi/1/", "/tai-khoan/don-vi/1/them/", "/tai-khoan/don-vi/lap/", "/tai-khoan/vai-tro/1/thoi/",
     "/tai-khoan/vai-tro/1/cap-mat-khau/", "/tai-khoan/nhat-ky/", "/tai-khoan/mat-khau/doi/",
     "/tai-khoan/xac-nhan-lai/"],
)  # fmt: skip
def test_visitors_are_led_to_the_sign_in_page(client: Client, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert (response.status_code, response["Location"]) == (302, f"/tai-khoan/dang-nhap/?next={address}")


def test_a_recent_sign_in_is_enough_and_an_old_one_is_asked_again() -> None:
    user = make_user()
    client = signed_in(user)
    assert client.get("/tai-khoan/thu-dien-tu/").status_code == 200
    make_old(client)
    response = client.get("/tai-khoan/thu-dien-tu/")
    assert response["Location"] == "/tai-khoan/xac-nhan-lai/?next=%2Ftai-khoan%2Fthu-dien-tu%2F"
    wrong = client.post(response["Location"], {"password": "sai mat khau roi"})
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    assert client.get("/tai-khoan/thu-dien-tu/").status_code == 302
    right = client.post(response["Location"], {"password": PASSWORD})
    assert right["Location"] == "/tai-khoan/thu-dien-tu/"
    assert client.get("/tai-khoan/thu-dien-tu/").status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(14 * 60, 200), (16 * 60, 302), (-3600, 302)])
def test_a_sign_in_is_recent_for_a_quarter_of_an_hour_and_never_from_the_future(seconds: int, status: int) -> None:
    client = signed_in(make_user())
    make_old(client, seconds)
    assert client.get("/tai-khoan/thu-dien-tu/").status_code == status


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/tai-khoan/xac-nhan-lai/", {"password": "sai mat khau roi"}),
        (
            "/tai-khoan/mat-khau/doi/",
            {"oldpassword": "sai mat khau roi", "password1": "vit chay dong khuya", "password2": "vit chay dong khuya"},
        ),
    ],
)
def test_nobody_guesses_the_password_on_an_unlocked_phone(address: str, given: dict[str, str]) -> None:
    user = make_user()
    client = signed_in(user)
    make_old(client)
    answers = [client.post(address, given).status_code for _time in range(6)]
    assert (answers[:5], answers[5]) == ([200] * 5, 429)
    right = {name: PASSWORD if name in ("password", "oldpassword") else word for name, word in given.items()}
    assert "Xin chờ một chút" in client.post(address, right).content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_what_was_sent_before_the_password_was_asked_is_done_afterwards() -> None:
    user = make_user()
    client = signed_in(user)
    make_old(client)
    asked = client.post("/tai-khoan/dien-thoai/", {"phone": "0987654321"})
    assert User.objects.get(pk=user.pk).phone == user.phone
    client.post(asked["Location"], {"password": PASSWORD})
    assert User.objects.get(pk=user.pk).phone == "+84987654321"


def test_the_decorator_asks_visitors_to_sign_in_and_lets_demonstration_accounts_pass(rf: Any) -> None:
    ran: list[HttpRequest] = []

    @recently_signed_in
    def decide(request: HttpRequest) -> HttpResponse:
        ran.append(request)
        return HttpResponse("done")

    request = rf.post("/quyet-dinh/")
    request.user, request.session = AnonymousUser(), SessionStore()
    assert decide(request).status_code == 302
    request.user = make_user(is_demo=True)
    assert decide(request).status_code == 200
    assert len(ran) == 1


def link_to_confirm() -> str:
    deliver()
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+/xac-nhan/\S+/)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_an_email_changes_only_once_its_owner_opens_the_link() -> None:
    user = make_user(email="cu@vidu.vn")
    client = signed_in(user)
    client.post("/tai-khoan/thu-dien-tu/", {"email": "MOI@vidu.vn"})
    link = link_to_confirm()
    assert mail.outbox[-1].to == ["moi@vidu.vn"]
    assert "moi@vidu.vn" in client.get(link).content.decode()
    assert User.objects.get(pk=user.pk).email == "cu@vidu.vn"
    assert client.post(link)["Location"] == "/tai-khoan/"
    assert User.objects.get(pk=user.pk).email == "moi@vidu.vn"
    assert deliver() == ["Sao Quê: Thư điện tử của tài khoản đã đổi"]
    assert mail.outbox[-1].to == ["cu@vidu.vn"]
    assert client.post(link).status_code == 410
    assert [act.action for act in audit.history(user)][-1] == "change_email"


def test_a_link_of_somebody_else_or_a_made_up_one_does_nothing() -> None:
    user, other = make_user(email="cu@vidu.vn"), make_user()
    signed_in(user).post("/tai-khoan/thu-dien-tu/", {"email": "moi@vidu.vn"})
    link = link_to_confirm()
    thief = signed_in(other)
    for address in (link, link[:-3] + "x/", "/tai-khoan/thu-dien-tu/xac-nhan/abc/"):
        assert thief.post(address).status_code == 410
    assert User.objects.get(pk=other.pk).email is None
    assert User.objects.get(pk=user.pk).email == "cu@vidu.vn"


def test_asking_for_a_taken_email_gets_the_same_answer() -> None:
    make_user(email="co@vidu.vn")
    client = signed_in(make_user())
    answers = []
    for email in ("co@vidu.vn", "chua@vidu.vn"):
        response = client.post("/tai-khoan/thu-dien-tu/", {"email": email}, follow=True)
        answers.append((response.redirect_chain, words(response).replace(email, "")))
    assert answers[0] == answers[1]
    assert deliver() == [
        "Sao Quê: Bạn đã có tài khoản",
        "Sao Quê: Xác nhận thư điện tử",
    ]


@pytest.mark.parametrize("address", ["/tai-khoan/thu-dien-tu/", "/tai-khoan/mat-khau/doi/"])
def test_demonstration_accounts_change_neither_email_nor_password(address: str) -> None:
    user = make_user(is_demo=True)
    client = Client()
    client.post(f"/tai-khoan/vao-thu/{user.pk}/")
    assert client.get(address).status_code == 403


def test_the_actor_costs_one_query_however_many_roles(django_assert_num_queries: Any, rf: Any) -> None:
    give_access = ActorMiddleware(lambda request: HttpResponse())
    request = rf.get("/")
    request.user = user = make_user()
    for wanted in (1, 4):
        for _number in range(wanted - user.memberships.count()):
            give_role(user, make_unit(UnitKind.BUYER), Role.BUYER)
        with django_assert_num_queries(1):
            give_access(request)
        with django_assert_num_queries(0):
            assert len(actor_of(request).standings) == wanted
            assert actor_of(request).has(Role.BUYER)


def test_a_visitor_costs_no_query(django_assert_num_queries: Any, rf: Any) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        ActorMiddleware(lambda request: HttpResponse())(request)
        assert actor_of(request) == NOBODY


def test_the_menu_under_the_name_leads_to_account_and_units() -> None:
    page = signed_in(make_user()).get("/tai-khoan/").content.decode()
    assert '<a href="/tai-khoan/">' in page
    assert '<a href="/tai-khoan/don-vi/">' in page


def test_the_english_pages_hold_no_vietnamese_words_of_the_room() -> None:
    page = Client().get("/en/tai-khoan/dang-ky/").content.decode()
    assert "Open an account" in page
    assert "Mở tài khoản" not in page
