"""Tests cannot reach the network."""

import socket
from urllib.request import urlopen

import pytest

from saoque.conftest import Unreachable


@pytest.mark.parametrize(
    "address", [("192.0.2.1", 80), ("10.0.0.1", 53), ("example.org", 443), ("169.254.169.254", 80)]
)
def test_no_other_machine_can_be_reached(address: tuple[str, int]) -> None:
    with pytest.raises(Unreachable):
        socket.create_connection(address, timeout=1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as away, pytest.raises(Unreachable):
        away.sendto(b"x", address)


def test_no_page_can_be_fetched() -> None:
    with pytest.raises(Unreachable):
        urlopen("http://example.org/")


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname(), timeout=1).close()
