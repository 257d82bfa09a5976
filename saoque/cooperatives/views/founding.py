"""The road, and the stations that are words: survey, choice, name, charter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saoque.cooperatives.actions import opening, telling
from saoque.cooperatives.forms import CharterForm, ChoiceForm, FirstForm, LineForm, NameForm, StopForm, SurveyForm
from saoque.cooperatives.forms.base import Versioned
from saoque.cooperatives.models import Cooperative
from saoque.cooperatives.papers.build import blanks_of, block_words
from saoque.cooperatives.queries.access import get_cooperative, get_founding
from saoque.cooperatives.queries.likeness import names_like
from saoque.cooperatives.queries.picture import picture_of, road_of, stations_of
from saoque.cooperatives.records import charter_record, founding_record, record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.views.tools import attempt, carry_out, origin, sent, status_of
from saoque.kernel.audit import history
from saoque.people.actors import actor_of


@login_required
@require_safe
def road(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the founding stands and what comes next; an office is led to its own page."""
    actor = actor_of(request)
    found = get_cooperative(actor, pk)
    if not rules.may(actor, "read", found):
        return redirect("cooperatives:office", pk)
    seen = picture_of(found)
    stations = stations_of(seen)
    manages = rules.may(actor, "found", found)
    context = {
        "one": found,
        "seen": seen,
        "road": road_of(seen, stations),
        "now": next((station for station in stations if station.gaps), None),
        "stations": stations,
        "manages": manages,
        "first_form": FirstForm() if not manages and rules.may(actor, "invite", found) else None,
        "waits": any(one.consented_at is None for one in found.helps.all()),
        "stop_form": StopForm(version=found.version, auto_id="stop_%s") if manages else None,
        "history": list(history(found))[-8:][::-1],
        "own": next((one for one in seen.people if one.user_id == actor.user_id), None),
        **origin(request, seen.process),
    }
    return render(request, "cooperatives/road.html", context)


def _page(
    request: HttpRequest, found: Cooperative, template: str, form: Any, may: bool, context: dict[str, Any]
) -> HttpResponse:
    may = may and telling.is_open(found)
    if not may:
        for field in form.fields.values():
            field.disabled = True
    whole = {"one": found, "form": form, "may": may, **context}
    return render(request, f"cooperatives/{template}.html", whole, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    form = SurveyForm(sent(request), version=found.version, initial=found.survey)
    if carry_out(form, lambda: telling.save_survey(found, form.told(), actor=actor), found):
        messages.success(request, _("Đã ghi khảo sát."))
        return redirect("cooperatives:road", pk)
    return _page(request, found, "survey", form, rules.may(actor, "survey", found), {})


@login_required
@require_http_methods(["GET", "POST"])
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions and comparison from the record; the decision is kept with its minutes."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    record = record_for(found.commune, "coop_choice")
    kept = found.choice
    initial = {"kind": found.kind, "minutes": kept.get("minutes", "")}
    initial |= {f"q_{key}": value for key, value in kept.get("answers", {}).items()}
    form = ChoiceForm(sent(request), version=found.version, record=record, initial=initial)

    def act() -> None:
        told = form.cleaned_data
        telling.save_choice(found, told["kind"], form.answers(), told["minutes"], actor=actor)

    if carry_out(form, act, found):
        messages.success(request, _("Đã ghi lựa chọn và biên bản."))
        return redirect("cooperatives:road", pk)
    leans = [row["leans"] for row in record.facts["questions"] if kept.get("answers", {}).get(row["key"]) == "yes"]
    context = {
        "rows": record.facts["compare"],
        "leans": {"cooperative": leans.count("cooperative"), "group": leans.count("group")},
        **origin(request, record, founding_record(found)),
    }
    return _page(request, found, "choice", form, rules.may(actor, "survey", found), context)


@login_required
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Form, letters and likeness of the name; lines of business below."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    initial = {"name": found.name, "short_name": found.short_name, "address_line": found.address_line}
    form = NameForm(sent(request), version=found.version, initial=initial)

    def act() -> None:
        told = form.told()
        telling.save_name(found, told["name"], told["short_name"], told["address_line"], actor=actor)

    if carry_out(form, act, found):
        messages.success(request, _("Đã ghi tên và trụ sở. Xem các tên gần giống bên dưới."))
        return redirect("cooperatives:name", pk)
    may = rules.may(actor, "write", found) and telling.is_open(found)
    asked = form["name"].value() or found.name
    context = {
        "alike": names_like(found, str(asked)),
        "lines": list(found.lines.all()),
        "line_form": LineForm(version=found.version, auto_id="line_%s") if may else None,
        **origin(request, record_for(found.commune, "coop_name")),
    }
    return _page(request, found, "name", form, may, context)


@login_required
@require_POST
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "write", found)
    form = LineForm(request.POST)

    def act() -> None:
        telling.add_line(found, form.cleaned_data["line"], form.cleaned_data["code"], actor=actor)

    return attempt(request, form, act, _("Đã thêm ngành nghề."), "cooperatives:name", pk, held=[found])


@login_required
@require_POST
def remove_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "write", found)
    form = Versioned(request.POST)
    return attempt(
        request,
        form,
        lambda: telling.remove_line(found, line, actor=actor),
        _("Đã bỏ ngành nghề."),
        "cooperatives:name",
        pk,
        held=[found],
    )


@login_required
@require_http_methods(["GET", "POST"])
def charter(request: HttpRequest, pk: int) -> HttpResponse:
    """Block by block; what the records fill in stands in each block as it will be printed."""
    actor = actor_of(request)
    found = get_founding(actor, pk)
    record = charter_record(found)
    form = CharterForm(
        sent(request),
        version=found.version,
        record=record,
        group=found.is_group,
        initial=CharterForm.initial_of(found),
    )

    def act() -> None:
        limit = form.cleaned_data.get("max_share_percent")
        telling.save_charter(found, form.told_blocks(), limit, actor=actor)

    if carry_out(form, act, found):
        messages.success(request, _("Đã ghi các lựa chọn."))
        return redirect("cooperatives:road", pk)
    may = rules.may(actor, "write", found)
    blanks = blanks_of(picture_of(found))
    rows = [
        (block, option, more, block_words(block, {}, blanks) if block.get("text") else [])
        for block, option, more in form.rows()
    ]
    return _page(request, found, "charter", form, may, {"rows": rows, **origin(request, record)})


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = StopForm(request.POST)
    said = _("Đã dừng. Mọi thứ còn nguyên, lúc nào cũng làm tiếp được.")
    return attempt(
        request,
        form,
        lambda: opening.stop_founding(found, form.cleaned_data["reason"], actor=actor),
        said,
        "cooperatives:road",
        pk,
        held=[found],
    )


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_founding(actor, pk)
    rules.require(actor, "found", found)
    form = Versioned(request.POST)
    return attempt(
        request,
        form,
        lambda: opening.take_up(found, actor=actor),
        _("Đã mở lại."),
        "cooperatives:road",
        pk,
        held=[found],
    )
