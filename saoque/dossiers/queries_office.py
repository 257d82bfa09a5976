"""What offices need today, which dossiers are ready for a council, and the road of one dossier."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from saoque.dossiers.lists import AGENCY_ROLES, office_visible
from saoque.dossiers.models import CommuneReport, Dossier, DossierState, ReturnItem
from saoque.dossiers.queries import BEFORE_PROPOSAL
from saoque.kernel.access import Actor
from saoque.kernel.calendar import add_working_days, today
from saoque.kernel.todo import Todo, todo_source
from saoque.people.roles import Level, Role
from saoque.producers.nation import before_the_nation

LIMIT = 20
NEAR_WORKING_DAYS = 3
S = DossierState


def ready_dossiers(actor: Actor) -> QuerySet[Dossier]:
    """Return what an agency can put before its council: received at its own level, nothing left to mend."""
    return (
        office_visible(actor)
        .filter(_with_agency(actor), state=S.AGENCY_RECEIVED)
        .exclude(return_items__in=ReturnItem.objects.exclude(state=ReturnItem.State.ACCEPTED))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


@todo_source
def todo_for(actor: Actor) -> Iterable[Todo]:
    """Return what waits for the officers among the actor's roles: at most `LIMIT` each, nearest deadline first."""
    found: list[Todo] = []
    if actor.has(Role.COMMUNE_OFFICER):
        found += _todos(actor, Q(state__in=[S.FILED, S.COMMUNE_RECEIVED]), _officer_words)
    if actor.has(Role.COMMUNE_LEADER):
        written = CommuneReport.objects.exclude(
            Q(local_materials="") | Q(local_labour="") | Q(idea_origin="") | Q(local_identity="")
        )
        ready = Q(state=S.COMMUNE_RECEIVED, commune_report__in=written)
        found += _todos(actor, ready & ~Q(return_items__in=_unsettled()), _leader_words)
        # Whatever is still lacking, the commune's working days run out under the leader's name.
        near = Q(state=S.COMMUNE_RECEIVED, due_on__lte=add_working_days(today(), NEAR_WORKING_DAYS))
        lacking = ~Q(commune_report__in=written) | Q(pk__in=_unsettled().values("dossier"))
        found += _todos(actor, near & lacking, _hurry_words)
    if actor.has(Role.AGENCY_CLERK):
        found += _todos(actor, _with_agency(actor) & Q(state__in=[S.PROPOSED, S.AGENCY_RECEIVED]), _clerk_words)
    return found


def road_of(dossier: Dossier, since: Mapping[str, date] | None = None) -> list[dict[str, Any]]:
    """Return the stations for the tag `road`: where the dossier is, who has it, since when, until when.

    `since` maps the name of a station to the day it was left, for those behind (see `days_behind`).
    """
    names = ["file", "commune", "agency", "council"]
    if dossier.level == Level.MINISTRY:
        names += ["ministry", "ministry_council"]
    names.append("result")
    here = _here(dossier)
    place = names.index(here)
    behind = since or {}
    return [
        {
            "name": _station_name(name),
            "state": "done"
            if number < place or dossier.state == S.RECOGNISED
            else "now"
            if number == place
            else "next",
            "who": _who_has(dossier) if number == place else "",
            "since": dossier.state_since if number == place else None,
            "until": dossier.due_on if number == place else behind.get(name),
            "late": number == place and dossier.due_on is not None and dossier.due_on < today(),
        }
        for number, name in enumerate(names)
    ]


def days_behind(records: Iterable[Any]) -> dict[str, date]:
    """Return the day on which each station was left, from the audit records of the dossier, oldest first."""
    left: dict[str, date] = {}
    names = {
        "file": "file",
        "propose": "commune",
        "put_before_council": "agency",
        "conclude": "council",
        "recognise": "result",
        "refuse": "result",
    }
    for record in records:
        if record.action == "file":
            left.setdefault("file", record.at)
        elif record.action in names:
            left[names[record.action]] = record.at
    return left


