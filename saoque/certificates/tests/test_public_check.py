"""The public check: one word for each state, nothing for strangers' eyes, the paper readable by another hand."""

import io
from datetime import date
from typing import Any

import pypdf
import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from saoque.certificates import actions
from saoque.certificates.actions import Signature
from saoque.certificates.jobs import make_pdf
from saoque.certificates.models import Certificate, Sighting
from saoque.certificates.outcomes import Outcome
from saoque.certificates.tests import factories
from saoque.kernel.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    dossier = factories.assessed()
    actions.decide(
        factories.province_signer(), [dossier], Outcome.RECOGNISE, Signature("12/QĐ-UBND", date(2026, 11, 20))
    )
    return Certificate.objects.select_related("product__producer").get()


def heading(response: Any) -> str:
    text = response.content.decode()
    return text.split("<h1>", 1)[1].split("</h1>", 1)[0]


def test_a_valid_certificate_says_so(client: Client, certificate: Certificate) -> None:
    response = client.get(f"/xac-minh/{certificate.code}/")
    assert (response.status_code, heading(response)) == (200, "Còn hiệu lực")


def test_an_expired_one_says_so(client: Client, certificate: Certificate) -> None:
    Certificate.objects.update(valid_until=date(2026, 1, 1), issued_on=date(2023, 1, 1))
    assert heading(client.get(f"/xac-minh/{certificate.code}/")) == "Đã hết hạn"


def test_a_revoked_one_says_so(client: Client, certificate: Certificate) -> None:
    ground = actions.revocation_grounds("QD26-08")[0]
    actions.revoke(factories.province_signer(), certificate, ground, Signature("77/QĐ", date(2026, 11, 21)))
    assert heading(client.get(f"/xac-minh/{certificate.code}/")) == "Đã bị thu hồi"


def test_a_superseded_one_leads_to_the_new_one(client: Client, certificate: Certificate) -> None:
    newer = factories.assessed("95", 4, of=certificate.product)
    actions.decide(factories.province_signer(), [newer], Outcome.RECOGNISE, Signature("13/QĐ", date(2026, 11, 21)))
    response = client.get(f"/xac-minh/{certificate.code}/")
    assert heading(response) == "Đã thay bằng giấy mới"
    assert f"/xac-minh/{Certificate.objects.get(dossier=newer).code}/" in response.content.decode()


def test_an_unknown_code_is_not_found_and_says_what_to_do(client: Client) -> None:
    response = client.get("/xac-minh/khongcothat/")
    assert (response.status_code, heading(response)) == (404, "Không có giấy này")


def test_the_number_typed_leads_to_the_page(client: Client, certificate: Certificate) -> None:
    for typed in (certificate.number, certificate.code, f"http://x/xac-minh/{certificate.code}/"):
        assert client.get("/xac-minh/", {"ma": typed}).headers["Location"] == f"/xac-minh/{certificate.code}/"
    assert client.get("/xac-minh/", {"ma": "sai"}).status_code == 404


def test_a_shopper_can_say_that_the_goods_differ(client: Client, certificate: Certificate) -> None:
    cache.clear()
    for _i in range(21):
        client.post(f"/xac-minh/{certificate.code}/bao/", {"looks_same": "0", "note": "nhãn khác"})
    assert list(Sighting.objects.values_list("looks_same", "note")) == [(False, "nhãn khác")] * 20
    client.post(f"/xac-minh/{certificate.code}/bao/", {"looks_same": "maybe"})
    assert Sighting.objects.count() == 20


def test_the_pdf_comes_when_the_job_has_run_and_runs_twice_to_the_same(
    client: Client, certificate: Certificate
) -> None:
    assert client.get(f"/xac-minh/{certificate.code}/giay-chung-nhan.pdf").status_code == 202
    job = Job.objects.get(kind="certificate_pdf")
    first, second = make_pdf(job), make_pdf(job)
    assert first == second
    response = client.get(f"/xac-minh/{certificate.code}/giay-chung-nhan.pdf")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert (response.headers["Content-Type"], len(reader.pages)) == ("application/pdf", 1)
    for words in (
        "GIẤY CHỨNG NHẬN",
        "Mắm cá Bà Đầm",
        "Xã Trường Xuân, Thành phố Cần Thơ",
        certificate.number,
        "20/11/2029",
    ):
        assert words in text


def test_the_page_costs_the_same_queries_whatever_the_history(
    client: Client, certificate: Certificate, django_assert_num_queries: Any
) -> None:
    url = f"/xac-minh/{certificate.code}/"
    client.get(url)
    with django_assert_num_queries(3):
        client.get(url)
    for n in range(3):
        again = factories.assessed("75", 4, of=certificate.product)
        actions.decide(
            factories.province_signer(), [again], Outcome.RECOGNISE, Signature(f"{n}/QĐ", date(2026, 11, 21))
        )
    with django_assert_num_queries(3):
        client.get(url)


@pytest.mark.parametrize("sent", [{}, {"looks_same": "maybe"}, {"looks_same": "0", "note": "a" * 1001}])
def test_a_report_that_says_nothing_is_told_so_and_not_kept(
    client: Client, certificate: Certificate, sent: dict[str, str]
) -> None:
    page = client.post(f"/xac-minh/{certificate.code}/bao/", sent, follow=True).content.decode()
    assert "Chưa ghi được. Hãy chọn giống hay khác" in page
    assert Sighting.objects.count() == 0


def report(code: str, **extra: str) -> str:
    client = Client()
    sent = client.post(f"/xac-minh/{code}/bao/", {"looks_same": "1"}, follow=True, headers=extra)
    return "nhiều lần" if "Bạn đã báo nhiều lần" in sent.content.decode() else "ghi nhận"


def test_reports_are_limited_per_visitor_and_a_forged_header_begins_no_new_count(certificate: Certificate) -> None:
    cache.clear()
    said = [report(certificate.code, x_forwarded_for=f"10.0.0.{n}") for n in range(21)]
    assert (said[:20], said[20], Sighting.objects.count()) == (["ghi nhận"] * 20, "nhiều lần", 20)


def test_behind_an_own_proxy_every_visitor_has_a_count_of_their_own(
    certificate: Certificate, settings: Settings
) -> None:
    """The proxy writes the last address; what stands before it the visitor may have made up."""
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    said = [report(certificate.code, x_forwarded_for=f"10.0.0.{n}, 203.0.113.7") for n in range(21)]
    assert (said[:20], said[20]) == (["ghi nhận"] * 20, "nhiều lần")
    assert report(certificate.code, x_forwarded_for="203.0.113.8") == "ghi nhận"
    assert report(certificate.code) == "ghi nhận"
