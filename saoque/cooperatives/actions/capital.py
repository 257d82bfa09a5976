"""Lines of the capital book. Each holds the co-operative's row first, so that two hands cannot pass the limit together."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from saoque.cooperatives.actions.telling import require_founding
from saoque.cooperatives.models import CapitalEntry, Cooperative, Member
from saoque.cooperatives.queries.capital import CapitalTable, Row, capital_on
from saoque.cooperatives.rules import rules
from saoque.cooperatives.shares import percent_words
from saoque.kernel.access import Actor
from saoque.kernel.calendar import today
from saoque.kernel.errors import DomainError, NotFound
from saoque.kernel.flow import compare_and_set

MOST = 10**13  # đồng; above any co-operative
_ACT = CapitalEntry.Act


def pledge(
    member: Member, amount: int, *, form: str, due_on: date | None, actor: Actor, on: date | None = None
) -> None:
    """Set what a member promises to put in, from `on` (today). While founding the limit is only shown: the whole still grows."""
    cooperative = member.cooperative
    acting = rules.require(actor, "found", cooperative)
    if cooperative.state == Cooperative.State.FILED:
        require_founding(cooperative)
    _check_amount(amount, least=0)
    if form not in CapitalEntry.Form.values:
        raise DomainError(_("Hãy chọn góp bằng gì."), field="form")
    _check_day(on or today(), member)
    row = _row(capital_on(cooperative), member)
    if amount < row.paid:
        raise DomainError(_("Đã góp nhiều hơn số này. Hãy ghi trả lại trước."), field="amount")
    change = amount - row.pledged
    with transaction.atomic():
        compare_and_set(cooperative, acting, "pledge", data={"member": member.pk, "change": change})
        _write(member, _ACT.PLEDGE, acting, pledged=change, form=form, on=on, due_on=due_on)
        # A book that was brought in is typed line by line: until it is whole its shares say nothing.
        if change > 0 and cooperative.state == Cooperative.State.REGISTERED and cooperative.filings.exists():
            _require_limit(cooperative, member)


def pay(member: Member, amount: int, on: date, *, actor: Actor, note: str = "") -> None:
    """Record money or goods that came in, never more than was pledged."""
    cooperative = member.cooperative
    acting = rules.require(actor, "found", cooperative)
    _check_amount(amount)
    _check_day(on, member)
    row = _row(capital_on(cooperative), member)
    if amount > row.owed:
        raise DomainError(_("Số này nhiều hơn phần còn phải góp."), field="amount")
    with transaction.atomic():
        compare_and_set(cooperative, acting, "pay", data={"member": member.pk, "amount": amount})
        _write(member, _ACT.PAY, acting, paid=amount, on=on, note=note)


def transfer(giver: Member, taker: Member, amount: int, on: date, *, actor: Actor) -> None:
    """Move paid capital from one member to another; the taker must stay within the limit."""
    cooperative = giver.cooperative
    acting = rules.require(actor, "found", cooperative)
    require_registered(cooperative)
    _check_amount(amount)
    _check_day(on, giver)
    _check_day(on, taker)
    if giver.pk == taker.pk:
        raise DomainError(_("Hãy chọn người nhận khác người chuyển."), field="taker")
    row = _row(capital_on(cooperative), giver)
    _row(capital_on(cooperative), taker)
    if amount > row.paid:
        raise DomainError(_("Người chuyển chỉ có thể chuyển phần đã góp."), field="amount")
    with transaction.atomic():
        data = {"giver": giver.pk, "taker": taker.pk, "amount": amount}
        compare_and_set(cooperative, acting, "transfer", data=data)
        _write(giver, _ACT.TRANSFER, acting, pledged=-amount, paid=-amount, on=on, note=taker.name)
        _write(taker, _ACT.TRANSFER, acting, pledged=amount, paid=amount, on=on, note=giver.name)
        _require_limit(cooperative, taker)


def repay(member: Member, on: date, *, actor: Actor) -> None:
    """Give back everything that a leaving member put in. Nobody is kept because the others' shares grow by it; the table says so."""
    cooperative = member.cooperative
    acting = rules.require(actor, "found", cooperative)
    if cooperative.state == Cooperative.State.FILED:
        require_founding(cooperative)
    _check_day(on, member)
    row = _row(capital_on(cooperative), member)
    if not row.pledged:
        raise DomainError(_("Thành viên này không còn vốn góp."))
    with transaction.atomic():
        compare_and_set(cooperative, acting, "repay", data={"member": member.pk, "amount": row.paid})
        _write(member, _ACT.REPAY, acting, pledged=-row.pledged, paid=-row.paid, on=on)


def require_registered(cooperative: Cooperative) -> None:
    if cooperative.state != Cooperative.State.REGISTERED:
        raise DomainError(_("Việc này chỉ làm sau khi đã đăng ký."))


def _require_limit(cooperative: Cooperative, member: Member) -> None:
    """Refuse an act that lifts `member` above the limit; the write is taken back then."""
    table = capital_on(cooperative)
    row = _row(table, member)
    if row.over:
        raise DomainError(
            _("%(name)s sẽ giữ %(share)s %% vốn, quá mức %(limit)s %%.")
            % {"name": member.name, "share": percent_words(row.share), "limit": table.limit},
            field="amount",
        )


def _row(table: CapitalTable, member: Member) -> Row:
    found = next((row for row in table.rows if row.member.pk == member.pk), None)
    if found is None:
        raise NotFound()
    return found


def _check_amount(amount: int, least: int = 1) -> None:
    if not least <= amount <= MOST:
        raise DomainError(_("Hãy ghi số tiền bằng đồng, ví dụ 20.000.000."), field="amount")


def _check_day(on: date, member: Member) -> None:
    if not member.joined_on <= on <= today():
        raise DomainError(_("Ngày phải từ ngày vào của thành viên đến hôm nay."), field="on")
    last = member.capital.aggregate(last=Max("on"))["last"]
    if last and on < last:
        raise DomainError(
            _("Sổ vốn của thành viên này đã ghi đến ngày muộn hơn. Hãy ghi từ ngày đó trở đi."), field="on"
        )


def _write(
    member: Member,
    act: str,
    actor: Actor,
    *,
    pledged: int = 0,
    paid: int = 0,
    form: str = CapitalEntry.Form.MONEY,
    on: date | None = None,
    due_on: date | None = None,
    note: str = "",
) -> None:
    CapitalEntry.objects.create(
        member=member, act=act, pledged=pledged, paid=paid, form=form, on=on or today(), due_on=due_on,
        note=note.strip()[:200], by=actor.user,
    )  # fmt: skip
