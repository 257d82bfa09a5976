"""Every answer says how long the server took."""

import re

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/san-pham/", "/khong-co-trang-nay/"])
def test_every_answer_says_how_long_it_took(client: Client, address: str) -> None:
    told = re.fullmatch(r"app;dur=(\d+\.\d), cpu;dur=(\d+\.\d)", client.get(address).headers["Server-Timing"])
    assert told is not None
    assert 0 < float(told[2]) <= float(told[1]) + 1
