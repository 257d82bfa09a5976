"""Documents that leave the house: PDF by Typst, tables as CSV and Excel, QR codes."""

from saoque.kernel.papers.pdf import compile_pdf
from saoque.kernel.papers.qr import qr_svg
from saoque.kernel.papers.tables import stream_csv, write_xlsx

__all__ = ["compile_pdf", "qr_svg", "stream_csv", "write_xlsx"]
