"""Projects and partners: what each seeks and offers, a knock, an answer, what came of it. Nothing is open before both agree."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from saoque.kernel import audit
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError
from saoque.kernel.flow import compare_and_set
from saoque.people.models import Unit
from saoque.places.models import AdminUnit
from saoque.startups.flow import introduction_flow
from saoque.startups.models import BudgetLine, Introduction, Kind, Meeting, Offer, Project, Seeking
from saoque.startups.rules import rules

Side = TypeVar("Side", Seeking, Offer)
MOST_MONEY = 10**13  # VND
LONGEST = timedelta(days=366)
# A run of digits that could be dialled, however it is spaced; an address to write to.
_CONTACT = re.compile(r"(?:\+?84|0)(?:[\s.\-()]*\d){8,10}|\S+@\S+\.\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Wish:
    """What one side says: kinds, the range of money in VND, words."""

    kinds: tuple[str, ...]
    least: int | None = None
    most: int | None = None
    words: str = ""

    def columns(self) -> dict[str, Any]:
        """Return the columns of `Kinds`. Raises `DomainError` naming the field that is wrong."""
        if not self.kinds or not set(self.kinds) <= set(Kind.values):
            raise DomainError(_("Hãy chọn ít nhất một việc."), field="kinds")
        money = Kind.MONEY in self.kinds
        for name in ("least", "most"):
            if money and not 0 <= (getattr(self, name) or 0) <= MOST_MONEY:
                raise DomainError(_("Số tiền cần từ 0 đến 10.000 tỷ đồng."), field=name)
        if money and self.least is not None and self.most is not None and self.least > self.most:
            raise DomainError(_("Số tiền từ cần nhỏ hơn hoặc bằng số tiền đến."), field="most")
        words = without_contact(self.words, "words")[:2000]
        if Kind.OTHER in self.kinds and len(words) < 5:
            raise DomainError(_("Hãy ghi việc khác là việc gì."), field="words")
        range_ = {"least": self.least, "most": self.most} if money else {"least": None, "most": None}
        return {**{kind.value: kind.value in self.kinds for kind in Kind}, **range_, "words": words}


def without_contact(text: str, field: str) -> str:
    """Return the text as it is kept. Raises `DomainError` when it holds a phone number or an e-mail address."""
    if _CONTACT.search(text):
        raise DomainError(
            _("Đừng ghi số điện thoại hay thư điện tử ở đây. Hai bên đồng ý rồi thì mới thấy liên lạc của nhau."),
            field=field,
        )
    return text.strip()


@transaction.atomic
def seek(project: Project, wish: Wish, purpose: str, until: date, *, actor: Actor, version: int = 0) -> Seeking:
    """Say what the project seeks and until when; with this the team agrees that partners are told of it."""
    acting = rules.require(actor, "lead", project)
    columns = wish.columns()
    purpose = without_contact(" ".join(purpose.split()), "purpose")[:200]
    if Kind.MONEY in wish.kinds and len(purpose) < 5:
        raise DomainError(_("Hãy ghi cần vốn để làm gì."), field="purpose")
    if not today() <= until <= today() + LONGEST:
        raise DomainError(_("Hạn tìm cần từ hôm nay và trong vòng một năm."), field="until")
    if project.state == Project.State.STOPPED:
        raise DomainError(_("Dự án đã dừng. Hãy làm tiếp rồi tìm đối tác."))
    told = {**columns, "purpose": purpose if Kind.MONEY in wish.kinds else "", "until": until}
    return _keep(Seeking, {"project": project}, told, acting, "seek", version)


@transaction.atomic
def offer(
    unit: Unit, wish: Wish, fields: tuple[str, ...], province: AdminUnit | None, *, actor: Actor, version: int = 0
) -> Offer:
    """Say what a partner's unit offers, in which fields and where; with this it agrees that projects are told of it."""
    acting = rules.require(actor, "speak_for", unit)
    columns = wish.columns()
    if not set(fields) <= set(Project.Field.values):
        raise DomainError(_("Hãy chọn lĩnh vực."), field="fields")
    if province is not None and province.level != "province":
        raise DomainError(_("Hãy chọn địa bàn."), field="reach")
    told = {**columns, "fields": sorted(fields), "province": province}
    return _keep(Offer, {"unit": unit}, told, acting, "offer", version)


def _keep(
    model: type[Side], whose: dict[str, Any], told: dict[str, Any], acting: Actor, act: str, version: int = 0
) -> Side:
    """Write a wish for the first time, or change the one there is; a version of 0 takes it as it stands."""
    kept = model._default_manager.filter(**whose).first()
    if kept is not None:
        kept.version = version or kept.version
        compare_and_set(kept, acting, act, shown=True, **told)
        return kept
    made = model._default_manager.create(**whose, **told)
    audit.record(made, act, acting, data={"kinds": [kind.value for kind in Kind if told[kind.value]]})
    return made


def stop_seeking(seeking: Seeking, *, actor: Actor) -> None:
    """No longer be suggested to partners; talks that were agreed go on."""
    acting = rules.require(actor, "lead", seeking.project)
    compare_and_set(seeking, acting, "stop_seeking", shown=False)


def stop_offering(made: Offer, *, actor: Actor) -> None:
    """No longer be suggested to projects; talks that were agreed go on."""
    acting = rules.require(actor, "speak_for", made.unit)
    compare_and_set(made, acting, "stop_offering", shown=False)


