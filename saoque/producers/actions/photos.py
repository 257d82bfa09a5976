"""Pictures of a product. Removed ones are kept and can be put back."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.producers import renditions
from saoque.producers.keeping import keep
from saoque.producers.models import Product, ProductPhoto
from saoque.producers.rules import rules

MOST_PHOTOS = 12
ALT_LIMIT = 160


def add_photo(actor: Actor, product: Product, upload: UploadedFile, alt: str = "") -> ProductPhoto:
    """Keep the picture, last in order. The small rendition is made now; the large one too, or by a job when it is heavy.

    Files are kept and copies are made before the transaction, so that nobody waits for it.
    """
    actor = rules.require(actor, "edit_product", product)
    words = _alt(alt)
    _check_room(product)
    original = keep(upload, actor.user, pictures_only=True)
    photo = ProductPhoto(product=product, file=original, small=renditions.make(original, renditions.SMALL), alt=words)
    heavy = renditions.is_heavy(original)
    if not heavy:
        photo.large = renditions.make(original, renditions.LARGE)
    with transaction.atomic():
        Product.objects.select_for_update().get(pk=product.pk)
        _check_room(product)
        last = ProductPhoto.everything.filter(product=product).aggregate(last=Max("position"))["last"]
        photo.position = 0 if last is None else last + 1
        photo.save(force_insert=True)
        if heavy:
            renditions.make_large_later(photo)
        audit.record(product, "add_photo", actor, data={"photo": photo.pk, "sha256": original.sha256})
    return photo


@transaction.atomic
def describe_photo(actor: Actor, photo: ProductPhoto, alt: str) -> None:
    """Say what the picture shows, for those who do not see it."""
    actor = rules.require(actor, "edit_product", photo)
    words = _alt(alt)
    if words != photo.alt:
        ProductPhoto.everything.filter(pk=photo.pk).update(alt=words)
        photo.alt = words
        audit.record(photo.product, "describe_photo", actor, data={"photo": photo.pk, "alt": words})


@transaction.atomic
def remove_photo(actor: Actor, photo: ProductPhoto) -> None:
    """Take the picture away from every page; `restore_photo` puts it back."""
    actor = rules.require(actor, "edit_product", photo)
    if ProductPhoto.objects.filter(pk=photo.pk).update(removed_at=timezone.now()):
        audit.record(photo.product, "remove_photo", actor, data={"photo": photo.pk})


@transaction.atomic
def restore_photo(actor: Actor, photo: ProductPhoto) -> None:
    """Put a removed picture back where it was."""
    actor = rules.require(actor, "edit_product", photo)
    if ProductPhoto.everything.filter(pk=photo.pk, removed_at__isnull=False).update(removed_at=None):
        audit.record(photo.product, "restore_photo", actor, data={"photo": photo.pk})


@transaction.atomic
def reorder_photos(actor: Actor, product: Product, order: Sequence[int]) -> None:
    """Put the shown pictures in `order` (ids, all of them, each once). The first one is the product's face."""
    actor = rules.require(actor, "edit_product", product)
    photos = {photo.pk: photo for photo in ProductPhoto.objects.filter(product=product)}
    if sorted(order) != sorted(photos):
        raise NotFound(_("Danh sách ảnh vừa thay đổi. Hãy tải lại trang rồi xếp lại."))
    for place, pk in enumerate(order):
        photos[pk].position = place
    ProductPhoto.objects.bulk_update(photos.values(), ["position"])
    audit.record(product, "reorder_photos", actor, data={"order": list(order)})


def _check_room(product: Product) -> None:
    if ProductPhoto.objects.filter(product=product).count() >= MOST_PHOTOS:
        raise DomainError(
            _("Mỗi sản phẩm giữ đến %(most)d ảnh. Hãy bỏ bớt ảnh chưa đẹp rồi thêm.") % {"most": MOST_PHOTOS}
        )


def _alt(words: str) -> str:
    clean = " ".join(words.split())
    if len(clean) > ALT_LIMIT:
        raise DomainError(_("Lời tả ảnh dài quá %(limit)d chữ cái.") % {"limit": ALT_LIMIT}, field="alt")
    return clean
