"""Photos become one paper: upright, in order, cut to the corners, without the place where they were taken."""

import io
from itertools import count
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from saoque.kernel import files
from saoque.kernel.audit import history
from saoque.kernel.errors import DomainError, NotAllowed
from saoque.kernel.files.models import StoredFile
from saoque.producers import actions, pictures
from saoque.producers.actions import PageSpec
from saoque.producers.models import Paper, PaperOriginal
from saoque.producers.tests import factories

pytestmark = pytest.mark.django_db
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)
_serial = count(1)


def photo(
    colour: tuple = RED, size: tuple = (300, 400), corner: tuple | None = None, exif: int = 1
) -> SimpleUploadedFile:
    """A page of one colour; `corner` colours its top left quarter. EXIF says how it lies and where it was taken."""
    image = Image.new("RGB", size, colour)
    if corner:
        image.paste(corner, (0, 0, size[0] // 2, size[1] // 2))
    data = Image.Exif()
    data[0x0112] = exif
    data.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0), 3: "E", 4: (105.0, 44.0, 5.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=data.tobytes(), quality=95)
    return SimpleUploadedFile(f"IMG_{next(_serial)}.jpg", out.getvalue(), "image/jpeg")


def near(colour: tuple) -> tuple:
    """The nearest of the plain colours: JPEG changes each a little."""
    return min(
        (RED, GREEN, BLUE, WHITE), key=lambda plain: sum((a - b) ** 2 for a, b in zip(plain, colour, strict=True))
    )


def pictures_in(paper: Paper) -> list[Image.Image]:
    with files.open_stored(paper.file) as content, pikepdf.open(content) as document:
        return [
            pikepdf.PdfImage(next(iter(page.Resources.XObject.values()))).as_pil_image().copy()
            for page in document.pages
        ]


def quarters(image: Image.Image) -> list[tuple]:
    """Top left, top right, bottom right, bottom left."""
    w, h = image.size
    return [
        near(image.getpixel(at))
        for at in ((w // 4, h // 4), (3 * w // 4, h // 4), (3 * w // 4, 3 * h // 4), (w // 4, 3 * h // 4))
    ]


def test_photos_become_one_pdf_in_their_order() -> None:
    actor, producer = factories.owner()
    pages = [PageSpec(photo(GREEN)), PageSpec(photo(RED, (400, 300))), PageSpec(photo(BLUE))]
    paper = actions.make_paper_from_pictures(actor, producer, pages, {"title": "Giấy phép: số 1/2", "kind": "E02"})
    assert (paper.title, paper.kind, paper.file.name) == ("Giấy phép: số 1/2", "E02", "Giấy phép-số 1-2.pdf")
    assert (paper.file.content_type, paper.file.pages) == ("application/pdf", 3)
    assert [near(image.getpixel((50, 50))) for image in pictures_in(paper)] == [GREEN, RED, BLUE]
    with files.open_stored(paper.file) as content, pikepdf.open(content) as document:
        sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in document.pages]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert [(r.action, r.data["photos"], r.data["originals"]) for r in history(paper)] == [("put", 3, 0)]
    assert (PaperOriginal.objects.count(), StoredFile.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("exif", "turn", "size", "where"),
    [
        (1, 0, (300, 400), 0),
        (1, 90, (400, 300), 1),
        (1, 180, (300, 400), 2),
        (1, 270, (400, 300), 3),
        (6, 0, (400, 300), 1),
        (6, 90, (300, 400), 2),
        (3, 180, (300, 400), 0),
    ],
)
def test_pages_stand_upright(exif: int, turn: Any, size: tuple, where: int) -> None:
    image = pictures.upright(photo(WHITE, corner=RED, exif=exif).read(), turn)
    expected = [WHITE] * 4
    expected[where] = RED
    assert (image.size, quarters(image)) == (size, expected)


def test_four_corners_are_stretched_flat() -> None:
    """A red sheet lying askew on a white table fills the page when its corners are named."""
    table = Image.new("RGB", (400, 400), WHITE)
    sheet = [(100, 60), (340, 100), (300, 340), (60, 300)]
    from PIL import ImageDraw

    ImageDraw.Draw(table).polygon(sheet, fill=RED)
    out = io.BytesIO()
    table.save(out, "PNG")
    corners: Any = tuple((x / 400, y / 400) for x, y in sheet)
    flat = pictures.upright(out.getvalue(), 0, corners)
    assert (flat.size, quarters(flat)) == ((243, 243), [RED] * 4)
    assert {near(flat.getpixel(at)) for at in ((6, 6), (236, 6), (236, 236), (6, 236))} == {RED}


def test_large_photos_become_pages_of_200_dots_per_inch() -> None:
    assert [
        Image.open(io.BytesIO(pictures.page_jpeg(Image.new("RGB", size)))).size
        for size in ((3000, 4000), (4000, 3000), (600, 800))
    ] == [(1654, 2205), (2205, 1654), (600, 800)]


def test_nothing_tells_the_place() -> None:
    actor, producer = factories.owner()
    made = actions.make_paper_from_pictures(actor, producer, [PageSpec(photo(exif=6))], {})
    single = actions.put_paper(actor, producer, photo(exif=6))
    for stored in (made.file, single.file):
        with files.open_stored(stored) as content:
            assert b"Exif" not in content.read()
    with files.open_stored(single.file) as content:
        assert (single.file.content_type, Image.open(content).size) == ("image/jpeg", (400, 300))


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_other_pictures_tell_no_place_either(kind: str, mime: str) -> None:
    data = Image.Exif()
    data.get_ifd(0x8825).update({1: "N", 2: (10.0, 2.0, 3.0)})
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 255, 120)).save(out, kind, exif=data.tobytes())
    bare = pictures.without_place(out.getvalue(), mime)
    with Image.open(io.BytesIO(bare)) as image:
        assert (image.format, image.size, dict(image.getexif()), image.info.get("exif")) == (kind, (40, 30), {}, None)


