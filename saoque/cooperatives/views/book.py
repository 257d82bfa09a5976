"""The member book and the capital book, as of any day; the yearly check."""

from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.cooperatives.actions import capital as acts
from saoque.cooperatives.actions.health import save_check
from saoque.cooperatives.actions.telling import is_open
from saoque.cooperatives.forms import HealthForm, PayForm, PledgeForm, RepayForm, TransferForm
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.queries.access import get_founding, member_of
from saoque.cooperatives.queries.capital import CapitalTable, capital_on, history_of
from saoque.cooperatives.queries.health import next_steps
from saoque.cooperatives.records import record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.shares import most_allowed
from saoque.cooperatives.views.home import XLSX
from saoque.cooperatives.views.tools import attempt, carry_out, chosen_ids, origin, sent, status_of
from saoque.kernel.calendar import today
from saoque.kernel.papers import write_xlsx
from saoque.people.actors import actor_of


def _day_asked(request: HttpRequest) -> date:
    """The day typed as dd/mm/yyyy; today for none or for what is no day."""
    try:
        return datetime.strptime(request.GET.get("ngay", ""), "%d/%m/%Y").date()
    except ValueError:
        return today()


@login_required
@require_safe
def capital(request: HttpRequest, pk: int) -> HttpResponse:
    """Pledges, what is paid, shares and the limit; one line per member with its acts."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    table = capital_on(found)
    registered = found.state == Cooperative.State.REGISTERED
    manages = rules.may(actor, "found", found) and (registered or is_open(found))
    rows = []
    for row in table.rows:
        initial = {"amount": row.pledged or None, "due_on": row.due_on}
        ident = f"{row.member.pk}_%s"
        pays = manages and row.owed > 0
        rows.append(
            {
                "row": row,
                "most": most_allowed(table.pledged - row.pledged, table.limit) if row.over and table.limit else None,
                "pledge": PledgeForm(version=found.version, auto_id=f"pledge_{ident}", initial=initial)
                if manages
                else None,
                "pay": PayForm(version=found.version, auto_id=f"pay_{ident}", initial={"on": today()})
                if pays
                else None,
                "repay": RepayForm(version=found.version, auto_id=f"repay_{ident}", initial={"on": today()})
                if manages and registered and row.pledged
                else None,
            }
        )
    people = [row.member for row in table.rows]
    context = {
        "one": found,
        "table": table,
        "rows": rows,
        "manages": manages,
        "transfer": TransferForm(version=found.version, people=people, initial={"on": today()})
        if manages and registered and len(people) > 1
        else None,
        "history": history_of(found, 50),
        **origin(request, record_for(found.commune, "coop_capital")),
    }
    return render(request, "cooperatives/capital.html", context)


@login_required
@require_POST
def pledge(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    line = member_of(found, member)
    form = PledgeForm(request.POST)

    def act() -> None:
        told = form.cleaned_data
        acts.pledge(line, told["amount"], form=told["form"], due_on=told["due_on"], actor=actor)

    return attempt(request, form, act, _("Đã ghi cam kết góp vốn."), "cooperatives:capital", pk, held=[found])


@login_required
@require_POST
def pay(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    line = member_of(found, member)
    form = PayForm(request.POST)

    def act() -> None:
        told = form.cleaned_data
        acts.pay(line, told["amount"], told["on"], note=told["note"], actor=actor)

    return attempt(request, form, act, _("Đã ghi số đã góp."), "cooperatives:capital", pk, held=[found])


@login_required
@require_POST
def repay(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    line = member_of(found, member)
    form = RepayForm(request.POST)

    def act() -> None:
        acts.repay(line, form.cleaned_data["on"], actor=actor)

    return attempt(request, form, act, _("Đã ghi trả lại vốn góp."), "cooperatives:capital", pk, held=[found])


@login_required
@require_POST
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = TransferForm(request.POST, people=[row.member for row in capital_on(found).rows])

    def act() -> None:
        told = form.cleaned_data
        giver, taker = member_of(found, told["giver"]), member_of(found, told["taker"])
        acts.transfer(giver, taker, told["amount"], told["on"], actor=actor)

    return attempt(request, form, act, _("Đã ghi chuyển nhượng."), "cooperatives:capital", pk, held=[found])


@login_required
@require_safe
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was a member on a day and with what capital; who left."""
    found = get_founding(actor_of(request), pk)
    day = _day_asked(request)
    gone = [one for one in found.members.all() if one.left_on is not None and one.left_on <= day]
    context = {
        "one": found,
        "day": day,
        "table": capital_on(found, day),
        "gone": gone,
        "manages": rules.may(actor_of(request), "found", found),
    }
    return render(request, "cooperatives/book.html", context)


@login_required
@require_safe
def print_book(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_founding(actor_of(request), pk)
    day = _day_asked(request)
    context = {"one": found, "day": day, "table": capital_on(found, day)}
    return render(request, "cooperatives/book_print.html", context)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The book of a day as Excel; personal data only for whoever keeps it."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    table = capital_on(found, _day_asked(request))
    head, rows = _columns(table, personal=rules.may(actor, "read_personal", found))
    answer = HttpResponse(write_xlsx(head, rows), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="so-thanh-vien.xlsx"'
    return answer


def _columns(table: CapitalTable, *, personal: bool) -> tuple[list[str], list[list[object]]]:
    head = [_("Thành viên"), _("Tư cách"), _("Chức vụ"), _("Ngày vào"), _("Cam kết góp (đồng)"), _("Đã góp (đồng)"),
            _("Tỷ lệ (%)"), _("Hạn góp đủ")]  # fmt: skip
    private = [_("Ngày sinh"), _("Số định danh"), _("Nơi ở")]
    rows: list[list[object]] = []
    for row in table.rows:
        one = row.member
        cells: list[object] = [
            one.name, str(one.get_standing_display()), str(one.get_post_display()), one.joined_on, row.pledged,
            row.paid, row.share, row.due_on,
        ]  # fmt: skip
        rows.append(cells + ([one.born_on, one.id_number, one.home] if personal else []))
    return head + (private if personal else []), rows


@login_required
@require_http_methods(["GET", "POST"])
def health(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of a year: questions with evidence; the scores and next steps of the last one above."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    record = record_for(found.commune, "coop_health")
    checks = list(found.checks.all())
    year = next(iter(chosen_ids(request, "year")), 0) or _year_asked(request)
    shown = next((one for one in checks if one.year == year), None)
    form = HealthForm(
        sent(request),
        version=shown.version if shown else 0,
        record=record,
        initial={**HealthForm.initial_of(shown), "year": year},
    )

    def act() -> None:
        told = form.cleaned_data
        save_check(found, told["year"], form.answers(), told["version"], actor=actor)

    if carry_out(form, act):
        messages.success(request, _("Đã ghi lần khám. Xem việc nên làm bên dưới."))
        return redirect("cooperatives:health", pk)
    latest = checks[0] if checks else None
    names = {area["key"]: area["name"] for area in record.facts["areas"]}
    context = {
        "one": found,
        "form": form,
        "checks": checks,
        "latest": latest,
        "areas": [(names.get(key, key), score) for key, score in latest.scores.items()] if latest else [],
        "steps": next_steps(record.facts, latest.answers) if latest else [],
        "may": rules.may(actor, "check_health", found) and found.state == Cooperative.State.REGISTERED,
        **origin(request, record),
    }
    return render(request, "cooperatives/health.html", context, status=status_of(form))


def _year_asked(request: HttpRequest) -> int:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
