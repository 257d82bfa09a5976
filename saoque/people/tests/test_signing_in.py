"""Trials 10 to 13: names, limits, redirects, links, sessions."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from saoque.kernel import audit
from saoque.people import actions
from saoque.people.actors import actor_for
from saoque.people.models import User
from saoque.people.tests.factories import PASSWORD, make_user
from saoque.people.tests.pages import words
from saoque.people.tests.post import deliver, waiting

pytestmark = pytest.mark.django_db

LOGIN = "/tai-khoan/dang-nhap/"
FORGOTTEN = "/tai-khoan/mat-khau/quen/"
NEW_PASSWORD = "vit chay dong khuya"


def sign_in(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    query = extra.pop("query", "")
    return client.post(LOGIN + query, {"login": name, "password": password, **extra.pop("data", {})}, **extra)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["0912345678", "0912 345 678", "+84912345678", "ba@vidu.vn", " BA@vidu.vn "])
def test_one_signs_in_by_phone_or_email_however_it_is_written(client: Client, name: str) -> None:
    make_user(phone="0912345678", email="ba@vidu.vn")
    response = sign_in(client, name)
    assert (response.status_code, response["Location"]) == (302, "/hom-nay/")
    assert is_in(client)


@pytest.mark.parametrize(("known", "unknown"), [("0912345678", "0912345679"), ("ba@vidu.vn", "bo@vidu.vn")])
def test_a_known_and_an_unknown_name_get_the_same_answer(known: str, unknown: str) -> None:
    make_user(phone="0912345678", email="ba@vidu.vn")
    answers = []
    for name in (known, unknown):
        response = sign_in(Client(), name, "sai mat khau roi")
        answers.append((response.status_code, words(response).replace(name, "")))
    assert answers[0] == answers[1]
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answers[0][1]


def test_an_unknown_name_costs_the_same_work_as_a_known_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    make_user(phone="0912345678", email="ba@vidu.vn")
    hashed: list[int] = []
    encode = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        hashed.append(1)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    counts = []
    for name in ("0912345678", "0912345679", "ba@vidu.vn", "bo@vidu.vn"):
        hashed.clear()
        sign_in(Client(), name, "sai mat khau roi")
        counts.append(len(hashed))
    assert counts == [1, 1, 1, 1]


def test_a_phone_of_a_wrong_length_is_told_so(client: Client) -> None:
    assert "thiếu chữ số" in sign_in(client, "091234").content.decode()


def test_wrong_passwords_are_counted_per_name_in_every_spelling(client: Client) -> None:
    make_user(phone="0912345678")
    for name in ("0912345678", "0912 345 678", "+84912345678", "84912345678", "0912.345.678"):
        sign_in(client, name, "sai mat khau roi")
    response = sign_in(client, "0912345678")
    assert "Đã thử sai nhiều lần" in response.content.decode()
    assert not is_in(client)


def test_a_locked_name_locks_nobody_else_on_the_same_network(client: Client) -> None:
    make_user(phone="0912345678")
    make_user(phone="0987654321", email="khac@vidu.vn")
    for _time in range(6):
        sign_in(client, "0912345678", "sai mat khau roi")
    assert sign_in(Client(), "0987654321").status_code == 302
    assert sign_in(Client(), "khac@vidu.vn").status_code == 302


@pytest.mark.parametrize("forged", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP"])
def test_forged_forwarding_headers_begin_no_new_count(forged: str) -> None:
    make_user(phone="0912345678")
    for number in range(5):
        sign_in(Client(), "0912345678", "sai mat khau roi", **{forged: f"10.0.0.{number}"})
    assert "Đã thử sai nhiều lần" in sign_in(Client(), "0912345678", **{forged: "10.9.9.9"}).content.decode()


def test_a_forged_forwarding_header_does_not_pass_the_limit_per_address(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip", "login_failed": "100/m/ip"}
    answers = [
        sign_in(Client(), f"09123456{n}0", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code for n in range(10, 14)
    ]
    assert answers == [200, 200, 200, 429]


@pytest.mark.parametrize("header", ["203.0.113.7", "203.0.113.7, 10.0.0.1", "không phải địa chỉ, 10.0.0.1", ""])
def test_a_forwarding_header_of_any_length_stops_nobody(settings: Settings, header: str) -> None:
    """Behind two proxies of our own a request with one entry is somebody who came past the first: it is answered all the same."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    make_user(phone="+84912345678")
    client = Client()
    assert sign_in(client, "0912345678", HTTP_X_FORWARDED_FOR=header).status_code == 302
    assert is_in(client)


