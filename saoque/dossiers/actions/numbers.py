"""Running numbers without gaps by plan: the database refuses a number twice, and the one who lost takes the next."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max

from saoque.dossiers.deadlines import intake_rules, round_of
from saoque.dossiers.models import Dossier, IntakeRules, ProductNumber, Receipt
from saoque.kernel.access import Actor
from saoque.kernel.errors import Stale

_ATTEMPTS = 60
T = TypeVar("T")


def number_receipt(dossier: Dossier, actor: Actor, office: str, day: date) -> Receipt:
    """Write the receipt of the actor's unit with the unit's next number of the year (form 01, part for the office)."""
    unit_id = actor.unit_id
    if unit_id is None:
        raise Stale()
    second = str(round_of(dossier, day).number)
    if intake_rules(unit_id).second_blank == IntakeRules.SecondBlank.EMPTY:
        second = ""

    def write() -> Receipt:
        used = Receipt.objects.filter(unit_id=unit_id, year=day.year).aggregate(last=Max("serial"))
        serial = (used["last"] or 0) + 1
        place = f"{dossier.province.code}-{dossier.commune.code}"
        return Receipt.objects.create(
            dossier=dossier,
            office=office,
            unit_id=unit_id,
            serial=serial,
            year=day.year,
            number=f"{serial:02d}-{second}/PĐK-{place}-{day.year}",
            received_on=day,
            received_by=actor.user,
        )

    return _until_free(write)


def product_code(dossier: Dossier) -> str:
    """Return (T)-(X)-(STT)-20NN: a product keeps the number that its commune gave it first, the year is the assessment's."""
    commune = dossier.commune.code

    def write() -> ProductNumber:
        known = ProductNumber.objects.filter(product_id=dossier.product_id, commune_code=commune).first()
        if known is not None:
            return known
        used = ProductNumber.objects.filter(commune_code=commune).aggregate(last=Max("serial"))
        return ProductNumber.objects.create(
            product_id=dossier.product_id, commune_code=commune, serial=(used["last"] or 0) + 1
        )

    return f"{dossier.province.code}-{commune}-{_until_free(write).serial:02d}-{dossier.year}"


def _until_free(write: Callable[[], T]) -> T:
    for _attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            continue
    raise Stale()
