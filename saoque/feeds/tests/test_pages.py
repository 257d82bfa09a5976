"""The room's own pages: what lacks with its door, what changed field by field, and queries that do not grow."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saoque.feeds.layouts import layouts
from saoque.feeds.models import Dispatch
from saoque.feeds.tests.factories import repriced, sent, stocked
from saoque.kernel.access import Actor
from saoque.people.roles import Role
from saoque.producers.tests.factories import office

pytestmark = pytest.mark.django_db
MAKE = "/gui-hang/kenh/{}/lam/"


@pytest.fixture
def browser_of() -> Callable[[Actor], Client]:
    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def asked(*products: Any, **more: Any) -> dict[str, Any]:
    told = {"form": "xlsx", "language": "vi", "scope": "chosen", "connector": "download", "key": str(uuid.uuid4())}
    return {**told, "product": [str(one.pk) for one in products], **more}


def test_the_page_says_what_lacks_with_the_door_to_it(browser_of: Any) -> None:
    actor, product = stocked(photo=False)
    page = browser_of(actor).get(MAKE.format("google")).content.decode()
    door = f"/chu-the/san-pham/{product.pk}/anh/"
    assert f'<a href="{door}">Ảnh chính: Chưa có ảnh ai cũng xem được</a>' in page
    assert 'name="product"' not in page


def test_who_helps_reads_what_lacks_and_gets_no_door_that_stays_shut(browser_of: Any) -> None:
    _actor, product = stocked(photo=False)
    helper = office(Role.YOUTH_HELPER, product.producer.commune)
    page = browser_of(helper).get(MAKE.format("google")).content.decode()
    assert "<li>Ảnh chính: Chưa có ảnh ai cũng xem được</li>" in page
    assert f"/chu-the/san-pham/{product.pk}/anh/" not in page


def test_making_goes_to_the_file_which_downloads_under_its_name(browser_of: Any) -> None:
    actor, product = stocked()
    client = browser_of(actor)
    answer = client.post(MAKE.format("marketplace"), asked(product))
    dispatch = Dispatch.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/gui-hang/tep/{dispatch.pk}/")
    assert "Tệp chưa được gửi đi đâu" in client.get(answer.headers["Location"]).content.decode()
    file = client.get(f"/gui-hang/tep/{dispatch.pk}/tai/")
    assert file.headers["Content-Disposition"].startswith('attachment; filename="marketplace-')
    assert b"".join(file.streaming_content)[:2] == b"PK"


def test_changes_are_shown_field_by_field(browser_of: Any) -> None:
    actor, product = stocked()
    sent(actor, "marketplace", "xlsx", product)
    repriced(product, 91_000)
    dispatch = sent(actor, "marketplace", "xlsx", product)
    page = browser_of(actor).get(f"/gui-hang/tep/{dispatch.pk}/").content.decode()
    assert ("<del>85000</del>" in page, "<ins>91000</ins>" in page, page.count("<del>")) == (True, True, 1)


def test_a_refusal_is_said_on_the_page_and_nothing_is_made(browser_of: Any) -> None:
    actor, _product = stocked()
    answer = browser_of(actor).post(MAKE.format("marketplace"), asked())
    assert (answer.status_code, Dispatch.objects.count()) == (422, 0)
    assert "Chưa chọn sản phẩm nào" in answer.content.decode()


@pytest.mark.parametrize("sent_keys", [["x"], ["9" * 30], ["-1"], ["1", "1"]])
def test_keys_that_are_none_are_no_products(browser_of: Any, sent_keys: list[str]) -> None:
    actor, _product = stocked()
    answer = browser_of(actor).post(MAKE.format("marketplace"), asked() | {"product": sent_keys, "key": "x"})
    assert (answer.status_code, Dispatch.objects.count()) == (422, 0)


def test_a_youth_officer_takes_all_of_a_commune(browser_of: Any) -> None:
    one, two = stocked()[1], stocked("Mật ong")[1]
    officer = office(Role.YOUTH_HELPER, one.producer.commune.parent)
    client = browser_of(officer)
    address = MAKE.format("catalogue") + f"?xa={one.producer.commune.code}"
    answer = client.post(address, asked(scope="all", form="catalogue"))
    assert answer.status_code == 302
    assert list(Dispatch.objects.get().rows.values_list("product", flat=True)) == [one.pk, two.pk]
    assert client.get(MAKE.format("catalogue") + "?q=mat+ong").content.decode().count('name="product"') == 1


def test_everybody_signed_in_reads_what_a_channel_asks_for_and_visitors_do_not(browser_of: Any, client: Client) -> None:
    buyer = browser_of(office(Role.BUYER, None))
    for code, one in layouts().items():
        page = buyer.get(f"/gui-hang/kenh/{code}/").content.decode()
        assert [column.head for column in one.columns if f">{column.head.replace('?', '?')}</th>" not in page] == []
    assert buyer.get(MAKE.format("google")).status_code == 404
    assert client.get("/gui-hang/kenh/google/").status_code == 302
    assert buyer.get("/gui-hang/kenh/moon/").status_code == 404


def test_queries_do_not_grow_with_rows(browser_of: Any, django_assert_max_num_queries: Any) -> None:
    actor, one = stocked()
    first = sent(actor, "marketplace", "csv", one)
    client = browser_of(actor)
    addresses = ["/gui-hang/", MAKE.format("google"), "/gui-hang/tep/{}/"]

    def counted(address: str) -> int:
        with django_assert_max_num_queries(40) as context:
            assert client.get(address).status_code == 200
        return len(context.captured_queries)

    client.get("/gui-hang/")
    before = [counted(address.format(first.pk)) for address in addresses]
    more = [stocked(f"Mắm {n}", of=(actor, one.producer))[1] for n in range(6)]
    last = sent(actor, "marketplace", "csv", one, *more)
    assert [counted(address.format(last.pk)) for address in addresses] == before
