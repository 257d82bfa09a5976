"""The whole house, for tests that look at it from every side, and a crowd for tests of lists."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from saoque.places.actions import load_register
from saoque.site.demo.fill import Filled, Sizes, fill
from saoque.site.tests.house import House, whole_house


@pytest.fixture(scope="module")
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The whole house, built once per module. Its tests run in `pytest.mark.xdist_group("house")`, without mark `django_db`."""
    with django_db_blocker.unblock(), whole_house(tmp_path_factory.mktemp("house")) as built:
        yield built


@pytest.fixture
def in_house(house: House, settings: Settings) -> Iterator[House]:
    """The house for one test; what the test stores is taken back."""
    settings.FILES_ROOT = house.files
    with transaction.atomic():
        yield house
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Filled]:
    """One crowd for the whole module, rolled back at its end. The module's tests need the mark `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_register()
        yield fill(Sizes(products=200, dossiers=60, members=10), seed=7)
        transaction.set_rollback(True)
