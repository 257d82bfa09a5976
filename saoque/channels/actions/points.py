"""A point held against the criteria for OCOP points."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from saoque.channels.criteria import NO, NONE_OF_THEM, YES, Criterion, answer, conclude
from saoque.channels.models import PointAnswer, PointCheck, PointOfSale
from saoque.channels.queries.points import criteria_now, star_share
from saoque.channels.rules import rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.files import keep

MOST_AREA = Decimal(1_000_000)  # m²


@dataclass(frozen=True)
class Found:
    """What was found for one criterion. `given`: numbers of options or "none"; "yes" or "no"; an area in m²."""

    given: tuple[str, ...] = ()
    note: str = ""
    photo: UploadedFile | None = None


@transaction.atomic
def check_point(point: PointOfSale, found: Mapping[str, Found], *, actor: Actor, note: str = "") -> PointCheck:
    """Keep what was found today, by criterion's code, and what follows by the record as it holds today.

    Raises `DomainError` naming the criterion whose answer does not fit it, or when nothing was answered.
    """
    acting = rules.require(actor, "check_point", point)
    if point.closed_on is not None:
        raise DomainError(_("Điểm bán này đã đóng."))
    if not any(one.given for one in found.values()):
        raise DomainError(_("Hãy trả lời ít nhất một tiêu chí."))
    record, criteria = criteria_now(_province(point))
    told = {one.code: told_of(one, found.get(one.code, Found()).given) for one in criteria}
    results = {one.code: answer(one, found.get(one.code, Found()).given) for one in criteria}
    share = star_share(point)
    check = PointCheck.objects.create(
        point=point, record=record.key, basis="; ".join(record.basis)[:300], valid_until=record.until,
        result=conclude(results.values()), on_sale=share.on_sale, with_star=share.with_star,
        note=" ".join(note.split())[:500], checked_on=today(), checked_by=acting.user, checked_in_id=acting.unit_id,
    )  # fmt: skip
    for position, one in enumerate(criteria):
        mine = found.get(one.code, Found())
        PointAnswer.objects.create(
            check_made=check, position=position, criterion=one.code, words=one.words[:300], answer=told[one.code][:600],
            result=results[one.code], note=" ".join(mine.note.split())[:300],
            photo=keep(mine.photo, acting.user, pictures_only=True) if mine.photo else None,
        )  # fmt: skip
    audit.record(check, "check_point", acting, data={"point": point.pk, "result": check.result})
    return check


def told_of(criterion: Criterion, given: tuple[str, ...]) -> str:
    """Return the answer as people read it. Raises `DomainError` when it does not fit the criterion."""
    said = [one for one in given if one]
    if not said:
        return ""
    if criterion.kind == "any_of":
        if said == [NONE_OF_THEM]:
            return _("Không có mục nào")
        if not all(one.isascii() and one.isdigit() and int(one) < len(criterion.options) for one in said):
            raise DomainError(_("Hãy chọn các mục đang có, hoặc «Không có mục nào»."), field=criterion.code)
        return "; ".join(criterion.options[int(one)] for one in said)
    if criterion.kind == "yes_no":
        if said[0] not in (YES, NO):
            raise DomainError(_("Hãy chọn có hoặc không."), field=criterion.code)
        return _("Có") if said[0] == YES else _("Không")
    try:
        area = Decimal(said[0])
    except InvalidOperation:
        area = Decimal(0)
    if not area.is_finite() or not 0 < area <= MOST_AREA:
        raise DomainError(_("Hãy ghi diện tích bằng mét vuông, ví dụ 40."), field=criterion.code)
    return f"{area.normalize():f} m²".replace(".", ",")


def _province(point: PointOfSale) -> str:
    return point.commune.parent.code if point.commune.parent else ""
