"""What an exhibitor's people are told at once: that the organiser struck out one of their sales, and why."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from saoque.fairs.models import Exhibitor
from saoque.kernel import news
from saoque.kernel.access import Actor
from saoque.ledger.models import Sale
from saoque.people.queries import people_in
from saoque.people.roles import Role


def own_sales(actor: Actor, subjects: Collection[str]) -> set[str]:
    """Those of the actor's own producers."""
    mine = Sale.objects.filter(pk__in=subjects, producer__unit__in=actor.unit_ids(Role.PRODUCER))
    return {str(pk) for pk in mine.values_list("pk", flat=True)}


STRUCK = news.kind("fairs.struck", _("Ban tổ chức gạch một lần bán ghi ở hội chợ"), sees=own_sales)


def tell_struck(exhibitor: Exhibitor, sale: Sale) -> None:
    """Tell the producer's people of a sale that was just struck out."""
    if exhibitor.producer is None:
        return
    news.tell(
        STRUCK, people_in(exhibitor.producer.unit_id, Role.PRODUCER), subject=sale.pk,
        text=gettext_noop("«%(fair)s»: ban tổ chức gạch lần bán %(product)s ngày %(day)s, lý do: %(reason)s"),
        values={
            "fair": exhibitor.fair.name, "product": sale.product.name, "day": f"{sale.sold_on:%d/%m/%Y}",
            "reason": sale.struck_reason,
        },
        url=reverse("fairs:day", args=[exhibitor.pk, sale.sold_on.isoformat()]),
    )  # fmt: skip