@transaction.atomic
def knock(project: Project, unit: Unit, message: str, *, by_project: bool, actor: Actor) -> Introduction:
    """Ask the other side for a talk. Both must be showing what they seek and offer.

    A side that was declined waits: from then on only the side that declined may knock.
    """
    acting = rules.require(actor, "lead", project) if by_project else rules.require(actor, "speak_for", unit)
    seeking = Seeking.objects.filter(project=project, shown=True, until__gte=today()).first()
    if seeking is None or project.state == Project.State.STOPPED:
        raise DomainError(_("Dự án chưa cho đối tác biết mình tìm gì, hoặc hạn tìm đã qua."))
    if not Offer.objects.filter(unit=unit, shown=True).exists():
        raise DomainError(_("Đối tác chưa cho dự án biết mình giúp được gì."))
    message = without_contact(message, "message")[:2000]
    if len(message) < 10:
        raise DomainError(_("Hãy viết vài câu: vì sao muốn gặp, bàn việc gì."), field="message")
    last = Introduction.objects.filter(project=project, unit=unit).order_by("-pk").first()
    if last is not None and last.state == Introduction.State.DECLINED and last.by_project == by_project:
        raise DomainError(_("Bên kia đã không nhận lời. Khi nào muốn gặp, bên ấy sẽ ngỏ lời."))
    try:
        with transaction.atomic():
            made = Introduction.objects.create(
                project=project, unit=unit, by_project=by_project, message=message, knocked_on=today(),
                partner=None if by_project else acting.user,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError(_("Hai bên đang có lời ngỏ rồi. Hãy mở ra xem.")) from None
    audit.record(made, "knock", acting, to_state=made.state, data={"project": project.pk, "unit": unit.pk})
    return made


def answer(introduction: Introduction, *, agreed: bool, reason: str = "", actor: Actor) -> None:
    """Accept or decline as the side that was asked; a reason is welcome, never demanded."""
    acting = rules.require(actor, "answer_knock", introduction)
    changes: dict[str, Any] = {"answered_on": today()}
    if not agreed:
        changes["reason"] = without_contact(" ".join(reason.split()), "reason")[:300]
    elif introduction.by_project:
        changes["partner"] = acting.user
    introduction_flow.apply(introduction, "agree" if agreed else "decline", acting, **changes)


def end(introduction: Introduction, *, reason: str = "", actor: Actor) -> None:
    """Take a knock back, or end a talk: the details are closed again at once, the log of meetings stays."""
    waits = introduction.state == Introduction.State.KNOCKED
    acting = rules.require(actor, "take_back" if waits else "belong", introduction)
    reason = without_contact(" ".join(reason.split()), "reason")[:300]
    introduction_flow.apply(introduction, "end", acting, reason=reason)


@dataclass(frozen=True)
class Talk:
    """What came of one meeting; `promised` and `received` in VND."""

    met_on: date
    agreed: str
    outcome: str
    promised: int = 0
    received: int = 0


@transaction.atomic
def write_meeting(introduction: Introduction, talk: Talk, *, actor: Actor) -> Meeting:
    """Log a meeting. Either side writes, both read."""
    acting = rules.require(actor, "belong", introduction)
    if introduction.state != Introduction.State.AGREED:
        raise DomainError(_("Hai bên đồng ý gặp rồi mới ghi được buổi gặp."))
    if not introduction.answered_on or not introduction.answered_on <= talk.met_on <= today():
        raise DomainError(_("Ngày gặp cần từ ngày hai bên đồng ý đến hôm nay."), field="met_on")
    if len(talk.agreed.strip()) < 5:
        raise DomainError(_("Hãy ghi hai bên đã bàn, đã thống nhất điều gì."), field="agreed")
    if talk.outcome not in Meeting.Outcome.values:
        raise DomainError(_("Hãy chọn kết quả."), field="outcome")
    for name in ("promised", "received"):
        if not 0 <= getattr(talk, name) <= MOST_MONEY:
            raise DomainError(_("Số tiền cần từ 0 đến 10.000 tỷ đồng."), field=name)
    compare_and_set(introduction, acting, "write_meeting", data={"met_on": str(talk.met_on), "outcome": talk.outcome})
    return Meeting.objects.create(
        introduction=introduction, met_on=talk.met_on, agreed=talk.agreed.strip()[:3000], outcome=talk.outcome,
        promised=talk.promised, received=talk.received, written_by=acting.user,
    )  # fmt: skip


def money_of(introduction: Introduction) -> tuple[int, int]:
    """Return what was promised and received altogether, in VND."""
    found = introduction.meetings.aggregate(promised=Sum("promised"), received=Sum("received"))
    return found["promised"] or 0, found["received"] or 0


@transaction.atomic
def take_over(introduction: Introduction, *, actor: Actor) -> BudgetLine:
    """Take the partner's money into the budget: one line from an investor, planned with the larger of promised and received.

    Done again after a further meeting, it brings the same line up to date, so that no đồng is counted twice.
    """
    acting = rules.require(actor, "edit", introduction.project)
    planned = min(max(money_of(introduction)), MOST_MONEY)
    if not planned:
        raise DomainError(_("Nhật ký chưa ghi số tiền nào để đưa vào dự tính."))
    if introduction.line is None:
        made = BudgetLine.objects.create(
            project=introduction.project, what=introduction.unit.name[:160], source=BudgetLine.Source.INVESTOR,
            planned=planned,
        )  # fmt: skip
        compare_and_set(introduction, acting, "take_over", data={"planned": planned}, line=made)
        return made
    if introduction.line.planned == planned:
        raise DomainError(_("Dự tính đã ghi đúng số này rồi."))
    compare_and_set(introduction.line, acting, "take_over", data={"planned": planned}, planned=planned)
    return introduction.line
