"""Every address has an expected answer for every persona, and nobody writes where the table says they may not."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from saoque.kernel.models import AuditRecord
from saoque.people.tests.post import deliver
from saoque.site.tests.addresses import EVERYBODY, Row, names_of_all_addresses, table
from saoque.site.tests.house import House

pytestmark = pytest.mark.xdist_group("house")
ROWS = table()
# What an empty POST may be answered with when it changes nothing: shown again, turned away, or told why not.
TURNED_AWAY = {200, 202, 302, 403, 404, 405, 409, 410, 412, 422}


@pytest.mark.django_db  # has the test database made, for this module alone too
def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(row.name for row in ROWS) == sorted(names_of_all_addresses())


def _ask(house: House, row: Row, persona: str, method: str) -> tuple[int, int]:
    """Return the status and how many acts were recorded; everything is taken back."""
    cache.clear()  # everybody comes from an address of their own: limits per address begin anew
    before = AuditRecord.objects.count()
    with transaction.atomic():
        response = getattr(house.client(persona), method)(row.url(house))
        status, acts = response.status_code, AuditRecord.objects.count() - before
        transaction.set_rollback(True)
    return status, acts


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_persona_gets_the_answer_of_the_table(in_house: House, row: Row) -> None:
    got = {persona: _ask(in_house, row, persona, row.method) for persona in EVERYBODY}
    assert {persona: status for persona, (status, _acts) in got.items()} == row.expected
    assert {persona for persona, (_status, acts) in got.items() if acts} == row.writes


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "get"], ids=lambda row: row.name)
def test_an_empty_post_changes_nothing(in_house: House, row: Row) -> None:
    got = {}
    for persona in EVERYBODY:
        cache.clear()  # so many people from one address in one minute would meet the limit for floods
        got[persona] = _ask(in_house, row, persona, "post")
    assert {persona: acts for persona, (_status, acts) in got.items() if acts} == {}
    assert {status for status, _acts in got.values()} <= TURNED_AWAY


@pytest.mark.parametrize("persona", EVERYBODY)
def test_not_yours_looks_like_not_there(in_house: House, persona: str) -> None:
    """A strange dossier and a missing one: the same status, and the same page but for the form's token."""
    client = in_house.client(persona)
    mine = client.get(reverse("dossiers:home", args=[in_house.thing("dossier.before_council")]))
    missing = client.get(reverse("dossiers:home", args=[999_999]))
    assert missing.status_code == (302 if persona == "visitor" else 404)
    if mine.status_code == 404:
        assert _without_tokens(mine.content, in_house) == _without_tokens(missing.content, in_house)


def _without_tokens(page: bytes, house: House) -> str:
    import re

    text = re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="\w+"', "", page.decode())
    return text.replace(str(house.thing("dossier.before_council")), "N").replace("999999", "N")


def test_a_member_with_an_interest_meets_the_dossier_nowhere(in_house: House) -> None:
    client = in_house.client("recused_member")
    name = "Dâu tằm ngâm đường Tiến Râu"
    for address in ("councils:session", "councils:minutes", "councils:export"):
        response = client.get(reverse(address, args=[in_house.thing("session")]))
        body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
        assert (address, response.status_code, name in body.decode("utf-8-sig")) == (address, 200, False)
    for address in ("today", "councils:home", "dossiers:list"):
        assert name not in client.get(reverse(address)).content.decode()


def test_sign_in_leads_only_to_the_own_house(in_house: House) -> None:
    from saoque.site.tests.house import DOMAIN, PASSWORD

    for evil in ("https://evil.example", "//evil.example/x", "https:evil.example", "\\\\evil.example"):
        client = in_house.client("visitor")
        response = client.post(reverse("account_login"), {"login": f"dau@{DOMAIN}", "password": PASSWORD, "next": evil})
        assert (response.status_code, response["Location"]) == (302, reverse("today"))


def test_the_host_header_is_not_believed(in_house: House, mailoutbox: list, settings: object) -> None:  # type: ignore[type-arg]
    client = in_house.client("visitor")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]  # type: ignore[attr-defined]
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    from saoque.site.tests.house import DOMAIN

    settings.SITE_URL = "https://saoque.example"  # type: ignore[attr-defined]
    client.post(
        reverse("account_reset_password"),
        {"email": f"dau@{DOMAIN}", "login": f"dau@{DOMAIN}"},
        headers={"x-forwarded-host": "evil.example"},
    )
    assert (len(deliver()), len(mailoutbox)) == (1, 1)
    assert "https://saoque.example/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body
