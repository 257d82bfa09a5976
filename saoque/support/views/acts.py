"""The acts of a case's way: who may, what is asked, what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saoque.kernel.access import Actor
from saoque.support import actions
from saoque.support.flow import case_flow
from saoque.support.forms import cases as forms
from saoque.support.forms.fields import VersionForm
from saoque.support.models import SupportCase
from saoque.support.rules import rules


@dataclass(frozen=True)
class Act:
    """One act of the way: who may (rule), what is asked, what is said."""

    rule: str
    move: str
    title: Any
    button: Any
    done: Any
    form: Callable[..., VersionForm]
    carry: Callable[[SupportCase, dict[str, Any], Actor], object]
    lead: Any = ""
    danger: bool = False
    main: bool = False


def _plain(*args: Any, case: SupportCase, actor: Actor, **kwargs: Any) -> VersionForm:
    return VersionForm(*args, **kwargs)


def _form(kind: type[VersionForm], *, with_case: bool = False) -> Callable[..., VersionForm]:
    def make(*args: Any, case: SupportCase, actor: Actor, **kwargs: Any) -> VersionForm:
        return kind(*args, case=case, **kwargs) if with_case else kind(*args, **kwargs)  # type: ignore[call-arg]

    return make


def _accept_form(*args: Any, case: SupportCase, actor: Actor, **kwargs: Any) -> VersionForm:
    return forms.AcceptForm(*args, case=case, leads=rules.may(actor, "assign", case), **kwargs)


ACTS: dict[str, Act] = {
    "nhan": Act(
        "accept", "accept", _("Nhận việc"), _("Nhận việc"), _("Đã nhận. Bà con thấy ai phụ trách và hẹn ngày nào."),
        _accept_form, lambda case, sent, actor: actions.accept(case, actor=actor, **sent), main=True,
    ),
    "bat-dau": Act(
        "work", "start", _("Bắt tay làm"), _("Bắt tay làm"), _("Đã bắt đầu."), _plain,
        lambda case, sent, actor: actions.start(case, actor=actor),
        _("Kế hoạch đã có. Từ đây bà con thấy việc đang được làm."), main=True,
    ),
    "cho": Act(
        "work", "wait", _("Ghi đang chờ"), _("Ghi đang chờ"), _("Đã ghi. Người được chờ thấy ở trang Hôm nay."),
        _form(forms.WaitForm), lambda case, sent, actor: actions.wait(case, actor=actor, **sent),
    ),
    "lam-tiep": Act(
        "work", "resume", _("Làm tiếp"), _("Làm tiếp"), _("Đã làm tiếp."), _plain,
        lambda case, sent, actor: actions.resume(case, actor=actor), main=True,
    ),
    "dung": Act(
        "work", "drop", _("Dừng vụ việc"), _("Dừng vụ việc"), _("Đã dừng."), _form(forms.ReasonForm),
        lambda case, sent, actor: actions.drop(case, actor=actor, **sent), _("Bà con đọc được lý do."), True,
    ),
    "rut": Act(
        "withdraw_need", "withdraw_need", _("Rút nhu cầu"), _("Rút nhu cầu"), _("Đã rút."), _form(forms.WithdrawForm),
        lambda case, sent, actor: actions.withdraw_need(case, actor=actor, **sent), "", True,
    ),
    "mo-lai": Act(
        "work", "reopen", _("Mở lại"), _("Mở lại"), _("Đã mở lại."), _form(forms.ReopenForm),
        lambda case, sent, actor: actions.reopen(case, actor=actor, **sent),
    ),
    "chuyen": Act(
        "pass_on", "pass_on", _("Chuyển đơn vị"), _("Chuyển"), _("Đã chuyển. Đơn vị mới thấy ở trang Hôm nay."),
        _form(forms.PassOnForm, with_case=True), lambda case, sent, actor: actions.pass_on(case, actor=actor, **sent),
        _("Vụ việc chờ đơn vị mới nhận. Kế hoạch, các bước và tin nhắn đi theo."),
    ),
    "giao": Act(
        "assign", "", _("Giao người phụ trách"), _("Giao"), _("Đã giao."), _form(forms.AssignForm, with_case=True),
        lambda case, sent, actor: actions.assign(case, sent["owner"], actor=actor),
    ),
}  # fmt: skip


def possible(actor: Actor, case: SupportCase) -> list[tuple[str, Act]]:
    """The acts that the actor may do now, in the order of the way."""
    return [
        (slug, one)
        for slug, one in ACTS.items()
        if rules.may(actor, one.rule, case)
        and (case_flow.allows(one.move, case.state) if one.move else case.is_open and case.owner_id is not None)
    ]