def test_another_port_in_the_host_header_begins_no_new_count() -> None:
    make_user(phone="0912345678")
    for number in range(5):
        sign_in(Client(), "0912345678", "sai mat khau roi", HTTP_HOST=f"localhost:{8000 + number}")
    assert "Đã thử sai nhiều lần" in sign_in(Client(), "0912345678", HTTP_HOST="localhost:9000").content.decode()


def test_too_many_requests_are_answered_in_vietnamese(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "0912345678")
    response = sign_in(client, "0912345678")
    assert response.status_code == 429
    assert "Xin chờ một chút" in response.content.decode()


@pytest.mark.parametrize(
    "target",
    ["https://la.example/", "//la.example/", "http:la.example", "javascript:alert(1)", "https://testserver.la.example/",
     "/\\la.example", "http://localhost/", "\thttps://la.example"],
)  # fmt: skip
def test_one_is_sent_on_to_the_own_host_only(client: Client, target: str) -> None:
    make_user(phone="0912345678")
    response = sign_in(client, "0912345678", data={"next": target})
    assert response["Location"] == "/hom-nay/"


def test_one_is_sent_on_to_where_one_wanted(client: Client) -> None:
    make_user(phone="0912345678")
    assert sign_in(client, "0912345678", data={"next": "/ho-so/7/?q=a"})["Location"] == "/ho-so/7/?q=a"


def test_a_strange_host_is_refused(client: Client) -> None:
    assert client.get(LOGIN, HTTP_HOST="la.example").status_code == 400


def test_a_locked_account_is_told_so_after_the_right_password_only(client: Client) -> None:
    user = make_user(phone="0912345678")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert "chưa đúng" in sign_in(client, "0912345678", "sai mat khau roi").content.decode()
    response = sign_in(client, "0912345678")
    assert response["Location"] == reverse("account_inactive")
    assert "tạm khóa" in client.get(response["Location"]).content.decode()
    assert not is_in(client)


def ask_for_link(email: str, **extra: Any) -> Any:
    return Client().post(FORGOTTEN, {"email": email}, **extra)


