"""CSV and Excel with a channel's own heads."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from saoque.feeds.fields import FIELDS, MEASURE, NUMBER
from saoque.feeds.formats.matter import Matter
from saoque.feeds.layouts import Column
from saoque.kernel.papers import write_xlsx
from saoque.kernel.papers.tables import csv_lines


def csv_file(matter: Matter) -> bytes:
    return "".join(csv_lines(matter.layout.heads, _rows(matter))).encode()


def xlsx_file(matter: Matter) -> bytes:
    """Numbers are numbers; codes of digits, such as a barcode, stay text."""
    columns = matter.layout.columns
    rows = ([cell(column, text) for column, text in zip(columns, row, strict=True)] for row in _rows(matter))
    return write_xlsx(matter.layout.heads, rows)


def cell(column: Column, text: str) -> Any:
    """Return a number for a column of numbers whose text is nothing else; the text otherwise."""
    known = FIELDS.get(column.value)
    bare = not (column.prefix or column.suffix or column.words)
    if text and bare and known is not None and known.kind in (NUMBER, MEASURE):
        number = Decimal(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return text


def _rows(matter: Matter) -> Iterator[list[str]]:
    heads = matter.layout.heads
    for fit in matter.fits:
        yield [fit.values[head] for head in heads]
    for values in matter.ended:
        yield [values.get(head, "") for head in heads]
