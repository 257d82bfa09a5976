"""The signer's pages: what waits, one decision for several, errors beside the field."""

import time
from typing import Any

import pytest
from django.test import Client

from saoque.certificates import actions
from saoque.certificates.models import Certificate, Decision
from saoque.certificates.outcomes import Outcome
from saoque.certificates.tests import factories
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.models import User
from saoque.people.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def signer() -> Actor:
    actor = factories.province_signer()
    # A demonstration account has no password to be asked for again.
    actor.user.is_demo = True
    actor.user.set_unusable_password()
    actor.user.save()
    return actor


@pytest.fixture
def signed_in(client: Client, signer: Actor) -> Client:
    client.force_login(User.objects.get(pk=signer.user_id))
    return client


def send(client: Client, chosen: list[Dossier], **changes: Any) -> Any:
    data = {
        "outcome": "recognise",
        "dossiers": [d.pk for d in chosen],
        "number": "12/QĐ-UBND",
        "signed_on": "20/11/2026",
    }
    return client.post("/quyet-dinh/ky/", data | changes)


def test_signing_for_two_products_issues_two_certificates(signed_in: Client) -> None:
    dossiers = [factories.assessed(), factories.assessed("60", 3)]
    assert signed_in.get("/quyet-dinh/").status_code == 200
    page = signed_in.get("/quyet-dinh/ky/", {"outcome": "recognise", "dossiers": [d.pk for d in dossiers]})
    assert page.status_code == 200
    assert send(signed_in, dossiers).headers["Location"] == "/quyet-dinh/"
    assert (Certificate.objects.count(), Decision.objects.get().number) == (2, "12/QĐ-UBND")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": ""}, "Chỗ này chưa điền."),
        ({"signed_on": "31/02/2026"}, "Hãy ghi ngày trước, tháng sau, như 23/11/2026"),
        ({"signed_on": "24/11/2099"}, "Ngày ký không thể ở tương lai."),
        ({"dossiers": []}, "Hãy chọn ít nhất một hồ sơ để ký."),
        ({"dossiers": [999_999]}, "Có hồ sơ không còn chờ bạn ký."),
    ],
)
def test_wrong_input_is_said_and_changes_nothing(signed_in: Client, changes: dict[str, Any], message: str) -> None:
    dossier = factories.assessed()
    response = send(signed_in, [dossier], **changes)
    assert response.status_code == 422
    assert message.rstrip(".") in response.content.decode()
    assert (Decision.objects.count(), Dossier.objects.get().state) == (0, DossierState.ASSESSED)


def signed_in_an_hour_ago(signer: Actor) -> Client:
    """A signer with a password of their own, whose browser was left open."""
    user = User.objects.get(pk=signer.user_id)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": user.email, "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    return client


def test_the_password_is_asked_again_before_a_decision_and_what_was_sent_is_then_signed() -> None:
    dossier = factories.assessed()
    client = signed_in_an_hour_ago(factories.province_signer())
    asked = send(client, [dossier])
    assert asked.headers["Location"] == "/tai-khoan/xac-nhan-lai/?next=%2Fquyet-dinh%2Fky%2F"
    wrong = client.post(asked.headers["Location"], {"password": "khong phai mat khau nay"})
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    assert (Decision.objects.count(), Dossier.objects.get().state) == (0, DossierState.ASSESSED)
    done = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert done.headers["Location"] == "/quyet-dinh/"
    assert (Decision.objects.count(), Dossier.objects.get().state) == (1, DossierState.RECOGNISED)


def test_the_password_is_asked_again_before_a_revocation() -> None:
    signer = factories.province_signer()
    actions.decide(signer, [factories.assessed()], Outcome.RECOGNISE, actions.Signature("1/QĐ", today()))
    certificate = Certificate.objects.get()
    address = f"/quyet-dinh/thu-hoi/{certificate.code}/"
    client = signed_in_an_hour_ago(signer)
    sent = {"ground": actions.revocation_grounds("QD26-08")[0], "number": "2/QĐ", "signed_on": f"{today():%d/%m/%Y}"}
    for response in (client.get(address), client.post(address, sent)):
        assert response.headers["Location"].startswith("/tai-khoan/xac-nhan-lai/?next=")
    assert Certificate.objects.get().state == "valid"
    client.post(response.headers["Location"], {"password": PASSWORD})
    assert Certificate.objects.get().state == "revoked"


def test_strangers_see_nothing(client: Client) -> None:
    dossier = factories.assessed()
    assert client.get("/quyet-dinh/").status_code == 302
    other = factories.province_signer(factories.place("01", "Thành phố Hà Nội"))
    client.force_login(other.user)
    assert "Mắm cá Bà Đầm" not in client.get("/quyet-dinh/").content.decode()
    clerk = factories.person("agency_clerk", "ocop_agency", factories.city())
    client.force_login(clerk.user)
    assert client.get("/quyet-dinh/").status_code == 403
    assert client.post("/quyet-dinh/ky/", {"outcome": "recognise", "dossiers": [dossier.pk]}).status_code in {302, 403}
    assert Decision.objects.count() == 0


def test_the_list_costs_the_same_queries_for_one_and_for_many(
    signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    factories.assessed()
    with django_assert_max_num_queries(40) as one:
        signed_in.get("/quyet-dinh/")
    for _i in range(4):
        factories.assessed()
    with django_assert_max_num_queries(40) as many:
        signed_in.get("/quyet-dinh/")
    assert len(many.captured_queries) == len(one.captured_queries)
