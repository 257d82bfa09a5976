"""The room's part in the tests of the whole house: the demonstration's book, a table read and one to be undone, a helper's consent."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from saoque.dossiers.models import Dossier
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.jobs.work import run
from saoque.ledger.actions import Sold, record_sale
from saoque.ledger.actions.imports import bring_table, write_import
from saoque.ledger.models import ImportRow, Sale, SaleImport
from saoque.ledger.tests.factories import row, table
from saoque.producers.models import Producer, Product
from saoque.producers.queries import own_producers
from saoque.site.demo.cast import Cast

SHOWS = {f"ledger:{name}" for name in ("home", "book", "lines", "sums", "imports", "import", "strike")}


def _sale() -> Sale:
    return Sale.objects.order_by("pk")[0]


def _change(**values: object) -> Callable[[], object]:
    return lambda: Sale.objects.filter(pk=_sale().pk).update(**values)


def _other_product() -> object:
    return Product.objects.exclude(producer=_sale().producer_id)[0].pk


DEFECTS: dict[str, tuple[Callable[[], object], str]] = {
    "a sale of nothing": (_change(quantity=Decimal(0)), "cannot be"),
    "a sale to come": (_change(sold_on=date(2999, 1, 1)), "a day to come"),
    "a line struck out without a reason": (
        lambda: Sale.objects.filter(struck_at__isnull=False).update(struck_reason=""),
        "without a reason",
    ),
    "a sale of another's product": (
        lambda: Sale.objects.filter(pk=_sale().pk).update(product=_other_product()),
        "another producer's",
    ),
    "a channel sale without a channel": (_change(kind="channel", channel=None), "do not fit"),
    "a table that wrote without being confirmed": (
        lambda: SaleImport.objects.filter(state="written").update(state="ready"),
        "before it was confirmed",
    ),
    "a table taken back by half": (
        lambda: SaleImport.objects.filter(state="written").update(state="undone"),
        "its sale was not",
    ),
    "a table of another producer": (
        lambda: SaleImport.objects.filter(state="written").update(
            producer=Producer.objects.exclude(pk=SaleImport.objects.filter(state="written")[0].producer_id)[0]
        ),
        "its sale is another producer's",
    ),
}


def _book(cast: Cast) -> tuple[Actor, Product]:
    actor = cast.actor("dau")
    producer = own_producers(actor).get()
    product = Product.objects.select_related("producer__commune__parent", "producer__unit").filter(producer=producer)
    return actor, product.order_by("pk")[0]


def _brought(product: Product, actor: Actor, note: str, name: str = "ban-hang.xlsx") -> SaleImport:
    batch = bring_table(product.producer, table([row(product, note=note)], name=name), actor=actor)
    run.func(str(batch.job_id))
    return SaleImport.objects.select_related("producer__unit", "producer__commune", "file").get(pk=batch.pk)


def prepare(cast: Cast) -> None:
    """One table in the book, one waiting to be confirmed."""
    actor, product = _book(cast)
    write_import(_brought(product, actor, "sổ tay tháng ba"), actor=actor)
    _brought(product, actor, "sổ tay tháng tư")


def things() -> dict[str, object]:
    dossier = Dossier.objects.get(state="assessing")
    mine = Sale.objects.filter(producer=dossier.producer_id, struck_at__isnull=True).order_by("-pk")
    tables = SaleImport.objects.filter(producer=dossier.producer_id)
    return {
        "ledger.book": dossier.producer_id,
        "ledger.sale": mine[0].pk,
        "ledger.ready": tables.get(state=SaleImport.State.READY).pk,
        "ledger.written": tables.get(state=SaleImport.State.WRITTEN).pk,
    }


def carry_probe(cast: Cast, probe: str) -> dict[str, object]:
    actor, product = _book(cast)
    told = Sold(today(), Decimal(1), 1000, f"={probe}"[:20], note=f"={probe}")
    sale = record_sale(product, told, actor=actor)
    batch = _brought(product, actor, f"={probe}", name=f"{probe}.xlsx")
    ImportRow.objects.filter(batch=batch).exclude(faults=[]).delete()
    return {"ledger.book": product.producer_id, "ledger.sale": sale.pk, "ledger.ready": batch.pk}
