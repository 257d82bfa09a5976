"""Where a dossier is on its way, in plain words: the stations, who has it, since when, until when, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from saoque.dossiers.models import Dossier
from saoque.dossiers.models import DossierState as S
from saoque.kernel.calendar import today
from saoque.people.roles import Level

_AT = {
    S.FILED: 2, S.COMMUNE_RECEIVED: 3, S.COMMUNE_RETURNED: 3, S.PROPOSED: 4, S.AGENCY_RECEIVED: 4,
    S.AGENCY_RETURNED: 4, S.ASSESSING: 4, S.ASSESSED: 5, S.NOT_RECOGNISED: 5, S.RECOGNISED: 6,
}  # fmt: skip


@dataclass(frozen=True)
class StationOnRoad:
    name: str
    state: str  # done, now or next
    who: str = ""
    since: datetime | None = None
    until: date | None = None
    late: bool = False


def road_of(dossier: Dossier, *, short: bool = False) -> list[StationOnRoad]:
    """Return the six stations, or five where the two at the commune stand as one."""
    names = [_("Chuẩn bị"), _("Tự chấm"), _("Nộp xã"), _("Xã đề nghị"), _("Hội đồng"), _("Nhận sao")]
    here = place_of(dossier)
    rows = []
    for place, name in enumerate(names):
        if short and place == 3:
            continue
        at = place == here or (short and place == 2 and here == 3)
        state = "now" if at else "done" if place < here else "next"
        rows.append(_here(dossier, name) if at else StationOnRoad(name, state))
    return rows


def place_of(dossier: Dossier) -> int:
    """Return the number of the station, 0 to 6; 6 is past the last one, -1 is off the road (withdrawn)."""
    if dossier.state == S.WITHDRAWN:
        return -1
    if dossier.state == S.DRAFT:
        return 1 if dossier.answered else 0
    return _AT[S(dossier.state)]


def _here(dossier: Dossier, name: str) -> StationOnRoad:
    late = dossier.due_on is not None and dossier.due_on < today()
    return StationOnRoad(name, "now", who_has(dossier), dossier.state_since, dossier.due_on, late)


def who_has(dossier: Dossier) -> str:
    """Return who has to act now."""
    commune = _("UBND %(commune)s") % {"commune": dossier.commune.full_name}
    agency = _("Cơ quan OCOP Bộ") if dossier.level == Level.MINISTRY else _("Cơ quan OCOP tỉnh")
    own = dossier.producer.name
    return {
        S.DRAFT: own, S.COMMUNE_RETURNED: own, S.AGENCY_RETURNED: own, S.FILED: commune, S.COMMUNE_RECEIVED: commune,
        S.PROPOSED: agency, S.AGENCY_RECEIVED: agency, S.ASSESSING: _("Hội đồng đánh giá"),
        S.ASSESSED: _("Người ký quyết định"),
    }.get(S(dossier.state), "")  # fmt: skip


def comes_next(dossier: Dossier) -> str:
    """Return what happens next, in one or two sentences."""
    return {
        S.DRAFT: _("Điền hai mẫu, tự chấm điểm, gắn giấy tờ. Xong thì kiểm tra rồi nộp cho xã."),
        S.FILED: _("Xã nhận hồ sơ và đưa phiếu tiếp nhận có số. Từ lúc đó xã có 15 ngày làm việc để xem và đề nghị."),
        S.COMMUNE_RECEIVED: _("Xã xem hồ sơ, viết nhận xét rồi đề nghị lên tỉnh, hoặc trả lại để bổ sung."),
        S.COMMUNE_RETURNED: _("Sửa từng chỗ xã yêu cầu, trả lời, rồi nộp lại. Những chỗ khác đang khóa."),
        S.PROPOSED: _("Cơ quan OCOP nhận hồ sơ và xếp vào đợt đánh giá."),
        S.AGENCY_RECEIVED: _("Cơ quan OCOP kiểm tra hồ sơ, rồi đưa ra Hội đồng."),
        S.AGENCY_RETURNED: _("Sửa từng chỗ cơ quan OCOP yêu cầu, trả lời, rồi nộp lại. Những chỗ khác đang khóa."),
        S.ASSESSING: _("Hội đồng chấm điểm và kết luận."),
        S.ASSESSED: _("Hội đồng đã kết luận. Người có thẩm quyền ký quyết định."),
        S.RECOGNISED: _("Sản phẩm đã được công nhận. Giấy chứng nhận nằm ở trang sản phẩm."),
        S.NOT_RECOGNISED: _("Sản phẩm chưa đủ hạng lần này. Xem điểm, bổ sung rồi mở hồ sơ mới."),
        S.WITHDRAWN: _("Hồ sơ đã rút. Muốn đăng ký lại, hãy mở hồ sơ mới cho sản phẩm."),
    }[S(dossier.state)]
