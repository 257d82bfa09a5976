"""What a producer tells for the matcher."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.capital.actions.checks import not_future
from saoque.capital.models import Told, Work
from saoque.capital.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set
from saoque.producers.models import Producer, Product


class WorkFigures(TypedDict, total=False):
    """Whatever the kind of work needs; amounts in VND."""

    cost: int | None
    area_m2: int | None
    persons: int | None
    months: int | None
    minimum_wage: int | None


@transaction.atomic
def add_work(
    producer: Producer,
    trigger: str,
    *,
    actor: Actor,
    done_on: date,
    product: Product | None = None,
    **figures: Unpack[WorkFigures],
) -> Work:
    """Note something that was done or paid for."""
    acting = rules.require(actor, "tell", producer)
    not_future(done_on, "done_on")
    if product is not None and product.producer_id != producer.pk:
        raise DomainError(_("Sản phẩm này không phải của cơ sở."), field="product")
    work = Work.objects.create(producer=producer, product=product, trigger=trigger, done_on=done_on, **figures)
    audit.record(work, "add", acting, to_state="held", data={"trigger": trigger, "cost": figures.get("cost")})
    return work


@transaction.atomic
def remove_work(work: Work, *, actor: Actor) -> None:
    """Take a work back; claims that were prepared keep what they say."""
    acting = rules.require(actor, "tell", work)
    if work.removed_at is not None or not Work.objects.filter(pk=work.pk, removed_at=None).update(
        removed_at=timezone.now()
    ):
        raise Stale()
    audit.record(work, "remove", acting, from_state="held", to_state="ended")


@transaction.atomic
def tell(producer: Producer, *, actor: Actor, works: bool, received: bool) -> Told:
    """Say whether all works, and all money received, are told: only then the matcher may answer yes or no about them."""
    acting = rules.require(actor, "tell", producer)
    told, _made = Told.objects.get_or_create(producer=producer)
    compare_and_set(told, acting, "tell", works=works, received=received, data={"works": works, "received": received})
    return told