def test_originals_are_kept_only_when_wanted() -> None:
    actor, producer = factories.owner()
    first, second = photo(RED), photo(BLUE)
    bytes_of = [first.read(), second.read()]
    first.seek(0), second.seek(0)
    pages = [PageSpec(photo(GREEN), original=first), PageSpec(second)]
    paper = actions.make_paper_from_pictures(actor, producer, pages, {}, keep_originals=True)
    kept = [files.open_stored(one.file).read() for one in paper.originals.all()]
    assert (kept, [one.position for one in paper.originals.all()]) == (bytes_of, [1, 2])
    client = Client()
    client.force_login(actor.user)
    answer = client.get(reverse("producers:paper_original", args=[paper.pk, 1]))
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"][:10]) == (bytes_of[0], "attachment")
    client.force_login(factories.owner()[0].user)
    assert client.get(reverse("producers:paper_original", args=[paper.pk, 1])).status_code == 404


FOLDED: Any = ((0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9))
SPECK: Any = ((0.1, 0.1), (0.11, 0.1), (0.11, 0.11), (0.1, 0.11))
OUTSIDE: Any = ((-0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))


@pytest.mark.parametrize("corners", [FOLDED, SPECK, OUTSIDE])
def test_corners_that_are_no_sheet_are_refused(corners: Any) -> None:
    actor, producer = factories.owner()
    with pytest.raises(DomainError) as error:
        actions.make_paper_from_pictures(actor, producer, [PageSpec(photo(), corners=corners)], {})
    assert str(error.value) == "Ảnh trang 1: bốn góc chưa thành một khung giấy. Hãy kéo lại các góc."
    assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_bad_photo_among_good_ones_puts_nothing_in() -> None:
    actor, producer = factories.owner()
    bad = SimpleUploadedFile("ảnh.jpg", b"<svg onload=alert(1)>")
    for pages in ([PageSpec(photo()), PageSpec(bad)], [], [PageSpec(photo(size=(4, 4))) for _ in range(31)]):
        with pytest.raises(DomainError):
            actions.make_paper_from_pictures(actor, producer, pages, {})
    with override_settings(UPLOAD_LIMIT=2000), pytest.raises(DomainError):
        actions.make_paper_from_pictures(actor, producer, [PageSpec(photo())], {})
    assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_strangers_put_nothing_in() -> None:
    producer = factories.owner()[1]
    with pytest.raises(NotAllowed):
        actions.make_paper_from_pictures(factories.owner()[0], producer, [PageSpec(photo())], {})


def test_the_page_works_without_script() -> None:
    actor, producer = factories.owner()
    client = Client()
    client.force_login(actor.user)
    url = reverse("producers:pages", args=[producer.pk])
    assert client.get(url).status_code == 200
    sent = {
        "file-1": photo(GREEN), "turn-1": "0",
        "file-3": [photo(WHITE, corner=RED), photo(BLUE)], "turn-3": "90",
        "title": "Giấy chứng nhận", "kind": "E02",
    }  # fmt: skip
    answer = client.post(url, sent)
    paper = Paper.objects.get()
    assert answer.url == reverse("producers:paper_edit", args=[paper.pk])
    shown = pictures_in(paper)
    assert [image.size for image in shown] == [(300, 400), (400, 300), (400, 300)]
    assert quarters(shown[1]) == [WHITE, RED, WHITE, WHITE]
    assert (paper.title, paper.kind) == ("Giấy chứng nhận", "E02")


def test_the_page_answers_its_script() -> None:
    actor, producer = factories.owner()
    client = Client(headers={"HX-Request": "true"})
    client.force_login(actor.user)
    url = reverse("producers:pages", args=[producer.pk])
    sent = {"file-1": photo(), "turn-1": "0", "corners-1": "0.1000,0.1000;0.9000,0.1000;0.9000,0.9000;0.1000,0.9000"}
    answer = client.post(url, sent)
    assert (answer.status_code, answer.json()) == (
        201,
        {"url": reverse("producers:paper_edit", args=[Paper.objects.get().pk])},
    )
    assert pictures_in(Paper.objects.get())[0].size == (240, 320)
    wrong = [
        ({}, "Chưa có ảnh nào. Hãy chụp hoặc chọn ảnh từng trang giấy rồi gửi."),
        ({"file-1": photo(), "turn-1": "45"}, "Không hiểu ảnh cần xoay thế nào. Hãy tải lại trang rồi chọn lại."),
        ({"file-1": photo(), "corners-1": "1;2"}, "Không đọc được bốn góc của ảnh. Hãy tải lại trang rồi cắt lại."),
    ]
    for data, reason in wrong:
        answer = client.post(url, data)
        assert (answer.status_code, answer.json()) == (422, {"error": reason})
    assert Paper.objects.count() == 1
