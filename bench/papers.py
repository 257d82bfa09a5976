"""How long a whole dossier takes: 400 scanned pages bound into one PDF, packed as ZIP, and drawn as pictures.

    .venv/bin/python -m bench.papers [--pages 400]

In a temporary folder; prints seconds, size and peak memory. Nothing fails because a machine is slow.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

PER_PAPER = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.papers", description=__doc__)
    parser.add_argument("--pages", type=int, default=400)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory(prefix="saoque-papers-") as folder:
        os.environ["SAOQUE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "saoque.site.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        _measure(pages)


def _measure(pages: int) -> None:
    from saoque.dossiers.papers.whole import bound_pdf, packed_zip
    from saoque.dossiers.pictures import KIND, NORMAL, make_pictures
    from saoque.kernel.jobs.models import Job

    dossier = _dossier(pages)
    _told("bound PDF, first time", lambda: bound_pdf(dossier).content)
    _told("bound PDF, again", lambda: bound_pdf(dossier).content)
    _told("ZIP with manifest", lambda: packed_zip(dossier))
    one = dossier.evidence.first()
    job = Job.objects.create(kind=KIND, key="bench", arguments={"file": str(one.paper.file.pk), "width": NORMAL})
    _told(f"{PER_PAPER} pages as pictures, {NORMAL} px", lambda: make_pictures(job) or b"")


def _told(what: str, work: Callable[[], bytes]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    size = len(work()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, computed = time.perf_counter() - wall, time.process_time() - cpu
    sys.stdout.write(f"{what:32} {took:6.2f} s ({computed:.2f} s computing) {size:8.1f} MB, peak {peak:.0f} MB\n")


def _dossier(pages: int) -> Any:
    from saoque import rulebook
    from saoque.dossiers.models import Citation, CriterionAnswer, Dossier, Evidence
    from saoque.kernel.files.models import StoredFile
    from saoque.kernel.files.store import keep_bytes
    from saoque.people.models import Unit
    from saoque.places.models import AdminUnit
    from saoque.producers.models import Paper, Producer, Product

    def place(code: str, level: str, kind: str, name: str, parent: Any = None) -> Any:
        return AdminUnit.objects.create(
            code=code, since="2025-07-01", level=level, kind=kind, name=name, full_name=f"{kind.capitalize()} {name}",
            folded=name.lower(), sort=name, parent=parent, source="bench", confidence="O",
        )  # fmt: skip

    province = place("92", "province", "thành phố", "Cần Thơ")
    commune = place("31153", "commune", "xã", "Trung Hưng", province)
    unit = Unit.objects.create(kind="producer", name="HTX đo", commune=commune, province=province)
    producer = Producer.objects.create(
        unit=unit,
        name="HTX đo",
        legal_form="cooperative",
        commune=commune,
        representative_name="Nguyễn Văn Đo",
        slug="do",
    )
    product = Product.objects.create(producer=producer, name="Mắm cá đo", slug="mam-do", scorecard="QD26-08")
    dossier = Dossier.objects.create(
        product=product,
        producer=producer,
        commune=commune,
        province=province,
        kind="first",
        scorecard="QD26-08",
        year=2026,
    )
    codes = [criterion.code for criterion in rulebook.scorecard("QD26-08").criteria]
    for code, option in rulebook.best_answers(rulebook.scorecard("QD26-08")).items():
        CriterionAnswer.objects.create(dossier=dossier, criterion=code, option=option, description="Lời kể. " * 20)
    for number in range(-(-pages // PER_PAPER)):
        count = min(PER_PAPER, pages - number * PER_PAPER)
        stored = keep_bytes(_scan(count, number), f"giay-{number}.pdf", "application/pdf")
        StoredFile.objects.filter(pk=stored.pk).update(pages=count)
        paper = Paper.objects.create(producer=producer, file=stored, kind="E03", title=f"Giấy quét số {number + 1}")
        evidence = Evidence.objects.create(dossier=dossier, paper=paper, position=number)
        Citation.objects.create(evidence=evidence, criterion=codes[number % len(codes)])
    return dossier


def _scan(pages: int, seed: int) -> bytes:
    """Pages like those of a scanner: grey, 150 dots per inch, about 250 kB each."""
    import img2pdf
    from PIL import Image

    sheets = []
    for number in range(pages):
        noise = Image.effect_noise((620, 877), 30 + (seed + number) % 5).resize((1240, 1754))
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=75)
        sheets.append(out.getvalue())
    return bytes(img2pdf.convert(sheets, nodate=True) or b"")


if __name__ == "__main__":
    main()
