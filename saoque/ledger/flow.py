"""The states of a table that was brought."""

from saoque.kernel.flow import Flow
from saoque.ledger.models import SaleImport

S = SaleImport.State
IMPORT_FLOW = Flow(
    [
        ("read_import", [S.READING], S.READY),
        ("refuse_import", [S.READING], S.REFUSED),
        ("write_import", [S.READY], S.WRITTEN),
        ("undo_import", [S.WRITTEN], S.UNDONE),
    ]
)
