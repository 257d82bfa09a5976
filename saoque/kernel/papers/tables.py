"""Tables for spreadsheets. Cells that a spreadsheet would read as a formula are made plain text."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from django.http import StreamingHttpResponse

# The wide signs are formulas too where a spreadsheet expects East Asian typing.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain(value: Any) -> Any:
    """Return `value`; text that begins like a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the table in pieces of about 500 rows, with the byte-order mark that Excel needs for Vietnamese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([plain(value) for value in head])
    for count, row in enumerate(rows, start=1):
        writer.writerow([plain(value) for value in row])
        if count % 500 == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def stream_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Answer with the table as it is read, so that memory does not grow with its rows."""
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def write_xlsx(head: Sequence[str], rows: Iterable[Sequence[Any]], sheet: str = "Sao Que") -> bytes:
    """Return the table as one Excel sheet, written row by row with constant memory."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(out, options)
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    page.write_row(0, 0, [plain(value) for value in head], bold)
    page.freeze_panes(1, 0)
    for place, row in enumerate(rows, start=1):
        page.write_row(place, 0, [plain(value) for value in row])
    book.close()
    return out.getvalue()
