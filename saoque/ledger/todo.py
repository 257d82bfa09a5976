"""What waits on the first screen: tables that were read and not yet confirmed, and a book that has gone quiet."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.ledger.models import SaleImport
from saoque.people.roles import Role
from saoque.producers.models import Producer

LIMIT = 5
QUIET = timedelta(days=31)


@todo_source
def waiting_for(actor: Actor) -> Iterable[Todo]:
    """Own tables to confirm, and own books with lines but none for a month. Two queries, none for who has no producer."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return
    ready = SaleImport.objects.filter(producer__unit__in=units, state=SaleImport.State.READY).select_related("file")
    for batch in ready.order_by("pk")[:LIMIT]:
        yield Todo(
            title=_("Xem lại bảng bán hàng «%(name)s»") % {"name": batch.file.name},
            detail=_("Máy đã đọc xong, chưa ghi dòng nào vào sổ."),
            url=reverse("ledger:import", args=[batch.pk]), button=_("Xem lại"),
        )  # fmt: skip
    books = Producer.objects.filter(unit__in=units).annotate(
        last=Max("sales__sold_on", filter=Q(sales__struck_at__isnull=True))
    )
    for one in books.filter(last__lt=today() - QUIET).order_by("pk")[:LIMIT]:
        yield Todo(
            title=_("Ghi sổ bán hàng"),
            detail=_("%(name)s: hơn một tháng chưa ghi lần bán nào.") % {"name": one.name},
            url=reverse("ledger:book", args=[one.pk]), button=_("Ghi sổ"), key=f"quiet-{one.pk}",
        )  # fmt: skip
