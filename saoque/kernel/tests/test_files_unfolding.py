"""A small PDF that unfolds to gigabytes costs neither memory nor time."""

import resource
import time
import zlib
from pathlib import Path

import pikepdf
import pytest

from saoque.kernel.errors import DomainError
from saoque.kernel.files.check import PDF, check
from saoque.kernel.files.pdf_inside import Inside, look_inside


def bomb(size: int = 1_500_000_000) -> bytes:
    """A PDF of a few megabytes whose only object stream unfolds to `size` bytes."""
    packer = zlib.compressobj(9)
    head = b"1 0 2 60 3 120 "
    objects = b"<</Type/Catalog/Pages 2 0 R>>".ljust(60) + b"<</Type/Pages/Kids[3 0 R]/Count 1>>".ljust(60)
    objects += b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    packed = packer.compress(head + objects)
    block = b" " * 10_000_000
    for _block in range(size // len(block)):
        packed += packer.compress(block)
    packed += packer.flush()
    out = b"%PDF-1.5\n"
    at_stream = len(out)
    out += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(head), len(packed))
    out += packed + b"\nendstream\nendobj\n"
    at_table = len(out)
    rows = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, at_stream, 0), (1, at_table, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + bytes([more]) for kind, place, more in rows)
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at_table


def test_what_unfolds_a_little_is_an_ordinary_paper() -> None:
    assert look_inside(bomb(20_000_000)) == Inside(pages=1)


@pytest.mark.parametrize("on_disk", [False, True])
def test_what_unfolds_without_end_is_refused(on_disk: bool, tmp_path: Path) -> None:
    content = bomb()
    assert len(content) < 4_000_000
    if on_disk:
        (tmp_path / "bom.pdf").write_bytes(content)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(DomainError) as error:
        check(tmp_path / "bom.pdf" if on_disk else content, "bom.pdf")
    assert str(error.value) == "Tệp «bom.pdf» bị hỏng hoặc không phải PDF. Hãy xuất lại rồi gửi lại."
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
    assert time.monotonic() - started < 45


def test_compressed_papers_are_looked_at_all_the_same(tmp_path: Path) -> None:
    """Scripts inside a compressed object are found by the child too, as are a password and a broken file."""
    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "tot.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert check(tmp_path / "tot.pdf", "tot.pdf").content_type == PDF
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.save(tmp_path / "ma.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in (tmp_path / "ma.pdf").read_bytes()
    assert look_inside(tmp_path / "ma.pdf").active in ("/JavaScript", "/JS")
    del document.Root.OpenAction
    document.save(tmp_path / "khoa.pdf", encryption=pikepdf.Encryption(owner="a", user="b"), compress_streams=True)
    assert look_inside((tmp_path / "khoa.pdf").read_bytes()).trouble == "password"
    assert look_inside(b"%PDF-1.7 /FlateDecode").trouble == "broken"
