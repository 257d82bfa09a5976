"""`saoque check_data` finds nothing on the demonstration, and every kind of fault that is put in."""

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from saoque.certificates.models import Certificate
from saoque.councils.models import Assessment, ScoreSheet, SheetMark
from saoque.dossiers.models import CommuneReport, Dossier, Filing, Receipt, ReturnItem
from saoque.kernel.files.store import path_of
from saoque.kernel.invariants import faults
from saoque.kernel.jobs.models import Job
from saoque.kernel.models import AuditRecord, StoredFile
from saoque.people.models import Membership
from saoque.producers.actions.recognition import JOB as READ_JOB
from saoque.producers.models import Paper, Product
from saoque.site.tests.house import House
from saoque.site.tests.rooms import merged

pytestmark = pytest.mark.xdist_group("house")


def test_the_demonstration_is_consistent(in_house: House) -> None:
    out = io.StringIO()
    call_command("check_data", stdout=out)
    assert out.getvalue() == "Dữ liệu khớp.\n"


def test_the_demonstration_keeps_no_core_busy_with_reading_its_papers(in_house: House) -> None:
    papers = Paper.objects.count()
    assert papers > 50
    assert Job.objects.filter(kind=READ_JOB).count() < papers / 10


def _lose_file() -> None:
    path_of(StoredFile.objects.order_by("pk").values_list("sha256", flat=True)[0]).rename(
        path_of(StoredFile.objects.order_by("pk").values_list("sha256", flat=True)[0]).with_suffix(".lost")
    )


def _find_file() -> None:
    target = path_of(StoredFile.objects.order_by("pk").values_list("sha256", flat=True)[0])
    target.with_suffix(".lost").rename(target)


def _overlap() -> None:
    row = Membership.objects.first()
    assert row is not None
    Membership.objects.create(user=row.user, unit=row.unit, role=row.role, since=row.since, until=row.since)


def _change_the_past() -> None:
    """The model refuses it, so somebody with the database in hands does it."""
    changed = AuditRecord.objects.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_auditrecord SET action = 'x' WHERE id = %s", [changed])


DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a changed record": (_change_the_past, "audit: "),
    "another size": (lambda: StoredFile.objects.all().update(size=7), "the row says 7 bytes"),
    "own points": (lambda: Dossier.objects.filter(state="draft").update(self_total=1), "self_total is 1"),
    "a star too many": (lambda: Dossier.objects.filter(state="draft").update(self_stars=5), "self_stars is 5"),
    "no filing": (lambda: Filing.objects.all().delete(), "has no filing"),
    "a changed filing": (lambda: Filing.objects.update(snapshot={}), "is not what its digest says"),
    "no receipt": (lambda: Receipt.objects.filter(office="commune").delete(), "has no receipt of the commune"),
    "no receipt of the province": (
        lambda: Receipt.objects.filter(office="province").delete(),
        "receipt of the province",
    ),
    "no proposal": (lambda: CommuneReport.objects.update(proposed_at=None), "has no report of the commune"),
    "nothing to mend": (lambda: ReturnItem.objects.update(state="accepted"), "nothing is to be mended"),
    "points of a mark": (lambda: SheetMark.objects.filter(criterion="1.1").update(points=99), "has 99 points"),
    "total of a sheet": (lambda: ScoreSheet.objects.update(total=3), "the marks give"),
    "another mean": (
        lambda: Assessment.objects.filter(state="closed").update(mean=Decimal("1.000")),
        "the sheets give",
    ),
    "no assessment": (lambda: Assessment.objects.filter(state="scoring").update(state="taken"), "is before no council"),
    "a star of nobody": (lambda: Product.objects.filter(star=0).update(star=3), "without a valid certificate"),
    "another star": (lambda: Product.objects.filter(star__gt=0).update(star=5), "its certificate"),
    "no certificate": (
        lambda: Dossier.objects.filter(state="assessed").update(state="recognised") or _recognise(),
        "has no certificate",
    ),
    "superseded by nothing": (lambda: Certificate.objects.update(state="superseded"), "does not fit what ended it"),
    "a role held twice": (_overlap, "already held"),
}


def _recognise() -> None:
    Dossier.objects.filter(state="commune_received").update(state="recognised")


DEFECTS |= merged("DEFECTS")


@pytest.mark.parametrize("name", DEFECTS)
def test_each_kind_of_defect_is_found(in_house: House, name: str) -> None:
    spoil, words = DEFECTS[name]
    spoil()
    assert words in "\n".join(faults())
    with pytest.raises(CommandError) as told:
        call_command("check_data", stdout=io.StringIO())
    assert told.value.returncode == 1


def test_a_lost_file_is_found(in_house: House) -> None:
    _lose_file()
    try:
        assert any("is not on the disk" in line for line in faults())
    finally:
        _find_file()
