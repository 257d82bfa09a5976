"""Every answer says how long the server took."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/san-pham/", "/khong-co-trang-nay/"])
def test_every_answer_says_how_long_it_took(client: Client, address: str) -> None:
    name, _, duration = client.get(address).headers["Server-Timing"].partition(";dur=")
    assert name == "app"
    assert 0 < float(duration) < 60_000
