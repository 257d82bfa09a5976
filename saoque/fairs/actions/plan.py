"""The booth plan: drawn, moved, and who stands where. Each booth is changed by compare-and-set."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from saoque.fairs import ground
from saoque.fairs.models import Booth, Exhibit, Exhibitor, Fair, Zone
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound, Stale
from saoque.kernel.flow import compare_and_set

MOST_SIDE, MOST_ZONES = 200, len(ground.LETTERS)  # squares
_STANDING = (Exhibitor.State.CHOSEN, Exhibitor.State.CAME)


@transaction.atomic
def draw_plan(fair: Fair, zones: Sequence[ground.ZoneAsked], *, actor: Actor, across: int = 2) -> int:
    """Draw the ground anew; returns the number of booths. Not over a plan on which somebody stands already."""
    acting = rules.require(actor, "organise", fair)
    _may_plan(fair)
    if fair.booths.filter(exhibitor__isnull=False).exists():
        raise DomainError(_("Đã có đơn vị đứng trên sơ đồ. Hãy bỏ trống các gian rồi vẽ lại."))
    _check_zones(fair, zones, across)
    compare_and_set(fair, acting, "draw_plan", data={"zones": [one.name for one in zones]})
    fair.booths.all().delete()
    fair.zones.all().delete()
    drawn = ground.draw(zones, across=across)
    rows = Zone.objects.bulk_create(
        Zone(
            fair=fair, name=one.asked.name.strip()[:80], column=one.column, row=one.row, columns=one.columns,
            rows=one.rows, sector=one.asked.sector, least_star=one.asked.least_star,
        )
        for one in drawn
    )  # fmt: skip
    booths = [
        Booth(fair=fair, zone=zone, code=square.code, column=square.column, row=square.row)
        for zone, one in zip(rows, drawn, strict=True)
        for square in one.booths
    ]
    return len(Booth.objects.bulk_create(booths, batch_size=200))


def move_booth(booth: Booth, column: int, row: int, *, actor: Actor) -> None:
    """Move one booth to a free square; who stands in it goes along."""
    acting = rules.require(actor, "organise", booth.fair)
    _may_plan(booth.fair)
    if not (0 <= column < MOST_SIDE and 0 <= row < MOST_SIDE):
        raise DomainError(_("Ô này nằm ngoài sơ đồ."))
    try:
        with transaction.atomic():
            compare_and_set(booth, acting, "move_booth", data={"column": column, "row": row}, column=column, row=row)
    except IntegrityError:
        raise DomainError(_("Ô này đã có gian khác. Hãy chọn ô trống.")) from None


@transaction.atomic
def assign_booth(booth: Booth, exhibitor: Exhibitor, *, actor: Actor) -> None:
    """Put a chosen exhibitor into a free booth, not beyond the booths that were asked for."""
    acting = rules.require(actor, "organise", booth.fair)
    _may_plan(booth.fair)
    if exhibitor.fair_id != booth.fair_id:
        raise NotFound()
    if booth.exhibitor_id is not None:
        raise DomainError(_("Gian %(code)s đã có người. Hãy bỏ trống hoặc đổi gian.") % {"code": booth.code})
    held = Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)
    if held.state not in _STANDING:
        raise DomainError(_("Chỉ xếp gian cho đơn vị được chọn."))
    if held.booths.count() >= held.booths_wanted:
        raise DomainError(_("«%(name)s» đã đủ số gian xin.") % {"name": held.name})
    compare_and_set(booth, acting, "assign_booth", data={"exhibitor": exhibitor.pk}, exhibitor=held)


def free_booth(booth: Booth, *, actor: Actor) -> None:
    acting = rules.require(actor, "organise", booth.fair)
    _may_plan(booth.fair)
    if booth.exhibitor_id is None:
        raise Stale()
    compare_and_set(booth, acting, "free_booth", data={"exhibitor": booth.exhibitor_id}, exhibitor=None)


@transaction.atomic
def swap_booths(one: Booth, other: Booth, *, actor: Actor) -> None:
    """Let the exhibitors of two booths change places; one of the booths may be free."""
    acting = rules.require(actor, "organise", one.fair)
    _may_plan(one.fair)
    if one.fair_id != other.fair_id or one.pk == other.pk:
        raise NotFound()
    first, second = one.exhibitor, other.exhibitor
    if first is None and second is None:
        raise DomainError(_("Cả hai gian đều trống, không có gì để đổi."))
    compare_and_set(one, acting, "swap_booths", data={"with": other.code}, exhibitor=second)
    compare_and_set(other, acting, "swap_booths", data={"with": one.code}, exhibitor=first)


@transaction.atomic
def assign_all(fair: Fair, *, actor: Actor) -> int:
    """Give everybody chosen the booths that they still lack, by the zones' goods and stars. Returns how many were given."""
    acting = rules.require(actor, "organise", fair)
    _may_plan(fair)
    seated = ground.seat(_unseated(fair), _free(fair))
    compare_and_set(fair, acting, "assign_all", data={"booths": len(seated)})
    rows = list(Booth.objects.select_for_update().filter(pk__in=seated, exhibitor=None))
    if len(rows) != len(seated):
        raise Stale()
    for row in rows:
        row.exhibitor_id, row.version = seated[row.pk], row.version + 1
    Booth.objects.bulk_update(rows, ["exhibitor", "version"], batch_size=200)
    return len(rows)


