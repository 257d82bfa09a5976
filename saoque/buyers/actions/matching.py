"""Reckoning who fits a request, and keeping the answer as of a day."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saoque.buyers import matching
from saoque.buyers.models import BuyingRequest, KeptMatch, KeptVerdict
from saoque.buyers.rules import rules
from saoque.buyers.supply import agreed_under, supply_of, wanted_of
from saoque.kernel import jobs
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.selling.models import SellingRecord

REMATCH = "buyers.rematch"
# So many products are reckoned while the buyer waits; more is a job's work.
AT_ONCE = 300
_BATCH = 1000


def rematch_on_demand(request: BuyingRequest, *, actor: Actor) -> bool:
    """Reckon anew what fits. Returns whether it is done; False: a job is at it."""
    rules.require(actor, "edit_request", request)
    if request.state != BuyingRequest.State.OPEN:
        raise DomainError(_("Nhu cầu chưa mở nên chưa có ai để ghép. Hãy mở trước."))
    return rematch_soon(request)


def rematch_soon(request: BuyingRequest) -> bool:
    """Reckon at once what is small, and queue what is large. Returns whether it is done."""
    codes = request.sets.values("scorecard")
    if SellingRecord.objects.filter(product__scorecard__in=codes)[: AT_ONCE + 1].count() > AT_ONCE:
        jobs.start(REMATCH, str(request.pk), first=True, request=request.pk)
        return False
    rematch(request)
    return True


@transaction.atomic
def rematch(request: BuyingRequest) -> KeptMatch:
    """Match the request against every selling record of its sets today and keep the answer in place of the last."""
    on = today()
    missing = max(0, request.per_month - agreed_under(request, on))
    wanted = wanted_of(request, missing)
    offers = supply_of(wanted.set_codes, on).offers_for(wanted)
    # Who has not agreed is counted and no more: neither named nor part of a pool.
    [found] = matching.match_all([one for one in offers if one.agreed], [wanted], on)
    parts = found.parts if missing else ()
    kept, _new = KeptMatch.objects.update_or_create(
        request=request,
        defaults={
            "on": on, "made_at": timezone.now(), "wanted": missing, "covered": found.covered or not missing,
            "total": sum(part.amount for part in parts), "cost": sum(part.amount * part.offer.price for part in parts),
            "yes": sum(one.fits for one in found.verdicts), "no": sum(not one.fits for one in found.verdicts),
            "exact": found.exact, "hidden": sum(not one.agreed for one in offers),
        },
    )  # fmt: skip
    amounts = {part.offer.id: part.amount for part in parts}
    kept.verdicts.all().delete()
    rows = [
        KeptVerdict(
            match=kept, product_id=int(one.offer.id), fits=one.fits, free=one.offer.free, price=one.offer.price,
            amount=amounts.get(one.offer.id, 0), reasons=[str(reason) for reason in one.reasons],
        )
        for one in found.verdicts
    ]  # fmt: skip
    KeptVerdict.objects.bulk_create(rows, batch_size=_BATCH)
    return kept
