"""Trials 5 and 6: whatever is not a plain PDF or picture is refused with the reason, or kept so that it can only be looked at."""

import hashlib
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pytest_django import Settings

from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep, keep_bytes, open_stored, serve
from saoque.kernel.files.check import Checked, check
from saoque.kernel.files.store import clean_name, path_of
from saoque.kernel.models import StoredFile

pytestmark = pytest.mark.django_db


def pdf(pages: int = 1, **saving: Any) -> bytes:
    with pikepdf.new() as document:
        for _page in range(pages):
            document.add_blank_page()
        return saved(document, **saving)


def saved(document: pikepdf.Pdf, **saving: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **saving)
    return out.getvalue()


def active_pdf(place: str) -> bytes:
    """Return a PDF that would run or carry something, put at `place`."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    with pikepdf.new() as document:
        document.add_blank_page()
        root, page = document.Root, document.pages[0]
        if place == "open":
            root.OpenAction = script
        elif place == "nested":
            page.AA = pikepdf.Dictionary(O=script)
        elif place == "next":
            step = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([script]))
            root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([step]))
        elif place == "names":
            root.Names = document.make_indirect(
                pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])))
            )
        elif place == "launch":
            root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        elif place == "attached":
            document.attachments["a.exe"] = b"MZ"
        elif place == "form":
            root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]))
        return saved(document)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **saving: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#1d6a49").save(out, kind, **saving)
    return out.getvalue()


def phone_picture() -> bytes:
    """Return a JPEG with a second picture behind it, as many phones write them."""
    out = io.BytesIO()
    shots = [Image.new("RGB", (40, 30), colour) for colour in ("#1d6a49", "#e3a50c")]
    shots[0].save(out, "MPO", save_all=True, append_images=shots[1:])
    return out.getvalue()


def png_bomb(side: int) -> bytes:
    """Return a PNG of a few bytes that says it is `side` × `side`."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 20_000_000)
    return out.getvalue()


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

BAD = {
    "html": (HTML, "a.html", "không phải PDF hay ảnh"),
    "html called pdf": (HTML, "a.pdf", "không phải PDF hay ảnh"),
    "html called jpg": (HTML, "a.jpg", "không phải PDF hay ảnh"),
    "svg with script": (SVG, "a.svg", "không phải PDF hay ảnh"),
    "svg called png": (SVG, "a.png", "không phải PDF hay ảnh"),
    "html before a pdf": (HTML + pdf(), "a.pdf", "không phải PDF hay ảnh"),
    "zip before a pdf": (zip_bomb()[:900] + pdf(), "a.pdf", "không phải PDF hay ảnh"),
    "gif": (picture("GIF"), "a.gif", "không phải PDF hay ảnh"),
    "tiff": (picture("TIFF"), "a.jpg", "không phải PDF hay ảnh"),
    "zip bomb": (zip_bomb(), "a.zip", "không phải PDF hay ảnh"),
    "zip bomb called docx": (zip_bomb(), "a.docx", "không phải PDF hay ảnh"),
    "program": (b"MZ\x90\x00" + b"\0" * 100, "a.exe", "không phải PDF hay ảnh"),
    "eicar": (EICAR, "a.pdf", "không phải PDF hay ảnh"),
    "pdf called jpg": (pdf(), "a.jpg", "không khớp với nội dung bên trong (PDF)"),
    "picture called pdf": (picture(), "a.pdf", "không khớp với nội dung bên trong (JPG)"),
    "png called jpg": (picture("PNG"), "a.jpg", "không khớp với nội dung bên trong (PNG)"),
    "double extension": (pdf(), "a.pdf.exe", "không khớp với nội dung bên trong (PDF)"),
    "no extension": (pdf(), "giay-phep", "không khớp với nội dung bên trong (PDF)"),
    "right to left": (pdf(), "giay\u202efdp.exe", "không khớp với nội dung bên trong (PDF)"),
    "script at opening": (active_pdf("open"), "a.pdf", "có chứa đoạn mã"),
    "script in a page": (active_pdf("nested"), "a.pdf", "có chứa đoạn mã"),
    "script as a next step": (active_pdf("next"), "a.pdf", "có chứa đoạn mã"),
    "script by name": (active_pdf("names"), "a.pdf", "có chứa đoạn mã"),
    "launch": (active_pdf("launch"), "a.pdf", "có chứa đoạn mã"),
    "attached program": (active_pdf("attached"), "a.pdf", "có chứa đoạn mã hoặc tệp nhúng"),
    "xfa form": (active_pdf("form"), "a.pdf", "có chứa đoạn mã"),
    "hidden name": (active_pdf("open").replace(b"/JavaScript", b"/J#61vaScript"), "a.pdf", "có chứa đoạn mã"),
    "password": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "a.pdf", "có đặt mật khẩu"),
    "half a pdf": (b"%PDF-1.7\n1 0 obj\n<<", "a.pdf", "bị hỏng"),
    "no page": (pdf(0), "a.pdf", "có 0 trang"),
    "too many pages": (pdf(12), "a.pdf", "có 12 trang"),
    "half a picture": (picture()[:300], "a.jpg", "bị hỏng"),
    "picture bomb": (png_bomb(60_000), "a.png", "quá lớn"),
    "small picture bomb": (png_bomb(3_000), "a.png", "bị hỏng"),
    "nothing": (b"", "a.pdf", "rỗng (0 byte)"),
    "too large": (picture() + b"\0" * 100_000, "a.jpg", "lớn hơn"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_bad_files_are_refused_with_the_reason_and_nothing_is_kept(name: str, settings: Settings) -> None:
    settings.UPLOAD_LIMIT, settings.UPLOAD_PAGES = 100_000, 10
    content, called, reason = BAD[name]
    with pytest.raises(DomainError) as refused:
        keep(SimpleUploadedFile(called, content, "application/pdf"), None)
    assert reason in str(refused.value)
    assert StoredFile.objects.count() == 0
    assert not Path(settings.FILES_ROOT).exists()


def test_the_limit_is_exact(settings: Settings) -> None:
    content = picture()
    settings.UPLOAD_LIMIT = len(content)
    assert keep(SimpleUploadedFile("a.jpg", content), None).size == len(content)
    settings.UPLOAD_LIMIT = len(content) - 1
    with pytest.raises(DomainError, match="lớn hơn"):
        keep(SimpleUploadedFile("a.jpg", content), None)


@pytest.mark.parametrize(
    ("content", "called", "kind", "pages"),
    [
        (pdf(3), "Giấy phép (bản sao).PDF", "application/pdf", 3),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), "a.pdf", "application/pdf", 1),
        (picture(), "Ảnh vườn dâu.jpeg", "image/jpeg", 1),
        (phone_picture(), "IMG_0001.JPG", "image/jpeg", 1),
        (picture("PNG"), "a.png", "image/png", 1),
        (picture("WEBP"), "a.webp", "image/webp", 1),
    ],
    ids=["pdf", "pdf to read only", "jpeg", "phone", "png", "webp"],
)
def test_good_files_are_kept_by_their_hash(content: bytes, called: str, kind: str, pages: int) -> None:
    stored = keep(SimpleUploadedFile(called, content, "text/html"), None)
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.content_type, stored.pages, stored.name) == (
        digest, len(content), kind, pages, called
    )  # fmt: skip
    assert open_stored(stored).read() == content
    assert keep(SimpleUploadedFile(called, content), None).pk != stored.pk
    assert list(path_of(digest).parent.iterdir()) == [path_of(digest)]


