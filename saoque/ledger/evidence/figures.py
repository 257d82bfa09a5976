"""What a statement says, computed from the ledger and the listings, as plain data for the paper and for the page."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from saoque.channels.models import Channel, Listing
from saoque.dossiers.models import Dossier
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.ledger.evidence.criteria import Reach, Served, supported
from saoque.ledger.queries.sums import Line, Sums, sums_of
from saoque.ledger.words import money, percent
from saoque.rulebook.shapes import Criterion

_MODERN = (Channel.Kind.SUPERMARKET, Channel.Kind.PLATFORM)


@dataclass(frozen=True)
class Table:
    title: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Statement:
    """A statement in words. `advice`: which option the figures would support, or why they support none."""

    title: str
    lead: str
    tables: list[Table]
    notes: list[str]
    advice: str
    kind: str
    facts: Any = field(repr=False)

    @property
    def digest(self) -> str:
        """Return a short mark of the figures, so that the same figures of one day are one paper."""
        return hashlib.sha256(json.dumps(self.facts, ensure_ascii=False).encode()).hexdigest()[:6]


def statement_of(dossier: Dossier, line: Criterion, known: Served) -> Statement:
    """Return what the ledger says at this criterion. Raises `DomainError` while it has nothing to say."""
    return _revenue(dossier, known) if known.statement == "revenue" else _on_sale(dossier, line, known)


def _revenue(dossier: Dossier, known: Served) -> Statement:
    year = today().year
    now, last = sums_of(dossier.producer, year), sums_of(dossier.producer, year - 1)
    if not (now.whole.now or now.whole.before or last.whole.before):
        raise DomainError(_("Sổ bán hàng chưa có dòng nào của ba năm gần đây. Hãy ghi sổ trước."))
    years = [
        [str(year - 2), money(last.whole.before) if last.whole.before else _("chưa ghi"), "–"],
        [str(year - 1), money(last.whole.now), _said(last.whole.growth if not last.began else None)],
        [
            _("%(year)d, đến %(day)s") % {"year": year, "day": f"{now.until:%d/%m/%Y}"},
            money(now.to_date.now),
            _said(now.growth),
        ],
    ]
    quarters = [[one.name, money(one.before), money(one.now)] for one in now.quarters]
    tables = [
        Table(_("Doanh thu từng năm"), [_("Năm"), _("Doanh thu"), _("So với năm trước")], years),
        Table(_("Từng quý"), [_("Quý"), str(year - 1), str(year)], quarters),
        Table(_("Theo sản phẩm"), [_("Sản phẩm"), str(year - 1), str(year)], _pairs(now.products)),
        Table(_("Theo cách bán, kênh"), [_("Cách bán, kênh"), str(year - 1), str(year)], _pairs(now.channels)),
    ]
    return Statement(
        title=_("Bảng doanh thu theo sổ bán hàng"),
        lead=_("Cộng từ các dòng mà chủ thể ghi trong sổ bán hàng trên Sao Quê, mọi sản phẩm của cơ sở."),
        tables=tables,
        notes=[
            _("Tăng giảm = (năm này − năm trước) ÷ năm trước. Năm đang chạy so từng ngày với năm trước."),
            _("Dòng đã gạch không tính. Số do chủ thể tự ghi, không thay báo cáo tài chính hay tờ khai thuế."),
        ],
        advice=_growth_advice(last, now),
        kind=known.paper,
        facts=[years, quarters, [table.rows for table in tables]],
    )


def _growth_advice(last: Sums, now: Sums) -> str:
    """Say what revenue did, and that the criterion asks for profit or a co-operative's rating: no option follows from it."""
    told = _("Tiêu chí này xét lợi nhuận hoặc xếp loại hợp tác xã, nên riêng doanh thu chưa đủ cho mức nào.")
    grown = now.growth if last.began or last.whole.growth is None else last.whole.growth
    if grown is None:
        return told + " " + _("Sổ cũng chưa đủ hai năm để so.")
    return (
        told
        + " "
        + _("Theo sổ, doanh thu %(grown)s so với năm trước; kèm báo cáo tài chính các năm để cho thấy lãi.")
        % {"grown": percent(grown)}
    )


def _said(tenths: int | None) -> str:
    return "–" if tenths is None else percent(tenths)


def _pairs(lines: list[Line]) -> list[list[str]]:
    return [[one.name, money(one.before), money(one.now)] for one in lines]


def on_sale(product_pk: int) -> QuerySet[Listing]:
    """Return where the product is on sale today."""
    now = Q(until__isnull=True) | Q(until__gte=today())
    wide = Listing.objects.select_related("channel", "point__commune__parent")
    return wide.filter(now, product=product_pk, since__lte=today()).order_by("channel__sort", "pk")


def reach_of(listings: list[Listing], commune: str, province: str) -> Reach:
    """Count the places: those in the producer's commune, outside it, in other provinces, and modern channels."""
    inside = outside = elsewhere = modern = 0
    for one in listings:
        modern += one.channel.kind in _MODERN
        if one.point is None:
            continue
        place = one.point.commune
        inside += place.code == commune
        outside += place.code != commune
        elsewhere += place.parent is not None and place.parent.code != province
    return Reach(inside, outside, elsewhere, modern)


def _on_sale(dossier: Dossier, line: Criterion, known: Served) -> Statement:
    listings = list(on_sale(dossier.product_id))
    if not listings:
        raise DomainError(_("Chưa ghi sản phẩm này đang bán ở đâu. Hãy thêm ở trang kênh bán trước."))
    reach = reach_of(listings, dossier.commune.code, dossier.province.code)
    rows = [_listing_row(one) for one in listings]
    sold = _pairs(sums_of(dossier.producer, today().year).channels)
    tables = [
        Table(
            _("Đang bán ở đâu"), [_("Kênh"), _("Loại"), _("Nơi"), _("Từ ngày"), _("Xem lại ngày"), _("Đường dẫn")], rows
        ),
    ]
    if sold:
        head = [_("Cách bán, kênh"), str(today().year - 1), str(today().year)]
        tables.append(Table(_("Đã bán qua các kênh (mọi sản phẩm của cơ sở)"), head, sold))
    return Statement(
        title=_("Bảng nơi đang bán"),
        lead=_("Các kênh và điểm bán đang mở của sản phẩm, theo ghi chép trên Sao Quê."),
        tables=tables,
        notes=[_("Số do chủ thể và người giữ kênh ghi. Hợp đồng, hóa đơn với từng kênh nộp kèm riêng.")],
        advice=_reach_advice(line, known, reach),
        kind=known.paper,
        facts=[rows, sold],
    )


def _listing_row(one: Listing) -> list[str]:
    place = one.point.commune if one.point else None
    where = ", ".join(part for part in (one.point.name, place.full_name) if part) if one.point and place else ""
    checked = f"{one.checked_on:%d/%m/%Y}" if one.checked_on else ""
    return [one.channel.name, str(one.channel.get_kind_display()), where, f"{one.since:%d/%m/%Y}", checked, one.url]


def _reach_advice(line: Criterion, known: Served, reach: Reach) -> str:
    option = supported(line, known, reach)
    if option is None:
        return _("Bảng này cho thấy đang bán ở đâu; mức của tiêu chí này hỏi điều khác, bà con tự chọn theo thực tế.")
    told = _("Theo bảng này, số liệu đỡ được đến mức «%(label)s» (%(points)d điểm). Bà con vẫn tự chọn mức.")
    said = told % {"label": option.label, "points": option.points}
    if known.options[option.label] == "modern":
        said += " " + _("Mức ấy còn cần hợp đồng và minh chứng đã bán.")
    return said
