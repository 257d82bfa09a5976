"""The offices' desk: what has come in, and one dossier with everything that can be done to it now."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saoque import rulebook
from saoque.dossiers import deadlines, lists, queries_office, reading
from saoque.dossiers.forms_office import FilterForm, PartsForm, usual_due
from saoque.dossiers.helping import who_helped
from saoque.dossiers.models import Dossier, DossierState, Evidence, Part, ReturnItem
from saoque.dossiers.queries import get_dossier
from saoque.dossiers.rules import rules
from saoque.dossiers.talk import open_counts
from saoque.dossiers.targets import labels_of
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today, working_days_left
from saoque.kernel.errors import NotAllowed, NotFound
from saoque.kernel.files import serve
from saoque.people.roles import Level

_COMMUNE_STATES = [DossierState.FILED, DossierState.COMMUNE_RECEIVED, DossierState.COMMUNE_RETURNED]
_LATER_STATES = [s for s in DossierState if s not in {*_COMMUNE_STATES, DossierState.DRAFT}]
_AT_AGENCY = {DossierState.PROPOSED, DossierState.AGENCY_RECEIVED, DossierState.AGENCY_RETURNED}


def office_actor(request: HttpRequest) -> Actor:
    """Return the actor, who must hold an office's role."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.has(*lists.COMMUNE_ROLES, *lists.AGENCY_ROLES):
        raise NotAllowed(_("Trang này dành cho cán bộ xã và cơ quan OCOP. Hồ sơ của bạn ở mục Hồ sơ."))
    return actor


def get_in_office(request: HttpRequest, pk: int) -> Dossier:
    """Return a dossier that the actor may read as an officer; strange and missing ones look alike."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    dossier = get_dossier(actor, pk)
    if not rules.may(actor, "read_in_office", dossier):
        raise NotFound()
    return dossier


@login_required
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """The list: nearest deadline first, found by name without marks, narrowed by state."""
    actor = office_actor(request)
    form = FilterForm(request.GET)
    filters = form.filters()
    rows = lists.dossier_rows(actor, filters, form.order, request.GET.get("page", "1"))
    agency = actor.has(*lists.AGENCY_ROLES)
    states = [*(_COMMUNE_STATES if actor.has(*lists.COMMUNE_ROLES) else ()), *_LATER_STATES]
    query = request.GET.copy()
    for name in ("state", "page"):
        query.pop(name, None)
    context = {
        "rows": rows,
        "page": rows.page,
        "filters": filters,
        "sort": form.order,
        "sorts": lists.sorts_for(actor),
        "chips": _chips(rows, states),
        "query": query.urlencode(),
        "full_query": request.GET.urlencode(),
        "asked": [(name, value) for name, value in request.GET.items() if name != "page"],
        "agency": agency,
        "may_export": rules.may(actor, "export"),
        "kinds": Dossier.Kind.choices,
        "levels": Level.choices if agency else (),
        "sets": rulebook.product_sets() if agency else (),
        "settings_unit": own_settings_unit(actor),
    }
    return render(request, "dossiers/office/inbox.html", context)


@login_required
@require_safe
def dossier_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier: where it is, what to do, what has to be mended, what it says, and who did what."""
    dossier = get_in_office(request, pk)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    sensitive = rules.may(actor, "see_personal", dossier)
    changes = reading.read_changes(dossier, sensitive)
    changed = {change.key for change in changes if change.kind == ReturnItem.Target.CRITERION}
    records = list(audit.history(dossier))
    told = _told(records)
    office = deadlines.office_of(dossier)
    items = list(dossier.return_items.select_related("opened_by").order_by("office", "pk"))
    labels = labels_of(dossier)
    for item in items:
        item.label = labels.get((item.target, item.key), item.key)  # type: ignore[attr-defined]
    evidence = list(dossier.evidence.select_related("paper__file").prefetch_related("citations"))
    may = {name: rules.may(actor, name, dossier) for name in _ACTS}
    talk = open_counts(actor, dossier)
    for one in evidence:
        one.talk = talk.get((Part.PAPER, str(one.paper_id)), 0)  # type: ignore[attr-defined]
    context = {
        "dossier": dossier,
        "set_name": lists.set_name(dossier.scorecard),
        "road": queries_office.road_of(dossier, queries_office.days_behind(records)),
        "values": reading.read_values(dossier, with_sensitive=sensitive, talk=talk),
        "claims": reading.read_claims(dossier, changed, talk),
        "may_talk": rules.may(actor, "talk", dossier),
        "talk_count": sum(talk.values()),
        "helped_by": who_helped(dossier),
        "changes": changes,
        "changed_fields": {f"field:{c.key}" for c in changes if c.kind == ReturnItem.Target.FIELD},
        "items": items,
        "open_items": [i for i in items if i.state == ReturnItem.State.OPEN],
        "mended_items": [i for i in items if i.state == ReturnItem.State.ANSWERED],
        "evidence": evidence,
        "receipts": list(dossier.receipts.select_related("unit", "received_by")),
        "records": told,
        "report": getattr(dossier, "commune_report", None),
        "check": _parts_check(dossier, office),
        "points": rules.may(actor, "see_points", dossier),
        "may_take": rules.may(actor, "take_papers", dossier),
        "can": _can(dossier, may, items),
        "usual_due": usual_due(),
        "working_days": working_days_left(today(), dossier.due_on) if dossier.due_on else None,
        "round": deadlines.round_of(dossier, today()) if dossier.state not in _CLOSED else None,
    }
    return render(request, "dossiers/office/dossier.html", context)


