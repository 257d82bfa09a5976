"""What the room promises about its data. That no dead star is shown is asked of the pages themselves, by tests."""

from collections.abc import Iterator

from saoque.gifts.models import GiftSet
from saoque.gifts.queries import goods, public_sets
from saoque.kernel.invariants import invariant


@invariant
def shown_gifts_have_something_in_them() -> Iterator[str]:
    for pk in GiftSet.objects.filter(state="shown", items__isnull=True).order_by("pk").values_list("pk", flat=True):
        yield f"gift {pk}: is shown with nothing in it"


@invariant
def public_gifts_hold_valid_stars_alone() -> Iterator[str]:
    may = set(goods().values_list("pk", flat=True))
    for one in public_sets():
        if not {row.product.pk for row in one.rows} <= may or len(one.rows) != one.gift.items.count():
            yield f"gift {one.gift.pk}: is public with a product that may not be given"
