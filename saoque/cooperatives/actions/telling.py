"""What the founders say of their co-operative: survey, choice of the form, name, lines of business, charter."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from saoque.cooperatives.kinds import Kind
from saoque.cooperatives.models import TEXT_LIMIT, BusinessLine, Cooperative
from saoque.cooperatives.naming import name_faults
from saoque.cooperatives.records import charter_record, record_for
from saoque.cooperatives.rules import rules
from saoque.cooperatives.words import NAME_FAULTS, SURVEY
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set
from saoque.kernel.text import search_text, sort_key

_OPEN = (Cooperative.State.FOUNDING, Cooperative.State.RETURNED)


def is_open(cooperative: Cooperative) -> bool:
    """Whether the founders may still change what they said."""
    return cooperative.state in _OPEN


def require_founding(cooperative: Cooperative) -> None:
    """Raises `DomainError` when the papers lie with the commune or the founding is over."""
    if not is_open(cooperative):
        raise DomainError(
            _("Việc thành lập đang ở bước «%(state)s» nên chỗ này không sửa được.")
            % {"state": cooperative.get_state_display()}
        )


def save_survey(cooperative: Cooperative, answers: Mapping[str, str], *, actor: Actor) -> None:
    acting = rules.require(actor, "survey", cooperative)
    require_founding(cooperative)
    kept = {key: answers.get(key, "").strip()[:TEXT_LIMIT] for key in SURVEY}
    compare_and_set(cooperative, acting, "save_survey", survey=kept)


def save_choice(cooperative: Cooperative, kind: str, answers: Mapping[str, str], minutes: str, *, actor: Actor) -> None:
    """Record which form was chosen and why. The minutes say who talked it over."""
    acting = rules.require(actor, "survey", cooperative)
    require_founding(cooperative)
    if kind not in Kind.values:
        raise DomainError(_("Hãy chọn tổ hợp tác hay hợp tác xã."), field="kind")
    if not minutes.strip():
        raise DomainError(_("Hãy ghi ai đã bàn và vì sao chọn, đây là biên bản."), field="minutes")
    known = record_for(cooperative.commune, "coop_choice").facts["questions"]
    kept = {row["key"]: answers[row["key"]] for row in known if answers.get(row["key"]) in ("yes", "no")}
    told = {"answers": kept, "minutes": minutes.strip()[:TEXT_LIMIT], "decided_on": today().isoformat()}
    charter = cooperative.charter if kind == cooperative.kind else {}
    data = {"kind": kind}
    compare_and_set(cooperative, acting, "save_choice", data=data, kind=kind, choice=told, charter=charter)


def save_name(cooperative: Cooperative, name: str, short_name: str, address_line: str, *, actor: Actor) -> None:
    """Store a name of the right form. Whether it is free is for the national register."""
    acting = rules.require(actor, "write", cooperative)
    require_founding(cooperative)
    begins = record_for(cooperative.commune, "coop_name").facts["begins_with"][cooperative.kind]
    told = " ".join(name.split())[:160]
    faults = name_faults(told, begins)
    if faults:
        raise DomainError(NAME_FAULTS[faults[0]], field="name")
    compare_and_set(
        cooperative,
        acting,
        "save_name",
        data={"name": told},
        name=told,
        short_name=short_name.strip()[:60],
        address_line=address_line.strip()[:200],
        name_checked_on=today(),
        search=search_text(told),
        sort=sort_key(told)[:600],
    )


def add_line(cooperative: Cooperative, name: str, code: str, *, actor: Actor) -> None:
    """Add a line of business; the first one is the main line."""
    acting = rules.require(actor, "write", cooperative)
    require_founding(cooperative)
    if not name.strip():
        raise DomainError(_("Hãy ghi tên ngành nghề."), field="line")
    if code.strip() and not code.strip().isdigit():
        raise DomainError(_("Mã ngành chỉ gồm chữ số; chưa biết thì để trống."), field="code")
    with transaction.atomic():
        compare_and_set(cooperative, acting, "add_line", data={"name": name.strip()[:200]})
        BusinessLine.objects.create(
            cooperative=cooperative,
            name=name.strip()[:200],
            code=code.strip()[:10],
            is_main=not cooperative.lines.exists(),
        )


def remove_line(cooperative: Cooperative, pk: int, *, actor: Actor) -> None:
    """Take a line away; when it was the main one, the next takes its place."""
    acting = rules.require(actor, "write", cooperative)
    require_founding(cooperative)
    line = cooperative.lines.filter(pk=pk).first()
    if line is None:
        raise NotFound()
    with transaction.atomic():
        compare_and_set(cooperative, acting, "remove_line", data={"name": line.name})
        line.delete()
        first = cooperative.lines.order_by("pk").first()
        if line.is_main and first:
            cooperative.lines.filter(pk=first.pk).update(is_main=True)


def save_charter(
    cooperative: Cooperative, blocks: Mapping[str, Mapping[str, str]], max_share_percent: int | None, *, actor: Actor
) -> None:
    """Store the chosen option and the founders' own words of each block. A stricter limit of one share may be set."""
    acting = rules.require(actor, "write", cooperative)
    require_founding(cooperative)
    known = record_for(cooperative.commune, "coop_capital").facts["max_share_percent"]["value"]
    if max_share_percent is not None and not 1 <= max_share_percent <= (known or 100):
        raise DomainError(
            _("Điều lệ chỉ được đặt mức bằng hoặc thấp hơn %(limit)s %%.") % {"limit": known or 100},
            field="max_share_percent",
        )
    kept: dict[str, Any] = {}
    for block in charter_record(cooperative).facts["blocks"]:
        told = blocks.get(block["key"], {})
        options = {one["id"] for one in block.get("options", [])}
        option = told.get("option", "")
        kept[block["key"]] = {
            "option": option if option in options else "",
            "more": told.get("more", "").strip()[:TEXT_LIMIT],
        }
    compare_and_set(cooperative, acting, "save_charter", charter=kept, max_share_percent=max_share_percent)
