"""Photos: upright, small enough, without the place where they were taken; nothing removed is lost."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from saoque.kernel import files
from saoque.kernel.errors import DomainError, NotAllowed, NotFound
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import run
from saoque.producers import actions, renditions
from saoque.producers.actions.photos import MOST_PHOTOS
from saoque.producers.models import Product, ProductPhoto
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db


def opened(stored: Any) -> Image.Image:
    return Image.open(io.BytesIO(files.open_stored(stored).read()))


def test_renditions_are_webp_upright_and_tell_no_place() -> None:
    actor, product = factories.owned_product()
    photo = actions.add_photo(actor, product, factories.picture(1800, 1200, place=True), "Hũ mắm")
    assert (dict(opened(photo.file).getexif()), opened(photo.file).size) == ({}, (1200, 1800))
    assert photo.large is not None and photo.small is not None
    for stored, size in ((photo.large, (1067, 1600)), (photo.small, (427, 640))):
        image = opened(stored)
        assert (image.format, image.size, dict(image.getexif()), image.info.get("exif")) == ("WEBP", size, {}, None)
        assert (stored.content_type, stored.width, stored.height) == ("image/webp", *size)
    assert (photo.alt, photo.position) == ("Hũ mắm", 0)


def test_small_pictures_are_not_blown_up() -> None:
    actor, product = factories.owned_product()
    photo = actions.add_photo(actor, product, factories.picture(300, 200))
    assert (opened(photo.large).size, opened(photo.small).size) == ((300, 200), (300, 200))


def test_a_see_through_picture_gets_a_white_ground() -> None:
    actor, product = factories.owned_product()
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")
    photo = actions.add_photo(actor, product, SimpleUploadedFile("a.png", out.getvalue()))
    assert opened(photo.small).convert("RGB").getpixel((20, 20)) == (255, 255, 255)


def test_a_heavy_picture_leaves_its_large_copy_to_a_worker() -> None:
    actor, product = factories.owned_product()
    photo = actions.add_photo(actor, product, factories.picture(2400, 1600))
    assert (photo.large, photo.small is not None) == (None, True)
    job = Job.objects.get(kind=renditions.JOB, key=str(photo.pk))
    run.func(str(job.pk))
    job.refresh_from_db()
    photo.refresh_from_db()
    assert (job.state, photo.large.width, photo.large.height) == ("done", 1600, 1067)
    before = photo.large_id
    renditions.make_large(photo)
    assert photo.large_id == before


BAD = [
    (SimpleUploadedFile("rong.jpg", b""), "Tệp «rong.jpg» rỗng (0 byte). Hãy chọn lại tệp, hoặc chụp lại."),
    (factories.pdf("giay.pdf"), "Chỗ này cần ảnh (JPG, PNG, WebP), không nhận PDF."),
    (
        SimpleUploadedFile("ảnh.jpg", b"<svg onload=alert(1)>"),
        "Tệp «ảnh.jpg» không phải PDF hay ảnh JPG, PNG, WebP."
        " Hãy chụp ảnh hoặc quét ra PDF rồi gửi lại.",
    ),
    (factories.picture(name="ảnh.png"), "Tên tệp «ảnh.png» không khớp với nội dung bên trong (JPG). Hãy đặt lại đuôi tên tệp rồi gửi lại."),
]  # fmt: skip


@pytest.mark.parametrize(("upload", "message"), BAD)
def test_a_bad_file_is_refused_with_its_reason(upload: SimpleUploadedFile, message: str) -> None:
    actor, product = factories.owned_product()
    upload.seek(0)
    with pytest.raises(DomainError) as error:
        actions.add_photo(actor, product, upload)
    assert (str(error.value), ProductPhoto.objects.count()) == (message, 0)


def test_there_is_room_for_twelve() -> None:
    actor, product = factories.owned_product()
    photos = [actions.add_photo(actor, product, factories.picture(60, 40)) for _ in range(MOST_PHOTOS)]
    with pytest.raises(DomainError):
        actions.add_photo(actor, product, factories.picture(60, 40))
    actions.remove_photo(actor, photos[0])
    assert actions.add_photo(actor, product, factories.picture(60, 40)).position == MOST_PHOTOS


def shown(product: Product) -> list[int]:
    return list(product.photos.filter(removed_at=None).values_list("pk", flat=True))


def test_photos_are_put_in_order_and_removed_ones_come_back_to_their_place() -> None:
    actor, product = factories.owned_product()
    one, two, three = (actions.add_photo(actor, product, factories.picture(60, 40)) for _ in range(3))
    actions.reorder_photos(actor, product, [three.pk, one.pk, two.pk])
    assert shown(product) == [three.pk, one.pk, two.pk]
    actions.remove_photo(actor, one)
    assert shown(product) == [three.pk, two.pk]
    actions.restore_photo(actor, one)
    assert shown(product) == [three.pk, one.pk, two.pk]


def test_an_order_must_name_each_shown_photo_once() -> None:
    actor, product = factories.owned_product()
    one, two = (actions.add_photo(actor, product, factories.picture(60, 40)) for _ in range(2))
    strange = actions.add_photo(*factories.owned_product(), factories.picture(60, 40))
    for order in ([one.pk], [one.pk, one.pk], [one.pk, two.pk, strange.pk], []):
        with pytest.raises(NotFound):
            actions.reorder_photos(actor, product, order)
    assert shown(product) == [one.pk, two.pk]


def test_strangers_may_not_touch_photos() -> None:
    actor, product = factories.owned_product()
    photo = actions.add_photo(actor, product, factories.picture(60, 40))
    stranger = factories.owner()[0]
    for act in (
        lambda: actions.add_photo(stranger, product, factories.picture(60, 40)),
        lambda: actions.describe_photo(stranger, photo, "Của tôi"),
        lambda: actions.remove_photo(stranger, photo),
        lambda: actions.restore_photo(stranger, photo),
        lambda: actions.reorder_photos(stranger, product, [photo.pk]),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert shown(product) == [photo.pk]


def test_a_description_has_its_length() -> None:
    actor, product = factories.owned_product()
    photo = actions.add_photo(actor, product, factories.picture(60, 40))
    actions.describe_photo(actor, photo, "  Hũ mắm \n trên bàn ")
    assert ProductPhoto.objects.get(pk=photo.pk).alt == "Hũ mắm trên bàn"
    with pytest.raises(DomainError):
        actions.describe_photo(actor, photo, "x" * 161)
