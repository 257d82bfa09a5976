"""What waits on the first screen."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Role
from saoque.selling.models import SellingRecord
from saoque.selling.queries import unsold_stars

LIMIT = 3
# Prices and seasons change: what buyers see should have been looked at within half a year. This project's own reading.
OLD = timedelta(days=180)


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """A star without a selling record; a record shown to buyers that nobody has looked at for long. Two queries."""
    units = actor.unit_ids(Role.PRODUCER)
    if not units:
        return
    for product in unsold_stars(units, today())[:LIMIT]:
        yield Todo(
            title=_("Khai hồ sơ bán hàng: %(product)s") % {"product": product.name},
            detail=_("Có sao rồi. Ghi giá, sản lượng một lần để dùng cho mọi nơi bán."),
            url=reverse("selling:edit", args=[product.pk]),
            button=_("Khai hồ sơ bán hàng"),
        )
    old = SellingRecord.objects.filter(
        product__producer__unit__in=units, shown_at__isnull=False, changed_at__lt=timezone.now() - OLD
    )
    for record in old.select_related("product").order_by("changed_at", "pk")[:LIMIT]:
        yield Todo(
            title=_("Xem lại giá và sản lượng: %(product)s") % {"product": record.product.name},
            detail=_("Người mua đang xem; đã lâu chưa sửa."),
            url=reverse("selling:detail", args=[record.product_id]),
            button=_("Xem lại"),
        )