def link_in_mail() -> str:
    deliver()
    found = re.search(r"http://\S+/dat-lai/\S+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def use_link(client: Client, link: str, password: str = NEW_PASSWORD) -> Any:
    page = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    if page.context["form"] is None or "password1" not in page.content.decode():
        return page
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


def test_a_forgotten_password_is_set_again_once(client: Client) -> None:
    user = make_user(email="ba@vidu.vn")
    ask_for_link("ba@vidu.vn")
    link = link_in_mail()
    assert "Mọi máy đang mở tài khoản này" in use_link(client, link).content.decode()
    assert sign_in(Client(), "ba@vidu.vn", NEW_PASSWORD).status_code == 302
    again = use_link(Client(), link, "lan thu hai nay")
    assert "hết dùng được" in again.content.decode()
    assert User.objects.get(pk=user.pk).check_password(NEW_PASSWORD)
    assert [act.action for act in audit.history(user)] == ["create_account", "reset_password"]


def test_a_link_lives_shortly(settings: Settings) -> None:
    assert settings.PASSWORD_RESET_TIMEOUT == 3600
    make_user(email="ba@vidu.vn")
    ask_for_link("ba@vidu.vn")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "hết dùng được" in use_link(Client(), link_in_mail()).content.decode()


def test_a_link_dies_when_the_password_changes_otherwise() -> None:
    user = make_user(email="ba@vidu.vn")
    ask_for_link("ba@vidu.vn")
    link = link_in_mail()
    user.set_password("doi truoc roi nhe")
    user.save()
    assert "hết dùng được" in use_link(Client(), link).content.decode()


def test_a_link_dies_when_the_email_changes() -> None:
    user = make_user(email="ba@vidu.vn")
    ask_for_link("ba@vidu.vn")
    link = link_in_mail()
    actions.change_email(user, "moi@vidu.vn", actor=actor_for(user))
    assert "hết dùng được" in use_link(Client(), link).content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_setting_the_password_again_ends_every_session() -> None:
    make_user(email="ba@vidu.vn")
    elsewhere = Client()
    sign_in(elsewhere, "ba@vidu.vn")
    assert elsewhere.get("/tai-khoan/").status_code == 200
    ask_for_link("ba@vidu.vn")
    use_link(Client(), link_in_mail())
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert deliver() == ["Sao Quê: Mật khẩu đã đổi"]


def test_asking_for_a_link_tells_nothing_about_who_is_here() -> None:
    make_user(email="ba@vidu.vn")
    answers = []
    for email in ("ba@vidu.vn", "khong-co@vidu.vn"):
        response = ask_for_link(email)
        answers.append((response.status_code, response["Location"], len(deliver())))
    assert answers[0] == answers[1] == (302, "/tai-khoan/mat-khau/quen/da-gui/", 1)


def test_links_in_mails_do_not_believe_the_host_header() -> None:
    make_user(email="ba@vidu.vn")
    ask_for_link("ba@vidu.vn", HTTP_HOST="localhost:666")
    ask_for_link("khong-co@vidu.vn", HTTP_HOST="localhost:666")
    assert len(deliver()) == 2
    for message in mail.outbox:
        assert "localhost" not in str(message.body)
        assert "http://127.0.0.1:8000/" in str(message.body)


def test_a_demonstration_account_gets_no_link() -> None:
    make_user(email="vai@vidu.vn", is_demo=True)
    ask_for_link("vai@vidu.vn")
    deliver()
    assert "dat-lai" not in str(mail.outbox[-1].body)


def test_links_are_limited_per_name(settings: Settings) -> None:
    make_user(email="ba@vidu.vn")
    answers = [ask_for_link("ba@vidu.vn").status_code for _time in range(6)]
    assert answers == [302] * 5 + [429]
    assert ask_for_link("khac@vidu.vn").status_code == 302


def test_a_mail_server_that_is_away_makes_nobody_wait_and_loses_no_letter(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_user(email="ba@vidu.vn")
    pages = set()
    for email in ("ba@vidu.vn", "khong-co@vidu.vn"):
        response = Client().post(FORGOTTEN, {"email": email}, follow=True)
        pages.add((response.status_code, words(response)))
    ((status, page),) = pages
    assert (status, "chờ vài phút rồi gửi lại" in page) == (200, True)
    deliver()
    assert len(waiting()) == 2


def test_a_change_of_password_ends_every_session() -> None:
    user = make_user(phone="0912345678", email="ba@vidu.vn")
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, "0912345678")
        assert client.get("/tai-khoan/").status_code == 200
    given = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert here.post("/tai-khoan/mat-khau/doi/", given)["Location"] == LOGIN
    for client in (here, elsewhere):
        assert client.get("/tai-khoan/").status_code == 302
    assert sign_in(Client(), "0912345678", NEW_PASSWORD).status_code == 302
    assert [act.action for act in audit.history(user)][-1] == "change_password"
    assert deliver() == ["Sao Quê: Mật khẩu đã đổi"]
    assert "Mật khẩu của bạn vừa được đổi" in str(mail.outbox[-1].body)


@pytest.mark.parametrize(
    ("given", "words_on_page"),
    [
        ({"oldpassword": "sai"}, "Mật khẩu đang dùng chưa đúng"),
        ({"password2": "khac han nhe ban"}, "password2"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1"),
    ],
)
def test_a_faulty_change_of_password_changes_nothing(client: Client, given: dict[str, str], words_on_page: str) -> None:
    user = make_user(phone="0912345678")
    sign_in(client, "0912345678")
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, **given}
    page = client.post("/tai-khoan/mat-khau/doi/", form).content.decode()
    assert words_on_page in page
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_signing_out_needs_a_button_and_ends_the_session(client: Client) -> None:
    make_user(phone="0912345678")
    sign_in(client, "0912345678")
    assert client.get("/tai-khoan/dang-xuat/").status_code == 200
    assert is_in(client)
    client.post("/tai-khoan/dang-xuat/")
    assert not is_in(client)
