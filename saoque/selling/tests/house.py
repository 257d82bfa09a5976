"""The room's part in the tests of the whole house: the owner's record as the demonstration tells it, shown to buyers."""

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from saoque.kernel.jobs import finish
from saoque.kernel.jobs.models import Job
from saoque.people.models import User
from saoque.places.models import AdminUnit
from saoque.producers.models import Producer, Product
from saoque.selling.actions import show_to_buyers, write_record
from saoque.selling.models import DeliveryArea, MonthCapacity, PriceTier, SellingRecord
from saoque.selling.papers.bundle import KIND, ask_file, make_file
from saoque.selling.papers.words import Choice
from saoque.selling.queries import record_of
from saoque.selling.reading import told_of
from saoque.site.demo.cast import Cast

SHOWS = {"selling:home", "selling:detail", "selling:edit", "selling:show"}
DEFECTS = {
    "a record without a unit": (lambda: _rows().update(unit=""), "no unit"),
    "a record without a price": (lambda: _rows().update(price=0), "no price"),
    "a barcode that does not check": (lambda: _rows().update(gtin="8930000000011"), "does not check"),
    "a month that promises too much": (lambda: MonthCapacity.objects.update(promised=10**6), "promises"),
    "more that costs no less": (lambda: PriceTier.objects.update(price=10**9), "is no lower than"),
    "delivery to a commune": (
        lambda: DeliveryArea.objects.filter(pk=_first_area()).update(province=_commune()),
        "delivers to what is no province",
    ),
}


def _rows() -> QuerySet[SellingRecord]:
    return SellingRecord.objects.all()


def _first_area() -> int:
    return DeliveryArea.objects.order_by("pk").values_list("pk", flat=True)[0]


def _commune() -> AdminUnit:
    return AdminUnit.objects.filter(level="commune").order_by("pk")[0]


def prepare(cast: Cast) -> None:
    """The owner's record is shown, and a file for buyers is ready."""
    owner = cast.actor("dau")
    record = _of_owner(cast.users["dau"])
    if record.shown_at is None:
        show_to_buyers(record, actor=owner)
    job = ask_file(record, Choice(), actor=owner)
    finish(job, make_file(job))


def things() -> dict[str, object]:
    record = _of_owner(User.objects.get(email__startswith="dau@", is_demo=True))
    return {
        "sold": record.product_id,
        "buyer_file": _file_of(record),
    }


def _of_owner(user: User) -> SellingRecord:
    own = SellingRecord.objects.filter(product__producer__unit__memberships__user=user)
    return own.select_related("product__producer").order_by("product__pk")[0]


def _file_of(record: SellingRecord) -> object:
    """The ready file; made up where the house was not prepared."""
    found = Job.objects.filter(kind=KIND, arguments__product=record.product_id).first()
    return found.pk if found else UUID(int=0)


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    owner = cast.actor("dau")
    product = Product.objects.filter(producer=Producer.objects.get(unit__memberships__user=owner.user)).order_by("pk")[
        0
    ]
    record = record_of(product)
    assert record is not None
    told = replace(
        told_of(record), unit=f"={probe}"[:20], content=probe[:40], ingredients=probe, storage=probe[:200], terms=probe
    )
    write_record(product, told, seen=record.version, actor=owner)
    return {"sold": product.pk}