@login_required
@require_safe
def evidence_file(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponseBase:
    """Show one paper of the dossier in the browser."""
    dossier = get_in_office(request, pk)
    evidence = Evidence.objects.filter(pk=evidence_pk, dossier=dossier).select_related("paper__file").first()
    if evidence is None:
        raise NotFound()
    return serve(evidence.paper.file, request.user)


_CLOSED = {DossierState.RECOGNISED, DossierState.NOT_RECOGNISED, DossierState.WITHDRAWN}
_ACTS = (
    "receive_at_commune", "return_from_commune", "judge_return_item", "check_parts", "write_report", "propose",
    "receive_at_agency", "return_from_agency",
)  # fmt: skip


def own_settings_unit(actor: Actor) -> int | None:
    """Return the unit whose intake settings the actor may set, if there is one."""
    return next((s.unit_id for s in actor.standings if rules.may(actor, "set_intake_rules", s.unit_id)), None)


def _chips(rows: lists.Rows, states: list[DossierState]) -> list[dict[str, Any]]:
    chips: list[dict[str, Any]] = [
        {"state": "", "text": _("Tất cả"), "count": rows.counts["all"]},
        {"state": "todo", "text": _("Đang chờ cơ quan tôi"), "count": rows.counts["todo"]},
    ]
    return chips + [{"state": s, "text": s.label, "count": rows.counts[s]} for s in states if rows.counts.get(s)]


def _can(dossier: Dossier, may: dict[str, bool], items: list[ReturnItem]) -> dict[str, bool]:
    """Return which acts the page offers: allowed to the actor, and fitting the state."""
    at_commune = dossier.state == DossierState.COMMUNE_RECEIVED
    at_agency = dossier.state == DossierState.AGENCY_RECEIVED
    settled = all(item.state == ReturnItem.State.ACCEPTED for item in items)
    return {
        "receive_commune": may["receive_at_commune"] and dossier.state == DossierState.FILED,
        "receive_agency": may["receive_at_agency"] and dossier.state == DossierState.PROPOSED,
        "give_back": (may["return_from_commune"] and at_commune) or (may["return_from_agency"] and at_agency),
        "judge": may["judge_return_item"] and (at_commune or at_agency),
        "check": may["check_parts"] and (at_commune or at_agency),
        "report": may["write_report"] and at_commune,
        "propose": may["propose"] and at_commune and settled,
    }


def _parts_check(dossier: Dossier, office: str) -> dict[str, Any]:
    kept = dossier.parts_checks.filter(office=office).select_related("checked_by").first()
    initial = {"present": kept.present, "note": kept.note, "version": kept.version} if kept else {"version": 0}
    return {"kept": kept, "form": PartsForm(initial=initial)}


def _told(records: list[Any]) -> list[dict[str, Any]]:
    """Return what the history shows, newest first: the steps of the way, not every stroke of the drafting."""
    names = act_names()
    return [{"words": names[r.action], "at": r.at, "actor": r.actor, "unit": r.actor_unit}
            for r in reversed(records) if r.action in names]  # fmt: skip


def act_names() -> dict[str, str]:
    """Return what each record of the history says to people."""
    return {
        "begin": _("Bắt đầu soạn hồ sơ"),
        "change_set": _("Đổi bộ sản phẩm"),
        "file": _("Chủ thể nộp hồ sơ"),
        "withdraw": _("Chủ thể rút hồ sơ"),
        "receive_at_commune": _("Xã nhận hồ sơ"),
        "return_from_commune": _("Xã trả lại để bổ sung"),
        "answer_commune": _("Chủ thể gửi lại xã"),
        "propose": _("Xã đề nghị lên tỉnh"),
        "receive_at_agency": _("Cơ quan OCOP nhận hồ sơ"),
        "return_from_agency": _("Cơ quan OCOP trả lại để bổ sung"),
        "answer_agency": _("Chủ thể gửi lại cơ quan OCOP"),
        "put_before_council": _("Đưa ra Hội đồng"),
        "take_from_council": _("Rút khỏi Hội đồng"),
        "conclude": _("Hội đồng kết luận"),
        "send_to_ministry": _("Gửi lên cấp trung ương"),
        "recognise": _("Được công nhận"),
        "refuse": _("Chưa đủ hạng để công nhận"),
        "assess_again": _("Trả về tỉnh để đánh giá lại"),
    }
