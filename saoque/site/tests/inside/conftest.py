"""The whole house, for tests that look at it from every side."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from saoque.site.tests.house import House, whole_house


@pytest.fixture(scope="package")
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The whole house, built once per engine. Its tests run in `pytest.mark.xdist_group("house")`, without `django_db`."""
    with django_db_blocker.unblock(), whole_house(tmp_path_factory.mktemp("house")) as built:
        yield built


@pytest.fixture
def in_house(house: House, settings: Settings) -> Iterator[House]:
    """The house for one test; what the test stores is taken back."""
    settings.FILES_ROOT = house.files
    with transaction.atomic():
        yield house
        transaction.set_rollback(True)
