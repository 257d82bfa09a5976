"""Rounds of a year (article 5): the law's dates, and extra ones that a plan allows."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from saoque.councils.models import Round
from saoque.councils.rules import Seat, rules
from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.people.roles import Level
from saoque.places.models import AdminUnit
from saoque.rulebook import procedure

_LEVEL_IN_LAW = {Level.PROVINCE: "province", Level.MINISTRY: "central"}


def open_rounds(year: int, level: str, province: AdminUnit | None, *, actor: Actor) -> list[Round]:
    """Open the rounds that the law sets for a year. Those that already stand are left as they are."""
    _check_seat(level, province)
    actor = rules.require(actor, "open_rounds", Seat(level, province))
    opened = []
    with transaction.atomic():
        for dates in procedure.rounds_of(year, _LEVEL_IN_LAW[Level(level)]):
            found, is_new = Round.objects.get_or_create(
                level=level,
                province=province,
                year=year,
                number=dates.number,
                defaults={"submit_before": dates.submit_before, "evaluate_before": dates.evaluate_before},
            )
            if is_new:
                audit.record(found, "open_round", actor, data={"year": year, "number": dates.number})
            opened.append(found)
    return opened


def open_extra_round(
    year: int,
    level: str,
    province: AdminUnit | None,
    *,
    submit_before: date,
    evaluate_before: date,
    plan_reference: str,
    actor: Actor,
) -> Round:
    """Open a round beyond those of the law; only with the plan that allows it (article 5)."""
    _check_seat(level, province)
    actor = rules.require(actor, "open_rounds", Seat(level, province))
    plan_reference = plan_reference.strip()
    if not plan_reference:
        raise DomainError(
            _("Đợt thêm phải có kế hoạch. Hãy ghi số, ngày của kế hoạch (điều 5)."), field="plan_reference"
        )
    if evaluate_before <= submit_before:
        raise DomainError(_("Hạn đánh giá phải sau hạn nộp hồ sơ."), field="evaluate_before")
    lawful = len(procedure.rounds_of(year, _LEVEL_IN_LAW[Level(level)]))
    try:
        with transaction.atomic():
            last = Round.objects.filter(level=level, province=province, year=year).aggregate(n=Max("number"))["n"]
            found = Round.objects.create(
                level=level,
                province=province,
                year=year,
                number=max(last or 0, lawful) + 1,
                submit_before=submit_before,
                evaluate_before=evaluate_before,
                plan_reference=plan_reference,
            )
            audit.record(found, "open_extra_round", actor, data={"plan": plan_reference})
    except IntegrityError:
        raise DomainError(_("Có người vừa mở đợt này. Hãy tải lại trang.")) from None
    return found


def close_round(round_: Round, *, actor: Actor) -> None:
    """Close a round: from now on it takes no dossiers and no marks; what was handed in can still be concluded."""
    actor = rules.require(actor, "close_round", round_)
    if round_.is_closed:
        raise DomainError(_("Đợt này đã đóng rồi."))
    compare_and_set(round_, actor, "close_round", is_closed=True)


def require_open(round_: Round) -> None:
    """Raise when the round takes nothing more."""
    if round_.is_closed:
        raise DomainError(
            _("Đợt %(number)s năm %(year)s đã đóng nên không nhận thêm hồ sơ và điểm chấm.")
            % {"number": round_.number, "year": round_.year}
        )


def _check_seat(level: str, province: AdminUnit | None) -> None:
    if (level == Level.PROVINCE) != (province is not None):
        raise DomainError(_("Cấp tỉnh phải có tên tỉnh; cấp trung ương thì không."), field="province")
