"""The organiser chooses: the list, the rule's proposal, decisions against it, publishing, guests."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs import importing
from saoque.fairs.actions import applications, choosing
from saoque.fairs.forms import DecideForm, GuestForm
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.queries.exhibitors import SORTS, Wish, list_exhibitors, proposed_counts
from saoque.fairs.queries.fairs import counts_of, get_exhibitor, get_own_fair
from saoque.fairs.reasons import sentences
from saoque.fairs.rules import rules
from saoque.fairs.views.common import TEXT_LIMIT
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.pages import attempt, seen_version
from saoque.kernel.papers import stream_csv
from saoque.kernel.papers.sheets import XLSX, check_sheet, read_sheet
from saoque.people.actors import actor_of
from saoque.producers.forms.base import carry_out

_SALT = "fairs.guests"
ROWS = 20  # a page; each with its reasons
HALF_AN_HOUR = 1800  # seconds in which a preview may be written


def _wish(request: HttpRequest) -> Wish:
    sort = request.GET.get("xep", "hang")
    return Wish(request.GET.get("q", "")[:TEXT_LIMIT], request.GET.get("loc", ""), sort if sort in SORTS else "hang")


@login_required
@require_safe
def exhibitors(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who applied, with what the rule proposes and why."""
    fair, wish = get_own_fair(actor_of(request), slug), _wish(request)
    page = Paginator(list_exhibitors(fair, wish), ROWS).get_page(request.GET.get("page"))
    open_choice = fair.state == Fair.State.CHOOSING and fair.chosen_on is None
    counts = proposed_counts(fair) if open_choice else counts_of(fair)
    context = {
        "fair": fair,
        "wish": wish,
        "page": page,
        "rows": [(one, sentences(one.reasons), _stands(one)) for one in page.object_list],
        "counts": [(key, Exhibitor.State(key).label, counts[key]) for key in Exhibitor.State.values if key in counts],
        "unseen": counts.get("", 0) if open_choice else 0,
        "open_choice": open_choice,
        "promised": choosing.booths_promised(fair),
        "may_add": fair.chosen_on is None and fair.state in ("called", "choosing"),
        "sorts": [("hang", _("Theo hạng")), ("ten", _("Theo tên")), ("ngay", _("Theo ngày đăng ký"))],
    }
    return render(request, "fairs/exhibitors.html", context)


def _stands(one: Exhibitor) -> tuple[str, str]:
    """The kind of tag, and its words: the proposal while nothing is published."""
    state = one.proposed if one.state == Exhibitor.State.APPLIED and one.proposed else one.state
    kind = {"chosen": "ok", "came": "ok", "refused": "bad", "absent": "bad", "waiting": "wait"}.get(state, "")
    return kind, str(Exhibitor.State(state).label)


@login_required
@require_safe
def exhibitors_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    fair = get_own_fair(actor_of(request), slug)
    head = [
        _("Hạng"), pgettext("fair", "Đơn vị"), _("Tỉnh, thành phố"), _("Kết quả"), _("Số gian"), _("Số sản phẩm"), _("Điện (W)"),
        _("Người liên hệ"), _("Điện thoại"), _("Lý do"),
    ]  # fmt: skip
    rows = (
        [
            one.rank, one.name, one.province.full_name if one.province else "", _stands(one)[1], one.booths_wanted,
            one.goods, one.watts, one.contact, one.phone,
            " ".join([*(said.text for said in sentences(one.reasons)), one.because]).strip(),
        ]
        for one in list_exhibitors(fair, _wish(request))
    )  # fmt: skip
    return stream_csv(f"{fair.slug}-danh-sach", head, rows)


