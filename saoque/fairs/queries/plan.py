"""What is read of a booth plan; the number of queries does not grow with the booths."""

from django.db.models import Count, F, Prefetch, QuerySet

from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair
from saoque.kernel.errors import NotFound
from saoque.kernel.text import fold
from saoque.producers.models import ProductPhoto

OPEN_STATES = (Fair.State.PLANNED, Fair.State.RUNNING, Fair.State.ENDED, Fair.State.REPORTED)
_STANDING = (Exhibitor.State.CHOSEN, Exhibitor.State.CAME)


def booths_of(fair: Fair) -> QuerySet[Booth]:
    return (
        Booth.objects.filter(fair=fair)
        .select_related("exhibitor")
        .only("code", "column", "row", "version", "zone", "fair", "exhibitor__name", "exhibitor__fair")
        .order_by("row", "column")
    )


def get_booth(fair: Fair, code: str) -> Booth:
    """Return one booth with its zone and exhibitor. Raises `NotFound`."""
    found = Booth.objects.select_related("fair", "zone", "exhibitor").filter(fair=fair, code=code).first()
    if found is None:
        raise NotFound()
    return found


def unseated(fair: Fair, text: str = "") -> QuerySet[Exhibitor]:
    """Return who was chosen and has fewer booths than asked for, in the order of the list."""
    found = fair.exhibitors.filter(state__in=_STANDING).annotate(has=Count("booths")).filter(has__lt=F("booths_wanted"))
    for word in fold(text).split():
        found = found.filter(search__contains=word)
    return found.order_by(F("rank").asc(nulls_last=True), "sort", "pk")


def goods_at(exhibitor: Exhibitor) -> QuerySet[Exhibit]:
    """Return what stands in the booth, with the products' pictures."""
    photos = Prefetch("product__photos", ProductPhoto.objects.select_related("small"))
    return exhibitor.exhibits.select_related("product").prefetch_related(photos)


def listed_by_name(fair: Fair) -> list[tuple[str, str]]:
    """Return who stands where, by name, with the codes of their booths. One query."""
    found: dict[int, tuple[str, list[str]]] = {}
    rows = fair.booths.filter(exhibitor__isnull=False).order_by("exhibitor__sort", "exhibitor", "code")
    for pk, name, code in rows.values_list("exhibitor", "exhibitor__name", "code"):
        found.setdefault(pk, (name, []))[1].append(code)
    return [(name, ", ".join(codes)) for name, codes in found.values()]
