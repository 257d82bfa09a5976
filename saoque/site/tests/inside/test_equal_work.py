"""Trial 3: for what is not theirs and for what is not there a person gets the same answer for the same work, so that time tells nothing."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saoque.site.tests.house import House

pytestmark = pytest.mark.xdist_group("house")
MISSING = 999_999
# Address, the thing of somebody else that it is asked for, and who asks.
PAIRS = [
    ("dossiers:home", "dossier.before_council", "other_producer"),
    ("dossiers:papers", "dossier.before_council", "other_producer"),
    ("dossiers:assessment", "dossier.before_council", "other_producer"),
    ("dossiers:carry", "dossier.before_council", "other_producer"),
    ("dossiers:office_dossier", "dossier.before_council", "other_commune"),
    ("dossiers:office_return", "dossier.before_council", "other_province"),
    ("producers:product", "product", "other_producer"),
    ("producers:drawer", "producer", "other_producer"),
    ("producers:paper_file", "paper", "other_producer"),
    ("producers:paper_edit", "paper", "other_producer"),
    ("councils:sheet", "assessment", "other_province"),
    ("councils:assessment", "assessment", "other_province"),
]


def asked(client: Client, address: str, pk: int) -> tuple[int, list[str]]:
    """Return the status, and the statements with what they are asked for left out."""
    with CaptureQueriesContext(connection) as seen:
        answer: Any = client.get(reverse(address, args=[pk]))
    return answer.status_code, [re.sub(r"\d+|'[^']*'", "N", one["sql"]) for one in seen.captured_queries]


@pytest.mark.parametrize(("address", "what", "persona"), PAIRS)
def test_not_yours_and_not_there_cost_the_same_statements(
    in_house: House, address: str, what: str, persona: str
) -> None:
    client = in_house.client(persona)
    asked(client, address, MISSING)  # whatever is remembered per process is remembered now
    missing, theirs = asked(client, address, MISSING), asked(client, address, int(str(in_house.thing(what))))
    assert (missing[0], theirs[0]) == (404, 404)
    assert theirs[1] == missing[1]
