"""A crowd of invented data, for measuring and for tests of lists.

This is the one place that writes rows without going through actions, because a hundred thousand acts would take an
hour. In return everything that follows from something else is computed by the same pure code that the actions use
(points, stars, means, digests, the audit chain), so that the check of the data finds nothing.
The same seed on the same day gives the same data; only the moments that the database itself notes differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from django.db import transaction

from saoque.kernel.errors import DomainError
from saoque.people.models import User
from saoque.places.models import AdminUnit
from saoque.places.queries import communes_of, provinces
from saoque.site.demo.fill.cases import Case, make_case
from saoque.site.demo.fill.chain import By
from saoque.site.demo.fill.course import Staff, states
from saoque.site.demo.fill.dossiers import Numbers, store_dossiers
from saoque.site.demo.fill.draw import Draw
from saoque.site.demo.fill.judging import store_judging
from saoque.site.demo.fill.makers import Owned, make_products
from saoque.site.demo.fill.offices import Offices, make_offices
from saoque.site.demo.fill.people import FIRST_PHONE
from saoque.site.demo.fill.signing import Register, store_signing

HOME = "92"  # Cần Thơ
LEAST_MEMBERS = 3
_HOME_SHARE = 0.4
_BATCH = 250
Say = Callable[[str], object]


@dataclass(frozen=True)
class Sizes:
    """How much to make. `members`: people of the councils who score, in councils of about six."""

    products: int = 20_000
    dossiers: int = 5_000
    members: int = 50


@dataclass
class Filled:
    """What was made."""

    products: int = 0
    dossiers: int = 0
    sheets: int = 0
    certificates: int = 0


def fill(sizes: Sizes, seed: int = 1, say: Say = lambda line: None) -> Filled:
    """Store the crowd in one transaction and return what was made. `say` hears how far it is.

    Raises `DomainError` when the places are not loaded, the sizes do not go together, or a crowd is there already.
    """
    _check(sizes)
    draw, done = Draw.from_seed(seed), Filled()
    with transaction.atomic():
        home, here, elsewhere = _places(draw)
        say("Cơ quan, Hội đồng, phiên họp")
        offices = make_offices(draw, home, here, sizes.members, sizes.dossiers)
        local = min(sizes.products, max(round(sizes.products * _HOME_SHARE), sizes.dossiers))
        owned: list[Owned] = []
        for batch in make_products(draw, cycle(here), local):
            owned += batch[: max(0, sizes.dossiers - len(owned))]
            done.products += len(batch)
            say(f"Sản phẩm: {done.products}/{sizes.products}")
        for batch in make_products(draw, cycle(elsewhere), sizes.products - local):
            done.products += len(batch)
            say(f"Sản phẩm: {done.products}/{sizes.products}")
        numbers, register = Numbers.of(home), Register(offices.signer)
        for cases in _cases(draw, owned, offices):
            store_dossiers(draw, cases, numbers)
            done.sheets += store_judging(draw, cases)
            done.certificates += store_signing(draw, cases, register)
            done.dossiers += len(cases)
            say(f"Hồ sơ: {done.dossiers}/{sizes.dossiers}, phiếu chấm: {done.sheets}")
    return done


def _check(sizes: Sizes) -> None:
    if sizes.products < 1 or sizes.dossiers < 0 or sizes.members < LEAST_MEMBERS:
        raise DomainError(f"Cần ít nhất 1 sản phẩm và {LEAST_MEMBERS} thành viên Hội đồng.")
    if sizes.dossiers > sizes.products:
        raise DomainError("Mỗi hồ sơ cần một sản phẩm riêng: số hồ sơ không được lớn hơn số sản phẩm.")
    if User.objects.filter(phone=FIRST_PHONE).exists():
        raise DomainError("Dữ liệu thử đã có rồi. Muốn nạp lại, hãy dùng một cơ sở dữ liệu mới.")


def _places(draw: Draw) -> tuple[AdminUnit, list[AdminUnit], list[AdminUnit]]:
    """Return the home province, its communes, and those of all others, the two lists in an order of chance."""
    every = list(provinces())
    home = next((p for p in every if p.code == HOME), None)
    if home is None:
        raise DomainError("Chưa có đơn vị hành chính. Hãy chạy: saoque load_reference")
    here = list(communes_of(home))
    elsewhere = [commune for p in every if p.pk != home.pk for commune in communes_of(p)]
    draw.random.shuffle(here)
    draw.random.shuffle(elsewhere)
    return home, here, elsewhere


def _cases(draw: Draw, owned: list[Owned], offices: Offices) -> Iterator[list[Case]]:
    """Think the dossiers out in batches, the councils taking turns."""
    turns = iter(zip(owned, states(draw, len(owned)), cycle(offices.benches), strict=False))
    while batch := list(islice(turns, _BATCH)):
        yield [
            make_case(draw, one, state, bench, offices, _staff(one, offices, bench.secretary))
            for one, state, bench in batch
        ]


def _staff(one: Owned, offices: Offices, secretary: By) -> Staff:
    return Staff(
        producer=By(one.user, one.producer.unit_id),
        officer=offices.officers[one.commune.pk],
        leader=offices.leaders[one.commune.pk],
        clerk=offices.clerk,
        secretary=secretary,
    )


__all__ = ["Filled", "Sizes", "fill"]