@login_required
@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    fair.version = seen_version(request)
    return attempt(
        request, lambda: choosing.propose_choice(fair, actor=actor),
        _("Đã xét theo quy tắc. Xem lại rồi công bố."), "fairs:exhibitors", slug,
    )  # fmt: skip


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    fair.version = seen_version(request)
    return attempt(
        request, lambda: choosing.publish_choice(fair, actor=actor),
        _("Đã công bố. Mỗi đơn vị xem được kết quả và lý do của mình."), "fairs:exhibitors", slug,
    )  # fmt: skip


def _organised(actor: Actor, pk: int) -> Exhibitor:
    found = get_exhibitor(actor, pk)
    if not rules.may(actor, "organise", found.fair):
        raise NotFound()
    return found


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor, form = actor_of(request), DecideForm(request.POST)
    found = _organised(actor, pk)
    found.version = seen_version(request)

    def act() -> None:
        if not form.is_valid():
            raise DomainError(_("Hãy chọn kết quả và ghi lý do."))
        choosing.decide_against(found, **form.cleaned_data, actor=actor)

    return attempt(request, act, _("Đã ghi quyết định."), "fairs:application", pk)


@login_required
@require_POST
def move_up(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _organised(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request, lambda: choosing.move_up(found, actor=actor), _("Đã gọi từ danh sách dự bị."), "fairs:application", pk
    )


@login_required
@require_POST
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    actor, came = actor_of(request), request.POST.get("came") == "1"
    found = _organised(actor, pk)
    found.version = seen_version(request)
    return attempt(
        request,
        lambda: applications.mark_attendance(found, came=came, actor=actor),
        _("Đã ghi."),
        "fairs:application",
        pk,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: HttpRequest, slug: str) -> HttpResponse:
    """One guest by a form, or many from Excel: the file is shown first with its faults, then written whole."""
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)
    sent = request.FILES.get("table")
    form = GuestForm(request.POST if request.method == "POST" and "table_sent" not in request.POST else None)
    context: dict[str, Any] = {"fair": fair, "form": form}
    if request.method == "POST" and "table_sent" in request.POST:
        context |= _looked_at(sent)
        return render(request, "fairs/guests.html", context, status=422 if context.get("faults") else 200)

    def act() -> None:
        applications.take_guests(fair, [form.told()], actor=actor)

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi khách."))
        return redirect("fairs:exhibitors", slug)
    return render(request, "fairs/guests.html", context, status=422 if form.errors else 200)


def _looked_at(sent: Any) -> dict[str, Any]:
    """Read the file; return the faults, or the rows with a signed copy to be written."""
    try:
        if sent is None:
            raise DomainError(_("Hãy chọn tệp Excel."))
        content = sent.read()
        check_sheet(content, sent.name)
        sent.seek(0)
        rows, faults = importing.read_rows(read_sheet(sent, sent.name, 3001))
    except DomainError as error:
        return {"faults": [importing.Fault(0, str(error))], "rows": []}
    if faults:
        return {"faults": faults[:200], "rows": rows, "count": len(rows)}
    values = [row.values for row in rows]
    names = {row["name"] for row in values}
    return {
        "rows": rows[:100],
        "count": len(rows),
        "units": len(names),
        "signed": signing.dumps(values, salt=_SALT, compress=True),
    }


@login_required
@require_POST
def write_guests(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what the preview showed: all of it or nothing."""
    actor = actor_of(request)
    fair = get_own_fair(actor, slug)

    def act() -> None:
        try:
            rows = signing.loads(request.POST.get("signed", ""), salt=_SALT, max_age=HALF_AN_HOUR)
        except signing.BadSignature:
            raise DomainError(_("Bản xem thử đã cũ. Hãy gửi lại tệp.")) from None
        applications.take_guests(fair, importing.visitors_from(rows), actor=actor)

    return attempt(request, act, _("Đã ghi mọi khách trong tệp."), "fairs:exhibitors", slug)


@login_required
@require_safe
def guests_template(request: HttpRequest, slug: str) -> HttpResponse:
    get_own_fair(actor_of(request), slug)
    response = HttpResponse(importing.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="khach-hoi-cho.xlsx"'
    return response
