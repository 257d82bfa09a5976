"""Goods with real certificates and selling records, for the tests of this room."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from saoque.certificates.actions import Signature, decide
from saoque.certificates.models import Certificate
from saoque.certificates.outcomes import Outcome
from saoque.certificates.tests.factories import assessed, city, person, product, province_signer
from saoque.gifts import actions
from saoque.gifts.models import GiftSet
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.people.roles import Role, UnitKind
from saoque.producers.models import Product
from saoque.selling.models import MonthCapacity, PriceTier, SellingRecord

_serial = count(1)


def good(
    name: str = "Mắm cá Bà Đầm",
    price: int = 100_000,
    tiers: tuple[tuple[int, int], ...] = (),
    months: tuple[int, ...] = (),
) -> Product:
    """A product with a four-star certificate, a price, and a producer who agreed to be shown."""
    made = product(name)
    n = next(_serial)
    decide(province_signer(), [assessed("72.1", of=made)], Outcome.RECOGNISE, Signature(f"{n}/QĐ-UBND", today()))
    record = SellingRecord.objects.create(product=made, unit="hũ", price=price, shown_at=timezone.now())
    for least, lower in tiers:
        PriceTier.objects.create(record=record, least=least, price=lower)
    for month in range(1, 13) if months else ():
        MonthCapacity.objects.create(record=record, month=month, amount=50 if month in months else 0)
    made.refresh_from_db()
    return made


def composer() -> Actor:
    return person(Role.YOUTH_LEADER, UnitKind.YOUTH_CITY, city())


def shown_set(*goods: Product, actor: Actor | None = None, season: str = "", wrapping_price: int = 15_000) -> GiftSet:
    """A set with one of each, which everybody sees."""
    actor = actor or composer()
    words = actions.Words("Quà Tết quê", "Một chút quê nhà.", season, "giỏ lục bình", wrapping_price)
    gift = actions.compose(words, actor=actor)
    for one in goods:
        actions.put_in(gift, one.pk, 1, actor=actor)
    actions.show(gift, actor=actor)
    return gift


def expire(*goods: Product) -> None:
    """Let the last day of the stars be yesterday, everywhere it is kept."""
    day = today() - timedelta(days=1)
    keys = [one.pk for one in goods]
    Product.objects.filter(pk__in=keys).update(star_until=day)
    Certificate.objects.filter(product__in=keys).update(valid_until=day)


def far_day(product: Product) -> date:
    """The day after the star's last."""
    return Certificate.objects.get(product=product).valid_until + timedelta(days=1)