def _unseated(fair: Fair) -> list[ground.Guest]:
    """Who has fewer booths than asked for. Their rows are held, so that nobody withdraws or is seated meanwhile."""
    goods = _best_goods(fair)
    held: dict[int, set[tuple[int, int, int]]] = {}
    for pk, zone, row, column in fair.booths.filter(exhibitor__isnull=False).values_list(
        "exhibitor", "zone", "row", "column"
    ):
        held.setdefault(pk, set()).add((zone or 0, row, column))
    standing = Exhibitor.objects.select_for_update().filter(fair=fair, state__in=_STANDING)
    rows = standing.order_by(F("rank").asc(nulls_last=True), "pk").values_list("pk", "booths_wanted")
    return [
        ground.Guest(pk, wanted - len(has), *goods.get(pk, (0, frozenset())), frozenset(has))
        for pk, wanted, has in ((pk, wanted, held.get(pk, set())) for pk, wanted in rows)
        if len(has) < wanted
    ]


def _best_goods(fair: Fair) -> dict[int, tuple[int, frozenset[str]]]:
    """The highest star that holds on the last day, and the sectors of the goods, by exhibitor."""
    goods: dict[int, tuple[int, frozenset[str]]] = {}
    shown = Exhibit.objects.filter(exhibitor__fair=fair, exhibitor__state__in=_STANDING)
    for pk, sector, star, until, own_star, own_until in shown.values_list(
        "exhibitor", "sector", "star", "star_until", "product__star", "product__star_until"
    ):
        best, sectors = goods.get(pk, (0, frozenset()))
        told, day = (star, until) if own_star is None else (own_star, own_until)
        goods[pk] = (max(best, told if day is not None and day >= fair.last_day else 0), sectors | {sector})
    return goods


def _free(fair: Fair) -> list[ground.Place]:
    rows = fair.booths.filter(exhibitor=None).values_list(
        "pk", "column", "row", "zone__sector", "zone__least_star", "zone"
    )
    return [
        ground.Place(pk, column, row, sector or "", star or 0, zone or 0)
        for pk, column, row, sector, star, zone in rows
    ]


def _check_zones(fair: Fair, zones: Sequence[ground.ZoneAsked], across: int) -> None:
    names = [one.name.strip() for one in zones]
    if not 1 <= len(zones) <= MOST_ZONES or not 1 <= across <= MOST_ZONES:
        raise DomainError(_("Sơ đồ có từ 1 đến 26 khu."))
    if not all(names) or len(set(names)) != len(names):
        raise DomainError(_("Mỗi khu cần một tên riêng."))
    if any(not (1 <= one.rows <= 40 and 1 <= one.columns <= 40) for one in zones):
        raise DomainError(_("Mỗi khu có từ 1 đến 40 hàng, mỗi hàng từ 1 đến 40 gian."))
    total = sum(one.rows * one.columns for one in zones)
    if total > fair.booths_planned:
        raise DomainError(
            _("Sơ đồ có %(total)d gian, hội chợ chỉ dự kiến %(planned)d gian.")
            % {"total": total, "planned": fair.booths_planned}
        )
    drawn = ground.draw(zones, across=across)
    if any(one.column + one.columns > MOST_SIDE or one.row + one.rows > MOST_SIDE for one in drawn):
        raise DomainError(_("Sơ đồ quá rộng. Hãy xếp ít khu cạnh nhau hơn."))


def _may_plan(fair: Fair) -> None:
    if fair.state not in (Fair.State.CALLED, Fair.State.CHOOSING, Fair.State.PLANNED):
        raise DomainError(_("Sơ đồ chỉ sửa được từ lúc nhận đăng ký đến trước khai mạc."))