def test_where_a_picture_is_wanted_a_pdf_is_refused() -> None:
    with pytest.raises(DomainError, match="Chỗ này cần ảnh"):
        keep(SimpleUploadedFile("a.pdf", pdf()), None, pictures_only=True)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\a.pdf", "a.pdf"),
        ("C:\\Users\\ba\\Giấy phép.pdf", "Giấy phép.pdf"),
        ("a.php\x00.jpg", "a.php .jpg"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie  x=1.pdf"),
        ("anh\u202egpj.pdf", "anh gpj.pdf"),
        ('a"b<c>.pdf', "a b c .pdf"),
        ("Gia\u0302\u0301y.pdf", "Giấy.pdf"),
        ("a.pdf. . ", "a.pdf"),
        ("...", "tep"),
        ("", "tep"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_lose_what_could_lead_astray(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(("inline", "shown"), [(True, "inline"), (False, "attachment")])
def test_files_are_served_so_that_they_can_only_be_looked_at(inline: bool, shown: str) -> None:
    stored = keep(SimpleUploadedFile("Giấy phép.pdf", pdf()), None)
    response = serve(stored, None, inline=inline)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith(f"{shown}; filename*=utf-8''Gi%E1%BA%A5y")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["Cache-Control"] == "private, no-store"
    assert int(response["Content-Length"]) == stored.size


def test_what_is_no_picture_or_pdf_is_only_handed_over() -> None:
    stored = keep_bytes(HTML, "a.html", "text/html")
    assert serve(stored, None)["Content-Disposition"].startswith("attachment")


def test_a_file_that_the_disk_has_lost_is_not_found() -> None:
    stored = keep(SimpleUploadedFile("a.pdf", pdf()), None)
    path_of(stored.sha256).unlink()
    with pytest.raises(Http404):
        serve(stored, None)


SOUND = {"a.pdf": pdf(2), "a.jpg": picture(), "a.png": picture("PNG")}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.integers(0, 2000), st.binary(max_size=4), st.booleans())
def test_damaged_files_are_accepted_or_refused_in_words_never_an_error(
    name: str, place: int, put: bytes, cut: bool
) -> None:
    content = SOUND[name]
    place %= len(content)
    damaged = content[:place] if cut else content[:place] + put + content[place + len(put) :]
    try:
        assert isinstance(check(damaged, name), Checked)
    except DomainError as refused:
        assert name in str(refused)
