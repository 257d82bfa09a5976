"""Bad files at the doors of a dossier: each is refused with its reason, and nothing else in the dossier is harmed."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from saoque.dossiers.actions.writing import put_new_paper, save_answer
from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, Evidence
from saoque.dossiers.tests.factories import draft, picture
from saoque.kernel.files import uploads
from saoque.kernel.files.models import StoredFile
from saoque.producers.models import Paper, ProductPhoto

pytestmark = pytest.mark.django_db


def pdf(pages: int = 1, **how: Any) -> bytes:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    if how.pop("script", False):
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def huge_photo() -> bytes:
    """A PNG of 100 megapixels in a few kilobytes: one grey, packed."""
    out = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("giay.pdf", b"\0" * 20_000_000)
    return out.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "password": ("khoa.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "có đặt mật khẩu"),
    "600 pages": ("day.pdf", lambda: pdf(600), f"có 600 trang; mỗi tệp nhận từ 1 đến {settings.UPLOAD_PAGES} trang"),
    "100 megapixels": ("to.png", huge_photo, "quá lớn; nhận đến 60 triệu điểm ảnh"),
    "wrong extension": ("giay.jpg", pdf, "không khớp với nội dung bên trong (PDF)"),
    "zip bomb": ("bom.pdf", zip_bomb, "không phải PDF hay ảnh JPG, PNG, WebP"),
    "SVG with script": ("anh.png", lambda: b"<svg onload='alert(1)'/>", "không phải PDF hay ảnh JPG, PNG, WebP"),
    "PDF with JavaScript": ("ma.pdf", lambda: pdf(script=True), "có chứa đoạn mã hoặc tệp nhúng"),
    "compressed junk": ("rac.pdf", lambda: b"%PDF-1.7\n/FlateDecode " + zlib.compress(b"x" * 99), "bị hỏng"),
    "empty": ("rong.jpg", lambda: b"", "rỗng (0 byte)"),
}

ONLY_PICTURES = "Chỗ này cần ảnh (JPG, PNG, WebP), không nhận PDF."
FILE_FIELDS = {
    "dossiers/write/criterion.html", "dossiers/write/papers.html", "producers/_pages.html", "producers/drawer.html",
    "producers/label.html", "producers/photos.html",
}  # fmt: skip


def doors(dossier: Dossier) -> list[tuple[str, str, bool]]:
    """Every address of these two rooms that takes a file, its field, and whether it takes pictures only."""
    producer, product = dossier.producer_id, dossier.product_id
    return [
        (reverse("dossiers:criterion_papers", args=[dossier.pk, "1.1"]), "file", False),
        (reverse("dossiers:papers", args=[dossier.pk]), "file", False),
        (reverse("dossiers:criterion_pages", args=[dossier.pk, "1.1"]), "file-2", True),
        (reverse("dossiers:pages", args=[dossier.pk]), "file-2", True),
        (reverse("producers:paper_add", args=[producer]), "file", False),
        (reverse("producers:pages", args=[producer]), "file-2", True),
        (reverse("producers:photo_add", args=[product]), "file", True),
        (reverse("producers:label_photo", args=[product]), "file", False),
    ]


def test_no_page_takes_files_that_these_tests_do_not_know() -> None:
    """A new field for files belongs here with its address in `doors`."""
    rooms = [Path(__file__).parents[1] / "templates", Path(__file__).parents[2] / "producers" / "templates"]
    found = {
        str(page.relative_to(room))
        for room in rooms
        for page in room.rglob("*.html")
        if 'type="file"' in page.read_text()
    }
    assert found == FILE_FIELDS


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_harms_nothing_else(what: str) -> None:
    name, content, reason = BAD[what]
    here, dossier = draft("QD26-08")
    save_answer(dossier, "1.1", "a", "Còn nguyên", 0, here.actor)
    good = put_new_paper(dossier, picture(), {"title": "Giấy tốt"}, "1.1", here.actor)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(here.user)
    bad = content()
    for url, field, only_pictures in doors(dossier):
        sent: dict[str, Any] = {field: SimpleUploadedFile(name, bad)}
        if field == "file-2":
            sent["file-1"] = picture()
        answer = client.post(url, sent)
        said = answer.json()["error"]
        # Where only pictures are taken, a sound PDF is told that it is no picture.
        assert (answer.status_code, url, reason in said or (only_pictures and ONLY_PICTURES in said)) == (
            422,
            url,
            True,
        )
        assert reason in said or only_pictures
    _unharmed(client, dossier, good)


@pytest.mark.parametrize("what", [name for name in BAD if name != "empty"])
def test_a_bad_file_that_came_in_by_pieces_harms_nothing_else(what: str) -> None:
    """Resumable sending keeps the pieces first and looks at the whole when it is taken; an empty file has no pieces."""
    name, content, reason = BAD[what]
    here, dossier = draft("QD26-08")
    save_answer(dossier, "1.1", "a", "Còn nguyên", 0, here.actor)
    good = put_new_paper(dossier, picture(), {"title": "Giấy tốt"}, "1.1", here.actor)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(here.user)
    bad = content()
    upload = uploads.begin(here.actor, f"dossier:{dossier.pk}:1.1", name, len(bad))
    uploads.append(upload, 0, bad)
    url = reverse("dossiers:criterion_papers", args=[dossier.pk, "1.1"])
    answer = client.post(url, {"upload": str(upload.pk)})
    assert (answer.status_code, reason in answer.json()["error"]) == (422, True)
    _unharmed(client, dossier, good)


def _unharmed(client: Client, dossier: Dossier, good: Evidence) -> None:
    assert [one.pk for one in Evidence.objects.all()] == [good.pk]
    assert (Paper.objects.count(), StoredFile.objects.count(), Citation.objects.count()) == (1, 1, 1)
    assert ProductPhoto.everything.count() == 0
    kept = CriterionAnswer.objects.get()
    assert (kept.option, kept.description, kept.version) == ("a", "Còn nguyên", 1)
    assert client.get(reverse("dossiers:criterion", args=[dossier.pk, "1.1"])).status_code == 200
