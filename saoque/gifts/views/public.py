"""What anybody sees: gifts by season and budget, one set, the own list, the catalogue for print."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saoque.gifts import paper, queries
from saoque.gifts.rules import rules
from saoque.gifts.seasons import Season, occasions
from saoque.gifts.wish import MOST_GIFTS, Line, fitting_goods, kept, lines_of, put, wish_of
from saoque.kernel.calendar import today
from saoque.kernel.doors import door
from saoque.kernel.errors import NotFound
from saoque.kernel.files import serve
from saoque.kernel.jobs.models import Job
from saoque.kernel.limits import within_limit
from saoque.kernel.papers import write_xlsx
from saoque.people.actors import actor_of

PER_PAGE = 24
MOST_IN_TABLE = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Sets and goods for a season, a month of harvest, a budget and a number of gifts; and what fills the budget best."""
    wish = wish_of(request)
    page = Paginator(fitting_goods(wish).values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    found = {one.pk: one for one in queries.told(queries.goods().filter(pk__in=list(page.object_list)))}
    rows = [(found[pk], queries.unit_price(found[pk], wish.number)) for pk in page.object_list if pk in found]
    sets = queries.public_sets(wish.number, wish.season, wish.months)
    context = {
        "wish": wish,
        "today": today(),
        "occasions": occasions(today()),
        "harvest": range(1, 13),
        "sets": [one for one in sets if not wish.budget or one.price <= wish.budget],
        "page": page,
        "rows": rows,
        "suggested": queries.suggestions(wish.budget, wish.number, wish.months) if wish.budget else [],
        "listed": len(kept(request)),
        "composes": rules.may(actor_of(request), "compose"),
    }
    return render(request, "gifts/home.html", context)


@require_safe
def gift(request: HttpRequest, pk: int) -> HttpResponse:
    wish = wish_of(request)
    told = queries.public_set(pk, wish.number)
    return render(request, "gifts/gift.html", {"told": told, "wish": wish, "today": today()})


@require_POST
def put_down(request: HttpRequest) -> HttpResponse:
    """Write things on the own list: `thing` one or more keys («p12», «s3»), `number` of each; 0 takes them away."""
    number = request.POST.get("number", "")
    wanted = min(int(number), MOST_GIFTS) if number.isascii() and number.isdigit() and len(number) < 9 else 1
    known = [
        one for one in request.POST.getlist("thing") if one[:1] in "ps" and one[1:].isascii() and one[1:].isdigit()
    ]
    for one in [one for one in known if len(one) < 12][:10]:
        units = request.POST.get(f"units_{one}", "1")
        put(request, one, wanted * (int(units) if units in ("1", "2") else 1))
    if known:
        messages.success(request, _("Đã ghi vào danh sách của bạn.") if wanted else _("Đã bỏ khỏi danh sách."))
    return redirect("gifts:mine")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The own list at today's prices, to print, to keep as Excel, or to go on with as a buying wish."""
    lines, lost = lines_of(request)
    context = {
        "lines": lines,
        "lost": lost,
        "total": sum(one.sum for one in lines),
        "door": door("buyers:new"),
        "today": today(),
    }
    return render(request, "gifts/mine.html", context)


def _excel(name: str, head: list[str], rows: Iterator[list[object]]) -> HttpResponse:
    response = HttpResponse(write_xlsx(head, rows, sheet=_("Quà quê")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y-%m-%d}.xlsx"'
    return response


@require_safe
def mine_xlsx(request: HttpRequest) -> HttpResponse:
    lines, _lost = lines_of(request)
    head = [_("Món"), _("Số lượng"), _("Đơn giá"), _("Thành tiền")]
    return _excel("danh-sach-qua", head, ([one.name, one.number, one.price, _sum(one)] for one in lines))


def _sum(one: Line) -> int:
    return one.sum


@require_safe
def office_xlsx(request: HttpRequest) -> HttpResponse:
    """The list that an office works with: sets and goods for the wish, with today's price for that many."""
    wish = wish_of(request)
    head = [
        _("Loại"), _("Tên"), _("Gồm"), _("Chủ thể"), _("Xã, phường"), _("Sao"), _("Sao đến ngày"), _("Bán theo"),
        _("Giá một phần"), _("Số phần"), _("Thành tiền"),
    ]  # fmt: skip

    def rows() -> Iterator[list[object]]:
        for one in queries.public_sets(wish.number, wish.season, wish.months):
            inside = "; ".join(f"{row.amount} × {row.product.name}" for row in one.rows)
            least = min(row.product.star for row in one.rows)
            until = min(row.product.star_until for row in one.rows if row.product.star_until)
            yield [
                _("Bộ quà"), one.gift.name, inside, one.gift.unit.name, "", least, f"{until:%d/%m/%Y}", _("phần"),
                one.price, wish.number, one.total,
            ]  # fmt: skip
        for product in queries.told(fitting_goods(wish)[:MOST_IN_TABLE]):
            price = queries.unit_price(product, wish.number)
            yield [
                _("Sản phẩm"), product.name, "", product.producer.name, product.producer.commune.full_name,
                product.star, f"{product.star_until:%d/%m/%Y}", product.selling.unit,  # type: ignore[attr-defined]
                price, wish.number, price * wish.number,
            ]  # fmt: skip

    return _excel("qua-que", head, rows())


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """The catalogues for print, one for the year and one for each season."""
    return render(request, "gifts/papers.html", {"occasions": occasions(today())})


def _season(season: str) -> str:
    if season == "quanh-nam":
        return ""
    if season not in Season.values:
        raise NotFound()
    return season


@require_POST
def make_paper(request: HttpRequest, season: str) -> HttpResponse:
    asked = _season(season)
    if within_limit(f"gifts-paper:{request.META.get('REMOTE_ADDR', '')}", limit=30, seconds=3600):
        paper.start(asked)
    else:
        messages.error(request, _("Bạn đã in nhiều lần trong giờ này. Hãy thử lại sau."))
    return redirect("gifts:paper", season)


@require_safe
def one_paper(request: HttpRequest, season: str) -> HttpResponse:
    asked = _season(season)
    job = paper.find(asked)
    context = {
        "season": season,
        "name": Season(asked).label if asked else _("Quanh năm"),
        "job": job,
        "ready": job is not None and job.state == Job.State.DONE and job.result is not None,
    }
    return render(request, "gifts/paper.html", context)


@require_safe
def paper_file(request: HttpRequest, season: str) -> HttpResponseBase:
    """The PDF as it must be today. As soon as a star in it goes, this is no longer there."""
    job = paper.find(_season(season))
    if job is None or job.state != Job.State.DONE or job.result is None:
        raise NotFound()
    return serve(job.result, request.user)
