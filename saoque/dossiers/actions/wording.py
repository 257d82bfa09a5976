"""Entering the official wording of a printed sentence."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from saoque.dossiers.models import OfficialWording
from saoque.dossiers.papers.gather import statements
from saoque.dossiers.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.people.roles import Role

LONGEST = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def own_province(actor: Actor) -> str:
    """Return the code of the province whose agency the actor heads; empty for the nation's."""
    return next((standing.province or "" for standing in actor.having(Role.AGENCY_HEAD)), "")


def enter_wording(decision: str, key: str, text: str, actor: Actor) -> OfficialWording:
    """Append a wording for the dossiers of the actor's province, or of the nation; an empty one takes the last back.

    The row itself is the record of who entered what and when. Raises `DomainError` for an unknown sentence.
    """
    actor = rules.require(actor, "set_wording")
    if key not in statements(decision):
        raise DomainError(_("Không có câu này trong mẫu. Hãy tải lại trang."))
    clean = _CONTROL.sub("", text).replace("\r\n", "\n").strip()
    if len(clean) > LONGEST:
        raise DomainError(
            _("Câu này dài quá %(limit)d chữ cái. Hãy chỉ chép đúng câu in trong mẫu.") % {"limit": LONGEST}
        )
    return OfficialWording.objects.create(
        decision=decision, key=key, province=own_province(actor), text=clean, entered_by=actor.user
    )
