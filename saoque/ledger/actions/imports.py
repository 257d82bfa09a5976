"""Tables of sales: brought, read by a job, looked over, written whole, taken back whole."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saoque.kernel import audit, jobs
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.files import keep, open_stored
from saoque.kernel.files.models import StoredFile
from saoque.kernel.files.scanning import infected_words
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import progress, worker
from saoque.kernel.papers.sheets import check_sheet, read_sheet
from saoque.ledger.flow import IMPORT_FLOW
from saoque.ledger.importing import MOST_ROWS, Reader, ReadRow
from saoque.ledger.models import ImportRow, Sale, SaleImport
from saoque.ledger.rules import rules
from saoque.producers.models import Producer

KIND = "ledger.read_import"
_BATCH = 200


def bring_table(producer: Producer, upload: UploadedFile, *, actor: Actor) -> SaleImport:
    """Keep the file and let a job read it. Nothing is written into the ledger. Raises `DomainError` for a bad file."""
    acting = rules.require(actor, "import_sales", producer)
    stored = keep(upload, acting.user, checker=check_sheet)
    with transaction.atomic():
        batch = SaleImport.objects.create(producer=producer, file=stored, brought_by=acting.user)
        data = {"file": stored.name, "sha256": stored.sha256}
        audit.record(batch, "bring_table", acting, to_state=batch.state, data=data)
        language = translation.get_language() or "vi"
        batch.job = jobs.start(KIND, str(batch.pk), owner=acting.user, first=True, batch=batch.pk, language=language)
        batch.save(update_fields=["job"])
    return batch


@worker(KIND)
def read_table(job: Job) -> None:
    """Read the table line by line into rows to be looked over; done twice, the rows are the same."""
    wide = SaleImport.objects.select_related("producer__commune", "file")
    batch = wide.get(pk=job.arguments["batch"])
    if batch.state != SaleImport.State.READING:
        return
    with translation.override(job.arguments["language"]):
        try:
            rows = _read(batch, job)
        except DomainError as error:
            IMPORT_FLOW.apply(batch, "refuse_import", None, refusal=str(error)[:300])
            return
    with transaction.atomic():
        ImportRow.objects.filter(batch=batch).delete()
        made = [ImportRow(batch=batch, **vars(row)) for row in rows]
        ImportRow.objects.bulk_create(made, batch_size=_BATCH)
        wrong = sum(1 for row in rows if row.faults)
        IMPORT_FLOW.apply(batch, "read_import", None, data={"rows": len(rows), "wrong": wrong})


def _read(batch: SaleImport, job: Job) -> list[ReadRow]:
    _check_clean(batch)
    reader, rows = Reader(batch.producer), []
    with open_stored(batch.file) as file:
        found = read_sheet(file, batch.file.name, MOST_ROWS + 1)
        head = next(found, None)
        reader.check_head(head[1] if head else {})
        for number, cells in found:
            rows.append(reader.read(number, cells))
            if len(rows) % _BATCH == 0:
                progress(job, len(rows), MOST_ROWS)
    if not rows:
        raise DomainError(_("Bảng chưa có dòng nào dưới dòng đầu. Hãy ghi số liệu rồi gửi lại."))
    progress(job, len(rows), len(rows))
    return rows


def write_import(batch: SaleImport, *, actor: Actor) -> int:
    """Write all lines that are not in the ledger yet; return how many. Refused while a line has a fault: then none is written."""
    acting = rules.require(actor, "import_sales", batch.producer)
    _check_clean(batch)
    rows = list(ImportRow.objects.filter(batch=batch))
    wrong = sum(1 for row in rows if row.faults)
    if wrong:
        raise DomainError(
            ngettext(
                "Còn %(count)d dòng sai nên chưa ghi dòng nào. Hãy sửa trong Excel rồi gửi lại.",
                "Còn %(count)d dòng sai nên chưa ghi dòng nào. Hãy sửa trong Excel rồi gửi lại.",
                wrong,
            )
            % {"count": wrong}
        )
    try:
        with transaction.atomic():
            known = set(Sale.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
            fresh = [row for row in rows if row.key not in known]
            data = {"written": len(fresh), "known": len(rows) - len(fresh)}
            IMPORT_FLOW.apply(batch, "write_import", acting, data=data)
            sales = Sale.objects.bulk_create([_sale(batch, row, acting) for row in fresh], batch_size=_BATCH)
            for row, sale in zip(fresh, sales, strict=True):
                row.sale = sale
            ImportRow.objects.bulk_update(fresh, ["sale"], batch_size=_BATCH)
    except IntegrityError:
        raise Stale() from None
    return len(fresh)


def _sale(batch: SaleImport, row: ImportRow, acting: Actor) -> Sale:
    told: dict[str, Any] = row.told
    return Sale(
        product_id=told["product"], producer_id=batch.producer_id, sold_on=date.fromisoformat(told["sold_on"]),
        quantity=Decimal(told["quantity"]), unit=told["unit"], amount=told["amount"], kind=told["kind"],
        source=Sale.Source.IMPORT, channel_id=told["channel"], place_id=told["place"], note=told["note"], key=row.key or uuid4(),
        entered_by=acting.user,
    )  # fmt: skip


def undo_import(batch: SaleImport, *, actor: Actor) -> int:
    """Strike out everything this table has written; return how many lines. The same table may be brought again afterwards."""
    acting = rules.require(actor, "import_sales", batch.producer)
    said = _("Bỏ cả tệp «%(name)s»") % {"name": batch.file.name[:150]}
    with transaction.atomic():
        written = list(Sale.objects.select_for_update().filter(row__batch=batch, struck_at__isnull=True))
        IMPORT_FLOW.apply(batch, "undo_import", acting, data={"struck": len(written)})
        now = timezone.now()
        for sale in written:
            # The old key is free again, so that the same line can come in with a corrected table.
            sale.struck_at, sale.struck_reason, sale.key, sale.version = now, said, uuid4(), sale.version + 1
        Sale.objects.bulk_update(written, ["struck_at", "struck_reason", "key", "version"], batch_size=_BATCH)
    return len(written)


def _check_clean(batch: SaleImport) -> None:
    if StoredFile.objects.filter(pk=batch.file_id, scan=StoredFile.Scan.INFECTED).exists():
        raise DomainError(infected_words(batch.file.name))
