"""Forms 01 and 02, one station a page: kept while typing, or sent whole without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saoque.dossiers.actions.writing import save_field, save_section
from saoque.dossiers.actions.writing.fields import Clash, pairs_for, token_of
from saoque.dossiers.addresses import anchor
from saoque.dossiers.forms.hints import HINTS
from saoque.dossiers.forms.stations import MOST_ROWS, Blank, Station, blanks, find_station, label_of, signing, stations
from saoque.dossiers.forms.values import controls, show
from saoque.dossiers.models import Dossier, Part
from saoque.dossiers.queries_writing import Unlocked, kept_of, unlocked
from saoque.dossiers.rules import rules
from saoque.dossiers.views.writing.common import actor_of, clock, head, may_write, own_dossier, refuse, say
from saoque.kernel.errors import DomainError
from saoque.rulebook.forms import FormField, fields_for

SPARE_ROWS = 2
LEAST_ROWS = 3
OWNER_IS_PERSON = ("producing_household", "registered_household", "farm")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def station(request: HttpRequest, pk: int, form: str, station: str) -> HttpResponse:
    """Show one station; a plain POST keeps the whole page and moves on."""
    dossier = own_dossier(request, pk)
    place = find_station(dossier.scorecard, dossier.kind, form, station)
    refused: dict[str, str] = {}
    typed: dict[str, list[str]] = {}
    if request.method == "POST":
        typed = {name: request.POST.getlist(name) for name in request.POST}
        refused = save_section(dossier, place, typed, request.POST.get("version", ""), actor_of(request))
        if not refused:
            messages.success(request, _("Đã lưu trang này."))
            return redirect(_after(dossier, place, request.POST.get("go", "")))
    return render(
        request, "dossiers/write/station.html", _context(request, dossier, place, typed, refused),
        status=422 if refused else 200,
    )  # fmt: skip


@login_required
@require_POST
def save(request: HttpRequest, pk: int, form: str, station: str) -> HttpResponse:
    """Keep one field. 200 {"version", "saved_at", "html"}, 409 {"current", "current_text", "by", "version"}, 422 {"error"}."""
    dossier = own_dossier(request, pk)
    place = find_station(dossier.scorecard, dossier.kind, form, station)
    try:
        saved = save_field(
            dossier, place, request.POST.get("field", ""), request.POST.getlist("value"),
            request.POST.get("version", ""), actor_of(request),
        )  # fmt: skip
    except Clash as clash:
        told = {"current": clash.current, "current_text": clash.text, "by": clash.by, "version": clash.token}
        told["at"] = clock(clash.at)
        return say({**told, "error": str(clash)}, 409)
    except DomainError as error:
        return refuse(error)
    return say({"version": saved.token, "saved_at": clock(), "html": {}})


def _after(dossier: Dossier, place: Station, go: str) -> str:
    row = stations(dossier.scorecard, dossier.kind)
    at = row.index(place)
    if go == "next" and at + 1 < len(row):
        place = row[at + 1]
    elif go == "next":
        return reverse("dossiers:assessment", args=[dossier.pk])
    elif go == "back" and at > 0:
        place = row[at - 1]
    return reverse("dossiers:station", args=[dossier.pk, place.form, place.key])


def _context(
    request: HttpRequest, dossier: Dossier, place: Station, typed: dict[str, list[str]], refused: dict[str, str]
) -> dict[str, Any]:
    kept = kept_of(dossier, place.paths)
    free = unlocked(dossier) if may_write(request, dossier) else Unlocked()
    row = stations(dossier.scorecard, dossier.kind)
    at = row.index(place)
    top = head(request, dossier)
    draw = _Drawer(dossier, place, kept, free, typed, refused, top, rules.may(actor_of(request), "sign", dossier))
    return {
        **top,
        "station": place,
        "sections": [_section(section, place, dossier, draw) for section in place.sections],
        "version": token_of(place, kept),
        "number": at + 1,
        "count": len(row),
        "steps": row,
        "before": row[at - 1] if at else None,
        "after": row[at + 1] if at + 1 < len(row) else None,
        "open": free.anything,
        "refused": [{"anchor": anchor(name), "what": what} for name, what in refused.items()],
    }


def _section(section: Any, place: Station, dossier: Dossier, draw: _Drawer) -> dict[str, Any]:
    """One section with its fields in printed order; headings that only gather others come along."""
    rows = []
    for field in fields_for(section, dossier.kind, dossier.scorecard, groups=True):
        if field.kind == "group":
            rows.append({"group": field})
        elif field in place.fields:
            rows.append(draw.field(field))
        elif field.kind == "statement":
            rows.append({"statement": field})
    return {"section": section, "rows": rows}


class _Drawer:
    """Turns fields into what the template draws."""

    def __init__(
        self, dossier: Dossier, place: Station, kept: dict[str, tuple[Any, int]], free: Unlocked,
        typed: dict[str, list[str]], refused: dict[str, str], top: dict[str, Any], may_sign: bool,
    ) -> None:  # fmt: skip
        self.dossier, self.kept, self.free, self.typed, self.refused = dossier, kept, free, typed, refused
        self.place, self.top, self.may_sign = place, top, may_sign

    def field(self, field: FormField) -> dict[str, Any]:
        value = self.kept.get(field.path, (None, 0))[0]
        rows = min(MOST_ROWS, max(LEAST_ROWS, len(value or []) + SPARE_ROWS)) if field.kind == "table" else 0
        made = [self.blank(blank) for blank in blanks(field, self.dossier.scorecard, rows)]
        width = len(field.columns) or 1
        return {
            "field": field,
            "label": label_of(field),
            "anchor": anchor(field.path),
            "hint": HINTS.get(field.path) or field.hint or "",
            "need": field.need,
            "sensitive": self._sensitive(field),
            "first": made[0] if made else None,
            "more": made[1:] if field.kind != "table" else [],
            "table": [made[i : i + width] for i in range(0, len(made), width)] if field.kind == "table" else [],
            "locked": bool(made) and made[0]["locked"],
            "unsigned": self._owners_alone(field),
            "helped": self.top["marks"].get((Part.FIELD, field.path)),
            "talk": self.top["talk"].get((Part.FIELD, field.path), 0),
            "part": f"{Part.FIELD}:{field.path}",
        }

    def blank(self, blank: Blank) -> dict[str, Any]:
        value = self._value(blank)
        pairs = pairs_for(blank, self.dossier) if blank.kind in ("choice", "multi_choice") else []
        held = self.typed.get(blank.name) or controls(blank.kind, value, grouped=blank.grouped)
        return {
            "blank": blank,
            "name": blank.name,
            "anchor": anchor(blank.name),
            "text": held[0] if held else "",
            "shown": show(blank.kind, value, pairs, grouped=blank.grouped),
            "choices": _choices(blank, pairs, held),
            "locked": blank.locked or not self.free.field(blank.of.path) or self._owners_alone(blank.of),
            "error": self.refused.get(blank.name, ""),
        }

    def _owners_alone(self, field: FormField) -> bool:
        """Whether only the producer fills it in, and the reader is not the producer."""
        return not self.may_sign and self.top["helping"] and signing(self.place, field)

    def _value(self, blank: Blank) -> Any:
        value = self.kept.get(blank.path, (None, 0))[0]
        if blank.row is None or blank.column is None:
            return value
        return value[blank.row].get(blank.column.key) if value and blank.row < len(value) else None

    def _sensitive(self, field: FormField) -> bool:
        if field.sensitive_if and self.dossier.producer.legal_form in OWNER_IS_PERSON:
            return True
        return field.sensitive


def _choices(blank: Blank, pairs: Any, held: list[str]) -> list[dict[str, Any]]:
    """What may be chosen, nested as printed: a line that has no box of its own is a heading."""
    if not blank.choices:
        return [
            {"key": key, "label": label, "note": "", "on": key in held, "tick": True, "inner": False}
            for key, label in pairs
        ]
    return [
        {
            "key": c.key,
            "label": c.label,
            "note": c.label_note or "",
            "on": c.key in held,
            "tick": c.tick,
            "inner": bool(c.parent),
            "marker": c.marker or "",
        }
        for c in blank.choices
    ]
