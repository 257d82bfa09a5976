"""The catalogue for print. What it holds is part of its name: when a star goes, the paper that shows it is never found again."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from saoque.gifts import queries
from saoque.gifts.queries import Row, Told
from saoque.gifts.seasons import Season, occasion
from saoque.gifts.wish import Wish, bands, fitting_goods
from saoque.kernel import jobs
from saoque.kernel.calendar import today
from saoque.kernel.files import keep_bytes
from saoque.kernel.files.models import StoredFile
from saoque.kernel.jobs.models import Job
from saoque.kernel.jobs.work import worker
from saoque.kernel.papers import compile_pdf, qr_svg
from saoque.producers.models import Product

KIND = "gifts.catalogue"
TEMPLATE = Path(__file__).parent / "papers" / "catalogue.typ"
MOST_ROWS = 300


def content_of(season: str) -> dict[str, Any]:
    """Return what the catalogue of a season ("" for the whole year) holds today, in the present language."""
    wish = Wish(season=season)
    found = list(queries.told(fitting_goods(wish)[:MOST_ROWS]))
    rows = [Row(one, 1, queries.unit_price(one, 1)) for one in found]
    sets = queries.public_sets(1, season, wish.months)
    when = occasion(season, today()) if season else None
    return {
        "title": _("Quà quê có sao"),
        "season": str(Season(season).label) if season else _("Quanh năm"),
        "when": f"{when.day:%d/%m/%Y}" if when else "",
        "made": _("In ngày %(day)s. Chỉ có sản phẩm mà giấy chứng nhận còn hiệu lực vào ngày in.")
        % {"day": f"{today():%d/%m/%Y}"},
        "scan": _("Quét mã để xem sản phẩm và kiểm ngôi sao."),
        "empty": _("Chưa có sản phẩm nào cho dịp này."),
        "words": {"set": _("Bộ quà"), "wrapping": _("Gói"), "demo": _("TRÌNH DIỄN")},
        "demo": settings.DEMO_MODE,
        "bands": [
            {
                "name": _band(one.least, one.most),
                "sets": [_set(each) for each in one.sets],
                "goods": [_good(each.product, each.price) for each in one.rows],
            }
            for one in bands(sets, rows)
        ],
    }


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + " đ"


def _band(least: int, most: int | None) -> str:
    if most is None:
        return _("Từ %(least)s") % {"least": _money(least)}
    if not least:
        return _("Dưới %(most)s") % {"most": _money(most)}
    return _("Từ %(least)s đến dưới %(most)s") % {"least": _money(least), "most": _money(most)}


def _good(one: Product, price: int) -> dict[str, Any]:
    until = one.star_until
    address = f"{settings.SITE_URL}{reverse('product', args=[one.slug])}"
    return {
        "name": one.name,
        "by": one.producer.name,
        "place": one.producer.commune.full_name,
        "star": one.star,
        "until": _("Còn hiệu lực đến %(day)s") % {"day": f"{until:%d/%m/%Y}"} if until else "",
        "price": f"{_money(price)} / {one.selling.unit}",  # type: ignore[attr-defined]
        "address": address,
        "qr": qr_svg(address),
    }


def _set(told: Told) -> dict[str, Any]:
    return {
        "name": told.gift.name,
        "about": told.gift.about,
        "wrapping": told.gift.wrapping,
        "price": _money(told.price),
        "by": told.gift.unit.name,
        "goods": [{**_good(row.product, row.price), "amount": row.amount} for row in told.rows],
    }


def _key(season: str, language: str, content: dict[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return f"{season or 'all'}:{language}:{digest}"


def _now(season: str) -> tuple[str, str]:
    language = translation.get_language() or "vi"
    return language, _key(season, language, content_of(season))


def start(season: str) -> Job:
    """Queue the catalogue of a season; asking again while it is made, or once it is there, gives the same one."""
    language, key = _now(season)
    done = Job.objects.filter(kind=KIND, key=key, state=Job.State.DONE, result__isnull=False).first()
    return done or jobs.start(KIND, key, first=True, season=season, language=language)


def find(season: str) -> Job | None:
    """Return the job of the catalogue as it must be today; one that shows what no longer holds is not found."""
    _language, key = _now(season)
    return Job.objects.filter(kind=KIND, key=key).select_related("result").order_by("-created_at").first()


@worker(KIND)
def make(job: Job) -> StoredFile | None:
    """Make it, unless what it was asked to show has changed meanwhile."""
    season, language = job.arguments["season"], job.arguments["language"]
    with translation.override(language):
        content = content_of(season)
        if _key(season, language, content) != job.key:
            return None
        name = f"qua-que-{season or 'quanh-nam'}-{today():%Y-%m-%d}.pdf"
        return keep_bytes(compile_pdf(TEMPLATE, content), name, "application/pdf")
