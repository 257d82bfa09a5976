from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.capital.actions import groups as acts
from saoque.capital.forms import GroupForm, JoinForm, MeetingForm
from saoque.capital.models import SavingsGroup
from saoque.capital.paths import TRUST, group_limits
from saoque.capital.queries import loans as queries
from saoque.capital.rules import rules
from saoque.capital.views.tools import act_on_page, form_page, is_officer
from saoque.kernel.calendar import today
from saoque.kernel.errors import NotFound
from saoque.kernel.pages import attempt
from saoque.people.actors import actor_of
from saoque.producers.queries import visible_to
from saoque.sources.queries import place_of, record_of

PER_PAGE = 30


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not is_officer(actor):
        raise NotFound()
    province = place_of(actor)
    balances = {row["commune"]: row for row in queries.balance_by_unit(province)}
    context = {
        "page": Paginator(queries.find_groups(actor), PER_PAGE).get_page(request.GET.get("page")),
        "balances": list(balances.values()),
        "record": record_of(TRUST, province=province),
        "limits": group_limits(),
    }
    return render(request, "capital/groups.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not is_officer(actor):
        raise NotFound()
    form = GroupForm(request.POST or None, units=queries.units_that_lead(actor), initial={"on": today()})
    made: list[SavingsGroup] = []

    def act(sent: dict[str, object]) -> None:
        names = sent.pop("members")
        leader = names[0] if names else ""  # type: ignore[index]
        made.append(
            acts.found_group(sent.pop("unit"), actor=actor, leader=leader, members=[(n, None) for n in names], **sent)  # type: ignore[arg-type, attr-defined]
        )

    if act_on_page(request, form, act, _("Đã lập tổ.")):
        return redirect("capital:group", made[0].pk)
    least, most = group_limits()
    lead = _("Tổ có từ %(least)d đến %(most)d người cùng ấp, khu vực.") % {"least": least, "most": most}
    return form_page(
        request, form, title=_("Lập tổ tiết kiệm và vay vốn"), button=_("Lập tổ"), lead=lead, back=("capital:groups",)
    )


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    group = queries.get_group(actor, pk)
    members = group.members.filter(left_on=None).select_related("producer").annotate(put_in=Sum("savings__amount"))
    context = {
        "group": group,
        "members": list(members),
        "meetings": list(group.meetings.annotate(put_in=Sum("savings__amount"))[:50]),
        "loans": list(queries.find_loans(actor).filter(group=group)),
        "may_lead": rules.may(actor, "lead_group", group),
        "today": today(),
    }
    return render(request, "capital/group.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    group = queries.get_group(actor, pk)
    rules.require(actor, "lead_group", group)
    near = visible_to(actor).filter(commune=group.unit.commune_id).order_by("sort", "pk")
    form = JoinForm(request.POST or None, producers=near, initial={"on": today()})
    if act_on_page(request, form, lambda sent: acts.join(group, actor=actor, **sent), _("Đã ghi thành viên mới.")):
        return redirect("capital:group", pk)
    return form_page(
        request, form, title=_("Thêm thành viên"), button=_("Thêm vào tổ"), about=group.name, back=("capital:group", pk)
    )


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    member = queries.get_member(actor, pk)
    return attempt(
        request,
        lambda: acts.leave(member, actor=actor, on=today()),
        _("Đã ghi ra tổ."),
        "capital:group",
        member.group_id,
    )


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    group = queries.get_group(actor, pk)
    return attempt(request, lambda: acts.end_group(group, actor=actor), _("Đã giải thể tổ."), "capital:group", pk)


@login_required
@require_http_methods(["GET", "POST"])
def meet(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    group = queries.get_group(actor, pk)
    rules.require(actor, "lead_group", group)
    form = MeetingForm(request.POST or None, members=list(group.members.filter(left_on=None)), initial={"on": today()})
    if act_on_page(
        request, form,
        lambda sent: acts.hold_meeting(
            group, actor=actor, on=sent["on"], present=sent["present"], resolution=sent["resolution"], savings=form.savings()
        ),
        _("Đã ghi buổi họp."),
    ):  # fmt: skip
        return redirect("capital:group", pk)
    return form_page(
        request,
        form,
        title=_("Ghi buổi họp tổ"),
        button=_("Ghi buổi họp"),
        about=group.name,
        back=("capital:group", pk),
    )
