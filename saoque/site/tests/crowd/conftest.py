"""A crowd, for tests of lists and figures."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from saoque.places.actions import load_register
from saoque.site.demo.fill import Filled, Sizes, fill


@pytest.fixture(scope="package")
def crowd(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Filled]:
    """One crowd for the whole folder, rolled back at its end. Its tests need the marks `django_db` and `xdist_group("crowd")`."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_register()
        yield fill(Sizes(products=200, dossiers=60, members=10), seed=7)
        transaction.set_rollback(True)
