"""Choosing who comes: the rule proposes, the organiser may decide against it with a reason, and publishes."""

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from saoque.fairs.choosing import choose
from saoque.fairs.flow import exhibitor_flow
from saoque.fairs.models import Exhibitor, Fair
from saoque.fairs.queries.candidates import candidates_of, terms_of
from saoque.fairs.rules import rules
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, Stale
from saoque.kernel.flow import compare_and_set

_S = Exhibitor.State
RESULTS = (_S.CHOSEN, _S.WAITING, _S.REFUSED)


@transaction.atomic
def propose_choice(fair: Fair, *, actor: Actor) -> dict[str, int]:
    """Let the rule speak on everybody who applied; earlier decisions against it fall. Returns how many stand where."""
    acting = rules.require(actor, "organise", fair)
    _choosing(fair)
    outcomes = choose(candidates_of(fair), terms_of(fair))
    counts = {str(result): sum(one.result == result for one in outcomes) for result in RESULTS}
    compare_and_set(fair, acting, "propose_choice", data=counts)
    rows = [
        Exhibitor(pk=one.key, proposed=one.result, rank=one.rank, reasons=list(one.reasons), because="")
        for one in outcomes
    ]
    Exhibitor.objects.bulk_update(rows, ["proposed", "rank", "reasons", "because"], batch_size=150)
    Exhibitor.objects.filter(fair=fair, state=_S.APPLIED).update(version=F("version") + 1)
    return counts


def decide_against(exhibitor: Exhibitor, result: str, reason: str, *, actor: Actor) -> None:
    """Let one stand elsewhere than the rule says, with a written reason that the exhibitor reads."""
    acting = rules.require(actor, "organise", exhibitor.fair)
    _choosing(exhibitor.fair)
    said = reason.strip()[:300]
    if result not in RESULTS:
        raise DomainError(_("Hãy chọn một kết quả."), field="result")
    if len(said) < 10:
        raise DomainError(_("Hãy ghi rõ lý do, người đăng ký sẽ đọc được."), field="reason")
    if exhibitor.state != _S.APPLIED or not exhibitor.proposed:
        raise DomainError(_("Hãy xét chọn theo quy tắc trước."))
    compare_and_set(
        exhibitor, acting, "decide_against", data={"from": exhibitor.proposed, "to": result, "reason": said},
        proposed=result, because=said,
    )  # fmt: skip


@transaction.atomic
def publish_choice(fair: Fair, *, actor: Actor) -> None:
    """Publish the list: everybody reads their own result and reasons. There must be a booth for all who are chosen."""
    acting = rules.require(actor, "organise", fair)
    _choosing(fair)
    left = fair.exhibitors.filter(state=_S.APPLIED)
    if left.filter(proposed="").exists() or not left.exists():
        raise DomainError(_("Còn đăng ký chưa xét. Hãy xét chọn theo quy tắc trước."))
    wanted = booths_promised(fair)
    if wanted > fair.booths_planned:
        raise DomainError(
            _("Danh sách cần %(wanted)d gian, hội chợ chỉ có %(planned)d gian.")
            % {"wanted": wanted, "planned": fair.booths_planned}
        )
    compare_and_set(fair, acting, "publish_choice", data={"booths": wanted}, chosen_on=today())
    left.update(state=F("proposed"), version=F("version") + 1)


def booths_promised(fair: Fair) -> int:
    """Return how many booths the list as it stands takes."""
    chosen = fair.exhibitors.filter(state=_S.APPLIED, proposed=_S.CHOSEN) if fair.chosen_on is None else (
        fair.exhibitors.filter(state__in=(_S.CHOSEN, _S.CAME))
    )  # fmt: skip
    return chosen.aggregate(number=Sum("booths_wanted"))["number"] or 0


@transaction.atomic
def move_up(exhibitor: Exhibitor, *, actor: Actor) -> None:
    """Call the first from the waiting list for whom booths are free; nobody is passed over who would fit."""
    fair = exhibitor.fair
    acting = rules.require(actor, "organise", fair)
    Fair.objects.select_for_update().get(pk=fair.pk)
    if fair.chosen_on is None or fair.state not in (Fair.State.CHOOSING, Fair.State.PLANNED):
        raise DomainError(_("Chỉ gọi dự bị sau khi công bố và trước khi khai mạc."))
    left = fair.booths_planned - booths_promised(fair)
    if exhibitor.booths_wanted > left:
        raise DomainError(_("Chỉ còn %(left)d gian trống.") % {"left": left})
    waiting = fair.exhibitors.filter(state=_S.WAITING, booths_wanted__lte=left)
    first = waiting.order_by(F("rank").asc(nulls_last=True), "pk").first()
    if first is None:
        raise Stale()
    if first.pk != exhibitor.pk:
        raise DomainError(_("Theo thứ tự thì đến lượt «%(name)s» trước.") % {"name": first.name})
    exhibitor_flow.apply(exhibitor, "move_up", acting)


def _choosing(fair: Fair) -> None:
    if fair.state != Fair.State.CHOOSING:
        raise DomainError(_("Hội chợ không ở bước xét chọn."))
    if fair.chosen_on is not None:
        raise DomainError(_("Danh sách đã công bố nên không đổi được nữa."))