def _with_agency(actor: Actor) -> Q:
    """The agency of the very level that has the dossier now, as rule `has_it_now`."""
    mine = Q(pk__in=[])
    for standing in actor.having(*AGENCY_ROLES):
        if standing.province:
            mine |= Q(province__code=standing.province, level=Level.PROVINCE)
        else:
            mine |= Q(level=Level.MINISTRY)
    return mine


def _unsettled() -> QuerySet[ReturnItem]:
    return ReturnItem.objects.exclude(state=ReturnItem.State.ACCEPTED)


def _todos(actor: Actor, which: Q, words: Any) -> list[Todo]:
    rows = (
        office_visible(actor)
        .filter(which)
        .order_by(F("due_on").asc(nulls_last=True), "state_since", "pk")
        .values("pk", "state", "product__name", "producer__name", "due_on")[:LIMIT]
    )
    found = []
    for row in rows:
        title, button, page = words(row["state"])
        found.append(
            Todo(
                title=title % {"product": row["product__name"]},
                detail=row["producer__name"],
                url=reverse(page, args=[row["pk"]]),
                button=button,
                due_on=row["due_on"],
            )
        )
    return found


def _officer_words(state: str) -> tuple[str, str, str]:
    if state == S.FILED:
        return _("Nhận hồ sơ %(product)s"), _("Mở hồ sơ"), "dossiers:office_dossier"
    return _("Xem hồ sơ, viết Mẫu 03 cho %(product)s"), _("Xem tiếp"), "dossiers:office_dossier"


def _leader_words(state: str) -> tuple[str, str, str]:
    return _("Đề nghị lên tỉnh: %(product)s"), _("Đọc Mẫu 03"), "dossiers:office_report"


def _hurry_words(state: str) -> tuple[str, str, str]:
    return _("Sắp hết hạn của xã, chưa xem xong: %(product)s"), _("Mở hồ sơ"), "dossiers:office_dossier"


def _clerk_words(state: str) -> tuple[str, str, str]:
    if state == S.PROPOSED:
        return _("Nhận hồ sơ %(product)s"), _("Mở hồ sơ"), "dossiers:office_dossier"
    return _("Kiểm tra hồ sơ %(product)s"), _("Xem tiếp"), "dossiers:office_dossier"


def _here(dossier: Dossier) -> str:
    national = dossier.level == Level.MINISTRY
    if dossier.state in {S.DRAFT, S.WITHDRAWN}:
        return "file"
    if dossier.state in {S.FILED, S.COMMUNE_RECEIVED, S.COMMUNE_RETURNED}:
        return "commune"
    if dossier.state in {S.PROPOSED, S.AGENCY_RECEIVED, S.AGENCY_RETURNED}:
        return "ministry" if national else "agency"
    if dossier.state == S.ASSESSING:
        return "ministry_council" if national else "council"
    return "result"


@before_the_nation
def producers_at_ministry() -> QuerySet[Any, Any]:
    """Return the ids of producers with a dossier at the ministry's level, the same dossiers that its offices read."""
    filed = Dossier.objects.filter(level=Level.MINISTRY, filed_at__isnull=False)
    return filed.exclude(state__in=BEFORE_PROPOSAL).values("producer")


def _station_name(name: str) -> str:
    return {
        "file": _("Nộp hồ sơ"),
        "commune": _("Xã xem, đề nghị"),
        "agency": _("Cơ quan OCOP tỉnh"),
        "council": _("Hội đồng tỉnh"),
        "ministry": _("Cơ quan OCOP của Bộ"),
        "ministry_council": _("Hội đồng trung ương"),
        "result": _("Kết quả"),
    }[name]


def _who_has(dossier: Dossier) -> str:
    if dossier.state in {S.DRAFT, S.COMMUNE_RETURNED, S.AGENCY_RETURNED, S.WITHDRAWN}:
        return dossier.producer.name
    if _here(dossier) == "commune":
        return _("UBND %(place)s") % {"place": dossier.commune.full_name}
    if dossier.state in {S.RECOGNISED, S.NOT_RECOGNISED}:
        return ""
    return _("Bộ") if dossier.level == Level.MINISTRY else dossier.province.full_name
