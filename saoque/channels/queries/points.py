"""The criteria for OCOP points as they hold today, the goods of a point, and its checks."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from saoque.channels.criteria import Criterion, criteria_of
from saoque.channels.models import Listing, PointAnswer, PointCheck, PointOfSale
from saoque.channels.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.knowledge import Record
from saoque.producers.models import Product
from saoque.sources.queries import record_of

RECORD = "markets-and-organisation#ocop_point"


@dataclass(frozen=True)
class StarShare:
    """Products on sale at a point, and those of them with a star that holds."""

    on_sale: int
    with_star: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; None where nothing is on sale."""
        return self.with_star * 100 // self.on_sale if self.on_sale else None


def criteria_now(province: str) -> tuple[Record, tuple[Criterion, ...]]:
    """Return the record as it holds for a province (code), and its criteria. One query."""
    record = record_of(RECORD, province=province)
    words = {
        "place": _("Điểm bán nằm ở đâu?"),
        "goods": _("Đang bày bán loại hàng nào?"),
        "area": _("Diện tích bày bán (m²)"),
    }
    return record, criteria_of(record.facts, words)


def star_share(point: PointOfSale) -> StarShare:
    """Count the products that stand at the point, or everywhere in its channel. One query."""
    here = Q(listings__point=point) | Q(listings__channel=point.channel_id, listings__point=None)

    standing = Product.objects.filter(here, listings__until=None)
    holds = Q(star__gte=3, star_until__gte=today())
    counted = standing.aggregate(on_sale=Count("pk", distinct=True), with_star=Count("pk", distinct=True, filter=holds))
    return StarShare(counted["on_sale"], counted["with_star"])


def checks_of(point: PointOfSale) -> QuerySet[PointCheck]:
    """Return the checks of a point, newest first. One query."""
    return PointCheck.objects.filter(point=point).select_related("checked_by", "checked_in").order_by("-at", "-pk")


def get_check(actor: Actor, pk: int) -> PointCheck:
    """Return a check with its point for who may read it. Raises `NotFound`."""
    found = (
        PointCheck.objects.select_related("point__channel", "point__commune__parent", "checked_by", "checked_in")
        .filter(pk=pk)
        .first()
    )
    if found is None or not may_read_checks(actor, found.point):
        raise NotFound()
    return found


def may_read_checks(actor: Actor, point: PointOfSale) -> bool:
    """Who checks it, and who keeps it."""
    return rules.may(actor, "check_point", point) or rules.may(actor, "keep_channel", point)


def answers_of(check: PointCheck) -> QuerySet[PointAnswer]:
    return PointAnswer.objects.filter(check_made=check).select_related("photo").order_by("position")


def goods_of(point: PointOfSale) -> QuerySet[Listing]:
    """Return what stands at the point, or everywhere in its channel, in Vietnamese order of the products. One query."""
    here = Q(point=point) | Q(channel=point.channel_id, point=None)
    return (
        Listing.objects.filter(here, until=None)
        .select_related("product__producer__commune", "channel")
        .order_by("product__sort", "pk")
    )
