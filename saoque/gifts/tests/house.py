"""The room's part in the tests of the whole house: goods on sale, two gift sets, a catalogue."""

from django.utils import timezone

from saoque.gifts import actions, paper
from saoque.gifts.models import GiftItem, GiftSet
from saoque.gifts.queries import goods
from saoque.kernel.calendar import today
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.producers.models import Product
from saoque.selling.models import SellingRecord
from saoque.site.demo.cast import Cast

SHOWS = {f"gifts:{name}" for name in ("home", "gift", "sets", "edit")}
DEFECTS = {
    "a gift with nothing in it": (lambda: GiftItem.objects.all().delete(), "is shown with nothing in it"),
}


def _sell() -> None:
    """Put what has a valid star on sale where no record says how it is sold."""
    starred = Product.objects.filter(star__gte=3, star_until__gte=today(), is_public=True)
    for product in starred.filter(selling=None):
        SellingRecord.objects.create(product=product, unit="hộp", price=120_000, shown_at=timezone.now())
    SellingRecord.objects.filter(shown_at=None).update(shown_at=timezone.now())


def _compose(cast: Cast, words: actions.Words) -> GiftSet:
    boss = cast.actor("youth_leader")
    gift = actions.compose(words, actor=boss)
    actions.put_in(gift, goods()[0].pk, 1, actor=boss)
    actions.show(gift, actor=boss)
    return gift


def prepare(cast: Cast) -> None:
    _sell()
    _compose(cast, actions.Words("Quà thử", "Để thử", "tet", "giỏ", 1000))
    job = paper.start("tet")
    run.func(str(job.pk))


def things() -> dict[str, object]:
    gift = GiftSet.objects.get(name="Quà thử")
    assert Job.objects.filter(kind=paper.KIND, state=Job.State.DONE).exists()
    return {"gift": gift.pk, "gift.item": gift.items.all()[0].pk, "gift.season": "tet"}


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    _sell()
    gift = _compose(cast, actions.Words(f"={probe}"[:120], f"{probe} {probe}", "", probe[:160], 0))
    return {"gift": gift.pk, "gift.item": gift.items.all()[0].pk, "gift.season": "tet"}
