"""Where a case is on its way, as stations of the road."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from saoque.kernel.calendar import today
from saoque.support.models import SupportCase

S = SupportCase.State
_PLACE = {S.ASKED: 0, S.ACCEPTED: 1, S.DOING: 2, S.WAITING: 2, S.DONE: 4, S.DROPPED: 3}


def road_of(case: SupportCase) -> list[dict[str, str | date | datetime | bool | None]]:
    """Return four stations: asked, taken on, worked on (or waiting), done. A dropped case ends where it was dropped."""
    state = S(case.state)
    here = _PLACE[state]
    names = [_("Nêu nhu cầu"), _("Nhận việc"), _("Đang làm"), _("Xong")]
    if state == S.WAITING:
        names[2] = _("Đang chờ")
    if state == S.DROPPED:
        names[3] = _("Đã dừng")
    ends: list[date | None] = [case.asked_on, None, None, case.closed_on]
    return [
        {
            "name": name,
            "state": "done" if place < here else "now" if place == here else "next",
            "who": who_has(case) if place == here else "",
            "since": case.state_since if place == here else None,
            "until": (case.due_on if case.is_open else None)
            if place == here
            else ends[place]
            if place < here
            else None,
            "late": place == here and case.is_open and case.due_on is not None and case.due_on < today(),
        }
        for place, name in enumerate(names)
    ]


def who_has(case: SupportCase) -> str:
    """Return who has to act now."""
    if state_waits(case):
        return {
            SupportCase.Waiting.PRODUCER: case.producer.name,
            SupportCase.Waiting.PARTNER: case.partner.name if case.partner else "",
            SupportCase.Waiting.OFFICE: _("Cơ quan nhà nước"),
            SupportCase.Waiting.OTHER: _("Người khác"),
        }[SupportCase.Waiting(case.waiting_on)]
    if not case.is_open:
        return ""
    return case.owner.full_name if case.owner else case.unit.name


def state_waits(case: SupportCase) -> bool:
    return case.state == S.WAITING


def comes_next(case: SupportCase) -> str:
    """Return what happens next, in a sentence or two."""
    return {
        S.ASKED: _("Đơn vị Đoàn xem rồi nhận việc, hẹn ngày và cử một người theo đến cùng."),
        S.ACCEPTED: _("Người phụ trách ghi kế hoạch, các bước, tiền và đối tác, rồi bắt tay làm."),
        S.DOING: _("Làm từng bước. Xong thì ghi kết quả bằng lời và bằng số."),
        S.WAITING: _("Có điều đang chờ thì nhắn ở đây; người phụ trách làm tiếp ngay."),
        S.DONE: _("Sau 3 tháng và 12 tháng, Đoàn hỏi lại doanh thu, việc làm, chỗ bán để biết có ích lâu dài không."),
        S.DROPPED: _("Vụ việc đã dừng. Còn cần thì mở lại, hoặc nêu nhu cầu mới."),
    }[S(case.state)]
