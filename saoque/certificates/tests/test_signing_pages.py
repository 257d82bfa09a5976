"""The signer's pages: what waits, one decision for several, errors beside the field."""

from typing import Any

import pytest
from django.test import Client

from saoque.certificates.models import Certificate, Decision
from saoque.certificates.tests import factories
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.access import Actor
from saoque.people.models import User

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
