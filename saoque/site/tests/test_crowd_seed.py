"""`saoque demo fill`: the seed decides everything, and what cannot be made is refused before anything is stored."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from saoque.councils.models import SheetMark
from saoque.dossiers.models import Dossier
from saoque.kernel.errors import DomainError
from saoque.people.models import User
from saoque.places.actions import load_register
from saoque.producers.models import Product
from saoque.site.demo.fill import Sizes, fill

pytestmark = pytest.mark.django_db


def filled(seed: int) -> Counter[object]:
    """Return what a crowd of that seed says, and take it away again."""
    with transaction.atomic():
        fill(Sizes(products=40, dossiers=25, members=4), seed)
        names = Product.objects.values_list("name", "producer__name", "story", "star")
        marks = SheetMark.objects.values_list("sheet__member__full_name", "criterion", "option")
        states = Dossier.objects.values_list("product__name", "state", "self_total", "due_on", "product_code")
        found = Counter([*names, *marks, *states])
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_crowd() -> None:
    load_register()
    first = filled(7)
    assert filled(7) == first
    assert filled(8) != first


def test_sizes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(DomainError, match="không được lớn hơn"):
        fill(Sizes(products=5, dossiers=6, members=10))
    with pytest.raises(DomainError, match="Cần ít nhất"):
        fill(Sizes(products=5, dossiers=5, members=2))
    assert User.objects.count() == 0


def test_places_have_to_be_there() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        call_command("demo", "fill", "--products=5", "--dossiers=5")
    assert User.objects.count() == 0
