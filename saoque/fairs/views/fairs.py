"""The calendar of fairs, the page of one, and how its unit leads it from step to step."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.fairs.actions import fairs as actions
from saoque.fairs.calendars import calendar_of
from saoque.fairs.forms import FairForm
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.queries import fairs as found_in
from saoque.fairs.queries.plan import OPEN_STATES
from saoque.fairs.road import road_of
from saoque.fairs.rules import rules
from saoque.fairs.views.common import PER_PAGE, TEXT_LIMIT
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.fields import DayField
from saoque.kernel.files import serve
from saoque.kernel.pages import attempt, seen_version
from saoque.people.actors import actor_of
from saoque.people.roles import Role
from saoque.places.queries import Choice
from saoque.producers.forms.base import carry_out
from saoque.producers.kinds import kind_words

MONTHS_SHOWN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Fairs to come, by month, over, and found by words; the same page for everybody."""
    actor = actor_of(request)
    asked = found_in.Asked(
        request.GET.get("q", "")[:TEXT_LIMIT], _month(request.GET.get("thang", "")), "cu" in request.GET
    )
    page = Paginator(found_in.list_fairs(actor, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": asked,
        "months": _months(),
        "may_open": rules.may(actor, "open"),
        "applies": actor.has(Role.PRODUCER),
    }
    return render(request, "fairs/home.html", context)


def _month(told: str) -> date | None:
    try:
        return date.fromisoformat(f"{told[:7]}-01") if told else None
    except ValueError:
        return None


def _months() -> list[date]:
    """This month and the next ones."""
    first = today().replace(day=1)
    places = range(first.month - 1, first.month - 1 + MONTHS_SHOWN)
    return [date(first.year + place // 12, place % 12 + 1, 1) for place in places]


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All fairs for a phone that subscribes; nothing in it is anybody's secret."""
    return _calendar(list(found_in.public_calendar()), "hoi-cho")


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One fair for the phone's calendar."""
    fair = found_in.get_fair(actor_of(request), slug)
    if fair.called_on is None or fair.state == Fair.State.CANCELLED:
        raise NotFound()
    return _calendar([fair], fair.slug)


def _calendar(fairs: list[Fair], name: str) -> HttpResponse:
    response = HttpResponse(calendar_of(fairs), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def fair(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody reads of a fair, the reader's own application, and for its unit what is next."""
    actor = actor_of(request)
    found = found_in.get_fair(actor, slug)
    organises = rules.may(actor, "organise", found)
    producers = actor.unit_ids(Role.PRODUCER)
    own = (
        found.exhibitors.filter(producer__unit__in=producers).exclude(state="withdrawn").first() if producers else None
    )
    taking = found.state == Fair.State.CALLED and today() <= found.apply_until
    context = {
        "fair": found,
        "organises": organises,
        "mine": own,
        "road": road_of(found),
        "needs": [kind_words(code) or code for code in found.needs],
        "may_apply": taking and bool(producers) and own is None,
        "taking": taking,
        "plan_open": found.state in OPEN_STATES,
        "next": _next(found) if organises else None,
        "counts": _counted(found) if organises else [],
        "booths": found.booths.count() if organises else 0,
        "may_cancel": organises and found.state in ("draft", "called", "choosing", "planned"),
        "may_change": organises and found.state in ("draft", "called", "choosing"),
    }
    return render(request, "fairs/fair.html", context)


def _counted(fair: Fair) -> list[tuple[str, str, int]]:
    counts = found_in.counts_of(fair)
    return [
        (state, str(Exhibitor.State(state).label), counts[state]) for state in Exhibitor.State.values if state in counts
    ]


def _next(fair: Fair) -> tuple[str, str, str] | None:
    """The next act that its unit may do: the word in the address, the button, what is asked before."""
    return {
        "draft": ("nhan-dang-ky", _("Nhận đăng ký"), _("Nhận đăng ký? Từ lúc này ai cũng xem được, quy tắc chọn không đổi nữa.")),
        "called": ("xet-chon", _("Khép đăng ký, xét chọn"), _("Khép đăng ký? Từ lúc này không nhận thêm.")),
        "choosing": ("chot-so-do", _("Chốt sơ đồ gian hàng"), _("Chốt sơ đồ? Ai cũng xem được gian nào của ai.")),
        "planned": ("khai-mac", _("Khai mạc"), _("Khai mạc? Sơ đồ không sửa được nữa.")),
        "running": ("be-mac", _("Bế mạc"), _("Bế mạc hội chợ?")),
    }.get(fair.state)  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not rules.may(actor, "open"):
        raise NotFound()
    form = FairForm(request.POST or None, request.FILES or None)
    made: list[Fair] = []

    def act() -> None:
        made.append(actions.open_fair(form.told(), actor=actor, invitation=form.cleaned_data["invitation"]))

    if request.method == "POST" and form.is_valid() and carry_out(form, act):
        messages.success(request, _("Đã ghi hội chợ. Xem lại rồi bấm «Nhận đăng ký»."))
        return redirect("fairs:fair", made[0].slug)
    return render(request, "fairs/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    found = found_in.get_own_fair(actor, slug)
    initial = {name: getattr(found, name) for name in FairForm.base_fields if hasattr(found, name)}
    form = FairForm(
        request.POST or None, request.FILES or None, initial={**initial, "place": Choice(found.commune, None)}
    )

    def act() -> None:
        actions.change_fair(found, form.told(), actor=actor, invitation=form.cleaned_data["invitation"])

    if request.method == "POST" and form.is_valid():
        found.version = seen_version(request)
        if carry_out(form, act):
            messages.success(request, _("Đã lưu."))
            return redirect("fairs:fair", found.slug)
    return render(request, "fairs/edit.html", {"form": form, "fair": found}, status=422 if form.errors else 200)


@login_required
@require_safe
def invitation(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The invitation as it came; for the unit that is in charge."""
    found = found_in.get_own_fair(actor_of(request), slug)
    if found.invitation is None:
        raise NotFound()
    return serve(found.invitation, request.user)


@login_required
@require_POST
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """One step on the fair's road."""
    actor = actor_of(request)
    found = found_in.get_own_fair(actor, slug)
    if step not in actions.STEPS:
        raise NotFound()
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.STEPS[step](found, actor=actor), _("Đã chuyển sang bước sau."), "fairs:fair", slug
    )


@login_required
@require_POST
def call_again(request: HttpRequest, slug: str) -> HttpResponse:
    actor = actor_of(request)
    found = found_in.get_own_fair(actor, slug)
    found.version = seen_version(request)

    def act() -> None:
        try:
            until = DayField().clean(request.POST.get("until", ""))
        except ValidationError:
            raise DomainError(_("Hãy ghi ngày trước, tháng sau, như 23/11/2026."), field="until") from None
        actions.call_again(found, until, actor=actor)

    return attempt(request, act, _("Đã nhận đăng ký lại."), "fairs:fair", slug)


@login_required
@require_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    actor, reason = actor_of(request), request.POST.get("reason", "")
    found = found_in.get_own_fair(actor, slug)
    found.version = seen_version(request)
    return attempt(
        request, lambda: actions.cancel(found, reason, actor=actor), _("Đã hủy hội chợ."), "fairs:fair", slug
    )
