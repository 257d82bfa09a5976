"""An installation without a single row keeps every promise."""

import pytest

from saoque.kernel.invariants import faults


@pytest.mark.django_db
def test_an_empty_installation_is_consistent() -> None:
    assert list(faults()) == []
