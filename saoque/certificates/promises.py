"""What the room promises about its data: recognised means certified, and the product's star is its certificate's."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from saoque.certificates.models import Certificate
from saoque.dossiers.models import Dossier, DossierState
from saoque.kernel.invariants import invariant
from saoque.producers.models import Product


@invariant
def recognised_means_certified() -> Iterator[str]:
    mine = Certificate.objects.filter(dossier=OuterRef("pk"))
    recognised = Dossier.objects.filter(~Exists(mine), state=DossierState.RECOGNISED)
    for pk in recognised.order_by("pk").values_list("pk", flat=True):
        yield f"dossier {pk}: recognised but has no certificate"
    for number, state in (
        Certificate.objects.exclude(dossier__state=DossierState.RECOGNISED)
        .order_by("pk")
        .values_list("number", "dossier__state")
    ):
        yield f"certificate {number}: its dossier is {state}"


@invariant
def stars_are_those_of_the_certificates() -> Iterator[str]:
    valid = Certificate.objects.filter(state=Certificate.State.VALID).select_related("product").order_by("pk")
    differs = (
        ~Q(product__star=F("star")) | ~Q(product__star_until=F("valid_until")) | Q(product__star_until__isnull=True)
    )
    for certificate in valid.filter(differs).iterator(chunk_size=500):
        product = certificate.product
        yield (
            f"product {product.pk}: {product.star} stars until {product.star_until},"
            f" its certificate {certificate.number} says {certificate.star} until {certificate.valid_until}"
        )
    mine = Certificate.objects.filter(product=OuterRef("pk"), state=Certificate.State.VALID)
    for pk, star in Product.objects.filter(~Exists(mine), star__gt=0).order_by("pk").values_list("pk", "star"):
        yield f"product {pk}: {star} stars without a valid certificate"


@invariant
def certificates_say_why_they_ended() -> Iterator[str]:
    wrong = Certificate.objects.filter(
        Q(state=Certificate.State.SUPERSEDED, superseded_by__isnull=True)
        | Q(state=Certificate.State.REVOKED, revoked_by__isnull=True)
        | Q(state=Certificate.State.VALID, superseded_by__isnull=False)
        | Q(state=Certificate.State.VALID, revoked_by__isnull=False)
        | Q(valid_until__lte=F("issued_on"))
    )
    for number, state in wrong.order_by("pk").values_list("number", "state"):
        yield f"certificate {number}: {state} does not fit what ended it, or its dates"
